"""The published Bot API, as far as Alder uses it: which methods, fields and objects exist."""

import json
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
METHODS = (
    "getMe", "logOut", "close", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo",
    "sendMessage", "sendDocument", "sendChatAction", "editMessageText", "editMessageReplyMarkup",
    "deleteMessage", "deleteMessages", "answerCallbackQuery", "leaveChat", "getChat", "getFile",
    "setMyCommands", "deleteMyCommands", "getMyCommands", "setMyDescription", "setMyShortDescription",
    "setMyName", "createForumTopic", "closeForumTopic", "reopenForumTopic", "deleteForumTopic", "pinChatMessage",
)  # fmt: skip
TYPES = (
    "Update", "User", "Chat", "ChatFullInfo", "Message", "InaccessibleMessage", "MaybeInaccessibleMessage",
    "MessageEntity", "CallbackQuery", "PhotoSize", "Animation", "Audio", "Document", "Video", "VideoNote",
    "Voice", "Sticker", "Contact", "Location", "Dice", "File", "MessageOrigin", "MessageOriginUser",
    "MessageOriginHiddenUser", "ChatMemberUpdated", "ChatMember", "ChatMemberMember", "ChatMemberBanned",
    "ChatMemberLeft", "ChatMemberRestricted", "ChatMemberAdministrator", "ChatMemberOwner",
    "InlineKeyboardMarkup", "InlineKeyboardButton", "LinkPreviewOptions", "ReplyParameters", "BotCommand",
    "BotCommandScope", "BotCommandScopeDefault", "BotCommandScopeAllPrivateChats",
    "BotCommandScopeAllGroupChats", "BotCommandScopeAllChatAdministrators", "BotCommandScopeChat",
    "BotCommandScopeChatAdministrators", "BotCommandScopeChatMember", "WebhookInfo", "ForumTopic",
    "ForumTopicCreated",
)  # fmt: skip
SCALARS = {"Integer": int, "String": str, "Float": (int, float), "Boolean": bool}


class Spec:
    """Checks calls and objects against one version of the published description."""

    def __init__(self, data: dict[str, Any]):
        self.methods: dict[str, Any] = data["methods"]
        self.types: dict[str, Any] = data["types"]

    def read_call(self, method: str, raw: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return the call's parameters as typed values, and every fault found in them."""
        fields = {field["name"]: field for field in self.methods[method]["fields"]}
        faults = [f"{method} has no field {name}" for name in raw if name not in fields]
        faults += [f"{method} needs {name}" for name, field in fields.items() if field["required"] and name not in raw]
        read = {}
        for name, value in raw.items():
            if name in fields:
                read[name] = typed(value, fields[name]["types"])
                faults += self.check(read[name], fields[name]["types"], f"{method}.{name}")
        return read, faults

    def check(self, value: Any, types: list[str], where: str) -> list[str]:
        """Return the faults of `value` when it fits none of `types`."""
        faults: list[str] = []
        for name in types:
            faults = self._check_one(value, name, where)
            if not faults:
                return []
        return faults

    def _check_one(self, value: Any, name: str, where: str) -> list[str]:
        if name in SCALARS:
            fits = isinstance(value, SCALARS[name]) and (name == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{where} is no {name}"]
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where} is no array"]
            inner = name.removeprefix("Array of ")
            return [fault for item in value for fault in self._check_one(item, inner, f"{where}[]")]
        if name not in self.types:  # an object Alder never uses: nothing may carry it
            return [] if name == "InputFile" else [f"{where} is a {name}, which is outside the trimmed spec"]
        kind = self.types[name]
        if kind["subtypes"]:
            return self.check(value, [sub for sub in kind["subtypes"] if sub in self.types], where)
        if not isinstance(value, dict):
            return [f"{where} is no {name}"]
        return self._check_fields(value, kind["fields"], f"{where}:{name}")

    def _check_fields(self, value: dict[str, Any], listed: list[Any], where: str) -> list[str]:
        fields = {field["name"]: field for field in listed}
        faults = [f"{where} has no field {name}" for name in value if name not in fields]
        for name, field in fields.items():
            if name in value:
                faults += self.check(value[name], field["types"], f"{where}.{name}")
            elif field["required"]:
                faults.append(f"{where} needs {name}")
        return faults


def typed(value: Any, types: list[str]) -> Any:
    """Turn a form's string into what its field means; JSON bodies come typed already."""
    if not isinstance(value, str) or "String" in types:
        if "Integer" in types and isinstance(value, str) and value.lstrip("-").isdigit():
            return int(value)
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def trim(full: dict[str, Any]) -> dict[str, Any]:
    """Return only the methods and objects Alder uses, without prose."""
    return {
        "version": full["version"],
        "methods": {name: _bare(full["methods"][name]) for name in METHODS},
        "types": {name: _bare(full["types"][name]) for name in TYPES},
    }


def _bare(entry: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {"name": field["name"], "types": field["types"], "required": field["required"]}
        for field in entry.get("fields", [])
    ]
    return {
        "fields": fields,
        "returns": entry.get("returns", []),
        "subtypes": [name for name in entry.get("subtypes", []) if name in TYPES],
    }


def load() -> Spec:
    """Return the trimmed copy, or what ALDER_BOT_API_SPEC names: a whole newer description."""
    path = os.environ.get("ALDER_BOT_API_SPEC")
    return Spec(trim(read(Path(path))) if path else read(HERE / "spec.json"))


def read(path: Path) -> dict[str, Any]:
    """Return the JSON of one file."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


if __name__ == "__main__":
    text = json.dumps(trim(read(Path(sys.argv[1]))), separators=(",", ":"))
    (HERE / "spec.json").write_text(text + "\n", encoding="utf-8")
