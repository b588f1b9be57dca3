"""When a clock runs out: ask whether it is gone; if not, the reminder and the complaint; and start it again."""

from __future__ import annotations

from bot.dialogue import clocks
from bot.dialogue.draft import Draft
from bot.dialogue.effects import SendDocument
from bot.dialogue.flows import checkin, form, zones
from bot.dialogue.flows.notice import come_back
from bot.dialogue.flows.notice_in_hand import about
from bot.dialogue.state import Clock
from bot.documents import notice
from bot.documents.papers import NoticePaper


def ring(draft: Draft, number: str) -> None:
    """Do what the clock of this number was set for; one that was stopped says nothing."""
    clock = clocks.find(draft, number)
    if clock is None:
        return
    if clock.kind == "notice":
        draft.say("clock.gone", buttons=(f"gone:yes:{number}", f"gone:no:{number}", f"clock:stop:{number}"))
        return
    draft.change(clocks=tuple(other for other in draft.state.clocks if other.number != clock.number))
    if clock.kind == "checkin":
        checkin.due(draft, clock)
    elif draft.state.form is not None and draft.state.form.kind == "notice":
        form.drop(draft)


def tapped(draft: Draft, value: str) -> None:
    """Start a clock again, or stop it and forget what it held."""
    what, _, number = value.partition(":")
    clock = clocks.find(draft, number)
    if what == "stop":
        if clock is not None:
            clocks.stop(draft, clock.number)
        draft.say("clock.stopped")
    elif what == "again" and clock is not None and clock.kind == "notice":
        clocks.stop(draft, clock.number)
        come_back(draft, clock.notice, clock.answers, for_other=clock.for_other)
    else:
        draft.say("nothing_here")


def gone(draft: Draft, value: str) -> None:
    """Take whether it is gone: if so forget all of it, if not write what comes next."""
    what, _, number = value.partition(":")
    clock = clocks.find(draft, number)
    if clock is None or clock.kind != "notice":
        draft.say("nothing_here")
    elif what == "yes":
        clocks.stop(draft, clock.number)
        draft.say("clock.good")
    else:
        _follow_up(draft, clock)


def _follow_up(draft: Draft, clock: Clock) -> None:
    content, zone = draft.content, zones.own(draft)
    facts = about(draft, for_other=clock.for_other)
    title, text = notice.remind(content, clock.notice, clock.answers, clock.sent, facts)
    draft.say("clock.reminder", private=True, text=text, buttons=())
    draft.do(SendDocument(NoticePaper(title, text, zone)))
    complaint = notice.complain(content, clock.notice, clock.answers, clock.sent, facts)
    if complaint:
        title, text, where = complaint
        enforcer = content.levers[clock.notice].enforcer or ""
        draft.say("clock.complaint", private=True, text=text, enforcer=enforcer, where=where, buttons=())
        draft.do(SendDocument(NoticePaper(title, text, zone)))
    draft.say("clock.next", buttons=(f"clock:again:{clock.number}", f"clock:stop:{clock.number}",
                                     "refused:other", "human"))  # fmt: skip
