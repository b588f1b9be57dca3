"""Notices: choose what fits, ask only what it needs, show it, send it, and come back when its time is up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.dialogue.draft import Draft
from bot.dialogue.effects import ForgetWords, SendDocument
from bot.dialogue.flows import fields, form, notice_words
from bot.dialogue.flows.form import Plan, Question
from bot.dialogue.state import Written
from bot.documents import notice
from bot.documents.papers import NoticePaper
from bot.documents.times import moment_words

HOUR = 3600
CHOICES = ("yes", "forget", "no")  # once it is sent
MOST_LINKS, LINKS_LENGTH = 10, 1200
MOST_WRITTEN, SITE_WORDS = 20, 6
RULES_LENGTH = 420  # characters that leave room for the rest of the card
TOLD = 2  # rules told in full where several fit: a person in panic reads two
NO = re.compile(
    r"\b(?:no|nope|nah|not me|didn'?t|did not|never)\b|\b(?:he|she|they|him|her|someone|somebody|ex|boyfriend"
    r"|girlfriend"
    r"|husband|wife|partner|friend|stranger|photographer|other person|else)\b.*\b(?:took|take|taken|did|filmed"
    r"|recorded|made"
    r"|held|shot)\b|\b(?:hidden|secret|without me)\b"
)
YES = re.compile(
    r"\b(?:yes|yeah|yep|yup|ye|yh|i (?:took|did|made|filmed|recorded|shot|was)|i'?ve taken|me|myself|selfies?"
    r"|mirror|my own)\b"
)


def start(draft: Draft) -> None:
    """Offer what fits the place and the platform; ask the country and the age first, each once."""
    if form.busy(draft) or form.resume(draft, PLAN):
        return
    if draft.state.perpetrator:
        draft.say("nothing_here")
        return
    facts = draft.state.facts
    if is_shown(draft):
        preview(draft)
        return
    if facts.place is None and draft.ask("place", "notice.country", pending="notice"):
        return
    if facts.image_band == "unknown" and draft.ask("age", "ask.age", pending="notice"):
        return
    offer(draft)


def offer(draft: Draft) -> None:
    """Show what can be written, the quickest first."""
    ids = offered(draft)
    ways = [_rules(draft, ids, told) for told in range(TOLD, -1, -1)]
    rules = next((told for told in ways if len(told) <= RULES_LENGTH), ways[-1])
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
    elif value in ("send", "keep"):
        _send(draft, keep=value == "keep")
    elif value.startswith("fix:") and value[4:] in asks_of(draft):
        _fix(draft, value[4:])
    else:
        draft.say("nothing_here")


def is_shown(draft: Draft) -> bool:
    """Tell whether a notice is written and waits under its preview."""
    current = draft.state.form
    return current is not None and current.kind == "notice" and not current.step and "sent" not in current.answers


def asks_of(draft: Draft) -> tuple[str, ...]:
    """Return what the notice in hand asks for."""
    current = draft.state.form
    known = draft.content.notices.get(current.subject) if current and current.kind == "notice" else None
    asks: tuple[str, ...] = known.asks if known else ()
    return asks


def _fix(draft: Draft, name: str) -> None:
    """Change one answer, to what was typed or by asking again, and come back to the preview."""
    current, words = draft.state.form, draft.words
    assert current is not None
    if words:
        draft.do(ForgetWords())
    draft.words = notice_words.fixed(words, asks_of(draft))[1]
    value = PLAN.questions[name].read(draft) if draft.words else None
    draft.words = words
    draft.change(form=current.model_copy(update={"step": name}))
    if value:
        form.take(draft, PLAN, value)
    else:
        form.ask(draft, PLAN)


def clock(draft: Draft, value: str) -> None:
    """Take whether to come back when the time is up; what was typed is held until then only if they said so."""
    current = draft.state.form
    if current is None or current.kind != "notice" or "sent" not in current.answers:
        draft.say("nothing_here")
        return
    form.drop(draft)
    if value == "no":
        draft.say("notice.forgotten")
        return
    kept = current.answers if value == "yes" else _bare(draft, current.answers)
    due = draft.now + draft.content.notices[current.subject].ask_after_hours * HOUR
    number = form.start_clock(
        draft, "notice", due, notice=current.subject, sent=draft.now, answers=dict(kept),
        for_other=current.answers.get("for_other") == "yes",
    )  # fmt: skip
    draft.say("clock.started", when=moment_words(due, form.zone(draft)), buttons=(f"clock:stop:{number}", "menu"))


def preview(draft: Draft) -> None:
    """Show the whole text and what is still missing; nothing leaves before the person has seen it."""
    current = draft.state.form
    assert current is not None
    if _not_taken(draft):
        form.drop(draft)
        others = tuple(f"notice:{id}" for id in fitting(draft) if id != current.subject)
        draft.say("notice.not_taken", buttons=(*others, "human"))
        return
    missing = notice.blanks(draft.content, current.subject, current.answers, about(draft, for_other=False))
    words = draft.content.paper("missing", fields=", ".join(missing)) if missing else draft.content.paper(
        "nothing_missing")  # fmt: skip
    draft.say("notice.preview", private=True, text=_text(draft), missing=words)


def fitting(draft: Draft) -> tuple[str, ...]:
    """Return the notices that fit; those for adults only when everybody shown is known to have been one, and what needs
    that they took it themselves never for what was made or altered."""
    facts = draft.state.facts
    ids = notice.fitting(draft.content, facts.place, facts.platforms, adult=facts.image_band == "adult")
    return tuple(id for id in ids if not (_is_made(draft) and "took" in draft.content.notices[id].asks))


def offered(draft: Draft) -> tuple[str, ...]:
    """Return the notices to offer: what needs that they took it themselves no more once they said that they did not."""
    said_no = draft.was_said("notice.not_taken")
    return tuple(id for id in fitting(draft) if not (said_no and "took" in draft.content.notices[id].asks))


def about(draft: Draft, *, for_other: bool) -> notice.About:
    """Return what a notice says besides the answers."""
    facts = draft.state.facts
    return notice.About(
        facts.place, facts.image_band == "minor", facts.image_band == "adult", for_other, draft.now, form.zone(draft),
        made=_is_made(draft),
    )  # fmt: skip


def _send(draft: Draft, *, keep: bool) -> None:
    current, content = draft.state.form, draft.content
    assert current is not None
    title, text, site = content.notices[current.subject].title, _text(draft), current.answers.get("site", "")
    draft.say("notice.text", private=True, text=text, buttons=())
    draft.do(SendDocument(NoticePaper(title, text, form.zone(draft))))
    back = ("clock:yes", "clock:forget") if keep else ("clock:yes",)
    draft.say("notice.sent", where=_where(draft, current.subject, site), buttons=(*back, "clock:no", "human"))
    held = current.answers if keep else _bare(draft, current.answers)
    answers = {**held, "sent": str(draft.now), "for_other": "yes" if _for_other(draft) else "no"}
    site = _bare(draft, current.answers).get("site", "")
    written = (*draft.state.notices, Written(notice=current.subject, site=site, at=draft.now))
    draft.change(form=current.model_copy(update={"answers": answers}), notices=written[-MOST_WRITTEN:])


def _bare(draft: Draft, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what is left when everything typed is forgotten: the site, where it is one of ours."""
    site = answers.get("site", "")
    return {"site": site} if any(site == platform.name for platform in draft.content.platforms.values()) else {}


