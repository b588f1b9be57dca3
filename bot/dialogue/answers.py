"""What to say to a text: urgent matters first, then what was asked, then what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import acts, facts, forms, overruled, reentry, ways
from bot.dialogue.draft import MOST, PRIVACY, Draft
from bot.dialogue.effects import OpenCase, Say
from bot.dialogue.flows import care, crisis, danger, handoff, legal, minor, plan, privacy, removal, threat
from bot.dialogue.matters import EMERGENCY
from bot.dialogue.matters import POSTED as POSTED_LABELS
from bot.dialogue.open_question import answered
from bot.dialogue.puzzled import puzzled
from bot.dialogue.topics import NEEDS, beside, explain, late, question, stay, staying, taken_up, urgent
from bot.triage.levels import Level

Flow = Callable[[Draft], None]

EXPLAINED = (  # the rarer and graver first, and pictures before a name: one explanation a message is enough
    "deepfake", "hidden_recording", "doxxing", "cyberflashing", "porn_site_post", "direct_sharing",
    "social_media_post", "impersonation", "child_image", "sextortion", "threat_to_share",
)  # fmt: skip
POSTED = {label.partition(".")[2] for label in POSTED_LABELS}
PLACED = ("porn_site_post", "direct_sharing", "social_media_post")  # where it is, or is said to come
BY_FLOW = ("child_image", "sextortion", "threat_to_share")  # their explanation is the urgent flow's own
ACTS: dict[str, Flow] = {
    "greet": lambda draft: greet(draft),
    "thanks": lambda draft: draft.say("thanks"),
    "goodbye": lambda draft: draft.say("goodbye"),
    "affirm": ways.on,
    "deny": lambda draft: draft.say("deny.ok"),
    "erase": privacy.ask_erase,
    "exit": privacy.leave,
    "out_of_scope": care.beside,
}
IN_WORDS: tuple[tuple[str, Flow, frozenset[str]], ...] = (  # words a rule of the screen knows, and needs answered by it
    ("sign.recovery_offer", threat.recovery, frozenset({"stop_threat", "removal", "information"})),
    ("sign.block_question", threat.block, frozenset({"stop_threat", "account_safety", "information"})),
    ("sign.privacy_question", privacy.privacy, frozenset({"information", "evidence"})),
    ("sign.parents_question", minor.parents, frozenset({"information", "helping_someone"})),
    ("sign.fears_parents", minor.parents, frozenset({"information", "helping_someone"})),
    ("sign.helper_asks", care.helper_asks, frozenset({"information", "helping_someone", "evidence", "police"})),
    ("sign.language_question", privacy.language, frozenset({"information"})),
    ("sign.bot_question", care.how, frozenset({"information"})),
    ("sign.job_question", lambda draft: draft.say("job.question"), frozenset({"legal_info", "information"})),
    ("sign.wants_to_meet", threat.meeting, frozenset({"stop_threat", "information"})),
    ("sign.off_search", removal.search, frozenset({"removal"})),
    ("sign.words_for", threat.words_for, frozenset({"stop_threat", "information", "emotional_support"})),
    ("sign.held", threat.held, frozenset()),
    ("sign.leaked", removal.where, frozenset()),
    ("sign.hopeless", lambda draft: hopeless(draft), frozenset({"emotional_support"})),
    ("sign.not_suicidal", lambda draft: in_reply(draft, "support.noted"), frozenset()),
    ("sign.step_done", lambda draft: in_reply(draft, "step.done"), frozenset()),
    ("sign.stop_copies", removal.copies, frozenset({"removal", "stop_threat", "information"})),
    ("sign.self_blame", care.not_your_fault, frozenset({"emotional_support"})),
    ("sign.is_me", care.not_your_fault, frozenset({"emotional_support"})),
    ("sign.report_there", removal.report, frozenset({"removal", "police", "information"})),
)
TOLD = frozenset({"welcome", "privacy", "exit.bye", "erase.confirm"})  # no privacy line is needed beside these
UNSAID = frozenset({"need.information"})  # alone it is a question of which nobody knows what it asks


def text(draft: Draft, *, edited: bool = False) -> None:
    """Answer what a person typed; what cannot wait is heard in every state."""
    back = heard(draft, edited=edited)
    waits, emergency = forms.open_plan(draft) is not None, draft.has(*EMERGENCY)
    make_room(draft, waits=waits)
    if put_right(draft) or at_once(draft, emergency, edited=edited):
        return
    located = not emergency and draft.state.facts.place != draft.known.facts.place and stay(draft)
    if not emergency and not located and answered(draft, draft.known):
        if not any(isinstance(effect, OpenCase) for effect in draft.effects):
            handoff.assess(draft, draft.known.level)
    elif not back or draft.reading.labels or draft.reading.entities:
        if not located or draft.reading.names("need"):  # who names the country and asks gets both
            draft.change(asking=None)
            respond(draft, emergency)
        round_off(draft, emergency, waits=waits)


def heard(draft: Draft, *, edited: bool) -> bool:
    """Take in what the words say, the gravest first; tell whether somebody was told where they stopped."""
    overruled.take_back(draft)
    acts.settle(draft)
    back = not edited and reentry.stopped(draft)
    if forms.open_plan(draft) is None:  # what is typed for a form may be a name, or somebody else's words
        facts.hear_language(draft)
        threat.press(draft)
    crisis.hear(draft)
    forms.soften(draft)
    facts.absorb(draft)
    care.hear(draft)
    threat.hear(draft)
    danger.hear(draft)
    return back


def make_room(draft: Draft, *, waits: bool) -> None:
    """Leave room for what has to be said too: a hand-off or the line on privacy, the language, a form that waits."""
    rises = draft.state.level.rank > draft.known.level.rank
    draft.room -= sum((rises or not draft.known.welcomed, _speaks_another(draft), waits))


def put_right(draft: Draft) -> bool:
    """Say back an age or a place that was put right; tell whether nothing else was said."""
    known, facts = draft.known.facts, draft.state.facts
    if known.band == "minor" and facts.band == "adult":
        draft.say("corrected", buttons=ways.fitting(draft), private=False, fact=draft.content.words("band.adult"))
        if not draft.reading.labels:
            draft.change(asking=None)
            return True
    if taken_back := set(known.platforms) - set(facts.platforms):
        removal.corrected(draft, taken_back)
    return False


def at_once(draft: Draft, emergency: bool, *, edited: bool) -> bool:
    """Do what leaves no room for an answer of the bot's own, or goes before it; tell whether it was done."""
    before = draft.known.level
    if draft.held:
        if emergency:
            urgent(draft)
        handoff.assess(draft, before, quietly=True)
    elif edited and draft.state.level is before:
        draft.say("edited.noted")
    elif draft.reading.act == "exit":
        privacy.leave(draft)
        handoff.assess(draft, before, quietly=True)
    else:
        return (not emergency and handoff.declined(draft)) or filled_in(draft, before, emergency)
    return True


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
    """Say the cards that fit: urgent ones, then what was asked, then an explanation; else ask what was meant."""
    reading = draft.reading
    if draft.known.perpetrator and not draft.state.perpetrator and not emergency:
        care.mistaken(draft)
    if reading.act == "perpetrator" and not draft.state.perpetrator and not emergency:
        care.ask_whose(draft)  # until then nobody knows whom the grave things in it befell
        return
    urgent(draft)
    if emergency:
        return
    if not draft.replied and in_between(draft):
        return
    in_sight = beside(draft)
    if draft.state.perpetrator and (reading.labels or reading.act in ("report", "perpetrator")):
        care.perpetrator(draft)
    elif reading.act == "erase":
        privacy.ask_erase(draft)
    elif not reading.labels and staying(draft) and not in_sight:
        asked(draft)
        stay(draft)
    elif reading.act in ACTS and not reading.labels:
        ACTS[reading.act](draft)
    elif not understood(draft):
        puzzled(draft)
        return
    draft.change(puzzled=0)


