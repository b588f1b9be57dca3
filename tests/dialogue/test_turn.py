"""The conversation keeps its promises, whatever arrives and in whatever state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import load
from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, Facts, State
from bot.dialogue.turn import turn
from bot.replies import render
from bot.triage.levels import Level, triage
from bot.triage.status import Status
from bot.understanding.reading import ABUSE, ACTS, LABELS, Reading
from nlu.grammar.entity import Entity
from tests.conftest import NOW, ROOT

CONTENT = load(ROOT)
WAITING = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.WAITING)
CLAIMED = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.CLAIMED)


DEED = ("act.perpetrator/own_deed",)


def read(*labels: str, act: str = "report", entities: tuple[Entity, ...] = ()) -> Reading:
    return Reading(frozenset(labels), act, entities=entities)


def entity(kind: str, value: str | int, **extra: str | int) -> Entity:
    return Entity(kind, value, 0, 1, "x", extra)


def says(reading: Reading, state: State | None = None, case: CaseView | None = None, words: str = "words"):
    event = Incoming("test", "1", "text", text=words)
    return turn(state or State(welcomed=True), event, reading, case, CONTENT, NOW)


def command(name: str, state: State):
    return turn(state, Incoming("test", "1", "command", text=f"/{name}"), Reading(), None, CONTENT, NOW)


def tap(key: str, state: State, case: CaseView | None = None):
    return turn(state, Incoming("test", "1", "tap", data=key), Reading(), case, CONTENT, NOW)


def cards(effects: tuple[fx.Effect, ...]) -> list[str]:
    return [effect.card for effect in effects if isinstance(effect, fx.Say)]


def opened(effects: tuple[fx.Effect, ...]) -> list[fx.OpenCase]:
    return [effect for effect in effects if isinstance(effect, fx.OpenCase)]


def spoken(effects: tuple[fx.Effect, ...], state: State) -> str:
    band = state.facts.image_band
    return "\n".join(str(render(CONTENT, effect, band)["plain"]) for effect in effects if isinstance(effect, fx.Say))


@pytest.mark.parametrize(
    "name", [name for name in ABUSE if name not in ("child_image", "sextortion", "threat_to_share")]
)
def test_every_kind_of_abuse_is_explained_once(name):
    state, effects = says(read(f"abuse.{name}"))
    assert f"explain.{name}" in cards(effects)
    _, effects = says(read(f"abuse.{name}"), state)
    assert f"explain.{name}" not in cards(effects)
    assert cards(effects)


@pytest.mark.parametrize(
    ("who", "card"), [("ex", "threat.partner"), ("partner", "threat.partner"), ("stranger", "threat.stranger")]
)
def test_blackmail_gets_the_script_that_fits_who_does_it(who, card):
    entities = (entity("relationship", who, role="offender"), entity("amount", 500, currency="USD"))
    state, effects = says(read("abuse.sextortion", "urgency.sextortion", entities=entities))
    assert cards(effects)[0] == card
    assert [(case.level, case.queue) for case in opened(effects)] == [("urgent", "human")]
    assert state.facts.amount == "500 USD"


def test_a_crisis_line_stands_in_the_first_reply_to_self_harm_and_a_person_is_called():
    state = State(welcomed=True, facts=Facts(place="US"))
    state, effects = says(read("urgency.self_harm", "abuse.deepfake", "need.removal"), state)
    assert cards(effects) == ["crisis.first", "handoff.emergency"]
    assert "988" in spoken(effects, state)
    assert opened(effects)[0].level is Level.EMERGENCY


def test_danger_gives_the_emergency_number_first():
    state, effects = says(read("urgency.physical_danger"), State(welcomed=True, facts=Facts(place="GB-ENG")))
    assert cards(effects)[0] == "danger.first"
    assert "999" in spoken(effects, state)


def test_danger_is_heard_in_the_middle_of_any_question():
    for asking in ("age", "place", "who", "platform", "phone", "safe", "erase", "crisis", "helped"):
        state = State(welcomed=True, asking=asking)
        _, effects = says(read("urgency.self_harm"), state)
        assert cards(effects)[0].startswith("crisis."), asking
        assert opened(effects), asking


def test_a_person_has_the_chat_and_the_bot_keeps_quiet_except_for_danger():
    calm = State(welcomed=True, level=Level.URGENT, labels=frozenset({"urgency.minor"}))
    assert cards(says(read("abuse.deepfake", "need.removal"), calm, CLAIMED)[1]) == []
    _, effects = says(read("urgency.self_harm"), calm, CLAIMED)
    assert cards(effects) == ["crisis.first"]
    assert opened(effects)[0].level is Level.EMERGENCY


def test_an_age_corrected_takes_back_what_rested_on_it_and_is_said_back():
    state, _ = says(read("urgency.minor", "abuse.deepfake"))
    assert (state.level, state.facts.band) == (Level.URGENT, "minor")
    correction = read(entities=(entity("age", 19, whose="writer", when="now"),))
    state, effects = says(correction, state, WAITING)
    assert (state.level, state.facts.band) == (Level.NONE, "adult")
    assert "corrected" in cards(effects)


def test_a_helpers_own_age_does_not_make_the_child_an_adult():
    child = read("urgency.minor", "need.helping_someone", entities=(entity("age", 14, whose="subject", when="now"),))
    state, _ = says(child)
    state, _ = says(read(entities=(entity("age", 41, whose="writer", when="now"),)), state, WAITING)
    assert (state.level, state.facts.band) == (Level.URGENT, "minor")


def test_a_corrected_age_never_takes_back_self_harm_or_blackmail():
    for label, level in (("urgency.self_harm", Level.EMERGENCY), ("urgency.sextortion", Level.URGENT)):
        state, _ = says(read("urgency.minor", label))
        state, _ = says(read(entities=(entity("age", 19, whose="writer", when="now"),)), state, WAITING)
        assert state.level is level


def test_a_threat_and_a_deadline_told_one_after_the_other_are_urgent_together():
    state, effects = says(read("abuse.threat_to_share"))
    assert (state.level, opened(effects)) == (Level.NONE, [])
    state, effects = says(read("urgency.deadline"), state)
    assert state.level is Level.URGENT
    assert opened(effects)


def test_what_is_known_is_not_asked_again():
    facts = Facts(band="adult", who="ex", place="US", platforms=("instagram",))
    state = State(welcomed=True, facts=facts)
    _, effects = says(
        read("abuse.social_media_post", "abuse.threat_to_share", "need.removal", "need.legal_info"), state
    )
    assert not [card for card in cards(effects) if card.startswith(("ask.", "legal.ask", "removal.ask"))]


def test_no_law_without_a_country_and_the_law_follows_the_answer():
    state, effects = says(read("need.legal_info", "abuse.deepfake"))
    assert "legal.ask_country" in cards(effects)
    assert "legal.place" not in cards(effects)
    state, effects = tap("place:US", state)
    assert cards(effects) == ["legal.place", "legal.help", "legal.part"]
    assert "TAKE IT DOWN Act" in spoken(effects, state)
    assert "2026" in spoken(effects, state)


def test_a_typed_country_answers_the_question_too():
    state, _ = says(read("need.police", "abuse.doxxing"))
    _, effects = says(read(entities=(entity("country", "IN"),)), state)
    assert cards(effects) == ["police.place"]


def test_what_is_not_understood_gets_three_guesses_and_a_person_and_then_a_person_first():
    state, effects = says(read())
    buttons = effects[0].buttons
    assert len(buttons) == 4
    assert buttons[-1] == "human"
    _, effects = says(read(), state)
    assert effects[0].card == "fallback.second"
    assert effects[0].buttons[0] == "human"


def test_words_of_a_button_may_be_typed():
    state, _ = says(read("abuse.deepfake"))
    assert state.asking == "age"
    state, _ = says(read(), state, words="18 or over")
    assert state.facts.band == "adult"


def test_a_request_for_a_lawyer_goes_to_the_lawyers():
    _, effects = says(read("need.lawyer"))
    assert opened(effects)[0].queue == "lawyer"
    assert cards(effects) == ["lawyer.first", "handoff.lawyer", "handoff.consent"]


def test_one_who_did_it_gets_no_victims_tools():
    said = Reading(frozenset({"abuse.direct_sharing", "need.removal"}), "perpetrator", rules=DEED)
    state, effects = says(said)
    assert cards(effects) == ["perpetrator.first", "perpetrator.more"]
    assert state.perpetrator
    assert opened(effects) == []


def test_a_hand_off_is_told_once():
    state, _ = says(read("abuse.deepfake"))
    assert state.asking == "age"
    _, effects = says(read("urgency.minor", entities=(entity("age", 14, whose="writer", when="now"),)), state)
    assert cards(effects).count("handoff.urgent") == 1
    assert len(opened(effects)) == 1


def test_one_who_is_not_surely_the_one_who_did_it_is_helped():
    doubtful = Reading(frozenset({"abuse.sextortion", "urgency.sextortion"}), "perpetrator", act_confidence=0.5)
    state, effects = says(doubtful)
    assert cards(effects)[0].startswith("threat.")
    assert not state.perpetrator


def test_media_is_refused_kindly_and_taken_out_of_the_chat():
    event = Incoming("test", "1", "media", media="photo", message_id=4)
    _, effects = turn(State(welcomed=True), event, Reading(), None, CONTENT, NOW)
    assert fx.DeleteIncoming() in effects
    assert cards(effects) == ["media.refused"]


STATES = st.builds(
    State,
    labels=st.frozensets(st.sampled_from(LABELS), max_size=4),
    asking=st.sampled_from([None, "age", "place", "who", "platform", "phone", "safe", "erase", "crisis", "helped"]),
    facts=st.builds(
        Facts,
        band=st.sampled_from(["unknown", "minor", "adult"]),
        image_minor=st.booleans(),
        place=st.sampled_from([None, "US", "US-CA", "GB-ENG", "NP", "??"]),
        who=st.sampled_from([None, "ex", "stranger", "nobody"]),
        platforms=st.sampled_from([(), ("instagram",), ("unheard-of",)]),
    ),
    said=st.lists(st.sampled_from(sorted(CONTENT.cards)), max_size=6).map(tuple),
    welcomed=st.booleans(),
    puzzled=st.integers(0, 4),
).map(lambda state: state.model_copy(update={"level": triage(state.labels)}))
READINGS = st.builds(
    lambda labels, act, entities: Reading(labels, act, entities=entities),
    st.frozensets(st.sampled_from(LABELS), max_size=4),
    st.sampled_from(ACTS),
    st.lists(
        st.sampled_from(
            [
                entity("age", 15, whose="writer", when="now"), entity("age", 34, whose="writer", when="now"),
                entity("age", 16, whose="writer", when="image"), entity("country", "NP"), entity("country", "US"),
                entity("platform", "instagram"), entity("amount", 20, currency="EUR"),
                entity("deadline", "tonight"), entity("relationship", "ex", role="offender"),
            ]
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip
EVENTS = st.one_of(
    st.builds(lambda text: Incoming("test", "1", "text", text=text), st.text(max_size=40)),
    st.builds(lambda text: Incoming("test", "1", "edit", text=text), st.text(max_size=10)),
    st.builds(
        lambda key: Incoming("test", "1", "tap", data=key),
        st.one_of(st.sampled_from(sorted(CONTENT.buttons)), st.text(max_size=20)),
    ),
    st.builds(
        lambda name: Incoming("test", "1", "command", text=name),
        st.sampled_from(["/start", "/erase", "/privacy", "/human", "/hide", "/stop", "/help", "/export", "/nonsense"]),
    ),
    st.builds(
        lambda kind: Incoming("test", "1", "media", media=kind, message_id=3),
        st.sampled_from(["photo", "voice", "sticker", "contact", "document"]),
    ),
)
CASES = st.sampled_from([None, WAITING, CLAIMED])


@settings(max_examples=400, deadline=None)
@given(STATES, EVENTS, READINGS, CASES)
def test_any_event_in_any_state_is_answered_and_never_calms_a_level(state, event, reading, case):
    after, effects = turn(state, event, reading, case, CONTENT, NOW)
    quiet = case is CLAIMED and event.kind in ("text", "edit")
    assert quiet or cards(effects) or fx.SendExport() in effects
    corrected = state.facts.band == "minor" and after.facts.band == "adult"
    assert corrected or after.level.rank >= state.level.rank
    assert State.model_validate_json(after.model_dump_json()) == after
    text = spoken(effects, after)
    assert after.facts.image_band == "adult" or "screenshot" not in text.lower()
    if event.kind == "text" and "urgency.self_harm" in reading.labels and not quiet and reading.act != "exit":
        typed = any(CONTENT.button(key).casefold() == event.text.casefold() for key in state.offered)
        assert typed or cards(effects)[0].startswith(("crisis.", "corrected"))
    if after.level.rank > state.level.rank:
        assert opened(effects)


@settings(max_examples=100, deadline=None)
@given(STATES)
def test_erase_works_from_every_state(state):
    asked, effects = command("erase", state)
    assert cards(effects) == ["erase.confirm"]
    _, effects = tap("erase:yes", asked)
    assert fx.EraseEverything() in effects
