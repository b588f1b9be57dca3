"""What is held of a person, told in words: the readable half of the copy they get."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.content import Content
from bot.dialogue.brief import brief_of
from bot.dialogue.state import Clock, State, Written
from bot.documents.brief import rows_of
from bot.documents.log import columns_for, oldest_first, row_of
from bot.documents.times import moment_words

Held = dict[str, Any]  # what export.export returns
NAMES = ("ask", "column")  # where the words for what was asked stand


class Telling:
    """Tells one person's copy; times are in their zone where it is known, else in UTC."""

    def __init__(self, content: Content, held: Held) -> None:
        self.content, self.held = content, held
        self.state = State.model_validate(held["notes"])
        self.zone = content.zones.only(self.state.facts.zone, self.state.facts.place)

    def when(self, moment: str | int) -> str:
        """Return a moment in words, from Unix seconds or as the copy writes it."""
        seconds = moment if isinstance(moment, int) else int(datetime.fromisoformat(moment).timestamp())
        return moment_words(seconds, self.zone)

    def row(self, name: str, value: str) -> str:
        """Return one line: what was asked, and the answer."""
        key = next((f"{kind}.{name}" for kind in NAMES if f"{kind}.{name}" in self.content.documents), None)
        return f"{self.content.paper(key) if key else name}: {value}"


def text(content: Content, held: Held, now: int) -> str:
    """Return everything of a copy in plain words, a heading for each kind of thing."""
    told = Telling(content, held)
    parts = [content.paper("held.title"), content.paper("made", when=told.when(now)), content.paper("held.about")]
    for name, section in SECTIONS:
        lines = section(told) or [content.paper("held.none")]
        heading = content.paper(f"held.{name}")
        parts.append("\n".join((heading, "-" * len(heading), *lines)))
    return "\n\n".join(parts) + "\n"


def _facts(told: Telling) -> list[str]:
    content, state = told.content, told.state
    rows = [f"{name}: {value}" for name, value in rows_of(content, brief_of(state, told.zone, with_log=False))]
    safe = content.paper("brief.none" if state.facts.safe is None else "brief.yes" if state.facts.safe else "brief.no")
    language = content.phrases.language if state.language == "en" else content.words(f"language.{state.language}")
    more = (("safe", safe), ("language", language), ("zone", told.zone or content.paper("brief.none")))
    return [*rows, *(f"{content.paper(f'held.{name}')}: {value}" for name, value in more)]


def _plan(told: Telling) -> list[str]:
    plan, phrases = told.state.plan, told.content.phrases
    if plan is None:
        return []
    cards = [told.content.card(f"plan.step.{name}", told.state.facts.image_band) for name in plan.steps]
    return [
        (phrases.plan_done if name in plan.done else phrases.plan_open).format(number=number, step=card.text)
        for number, (name, card) in enumerate(zip(plan.steps, cards, strict=True), 1)
    ]


def _log(told: Telling) -> list[str]:
    lines: list[str] = []
    for entry in oldest_first(told.state.log):
        row = row_of(told.content, entry, adult=False)
        lines.append(told.content.paper("held.log_entry", number=row["number"]))
        lines += [f"  {told.row(name, row[name])}" for name in columns_for(adult=False)[1:-1] if row[name]]
    return lines


def _form(told: Telling) -> list[str]:
    form = told.state.form
    return _answers(told, form.answers) if form else []


def _notices(told: Telling) -> list[str]:
    lines = [_notice(told, written) for written in told.state.notices]
    for clock in _clocks(told, "notice"):
        lines += [told.content.paper("held.comes_back", when=told.when(clock.due)), *_answers(told, clock.answers)]
    return lines


def _notice(told: Telling, written: Written) -> str:
    content = told.content
    site = written.site or content.paper("some_site")
    title = content.notices[written.notice].title
    return content.paper("brief.notice", title=title, site=site, when=told.when(written.at))


def _checkins(told: Telling) -> list[str]:
    return [told.when(clock.due) for clock in _clocks(told, "checkin")]


def _cases(told: Telling) -> list[str]:
    content = told.content
    return [
        content.paper("held.case", number=case["number"], level=content.words(f"level.{case['level']}"),
                      status=content.paper(f"held.status.{case['status']}"), when=told.when(case["opened"]))
        for case in told.held["cases"]
    ]  # fmt: skip


def _messages(told: Telling) -> list[str]:
    content, lines = told.content, []
    for message in told.held["messages"]:
        labels = ", ".join(content.words(label) for label in message["read_as"])
        line = content.paper("held.message", when=told.when(message["at"]), text=message["text"],
                             who=content.paper(f"held.from.{message['from']}"))  # fmt: skip
        lines.append(line + (content.paper("held.read_as", labels=labels) if labels else ""))
    return lines


def _answers(told: Telling, answers: dict[str, str]) -> list[str]:
    return [f"  {told.row(name, value)}" for name, value in answers.items() if value]


def _clocks(told: Telling, kind: str) -> list[Clock]:
    return [clock for clock in told.state.clocks if clock.kind == kind]


SECTIONS: tuple[tuple[str, Callable[[Telling], list[str]]], ...] = (
    ("facts", _facts), ("plan", _plan), ("log", _log), ("form", _form), ("notices", _notices),
    ("checkins", _checkins), ("cases", _cases), ("messages", _messages),
)  # fmt: skip