def understood(draft: Draft) -> bool:
    """Say what was learned late, what was asked and what the matter needs; tell whether there was any sense in it."""
    late(draft, draft.known)
    asked(draft)
    if not draft.replied:
        threat.pressed(draft)
    if not draft.replied and plan.asked_for(draft.words):
        plan.start(draft)
    return draft.replied or bool(draft.reading.labels - UNSAID or draft.reading.entities)


def round_off(draft: Draft, emergency: bool, *, waits: bool) -> None:
    """Add what belongs to any answer: the language, a person, the one missing fact, privacy, the form that waits."""
    if _speaks_another(draft) and not draft.was_said("language.other"):
        privacy.language(draft)
    handoff.assess(draft, draft.known.level)
    if draft.reading.labels:  # words that say nothing new are asked nothing
        question(draft, emergency)
    introduce(draft)
    if waits and not emergency:
        forms.wait(draft)
    if not draft.replied and not stay(draft) and not legal.resumed(draft) and not minor.hears_place(draft):
        ways.on(draft)


def in_between(draft: Draft) -> bool:
    """Answer what is told or asked between two steps: who comes and when, a step taken in an emergency, a phone that is
    read; tell whether it was such a thing."""
    if handoff.told_wait(draft):
        stay(draft)
        return True
    return taken_up(draft) or danger.watched(draft)


