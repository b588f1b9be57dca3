"""The small pieces of wording of which the `{params}` of cards are made."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.record import Record

LONG = 90  # minutes; from here a wait is told in hours


class Wait(Record):
    """How long a person waits: minutes when nobody is ahead, and for each case ahead."""

    minutes: int
    each_ahead: int


class Phrases(Record):
    """phrases.yml of one language: templates for str.format, plain text."""

    languages: str
    contact: str
    contact_no_hours: str
    contact_or: str
    emergency_unknown: str
    crisis_unknown: str
    child_line_unknown: str
    lines_unknown: str
    law_sure: str
    law_unsure_head: str
    law_unsure: str
    law_more: str
    police_unsure: str
    police_url: str
    expected: str
    refused: str
    wait_minutes: str
    wait_hours: str
    wait_working_hours: str
    waits: Mapping[str, Wait]

    def contact_in_words(self, name: str, ways: tuple[str | None, ...], hours: str | None) -> str:
        """Return one line that says whom to reach, how and when."""
        known = self.contact_or.join(way for way in ways if way)
        template = self.contact if hours else self.contact_no_hours
        return template.format(name=name, ways=known, hours=hours)

    def wait_in_words(self, level: str, ahead: int) -> str:
        """Return how long somebody of this level waits with `ahead` cases before them."""
        wait = self.waits[level]
        minutes = wait.minutes + ahead * wait.each_ahead
        if level == "handoff":
            return self.wait_working_hours.format(number=-(-minutes // 60))
        if minutes < LONG:
            return self.wait_minutes.format(number=minutes)
        return self.wait_hours.format(number=-(-minutes // 60))
