"""Threats: the script that fits, also when what it depends on is learned late, and an answer to each new demand."""

from __future__ import annotations

import pytest

from bot.dialogue.state import Facts
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

DEMAND = ("abuse.sextortion", "urgency.sextortion")
PAID = ("sign.paid/money_went",)
ADULT = Facts(band="adult")
MINOR = Facts(band="minor")


def ex() -> tuple[Entity, ...]:
    return (Entity("relationship", "ex", 0, 1, "ex", {"role": "offender"}),)


def test_money_that_went_already_is_heard_in_words_and_brings_the_bank_steps():
    talk = Talk(ADULT)
    assert talk.says("i already paid 50 and he wants more", *DEMAND, rules=PAID)[:2] == [
        "threat.stranger",
        "threat.paid",
    ]
    assert talk.state.facts.paid
    talk = Talk(ADULT)
    talk.says("pay or it goes up", *DEMAND)
    assert "threat.paid" in talk.says("I sent him the 250", rules=PAID)


def test_money_paid_where_nobody_threatens_is_none_of_ours():
    talk = Talk(ADULT)
    talk.says("i paid for the hotel", "abuse.hidden_recording", rules=PAID)
    assert not talk.state.facts.paid


def test_who_it_is_said_later_brings_the_script_that_fits():
    talk = Talk(ADULT)
    talk.says("drop the case or he posts it", *DEMAND)
    assert "threat.partner" in talk.says("He is my ex husband", entities=ex())
    assert "threat.partner" not in talk.says("my ex i mean", entities=ex())


def test_who_it_is_is_heard_beside_the_answer_to_another_question():
    talk = Talk(Facts(place="US"))
    talk.says("drop the case or he posts it", *DEMAND)
    assert talk.state.asking == "age"
    age = Entity("age", 33, 0, 2, "33", {"whose": "writer", "when": "now", "high": 33})
    assert talk.says("He is my ex husband. I am 33", entities=(*ex(), age))[0] == "threat.partner"
    assert talk.state.facts.band == "adult"


def test_who_it_is_counts_also_for_somebody_who_only_wants_it_to_stop():
    talk = Talk(ADULT)
    assert talk.says("how do i make him stop", "need.stop_threat") == ["threat.no_demand"]
    assert "threat.partner" in talk.says("hes my ex", entities=ex())
    talk = Talk(ADULT)
    talk.says("how do i make him stop", "need.stop_threat")
    assert "threat.partner" in talk.taps("who:partner")


@pytest.mark.parametrize(
    ("facts", "rules", "card"),
    [(MINOR, ("sign.demand/wants_money",), "threat.stranger"), (MINOR, ("sign.demand/pay",), "threat.stranger"),
     (MINOR, ("sign.demand/more_images",), "threat.more_images"),
     (ADULT, ("sign.demand/more_images",), "threat.more_images"),
     (ADULT, (), "threat.stranger"), (MINOR, (), "threat.more_images")],
)  # fmt: skip
def test_the_script_goes_by_what_is_wanted(facts, rules, card):
    talk = Talk(facts)
    assert card in talk.says("or else", *DEMAND, rules=rules)
    if "money" in str(rules) or "pay" in str(rules):
        assert "Don't pay" in talk.text


def test_a_demand_made_again_is_answered_each_time():
    talk = Talk(ADULT)
    talk.says("pay or it goes up", *DEMAND)
    for _ in range(4):
        said = talk.says("he wants it now", *DEMAND)
        assert said[0].startswith("threat.")
        assert said.count("threat.hold_on") <= 1
    assert "Don't pay" in talk.text or "don't pay" in talk.text


def test_a_time_that_is_set_for_it_is_heard_as_pressure():
    talk = Talk(ADULT)
    talk.says("pay or it goes up", *DEMAND)
    lunch = (Entity("deadline", "time:12:00", 0, 1, "lunch", {"about": "unknown"}),)
    assert talk.says("she said i got til lunch", entities=lunch)[0] == "threat.hold_on"


def test_the_scripts_for_young_people_are_not_told_to_their_parents():
    talk = Talk(Facts(band="minor", helped="child"))
    said = talk.says("someone blackmails my son", *DEMAND, "urgency.minor", "need.helping_someone", rules=PAID)
    assert said[:2] == ["minor.helper", "threat.paid"]
    assert "threat.hold_on" in talk.says("now he wants more", *DEMAND)


def test_who_offers_to_fix_it_for_money_is_warned_of():
    talk = Talk(ADULT)
    talk.says("pay or it goes up", *DEMAND)
    said = talk.says("someone says he can hack it", act="out_of_scope", rules=("sign.recovery_offer/paid_help",))
    assert said == ["threat.recovery_scams"]


def test_whether_to_block_gets_an_answer_of_its_own():
    talk = Talk(ADULT)
    talk.says("pay or it goes up", *DEMAND)
    assert talk.says("can i just block him", "need.stop_threat", rules=("sign.block_question/x",)) == ["threat.block"]


def test_to_stop_somebody_who_sends_pictures_is_no_blackmail():
    talk = Talk(ADULT)
    talk.says("he keeps sending me pictures of himself", "abuse.cyberflashing")
    said = talk.says("how do i make him stop", "need.stop_threat")
    assert said == ["cyberflash.settings"]
    assert "explain.cyberflashing" in Talk(ADULT).says("make it stop", "abuse.cyberflashing", "need.stop_threat")