def asked(draft: Draft) -> None:
    """Answer what was asked in words that leave no doubt, explain what was named, then answer the needs."""
    done: set[str] = set()
    for sign, answer, needs in IN_WORDS:
        if draft.heard(sign) and not draft.full:
            before = draft.spoken
            answer(draft)
            done |= needs if draft.spoken > before else frozenset()  # some speak only to some
    helper = draft.state.facts.helped is not None and draft.has("need.helping_someone")
    if not helper and not draft.just_said("minor.helper"):  # an explanation speaks to the one who was harmed
        explained(draft)
    for name, flow in NEEDS.items():
        if draft.has(f"need.{name}") and name not in done and not draft.full:
            flow(draft)


def explained(draft: Draft) -> None:
    """Explain the gravest kind of abuse named, once, unless an urgent flow has just done so."""
    names = [name for name in EXPLAINED if draft.has(f"abuse.{name}")]
    urgent_said = any(name in BY_FLOW for name in names)
    told = {name for name in POSTED if draft.was_said(f"explain.{name}")}
    shown = told or draft.was_said("removal.platform")
    known = POSTED if shown and draft.has("need.removal") else told  # who asks for the way out gets the way out
    known = known.union(BY_FLOW, PLACED if urgent_said else ())  # there it may be put, not there it is
    fresh = [name for name in names if name not in known and not draft.was_said(f"explain.{name}")]
    posted = any(draft.heard(f"abuse.{name}") for name in POSTED.intersection(names))
    if draft.full:
        return
    if urgent_said and posted and draft.state.facts.platforms:
        removal.start(draft)  # the urgent flow has explained enough: straight to the way out
    elif fresh and fresh[0] in POSTED and draft.has("need.removal") and draft.room - draft.spoken < 2:
        return  # with room for one card, who asks for the way out gets it
    elif fresh:
        explain(draft, fresh[0])
        pretends = fresh[0] in PLACED and "impersonation" in fresh
        if pretends and not (draft.full or draft.reading.names("need")):
            explain(draft, "impersonation")


def introduce(draft: Draft) -> None:
    """Say to somebody who came without a greeting what becomes of their words, in a card that has a place for it."""
    says = [effect for effect in draft.effects if isinstance(effect, Say)]
    if draft.state.welcomed or not says:
        return
    days = str(draft.content.retention_days)
    carrier = next((say for say in says if PRIVACY in say.params), None)
    if any(say.card in TOLD for say in says):
        draft.change(welcomed=True)
    elif carrier is not None:
        beside = carrier.card.startswith("handoff.")  # which says itself what the team sees
        line = draft.content.phrases.privacy_beside if beside else draft.content.card("privacy.short").text
        line = line.format(days=days)
        filled = replace(carrier, params={**carrier.params, PRIVACY: f"{line}\n\n"})
        draft.effects[draft.effects.index(carrier)] = filled
        draft.change(welcomed=True)
    elif len(says) < MOST:  # else it waits for the next turn
        draft.say("privacy.short", days=days)
        draft.change(welcomed=True)


def _speaks_another(draft: Draft) -> bool:
    return draft.reading.language != "en" and not draft.was_said("language.other")


def greet(draft: Draft) -> None:
    """Greet somebody new with the welcome, somebody known shortly."""
    if draft.state.welcomed and not reentry.away(draft):
        draft.say("greet")
    else:
        privacy.welcome(draft)


def hopeless(draft: Draft) -> None:
    """Ask somebody who sees no hope, once, whether they think of dying; to stay in an emergency goes first."""
    if staying(draft) is not None:
        return
    if draft.was_said("support.hopeless"):
        care.support(draft)
    else:
        draft.say("support.hopeless", crisis_line=crisis.line(draft))


def in_reply(draft: Draft, card: str) -> None:
    """Take the word of somebody who tells how they are or what they did, when nothing else was answered."""
    if not draft.replied and staying(draft) is None:
        draft.say(card)
