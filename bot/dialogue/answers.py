"""What to say to a text: urgent matters first, then what was asked, then what it is."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import facts, forms
from bot.dialogue.choices import answered
from bot.dialogue.draft import Draft
from bot.dialogue.effects import OpenCase
from bot.dialogue.flows import care, handoff, privacy, removal
from bot.dialogue.topics import NEEDS, question, urgent
from bot.triage.levels import Level
from bot.understanding.reading import ABUSE, NEED, Reading

Flow = Callable[[Draft], None]

EXPLAINED = (  # the rarer and graver first: one explanation a message is enough
    "deepfake", "hidden_recording", "doxxing", "cyberflashing", "impersonation", "porn_site_post",
    "direct_sharing", "social_media_post", "child_image", "sextortion", "threat_to_share",
)  # fmt: skip
POSTED = {"social_media_post", "porn_site_post", "impersonation", "deepfake"}
BY_FLOW = ("child_image", "sextortion", "threat_to_share")  # their explanation is the urgent flow's own
AT_MOST = 3  # cards a turn, before the hand-off's and one question
ACTS: dict[str, Flow] = {
    "greet": lambda draft: greet(draft),
    "thanks": lambda draft: draft.say("thanks"),
    "goodbye": lambda draft: draft.say("goodbye"),
    "affirm": lambda draft: draft.say("affirm.what_next"),
    "deny": lambda draft: draft.say("deny.ok"),
    "erase": privacy.ask_erase,
    "exit": privacy.leave,
    "out_of_scope": lambda draft: draft.say("out_of_scope"),
}
GUESSES = 3


def text(draft: Draft, *, edited: bool = False) -> None:
    """Answer what a person typed; what cannot wait is heard in every state."""
    before = draft.state.level
    band = draft.state.facts.band
    if forms.open_plan(draft) is None:  # what is typed for a form may be a name, or somebody else's words
        facts.hear_language(draft)
    forms.soften(draft)
    facts.absorb(draft)
    if band == "minor" and draft.state.facts.band == "adult":
        draft.say("corrected", fact=draft.content.words("band.adult"))
        if not draft.reading.labels:
            draft.change(asking=None)
            return
    emergency = draft.has("urgency.self_harm", "urgency.physical_danger")
    if draft.case is not None and draft.case.status.held:
        if emergency:
            urgent(draft)
        handoff.assess(draft, before, quietly=True)
        return
    if edited and draft.state.level is before:
        draft.say("edited.noted")
        return
    if draft.reading.act == "exit":
        privacy.leave(draft)
        handoff.assess(draft, before, quietly=True)
        return
    if filled_in(draft, before, emergency):
        return
    if not emergency and answered(draft):
        if not any(isinstance(effect, OpenCase) for effect in draft.effects):
            handoff.assess(draft, before)
        return
    waits = forms.open_plan(draft) is not None
    draft.change(asking=None)
    respond(draft, emergency)
    handoff.assess(draft, before)
    question(draft, emergency)
    if waits and not emergency:
        draft.say("form.waiting")
    if not draft.replied:
        draft.say("affirm.what_next")


def filled_in(draft: Draft, before: Level, emergency: bool) -> bool:
    """Take the words as the answer to a form's open question; danger goes first, and the form waits."""
    answer = None if draft.reading.act == "exit" else forms.answer(draft)
    if answer is None:
        return not emergency and forms.ask_again(draft)
    if emergency:
        forms.keep(draft, answer)
        return False
    urgent(draft)
    handoff.assess(draft, before)
    forms.take(draft, answer)
    return True


def respond(draft: Draft, emergency: bool) -> None:
    """Say the cards that fit: urgent ones, then needs, then an explanation; else ask what was meant."""
    reading = draft.reading
    urgent(draft)
    if emergency:
        return
    if facts.did_it(reading):
        care.perpetrator(draft)
    elif reading.act in ACTS and not reading.labels:
        ACTS[reading.act](draft)
    elif reading.act == "erase":
        privacy.ask_erase(draft)
    elif not reading.labels and not reading.entities:
        puzzled(draft)
        return
    else:
        explain(draft)
        for name, flow in NEEDS.items():
            if draft.has(f"need.{name}") and len(draft.effects) < AT_MOST:
                flow(draft)
    draft.change(puzzled=0)


def explain(draft: Draft) -> None:
    """Explain the gravest kind of abuse named, once, unless an urgent flow has just done so."""
    names = [name for name in EXPLAINED if draft.has(f"abuse.{name}")]
    urgent_said = any(name in BY_FLOW for name in names)
    fresh = [name for name in names if not draft.was_said(f"explain.{name}") and name not in BY_FLOW]
    if urgent_said and POSTED.intersection(names) and draft.state.facts.platforms:
        removal.start(draft)  # the urgent flow has explained enough: straight to the way out
    elif fresh:
        draft.say(f"explain.{fresh[0]}")


def puzzled(draft: Draft) -> None:
    """Say that it was not understood, with three guesses; the second time a person comes first."""
    count = draft.state.puzzled + 1
    draft.change(puzzled=count)
    if draft.reading.language != "en":
        draft.say("language.other", languages=draft.content.languages)
    elif count > 1:
        draft.say("fallback.second", buttons=("human", *guesses(draft.reading), "menu"))
    else:
        draft.say("fallback.first", buttons=(*guesses(draft.reading), "human"))


def guesses(reading: Reading) -> tuple[str, ...]:
    """Return the keys of the three likeliest meanings, or the commonest when the NLU is silent."""
    known = [f"abuse.{name}" for name in ABUSE] + [f"need.{name}" for name in NEED if name != "human"]
    ranked = sorted(known, key=lambda label: -reading.confidence.get(label, 0.0))
    return tuple(label.replace(".", ":", 1) for label in ranked[:GUESSES])


def greet(draft: Draft) -> None:
    """Greet somebody new with the welcome, somebody known shortly."""
    away = draft.now - draft.state.seen > privacy.AWAY
    if draft.state.welcomed and not away:
        draft.say("greet")
    else:
        privacy.welcome(draft)
