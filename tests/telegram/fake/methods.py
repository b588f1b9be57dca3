"""The Bot API's methods, with Telegram's own refusals."""

from collections.abc import Callable
from typing import Any

from tests.telegram.fake import markup
from tests.telegram.fake.world import BOT, Json, Kept, Room, World

MAX_TEXT, MAX_CAPTION, MAX_DATA = 4096, 1024, 64
ACTIONS = {"typing", "upload_document", "upload_photo", "record_voice", "find_location"}


class Refused(Exception):
    """Telegram answers with this status and description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Methods:
    """Every method that changes the world; getUpdates and the webhook live in delivery.py."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.settings: Json = {}
        self.answered: list[str] = []
        self.table: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda call: BOT | {"can_join_groups": True, "can_read_all_group_messages": False},
            "logOut": lambda call: True,
            "close": lambda call: True,
            "sendMessage": self.send_message,
            "sendDocument": self.send_document,
            "sendChatAction": self.send_chat_action,
            "editMessageText": self.edit_text,
            "editMessageReplyMarkup": self.edit_markup,
            "deleteMessage": self.delete_message,
            "deleteMessages": self.delete_messages,
            "answerCallbackQuery": self.answer_callback,
            "leaveChat": self.leave_chat,
            "getChat": self.get_chat,
            "getFile": self.get_file,
            "createForumTopic": self.create_topic,
            "closeForumTopic": self.in_room,
            "reopenForumTopic": self.in_room,
            "deleteForumTopic": self.delete_topic,
            "pinChatMessage": self.in_room,
            "getMyCommands": lambda call: self.settings.get("setMyCommands", {}).get("commands", []),
        }
        for name in ("setMyCommands", "setMyDescription", "setMyShortDescription", "setMyName"):
            self.table[name] = lambda call, name=name: self.settings.update({name: call}) or True
        self.table["deleteMyCommands"] = lambda call: bool(self.settings.pop("setMyCommands", True))

    def send_message(self, call: Json) -> Json:
        """sendMessage: text of 1 to 4096 characters after parsing, valid markup, sound buttons."""
        room = self._room(call)
        parsed = self._parse(call["text"], call, MAX_TEXT, "message")
        thread, secret = self._thread(room, call), bool(call.get("protect_content"))
        kept = Kept(
            next(room.ids), True, parsed.text, call["text"], links=parsed.links, thread=thread, protected=secret
        )  # fmt: skip
        return self._reply(room, call, kept)

    def send_document(self, call: Json) -> Json:
        """sendDocument: an uploaded file with its name, and a caption."""
        room = self._room(call)
        if not isinstance(call["document"], dict):
            raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if not call["document"]["size"]:
            raise Refused(400, "Bad Request: file must be non-empty")
        caption = call.get("caption", "")
        parsed = self._parse(caption, call, MAX_CAPTION, "caption") if caption else markup.Parsed("", [])
        kept = Kept(next(room.ids), True, parsed.text, caption, links=parsed.links, document=call["document"])
        return self._reply(room, call, kept)

    def send_chat_action(self, call: Json) -> bool:
        """sendChatAction: one of the known actions."""
        self._room(call)
        if call["action"] not in ACTIONS:
            raise Refused(400, "Bad Request: wrong parameter action in request")
        return True

    def edit_text(self, call: Json) -> Json:
        """editMessageText: refuses an unknown message, and one that would stay as it is."""
        kept = self._own(call)
        parsed = self._parse(call["text"], call, MAX_TEXT, "message")
        buttons = _buttons(call)
        if (parsed.text, buttons) == (kept.text, kept.buttons):
            raise Refused(400, "Bad Request: message is not modified")
        kept.text, kept.source, kept.links, kept.buttons = parsed.text, call["text"], parsed.links, buttons
        kept.edits += 1
        return self.world.shown(call["chat_id"], kept)

    def edit_markup(self, call: Json) -> Json:
        """editMessageReplyMarkup: new buttons under an old message."""
        kept = self._own(call)
        buttons = _buttons(call)
        if buttons == kept.buttons:
            raise Refused(400, "Bad Request: message is not modified")
        kept.buttons = buttons
        kept.edits += 1
        return self.world.shown(call["chat_id"], kept)

    def delete_message(self, call: Json) -> bool:
        """deleteMessage: refuses what is not there."""
        kept = self._room(call).messages.get(call["message_id"])
        if kept is None or kept.deleted:
            raise Refused(400, "Bad Request: message to delete not found")
        kept.deleted = True
        return True

    def delete_messages(self, call: Json) -> bool:
        """deleteMessages: up to 100 at once; those not found are skipped."""
        if not 1 <= len(call["message_ids"]) <= 100:
            raise Refused(400, "Bad Request: message identifiers are not specified")
        messages = self._room(call).messages
        for number in call["message_ids"]:
            if number in messages:
                messages[number].deleted = True
        return True

    def answer_callback(self, call: Json) -> bool:
        """answerCallbackQuery: once for each tap."""
        if call["callback_query_id"] in self.answered:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered.append(call["callback_query_id"])
        return True

    def leave_chat(self, call: Json) -> bool:
        """leaveChat: a group only."""
        room = self._room(call)
        if room.chat["type"] == "private":
            raise Refused(400, "Bad Request: chat member status can't be changed in private chats")
        room.left = True
        return True

    def get_chat(self, call: Json) -> Json:
        """getChat: the group or person, as far as a bot may see."""
        room = self._room(call)
        gifts = {"unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False}
        extra = {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": gifts}
        return room.chat | extra

    def get_file(self, call: Json) -> Json:
        """getFile: answered, and counted, for Alder must never ask."""
        return {"file_id": call["file_id"], "file_unique_id": "u"}

    def create_topic(self, call: Json) -> Json:
        """createForumTopic: in a group with topics."""
        room = self._forum(call)
        thread = next(room.ids)
        room.topics[thread] = call["name"]
        return {"message_thread_id": thread, "name": call["name"], "icon_color": 7322096}

    def delete_topic(self, call: Json) -> bool:
        """deleteForumTopic: the topic goes with all its messages."""
        room = self._forum(call)
        thread = self._thread(room, call)
        del room.topics[thread]
        for kept in room.messages.values():
            kept.deleted = kept.deleted or kept.thread == thread
        return True

    def in_room(self, call: Json) -> bool:
        """Any method that only needs its chat to exist."""
        return bool(self._room(call))

    def _reply(self, room: Room, call: Json, kept: Kept) -> Json:
        kept.buttons = _buttons(call)
        self.world.reply(call["chat_id"], kept)
        return self.world.shown(call["chat_id"], kept)

    def _parse(self, text: str, call: Json, longest: int, what: str) -> markup.Parsed:
        mode = call.get("parse_mode", "")
        if mode not in ("", "HTML"):
            raise Refused(400, "Bad Request: unsupported parse_mode")
        try:
            parsed = markup.parse(text) if mode else markup.Parsed(text.strip(), [])
        except markup.CannotParse as fault:
            raise Refused(400, f"Bad Request: {fault}") from None
        if not parsed.text:
            raise Refused(400, "Bad Request: message text is empty")
        if len(parsed.text) > longest:
            raise Refused(400, f"Bad Request: {what} is too long")
        return parsed

    def _room(self, call: Json) -> Room:
        room = self.world.rooms.get(call["chat_id"])
        if room is None:
            raise Refused(400, "Bad Request: chat not found")
        if room.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if room.left:
            raise Refused(403, "Forbidden: bot is not a member of the group chat")
        return room

    def _forum(self, call: Json) -> Room:
        room = self._room(call)
        if not room.chat.get("is_forum"):
            raise Refused(400, "Bad Request: the chat is not a forum")
        return room

    def _thread(self, room: Room, call: Json) -> int:
        thread: int = call.get("message_thread_id", 0)
        if thread and thread not in room.topics:
            raise Refused(400, "Bad Request: message thread not found")
        return thread

    def _own(self, call: Json) -> Kept:
        kept = self._room(call).messages.get(call["message_id"])
        if kept is None or kept.deleted:
            raise Refused(400, "Bad Request: message to edit not found")
        if not kept.from_bot:
            raise Refused(400, "Bad Request: message can't be edited")
        return kept


def _buttons(call: Json) -> list[list[Json]]:
    rows: list[list[Json]] = call.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        kinds = {"callback_data", "url"} & button.keys()
        if len(kinds) != 1:
            raise Refused(400, "Bad Request: inline keyboard button must have exactly one action")
        if "callback_data" in kinds and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows
