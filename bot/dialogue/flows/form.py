"""Questions asked one after the other: each can be skipped, gone back from or left, and none is asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.draft import MOST, Draft
from bot.dialogue.effects import ForgetWords, OpenCase, Say, StartClock, StopClock
from bot.dialogue.facts import did_it
from bot.dialogue.flows import fields, shelf
from bot.dialogue.state import Clock, Form
from bot.documents.entry import LONGEST
from bot.documents.times import zone_of
from bot.understanding.reading import Reading

Answers = dict[str, str]
ALWAYS = ("skip", "back", "human", "stop")
DAY = 24 * 3600
ADDRESS = re.compile(r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w[\w.]*|[+\d][\d ()./-]{5,}|[\w-]+(?:\.[\w-]+)+/?\S*)$")
FAINT = 0.5  # probability below which words that are quoted say nothing of the person
ADDRESSES = frozenset({"link", "links", "contact", "phone", "account"})  # what answers no other question
SHORT_WORDS = 6  # of what is taken as an answer while a form waits
WHERE = re.compile(
    r"^(?:i am|i'm|im|i’m|i live|we are|we're|i go by|living|near)? ?(?:in|at|on|near|by)? ", re.IGNORECASE
)
EMERGENCY = frozenset({"urgency.self_harm", "urgency.physical_danger"})
HUMANS = frozenset({"need.human", "need.lawyer"})
THREATS = frozenset({"abuse.sextortion", "abuse.threat_to_share"})
OTHERS = frozenset({"he", "him", "she", "her", "they", "them", "his", "their", "someone", "somebody"})
SELF = frozenset({"i", "i'm", "i’m", "im", "me", "my"})
OTHERS_WORDS = 4  # from so many words on, a quotation is no wish of the person's own
GROUPS = frozenset({"leak_forums"})  # places that stand for many sites: their name is nobody's
MATTER = ("abuse.", "urgency.")  # labels of what a person tells, beside those of what they want
OWN_QUESTIONS = ("_question", "sign.recovery_offer", "sign.wants_to_meet", "sign.stop_copies", "sign.report_there")
UNQUOTED = re.compile(r'"[^"]*"|\*\*[^*]*\*\*')  # what is to be said to others asks nobody


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `read` turns what was typed into the answer, None when it is none; `spot` takes only what cannot be
    anything else, whatever was asked. What is typed may be about the matter (`open`), somebody else's words (`quoted`),
    a fact of the form and no news (`fact`), or say nothing of the matter (`plain`: a name, an address)."""

    card: str
    read: Callable[[Draft], str | None]
    buttons: Callable[[Draft], tuple[str, ...]] = lambda draft: ()
    said: str = "open"
    spot: Callable[[Draft], str | None] = lambda draft: None
    free: bool = False  # any words will do: a link or a number in them stays there
    many: bool = False  # what is said later is put to what is there


@dataclass(frozen=True, slots=True)
class Plan:
    """A form: its questions by name, those of this draft in order, and what follows when all are answered."""

    kind: str
    questions: dict[str, Question]
    steps: Callable[[Draft], tuple[str, ...]]
    done: Callable[[Draft], None]
    private: bool = False  # what is typed is used and then forgotten
    story: str = ""  # the question whose answer is what somebody did or said, told at whichever question


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
    """Ask the open question; when the turn asks something else already, only say that it waits."""
    form = draft.state.form
    assert form is not None
    if _asked(draft):
        if draft.spoken < MOST:
            draft.say("form.waiting")
        return
    question = plan.questions[form.step]
    draft.say(question.card, buttons=(*question.buttons(draft), *ALWAYS))
    draft.change(asking="form")


def wait(draft: Draft, plan: Plan) -> None:
    """Put the open question again after something else was answered; when there is no room, say that it waits."""
    people = any(isinstance(effect, OpenCase) for effect in draft.effects) or draft.has(*HUMANS)
    if people or draft.state.asking or draft.state.perpetrator or draft.spoken >= MOST:
        draft.say("form.waiting")  # what is typed next may be for the person who comes, or answers another question
    else:
        ask(draft, plan)


def take(draft: Draft, plan: Plan, value: str) -> None:
    """Take the answer to the open question and go on; an empty one leaves it open for good."""
    form = draft.state.form
    assert form is not None
    fill(draft, plan, {form.step: value})


def fill(draft: Draft, plan: Plan, found: Answers) -> None:
    """Put answers where they belong and go on; when the open question is not among them, ask it again."""
    form = draft.state.form
    assert form is not None
    keep(draft, found)
    if form.step in found:
        go_on(draft, plan)
        return
    if draft.spoken + 1 < MOST:
        names = ", ".join(_field_words(draft, plan, name) for name in found)
        draft.say("form.noted", buttons=(), private=False, fields=names)
    ask(draft, plan)


