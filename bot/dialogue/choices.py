"""Short answers and buttons: each means what it says, as if it had been written."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import facts
from bot.dialogue.draft import Draft
from bot.dialogue.flows import care, crisis, handoff, legal, notice, privacy, removal, threat
from bot.dialogue.topics import NEEDS, question, urgent
from bot.triage.levels import highest, triage
from bot.understanding.reading import ABUSE, NEED, URGENCY, Reading

SHARED = {"abuse.social_media_post", "abuse.porn_site_post", "abuse.direct_sharing", "abuse.deepfake",
          "abuse.threat_to_share", "abuse.sextortion", "abuse.hidden_recording"}  # fmt: skip


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


def age(draft: Draft, value: str) -> None:
    """Take the age band and give what depends on it."""
    pending = draft.state.pending
    draft.change(asking=None, pending=None)
    if value == "minor":
        draft.learn(band="minor")
        urgency(draft, "minor")
    elif value == "adult":
        facts.set_adult(draft)
    if pending == "notice" and value != "minor":
        notice.start(draft)
    elif value == "adult" and draft.state.labels & SHARED and not draft.was_said("removal.hash"):
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
    if draft.state.pending == "notice" and value in ("skip", "other"):
        draft.change(asking=None, pending=None)
        notice.start(draft)  # some notices fit anywhere
        return
    pending = legal.place_named(draft, value)
    if pending == "crisis":
        crisis.stay(draft)
    elif pending == "notice":
        notice.start(draft)
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
    waits = draft.state.pending == "notice"
    draft.change(asking=None, pending=None)
    if waits:
        notice.start(draft)
    else:
        draft.say("affirm.what_next")


def _add(draft: Draft, label: str) -> None:
    # A tap means what the button says: it counts like a label read from words.
    draft.reading = Reading(labels=draft.reading.labels | {label})
    draft.change(labels=draft.state.labels | {label})


def _yes_no(draft: Draft) -> str | None:
    return {"affirm": "yes", "deny": "no"}.get(draft.reading.act)


def _age(draft: Draft) -> str | None:
    if draft.has("urgency.minor") or facts.of_kind(draft.reading, "age"):
        band = draft.state.facts.band  # taken from this very message
        return band if band != "unknown" and not draft.reading.labels - {"urgency.minor"} else None
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
