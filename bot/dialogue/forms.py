"""Which form is open, and what typed words, buttons, skip and back do to it."""

from __future__ import annotations

from bot.dialogue import ways
from bot.dialogue.draft import Draft
from bot.dialogue.effects import ForgetWords
from bot.dialogue.facts import did_it
from bot.dialogue.flows import checkin, evidence, form, notice
from bot.dialogue.flows.form import Plan
from bot.documents.times import read_past

PLANS = {plan.kind: plan for plan in (notice.PLAN, evidence.PLAN, evidence.MORE_PLAN, checkin.PLAN)}
STEPS = {  # which questions a button answers
    "site": ("site", "app"), "took": ("took",), "kind": ("kind",), "when": ("when",), "day": ("day",),
    "hour": ("hour",), "zone": ("zone",),
}  # fmt: skip


def open_plan(draft: Draft) -> Plan | None:
    """Return the plan of the form whose question is open; None when none is."""
    current = draft.state.form
    return PLANS[current.kind] if current and current.step and draft.state.asking == "form" else None


def number(draft: Draft) -> int | None:
    """Return the number of the question that a form, asked or left, has reached; None when there is none."""
    current = draft.state.form
    if current is None or not current.step:
        return None
    steps = PLANS[current.kind].steps(draft)
    return steps.index(current.step) + 1 if current.step in steps else 1


def soften(draft: Draft) -> None:
    """Read what is typed as an answer with care; what cannot wait is kept."""
    plan = open_plan(draft)
    if plan is not None:
        form.soften(draft, plan)


def answer(draft: Draft) -> str | None:
    """Return the answer to the open question that was typed; None when it is about something else."""
    plan = open_plan(draft)
    return form.answer_in(draft, plan) if plan else None


def take(draft: Draft, value: str) -> None:
    """Go on with the answer."""
    plan = open_plan(draft)
    if plan is None:
        return
    if plan.private:
        draft.do(ForgetWords())
    form.take(draft, plan, value)


def keep(draft: Draft, value: str) -> None:
    """Keep what somebody else wrote, and wait: something graver goes first."""
    plan, current = open_plan(draft), draft.state.form
    if plan is None or current is None or plan.questions[current.step].said != "quoted":
        return
    draft.change(form=current.model_copy(update={"answers": {**current.answers, current.step: value}}))


def ask_again(draft: Draft) -> bool:
    """Say that it was no answer and ask again, unless it was about something else; tell whether it was said."""
    plan = open_plan(draft)
    # The act of a word or two means little here; a deadline is what a day and an hour look like.
    if plan is None or draft.reading.labels - {"urgency.deadline"} or draft.reading.act in ("exit", "erase"):
        return False
    if did_it(draft.reading):
        return False
    draft.say("form.again", buttons=())
    form.ask(draft, plan)
    return True


def typed_key(draft: Draft, words: str) -> str | None:
    """Return the button that short typed words stand for while a question is open: skip, back."""
    return form.TYPED.get(words.strip().casefold().rstrip(".!")) if open_plan(draft) else None


def skip(draft: Draft) -> bool:
    """Leave the open question open; tell whether there was one."""
    plan = open_plan(draft)
    if plan is None:
        return False
    form.take(draft, plan, "")
    return True


def back(draft: Draft) -> bool:
    """Ask the question before; tell whether there was one."""
    current = draft.state.form
    plan = PLANS[current.kind] if current else None
    asked = draft.state.asking == "form" or (current is not None and not current.step and plan is notice.PLAN)
    return asked and plan is not None and "sent" not in (current.answers if current else {}) and form.back(draft, plan)


def tapped(kind: str, draft: Draft, value: str) -> None:
    """Take a tapped answer when its question is the open one; a question left by the way is open again."""
    current = draft.state.form
    if current is None or current.step not in STEPS[kind]:
        draft.say("nothing_here")
        return
    if form.busy(draft):
        return
    held = _value(draft, kind, value)
    if held is None:
        draft.say("nothing_here")
        return
    form.take(draft, PLANS[current.kind], held)


def _value(draft: Draft, kind: str, value: str) -> str | None:
    match kind:
        case "site":
            platform = draft.content.platforms.get(value)
            if platform and value not in draft.state.facts.platforms:
                draft.learn(platforms=(*draft.state.facts.platforms, value)[-5:])
            return platform.name if platform else None
        case "took":
            return value if value in ("yes", "no") else None
        case "kind":
            return value if value in evidence.KINDS else None
        case "when":
            return read_past(value, draft.now, form.zone(draft))
        case "day":
            return value if value in checkin.DAYS else None
        case "hour":
            return value if value in checkin.HOURS else None
        case _:
            return form.take_zone(draft, value)


def left(draft: Draft, value: str) -> None:
    """Go on with a form that was left, or forget it."""
    current = draft.state.form
    if current is None or value not in ("go", "drop"):
        draft.say("nothing_here")
    elif value == "drop":
        form.drop(draft)
        draft.say("notice.forgotten")
    elif not form.busy(draft) and not form.resume(draft, PLANS[current.kind]):
        ways.on(draft)
