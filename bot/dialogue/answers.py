"""What to say to a text: urgent matters first, then what was asked, then what it is."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import facts
from bot.dialogue.draft import Draft
from bot.dialogue.effects import OpenCase
from bot.dialogue.flows import care, crisis, danger, handoff, legal, minor, privacy, removal, threat
from bot.triage.levels import highest, triage
from bot.understanding.reading import ABUSE, NEED, URGENCY, Reading

Flow = Callable[[Draft], None]

FIRST: tuple[tuple[tuple[str, ...], Flow], ...] = (  # said first, in this order; the first two stand alone
    (("urgency.self_harm",), crisis.start),
    (("urgency.physical_danger",), danger.start),
    (("urgency.minor", "abuse.child_image"), minor.start),
    (("abuse.sextortion", "abuse.threat_to_share", "need.stop_threat"), threat.start),
)
NEEDS: dict[str, Flow] = {  # in the order they are answered when several are asked
    "removal": removal.start,
    "evidence": care.evidence,
    "account_safety": care.account,
    "police": legal.police,
    "legal_info": legal.law,
    "lawyer": legal.lawyer,
    "emotional_support": care.support,
    "helping_someone": care.helper,
    "information": care.information,
    "stop_threat": threat.start,
}
EXPLAINED = (  # the rarer and graver first: one explanation a message is enough
    "deepfake", "hidden_recording", "doxxing", "cyberflashing", "impersonation", "porn_site_post",
    "direct_sharing", "social_media_post", "child_image", "sextortion", "threat_to_share",
)  # fmt: skip
POSTED = {"social_media_post", "porn_site_post", "impersonation", "deepfake"}
BY_FLOW = ("child_image", "sextortion", "threat_to_share")  # their explanation is the urgent flow's own
SHARED = {"abuse.social_media_post", "abuse.porn_site_post", "abuse.direct_sharing", "abuse.deepfake",
          "abuse.threat_to_share", "abuse.sextortion", "abuse.hidden_recording"}  # fmt: skip
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
    if not emergency and answered(draft):
        if not any(isinstance(effect, OpenCase) for effect in draft.effects):
            handoff.assess(draft, before)
        return
    draft.change(asking=None)
    respond(draft, emergency)
    handoff.assess(draft, before)
    question(draft, emergency)
    if not draft.replied:
        draft.say("affirm.what_next")


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


def urgent(draft: Draft) -> None:
    """Say what cannot wait; self-harm or danger leaves no room for other steps."""
    if facts.did_it(draft.reading) and not draft.has("urgency.self_harm", "urgency.physical_danger"):
        return
    for labels, flow in FIRST:
        if draft.has(*labels):
            flow(draft)
            if flow in (crisis.start, danger.start):
                return


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


def answered(draft: Draft) -> bool:
    """Take the text as the answer to the open question when it is one, and go on from there."""
    asking, reading = draft.state.asking, draft.reading
    if asking is None or asking not in QUESTIONS:
        return False
    value = QUESTIONS[asking][0](draft)
    if value is None or reading.act not in ("report", "affirm", "deny"):
        return False
    QUESTIONS[asking][1](draft, value)
    return True


def question(draft: Draft, emergency: bool) -> None:
    """Ask the one missing fact on which the next step depends."""
    state = draft.state
    abuse = any(label.startswith("abuse.") for label in state.labels)
    if emergency or state.asking or state.perpetrator or not abuse or not draft.reading.labels:
        return
    if state.facts.band == "unknown" and draft.ask("age", "ask.age"):
        return
    if state.facts.who is None and state.labels & {"abuse.sextortion", "abuse.threat_to_share"}:
        draft.ask("who", "ask.who")


def greet(draft: Draft) -> None:
    """Greet somebody new with the welcome, somebody known shortly."""
    away = draft.now - draft.state.seen > privacy.AWAY
    if draft.state.welcomed and not away:
        draft.say("greet")
    else:
        privacy.welcome(draft)


def age(draft: Draft, value: str) -> None:
    """Take the age band and give what depends on it."""
    draft.change(asking=None)
    if value == "minor":
        draft.learn(band="minor")
        urgency(draft, "minor")
    elif value == "adult":
        facts.set_adult(draft)
        if draft.state.labels & SHARED and not draft.was_said("removal.hash"):
            draft.say("removal.hash")
    if not draft.replied:
        draft.say("affirm.what_next")


def image_age(draft: Draft, value: str) -> None:
    """Take the age in the picture: it decides which tools and rules hold."""
    draft.change(asking=None)
    if value == "minor":
        draft.learn(image_minor=True)
        _add(draft, "abuse.child_image")
        urgency(draft, "minor")
    if not draft.replied:
        draft.say("affirm.what_next")


def urgency(draft: Draft, name: str) -> None:
    """Take an urgency that a button said, exactly as if it had been written."""
    if name not in URGENCY:
        draft.say("nothing_here")
        return
    before = draft.state.level
    _add(draft, f"urgency.{name}")
    draft.change(level=highest(before, triage(draft.state.labels)))
    urgent(draft)
    handoff.assess(draft, before)
    if not draft.replied:
        draft.say("affirm.what_next")


def child(draft: Draft, value: str) -> None:
    """Take whether the person helped is under 18."""
    age(draft, "minor" if value == "yes" else "adult")


def place(draft: Draft, value: str) -> None:
    """Take the country and go on with what waited for it."""
    pending = legal.place_named(draft, value)
    if pending == "crisis":
        crisis.stay(draft)
    elif pending in NEEDS:
        NEEDS[pending](draft)
    elif not draft.replied:
        draft.say("affirm.what_next")


def need(draft: Draft, name: str) -> None:
    """Answer a need chosen by button; asking for a person or a lawyer opens a case."""
    if name not in NEED:
        draft.say("nothing_here")
        return
    _add(draft, f"need.{name}")
    before = draft.state.level
    draft.change(level=highest(before, triage(draft.state.labels)))
    if name in NEEDS:
        NEEDS[name](draft)
    handoff.assess(draft, before)
    if not draft.replied:
        draft.say("affirm.what_next")


def abuse(draft: Draft, name: str) -> None:
    """Take a guess that the person confirmed, and explain it."""
    if name not in ABUSE:
        draft.say("nothing_here")
        return
    _add(draft, f"abuse.{name}")
    draft.change(puzzled=0)
    urgent(draft)
    if not draft.replied:
        draft.say(f"explain.{name}")
    question(draft, emergency=False)


def skip(draft: Draft) -> None:
    """Leave the open question open."""
    draft.change(asking=None, pending=None)
    draft.say("affirm.what_next")


def _add(draft: Draft, label: str) -> None:
    # A tap means what the button says: it counts like a label read from words.
    draft.reading = Reading(labels=draft.reading.labels | {label})
    draft.change(labels=draft.state.labels | {label})


def _yes_no(draft: Draft) -> str | None:
    return {"affirm": "yes", "deny": "no"}.get(draft.reading.act)


def _age(draft: Draft) -> str | None:
    band = draft.state.facts.band
    if band != "unknown":
        return band if not draft.reading.labels - {"urgency.minor"} else None
    return {"affirm": "minor", "deny": "adult"}.get(draft.reading.act)


def _first(kind: str) -> Callable[[Draft], str | None]:
    def first(draft: Draft) -> str | None:
        found = facts.values(draft.reading, kind)
        return str(found[0]) if found else None

    return first


QUESTIONS: dict[str, tuple[Callable[[Draft], str | None], Callable[[Draft, str], None]]] = {
    "age": (_age, age),
    "place": (_first("country"), place),
    "who": (_first("relationship"), threat.who),
    "platform": (_first("platform"), removal.chosen),
    "phone": (_yes_no, care.phone),
    "safe": (_yes_no, privacy.safe),
    "erase": (_yes_no, privacy.erase),
    "crisis": (crisis.typed, crisis.answered),
}
