"""Conversations as files: what a person does turn by turn, what must hold after each, and how one is played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.chat import Chat
from bot.content.check import PREVIEW, Avoid
from bot.content.record import read_yaml
from bot.dialogue.events import Kind
from bot.dialogue.state import Band, Facts, State
from bot.store import cases, persons
from bot.store.outbox import Due
from bot.triage.levels import Level, Queue

FOLDER = Path(__file__).parent
KINDS: dict[str, Kind] = {"says": "text", "edits": "edit", "command": "command"}
KNOWN_FACTS = frozenset(Facts.model_fields) | {"country"}
ASKS_FOR_IMAGE = re.compile(
    r"(?<!don't )(?<!not )(?<!never )\b(send|show|forward|upload)\s+(me|us)\b"
    r"[^.!?]*\b(image|picture|photo|video|screenshot)",
    re.IGNORECASE,
)
Words = tuple[str, ...]


class Strict(BaseModel):
    """Read from a file; an unknown key is an error, so that no expectation is lost by a slip."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Strict):
    """One thing a person does, and what must hold after it; what is not named is not looked at."""

    says: str | None = None
    edits: str | None = None
    command: str | None = None
    tap: str | None = None
    photo: bool = False
    hours_later: float = 0  # that pass before this turn
    level: Level | None = None
    case: Queue | Literal["none"] | None = None
    facts: dict[str, Any] = {}
    must_say: Words = ()
    must_not_say: Words = ()
    buttons: Words = ()
    corrected: bool = False  # the person takes back the very fact that the level rests on

    @model_validator(mode="after")
    def _is_one_event(self) -> Self:
        if [self.says, self.edits, self.command, self.tap, self.photo or None].count(None) != 4:
            raise ValueError("a turn is one of says, edits, command, tap, photo")
        if unknown := self.facts.keys() - KNOWN_FACTS:
            raise ValueError(f"no such facts: {sorted(unknown)}")
        return self

    def __str__(self) -> str:
        name = next(name for name in ("says", "edits", "command", "tap", "photo") if getattr(self, name))
        return f"{name}: {getattr(self, name)}"


class Conversation(Strict):
    """One person's conversation; over its turns it looks at level, case and words that must and must not be said."""

    id: str
    who: str
    misread: str = ""  # what the model reads wrongly today: the talk must fail until that is mended, then drop this
    turns: tuple[Turn, ...] = Field(min_length=3, max_length=8)

    @model_validator(mode="after")
    def _looks_at_enough(self) -> Self:
        for name in ("level", "case", "must_say", "must_not_say"):
            if not any(getattr(turn, name) for turn in self.turns):
                raise ValueError(f"{self.id}: no turn expects {name}")
        return self


