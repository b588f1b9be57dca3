"""What a form is made of: its questions, how each reads an answer, and their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.draft import Draft

WAS = ".was"  # after the name of a question that somebody went back to: the answer it had
Answers = dict[str, str]
Reader = Callable[[Draft], str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `read` turns what was typed into the answer, None when it is none; `spot` takes only what cannot be
    anything else, whatever was asked. What is typed may be about the matter (`open`), somebody else's words (`quoted`),
    a fact of the form and no news (`fact`), or say nothing of the matter (`plain`: a name, an address)."""

    card: str
    read: Reader
    buttons: Callable[[Draft], tuple[str, ...]] = lambda draft: ()
    said: str = "open"
    spot: Reader = lambda draft: None
    free: bool = False  # any words will do: a link or a number in them stays there
    many: bool = False  # what is said later is put to what is there


@dataclass(frozen=True, slots=True)
class Plan:
    """A form: its questions by name, those of this draft in order, and what follows when all are answered."""

    kind: str
    questions: dict[str, Question]
    steps: Callable[[Draft], tuple[str, ...]]
    done: Callable[[Draft], None]
    private: bool = False  # what is typed is used and then forgotten
    story: str = ""  # the question whose answer is what somebody did or said, told at whichever question


def typed(most: int) -> Reader:
    """Return a reader that takes any words, cut at `most` characters."""
    return lambda draft: " ".join(draft.words.split())[:most] or None
