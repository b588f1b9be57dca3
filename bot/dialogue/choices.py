"""Short answers and buttons: each means what it says, as if it had been written."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue import facts, ways, yes_no
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
    removal,
    threat,
)
from bot.dialogue.state import State
from bot.dialogue.topics import NEEDS, OURS, explain, late, question, urgent
from bot.triage.levels import Level, highest, triage
from bot.understanding.reading import ABUSE, NEED, URGENCY, Reading


def answered(draft: Draft, known: State) -> bool:
    """Take the text as the answer to the open question when it is one, and go on; `known` is what was before."""
    asking, reading = draft.state.asking, draft.reading
    if asking is None or asking not in QUESTIONS:
        return False
    if asking in WHY_ASKED and WHY.search(draft.words.casefold()):
        draft.say(WHY_ASKED[asking])  # which says what it is for; the question stays open
        return True
    value = QUESTIONS[asking][0](draft)
    if value is None and asking in SKIPPED and yes_no.unsure(draft.words) and not reading.labels:
        value = "skip"
    # "26, ohio" has no words that say what it does: a guessed act does not take an age for something else.
    told = asking == "age" and facts.tells_age(draft) and reading.act not in ("erase", "exit", "perpetrator")
    if value is None or not (told or reading.act in ("report", "affirm", "deny")):
        return False
    if asking != "platform" and draft.state.level is not Level.EMERGENCY:
        late(draft, known)  # "He is my ex. I am 33" answers more than it was asked
    QUESTIONS[asking][1](draft, value)
    return True


def age(draft: Draft, value: str) -> None:
    """Take the age band and give what depends on it; a bare yes to the question leads to how old they are."""
    if value == "yes":
        draft.say("ask.how_old")
        return
    pending = draft.state.pending
    draft.change(asking=None, pending=None)
    if value == "minor":
        facts.set_band(draft, "minor")
        urgency(draft, "minor")
    elif value == "adult":
        facts.set_band(draft, "adult")
    if pending == "plan":
        plan.start(draft)
    elif pending == "notice" and value != "minor":
        notice.start(draft)
    elif value == "adult" and draft.state.labels & plan.SHARED and not draft.was_said("removal.hash"):
        draft.say("removal.hash")
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
    draft.learn(image_minor=True)
    facts.forget_ways(draft)
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
    if draft.case is not None and draft.case.open and not draft.case.status.held:
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


def _add(draft: Draft, label: str) -> None:
    # A tap means what the button says: it counts like a label read from words.
    draft.reading = Reading(labels=draft.reading.labels | {label})
    draft.change(labels=draft.state.labels | {label})


def _age(draft: Draft) -> str | None:
    if draft.reading.labels - {"urgency.minor"}:
        return None
    if facts.tells_age(draft):
        band = draft.state.facts.band  # taken from this very message
        return band if band != "unknown" else None
    # "May I ask your age?" is answered by an age: a yes or a no tells none, so that no child is taken for an adult.
    return {"affirm": "yes", "deny": "skip"}.get(draft.reading.act)


def _what(draft: Draft) -> str | None:
    return next(iter(draft.reading.names("abuse")), None)


def _first(kind: str) -> Callable[[Draft], str | None]:
    def first(draft: Draft) -> str | None:
        found = facts.values(draft.reading, kind)
        return str(found[0]) if found else None

    return first


WHY = re.compile(r"^(?:but |and )?why\b.{0,40}$|\bwhat for\b|\bwhy do (?:you|u)\b|\bdo i have to\b")
WHY_ASKED = {"age": "ask.age", "place": "ask.country", "who": "ask.who", "helped": "helper.ask"}
SKIPPED = ("age", "place", "who")  # may be left open by an "idk"
EMERGENCIES = {"crisis": crisis.placed, "danger": danger.placed}  # what goes on when the country is said, or is not
WAITING = {"notice": notice.start, "plan": plan.start}  # what goes on when a question is skipped
QUESTIONS: dict[str, tuple[Callable[[Draft], str | None], Callable[[Draft, str], None]]] = {
    "age": (_age, age),
    "place": (_first("country"), place),
    "what": (_what, what),
    "matter": (_what, law),
    "who": (facts.doer, who),
    "platform": (removal.named, removal.chosen),
    "child_safe": (child_safety.typed, child_safe),
    "helped": (care.typed_role, care.role),
    "whose": (care.typed_whose, whose),
    "crisis": (crisis.typed, crisis.answered),
}
