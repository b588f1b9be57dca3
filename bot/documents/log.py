"""The log of what happened: a one-page timeline first, then every entry; and the same as CSV."""

from __future__ import annotations

import csv
import io
import re

from bot.content import Content
from bot.documents.entry import Entry
from bot.documents.paper import Sheet
from bot.documents.times import moment_words, offset_words, parse, utc_of, zone_of

COLUMNS = (  # of the template that practice names, in its order
    "number", "when", "utc", "captured_at", "app", "link", "profile", "account", "account_id", "kind", "words",
    "demand", "deadline", "file", "sha256", "tool", "captured_by", "original", "witness", "payment", "reported",
    "report_number", "answer", "removed", "impact", "notes", "written",
)  # fmt: skip
CAPTURED = (
    "captured_at",
    "file",
    "sha256",
    "tool",
    "captured_by",
)  # never asked of somebody under 18 or of unknown age
FORMULA = re.compile(r"^[=+\-@\t\r]")
HANDLE = re.compile(r"^@[\w.]+$|^[+-]?[\d ]+$")  # harmless, and must stay as it was written
ID = re.compile(r"^\d{6,}$")
URL = re.compile(r"https?://\S+|www\.\S+")
SHORT = 90  # characters of what was said in a line of the timeline
FULL_LINE, LEAST_LINE = 6.5, 3.4


def oldest_first(entries: tuple[Entry, ...]) -> list[Entry]:
    """Return entries by when they happened; those without a known time come last, as they were written."""
    return sorted(entries, key=lambda entry: (not _sort_key(entry), _sort_key(entry), entry.number))


