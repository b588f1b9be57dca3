"""Staff accounts: add, change, reset; a one-time password is shown once and never again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console.auth import allowed
from bot.console.context import Console, console_of
from bot.console.forms import read_form, tidy
from bot.errors import NotYours
from bot.store import audit, staff
from bot.store.staff import NAME, ROLES, Account, Member

LONGEST_ALIAS = 40


@allowed("accounts")
async def show_accounts(request: Request, member: Member) -> Response:
    """GET /accounts: every account."""
    return accounts_page(console_of(request), member)


@allowed("accounts")
async def add_account(request: Request, member: Member) -> Response:
    """POST /accounts/add: add an account and show its one-time password."""
    console, form = console_of(request), await read_form(request)
    name, alias, role = form.get("name", "").strip(), tidy(form.get("alias", "")), form.get("role", "")
    taken = any(account.name == name for account in staff.accounts(console.store))
    fault = "taken" if taken else None if NAME.fullmatch(name) else "name"
    if fault or not 1 <= len(alias) <= LONGEST_ALIAS or role not in ROLES:
        return accounts_page(console, member, 422, fault=fault or "form")
    password = staff.add(console.store, name, alias, role, console.now)
    audit.note(console.store, member.name, "account_add", name, console.now, role)
    return accounts_page(console, member, once=(name, password))


@allowed("accounts")
async def change_account(request: Request, member: Member) -> Response:
    """POST /accounts/change: give an account another alias or role, or close it; its sessions end."""
    console, form = console_of(request), await read_form(request)
    account = account_of(console, form.get("name", ""))
    alias, role, closed = tidy(form.get("alias", "")), form.get("role", ""), form.get("disabled") == "on"
    if not 1 <= len(alias) <= LONGEST_ALIAS or role not in ROLES:
        return accounts_page(console, member, 422, fault="form")
    if not staff.change(console.store, account.name, alias=alias, role=role, disabled=closed):
        return accounts_page(console, member, 422, fault="last_admin")
    detail = f"{role}{' closed' if closed else ''}"
    audit.note(console.store, member.name, "account_change", account.name, console.now, detail)
    return RedirectResponse("/accounts", 303)


@allowed("accounts")
async def reset_account(request: Request, member: Member) -> Response:
    """POST /accounts/reset: forget an account's password and phone, end its sessions, show a one-time password."""
    console, form = console_of(request), await read_form(request)
    account = account_of(console, form.get("name", ""))
    if account.name == member.name:
        return accounts_page(console, member, 422, fault="own")
    password = staff.reset(console.store, account.name)
    audit.note(console.store, member.name, "account_reset", account.name, console.now)
    return accounts_page(console, member, once=(account.name, password))


def account_of(console: Console, name: str) -> Account:
    """Return the account a form names; raise NotYours for none."""
    if not NAME.fullmatch(name):
        raise NotYours("no such account")
    return staff.find(console.store, name)


def accounts_page(
    console: Console, member: Member, status: int = 200, *, fault: str | None = None,
    once: tuple[str, str] | None = None,
) -> Response:  # fmt: skip
    """Return the page; `once` is a name with its one-time password, shown on this page only."""
    found = staff.accounts(console.store)
    return console.page("accounts.html", member, status, accounts=found, roles=ROLES, fault=fault, once=once)
