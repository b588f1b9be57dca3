"""The one-page brief for a lawyer, built only from what the person said."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.content import Content
from bot.documents.entry import Entry
from bot.documents.log import oldest_first, summary_line, when_words
from bot.documents.paper import Sheet
from bot.documents.times import moment_words

LOG_LINES = 8  # what still leaves the brief on one page
LONGEST_VALUE = 220


@dataclass(frozen=True, slots=True)
class Brief:
    """What the person answered: names as in labels.yml, ids as in platforms.yml; empty where nothing was said."""

    abuse: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    who: str | None = None
    demand: str | None = None
    paid: bool = False
    deadline: int | None = None
    place: str | None = None
    age: int | None = None
    band: str = "unknown"
    image_minor: bool = False
    helping: str | None = None
    phone_seen: bool | None = None
    notices: tuple[tuple[str, str, int], ...] = ()  # id, site, Unix seconds
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    zone: str | None = None
    case: str | None = None


def rows_of(content: Content, brief: Brief) -> list[tuple[str, str]]:
    """Return the brief as rows of a name and what was said; "not said" where nothing was."""
    words = content.words
    rows = [
        ("what", ", ".join(words(f"abuse.{name}") for name in brief.abuse)),
        ("who", words(f"relationship.{brief.who}") if brief.who else ""),
        ("where", ", ".join(_platform(content, id) for id in brief.platforms)),
        ("demand", brief.demand or ""),
        ("paid", content.paper("brief.yes") if brief.paid else ""),
        ("deadline", moment_words(brief.deadline, brief.zone) if brief.deadline else ""),
        ("place", _place(content, brief.place)),
        ("age", _age(content, brief)),
        ("image_age", content.paper("brief.under18") if brief.image_minor else ""),
        ("phone", _yes_no(content, brief.phone_seen)),
        ("urgent", ", ".join(words(f"urgency.{name}") for name in brief.urgent)),
        ("wants", ", ".join(words(f"need.{name}") for name in brief.wants)),
        ("notices", "; ".join(_notice(content, brief, *notice) for notice in brief.notices)),
    ]
    if brief.helping:
        rows.insert(0, ("helping", words(f"relationship.{brief.helping}")))
    if brief.case:
        rows.insert(0, ("case", brief.case))
    return [(content.paper(f"brief.{name}"), held or content.paper("brief.none")) for name, held in rows]


def log_lines(content: Content, brief: Brief) -> list[str]:
    """Return the oldest entries of the log, a line each, and how many more there are."""
    entries = oldest_first(brief.entries)
    lines = [
        content.paper("brief.log_line", when=when_words(entry) or content.paper("log.no_time"),
                      what=summary_line(content, entry))
        for entry in entries[:LOG_LINES]
    ]  # fmt: skip
    more = len(entries) - LOG_LINES
    return [*lines, content.paper("brief.log_more", count=str(more))] if more > 0 else lines


def pdf(content: Content, brief: Brief, now: int) -> bytes:
    """Return the brief as a PDF of one page."""
    rows, lines = [(name, _short(held)) for name, held in rows_of(content, brief)], log_lines(content, brief)
    everything = "".join(held for _, held in rows) + "".join(lines)
    sheet = Sheet(content, content.paper("brief.title"), everything, now, brief.zone)
    sheet.write_line(content.paper("brief.about"), size=9, grey=True, after=2)
    sheet.rows(rows, size=9)
    if lines:
        sheet.head(content.paper("brief.log"))
        for line in lines:
            sheet.write_line(line, size=8.5)
    sheet.head(content.paper("brief.limits"))
    sheet.write_line(content.paper("brief.limits_text"), size=9)
    return sheet.done()


def _age(content: Content, brief: Brief) -> str:
    if brief.age is not None:
        return str(brief.age)
    return content.words(f"band.{brief.band}") if brief.band != "unknown" else ""


def _platform(content: Content, id: str) -> str:
    known = content.platforms.get(id)
    return known.name if known else id


def _place(content: Content, code: str | None) -> str:
    known = content.places.get(code or "")
    return known.name if known else code or ""


def _yes_no(content: Content, value: bool | None) -> str:
    return "" if value is None else content.paper("brief.yes" if value else "brief.no")


def _notice(content: Content, brief: Brief, id: str, site: str, at: int) -> str:
    return content.paper("brief.notice", title=content.notices[id].title, site=site or content.paper("some_site"),
                         when=moment_words(at, brief.zone))  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
