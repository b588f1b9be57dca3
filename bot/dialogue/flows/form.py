"""Questions asked one after the other: each can be skipped, gone back from or left, and none is asked twice."""

from __future__ import annotations

import re

from bot.dialogue import clocks
from bot.dialogue.acts import goes_first
from bot.dialogue.draft import MOST, Draft
from bot.dialogue.effects import ForgetWords, OpenCase, Say
from bot.dialogue.flows import care, fields, form_why, shelf
from bot.dialogue.flows.questions import WAS, Answers, Plan
from bot.dialogue.matters import PEOPLE, is_matter
from bot.dialogue.state import Form

ALWAYS = ("skip", "back", "human", "stop")
UNSAID = frozenset({"need.information"})  # alone it is a question of which nobody knows what it asks
DAY_OR_HOUR = frozenset({"urgency.deadline"})  # what a day and an hour look like to the model
OWN_QUESTIONS = ("_question", "sign.recovery_offer", "sign.wants_to_meet", "sign.stop_copies", "sign.report_there")
UNQUOTED = re.compile(r'"[^"]*"|\*\*[^*]*\*\*')  # what is to be said to others asks nobody


def begin(draft: Draft, plan: Plan, subject: str = "", answers: dict[str, str] | None = None) -> None:
    """Ask the first question that has no answer yet; what is typed for a private form is forgotten after a day."""
    leave(draft)
    draft.change(form=Form.model_validate({"kind": plan.kind, "subject": subject, "answers": answers or {},
                                           "begun": draft.now}))  # fmt: skip
    if plan.private:
        clocks.start(draft, "tidy", draft.now + clocks.DAY)
    go_on(draft, plan)


def busy(draft: Draft) -> bool:
    """Say that a person has the chat, who can do this too; tell whether that is so."""
    if draft.held:
        draft.say("form.later")
    return draft.held


def resume(draft: Draft, plan: Plan, subject: str | None = None) -> bool:
    """Go on where a form of this kind was left; tell whether there was one."""
    form = draft.state.form
    if form is None or form.kind != plan.kind or not form.step or subject not in (None, form.subject):
        return False
    steps = str(len(plan.steps(draft)))
    draft.say("form.resumed", step=str(number(draft, plan)), steps=steps, buttons=())
    (go_on if form.step in form.answers else ask)(draft, plan)
    return True


def number(draft: Draft, plan: Plan) -> int:
    """Return the number of the question that the form has reached."""
    steps = plan.steps(draft)
    return steps.index(draft.form.step) + 1 if draft.form.step in steps else 1


def ask(draft: Draft, plan: Plan) -> None:
    """Ask the open question; when the turn asks something else already, only say that it waits."""
    if _asked(draft):
        if draft.spoken < MOST:
            draft.say("form.waiting")
        return
    question = plan.questions[draft.form.step]
    draft.say(question.card, buttons=(*question.buttons(draft), *ALWAYS))
    draft.change(asking="form")


def wait(draft: Draft, plan: Plan) -> None:
    """Put the open question again after something else was answered; when there is no room, say that it waits."""
    people = any(isinstance(effect, OpenCase) for effect in draft.effects) or draft.has(*PEOPLE)
    if people or draft.state.asking or draft.state.perpetrator or draft.spoken >= MOST:
        draft.say("form.waiting")  # what is typed next may be for the person who comes, or answers another question
    else:
        ask(draft, plan)


def take(draft: Draft, plan: Plan, value: str) -> None:
    """Take the answer to the open question and go on; an empty one leaves it open for good."""
    fill(draft, plan, {draft.form.step: value})


def fill(draft: Draft, plan: Plan, found: Answers) -> None:
    """Put answers where they belong and go on; when the open question is not among them, ask it again."""
    keep(draft, found)
    if draft.form.step in found:
        go_on(draft, plan)
        return
    if draft.spoken + 1 < MOST:
        names = ", ".join(form_why.words_of(draft, name) for name in found)
        draft.say("form.noted", buttons=(), private=False, fields=names)
    ask(draft, plan)