def csv_bytes(content: Content, entries: tuple[Entry, ...], *, adult: bool) -> bytes:
    """Return the log as CSV that spreadsheets open, with no cell that one would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = columns_for(adult=adult)
    writer.writerow([_title(content, column) for column in columns])
    for entry in oldest_first(entries):
        row = row_of(content, entry, adult=adult)
        writer.writerow([_harmless(row[column]) for column in columns])
    return ("\ufeff" + out.getvalue()).encode()


def pdf(content: Content, entries: tuple[Entry, ...], now: int, zone: str | None, *, adult: bool) -> bytes:
    """Return the log as PDF: the timeline on page one, then every entry with all that was said of it."""
    rows = [(entry, row_of(content, entry, adult=adult)) for entry in oldest_first(entries)]
    everything = "".join(held for _, row in rows for held in row.values())
    sheet = Sheet(content, content.paper("log.title"), everything, now, zone)
    about = content.paper("log.about" if adult else "log.about.minor")
    if sheet.lacks_letters(everything):
        about = f"{about} {content.paper('log.letters')}"
    sheet.write_line(about, size=9, grey=True)
    sheet.head(f"{content.paper('log.timeline')} – {_count(content, len(rows))}")
    _timeline(sheet, content, rows)
    if rows:
        sheet.add_page()
        sheet.write_line(content.paper("log.entries"), size=13, bold=True)
    for entry, row in rows:
        if sheet.will_page_break(40):
            sheet.add_page()
        sheet.head(content.paper("log.entry", number=str(entry.number)))
        told = [(_title(content, column), row[column]) for column in columns_for(adult=adult)[1:]
                if row[column]]  # fmt: skip
        sheet.rows(told)
    return sheet.done()


def columns_for(*, adult: bool) -> tuple[str, ...]:
    """Return the columns of a log: whoever is not known to be an adult gets none that speaks of copies."""
    if adult:
        return COLUMNS
    return (*(column for column in COLUMNS if column not in CAPTURED), "no_image")


def row_of(content: Content, entry: Entry, *, adult: bool) -> dict[str, str]:
    """Return what an entry holds for every column."""
    row = {name: str(held) for name, held in entry.model_dump(exclude={"number", "written", "zone"}).items()}
    names, profile, account_id = _account(entry.account)
    return dict.fromkeys((*COLUMNS, "no_image"), "") | row | {
        "number": str(entry.number), "when": when_words(entry), "utc": utc_words(content, entry),
        "written": moment_words(entry.written, entry.zone), "kind": _kind(content, entry.kind),
        "profile": profile, "account": names, "account_id": account_id,
        "no_image": "" if adult else content.paper("log.no_image"),
    }  # fmt: skip


def when_words(entry: Entry) -> str:
    """Return the local time with its zone; what could not be read as a time stands as it was typed."""
    local, zone = parse(entry.when), zone_of(entry.zone)
    if local is None or zone is None:
        return entry.when
    return f"{entry.when} {entry.zone} ({offset_words(local.replace(tzinfo=zone))})"


def utc_words(content: Content, entry: Entry) -> str:
    """Return the UTC of an entry; an hour that came twice, or never, is said to be so."""
    moments = utc_of(entry.when, entry.zone)
    if len(moments) > 1:
        return content.paper("log.twice", first=moments[0], second=moments[1])
    if moments:
        return moments[0]
    return content.paper("log.skipped") if parse(entry.when) and zone_of(entry.zone) else ""


def summary_line(content: Content, entry: Entry) -> str:
    """Return one line that tells an entry from the others."""
    parts = (_kind(content, entry.kind), entry.app, _account(entry.account)[0], entry.words or entry.link)
    line = " · ".join(part for part in parts if part)
    line = " ".join(line.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


def _timeline(sheet: Sheet, content: Content, rows: list[tuple[Entry, dict[str, str]]]) -> None:
    # As many lines as fit on this one page: the more entries, the closer the lines.
    room = sheet.h - sheet.b_margin - sheet.get_y() - 2
    height = min(FULL_LINE, max(LEAST_LINE, room / (len(rows) + 1)))
    size = min(9.0, height * 2.1)
    widths = (10.0, 35.0, 44.0)
    sheet.set_font(sheet.face, "B", size)
    for title, width in zip(("number", "when", "utc"), widths, strict=True):
        sheet.cell(width, height, sheet.clean(_brief_title(content, title)))
    sheet.cell(0, height, sheet.clean(content.paper("column.words")), new_x="LMARGIN", new_y="NEXT")
    sheet.set_font(sheet.face, "", size)
    for entry, _ in rows:
        utc = utc_of(entry.when, entry.zone)
        when = entry.when or content.paper("log.no_time")
        for held, width in zip((str(entry.number), when[:19], _short_utc(utc)), widths, strict=True):
            sheet.cell(width, height, sheet.clean(held))
        line = sheet.clean(summary_line(content, entry))
        while sheet.get_string_width(line) > sheet.epw - sum(widths) - 2:
            line = f"{line[:-2]}…" if len(line) > 2 else ""
        sheet.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")


def _short_utc(moments: tuple[str, ...]) -> str:
    return "/".join((*moments[:1], *(moment[-5:] for moment in moments[1:])))


def _brief_title(content: Content, column: str) -> str:
    return content.paper(f"column.{column}").partition(" (")[0]


def _title(content: Content, column: str) -> str:
    return content.paper(f"column.{column}")


def _count(content: Content, count: int) -> str:
    return content.paper("log.one") if count == 1 else content.paper("log.count", count=str(count))


def _kind(content: Content, kind: str) -> str:
    return content.paper(f"kind.{kind}") if f"kind.{kind}" in content.documents else kind


def _account(typed: str) -> tuple[str, str, str]:
    """Split what was typed of an account into names, profile link and numeric id."""
    profile = " ".join(URL.findall(typed))
    rest = URL.sub(" ", typed)
    numbers = [word for word in rest.split() if word.lstrip("+").isdigit()]
    if len(numbers) > 1 or any(not ID.match(word) for word in numbers):
        numbers = []  # a phone number, or who knows: it stays as it was written
    names = " ".join(word for word in rest.split() if word not in numbers)
    return names.strip(" ,;"), profile, " ".join(numbers)


def _harmless(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not HANDLE.match(cell) else cell


def _sort_key(entry: Entry) -> str:
    moments = utc_of(entry.when, entry.zone)
    if moments:
        return moments[0]
    return entry.when if re.match(r"\d{4}-\d{2}-\d{2}", entry.when) else ""
