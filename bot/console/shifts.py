"""The plan of the week: leads add shifts and take them out."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import allowed
from bot.console.context import console_of
from bot.console.forms import read_form
from bot.console.team import team_page
from bot.store import audit, shifts
from bot.store.staff import Member
from bot.triage.hours import parse_time


@allowed("team")
async def add_shift(request: Request, member: Member) -> Response:
    """POST /shifts/add: add a weekly shift for one member."""
    console, form = console_of(request), await read_form(request)
    names, day = {worker.name for worker in shifts.workers(console.store)}, form.get("weekday", "")
    fits = form.get("staff") in names and day in tuple("1234567") and is_zone(form.get("zone", ""))
    starts, ends = form.get("starts", ""), form.get("ends", "")
    if not (fits and is_time(starts) and is_time(ends) and starts != ends):
        return team_page(console, member, 422, "shift")
    shifts.add(
        console.store, form["staff"], int(day), starts, ends, form["zone"], on_holidays=form.get("holidays") == "on"
    )
    audit.note(console.store, member.name, "shift_add", form["staff"], console.now, f"{day} {starts}-{ends}")
    return RedirectResponse("/team#plan", 303)


@allowed("team")
async def remove_shift(request: Request, member: Member) -> Response:
    """POST /shifts/remove: take a shift out of the plan."""
    console, form = console_of(request), await read_form(request)
    number = form.get("id", "")
    known = {str(shift.id): shift for shift in shifts.plan(console.store)}
    if number in known and shifts.remove(console.store, known[number].id):
        audit.note(console.store, member.name, "shift_remove", known[number].staff, console.now)
    return RedirectResponse("/team#plan", 303)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day as HH:MM."""
    try:
        parse_time(text)
    except ValueError:
        return False
    return True


def is_zone(text: str) -> bool:
    """Tell whether a text names a time zone."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
