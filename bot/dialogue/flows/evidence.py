"""The log: what to keep, and keeping it by chat: text only, corrected, deleted and sent as often as they like."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.effects import SendDocument
from bot.dialogue.flows import form, shelf
from bot.dialogue.flows.form import Plan, Question
from bot.dialogue.state import Form
from bot.documents.entry import GUIDED, LONGEST, MORE, MOST_ENTRIES, Entry
from bot.documents.log import columns_for, oldest_first, row_of, summary_line, when_words
from bot.documents.papers import LogPaper
from bot.documents.times import read_past

A_PAGE = 8  # entries
KINDS = ("threat", "post", "message", "demand", "call", "other")
SHORT, SHOWN = 300, 600


def start(draft: Draft) -> None:
    """Say what to keep: adults how to capture, everybody else to write down only; then offer the log."""
    draft.say("evidence.first" if not draft.was_said("evidence.first") else "evidence.log")


def log(draft: Draft) -> None:
    """Add to the log at once, or go on with the entry that was begun."""
    if form.busy(draft) or form.resume(draft, PLAN):
        return
    if len(draft.state.log) >= MOST_ENTRIES:
        draft.say("evidence.full")
    else:
        if not draft.state.log:
            draft.say("evidence.begin", buttons=())
        form.begin(draft, PLAN)


def tapped(draft: Draft, value: str) -> None:
    """Do what a button of the log says."""
    what, _, number = value.partition(":")
    if what in SIMPLE:
        SIMPLE[what](draft)
    elif what == "page":
        listing(draft, int(number) if number.isdigit() else 1)
    elif what in WITH_ENTRY and (entry := _find(draft, number)):
        WITH_ENTRY[what](draft, entry)
    else:
        draft.say("nothing_here")


def listing(draft: Draft, page: int = 1) -> None:
    """Show the entries, oldest first, a page at a time."""
    entries = oldest_first(draft.state.log)
    if not entries:
        draft.say("evidence.empty")
        return
    page = max(1, min(page, -(-len(entries) // A_PAGE)))
    shown = entries[(page - 1) * A_PAGE : page * A_PAGE]
    lines = "\n".join(f"{entry.number}. {_line(draft, entry)}" for entry in shown)
    more = (f"log:page:{page + 1}",) if page * A_PAGE < len(entries) else ()
    draft.say("evidence.list", lines=lines,
              buttons=(*(f"log:entry:{entry.number}" for entry in shown), *more, "log:add", "log:send"))  # fmt: skip


def send(draft: Draft) -> None:
    """Send the log as PDF and CSV, with the SHA-256 of each."""
    if not draft.state.log:
        draft.say("evidence.empty")
        return
    draft.say("evidence.files")
    adult = draft.state.facts.image_band == "adult"
    draft.do(SendDocument(LogPaper(draft.state.log, form.zone(draft), adult), "evidence.hashes"))


def show(draft: Draft, entry: Entry) -> None:
    """Show one entry whole."""
    row = row_of(draft.content, entry, adult=False)
    held = "\n".join(f"{draft.content.paper(f'column.{name}')}: {row[name][:SHOWN]}"
                     for name in columns_for(adult=False)[1:-1] if row[name])  # fmt: skip
    number = str(entry.number)
    draft.say("evidence.entry", number=number, held=held,
              buttons=(f"log:fix:{number}", f"log:delete:{number}", "log:list", "log:add", "human"))  # fmt: skip


def fix(draft: Draft, entry: Entry) -> None:
    """Ask what of an entry to correct or add."""
    if form.busy(draft):
        return
    form.leave(draft)
    draft.change(form=Form(kind="more", subject=str(entry.number), begun=draft.now))
    fields = tuple(f"field:{name}" for name in (*GUIDED, *MORE))
    draft.say("evidence.fix", buttons=(*fields, f"log:entry:{entry.number}"))


def field(draft: Draft, name: str) -> None:
    """Ask for the one thing of an entry that was chosen."""
    current = draft.state.form
    if current is None or current.kind != "more" or name not in MORE_PLAN.questions or form.busy(draft):
        if current is None or current.kind != "more" or name not in MORE_PLAN.questions:
            draft.say("nothing_here")
        return
    draft.change(form=current.model_copy(update={"step": name, "answers": {}}))
    form.ask(draft, MORE_PLAN)


def ask_delete(draft: Draft, entry: Entry) -> None:
    """Ask once before an entry goes."""
    number = str(entry.number)
    draft.say("evidence.delete", number=number, buttons=(f"log:deleted:{number}", f"log:entry:{number}"))


def delete(draft: Draft, entry: Entry) -> None:
    """Delete an entry for good."""
    draft.change(log=tuple(other for other in draft.state.log if other.number != entry.number))
    draft.say("evidence.deleted")


def added(draft: Draft) -> None:
    """Put the answers into the log and say back what was understood."""
    entry = shelf.put_down(draft)
    form.drop(draft)
    if entry is None:
        draft.say("evidence.nothing")
        return
    number = str(entry.number)
    buttons = ("log:add", f"log:fix:{number}", "log:list", "log:send", "human")
    draft.say("evidence.added", number=number, line=_line(draft, entry), buttons=buttons)


def corrected(draft: Draft) -> None:
    """Put one answer into the entry it belongs to, and show the entry."""
    current = draft.state.form
    assert current is not None
    entry = _find(draft, current.subject)
    form.drop(draft)
    if entry is None:
        draft.say("nothing_here")
        return
    held = {name: value for name, value in current.answers.items() if value and name in Entry.model_fields}
    if "when" in held:
        held["zone"] = form.zone(draft) or ""
    entry = Entry.model_validate({**entry.model_dump(), **held})
    draft.change(log=tuple(entry if other.number == entry.number else other for other in draft.state.log))
    show(draft, entry)


def _find(draft: Draft, number: str) -> Entry | None:
    return next((entry for entry in draft.state.log if str(entry.number) == number), None)


def _line(draft: Draft, entry: Entry) -> str:
    when = when_words(entry) or draft.content.paper("log.no_time")
    return f"{when}: {summary_line(draft.content, entry)}"


def _steps(draft: Draft) -> tuple[str, ...]:
    current = draft.state.form
    assert current is not None
    asks_zone = "zone" in current.answers or form.zone(draft) is None
    return tuple(name for name in (*GUIDED[:4], "zone", *GUIDED[4:]) if name != "zone" or asks_zone)


def _read_app(draft: Draft) -> str | None:
    names = [str(entity.value) for entity in draft.reading.entities if entity.kind == "platform"]
    if len(names) == 1 and names[0] in draft.content.platforms:
        return draft.content.platforms[names[0]].name
    return " ".join(draft.words.split())[:80] or None if len(draft.words.split()) <= 8 else None


def _apps(draft: Draft) -> tuple[str, ...]:
    known = tuple(name for name in draft.state.facts.platforms if name in draft.content.platforms)
    sites = dict.fromkeys((*known, "instagram", "whatsapp", "telegram", "snapchat"))
    return (*(f"site:{name}" for name in sites), *(("log:list",) if draft.state.log else ()))


def _read_kind(draft: Draft) -> str | None:
    words = draft.words.casefold()
    return next((kind for kind in KINDS if kind in words), None)


def _read_when(draft: Draft) -> str | None:
    here = draft.state.facts.place or ""
    when = read_past(draft.words, draft.now, form.zone(draft), month_first=here.startswith("US"))
    return when or form.typed(120)(draft)


def _words(draft: Draft) -> str | None:
    return draft.words.strip()[:LONGEST] or None


QUESTIONS = {
    "app": Question("evidence.ask_app", _read_app,
                    _apps),
    "kind": Question("evidence.ask_kind", _read_kind, lambda draft: tuple(f"kind:{name}" for name in KINDS)),
    "link": Question("evidence.ask_link", form.typed(LONGEST)),
    "account": Question("evidence.ask_account", form.typed(SHORT), said="plain"),
    "zone": form.ZONE,
    "when": Question("evidence.ask_when", _read_when, lambda draft: ("when:now", "when:yesterday")),
    "words": Question("evidence.ask_words", _words, said="quoted"),
}  # fmt: skip
PLAN = Plan("entry", QUESTIONS, _steps, added)
MORE_PLAN = Plan(
    "more",
    {**QUESTIONS, **{name: Question("evidence.ask_more", form.typed(SHORT), said="quoted") for name in MORE}},
    lambda draft: _more_steps(draft),
    corrected,
)


def _more_steps(draft: Draft) -> tuple[str, ...]:
    current = draft.state.form
    assert current is not None
    return (current.step,) if current.step else ()


SIMPLE = {"add": log, "list": listing, "send": send}
WITH_ENTRY = {"entry": show, "fix": fix, "delete": ask_delete, "deleted": delete}
