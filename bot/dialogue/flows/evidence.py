"""The log: what to keep, and keeping it by chat: text only, corrected, deleted and sent as often as they like."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.effects import SendDocument
from bot.dialogue.flows import evidence_words, fields, form, shelf, sites, zones
from bot.dialogue.flows.questions import Plan, Question, typed
from bot.dialogue.state import Form
from bot.documents.entry import GUIDED, LONGEST, MORE, MOST_ENTRIES, Entry
from bot.documents.log import columns_for, oldest_first, row_of, summary_line, when_words
from bot.documents.papers import LogPaper
from bot.documents.times import read_past

A_PAGE = 8  # entries
HOUR = re.compile(r"\b(?:at|around|about|past|quarter|half) \d|\bo'?clock\b")  # where unread, their own words hold it
KINDS = ("threat", "post", "message", "demand", "call", "other")
SHORT, SHOWN = 300, 600
APP_WORDS, FEW = 7, 3
COMMON = ("instagram", "whatsapp", "telegram", "snapchat")


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
    elif what in WITH_ENTRY and draft.words and draft.state.log:  # typed, not tapped: say which there are
        draft.say("evidence.not_there", buttons=())
        listing(draft)
    else:
        (listing if draft.words else _nothing)(draft)


def dictate(draft: Draft) -> None:
    """Open an entry, unsaid, for words that are dictated ("write down: …"), so that they are read as its answer."""
    current, full = draft.state.form, len(draft.state.log) >= MOST_ENTRIES
    if draft.held or full or draft.state.perpetrator or not fields.dictated(draft.words):
        return
    if current is None or current.kind != "entry" or not current.step:
        form.leave(draft)
        draft.change(form=Form(kind="entry", step=GUIDED[0], begun=draft.now))
    draft.change(asking="form")


def typed_key(draft: Draft, words: str, offered: tuple[str, ...] = ()) -> str | None:
    """Return the button of the log that typed words stand for: "show my notes", "delete note 2"."""
    if draft.held:
        return None
    return evidence_words.key(draft, words, offered)


def how_to_delete(draft: Draft) -> None:
    """Say how one note is deleted, and what deletes everything: typed words never do."""
    numbers = tuple(f"log:delete:{entry.number}" for entry in oldest_first(draft.state.log)[:FEW])
    draft.say("evidence.delete_all", buttons=(*numbers, "log:list", "erase", "menu"))


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
    draft.do(SendDocument(LogPaper(draft.state.log, zones.own(draft), adult), "evidence.hashes"))


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
    if current is None or current.kind != "more" or name not in MORE_PLAN.questions:
        draft.say("nothing_here")
    elif not form.busy(draft):
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
    current = draft.form
    entry = _find(draft, current.subject)
    form.drop(draft)
    if entry is None:
        draft.say("nothing_here")
        return
    held = {name: value for name, value in current.answers.items() if value and name in Entry.model_fields}
    if "when" in held:
        held["zone"] = zones.own(draft) or ""
    entry = Entry.model_validate({**entry.model_dump(), **held})
    draft.change(log=tuple(entry if other.number == entry.number else other for other in draft.state.log))
    show(draft, entry)


def _nothing(draft: Draft) -> None:
    draft.say("nothing_here")


def _find(draft: Draft, number: str) -> Entry | None:
    return next((entry for entry in draft.state.log if str(entry.number) == number), None)


def _line(draft: Draft, entry: Entry) -> str:
    when = when_words(entry) or draft.content.paper("log.no_time")
    return f"{when}: {summary_line(draft.content, entry)}"


def _steps(draft: Draft) -> tuple[str, ...]:
    asks_zone = "zone" in draft.form.answers or zones.own(draft) is None
    return tuple(name for name in (*GUIDED[:4], "zone", *GUIDED[4:]) if name != "zone" or asks_zone)


def _read_app(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    if known := sites.spot(draft):
        return known
    told = sites.told(draft)
    if told and not fields.TO_COME.search(words):
        return draft.content.platforms[told].name
    if found := fields.SITE.search(fields.MAIL.sub(" ", fields.LINK.sub(" ", draft.words))):
        return found[0]
    named = _is_short(draft) and words not in (*fields.OTHER, *KINDS) and any(map(str.isalpha, words))
    other = fields.is_time(words) or fields.account(words) or fields.mail(words)
    return " ".join(draft.words.split())[:80] if named and not other else None


def _is_short(draft: Draft) -> bool:
    words = fields.without_addresses(draft.words).split()
    return 0 < len(words) <= APP_WORDS and not fields.is_story(draft.words)


def _apps(draft: Draft) -> tuple[str, ...]:
    apps = dict.fromkeys((*sites.known(draft), *COMMON))
    return (*(f"site:{name}" for name in apps), *(("log:list",) if draft.state.log else ()))


def _read_kind(draft: Draft) -> str | None:
    words = draft.words.casefold()
    # "he said he will post it" is no post, "he calls himself @x" no call
    told = fields.is_story(words) or fields.names_account(words)
    return next((kind for kind in KINDS if kind in words), None) if not told else None


def _read_link(draft: Draft) -> str | None:
    return typed(LONGEST)(draft) if fields.LINK.search(draft.words) and len(draft.words.split()) <= FEW else (
        _spot_link(draft))  # fmt: skip


def _spot_link(draft: Draft) -> str | None:
    return "\n".join(link.rstrip(".,;)") for link in fields.LINK.findall(draft.words))[:LONGEST] or None


def _read_account(draft: Draft) -> str | None:
    if fields.is_story(draft.words) or fields.is_time(draft.words):
        return None
    return typed(SHORT)(draft)


def _spot_account(draft: Draft) -> str | None:
    return fields.account(draft.words)


def _read_when(draft: Draft) -> str | None:
    if fields.is_story(draft.words) or fields.is_only(fields.LINK, draft.words) or _spot_account(draft):
        return _spot_when(draft)
    read = _past(draft)
    unread = read is not None and ":" not in read and HOUR.search(fields.plain(draft.words))
    return typed(120)(draft) if unread else read or typed(120)(draft)


def _spot_when(draft: Draft) -> str | None:
    return _past(draft) if fields.is_past(draft.words) else None


def _past(draft: Draft) -> str | None:
    here = draft.state.facts.place or ""
    return read_past(draft.words, draft.now, zones.own(draft), month_first=here.startswith("US"))


def _words(draft: Draft) -> str | None:
    return (fields.dictated(draft.words) or draft.words.strip())[:LONGEST] or None


QUESTIONS = {
    "app": Question("evidence.ask_app", _read_app, _apps, spot=sites.spot),
    "kind": Question("evidence.ask_kind", _read_kind, lambda draft: tuple(f"kind:{name}" for name in KINDS)),
    "link": Question("evidence.ask_link", _read_link, spot=_spot_link, many=True),
    "account": Question("evidence.ask_account", _read_account, said="plain", spot=_spot_account),
    "zone": zones.QUESTION,
    "when": Question("evidence.ask_when", _read_when, lambda draft: ("when:now", "when:yesterday"), "fact",
                     spot=_spot_when),
    "words": Question("evidence.ask_words", _words, said="quoted", free=True),
}  # fmt: skip
PLAN = Plan("entry", QUESTIONS, _steps, added, story="words")
MORE_PLAN = Plan(
    "more",
    {
        **QUESTIONS,
        **{name: Question("evidence.ask_more", typed(SHORT), said="quoted", free=True) for name in MORE},
    },
    lambda draft: _more_steps(draft),
    corrected,
)


def _more_steps(draft: Draft) -> tuple[str, ...]:
    return (draft.form.step,) if draft.form.step else ()


SIMPLE = {"add": log, "list": listing, "send": send, "erase": how_to_delete}
WITH_ENTRY = {"entry": show, "fix": fix, "delete": ask_delete, "deleted": delete}
