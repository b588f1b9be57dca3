"""What is chosen, by a button or as the answer to a question: it means what it says, as if it had been written."""

from __future__ import annotations

from bot.dialogue import ages, ways
from bot.dialogue.draft import Draft
from bot.dialogue.flows import (
    care,
    child_safety,
    crisis,
    danger,
    handoff,
    legal,
    minor,
    notice,
    plan,
    refusal,
    threat,
)
from bot.dialogue.matters import SHARED
from bot.dialogue.topics import NEEDS, OURS, explain, question, urgent
from bot.triage.levels import highest, triage
from bot.understanding.reading import ABUSE, NEED, URGENCY, Reading


def age(draft: Draft, value: str) -> None:
    """Take the age band and give what depends on it; a bare yes to the question leads to how old they are."""
    if value == "yes":
        draft.say("ask.how_old")
        return
    pending = draft.state.pending
    draft.change(asking=None, pending=None)
    if value == "minor":
        ages.set_band(draft, "minor")
        urgency(draft, "minor")
    elif value == "adult":
        ages.set_band(draft, "adult")
    _after_age(draft, value, pending)
    if pending is None:
        question(draft, emergency=False)
    if not draft.replied and value == "skip":
        draft.say("age.skipped", buttons=ways.fitting(draft))
    elif not draft.replied:
        ways.on(draft)


def image_age(draft: Draft, value: str) -> None:
    """Take that the picture shows somebody under 18: it decides which tools and rules hold."""
    if value != "minor":
        draft.say("nothing_here")
        return
    draft.change(asking=None)
    ages.picture_young(draft)
    ages.forget_ways(draft)
    _add(draft, "abuse.child_image")
    urgency(draft, "minor")


def urgency(draft: Draft, name: str) -> None:
    """Take an urgency that a button said, exactly as if it had been written."""
    if name not in URGENCY:
        draft.say("nothing_here")
        return
    before = draft.state.level
    _add(draft, f"urgency.{name}")
    draft.change(level=highest(before, triage(draft.state.labels)))
    draft.room -= draft.state.level is not before  # for the hand-off
    urgent(draft)
    handoff.assess(draft, before)
    if not draft.replied:
        ways.on(draft)


def child_safe(draft: Draft, value: str) -> None:
    """Take whether the child whom the writer helps is safe: a no is danger to a child, a doubt brings a person."""
    before = draft.state.level
    draft.change(asking=None)
    if value == "no":
        _add(draft, "urgency.physical_danger")
        danger.for_child(draft)
    elif value == "unsure":
        _add(draft, "need.human")
        child_safety.unsure(draft)
    else:
        if not handoff.consent(draft):
            ways.on(draft)
        return
    draft.change(level=highest(before, triage(draft.state.labels)))
    handoff.assess(draft, before)
    if value == "no" and draft.state.facts.place is None:
        draft.ask("place", "ask.country", pending="danger")


def phone(draft: Draft, value: str) -> None:
    """Take whether the one who did it can see this phone, and go on with what is still missing."""
    care.phone(draft, value)
    question(draft, emergency=False)


def hurt(draft: Draft, value: str) -> None:
    """Take whether those who see the phone could hurt the writer: a yes is danger."""
    if value == "yes":
        urgency(draft, "physical_danger")
    else:
        care.hurt(draft, value)


def in_it(draft: Draft, value: str) -> None:
    """Take whether what somebody shared shows a child; then a person is called."""
    before = draft.state.level
    care.in_it(draft, value)
    handoff.assess(draft, before)


def whose(draft: Draft, value: str) -> None:
    """Take whose picture somebody shared, and go on with what is still missing."""
    before = draft.state.level
    care.whose(draft, value)
    urgent(draft)
    (care.perpetrator if draft.state.perpetrator else care.not_your_fault)(draft)
    handoff.assess(draft, before)
    question(draft, emergency=False)


def child(draft: Draft, value: str) -> None:
    """Take whether the person helped is under 18."""
    age(draft, "minor" if value == "yes" else "adult")


def who(draft: Draft, value: str) -> None:
    """Take who did it: the script that fits, and the plan when it waits for this."""
    pending = draft.state.pending
    draft.change(pending=None)
    threat.who(draft, value)
    if pending == "plan":
        plan.start(draft)
    else:
        question(draft, emergency=False)
    if not draft.replied:
        ways.on(draft)


