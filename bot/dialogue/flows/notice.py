"""Notices: choose what fits, ask only what it needs, show it, send it, and come back when its time is up."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.effects import SendDocument
from bot.dialogue.flows import form
from bot.dialogue.flows.form import Plan, Question
from bot.dialogue.state import Written
from bot.documents import notice
from bot.documents.papers import NoticePaper
from bot.documents.times import moment_words

HOUR = 3600
CHOICES = ("keep", "forget", "no")  # once it is sent
MOST_LINKS, LINKS_LENGTH = 10, 1200
MOST_WRITTEN, SITE_WORDS = 20, 6
TOLD = 2  # rules told in full where several fit: a person in panic reads two
LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S+")
REACHED = re.compile(r"\S+@\S+\.\w+|@\w{3,}|\d[\d ()/-]{5,}\d")


def start(draft: Draft) -> None:
    """Offer what fits the place and the platform; ask the country and the age first, each once."""
    if form.busy(draft) or form.resume(draft, PLAN):
        return
    if draft.state.perpetrator:
        draft.say("nothing_here")
        return
    facts, current = draft.state.facts, draft.state.form
    if current is not None and current.kind == "notice" and "sent" not in current.answers:
        preview(draft)
        return
    if facts.place is None and draft.ask("place", "notice.country", pending="notice"):
        return
    if facts.image_band == "unknown" and draft.ask("age", "ask.age", pending="notice"):
        return
    offer(draft)


def offer(draft: Draft) -> None:
    """Show what can be written, the quickest first."""
    ids = fitting(draft)
    rules = "\n\n".join((*(_rule(draft, id) for id in ids[:TOLD]), *(_name(draft, id) for id in ids[TOLD:])))
    draft.say("notice.choose", rules=rules, buttons=(*(f"notice:{id}" for id in ids), "human"))


def chosen(draft: Draft, id: str) -> None:
    """Begin a notice: say what is forgotten and what to mind, then ask."""
    if id not in draft.content.notices or draft.state.perpetrator:
        draft.say("nothing_here")
    elif not form.busy(draft):
        if id not in fitting(draft):
            draft.say("notice.with_a_person")
            return
        warnings = "\n".join(f"• {warning}" for warning in draft.content.levers[id].warnings[:3])
        draft.say("notice.begin", title=draft.content.notices[id].title, warnings=warnings, buttons=())
        form.begin(draft, PLAN, id, {"site": name} if (name := _site(draft)) else {})


def previewed(draft: Draft, value: str) -> None:
    """Take what was tapped under the preview: send it, write for somebody else, or forget it."""
    current = draft.state.form
    if current is None or current.kind != "notice":
        draft.say("nothing_here")
    elif value == "drop":
        form.drop(draft)
        draft.say("notice.forgotten")
    elif current.step:
        form.ask(draft, PLAN)
    elif value == "who":
        other = "no" if _for_other(draft) else "yes"
        draft.change(form=current.model_copy(update={"answers": {**current.answers, "for_other": other}}))
        preview(draft)
    elif value == "send":
        _send(draft)
    else:
        draft.say("nothing_here")


def clock(draft: Draft, value: str) -> None:
    """Take whether to come back when the time is up, and whether to keep what was typed until then."""
    current = draft.state.form
    if current is None or current.kind != "notice" or "sent" not in current.answers:
        draft.say("nothing_here")
        return
    form.drop(draft)
    if value == "no":
        draft.say("notice.forgotten")
        return
    kept = dict(current.answers) if value == "keep" else {"site": current.answers.get("site", "")}
    due = draft.now + draft.content.notices[current.subject].ask_after_hours * HOUR
    number = form.start_clock(
        draft, "notice", due, notice=current.subject, sent=draft.now, answers=kept,
        for_other=current.answers.get("for_other") == "yes",
    )  # fmt: skip
    draft.say("clock.started", when=moment_words(due, form.zone(draft)), buttons=(f"clock:stop:{number}", "menu"))


def preview(draft: Draft) -> None:
    """Show the whole text and what is still missing; nothing leaves before the person has seen it."""
    current = draft.state.form
    assert current is not None
    if current.answers.get("took") == "no":
        form.drop(draft)
        others = tuple(f"notice:{id}" for id in fitting(draft) if id != current.subject)
        draft.say("notice.not_taken", buttons=(*others, "human"))
        return
    missing = notice.blanks(draft.content, current.subject, current.answers)
    words = draft.content.paper("missing", fields=", ".join(missing)) if missing else draft.content.paper(
        "nothing_missing")  # fmt: skip
    draft.say("notice.preview", private=True, text=_text(draft), missing=words)


def fitting(draft: Draft) -> tuple[str, ...]:
    """Return the notices that fit; those for adults only when everybody shown is known to have been one."""
    facts = draft.state.facts
    return notice.fitting(draft.content, facts.place, facts.platforms, adult=facts.image_band == "adult")


def about(draft: Draft, *, for_other: bool) -> notice.About:
    """Return what a notice says besides the answers."""
    facts = draft.state.facts
    return notice.About(
        facts.place, facts.image_band == "minor", facts.image_band == "adult", for_other, draft.now, form.zone(draft)
    )  # fmt: skip


def _send(draft: Draft) -> None:
    current, content = draft.state.form, draft.content
    assert current is not None
    title, text, site = content.notices[current.subject].title, _text(draft), current.answers.get("site", "")
    draft.say("notice.text", private=True, text=text, buttons=())
    draft.do(SendDocument(NoticePaper(title, text, form.zone(draft))))
    draft.say("notice.sent", where=_where(draft, current.subject, site))
    answers = {**current.answers, "sent": str(draft.now), "for_other": "yes" if _for_other(draft) else "no"}
    written = (*draft.state.notices, Written(notice=current.subject, site=site, at=draft.now))
    draft.change(form=current.model_copy(update={"answers": answers}), notices=written[-MOST_WRITTEN:])


def _text(draft: Draft) -> str:
    current = draft.state.form
    assert current is not None
    return notice.write(draft.content, current.subject, current.answers, about(draft, for_other=_for_other(draft)))


def _for_other(draft: Draft) -> bool:
    current = draft.state.form
    said = current.answers.get("for_other") if current else None
    return said == "yes" if said else draft.state.facts.helped is not None


def _where(draft: Draft, id: str, site: str) -> str:
    if draft.content.notices[id].to == "enforcer":
        url = draft.content.levers[id].complain
    else:
        known = (platform for platform in draft.content.platforms.values() if platform.name == site)
        platform = next(known, None)
        url = platform.address(draft.state.facts.image_band) if platform else None
    return draft.content.paper("where_known", url=url) if url else draft.content.paper("where_site_unknown")


def _rule(draft: Draft, id: str) -> str:
    lever = draft.content.levers[id]
    key = "rule_sure" if lever.confidence == "sure" else "rule_unsure"
    return draft.content.paper(key, name=lever.name, plain=lever.plain)


def _name(draft: Draft, id: str) -> str:
    return draft.content.paper("rule_name", name=draft.content.levers[id].name)


def _known_sites(draft: Draft) -> list[str]:
    return [name for name in draft.state.facts.platforms if name in draft.content.platforms]


def _site(draft: Draft) -> str:
    known = _known_sites(draft)
    return draft.content.platforms[known[0]].name if len(known) == 1 else ""


def _read_site(draft: Draft) -> str | None:
    names = [str(entity.value) for entity in draft.reading.entities if entity.kind == "platform"]
    if len(names) == 1 and names[0] in draft.content.platforms:
        return draft.content.platforms[names[0]].name
    return " ".join(draft.words.split())[:100] or None if len(draft.words.split()) <= SITE_WORDS else None


def _read_links(draft: Draft) -> str | None:
    links, length = [], 0
    for link in LINK.findall(draft.words)[:MOST_LINKS]:
        length += len(link) + 1
        if length <= LINKS_LENGTH:
            links.append(link.rstrip(".,;)"))
    return "\n".join(links) or None


def _read_name(draft: Draft) -> str | None:
    words = draft.words.split()
    return " ".join(words)[:80] if 1 <= len(words) <= 6 else None


def _read_contact(draft: Draft) -> str | None:
    return " ".join(draft.words.split())[:200] if REACHED.search(draft.words) else None


def _read_took(draft: Draft) -> str | None:
    return {"affirm": "yes", "deny": "no"}.get(draft.reading.act)


def _sites(draft: Draft) -> tuple[str, ...]:
    known = _known_sites(draft) or ["instagram", "facebook", "tiktok", "x", "telegram"]
    return tuple(f"site:{name}" for name in known)


PLAN = Plan(
    "notice",
    {
        "site": Question("notice.ask_site", _read_site, _sites),
        "took": Question("notice.ask_took", _read_took, lambda draft: ("took:yes", "took:no")),
        "work": Question("notice.ask_work", form.typed(300)),
        "links": Question("notice.ask_links", _read_links),
        "facts": Question("notice.ask_facts", form.typed(400)),
        "tie": Question("notice.ask_tie", form.typed(200)),
        "reported": Question("notice.ask_reported", form.typed(200)),
        "name": Question("notice.ask_name", _read_name, said="plain"),
        "contact": Question("notice.ask_contact", _read_contact, said="plain"),
        "address": Question("notice.ask_address", form.typed(200), said="plain"),
        "phone": Question("notice.ask_phone", _read_contact, said="plain"),
    },
    lambda draft: _steps(draft),
    preview,
    private=True,
)


def _steps(draft: Draft) -> tuple[str, ...]:
    current = draft.state.form
    assert current is not None
    asks: tuple[str, ...] = draft.content.notices[current.subject].asks
    return ("took",) if current.answers.get("took") == "no" else asks
