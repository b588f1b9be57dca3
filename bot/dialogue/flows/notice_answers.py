"""How the questions of a notice read what was typed."""

from __future__ import annotations

import re

from bot.dialogue.draft import Draft
from bot.dialogue.flows import fields, sites
from bot.dialogue.flows.notice_in_hand import asks_of
from bot.dialogue.flows.questions import Question, Reader, typed
from bot.dialogue.wording import NO, YES

MOST_LINKS, LINKS_LENGTH = 10, 1200
SITE_WORDS = 6
COMMON = ("instagram", "facebook", "tiktok", "x", "telegram")
NOT_MINE = re.compile(  # somebody else took the picture
    rf"\b(?:{NO}|not me|didn'?t|did not|never)\b|\b(?:he|she|they|him|her|someone|somebody|ex|boyfriend"
    r"|girlfriend|husband|wife|partner|friend|stranger|photographer|other person|else)\b.*\b(?:took|take|taken|did"
    r"|filmed|recorded|made|held|shot)\b|\b(?:hidden|secret|without me)\b"
)
MINE = re.compile(  # they took it themselves
    rf"\b(?:{YES}|ye|yh|i (?:took|did|made|filmed|recorded|shot|was)|i'?ve taken|me|myself|selfies?"
    r"|mirror|my own)\b"
)


def _read_site(draft: Draft) -> str | None:
    if known := sites.spot(draft):
        return known
    if found := fields.SITE.search(fields.MAIL.sub(" ", draft.words)):
        return found[0]
    told = sites.told(draft)
    if told and told not in sites.GROUPS:
        return draft.content.platforms[told].name
    words = fields.plain(draft.words)
    short = 0 < len(words.split()) <= SITE_WORDS and fields.says_something(words) and words not in fields.OTHER
    person = fields.NAMING.match(draft.words) or (fields.is_surely_name(draft.words) and len(words.split()) > 1)
    named = short and not person and not fields.mail(words) and not fields.is_story(words) and not fields.number(words)
    return " ".join(draft.words.split())[:100] if named else None


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


def _spot_mail(draft: Draft) -> str | None:
    return fields.mail(draft.words)


def _read_phone(draft: Draft) -> str | None:
    return fields.number(draft.words)


def _read_address(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    told = len(words.split()) > 1 and words not in fields.OTHER and not fields.is_only(fields.LINK, draft.words)
    return typed(200)(draft) if told and not fields.mail(words) else None


def _read_took(draft: Draft) -> str | None:
    words = fields.plain(draft.words)
    if NOT_MINE.search(words):
        return "no"
    return "yes" if MINE.search(words) else {"affirm": "yes", "deny": "no"}.get(draft.reading.act)


def _told(most: int) -> Reader:
    """Return a reader that takes words of one's own, but no bare address."""

    def read(draft: Draft) -> str | None:
        bare = fields.is_only(fields.LINK, draft.words) or fields.is_only(fields.MAIL, draft.words)
        return None if bare else typed(most)(draft)

    return read


def _sites(draft: Draft) -> tuple[str, ...]:
    return tuple(f"site:{name}" for name in sites.known(draft) or COMMON)


QUESTIONS = {
    "site": Question("notice.ask_site", _read_site, _sites, spot=sites.spot),
    "took": Question("notice.ask_took", _read_took, lambda draft: ("took:yes", "took:no"), "fact"),
    "work": Question("notice.ask_work", _told(300), free=True),
    "links": Question("notice.ask_links", _read_links, spot=_read_links, many=True),
    "facts": Question("notice.ask_facts", _told(400), free=True),
    "tie": Question("notice.ask_tie", _told(200), free=True),
    "reported": Question("notice.ask_reported", _told(200), free=True),
    "name": Question("notice.ask_name", _read_name, said="plain", spot=_spot_name),
    "contact": Question("notice.ask_contact", _read_contact, said="plain", spot=_spot_mail),
    "address": Question("notice.ask_address", _read_address, said="plain", free=True),
    "phone": Question("notice.ask_phone", _read_phone, said="plain", spot=_read_phone),
}
