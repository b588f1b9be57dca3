"""What each role may do: least rights, as a table. Which cases somebody sees is the desk's to say."""

from __future__ import annotations

from bot.store.staff import ROLES, Member

RIGHTS: dict[str, tuple[str, ...]] = {
    "own account": ROLES,
    "cases": ROLES,
    "words": ROLES,
    "team": ("admin", "supervisor"),
    "reports": ("admin", "supervisor"),
    "learning": ("supervisor",),
    "log": ("admin", "supervisor"),
    "accounts": ("admin",),
    "settings": ("admin",),
}
PAGES = (  # what the top of a page leads to, with the right it needs
    ("/queue", "Queue", "cases"),
    ("/team", "Team", "team"),
    ("/reports", "Reports", "reports"),
    ("/learning", "Learning", "learning"),
    ("/words", "Words", "words"),
    ("/accounts", "Accounts", "accounts"),
    ("/log", "Log", "log"),
    ("/settings", "Settings", "settings"),
)


def may(member: Member, right: str) -> bool:
    """Tell whether a member's role has a right."""
    return member.role in RIGHTS[right]


def pages_of(member: Member) -> tuple[tuple[str, str], ...]:
    """Return the pages a member may open, as (path, name)."""
    return tuple((path, name) for path, name, right in PAGES if may(member, right))
