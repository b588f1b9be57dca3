"""Reports for those who lead: how soon, what kind, when, with what end; as charts, and the counts as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.console.auth import allowed
from bot.console.context import Console, console_of
from bot.console.figures import FEWEST, bars, columns, speeds
from bot.console.words import ENDS, FEEDBACK, MARKS, OUTCOMES, TAKEN_BACK
from bot.store import audit, reports
from bot.store.staff import Member

SPANS = {"7": "7 days", "30": "30 days", "90": "90 days", "365": "a year"}
DAY = 24 * 3600


@allowed("reports")
async def show_reports(request: Request, member: Member) -> Response:
    """GET /reports: charts of the last ?days=."""
    console, days = console_of(request), days_of(request)
    return console.page("reports.html", member, days=days, spans=SPANS, fewest=FEWEST, **values(console, int(days)))


@allowed("reports")
async def download(request: Request, member: Member) -> Response:
    """GET /reports/cases.csv: the same counts as a table, small ones hidden as in the charts."""
    console, days = console_of(request), days_of(request)
    shown, out = values(console, int(days)), io.StringIO()
    table = csv.writer(out)
    table.writerow(("what", "which", "count"))
    for what, title in CHARTS:
        table.writerows((title, safe(bar.label), bar.words) for bar in shown[what])
    for speed in shown["speed_rows"]:
        table.writerow(("First word of a human, half within", speed.level, speed.p50))
        table.writerow(("First word of a human, nine in ten within", speed.level, speed.p90))
        table.writerow(("First word of a human, in time", speed.level, speed.met))
    audit.note(console.store, member.name, "export", "reports", console.now, days)
    headers = {"Content-Disposition": f'attachment; filename="alder-{days}-days.csv"'}
    return Response(out.getvalue(), media_type="text/csv", headers=headers)


CHARTS = (
    ("levels", "Level"), ("abuse", "Kind"), ("places", "Country"), ("bands", "Age band"), ("outcomes", "Outcome"),
    ("feedback", "Feedback"), ("taken_back", "Taken back"), ("marked", "Marked as wrong"), ("hours", "Hour (UTC)"),
)  # fmt: skip


def values(console: Console, days: int) -> dict[str, Any]:
    """Return every chart of the last `days`."""
    store, words, after = console.store, console.content.words, console.now - days * DAY
    found, kinds, events = reports.figures(store, after), reports.kinds(store, after), reports.events(store, after)
    ended = Counter(one.outcome for one in found if one.outcome)
    return {
        "total": len(found),
        "speed_rows": speeds(found, console.policy, words),
        "levels": bars(Counter(one.level for one in found), lambda key: words(f"level.{key}")),
        "abuse": bars(kinds["abuse"], lambda key: words(f"abuse.{key}")),
        "places": bars(kinds["place"], lambda key: country(console, key)),
        "bands": bars(kinds["band"], lambda key: words(f"band.{key}")),
        "outcomes": bars(ended, lambda key: {**OUTCOMES, **ENDS}.get(key, key)),
        "feedback": bars(events["feedback"], lambda key: FEEDBACK.get(key, key)),
        "taken_back": bars(events["take_back"], lambda key: TAKEN_BACK.get(key, key)),
        "marked": bars(events["mark"], lambda key: MARKS.get(key, key)),
        "hours": columns(reports.hours_of_day(store, after), range(24)),
    }


def days_of(request: Request) -> str:
    """Return how many days a report looks back."""
    asked = request.query_params.get("days", "30")
    return asked if asked in SPANS else "30"


def country(console: Console, code: str) -> str:
    """Return the name of a country, or its code when responses/ has no place of that name."""
    if code == "unknown":
        return "not known"
    return console.content.places[code].name if code in console.content.places else code


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