def _is_made(draft: Draft) -> bool:
    return "abuse.deepfake" in draft.state.labels


def _not_taken(draft: Draft) -> bool:
    current = draft.state.form
    return current is not None and "took" in asks_of(draft) and current.answers.get("took") != "yes"


def _text(draft: Draft) -> str:
    current = draft.state.form
    assert current is not None
    return notice.write(draft.content, current.subject, current.answers, about(draft, for_other=_for_other(draft)))


def _for_other(draft: Draft) -> bool:
    current = draft.state.form
    said = current.answers.get("for_other") if current else None
    return said == "yes" if said else draft.state.facts.helped is not None


def _where(draft: Draft, id: str, site: str) -> str:
    content, sends_to = draft.content, draft.content.notices[id].to
    if sends_to == "host":  # nobody is written to at the lookup: it only names the company
        return content.paper("where_host", url=content.link("icann_lookup").url)
    if sends_to == "enforcer":
        url = content.levers[id].complain
    else:
        platform = next((known for known in content.platforms.values() if known.name == site), None)
        url = platform.address(draft.state.facts.image_band) if platform else None
    return content.paper("where_known", url=url) if url else content.paper("where_site_unknown")


def _rules(draft: Draft, ids: tuple[str, ...], told: int) -> str:
    return "\n\n".join((*(_rule(draft, id) for id in ids[:told]), *(_name(draft, id) for id in ids[told:])))


def _rule(draft: Draft, id: str) -> str:
    lever = draft.content.levers[id]
    key = "rule_sure" if lever.confidence == "sure" else "rule_unsure"
    return draft.content.paper(key, name=lever.name, plain=lever.plain)


