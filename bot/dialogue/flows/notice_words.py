"""Typed wishes to change one part of a notice: "my name should be Priya S.", "change the link"."""

from __future__ import annotations

import re
from collections.abc import Collection

NAMED = {"name": ("name", "full name", "signature"), "contact": ("e-mail", "email", "mail", "contact", "e mail"),
         "phone": ("phone", "phone number", "number"), "links": ("link", "links", "url", "urls"),
         "site": ("site", "app", "website", "platform"), "address": ("address", "postal address"),
         "facts": ("facts", "reason", "proof", "what shows it"), "work": ("picture", "photo", "work"),
         "tie": ("tie",), "reported": ("report", "reports", "earlier reports")}  # fmt: skip
PARTS = {words: name for name, known in NAMED.items() for words in known}
PART = "|".join(sorted(map(re.escape, PARTS), key=len, reverse=True))
FIX = (
    re.compile(rf"(?:.*\b)?(?:change|fix|correct|edit|update|redo|put)(?: (?:the|my|that|a|new))* (?P<part>{PART})"
               r"(?: (?:to|into|is|as)[ :]+(?P<value>.+))?", re.IGNORECASE),
    re.compile(rf"(?:.*\b)?(?:the |my )(?P<part>{PART})(?: is|'s)? (?:wrong|not right|incorrect|missing"
               rf"|misspelled)", re.IGNORECASE),
    re.compile(rf"(?:.*\b)?(?:the |my )(?P<part>{PART}) (?:should be|must be|is actually|is really"
               rf"|is)[ :]+(?P<value>.+)", re.IGNORECASE),
    re.compile(rf"(?:sorry,? |oh |no,? |that'?s |that was |it'?s )*(?:the |a )?wrong (?P<part>{PART})"
               r"(?:[ ,:;.-]+(?:(?:it'?s|it is|it should be|should be|the right one is|use|here)[ :]+)?"
               r"(?P<value>\S.*))?", re.IGNORECASE),
)  # fmt: skip


def fixed(text: str, asks: Collection[str]) -> tuple[str, str]:
    """Return which part of a notice that `asks` for these is to be changed, and to what when it was said."""
    words = " ".join(text.replace("\u2019", "'").split()).rstrip(" !")
    found = next(filter(None, (pattern.fullmatch(words) for pattern in FIX)), None)
    if found is None:
        return "", ""
    name = PARTS[found["part"].casefold()]
    name = "contact" if name == "phone" and "phone" not in asks else name
    return (name if name in asks else ""), (found.groupdict().get("value") or "").strip()
