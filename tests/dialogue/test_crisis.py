"""In an emergency a number is never far: the country's as soon as it is known, and somebody stays."""

from __future__ import annotations

import pytest

from bot.dialogue.effects import OpenCase
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import UNDER_WAY, Level
from bot.triage.status import Status
from bot.understanding.screen import Screen
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

HELPS = "need.helping_someone"
COMING, DECLINED = "A person is being called", "Nobody is coming now, as you asked"
SCREEN = Screen.load(CONTENT.platforms.values())
FATHER = Facts(helped="child", band="minor", age=16)
WAITING = CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING)


def country(code: str) -> tuple[Entity, ...]:
    return (Entity("country", code, 0, 1, "x", {"whose": "writer"}),)


def emergency(label: str, *more: str, facts_place: str | None = None, **state) -> Talk:
    talk = Talk(Facts(place=facts_place), **state)
    talk.says("she cannot go on" if HELPS in more else "i cannot go on", label, *more)
    talk.case = WAITING
    return talk


@pytest.mark.parametrize("act", ["report", "deny", "greet", "thanks", "out_of_scope", "affirm", "erase"])
@pytest.mark.parametrize(("code", "line"), [("IE", "116 123"), ("CA", "988"), ("DE", "0800 111 0 111")])
def test_a_country_known_later_brings_its_line_at_once_whatever_the_act(act, code, line):
    talk = emergency("urgency.self_harm")
    talk.says("im there", act=act, sure=0.4, entities=country(code))
    assert line in talk.text
    assert talk.state.asking == "crisis"


@pytest.mark.parametrize("act", ["report", "deny", "out_of_scope"])
def test_a_country_known_later_brings_the_emergency_number_to_danger(act):
    talk = emergency("urgency.physical_danger")
    talk.says("im in brisbane, what number do i call", act=act, entities=country("AU"))
    assert "000" in talk.text


def test_after_the_first_answer_the_country_is_asked_and_then_the_next_question_with_its_line():
    talk = emergency("urgency.self_harm")
    assert talk.says("yes", act="affirm") == ["crisis.where"]
    assert "findahelpline" in talk.text
    assert talk.says("ireland", act="deny", sure=0.26, entities=country("IE")) == ["crisis.plan"]
    assert "116 123" in talk.text
    assert talk.taps("crisis:yes") == ["crisis.started"]


@pytest.mark.parametrize("key", ["place:IN", "place:other", "skip"])
def test_however_the_question_for_the_country_ends_the_talk_goes_on(key):
    talk = emergency("urgency.self_harm")
    talk.taps("crisis:yes")
    assert talk.taps(key)[0] == "crisis.plan"
    assert talk.state.asking == "crisis"


@pytest.mark.parametrize("words", ["no", "No.", "nope", "no not at all", "nein"])
def test_a_short_and_clear_no_is_a_no(words):
    assert emergency("urgency.self_harm").says(words, act="deny")[0] == "crisis.no"


@pytest.mark.parametrize(
    "words", ["no but maybe tomorrow", "not sure", "not right now", "no i am not safe", "i didnt tell him", "idk"]
)
def test_anything_else_is_no_no(words):
    assert "crisis.no" not in emergency("urgency.self_harm").says(words, act="deny")


@pytest.mark.parametrize("act", ["thanks", "greet", "affirm", "deny", "goodbye", "out_of_scope", "report"])
def test_in_an_emergency_what_is_not_understood_is_answered_by_staying(act):
    talk = emergency("urgency.physical_danger")
    talk.state = talk.state.model_copy(update={"asking": None})
    assert talk.says("ok", act=act) == ["danger.stay"]


def test_to_be_asked_whether_it_is_safe_to_write_can_be_answered_in_words():
    talk = emergency("urgency.physical_danger")
    assert talk.state.asking == "danger.first"
    talk.says("yes its safe", act="affirm")
    assert talk.state.facts.safe is True
    talk = emergency("urgency.physical_danger")
    assert talk.says("no", act="deny") == ["safe.no"]
    assert talk.state.facts.safe is False


def test_who_helps_somebody_in_a_crisis_is_answered_as_a_helper():
    talk = emergency("urgency.self_harm", "need.helping_someone")
    assert talk.says("not sure if she could", act="deny", sure=0.9)[0] == "crisis.helper_stay"
    assert talk.says("shes in her room and wont open")[0] == "crisis.helper_here"