def _name(draft: Draft, id: str) -> str:
    return draft.content.paper("rule_name", name=draft.content.levers[id].name)


def _known_sites(draft: Draft) -> list[str]:
    places = draft.content.platforms
    return [name for name in draft.state.facts.platforms if name in places and name not in form.GROUPS]


def _site(draft: Draft) -> str:
    known = _known_sites(draft)
    return draft.content.platforms[known[0]].name if len(known) == 1 else ""


def _read_site(draft: Draft) -> str | None:
    known = _spot_site(draft)
    if known:
        return known
    if found := fields.SITE.search(fields.MAIL.sub(" ", draft.words)):
        return found[0]
    names = [str(entity.value) for entity in draft.reading.entities if entity.kind == "platform"]
    if len(names) == 1 and names[0] in draft.content.platforms and names[0] not in form.GROUPS:
        return draft.content.platforms[names[0]].name
    words = fields.plain(draft.words)
    short = 0 < len(words.split()) <= SITE_WORDS and fields.says_something(words) and words not in fields.OTHER
    named = short and not fields.mail(words) and not fields.is_story(words) and not fields.number(words)
    return " ".join(draft.words.split())[:100] if named else None


def _spot_site(draft: Draft) -> str | None:
    id = form.platform_named(draft)
    return draft.content.platforms[id].name if id and id not in form.GROUPS else None


def _read_links(draft: Draft) -> str | None:
    links, length = [], 0
    for link in fields.LINK.findall(draft.words)[:MOST_LINKS]:
        length += len(link) + 1
        if length <= LINKS_LENGTH:
            links.append(link.rstrip(".,;)"))
    return "\n".join(links) or None


def _read_name(draft: Draft) -> str | None:
    return (fields.name(draft.words) or "")[:80] or None


def _spot_name(draft: Draft) -> str | None:
    current = draft.state.form
    asked = current is not None and current.step == "name"  # elsewhere two words are no name yet
    return _read_name(draft) if asked and fields.is_surely_name(draft.words) else None


def _read_contact(draft: Draft) -> str | None:
    if found := fields.mail(draft.words):
        return found if "phone" in asks_of(draft) else " ".join(draft.words.split())[:200]
    known = fields.account(draft.words) if "phone" not in asks_of(draft) else None
    return " ".join(draft.words.split())[:200] if known else None


def _read_phone(draft: Draft) -> str | None:
    return fields.number(draft.words)


def _read_address(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    told = len(words.split()) > 1 and words not in fields.OTHER and not fields.is_only(fields.LINK, draft.words)
    return form.typed(200)(draft) if told and not fields.mail(words) else None


def _read_took(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    if NO.search(words):
        return "no"
    return "yes" if YES.search(words) else {"affirm": "yes", "deny": "no"}.get(draft.reading.act)


def _told(most: int) -> Callable[[Draft], str | None]:
    """Return a reader that takes words of one's own, but no bare address."""

    def read(draft: Draft) -> str | None:
        bare = fields.is_only(fields.LINK, draft.words) or fields.is_only(fields.MAIL, draft.words)
        return None if bare else form.typed(most)(draft)

    return read


def _sites(draft: Draft) -> tuple[str, ...]:
    known = _known_sites(draft) or ["instagram", "facebook", "tiktok", "x", "telegram"]
    return tuple(f"site:{name}" for name in known)


PLAN = Plan(
    "notice",
    {
        "site": Question("notice.ask_site", _read_site, _sites, spot=_spot_site),
        "took": Question("notice.ask_took", _read_took, lambda draft: ("took:yes", "took:no"), "fact"),
        "work": Question("notice.ask_work", _told(300), free=True),
        "links": Question("notice.ask_links", _read_links, spot=_read_links, many=True),
        "facts": Question("notice.ask_facts", _told(400), free=True),
        "tie": Question("notice.ask_tie", _told(200), free=True),
        "reported": Question("notice.ask_reported", _told(200), free=True),
        "name": Question("notice.ask_name", _read_name, said="plain", spot=_spot_name),
        "contact": Question(
            "notice.ask_contact", _read_contact, said="plain", spot=lambda draft: fields.mail(draft.words)
        ),
        "address": Question("notice.ask_address", _read_address, said="plain", free=True),
        "phone": Question("notice.ask_phone", _read_phone, said="plain", spot=_read_phone),
    },
    lambda draft: _steps(draft),
    preview,
    private=True,
)


def _steps(draft: Draft) -> tuple[str, ...]:
    current, asks = draft.state.form, asks_of(draft)
    assert current is not None
    return ("took",) if "took" in current.answers and _not_taken(draft) else asks