def keep(draft: Draft, found: Answers) -> None:
    """Keep answers and stay where we are."""
    form = draft.state.form
    assert form is not None
    draft.change(form=form.model_copy(update={"answers": {**form.answers, **found}}))


def explain(draft: Draft, plan: Plan) -> None:
    """Say what the open question is for, and ask it again."""
    form = draft.state.form
    assert form is not None
    draft.say("form.why", buttons=(), private=False, why=draft.content.paper(f"why.{form.step}"))
    ask(draft, plan)


def go_on(draft: Draft, plan: Plan) -> None:
    """Ask the next question without an answer, or finish."""
    form = draft.state.form
    assert form is not None
    following = next((name for name in plan.steps(draft) if name not in form.answers), "")
    asking = None if draft.state.asking == "form" else draft.state.asking  # another question may be open
    draft.change(form=form.model_copy(update={"step": following}), asking=asking)
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


def answers_in(draft: Draft, plan: Plan) -> Answers | None:
    """Return what the words answer, by question; None when they are about something else, or no answer."""
    form = draft.state.form
    assert form is not None
    question, reading = plan.questions[form.step], draft.reading
    if reading.act in ("exit", "erase") or did_it(reading) or not fields.says_something(draft.words):
        return None
    if question.said != "quoted" and (draft.has(*HUMANS) or fields.asks(draft.words)):
        return None
    if draft.has(*HUMANS) and not draft.has(*THREATS):
        return None
    found = sort(draft, plan)
    own = question.said == "plain" and reading.labels and _of_self(draft) and not fields.NAMING.match(draft.words)
    return None if own and not question.spot(draft) and set(found) <= {form.step} else found or None


def sort(draft: Draft, plan: Plan) -> Answers:
    """Return the answers that the words hold: to the open question, to others that are still open, and the story."""
    form = draft.state.form
    assert form is not None
    question, words = plan.questions[form.step], draft.words
    found = _others(draft, plan)
    tells = bool(plan.story) and form.step != plan.story and fields.is_story(words)
    if tells:
        told = form.answers.get(plan.story, "")
        found[plan.story] = "\n".join(filter(None, (told, words.strip())))[:LONGEST]
    if question.free and any(_is_whole(words, name) for name in found):
        return found
    if found and not question.free and not tells:
        draft.words = fields.without_addresses(words) if question.spot(draft) is None else words
    value = question.read(draft) or (question.spot(draft) if tells else None)
    draft.words = words
    return found if value is None else {**found, form.step: value}


def _others(draft: Draft, plan: Plan) -> Answers:
    form = draft.state.form
    assert form is not None
    question = plan.questions[form.step]
    others = [name for name in plan.steps(draft) if name != form.step]
    spotted = {name: value for name in others if (value := plan.questions[name].spot(draft))}
    held = {name: form.answers[name] for name in spotted if form.answers.get(name)}
    more = {name: f"{there}\n{spotted[name]}" for name, there in held.items()
            if plan.questions[name].many and spotted[name] not in there and len(there) < LONGEST}  # fmt: skip
    spotted = {name: value for name, value in spotted.items() if name not in held} | more
    if question.free:  # a link in a story is part of the story
        spotted = {name: value for name, value in spotted.items() if _is_whole(draft.words, name)}
    return spotted


def _is_whole(words: str, name: str) -> bool:
    """Tell whether words are nothing but what this question asks for."""
    if name == "when":
        return fields.is_time(words)
    return name in ("app", "site") or not fields.says_something(
        fields.without_addresses(fields.HANDLE.sub(" ", words)))  # fmt: skip


def fits(draft: Draft, plan: Plan) -> Answers | None:
    """Return what surely answers the question of a form that waits, or another of it; None when nothing does."""
    form = draft.state.form
    assert form is not None
    if draft.reading.act in ("exit", "erase") or fields.asks(draft.words) or did_it(draft.reading):
        return None
    address = all(map(ADDRESS.match, draft.words.split()))
    wants = any(label.startswith(("abuse.", "need.")) for label in draft.reading.labels)
    if not address and (wants or len(draft.words.split()) > SHORT_WORDS or fields.is_story(draft.words)):
        return None
    found, value = _others(draft, plan), plan.questions[form.step].spot(draft)
    found = found if value is None else {**found, form.step: value}
    asked, old = draft.state.asking not in (None, "form"), draft.now - form.begun > DAY
    return {name: value for name, value in found.items() if not old and (not asked or name in ADDRESSES)} or None