def test_a_question_that_was_not_answered_is_gone_on_from():
    talk = emergency("urgency.self_harm")
    assert talk.says("it does not matter any more", "urgency.self_harm", act="thanks") == ["crisis.stay"]
    assert talk.says("yes", act="affirm")[0] in ("crisis.where", "crisis.plan")


def test_what_a_helper_tells_in_a_crisis_is_no_cue_for_other_steps():
    talk = emergency("urgency.self_harm", "need.helping_someone")
    assert talk.says("shes in her room", "need.helping_someone", "abuse.deepfake")[0] == "crisis.helper_stay"


def test_in_danger_from_somebody_close_the_phone_is_thought_of_also_when_that_is_said_later():
    talk = emergency("urgency.physical_danger")
    assert talk.cards == ["danger.first", "handoff.emergency"]
    close = (Entity("relationship", "ex", 0, 1, "x", {"role": "offender"}),)
    assert talk.says("its my ex", entities=close) == ["danger.stay", "danger.tech_safety"]
    assert talk.says("hes still there") == ["danger.here"]


@pytest.mark.parametrize(("key", "card"), [("place:IN", "danger.placed"), ("skip", "danger.stay")])
def test_in_danger_the_country_is_asked_once_it_is_safe_to_write(key, card):
    talk = emergency("urgency.physical_danger")
    assert talk.taps("safe:yes") == ["danger.safe", "ask.country"]
    assert talk.taps(key) == [card]


def test_in_an_emergency_no_age_is_asked():
    talk = emergency("urgency.self_harm")
    assert not [card for card in talk.says("its a fake of me", "abuse.deepfake") if card.startswith("ask.")]


def test_danger_that_a_rule_heard_goes_before_a_crisis_that_only_the_model_sees():
    both, heard = ("urgency.physical_danger", "urgency.self_harm"), ("urgency.physical_danger/threat_of_violence",)
    talk = Talk(Facts(place="PK"))
    assert talk.says("my brothers will kill me", *both, rules=heard) == ["danger.first", "handoff.emergency"]
    assert talk.says("i am 20")[0] == "crisis.stay"  # nor is the other forgotten
    both_heard = (*heard, "urgency.self_harm/wish_to_die")
    assert Talk(Facts()).says("he will kill me and i want to die", *both, rules=both_heard)[0] == "crisis.first"


def test_somebody_in_danger_who_has_to_go_gets_the_number_unless_the_words_are_those_for_hiding():
    danger = ("urgency.physical_danger/weapon",)
    talk = Talk(Facts(place="US"))
    said = talk.says("he came home with a knife", "urgency.physical_danger", act="exit", sure=0.7, rules=danger)
    assert said[0] == "danger.first"
    assert "911" in talk.text
    hides = (*danger, "act.exit/someone_coming")
    assert talk.says("he is coming gtg", "urgency.physical_danger", act="exit", rules=hides) == ["exit.bye"]


@pytest.mark.parametrize("answer", ["crisis:yes", "crisis:unsure"])
def test_who_has_done_something_is_told_to_ring_now_and_asked_nothing(answer):
    talk = emergency("urgency.self_harm", facts_place="US")
    for _ in range(2):
        talk.taps("crisis:yes")
    assert talk.cards == ["crisis.started"]
    assert talk.taps(answer) == ["crisis.now"]
    assert "911" in talk.text
    assert "door" in talk.text
    assert "?" not in talk.text
    assert talk.state.asking is None
    assert talk.says("im scared") == ["crisis.now_stay"]
    assert talk.says("ok") == ["crisis.now_here"]
    assert talk.says("i called 911") == ["crisis.rang"]
    assert talk.says("ok")[0] == "crisis.waiting"


@pytest.mark.parametrize(
    "words", ["i already took the pills", "i took tablets", "yeah i already cut myself", "ive already done it"]
)
def test_what_was_done_is_heard_whatever_was_asked_and_whatever_the_reader_saw(words):
    for labels in ((), ("urgency.self_harm",)):
        talk = emergency("urgency.self_harm")
        assert talk.says(words, *labels) == ["crisis.now"]


@pytest.mark.parametrize("words", ["i took the pill after", "i took them off instagram", "i never took anything"])
def test_what_only_sounds_like_it_is_not_taken_for_it(words):
    assert "crisis.now" not in emergency("urgency.self_harm").says(words)
    assert not Talk().says(words)[0].startswith("crisis.")


