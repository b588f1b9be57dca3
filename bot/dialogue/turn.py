"""One turn: state, event and reading in; new state and effects out. Pure: no clock, no I/O."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.content import Content
from bot.dialogue import answers, brief, choices, forms, typed, ways, yes_no
from bot.dialogue.draft import Draft
from bot.dialogue.effects import DeleteIncoming, Effect, Say
from bot.dialogue.events import Incoming
from bot.dialogue.flows import (
    care,
    checkin,
    clock,
    crisis,
    evidence,
    handoff,
    notice,
    plan,
    privacy,
    refusal,
    removal,
    threat,
)
from bot.dialogue.state import CaseView, State, Team
from bot.understanding.reading import Reading

Flow = Callable[[Draft], None]

COMMANDS: dict[str, Flow] = {
    "start": privacy.welcome,
    "help": lambda draft: draft.say("help"),
    "menu": lambda draft: draft.say("menu"),
    "privacy": privacy.privacy,
    "erase": privacy.ask_erase,
    "export": privacy.export,
    "hide": privacy.hide,
    "stop": privacy.leave,
    "human": lambda draft: choices.need(draft, "human"),
    "log": evidence.log,
    "checkin": checkin.start,
    "plan": plan.start,
    "language": privacy.language,
}
TAPS: dict[str, Callable[[Draft, str], None]] = {  # by the part of the key before the colon
    "need": lambda draft, value: choices.need(draft, value),
    "abuse": lambda draft, value: choices.abuse(draft, value),
    "safe": privacy.safe,
    "erase": privacy.erase,
    "crisis": crisis.answered,
    "who": lambda draft, value: choices.who(draft, value),
    "paid": threat.paid,
    "platform": removal.chosen,
    "refused": refusal.refused,
    "silent": refusal.silent,
    "further": refusal.further,
    "law": lambda draft, value: choices.law(draft, value),
    "phone": lambda draft, value: choices.phone(draft, value),
    "hurt": lambda draft, value: choices.hurt(draft, value),
    "share": lambda draft, value: choices.share(draft, value),
    "feedback": handoff.feedback,
    "learn": handoff.learn,
    "in_it": lambda draft, value: choices.in_it(draft, value),
    "whose": lambda draft, value: choices.whose(draft, value),
    "age": lambda draft, value: choices.age(draft, value),
    "place": lambda draft, value: choices.place(draft, value),
    "urgency": lambda draft, value: choices.urgency(draft, value),
    "image": lambda draft, value: choices.image_age(draft, value),
    "child_safe": lambda draft, value: choices.child_safe(draft, value),
    "child": lambda draft, value: choices.child(draft, value),
    "helper": care.role,
    "minor": lambda draft, _: draft.say("minor.tell_adult"),
    "support": lambda draft, _: care.lines(draft),
    "card": lambda draft, value: draft.say(value),
    "notice": notice.chosen,
    "preview": notice.previewed,
    "clock": lambda draft, value: (notice.clock if value in notice.CHOICES else clock.tapped)(draft, value),
    "gone": clock.gone,
    "checkin": checkin.tapped,
    "plan": plan.tapped,
    "log": evidence.tapped,
    "field": evidence.field,
    "form": lambda draft, value: forms.left(draft, value),
    **{kind: partial(forms.tapped, kind) for kind in forms.STEPS},
}
KEYS: dict[str, Flow] = {
    "menu": COMMANDS["menu"],
    "human": COMMANDS["human"],
    "lawyer": lambda draft: choices.need(draft, "lawyer"),
    "hide": privacy.hide,
    "stop": privacy.leave,
    "skip": lambda draft: skip(draft),
    "back": lambda draft: back(draft),
    "other": COMMANDS["menu"],
    "next": ways.on,
    "privacy": privacy.privacy,
    "export": privacy.export,
    "erase": privacy.ask_erase,
    "handoff:withdraw": handoff.withdraw,
    "log": evidence.log,
    "notice": notice.start,
    "removal:next": removal.onward,
    "brief": brief.send,
    "checkin": checkin.start,
    "plan": plan.start,
    "language": privacy.language,
}
REFUSED = {
    "voice": "voice.refused",
    "contact": "contact.refused",
    "location": "contact.refused",
    "sticker": "sticker.ok",
}


def turn(
    state: State,
    event: Incoming,
    reading: Reading,
    case: CaseView | None,
    content: Content,
    now: int,
    team: Team | None = None,
) -> tuple[State, tuple[Effect, ...]]:
    """Return the state after one event and what is to be done; the level never falls unless a fact is corrected."""
    offered = state.offered
    draft = Draft(state.model_copy(update={"offered": ()}), reading, case, content, now, event.text, team)
    take(draft, event, offered)
    if event.kind in ("command", "tap", "text"):
        forms.aside(draft)
    handoff.tell_truth(draft)
    if not any(isinstance(effect, Say) for effect in draft.effects):
        draft.change(offered=offered)
    if event.kind != "clock":
        draft.change(seen=now)
    return draft.state, tuple(draft.effects)


def take(draft: Draft, event: Incoming, offered: tuple[str, ...]) -> None:
    """Answer what came, by what it is; `offered` are the buttons in sight, which may be typed."""
    match event.kind:
        case "command":
            command(draft, event.text)
        case "tap":
            tap(draft, event.data)
        case "media":
            media(draft, event.media)
        case "text" | "edit":
            words(draft, event, offered)
        case "clock":
            clock.ring(draft, event.data)


def words(draft: Draft, event: Incoming, offered: tuple[str, ...]) -> None:
    """Answer typed words: as the button they stand for, the one that knows best first, else for what they say."""
    text = event.text
    keys = (forms.typed_key(draft, text, offered), removal.typed_key(draft, text),
            typed.typed_key(draft, text, offered), plan.typed_key(draft, text),
            evidence.typed_key(draft, text, offered), yes_no.typed_key(draft, offered))  # fmt: skip
    key = None if forms.asked_about(draft) else next(filter(None, keys), None)
    if key:
        tap(draft, key)
    else:
        evidence.dictate(draft)
        answers.text(draft, edited=event.kind == "edit")


def command(draft: Draft, text: str) -> None:
    """Answer a /command, in whatever state; an unknown one gets the list."""
    name = text.strip().lstrip("/").partition(" ")[0].partition("@")[0].lower()
    COMMANDS.get(name, COMMANDS["help"])(draft)


def tap(draft: Draft, key: str) -> None:
    """Answer a tapped button, however old."""
    prefix, _, value = key.partition(":")
    if draft.state.asking in draft.content.cards:
        draft.change(asking=None)  # whatever is tapped, the talk goes on from there
    if key in KEYS:
        KEYS[key](draft)
    elif prefix in TAPS and value:
        TAPS[prefix](draft, value)
    else:
        draft.say("nothing_here")


def skip(draft: Draft) -> None:
    """Leave the open question open, whoever asked it."""
    if not forms.skip(draft):
        choices.skip(draft)


def back(draft: Draft) -> None:
    """Go back a question of the open form, else to the menu."""
    if not forms.back(draft):
        draft.say("menu")


def media(draft: Draft, kind: str) -> None:
    """Refuse what is not text: never fetched, removed from the chat."""
    if kind != "sticker":
        draft.do(DeleteIncoming())
    draft.say(REFUSED.get(kind, "media.refused"))
