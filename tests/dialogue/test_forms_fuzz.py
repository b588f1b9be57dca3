"""Whatever happens while forms are open, in whatever order: no error, always an answer, danger first, nothing lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue import effects as fx
from bot.dialogue.state import CaseView, Facts, State
from bot.documents.papers import make
from bot.replies import render
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.reading import ACTS, LABELS
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

OURS = ("notice", "preview", "clock", "gone", "took", "site", "log", "kind", "when", "field", "form", "brief",
        "checkin", "day", "hour", "skip", "back", "stop")  # fmt: skip
KEYS = [key for key in CONTENT.buttons if key.partition(":")[0] in OURS]
ZONES = ["site:instagram", "site:nowhere", "site:xhamster",
         "zone:America/New_York", "zone:Asia/Kathmandu", "zone:No/Where", "zone:../etc"]  # fmt: skip
WORDS = [
    "https://x.com/p/1", "Jane Doe", "jane@example.org", "yesterday 9pm", "new york", "tomorrow", "10 am", "@bad",
    "yes", "9999-12-31 23:59", "skip", "back", "stop", "i will end it", "what?", "{name}", "0", "’",
    "\u202e", "a" * 4000,
]  # fmt: skip
AGE = Entity("age", 15, 0, 1, "x", {"whose": "writer", "when": "now"})
EVENTS = st.one_of(
    st.tuples(st.just("tap"), st.sampled_from(KEYS + ZONES + ["place:US", "place:other", "age:adult", "age:minor"]),
              st.integers(1, 4)),
    st.tuples(st.just("offered"), st.integers(0, 20)),
    st.tuples(st.just("text"), st.sampled_from(WORDS) | st.text(max_size=30),
              st.frozensets(st.sampled_from(LABELS), max_size=1), st.sampled_from(ACTS), st.booleans()),
    st.tuples(st.just("command"), st.sampled_from(["log", "checkin", "start", "erase", "stop", "menu"])),
    st.tuples(st.just("wait"), st.sampled_from([60, 3600, 50 * 3600, 40 * 86400])),
)  # fmt: skip
FACTS = st.builds(
    Facts, band=st.sampled_from(["unknown", "minor", "adult"]), image_minor=st.booleans(),
    place=st.sampled_from([None, "US", "US-CA", "GB-ENG", "NP", "??"]), helped=st.sampled_from([None, "friend"]),
    platforms=st.sampled_from([(), ("instagram",), ("unheard-of",)]),
)  # fmt: skip


def happen(talk: Talk, event: tuple) -> None:
    match event:
        case "tap", key, number:
            talk.taps(key.replace("#", str(number)))
        case "offered", place:
            talk.taps(talk.buttons[place % len(talk.buttons)] if talk.buttons else "menu")
        case "text", words, labels, act, young:
            talk.says(words, *labels, act=act, entities=(AGE,) if young else ())
        case "command", name:
            talk.command(name)
        case "wait", seconds:
            talk.waits(seconds)


@settings(max_examples=150, deadline=None)
@given(FACTS, st.lists(EVENTS, max_size=25), st.booleans())
def test_any_sequence_is_answered_and_danger_goes_first(facts, events, held):
    case = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.CLAIMED) if held else None
    talk = Talk(facts, case)
    for event in events:
        before = talk.state
        happen(talk, event)
        quiet = event[0] == "wait" or (held and event[0] == "text")
        assert quiet or talk.cards, event
        for say in talk.effects:
            if isinstance(say, fx.Say):
                shown = render(CONTENT, say, talk.state.facts.image_band)
                assert len(str(shown["html"])) < 4096, say.card
        assert talk.state.facts.image_band == "adult" or "screenshot" not in talk.text.casefold()
        assert State.model_validate_json(talk.state.model_dump_json()) == talk.state
        assert set(talk.clocks) <= {clock.number for clock in talk.state.clocks}
        corrected = before.facts.band != "adult" and talk.state.facts.band == "adult"
        assert corrected or talk.state.level.rank >= before.level.rank
        if event[0] == "text" and "urgency.self_harm" in event[2] and not held and event[3] != "exit":
            typed = any(CONTENT.button(key).casefold() == event[1].casefold() for key in before.offered)
            typed = typed or event[1].casefold().strip(" .!") in ("skip", "back")
            assert typed or talk.cards[0].startswith(("crisis.", "corrected")), talk.cards
    for paper in talk.papers:
        assert make(CONTENT, paper, talk.now)
