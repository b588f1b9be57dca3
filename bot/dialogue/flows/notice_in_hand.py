"""The notice in hand: what it asks for, for whom it is written, its text, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.draft import Draft
from bot.dialogue.flows import zones
from bot.documents import notice


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


def is_made(draft: Draft) -> bool:
    """Tell whether the picture was made or altered: then nobody took it."""
    return "abuse.deepfake" in draft.state.labels


def not_taken(draft: Draft) -> bool:
    """Tell whether a notice needs that they took the picture themselves, and they did not say so."""
    current = draft.state.form
    return current is not None and "took" in asks_of(draft) and current.answers.get("took") != "yes"


def for_other(draft: Draft) -> bool:
    """Tell whether it is written for somebody else: as they said, else as they help somebody."""
    current = draft.state.form
    said = current.answers.get("for_other") if current else None
    return said == "yes" if said else draft.state.facts.helped is not None


def about(draft: Draft, *, for_other: bool) -> notice.About:
    """Return what a notice says besides the answers."""
    facts = draft.state.facts
    return notice.About(
        facts.place, facts.image_band == "minor", facts.image_band == "adult", for_other, draft.now, zones.own(draft),
        made=is_made(draft),
    )  # fmt: skip


def text(draft: Draft) -> str:
    """Return the whole text as it would be sent."""
    current = draft.form
    return notice.write(draft.content, current.subject, current.answers, about(draft, for_other=for_other(draft)))


def missing(draft: Draft) -> tuple[str, ...]:
    """Return what is still missing in the text, in words."""
    current = draft.form
    return notice.blanks(draft.content, current.subject, current.answers, about(draft, for_other=False))


def bare(draft: Draft, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what is left when everything typed is forgotten: the site, where it is one of ours."""
    site = answers.get("site", "")
    return {"site": site} if any(site == platform.name for platform in draft.content.platforms.values()) else {}


def goes_to(draft: Draft) -> str:
    """Return in words where the notice is to be sent."""
    id, site, content = draft.form.subject, draft.form.answers.get("site", ""), draft.content
    sends_to = content.notices[id].to
    if sends_to == "host":  # nobody is written to at the lookup: it only names the company
        return content.paper("where_host", url=content.link("icann_lookup").url)
    if sends_to == "enforcer":
        url = content.levers[id].complain
    else:
        platform = next((known for known in content.platforms.values() if known.name == site), None)
        url = platform.address(draft.state.facts.image_band) if platform else None
    return content.paper("where_known", url=url) if url else content.paper("where_site_unknown")
