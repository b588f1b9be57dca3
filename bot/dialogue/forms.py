"""Which form is open, and what typed words, buttons, skip and back do to it."""

from __future__ import annotations

from bot.dialogue import ways
from bot.dialogue.draft import Draft
from bot.dialogue.effects import ForgetWords, Say
from bot.dialogue.flows import (
    checkin,
    dictated,
    evidence,
    form,
    form_answers,
    form_why,
    form_words,
    notice,
    notice_in_hand,
    sites,
    zones,
)
from bot.dialogue.flows.questions import Answers, Plan
from bot.dialogue.matters import EMERGENCY
from bot.documents.times import read_past

SHOWN = ("menu", "help", "privacy", "info.", "nothing_here")  # cards that are looked at in passing
PLANS = {plan.kind: plan for plan in (notice.PLAN, evidence.PLAN, evidence.MORE_PLAN, checkin.PLAN)}
STEPS = {  # which questions a button answers
    "site": ("site", "app"), "took": ("took",), "kind": ("kind",), "when": ("when",), "day": ("day",),
    "hour": ("hour",), "half": ("half",), "zone": ("zone",),
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
    return form.number(draft, PLANS[current.kind])


def soften(draft: Draft) -> None:
    """Read what is typed as an answer with care; what cannot wait is kept."""
    plan = open_plan(draft)
    if plan is None and answer(draft) is not None:
        plan = _waiting(draft)
    if plan is not None:
        dictated.soften(draft, plan)


def answer(draft: Draft) -> Answers | None:
    """Return what was typed for the form, by question: to the one that is open, or what surely fits one that waits;
    None when it is about something else."""
    plan, waiting = open_plan(draft), _waiting(draft)
    if plan is None:
        return form_answers.fits(draft, waiting) if waiting else None
    return form_answers.answers_in(draft, plan)


def fits(draft: Draft) -> bool:
    """Tell whether what was typed surely is an answer to the form, however long ago it was asked."""
    current = draft.state.form
    return bool(current and current.step and form_answers.fits(draft, PLANS[current.kind]))


def take(draft: Draft, found: Answers) -> None:
    """Go on with the answers."""
    plan = open_plan(draft) or _waiting(draft)
    if plan is None:
        return
    if plan.private:
        draft.do(ForgetWords())
    form.fill(draft, plan, found)


def keep(draft: Draft, found: Answers) -> None:
    """Keep what was dictated, and wait: something graver goes first."""
    plan = open_plan(draft) or _waiting(draft)
    if plan is not None and not plan.private:
        form.keep(draft, found)


def ask_again(draft: Draft) -> bool:
    """Say that it was no answer and ask again, unless it was about something else; tell whether it was said."""
    plan = open_plan(draft)
    return plan is not None and form.again(draft, plan)


def asked_about(draft: Draft) -> bool:
    """Tell whether the words ask about the form that is open, which no button stands for."""
    plan = open_plan(draft)
    return plan is not None and not draft.held and form_why.answer(draft, plan) is not None


def wait(draft: Draft) -> None:
    """Go back to the open question after something else was answered, in the same turn where there is room."""
    plan = _waiting(draft) or open_plan(draft)
    if plan is not None:
        form.wait(draft, plan)


def aside(draft: Draft) -> None:
    """Put the open question again where a menu or the like was just shown: what is typed next may be for that."""
    plan, said = open_plan(draft), [effect.card for effect in draft.effects if isinstance(effect, Say)]
    current = draft.state.form
    if plan is None or current is None or plan.questions[current.step].card in said:
        return
    if any(card.startswith(SHOWN) for card in said):
        draft.change(asking=None)
        form.wait(draft, plan)


def typed_key(draft: Draft, words: str, offered: tuple[str, ...]) -> str | None:
    """Return the button that typed words stand for where a form or a paper is open, or that begins one."""
    if draft.held or draft.has(*EMERGENCY):
        return None
    plan = open_plan(draft)
    waiting = None if draft.state.asking in draft.content.cards else _waiting(draft)  # else a card asks before it
    return form_words.key(draft, words, offered, plan or waiting, open=plan is not None)


def _waiting(draft: Draft) -> Plan | None:
    """Return the plan of a form that was left for something else at one of its questions."""
    current = draft.state.form
    back = draft.just_said("back.step")  # after hours away what is typed is the person's, not the form's
    return PLANS[current.kind] if current and current.step and draft.state.asking != "form" and not back else None


def skip(draft: Draft) -> bool:
    """Leave the open question as it is, also one that waits and is put again; tell whether there was one."""
    plan, waiting = open_plan(draft), _waiting(draft)
    if plan is not None:
        form.skip(draft, plan)
    elif waiting is not None and draft.state.asking is None:
        form.wait(draft, waiting)
    else:
        return False
    return True


def back(draft: Draft) -> bool:
    """Ask the question before; tell whether there was one."""
    current = draft.state.form
    plan = PLANS[current.kind] if current else None
    asked = draft.state.asking == "form" or (current is not None and not current.step and plan is notice.PLAN)
    return asked and plan is not None and "sent" not in (current.answers if current else {}) and form.back(draft, plan)


def tapped(kind: str, draft: Draft, value: str) -> None:
    """Take a tapped answer to the open question, or to another of the form; one left by the way is open again."""
    current = draft.state.form
    name = _asked_by(kind, draft)
    if current is None or not name:
        draft.say("nothing_here")
        return
    if form.busy(draft):
        return
    held = _value(draft, kind, value)
    if held is None:
        draft.say("nothing_here")
        return
    plan = PLANS[current.kind]
    if plan.private and draft.words:  # typed instead of tapped
        draft.do(ForgetWords())
    form.fill(draft, plan, {name: held})


def _asked_by(kind: str, draft: Draft) -> str:
    """Return the question that a button answers: the open one, else one of the form that has no answer yet."""
    current = draft.state.form
    if current is None or not current.step or current.step in STEPS[kind]:
        return current.step if current else ""
    steps = [name for name in PLANS[current.kind].steps(draft) if name in STEPS[kind]]
    return next((name for name in steps if not current.answers.get(name)), "")


def _value(draft: Draft, kind: str, value: str) -> str | None:
    match kind:
        case "site":
            platform = draft.content.platforms.get(value) if value not in sites.GROUPS else None
            if platform and value not in draft.state.facts.platforms:
                draft.learn(platforms=(*draft.state.facts.platforms, value)[-5:])
            return platform.name if platform else None
        case "took":
            return value if value in ("yes", "no") else None
        case "kind":
            return value if value in evidence.KINDS else None
        case "when":
            return read_past(value, draft.now, zones.own(draft))
        case "day":
            return value if value in checkin.DAYS else None
        case "hour":
            return value if value in checkin.HOURS else None
        case "half":
            return value if value in checkin.HALVES else None
        case _:
            return zones.take(draft, value)


def left(draft: Draft, value: str) -> None:
    """Go on with a form that was left, or forget it."""
    current = draft.state.form
    if current is None or value not in ("go", "drop"):
        draft.say("nothing_here")
    elif value == "drop":
        form.drop(draft)
        draft.say("notice.forgotten")
    elif not form.busy(draft) and not form.resume(draft, PLANS[current.kind]):
        (notice.start if notice_in_hand.is_shown(draft) else ways.on)(draft)
