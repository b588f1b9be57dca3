"""Questions asked one after the other: each can be skipped, gone back from or left, and none is asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.draft import Draft
from bot.dialogue.effects import StartClock, StopClock
from bot.dialogue.facts import did_it
from bot.dialogue.flows import shelf
from bot.dialogue.state import Clock, Form
from bot.documents.times import zone_of
from bot.understanding.reading import Reading

ALWAYS = ("skip", "back", "human", "stop")
TYPED = {"skip": "skip", "back": "back", "go back": "back", "none": "skip", "don't know": "skip", "idk": "skip"}
DAY = 24 * 3600
ADDRESS = re.compile(r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w[\w.]*|[+\d][\d ()./-]{5,}|[\w-]+(?:\.[\w-]+)+/?\S*)$")
FAINT = 0.5  # probability below which words that are quoted say nothing of the person
EMERGENCY = frozenset({"urgency.self_harm", "urgency.physical_danger"})
HUMANS = frozenset({"need.human", "need.lawyer"})
THREATS = frozenset({"abuse.sextortion", "abuse.threat_to_share"})
OTHERS = frozenset({"he", "him", "she", "her", "they", "them", "his", "their", "someone", "somebody"})
SELF = frozenset({"i", "i'm", "i’m", "im", "me", "my"})
OTHERS_WORDS = 4  # from so many words on, a quotation is no wish of the person's own


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `read` turns what was typed into the answer, None when it is none. What is typed may be about the
    matter (`open`), somebody else's words (`quoted`), or say nothing of it (`plain`: a name, an address)."""

    card: str
    read: Callable[[Draft], str | None]
    buttons: Callable[[Draft], tuple[str, ...]] = lambda draft: ()
    said: str = "open"


@dataclass(frozen=True, slots=True)
class Plan:
    """A form: its questions by name, those of this draft in order, and what follows when all are answered."""

    kind: str
    questions: dict[str, Question]
    steps: Callable[[Draft], tuple[str, ...]]
    done: Callable[[Draft], None]
    private: bool = False  # what is typed is used and then forgotten


def begin(draft: Draft, plan: Plan, subject: str = "", answers: dict[str, str] | None = None) -> None:
    """Ask the first question that has no answer yet; what is typed for a private form is forgotten after a day."""
    leave(draft)
    draft.change(form=Form.model_validate({"kind": plan.kind, "subject": subject, "answers": answers or {},
                                           "begun": draft.now}))  # fmt: skip
    if plan.private:
        start_clock(draft, "tidy", draft.now + DAY)
    go_on(draft, plan)


def busy(draft: Draft) -> bool:
    """Say that a person has the chat, who can do this too; tell whether that is so."""
    held = draft.case is not None and draft.case.status.held
    if held:
        draft.say("form.later")
    return held


def resume(draft: Draft, plan: Plan, subject: str | None = None) -> bool:
    """Go on where a form of this kind was left; tell whether there was one."""
    form = draft.state.form
    if form is None or form.kind != plan.kind or not form.step or subject not in (None, form.subject):
        return False
    steps = plan.steps(draft)
    number = steps.index(form.step) + 1 if form.step in steps else 1
    draft.say("form.resumed", step=str(number), steps=str(len(steps)), buttons=())
    (go_on if form.step in form.answers else ask)(draft, plan)
    return True


def ask(draft: Draft, plan: Plan) -> None:
    """Ask the open question."""
    form = draft.state.form
    assert form is not None
    question = plan.questions[form.step]
    draft.say(question.card, buttons=(*question.buttons(draft), *ALWAYS))
    draft.change(asking="form")


def take(draft: Draft, plan: Plan, value: str) -> None:
    """Take the answer to the open question and go on; an empty one leaves it open for good."""
    form = draft.state.form
    assert form is not None
    draft.change(form=form.model_copy(update={"answers": {**form.answers, form.step: value}}), asking=None)
    go_on(draft, plan)


def go_on(draft: Draft, plan: Plan) -> None:
    """Ask the next question without an answer, or finish."""
    form = draft.state.form
    assert form is not None
    following = next((name for name in plan.steps(draft) if name not in form.answers), "")
    draft.change(form=form.model_copy(update={"step": following}), asking=None)
    if following:
        ask(draft, plan)
    else:
        plan.done(draft)


def back(draft: Draft, plan: Plan) -> bool:
    """Ask the question before this one again; tell whether there was one."""
    form = draft.state.form
    assert form is not None
    steps = plan.steps(draft)
    at = steps.index(form.step) if form.step in steps else len(steps)
    if at == 0:
        return False
    answers = {name: value for name, value in form.answers.items() if name not in steps[at - 1 :]}
    draft.change(form=form.model_copy(update={"step": steps[at - 1], "answers": answers}))
    ask(draft, plan)
    return True


