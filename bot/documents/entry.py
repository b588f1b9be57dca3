"""One entry of the log: what a person wrote down of one thing that happened."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

MOST_ENTRIES = 60  # what one page of timeline holds
LONGEST = 900  # characters of one field; a message in Telegram ends at 4,096


class Entry(BaseModel):
    """Text only, in the person's words; `when` is local time as in times.py, or what was typed."""

    model_config = ConfigDict(frozen=True)

    number: int
    written: int  # Unix seconds when it was written down
    zone: str | None = None  # IANA name that `when` is told in
    app: str = ""
    kind: str = ""  # threat, post, message, demand, call, other
    link: str = ""
    account: str = ""
    when: str = ""
    words: str = ""
    demand: str = ""
    deadline: str = ""
    witness: str = ""
    payment: str = ""
    reported: str = ""
    answer: str = ""
    removed: str = ""
    impact: str = ""
    notes: str = ""


GUIDED = ("app", "kind", "link", "account", "when", "words")  # asked one after the other
MORE = ("demand", "deadline", "payment", "witness", "reported", "answer", "removed", "impact", "notes")  # if they like