def test_a_helper_is_told_what_to_do_for_one_who_did_something():
    talk = emergency("urgency.self_harm", "need.helping_someone", facts_place="US")
    assert talk.says("she already took them") == ["crisis.helper_now"]
    assert "911" in talk.text
    assert talk.says("i dont know") == ["crisis.helper_now_stay"]


def test_danger_that_only_the_model_sees_is_that_of_the_one_who_is_helped():
    talk = emergency("urgency.self_harm", "need.helping_someone")
    assert talk.says("shes in her room and wont open", "urgency.physical_danger") == ["crisis.helper_stay"]
    heard = ("urgency.physical_danger/weapon",)
    assert talk.says("he has a knife", "urgency.physical_danger", rules=heard)[0] == "danger.first"


def test_a_helper_who_asks_what_to_do_is_told_that_and_not_how_alder_works():
    talk = emergency("urgency.self_harm", "need.helping_someone", facts_place="US")
    assert talk.says("what do i do", "need.information") == ["crisis.helper_stay"]
    assert talk.says("what do i do", "need.information") == ["crisis.helper_here"]
    talk.says("she took the pills")
    assert talk.says("what do i do", "need.information") == ["crisis.helper_now_stay"]


def test_who_did_something_is_sent_a_person_though_they_wanted_none():
    talk = emergency("urgency.self_harm")
    talk.taps("handoff:withdraw")
    talk.case = None
    for _ in range(3):
        talk.taps("crisis:yes")
        if talk.cards == ["crisis.where"]:
            talk.taps("skip")
    assert talk.cards == ["crisis.now"]
    assert any(isinstance(effect, OpenCase) for effect in talk.effects)
    assert COMING in talk.text


def test_staff_who_were_called_already_are_told_that_an_attempt_has_begun():
    def told(talk: Talk) -> list[bool]:
        return [UNDER_WAY in effect.reasons for effect in talk.effects if isinstance(effect, OpenCase)]

    talk = emergency("urgency.self_harm")
    assert not any(told(talk))
    for key in ("crisis:yes", "skip", "crisis:yes"):
        talk.taps(key)
    assert told(talk) == []
    assert talk.taps("crisis:yes") == ["crisis.now"]
    assert told(talk) == [True]
    talk.says("i want to die", "urgency.self_harm")
    assert told(talk) == [True]


def test_what_is_at_hand_is_put_away_first_and_the_question_still_comes():
    talk = emergency("urgency.self_harm")
    assert talk.says("i have pills here", "urgency.self_harm") == ["crisis.apart", "crisis.plan"]
    assert talk.state.asking == "crisis"
    assert talk.says("i have pills here") != ["crisis.apart", "crisis.plan"]


TOLD = ["ok i called 911", "he left now", "26", "telegram", "i dont know who did it", "what do i do", "what do i do",
        "hm", "hm", "hm", "hm"]  # fmt: skip


@pytest.mark.parametrize(("label", "number"), [("urgency.self_harm", "988"), ("urgency.physical_danger", "911")])
def test_the_same_words_never_come_twice_in_a_row_and_the_number_is_in_all_of_them(label, number):
    talk, last = emergency(label, facts_place="US"), []
    for words in TOLD:
        kind = {"26": "age", "telegram": "platform"}.get(words)
        told = (Entity(kind, 26 if kind == "age" else "telegram", 0, 2, words, {}),) if kind else ()
        labels = ("need.information",) if words == "what do i do" else ()
        said = talk.says(words, *labels, entities=told)
        assert said[0].split(".")[0] in ("crisis", "danger"), words
        assert said != last, words
        assert number in talk.text, words
        assert talk.state.level is Level.EMERGENCY
        last = said


@pytest.mark.parametrize(
    ("words", "card"),
    [("ok i called 911", "danger.rang"), ("he left now", "danger.left"), ("what do i do", "danger.one_step"),
     ("i called but nobody answers", "danger.stay")],
)  # fmt: skip
def test_in_danger_what_was_told_is_taken_up(words, card):
    talk = emergency("urgency.physical_danger")
    assert talk.says(words)[0] == card


def test_whether_it_is_safe_to_write_is_asked_once_until_something_new_happens_long_after():
    talk = emergency("urgency.physical_danger")
    for _ in range(3):
        assert "danger.first" not in talk.says("he hit me", "urgency.physical_danger")
    talk.now += 31 * 60
    assert talk.says("he came back and hit me", "urgency.physical_danger")[0] == "danger.first"


