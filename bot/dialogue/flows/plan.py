"""The first hour: at most five steps, chosen by a table from what is known, and ticked as they are done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set

from bot.dialogue.draft import Draft
from bot.dialogue.flows import care, crisis, crisis_so_far, danger, form
from bot.dialogue.matters import POSTED, SHARED, THREATENED, is_abuse
from bot.dialogue.state import FirstHour, State
from bot.dialogue.wording import COUNTED, ORDINALS, OUGHT
from bot.triage.levels import Level

MOST = 5  # steps
GROUPS: dict[str, Set[str]] = {  # what several labels have in common
    "is.threat": THREATENED,
    "is.posted": POSTED | {"abuse.doxxing"},
    "is.shared": SHARED | {"abuse.child_image"},
}
WHO = {"ex": "close", "partner": "close", "family": "close", "stranger": "stranger", "online_contact": "stranger"}
NONE: Set[str] = frozenset()
STEPS: tuple[tuple[str, Set[str], Set[str]], ...] = (  # step, what must be known, what must not; in the order of doing
    ("hear", {"helper"}, NONE),
    ("safe_place", {"abuse.doxxing"}, NONE),
    ("camera", {"abuse.hidden_recording"}, NONE),
    ("pause", {"is.threat"}, NONE),
    ("bank", {"paid"}, NONE),
    ("other_device", {"is.threat", "who.close"}, {"helper"}),
    ("other_device", {"abuse.hidden_recording", "who.close"}, {"helper"}),
    ("other_device", {"phone_seen"}, {"helper"}),
    ("tell_adult", {"band.minor"}, {"helper"}),
    ("note", {"is.abuse"}, NONE),
    ("block", {"is.threat", "who.stranger"}, {"phone_seen"}),  # with a partner or ex, blocking can make it worse
    ("off", {"is.posted"}, NONE),
    ("recipients", {"abuse.direct_sharing"}, NONE),
    ("search", {"abuse.porn_site_post"}, NONE),
    ("hash", {"is.shared"}, NONE),
    ("settings", {"abuse.cyberflashing"}, NONE),
    ("friends", {"abuse.impersonation"}, NONE),
    ("private", {"is.threat", "who.stranger"}, NONE),
    ("private", {"abuse.doxxing"}, NONE),
    ("notice", {"is.posted", "image.adult", "place"}, NONE),
    ("young_line", {"helper", "image.minor"}, NONE),
    ("police", {"need.police"}, NONE),
    ("police", {"abuse.hidden_recording"}, NONE),
    ("accounts", {"need.account_safety"}, {"phone_seen", "who.close"}),
    ("tell_one", NONE, {"band.minor", "helper"}),
    ("note", NONE, NONE),
    ("person", NONE, NONE),
)
QUESTIONS: tuple[tuple[str, str, Set[str], Set[str]], ...] = (  # asked first: at most two of them
    ("what", "plan.ask_what", NONE, {"is.abuse"}),
    ("age", "ask.age", {"band.unknown"}, NONE),
    ("who", "ask.who", {"is.threat"}, {"who", "asked.what"}),
)
ALONE: tuple[tuple[str, Callable[[Draft], None], Callable[[Draft], bool]], ...] = (  # no plan beside these, unless calm
    ("urgency.self_harm", crisis.start, crisis_so_far.calm),
    ("urgency.physical_danger", danger.start, danger.calm),
)
ASKS = frozenset({"plan", "a plan", "my plan", "the plan", "make a plan", "make me a plan", "show me my plan",
                  "show my plan", "show me the plan"})  # fmt: skip
WHAT_NOW = frozenset({
    "what do i do", "what do i do now", "what should i do", "what should i do now", "what can i do", "what to do",
    "tell me what to do", "so what do i do", "what now", "so what now", "now what", "and now", "what next", "next",
    "what's next", "whats next", "what is next", "next step", "what is left", "what's left", "whats left",
    "help", "help me", "please help", "please help me",
})  # fmt: skip
# Asks what to do, among other words.
ASKED = re.compile(rf"\bwhat (?:{OUGHT}|could) (?:i|we|she|he|they) (?:even |now |actually )?do\b"
                   rf"|\bwhat (?:i|we) (?:{OUGHT}|could) (?:even |now |actually )?do\b"
                   r"|\bwhat to do\b|\bwhere (?:do|should|can) i (?:even )?(?:start|begin)\b")  # fmt: skip
PLACES = [word for _, *words, _ in ORDINALS for word in words]  # "first", "1st", …
ORDINAL_ONE = re.compile(rf"\b({'|'.join(PLACES)}) (?:one|step|thing)\b")  # "the first one": its "one" is no number
DONE = frozenset({"did", "done", "finished", "completed", "complete", "ticked", "tick", "check", "✓"})
BESIDE_DONE = DONE | {"i", "ive", "ve", "have", "im", "m", "just", "with", "it", "the", "step", "steps", "number",
                      "no", "thing", "things", "is", "are", "now", "ok", "okay", "and", "both", "all", "of",
                      "them"}  # fmt: skip
# A step is done, without saying which.
NEXT = re.compile(r"(?:i )?did (?:it|that|this)|(?:(?:i've|i’ve|ive|i have) )?done (?:it|that|this)|done|finished|✓|✅")


def steps_for(known: Set[str]) -> tuple[str, ...]:
    """Return the steps for what is known: at most five, in the order of doing."""
    fitting = dict.fromkeys(name for name, needs, unless in STEPS if needs <= known and not unless & known)
    return tuple(fitting)[:MOST]


def known_of(state: State) -> frozenset[str]:
    """Return what the tables go by: labels, what they have in common, facts, and the questions asked."""
    facts, labels = state.facts, state.labels
    flags = {"helper": facts.helped, "paid": facts.paid, "place": facts.place, "who": facts.who,
             "phone_seen": facts.phone_seen, f"who.{WHO.get(facts.who or '')}": facts.who,
             "is.abuse": is_abuse(labels)}  # fmt: skip
    return frozenset((
        *labels, f"band.{facts.band}", f"image.{facts.image_band}",
        *(name for name, group in GROUPS.items() if group & labels),
        *(name for name, held in flags.items() if held),
        *(f"asked.{name}" for name in state.asked),
    ))  # fmt: skip


def start(draft: Draft) -> None:
    """Ask what the steps depend on and is not known, then show the plan; danger and crisis have none beside them."""
    if not _stands_alone(draft) and not form.busy(draft) and not _ask(draft):
        show(draft)


def tapped(draft: Draft, value: str) -> None:
    """Tick a step, once however often it is tapped, or go on with the plan."""
    what, _, number = value.partition(":")
    ticked = [int(one) for one in number.split("+") if one.isascii() and one.isdigit()]
    if value == "go":
        start(draft)
    elif what == "done" and ticked and all(_has(draft, one) for one in ticked):
        _tick(draft, ticked)
    else:
        draft.say("nothing_here")


def typed_key(draft: Draft, words: str) -> str | None:
    """Return the button that typed words stand for: "make me a plan", "done 2", "did the first one", "done"."""
    if draft.held or draft.state.asking == "form":
        return None
    text = " ".join(words.casefold().split()).rstrip(".!")
    matter = is_abuse(draft.state.labels)
    if text in ASKS or (text.rstrip("?") in WHAT_NOW and matter and draft.state.level is not Level.EMERGENCY):
        return "plan"
    if ticked := _ticked(draft, text):
        return "plan:done:" + "+".join(map(str, ticked))
    following = next_step(draft.state)
    bare = following is not None and draft.state.asking is None and NEXT.fullmatch(text)
    return f"plan:done:{following}" if bare else None


def asked_for(words: str) -> bool:
    """Tell whether somebody asks, in more words, what they can do now."""
    return ASKED.search(words.casefold()) is not None


def next_step(state: State) -> int | None:
    """Return the number of the first step that is not ticked; None without a plan, or when all are."""
    plan = state.plan
    if plan is None:
        return None
    return next((number for number, name in enumerate(plan.steps, 1) if name not in plan.done), None)


def show(draft: Draft) -> None:
    """Show the plan with its ticks and what is next; what was learned since may have changed its steps."""
    done = draft.state.plan.done if draft.state.plan else ()
    plan = FirstHour(steps=steps_for(known_of(draft.state)), done=done)
    draft.change(plan=plan)
    following = next_step(draft.state)
    if following is None:
        draft.say("plan.finished")
        return
    lines = "\n".join(_line(draft, plan, number) for number in range(1, len(plan.steps) + 1))
    draft.say("plan.steps", lines=lines, next=str(following), buttons=_buttons(draft, plan))


def _ask(draft: Draft) -> bool:
    state, known = draft.state, known_of(draft.state)
    for name, card, needs, unless in QUESTIONS:
        fits = needs <= known and not unless & known
        # One that is open from before was not answered: it may be put once more, with what waits for it.
        again = name == state.asking and state.pending != "plan"
        if fits and (name not in state.asked or again):
            draft.change(asking=None, asked=tuple(other for other in state.asked if other != name))
            return draft.ask(name, card, pending="plan")
    return False


def _ticked(draft: Draft, text: str) -> list[int]:
    """Return the steps that typed words say are done: "done 2", "did the first one", "done with the 2nd and third"."""
    words = re.findall(r"\w+|✓", ORDINAL_ONE.sub(r"\1", text.replace("\u2019", "'").replace("'", "")))
    numbers = list(dict.fromkeys(COUNTED[word] for word in words if word in COUNTED))
    rest = {word for word in words if word not in COUNTED}
    plan = draft.state.plan
    if plan is None or not rest <= BESIDE_DONE:
        return []
    if not rest and draft.was_said("plan.steps") and draft.state.said[-1] == "plan.steps":
        return [number for number in numbers if _has(draft, number)]  # "2" right below the plan
    if not rest & DONE:
        return []
    every = list(range(1, len(plan.steps) + 1)) if "all" in rest else []
    return every or [number for number in numbers if _has(draft, number)]


def _tick(draft: Draft, numbers: Iterable[int]) -> None:
    plan = draft.state.plan
    if plan is None or _stands_alone(draft):
        return
    done = tuple(dict.fromkeys((*plan.done, *(plan.steps[number - 1] for number in numbers))))
    draft.change(plan=plan.model_copy(update={"done": done}))
    show(draft)


def _has(draft: Draft, number: int) -> bool:
    return draft.state.plan is not None and 1 <= number <= len(draft.state.plan.steps)


def _line(draft: Draft, plan: FirstHour, number: int) -> str:
    name, phrases = plan.steps[number - 1], draft.content.phrases
    words = draft.content.card(f"plan.step.{name}", draft.state.facts.image_band).text
    return (phrases.plan_done if name in plan.done else phrases.plan_open).format(number=number, step=words)


def _buttons(draft: Draft, plan: FirstHour) -> tuple[str, ...]:
    keys: list[str] = []
    for number, name in enumerate(plan.steps, 1):
        if name not in plan.done:
            card = draft.content.card(f"plan.step.{name}", draft.state.facts.image_band)
            keys += [key for key in card.buttons if key != "human"] + [f"plan:done:{number}"]
    return (*dict.fromkeys(keys), "human")


def _stands_alone(draft: Draft) -> bool:
    for label, flow, calm in ALONE:
        if label in draft.state.labels and not calm(draft):
            flow(draft)
            return True
    if draft.state.perpetrator:
        care.perpetrator(draft)
    return draft.state.perpetrator
