"""What a turn wants done: data, carried out by the engine in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.documents.papers import Paper
from bot.triage.levels import Level, Queue

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Say:
    """Send a card; `buttons` are keys, the card's own when None."""

    card: str
    params: Params = field(default_factory=dict)
    buttons: tuple[str, ...] | None = None
    private: bool = False  # what its params hold is kept nowhere once it is sent


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Bring in a person: open a case, or bring the open one up to date; `fresh` is the level of this message alone."""

    queue: Queue
    level: Level
    reasons: tuple[str, ...]
    fresh: Level = Level.NONE


@dataclass(frozen=True, slots=True)
class WithdrawCase:
    """The person does not want anybody now: close their waiting case."""


@dataclass(frozen=True, slots=True)
class ShareConversation:
    """May staff read what was written before the hand-off?"""

    allowed: bool


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Keep the person's one-tap verdict on their last case."""

    verdict: str


@dataclass(frozen=True, slots=True)
class AnswerOffer:
    """Keep whether the person agreed to the check-in that staff offered for `due` (Unix seconds)."""

    due: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class AllowLearning:
    """May Alder learn from what the person wrote?"""

    allowed: bool


@dataclass(frozen=True, slots=True)
class DeleteIncoming:
    """Remove the person's own message from the chat."""


@dataclass(frozen=True, slots=True)
class HideMessages:
    """Remove the bot's messages of the last 48 hours from the chat."""


@dataclass(frozen=True, slots=True)
class SendExport:
    """Send the person all that is held of them."""


@dataclass(frozen=True, slots=True)
class SendDocument:
    """Send a paper as its files, then the card `then` with their `{hashes}`."""

    paper: Paper
    then: str | None = None


@dataclass(frozen=True, slots=True)
class ForgetWords:
    """Do not keep the words of this message: they were typed for a notice."""


@dataclass(frozen=True, slots=True)
class StartClock:
    """Come back at `due` (Unix seconds) with the clock of this number."""

    number: int
    due: int


@dataclass(frozen=True, slots=True)
class StopClock:
    """Do not come back for the clock of this number."""

    number: int


@dataclass(frozen=True, slots=True)
class EraseEverything:
    """Erase all that is held of the person, for good."""


Effect = (
    Say
    | OpenCase
    | WithdrawCase
    | ShareConversation
    | GiveFeedback
    | AnswerOffer
    | AllowLearning
    | DeleteIncoming
    | HideMessages
    | SendExport
    | SendDocument
    | ForgetWords
    | StartClock
    | StopClock
    | EraseEverything
)