def conversations() -> list[Conversation]:
    """Return all conversations of this folder; a file that is not well-formed is an error."""
    return [Conversation.model_validate(item) for path in sorted(FOLDER.glob("*.yaml"))
            for item in read_yaml(path.read_text(encoding="utf-8"))]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn led to: everything sent, and where the person and their case stand."""

    sent: list[Due]
    state: State
    case: Queue | Literal["none"]
    there: bool  # the person is known; after an erasure they are not

    @property
    def texts(self) -> list[str]:
        return [row.body["plain"] for row in self.sent if row.kind == "say"]

    @property
    def labels(self) -> list[str]:
        return [label for row in self.sent if row.kind == "say" for label, _ in row.body["buttons"]]

    @property
    def everything(self) -> str:
        links = [link for row in self.sent if row.kind == "say" for link in row.body["links"]]
        papers = [row.body["name"] for row in self.sent if row.kind == "document"]
        return "\n".join((*self.texts, *self.labels, *links, *papers)).casefold()

    @property
    def band(self) -> Band:
        return self.state.facts.image_band


async def play(chat: Chat, turn: Turn) -> Outcome:
    """Do what the person does and return what came of it; raise LookupError when no such button was offered."""
    if turn.tap is not None:
        await chat.send("tap", data=_key_of(chat, turn.tap))
    elif turn.photo:
        await chat.send("media", media="photo")
    else:
        name = next(name for name in KINDS if getattr(turn, name) is not None)
        await chat.send(KINDS[name], text=getattr(turn, name))
    return _outcome(chat)


def _key_of(chat: Chat, words: str) -> str:
    # "No" is a button of its own and a part of "No person now": the whole words go first.
    whole = (key for label, key in reversed(chat.buttons) if label.casefold() == words.casefold())
    key = next(whole, None) or chat.key_of(words)
    if key is None:
        raise LookupError(f"no button with the words {words!r} was offered")
    return key


def _outcome(chat: Chat) -> Outcome:
    sent, store = chat.take(), chat.engine.store
    person = persons.find(store, chat.channel, chat.chat)
    state = State.model_validate_json(person.state) if person and person.state else State()
    case = cases.open_of(store, person.ref) if person else None
    return Outcome(sent, state, Queue(case.queue) if case else "none", person is not None)


def always(outcome: Outcome, before: Level, turn: Turn, avoid: Avoid) -> Iterator[str]:
    """Yield what is wrong whatever the conversation: nobody of the team takes part in these, so the bot answers."""
    if not outcome.sent:
        yield "expected a reply, there was none"
    if outcome.there and not turn.corrected and outcome.state.level.rank < before.rank:
        yield f"the level fell from {before} to {outcome.state.level}, and nothing was corrected"
    for text in outcome.texts:
        yield from (f"on a lock screen: {hit!r}" for hit in avoid.preview.findall(text[:PREVIEW]))
        if ASKS_FOR_IMAGE.search(text):
            yield "asks for an image"
        if len(text) > 4096:
            yield f"a reply of {len(text)} characters"
        if "screenshot" in text.casefold() and outcome.band != "adult":
            yield f"speaks of screenshots to somebody of age band {outcome.band}"
        if "{" in text:
            yield "a placeholder was left open"


def expected(outcome: Outcome, turn: Turn) -> Iterator[str]:
    """Yield what is not as this turn expects."""
    known = outcome.state.facts.model_dump(mode="json")
    known["country"] = (known["place"] or "").partition("-")[0] or None
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("level", turn.level, outcome.state.level), ("case", turn.case, outcome.case),
        *((f"fact {name}", value, known[name]) for name, value in turn.facts.items()),
    )  # fmt: skip
    for name, wanted, found in pairs:
        if wanted != found and not (wanted is None and name in ("level", "case")):
            yield f"expected {name} {wanted}, it is {found}"
    said = outcome.everything
    yield from (f"expected to be said: {words!r}" for words in turn.must_say if words.casefold() not in said)
    yield from (f"must not be said: {words!r}" for words in turn.must_not_say if words.casefold() in said)
    offered = "\n".join(outcome.labels).casefold()
    yield from (f"expected button: {words!r}" for words in turn.buttons if words.casefold() not in offered)


async def faults(chat: Chat, conversation: Conversation, avoid: Avoid, wait: Callable[[float], None]) -> list[str]:
    """Play a conversation to its end; return what went wrong, each with its turn and the replies to it."""
    found: list[str] = []
    level = Level.NONE
    for number, turn in enumerate(conversation.turns, 1):
        head = f"{conversation.id}, turn {number}, {turn}"
        wait(turn.hours_later)
        try:
            outcome = await play(chat, turn)
        except LookupError as missing:
            return [*found, f"{head}\n  {missing}"]
        wrong = [*always(outcome, level, turn, avoid), *expected(outcome, turn)]
        level = outcome.state.level
        if wrong:
            replies = [f"    | {line}" for text in outcome.texts for line in (*text.splitlines(), "")]
            heads = [f"  {fault}" for fault in wrong]
            found.append("\n".join((head, *heads, *replies)))
    return found