def test_who_can_write_gets_the_number_and_tech_safety_only_against_somebody_close():
    talk = Talk(Facts(place="US"))
    talk.says("he is coming over with a knife", "urgency.physical_danger")
    assert talk.says("yes", act="affirm") == ["danger.safe"]
    assert "911" in talk.text
    talk = Talk(Facts(place="US", who="ex", band="adult"))
    talk.says("he hit me", "urgency.physical_danger")
    talk.state = talk.state.model_copy(update={"said": ("danger.first",)})
    assert talk.taps("safe:yes") == ["danger.safe", "danger.tech_safety"]


@pytest.mark.parametrize("label", ["urgency.self_harm", "urgency.physical_danger"])
def test_nobody_is_said_to_be_coming_who_was_sent_away(label):
    talk = emergency(label)
    assert COMING in talk.text
    talk.says("hm")
    assert COMING in talk.text
    talk.taps("handoff:withdraw")
    talk.case = None
    for words in ("hm", "what do i do", "hm", "ok i called 911", "hm"):
        talk.says(words)
        assert COMING not in talk.text
        assert DECLINED in talk.text or talk.cards == ["crisis.started"]
        assert "human" in talk.buttons or talk.cards == ["crisis.started"]
    talk.says("it got worse", label)
    talk.case = WAITING
    talk.says("hm")
    assert COMING in talk.text


DENIALS = [
    "i am not suicidal, i was only asking about the form", "no no i'm fine, not like that",
    "no i dont want to die i just mean delete my accounts and move",
]  # fmt: skip


@pytest.mark.parametrize("words", DENIALS)
@pytest.mark.parametrize("labels", [(), ("urgency.self_harm",)])
def test_a_misreading_is_owned_and_the_talk_goes_on_at_the_same_level(words, labels):
    talk = emergency("urgency.self_harm")
    assert talk.says(words, *labels, act="deny") == ["crisis.misread"]
    assert COMING in talk.text
    asked = (("how do i take it down", "need.removal"), ("what do i do", "need.information"),
             ("the law?", "need.legal_info"))  # fmt: skip
    for next_words, need in (*asked, (words, "need.information")):
        assert not [card for card in talk.says(next_words, need) if card.startswith("crisis.")]
        assert talk.state.level is Level.EMERGENCY
    assert talk.says("i want to die", "urgency.self_harm", rules=("urgency.self_harm/wish_to_die",))[0] == "crisis.stay"
    assert talk.says("hm")[0].startswith("crisis.")


@pytest.mark.parametrize(
    "words", ["i'm not suicidal but i cant go on", "no i am not safe", "i dont want to die but i might"]
)
def test_what_is_no_plain_denial_is_not_taken_for_one(words):
    assert "crisis.misread" not in emergency("urgency.self_harm").says(words, "urgency.self_harm", act="deny")


def test_words_on_the_threat_answer_no_question_of_life_and_get_both_answers():
    talk = Talk()
    talk.says("they want 500", "abuse.sextortion", "urgency.sextortion", "urgency.self_harm")
    talk.case = WAITING
    for words in ("hes sending it now", "he is going to send it"):
        said = talk.says(words)
        assert said[0].startswith("crisis.")
        assert said[1] in ("threat.hold_on", "threat.not_alone")
        assert not {"crisis.plan", "crisis.started"} & set(said)
    assert talk.says("yes", act="affirm")[0] == "crisis.plan"
    assert talk.says("now")[0] == "crisis.started"


def test_after_a_yes_to_the_first_question_an_im_fine_takes_nothing_back():
    talk = emergency("urgency.self_harm", facts_place="US")
    talk.taps("crisis:yes")
    assert "crisis.misread" not in talk.says("im fine")
    assert talk.says("hm")[0].startswith("crisis.")


def test_who_says_that_they_are_safe_from_danger_may_go_on():
    talk = emergency("urgency.physical_danger")
    assert talk.says("i'm safe, nothing like that", "urgency.physical_danger", act="deny") == ["danger.fine"]
    assert not [card for card in talk.says("how do i take it down", "need.removal") if card.startswith("danger.")]
    assert talk.state.level is Level.EMERGENCY
    assert not talk.says("i'm safe", "urgency.physical_danger")[0].startswith("danger.")
    assert talk.says("he broke in", "urgency.physical_danger")[0] == "danger.stay"
    assert "danger.fine" not in emergency("urgency.physical_danger").says("i don't think im safe")


