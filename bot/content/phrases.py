"""The small pieces of wording of which the `{params}` of cards are made."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.record import Record

LONG = 90  # minutes; from here a wait is told in hours
LONG_HOURS = 48  # from here in days
EXACT, ROUND = 10, 5  # minutes; what is longer is rounded up
MINUTE = 60


class Wait(Record):
    """How long a person waits: minutes when nobody is ahead, and for each case ahead."""

    minutes: int
    each_ahead: int


class Phrases(Record):
    """phrases.yml of one language: templates for str.format, plain text."""

    language: str
    language_not_yet: Mapping[str, str]
    plan_open: str
    plan_done: str
    contact: str
    contact_no_hours: str
    contact_or: str
    emergency_unknown: str
    crisis_unknown: str
    child_line_unknown: str
    lines_unknown: str
    own_acts_unknown: str
    law_sure: str
    law_unsure_head: str
    law_unsure: str
    police_unsure: str
    police_url: str
    office: str
    aid: str
    aid_unknown: str
    lever_unsure: str
    place_unknown: str
    site_unknown: str
    write_again: str
    hurt_asked: str
    child_safe: str
    person_coming: str
    person_away: str
    person_here: str
    person_declined: str
    person_none: str
    phone_asked: str
    privacy_beside: str
    where_asked: str
    where_known: str
    ready: str
    expected: str
    expected_unknown: str
    refused: str
    wait_minutes: str
    wait_hours: str
    wait_days: str
    wait_working_hours: str
    back_in: str
    back_unknown: str
    whole_team: str
    group_line: str
    group_waits: str
    group_held: str
    group_closed: str
    group_claim: str
    group_claim_one: str
    group_undo: str
    group_topic: str
    waits: Mapping[str, Wait]

    def contact_in_words(self, name: str, ways: tuple[str | None, ...], hours: str | None) -> str:
        """Return one line that says whom to reach, how and when."""
        known = self.contact_or.join(way for way in ways if way)
        template = self.contact if hours else self.contact_no_hours
        return template.format(name=name, ways=known, hours=hours)

    def lasting(self, seconds: int) -> str:
        """Return a stretch of time in words, rounded up."""
        minutes = -(-seconds // MINUTE)
        minutes = minutes if minutes <= EXACT else -(-minutes // ROUND) * ROUND
        if minutes < LONG:
            return self.wait_minutes.format(number=max(2, minutes))
        hours = -(-minutes // MINUTE)
        if hours < LONG_HOURS:
            return self.wait_hours.format(number=hours)
        return self.wait_days.format(number=-(-hours // 24))

    def back_in_words(self, seconds: int | None) -> str:
        """Return when somebody is there again."""
        return self.back_unknown if seconds is None else self.back_in.format(wait=self.lasting(seconds))

    def wait_in_words(self, level: str, ahead: int, seconds: int | None = None) -> str:
        """Return how long somebody of this level waits: `seconds` when real waits tell, else the target with `ahead`
        cases before them."""
        if seconds is not None:
            return self.lasting(seconds)
        wait = self.waits[level]
        minutes = wait.minutes + ahead * wait.each_ahead
        if level == "handoff":
            return self.wait_working_hours.format(number=-(-minutes // 60))
        if minutes < LONG:
            return self.wait_minutes.format(number=minutes)
        return self.wait_hours.format(number=-(-minutes // 60))