def what(draft: Draft, name: str) -> None:
    """Take what is happening, said for a plan: what cannot wait goes first, then the plan."""
    draft.change(asking=None, pending=None)
    _add(draft, f"abuse.{name}")
    urgent(draft)
    plan.start(draft)


def place(draft: Draft, value: str) -> None:
    """Take the country and go on with what waited for it."""
    if refusal.went_on(draft, value):
        return
    if draft.state.pending in EMERGENCIES:
        EMERGENCIES[draft.state.pending](draft, value)
        return
    if draft.state.pending == "notice" and value in ("skip", "other"):
        draft.change(asking=None, pending=None)
        notice.start(draft)  # some notices fit anywhere
        return
    pending = legal.place_named(draft, value)
    if pending == "notice":
        notice.start(draft)
    elif pending in NEEDS:
        NEEDS[pending](draft)
    elif not draft.replied and not minor.hears_place(draft):
        ways.on(draft)


def need(draft: Draft, name: str) -> None:
    """Answer a need chosen by button; asking for a person or a lawyer opens a case."""
    if name not in NEED:
        draft.say("nothing_here")
        return
    waits = draft.state.asking == "form"
    if waits:  # what is typed next may be for the person who comes: it is no answer to the form
        draft.change(asking=None)
        draft.room -= 1  # for the word that it waits
    _add(draft, f"need.{name}")
    before = draft.state.level
    draft.change(level=highest(before, triage(draft.state.labels)))
    if draft.state.perpetrator and name not in OURS:
        care.perpetrator(draft)
    elif name in NEEDS:
        NEEDS[name](draft)
    handoff.assess(draft, before)
    if waits:
        draft.say("form.waiting")
    if not draft.replied:
        ways.on(draft)


def abuse(draft: Draft, name: str) -> None:
    """Take a guess that the person confirmed, and explain it."""
    if name not in ABUSE:
        draft.say("nothing_here")
        return
    draft.change(puzzled=0)
    if draft.state.asking == "what":
        what(draft, name)
        return
    known = f"abuse.{name}" in draft.state.labels
    _add(draft, f"abuse.{name}")
    if not known:
        urgent(draft)
    if draft.state.perpetrator:
        care.perpetrator(draft)
    elif not draft.replied:
        explain(draft, name)
    question(draft, emergency=False)


def law(draft: Draft, value: str) -> None:
    """Take what the law is asked about: what cannot wait goes first, then the law; or turn its page."""
    if value in ABUSE:
        draft.change(asking=None)
        _add(draft, f"abuse.{value}")
        urgent(draft)
        legal.law(draft)
    else:
        legal.tapped(draft, value)


def share(draft: Draft, value: str) -> None:
    """Take whether staff may read what was written, and go on with what had to wait for the answer."""
    handoff.share(draft, value)
    if draft.case is not None and draft.case.open and not draft.held:
        threat.owed(draft)
        question(draft, emergency=False)


def skip(draft: Draft) -> None:
    """Leave the open question open."""
    if refusal.went_on(draft, "skip"):
        return
    if draft.state.pending in EMERGENCIES:
        EMERGENCIES[draft.state.pending](draft, "skip")
        return
    waits = WAITING.get(draft.state.pending or "")
    draft.change(asking=None, pending=None)
    if waits:
        waits(draft)
    else:
        ways.on(draft)


def _after_age(draft: Draft, value: str, pending: str | None) -> None:
    if pending == "plan":
        plan.start(draft)
    elif pending == "notice" and value != "minor":
        notice.start(draft)
    elif value == "adult" and draft.state.labels & SHARED and not draft.was_said("removal.hash"):
        draft.say("removal.hash")


def _add(draft: Draft, label: str) -> None:
    # A tap means what the button says: it counts like a label read from words.
    draft.reading = Reading(labels=draft.reading.labels | {label})
    draft.change(labels=draft.state.labels | {label})


EMERGENCIES = {"crisis": crisis.placed, "danger": danger.placed}  # what goes on when the country is said, or is not
WAITING = {"notice": notice.start, "plan": plan.start}  # what goes on when a question is skipped