@pytest.mark.parametrize("words", ["english", "in spanish please", "i dont know who did it"])
def test_what_is_about_something_else_is_no_answer_to_a_question_of_life(words):
    talk = emergency("urgency.self_harm", facts_place="US")
    assert talk.says(words) == ["crisis.stay"]
    assert talk.state.asking == "crisis"


def test_a_live_demand_is_answered_beside_a_crisis_that_only_the_model_sees():
    both = ("abuse.sextortion", "urgency.sextortion", "urgency.self_harm")
    said = Talk().says("they want 500 for it not to be sent to my mom", *both)
    assert said == ["crisis.first", "threat.stranger", "handoff.emergency"]
    heard = ("urgency.self_harm/wish_to_die",)
    assert Talk().says("they want 500, i want to die", *both, rules=heard) == ["crisis.first", "handoff.emergency"]


COMINGS = ["they are coming", "someone is coming now", "the police are coming", "help is coming"]


@pytest.mark.parametrize("words", COMINGS)
def test_in_an_attempt_or_after_ringing_who_comes_is_help_and_no_reason_to_leave(words):
    attempt = Talk(Facts(place="US"))
    attempt.says("i took pills", "urgency.self_harm")
    rang = emergency("urgency.physical_danger", facts_place="US")
    rang.says("i called 911")
    for talk, flow in ((attempt, "crisis."), (rang, "danger.")):
        said = talk.says(words, act="exit", rules=("act.exit/hide",))
        assert said[0].startswith(flow)
        assert "911" in talk.text
        assert talk.buttons
    assert "exit.bye" not in attempt.cards


@pytest.mark.parametrize("words", ["he is coming", "they are coming", "hes here", "someone is coming now"])
def test_who_comes_may_be_the_one_they_fear_and_only_plain_words_end_the_talk(words):
    talk = emergency("urgency.physical_danger", facts_place="US")
    assert talk.says(words, act="exit", rules=("act.exit/hide",)) == ["danger.near"]
    assert "911" in talk.text
    assert "/hide" in talk.text
    assert "hide" in talk.buttons
    for plainly in ("gtg", "stop he is coming", "bye", "hide this"):
        assert talk.says(plainly, act="exit", rules=("act.exit/hide",)) == ["exit.bye"]


def test_after_an_attempt_every_turn_keeps_the_emergency_number_and_nobody_is_asked_who_hurts_them():
    talk = Talk(Facts(place=None))
    talk.says("i took pills", "urgency.self_harm")
    talk.case = WAITING
    danger = ("urgency.physical_danger",)
    rows = (("i threw them up", (), "crisis.even_so"), ("im ok now", (), None), ("i am sleepy", (), None),
            ("i called 911", (), "crisis.rang"), ("us", (), None), ("they are here", danger, "crisis.arrived"),
            ("my sister is here", (), "crisis.now_beside"), ("ok", (), None), ("hm", (), None))  # fmt: skip
    for words, labels, card in rows:
        said = talk.says(words, *labels)
        assert card is None or said == [card]
        assert not [name for name in said if name.startswith("danger.")]
        assert "emergency number" in talk.text or "911" in talk.text, words
        assert "gets stronger" not in talk.text
    assert talk.state.facts.place == "US"


def test_what_a_friend_tells_of_one_who_cannot_be_reached_gets_what_fits():
    talk = emergency("urgency.self_harm", "need.helping_someone", facts_place="US")
    found = ("need.helping_someone", "urgency.self_harm", "urgency.physical_danger")
    rows = (("she isnt answering", (), "crisis.helper_search"), ("i called 911", (), "crisis.helper_rang"),
            ("nobody opens", (), "crisis.helper_search"),
            ("they found her shes alive", found, "crisis.helper_found"))  # fmt: skip
    for words, labels, card in rows:
        assert talk.says(words, *labels) == [card]
        assert "911" in talk.text
        assert "if you took" not in talk.text
    assert talk.says("they havent found her") != ["crisis.helper_found"]