def _field_words(draft: Draft, plan: Plan, name: str) -> str:
    key = f"field:{name}"
    return draft.content.button(key) if key in draft.content.buttons else draft.content.paper(f"ask.{name}")


def _asked(draft: Draft) -> bool:
    """Tell whether this turn asks something already: one question at a time."""
    band = draft.state.facts.image_band
    texts = (" ".join((draft.content.card(say.card, band).text, *say.params.values()))
             for say in draft.effects if isinstance(say, Say))  # fmt: skip
    return any("?" in UNQUOTED.sub("", text) for text in texts)


def again(draft: Draft, plan: Plan) -> bool:
    """Say that it was no answer, or what the question is for, and ask it again; tell whether it was said."""
    if draft.reading.act in ("exit", "erase") or did_it(draft.reading) or draft.has(*HUMANS):
        return False
    # The act of a word or two means little here; a deadline is what a day and an hour look like.
    labels = draft.reading.labels
    told = any(label.startswith(MATTER) for label in labels - {"urgency.deadline"})
    about_form = fields.asks_about_form(draft.words) and not told and not _other_matter(draft)
    if not about_form and (labels - {"urgency.deadline"} or _other_matter(draft)):
        return False
    if plan.private:
        draft.do(ForgetWords())
    if about_form:
        explain(draft, plan)
    else:
        draft.say("form.question" if fields.asks(draft.words) else "form.again", buttons=())
        ask(draft, plan)
    return True


def _other_matter(draft: Draft) -> bool:
    """Tell whether the screen heard a question of its own kind: who can read this, are you a bot."""
    heard = [rule.partition("/")[0] for rule in draft.reading.rules]
    return fields.asks(draft.words) and any(rule.endswith(OWN_QUESTIONS) for rule in heard)


def soften(draft: Draft, plan: Plan) -> None:
    """Read words typed as an answer with care: a link says nothing of the matter, a quotation nothing of the person."""
    form = draft.state.form
    assert form is not None
    question, reading = plan.questions[form.step], draft.reading
    said = "quoted" if plan.story and fields.is_story(draft.words) else question.said
    found = sort(draft, plan) if said in ("fact", "plain") and len(draft.words.split()) <= SHORT_WORDS else {}
    if found and all(plan.questions[name].said == "fact" for name in found):
        said = "fact"  # an hour typed at the question for the time zone
    elif said in ("fact", "plain") and (fields.asks(draft.words) or question.read(draft) is None):
        said = "open"  # about something else
    act = "report" if _not_ours(draft, said) else reading.act
    addresses = bool(draft.words.split()) and all(map(ADDRESS.match, draft.words.split()))
    if addresses or fields.is_time(draft.words) or fields.is_number(draft.words):
        kept, act = reading.labels & EMERGENCY, "report"
    elif said == "fact" or (said == "plain" and not _of_self(draft)):
        kept = frozenset(label for label in reading.labels if label in EMERGENCY | HUMANS)
    elif said == "quoted":
        kept = frozenset(label for label in reading.labels if _is_meant(draft, label)
                         and (label.startswith("urgency.") or label in THREATS or label in HUMANS))  # fmt: skip
    else:
        kept = reading.labels
    whole = said == "open" and kept == reading.labels
    named = said == "open" or form.step == "app"
    entities = tuple(entity for entity in reading.entities if whole or (named and entity.kind == "platform"))
    draft.reading = Reading(
        labels=kept, act=act, act_confidence=reading.act_confidence, confidence=reading.confidence,
        entities=entities, language=reading.language, rules=reading.rules if kept == reading.labels else (),
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


def platform_named(draft: Draft) -> str | None:
    """Return the place of ours that the words are, and nothing more."""
    words = fields.plain(draft.words)
    return next((id for id, known in draft.content.platforms.items()
                 if words in (fields.plain(name) for name in (known.name, *known.aliases))), None)  # fmt: skip


def zone(draft: Draft) -> str | None:
    """Return the person's zone: as they said, or the only one of their country."""
    return draft.content.zones.only(draft.state.facts.zone, draft.state.facts.place)


def read_zone(draft: Draft) -> str | None:
    """Read a typed time zone or city, and keep it."""
    return take_zone(draft, draft.content.zones.find(WHERE.sub("", draft.words.strip(" .!"))))


def take_zone(draft: Draft, name: str | None) -> str | None:
    """Keep the person's time zone; None when there is none of this name."""
    if name is None or zone_of(name) is None:
        return None
    draft.learn(zone=name)
    return name


def _zones(draft: Draft) -> tuple[str, ...]:
    zones = draft.content.zones
    return tuple(f"zone:{name}" for name in zones.of_place(draft.state.facts.place) or zones.common)


ZONE = Question("form.zone", read_zone, _zones, "plain")
