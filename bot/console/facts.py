"""The summary of a case as staff read it: facts in words, what to mind, and what the person agreed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.console.times import lasting
from bot.console.words import ADVICE, CARE, HELPED, OFFERS
from bot.content import Content
from bot.handoff import checkins
from bot.store.cases import Case, CaseEvent

Summary = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary; without values nobody has said yet, or `note` tells what that means."""

    title: str
    values: tuple[str, ...] = ()
    at: int | None = None
    note: str = ""


def facts_of(summary: Summary, content: Content, now: int) -> tuple[Fact, ...]:
    """Return the summary, so that nobody has to tell their story twice; what was not said is said to be so."""
    if not summary:
        return ()
    return tuple(fact for make in FACTS if (fact := make(summary, content, now)))


def care(summary: Summary) -> tuple[str, ...]:
    """Return what staff must know before they write."""
    holds = {
        "perpetrator": summary.get("perpetrator"),
        "phone_seen": summary.get("phone_seen"),
        "unsafe": summary.get("safe") is False,
        "minor": summary.get("band") == "minor",
        "image_minor": summary.get("image_minor") and summary.get("band") != "minor",
    }
    return tuple(words for name, words in CARE.items() if holds[name])


def consent(case: Case, events: Iterable[CaseEvent]) -> str:
    """Return whether staff may read what came before the hand-off: yes, no, or open."""
    if case.share:
        return "yes"
    return "no" if any(event.event == "unshare" for event in events) else "open"


def offer(summary: Summary, content: Content, events: Iterable[CaseEvent]) -> str | None:
    """Return how the check-in that staff offered last stands; None when they offered none."""
    newest = checkins.newest(events)
    if newest is None:
        return None
    standing, due = newest
    return OFFERS[standing].format(when=checkins.words(due, checkins.zone(content, summary)))


def language(summary: Summary, content: Content) -> str | None:
    """Return the language a person writes in, in words; None when it is English."""
    code = summary.get("language", "en")
    return None if code == "en" else content.words(f"language.{code}")


def label_words(content: Content, group: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return labels in words; `names` are whole labels when `group` is empty."""
    return tuple(content.words(f"{group}.{name}" if group else name) for name in names)


def _what(summary: Summary, content: Content, now: int) -> Fact:
    return Fact("What", label_words(content, "abuse", summary["abuse"]))


def _where(summary: Summary, content: Content, now: int) -> Fact:
    known = content.platforms
    return Fact("Where", tuple(known[id].name if id in known else id for id in summary["where"]))


def _who(summary: Summary, content: Content, now: int) -> Fact:
    who = summary["who"]
    return Fact("Who did it", label_words(content, "relationship", [who] if who else []))


def _demand(summary: Summary, content: Content, now: int) -> Fact | None:
    if not summary["demand"] and not summary["paid"]:
        return None
    values = (summary["demand"],) if summary["demand"] else ()
    return Fact("Demand", (*values, *(("already paid once",) if summary["paid"] else ())))


def _deadline(summary: Summary, content: Content, now: int) -> Fact | None:
    due = summary["deadline"]
    if due is None:
        return None
    return Fact("Deadline", at=due, note=f"in {lasting(due - now)}" if due > now else "has passed")


def _country(summary: Summary, content: Content, now: int) -> Fact:
    place = summary["place"]
    if not place:
        return Fact("Country")
    return Fact("Country", (content.places[place].name if place in content.places else place,))


def _age(summary: Summary, content: Content, now: int) -> Fact:
    band = () if summary["band"] == "unknown" else (content.words(f"band.{summary['band']}"),)
    return Fact("Age", (str(summary["age"]),) if summary["age"] is not None else band)


def _helping(summary: Summary, content: Content, now: int) -> Fact | None:
    helped = summary["helping"]
    if not helped:
        return None
    words = HELPED.get(helped) or content.words(f"relationship.{helped}")
    return Fact("Writes for", (words,))


def _language(summary: Summary, content: Content, now: int) -> Fact | None:
    words = language(summary, content)
    return Fact("Writes in", (words,)) if words else None


def _checkins(summary: Summary, content: Content, now: int) -> Fact | None:
    zone = checkins.zone(content, summary)
    times = tuple(checkins.words(due, zone) for due in summary.get("checkins", ()))
    return Fact("Check-ins", times) if times else None


def _wants(summary: Summary, content: Content, now: int) -> Fact:
    return Fact("Wants to", label_words(content, "need", summary["wants"]))


def _phone(summary: Summary, content: Content, now: int) -> Fact:
    words = {True: ("seen by someone else",), False: ("private",)}
    return Fact("Phone", words.get(summary["phone_seen"], ()))


def _advised(summary: Summary, content: Content, now: int) -> Fact:
    parts: Sequence[str] = [card.partition(".")[0] for card in summary["advised"]]
    return Fact(
        "Told already", tuple(dict.fromkeys(ADVICE[part] for part in parts if part in ADVICE)), note="nothing yet"
    )


FACTS: tuple[Callable[[Summary, Content, int], Fact | None], ...] = (  # the order is what staff need first
    _what, _where, _who, _demand, _deadline, _age, _country, _language, _phone, _helping, _wants, _advised, _checkins,
)  # fmt: skip