def test_a_denial_is_taken_and_what_they_named_is_done_beside_it():
    talk = emergency("urgency.self_harm", facts_place="US")
    assert talk.says("lol its just how i talk", act="out_of_scope", sure=0.59) == ["crisis.misread"]
    assert not talk.says("ok whatever")[0].startswith("crisis.")
    talk = emergency("urgency.physical_danger", "abuse.direct_sharing", facts_place="US-CA")
    said = talk.says("i am not in danger i only want the law", "need.legal_info")
    assert said[0] == "danger.fine"
    assert [card for card in said if card.startswith("legal.")]
    assert "write it again" not in talk.text


OF_SON = "hes safe, hes upstairs. hes barely eating tho and says theres no point"


def test_a_helper_who_tells_of_the_other_gets_the_cards_for_helpers_though_nothing_names_them_as_one():
    talk = Talk(FATHER)
    assert talk.says(OF_SON, "urgency.self_harm") == ["crisis.helper", "handoff.emergency"]
    talk.case = WAITING
    assert talk.says("should i leave him alone tonight", "need.emotional_support") == ["crisis.helper_stay"]
    assert talk.says("we are in ohio", entities=country("US-OH")) == ["crisis.helper_here"]
    assert "988" in talk.text


@pytest.mark.parametrize(
    "words",
    ["i cant go on", "i want to die", "honestly he says no point and i dont want to live either", "i feel so empty",
     "i wanna kill myself, he wont even talk to me", "she would be better off without me"],
)  # fmt: skip
def test_a_helper_who_speaks_of_themselves_gets_the_cards_for_themselves_whenever_it_is(words):
    assert Talk(FATHER).says(words, "urgency.self_harm", HELPS)[0] == "crisis.first"
    talk = Talk(FATHER)
    talk.says(OF_SON, "urgency.self_harm")
    talk.case = WAITING
    assert talk.says(words, "urgency.self_harm") == ["crisis.first"]
    assert talk.says("my son says he cant go on", "urgency.self_harm") == ["crisis.helper"]


def test_words_that_put_right_whose_crisis_it_is_turn_it():
    talk = Talk(FATHER)
    talk.says("theres no point", "urgency.self_harm")
    talk.case = WAITING
    assert talk.cards[0] == "crisis.first"
    assert talk.says("not me, my son. should i leave him alone tonight", "need.emotional_support") == ["crisis.helper"]
    assert talk.state.asking == "crisis"
    assert talk.says("its not him its me", act="deny") == ["crisis.first"]
    assert talk.state.level is Level.EMERGENCY


def test_a_helper_who_took_something_is_told_what_to_do_for_themselves():
    talk = emergency("urgency.self_harm", HELPS, facts_place="US")
    assert talk.says("i took tablets", "urgency.self_harm") == ["crisis.now"]


def test_a_farewell_with_no_answer_since_is_told_to_ring_now():
    for words in ("she texted me 10 min ago saying goodbye and now shes not picking up",
                  "nobody knows where she is, she wrote forgive me"):  # fmt: skip
        read = SCREEN.read(words)
        talk = emergency("urgency.self_harm", HELPS, facts_place="GB")
        assert talk.says(words, *read.labels, rules=read.rules) == ["crisis.helper_search"]
        assert "999" in talk.text


@pytest.mark.parametrize("labels", [(), ("urgency.self_harm",)])
@pytest.mark.parametrize(
    "words", ["not right now. tonight maybe", "not yet", "maybe later", "tonight", "not tonight, tomorrow"]
)
def test_a_time_put_off_is_a_yes_with_a_time(words, labels):
    talk = emergency("urgency.self_harm", facts_place="US")
    assert talk.says(words, *labels, act="exit") == ["crisis.one_step", "crisis.started"]
    assert "988" in talk.text
    assert talk.state.level is Level.EMERGENCY
    assert any(isinstance(effect, OpenCase) for effect in talk.effects)
    assert "crisis.misread" not in talk.says("im fine", act="deny")


def test_after_a_time_put_off_the_country_is_asked_for_its_line_and_not_when_it_may_be():
    talk = emergency("urgency.self_harm")
    assert talk.says("tonight maybe") == ["crisis.one_step", "ask.country"]
    assert talk.says("us", entities=country("US")) == ["crisis.started"]


@pytest.mark.parametrize("words", ["not right now", "he posts it tonight", "my sister comes tonight"])
def test_what_only_names_a_time_or_puts_nothing_off_is_answered_as_before(words):
    assert "crisis.one_step" not in emergency("urgency.self_harm", facts_place="US").says(words)
