"""Notices: which fit a place and a platform, their text, and the reminder and complaint that may follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.content import Content
from bot.content.lever import Lever
from bot.content.notice import Notice
from bot.documents.paper import Sheet
from bot.documents.times import day_words

Answers = Mapping[str, str]
FIRST = ("in_it_rules", "au_online_safety_act", "us_take_it_down_act", "uk_online_safety", "eu_dsa_16", "eu_gdpr_17",
         "us_dmca_512", "host_registrar_abuse")  # the quickest and safest first  # fmt: skip
HOSTED = ("adult", "hosting")  # kinds of place of which the host may be somebody else
SHARING = ("social_media_post",)  # the label whose law says that putting a picture up is forbidden


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is filled with besides the answers."""

    place: str | None
    minor: bool  # somebody shown was under 18
    adult: bool  # all are known to have been 18 or over
    for_other: bool
    now: int
    zone: str | None
    made: bool = False  # the person said that it was made or altered


def fitting(content: Content, place: str | None, platforms: Collection[str], *, adult: bool) -> tuple[str, ...]:
    """Return the notices that can be offered, best first; adult ones only to those known to be adults."""
    return tuple(id for id in FIRST if _fits(content, id, place, platforms, adult=adult))


def write(content: Content, id: str, answers: Answers, about: About) -> str:
    """Return the text of a notice; what was left out stands as a blank to fill in by hand."""
    notice = content.notices[id]
    filled = {ask: answers.get(ask) or content.paper(f"blank.{ask}") for ask in notice.asks if ask != "took"}
    return notice.text.format(
        **filled,
        today=day_words(about.now, about.zone),
        shown=content.paper("shown.other" if about.for_other else "shown.me"),
        minor=f" {content.paper('minor.yes').strip()}" if about.minor else "",
        made=_made(content, id) if about.made else "",
        law=_law(content, about.place),
    ).strip()


def blanks(content: Content, id: str, answers: Answers, about: About) -> tuple[str, ...]:
    """Return in words what is needed and was left out; a rule may need less where somebody shown was under 18."""
    notice = content.notices[id]
    needed = [ask for ask in notice.needed if not (about.minor and ask in notice.not_of_minors)]
    return tuple(content.paper(f"ask.{ask}") for ask in needed if not answers.get(ask))


def remind(content: Content, id: str, answers: Answers, sent: int, about: About) -> tuple[str, str]:
    """Return title and text of the reminder to whom the notice went."""
    notice = content.notices[id]
    title = content.paper("reminder.title", title=notice.title)
    key = "reminder.enforcer" if notice.to == "enforcer" else "reminder.text"
    return title, content.paper(key, **_later(content, notice, id, answers, sent, about))


def complain(content: Content, id: str, answers: Answers, sent: int, about: About) -> tuple[str, str, str] | None:
    """Return title and text of the complaint to the body that enforces the rule, and where it goes; None when there
    is no such body besides the one that was asked."""
    notice, lever = content.notices[id], content.levers[id]
    if lever.enforcer is None or notice.to == "enforcer":
        return None
    words = _later(content, notice, id, answers, sent, about)
    text = content.paper("complaint.text", enforcer=notice.complain_to or lever.enforcer, title=notice.title, **words)
    where = content.paper("where_known", url=lever.complain) if lever.complain else content.paper("where_unknown")
    return content.paper("complaint.title", title=notice.title), text, where


def pdf(content: Content, title: str, text: str, now: int, zone: str | None) -> bytes:
    """Return a notice, a reminder or a complaint as a PDF."""
    sheet = Sheet(content, title, text, now, zone)
    for paragraph in text.split("\n\n"):
        sheet.write_line(paragraph, size=10.5, after=2.6)
    return sheet.done()


def _fits(content: Content, id: str, place: str | None, platforms: Collection[str], *, adult: bool) -> bool:
    lever, notice = content.levers[id], content.notices[id]
    if not lever.for_minors and not adult:
        return False
    kinds = [content.platforms[name].kind for name in platforms if name in content.platforms]
    if id == "host_registrar_abuse" and kinds and not set(kinds).intersection(HOSTED):
        return False  # a large service is its own host
    if not set(platforms).isdisjoint(notice.also_platforms):
        return True
    known = content.places.get(place or "")  # Austria is served by what we hold for the EU
    return lever.fits(known.code if known else place, minor=not adult)


def _made(content: Content, id: str) -> str:
    own = f"altered.{id}"  # where the rule itself has a word for it
    return f" {content.paper(own if own in content.documents else 'altered').strip()}"


def _law(content: Content, place: str | None) -> str:
    known = content.places.get(place or "")
    sure = known.laws_for(SHARING)[0] if known else ()
    cited = next((law for law in sure if law.citation), None)
    if cited is None:
        return content.paper("law.unknown")
    return content.paper("law.known", law=f"{cited.name} ({cited.citation})")


def _later(content: Content, notice: Notice, id: str, answers: Answers, sent: int, about: About) -> dict[str, str]:
    words = {ask: answers.get(ask) or content.paper(f"blank.{ask}") for ask in ("site", "links", "name", "contact")}
    to = {
        "site": words["site"], "host": content.paper("to.host", site=words["site"]),
        "enforcer": _addressee(content.levers[id]),
    }[notice.to]  # fmt: skip
    return {
        "to": to, "today": day_words(about.now, about.zone), "sent": day_words(sent, about.zone),
        "rule": notice.rule, "links": words["links"], "name": words["name"], "contact": words["contact"],
    }  # fmt: skip


def _addressee(lever: Lever) -> str:
    return f"the {lever.enforcer}" if lever.enforcer else ""