def keep(draft: Draft, found: Answers) -> None:
    """Keep answers and stay where we are."""
    held = {name: value for name, value in draft.form.answers.items() if name.removesuffix(WAS) not in found}
    draft.change(form=draft.form.model_copy(update={"answers": {**held, **found}}))


def again(draft: Draft, plan: Plan) -> bool:
    """Say that it was no answer, or what the question is for, and ask it again; tell whether it was said."""
    if goes_first(draft.reading) or draft.has(*PEOPLE):
        return False
    # The act of a word or two means little here.
    labels = draft.reading.labels - DAY_OR_HOUR
    told, other = is_matter(labels), _other_matter(draft)
    why = None if told or other else form_why.answer(draft, plan)
    if why is None and (other or labels - (frozenset() if _asks_about_us(draft) else UNSAID)):
        return False
    if plan.private:
        draft.do(ForgetWords())
    if why is None:
        draft.say("form.question" if fields.asks(draft.words) else "form.again", buttons=())
    else:
        draft.say("form.why", buttons=(), private=False, why=why)
    ask(draft, plan)
    return True


def go_on(draft: Draft, plan: Plan) -> None:
    """Ask the next question without an answer, or finish."""
    following = next((name for name in plan.steps(draft) if name not in draft.form.answers), "")
    draft.change(form=draft.form.model_copy(update={"step": following}), asking=_beside(draft))
    if following:
        ask(draft, plan)
    else:
        plan.done(draft)


def back(draft: Draft, plan: Plan) -> bool:
    """Ask the question before this one again, which keeps its answer until it has another; tell whether there was
    one."""
    steps = plan.steps(draft)
    at = steps.index(draft.form.step) if draft.form.step in steps else len(steps)
    if at == 0:
        return False
    answers = dict(draft.form.answers)
    if steps[at - 1] in answers:
        answers[steps[at - 1] + WAS] = answers.pop(steps[at - 1])
    draft.change(form=draft.form.model_copy(update={"step": steps[at - 1], "answers": answers}))
    ask(draft, plan)
    return True


def skip(draft: Draft, plan: Plan) -> None:
    """Leave the open question as it is: without an answer, or with the one it had before somebody went back to it."""
    take(draft, plan, draft.form.answers.get(draft.form.step + WAS, ""))


def leave(draft: Draft) -> None:
    """Make room for another form: a half-written entry goes into the log, anything else is forgotten."""
    shelf.put_down(draft)
    drop(draft)


def drop(draft: Draft) -> None:
    """Forget the form and all that was typed for it."""
    draft.change(form=None, asking=_beside(draft))
    for clock in draft.state.clocks:
        if clock.kind == "tidy":
            clocks.stop(draft, clock.number)


def _beside(draft: Draft) -> str | None:
    """Return the question that is open besides the form's."""
    return None if draft.state.asking == "form" else draft.state.asking


def _asks_about_us(draft: Draft) -> bool:
    """Tell whether a question is one about this service, which has a card of its own."""
    return care.ABOUT_US.search(draft.words.casefold()) is not None and not draft.was_said("info.how")


def _other_matter(draft: Draft) -> bool:
    """Tell whether the screen heard a question of its own kind: who can read this, are you a bot."""
    heard = [rule.partition("/")[0] for rule in draft.reading.rules]
    return fields.asks(draft.words) and any(rule.endswith(OWN_QUESTIONS) for rule in heard)


def _asked(draft: Draft) -> bool:
    """Tell whether this turn asks something already: one question at a time."""
    band = draft.state.facts.image_band
    texts = (" ".join((draft.content.card(say.card, band).text, *say.params.values()))
             for say in draft.effects if isinstance(say, Say))  # fmt: skip
    return any("?" in UNQUOTED.sub("", text) for text in texts)
