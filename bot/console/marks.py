"""Marks: what Alder read wrongly, kept without identity, looked at twice, and handed on as examples to learn from."""

from __future__ import annotations

from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import allowed
from bot.console.case import case_of
from bot.console.context import Console, console_of
from bot.console.forms import length, read_form, tidy
from bot.console.strip import strip
from bot.errors import IllegalMove, NotYours
from bot.handoff import desk
from bot.store import audit, reviews
from bot.store.cases import Case
from bot.store.messages import Message
from bot.store.reviews import ACCEPTED, Review
from bot.store.staff import Member
from bot.triage.levels import Level, triage
from bot.understanding.reading import ACTS, GROUPS, LABELS

LONGEST = 2000  # UTF-16 units of an example


@allowed("cases")
async def ask_what_was_wrong(request: Request, member: Member) -> Response:
    """GET /cases/{number}/mark?message=: the form: what was read, what would have been right."""
    console, case = console_of(request), case_of(request, member)
    return form_page(console, case, member, message_of(console, case, request.query_params.get("message", "")))


@allowed("cases")
async def mark_wrong(request: Request, member: Member) -> Response:
    """POST /cases/{number}/mark: keep what would have been right; the words only with the person's yes."""
    console, case, form = console_of(request), case_of(request, member), await read_form(request)
    message = message_of(console, case, form.get("message", ""))
    if case.person is None:
        raise IllegalMove(f"mark on case {case.id}")
    text, act = tidy(form.get("text", "")), form.get("act", "")
    if act not in ACTS or length(text) > LONGEST:
        return form_page(console, case, member, message, 422)
    right = tuple(label for label in LABELS if form.get(label) == "on")
    was, level = set(message.labels), triage(set(right))
    what = "level" if triage(was) is not level else "labels"
    body = {
        "text": text or None, "act": act, "was": sorted(was), "right": right, "level_was": triage(was),
        "level_right": level,
    }  # fmt: skip
    reviews.mark(console.store, case, member.name, what, body, console.now)
    return RedirectResponse(f"/cases/{case.id}?talk=open", 303)


@allowed("learning")
async def show_marks(request: Request, member: Member) -> Response:
    """GET /learning: the marks, for a second pair of eyes."""
    console = console_of(request)
    return console.page("learning.html", member, marks=reviews.listed(console.store), words=console.content.words)


@allowed("learning")
async def decide(request: Request, member: Member) -> Response:
    """POST /learning/decide: accept a mark as an example, or erase it."""
    console, form = console_of(request), await read_form(request)
    number, wanted = form.get("id", ""), form.get("decision", "")
    known = {str(mark.id): mark.id for mark in reviews.listed(console.store)}
    if number not in known or wanted not in ("accept", "drop"):
        raise NotYours("no such mark")
    done = (reviews.accept if wanted == "accept" else reviews.drop)(console.store, known[number])
    if done:
        audit.note(console.store, member.name, f"mark_{wanted}", None, console.now)
    return RedirectResponse("/learning", 303)


@allowed("learning")
async def download(request: Request, member: Member) -> Response:
    """GET /learning/candidates.yml: accepted examples in the form of Rasa's training data."""
    console = console_of(request)
    accepted = [mark for mark in reviews.listed(console.store, ACCEPTED) if mark.text]
    audit.note(console.store, member.name, "export", "learning", console.now, str(len(accepted)))
    headers = {"Content-Disposition": 'attachment; filename="candidates.yml"'}
    return Response(training_data(accepted), media_type="application/yaml", headers=headers)


def training_data(marks: list[Review]) -> str:
    """Return marks as Rasa YAML: the act is the intent, the labels are its metadata, one block an example."""
    blocks = [
        {"intent": mark.act, "metadata": metadata(mark.right), "examples": f"- {' '.join((mark.text or '').split())}\n"}
        for mark in marks
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False, width=1000)


def metadata(labels: tuple[str, ...]) -> dict[str, list[str]]:
    """Return labels as training data writes them: names by group, empty groups left out."""
    found = {group: [name for name in names if f"{group}.{name}" in labels] for group, names in GROUPS.items()}
    return {group: names for group, names in found.items() if names}


def message_of(console: Console, case: Case, number: str) -> Message:
    """Return the person's message of that id in what staff may read of the case; raise NotYours for none."""
    for message in desk.conversation(console.store, case):
        if str(message.id) == number and message.author == "person":
            return message
    raise NotYours("no such message")


def form_page(console: Console, case: Case, member: Member, message: Message, status: int = 200) -> Response:
    """Return the form for one message, its words stripped of what points to somebody."""
    names = {name for place in console.content.platforms.values() for name in (place.name, *place.aliases)}
    groups: dict[str, Any] = {
        group: [(f"{group}.{name}", console.content.words(f"{group}.{name}")) for name in found]
        for group, found in GROUPS.items()
    }
    return console.page(
        "mark.html", member, status, case=case, message=message, stripped=strip(message.text, names), groups=groups,
        acts=[(act, console.content.words(f"act.{act}")) for act in ACTS], level=triage(set(message.labels)),
        levels={level: console.content.words(f"level.{level}") for level in Level}, longest=LONGEST,
        learning=reviews.consent(console.store, case.id),
    )  # fmt: skip