def leave(draft: Draft) -> None:
    """Make room for another form: a half-written entry goes into the log, anything else is forgotten."""
    shelf.put_down(draft)
    drop(draft)


def drop(draft: Draft) -> None:
    """Forget the form and all that was typed for it."""
    draft.change(form=None, asking=None if draft.state.asking == "form" else draft.state.asking)
    for clock in draft.state.clocks:
        if clock.kind == "tidy":
            stop_clock(draft, clock.number)


def answer_in(draft: Draft, plan: Plan) -> str | None:
    """Return the answer that the words hold; None when they are about something else, or no answer."""
    form = draft.state.form
    assert form is not None
    if draft.reading.act in ("exit", "erase") or did_it(draft.reading):
        return None
    asks = draft.has(*HUMANS) or draft.words.rstrip().endswith("?")
    if asks and plan.questions[form.step].said != "quoted":
        return None
    if draft.has(*HUMANS) and not draft.has(*THREATS):
        return None
    if plan.questions[form.step].said == "plain" and draft.reading.labels and _of_self(draft):
        return None
    return plan.questions[form.step].read(draft)


def soften(draft: Draft, plan: Plan) -> None:
    """Read words typed as an answer with care: a link says nothing of the matter, a quotation nothing of the person."""
    form = draft.state.form
    assert form is not None
    said, reading = plan.questions[form.step].said, draft.reading
    act = "report" if _not_ours(draft, said) else reading.act
    if draft.words.split() and all(ADDRESS.match(word) for word in draft.words.split()):
        kept, act = reading.labels & EMERGENCY, "report"
    elif said == "plain" and not _of_self(draft):
        kept = frozenset(label for label in reading.labels if label in EMERGENCY | HUMANS)
    elif said == "quoted":
        kept = frozenset(label for label in reading.labels if _is_meant(draft, label)
                         and (label.startswith("urgency.") or label in THREATS or label in HUMANS))  # fmt: skip
    else:
        kept = reading.labels
    whole = said == "open" and kept == reading.labels
    entities = tuple(entity for entity in reading.entities if whole or (said == "open" and entity.kind == "platform"))
    draft.reading = Reading(
        labels=kept, act=act, act_confidence=reading.act_confidence, confidence=reading.confidence,
        entities=entities, language=reading.language,
    )  # fmt: skip


def _is_meant(draft: Draft, label: str) -> bool:
    """Tell whether a label holds for words that may be somebody else's: a faint hint of self-harm in them does not."""
    faint = draft.reading.confidence.get(label, 1.0) < FAINT and not draft.heard(label)
    return label != "urgency.self_harm" or not faint


def _not_ours(draft: Draft, said: str) -> bool:
    """Tell whether to erase or to stop was asked of somebody else: "I asked him to delete it"."""
    words = draft.words.casefold().split()
    return (said == "quoted" and len(words) >= OTHERS_WORDS) or (
        draft.reading.act == "erase" and not OTHERS.isdisjoint(words)
    )


def _of_self(draft: Draft) -> bool:
    return not SELF.isdisjoint(draft.words.casefold().split())


def start_clock(draft: Draft, kind: str, due: int, **held: object) -> int:
    """Come back at `due`; return the clock's number."""
    number = draft.state.numbers + 1
    clock = Clock.model_validate({"number": number, "kind": kind, "due": due, **held})
    draft.change(numbers=number, clocks=(*draft.state.clocks, clock))
    draft.do(StartClock(number, due))
    return number


def stop_clock(draft: Draft, number: int) -> None:
    """Do not come back for this clock, and forget what it held."""
    draft.change(clocks=tuple(clock for clock in draft.state.clocks if clock.number != number))
    draft.do(StopClock(number))


def find_clock(draft: Draft, number: str) -> Clock | None:
    """Return the clock of this number; None when there is none."""
    return next((clock for clock in draft.state.clocks if str(clock.number) == number), None)


def typed(most: int) -> Callable[[Draft], str | None]:
    """Return a reader that takes any words, cut at `most` characters."""
    return lambda draft: " ".join(draft.words.split())[:most] or None


def zone(draft: Draft) -> str | None:
    """Return the person's zone: as they said, or the only one of their country."""
    return draft.content.zones.only(draft.state.facts.zone, draft.state.facts.place)


def read_zone(draft: Draft) -> str | None:
    """Read a typed time zone or city, and keep it."""
    return take_zone(draft, draft.content.zones.find(draft.words))


def take_zone(draft: Draft, name: str | None) -> str | None:
    """Keep the person's time zone; None when there is none of this name."""
    if name is None or zone_of(name) is None:
        return None
    draft.learn(zone=name)
    return name


ZONE = Question(
    "form.zone", read_zone,
    lambda draft: tuple(f"zone:{name}" for name in draft.content.zones.of_place(draft.state.facts.place)), "plain",
)  # fmt: skip
