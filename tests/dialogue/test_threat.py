"""Threats: the script that fits, also when what it depends on is learned late, and an answer to each new demand."""

from __future__ import annotations

import pytest

from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.screen import Screen
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

SCREEN = Screen.load(CONTENT.platforms.values())
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


def threatened(*labels: str, facts: Facts = ADULT) -> Talk:
    talk = Talk(facts)
    talk.says("he says he will send it to all", *(labels or ("abuse.threat_to_share",)), entities=ex())
    return talk


@pytest.mark.parametrize("words", ["now", "hes sending it now", "he is going to send it", "he's about to post it"])
@pytest.mark.parametrize("label", ["abuse.threat_to_share", "abuse.sextortion"])
def test_a_threat_that_is_being_carried_out_is_urgent_and_answered(words, label):
    talk = threatened(label)
    assert talk.says(words)[:2] == ["threat.hold_on", "handoff.urgent"]
    assert talk.state.level is Level.URGENT
    assert talk.state.facts.due == talk.now


@pytest.mark.parametrize("words", ["omg he did it", "it's sent", "he sent it to my mum", "sent"])
def test_what_was_sent_brings_what_to_do_after_it_was_sent(words):
    talk = threatened()
    assert talk.says(words)[:2] == ["explain.direct_sharing", "handoff.urgent"]
    assert talk.says(words)[0] == "removal.direct"


def test_pressed_five_times_nobody_hears_that_they_were_not_understood_nor_the_same_twice():
    talk, last = threatened(), ""
    for words in ("now", "hes sending it now", "now!", "he is going to send it", "omg he did it", "its sent", "sent"):
        said = talk.says(words)[0]
        assert not said.startswith("fallback.")
        assert said != last
        last = said


@pytest.mark.parametrize(
    "words", ["he said he will send it", "is he going to send it", "he sent it to me", "who sent it"]
)
def test_what_is_only_told_or_asked_is_no_new_threat(words):
    talk = threatened()
    talk.says(words)
    assert talk.state.level is Level.NONE


def test_where_nobody_threatened_a_now_is_no_threat():
    talk = Talk(ADULT)
    talk.says("he sent it to my mum")
    assert talk.state.level is Level.NONE


def test_what_is_dictated_to_the_log_is_written_down_and_is_no_new_threat():
    talk = threatened()
    talk.taps("log:add")
    for words in ("he said he will send it", "he is going to send it", "now"):
        said = talk.says(words, "abuse.threat_to_share")
        assert not [card for card in said if card.startswith("threat.")], words
    assert talk.state.level is Level.NONE


@pytest.mark.parametrize(
    "words", ["should i just go back to him?", "should i just pay", "if i pay will he stop", "maybe i should just pay"]
)
def test_who_thinks_of_giving_in_hears_that_they_do_not_have_to_and_what_usually_follows(words):
    talk = threatened()
    assert talk.says(words, "need.information") == ["threat.give_in"]
    assert "don't have to" in talk.text
    assert "human" in talk.buttons


def test_a_payment_for_our_help_is_no_giving_in():
    assert "threat.give_in" not in threatened().says("do i have to pay for this service", "need.information")


HUSBAND = (Entity("relationship", "partner", 0, 1, "m", {"role": "offender"}),)
ASLEEP = "my husband is threatening to share our private video, hes asleep next to me"


def test_with_the_one_who_threatens_beside_them_it_is_first_asked_whether_it_is_safe_to_write():
    talk = Talk(ADULT)
    assert talk.says(ASLEEP, "abuse.threat_to_share", entities=HUSBAND) == ["threat.beside"]
    assert talk.state.facts.phone_seen
    assert talk.says("yes", act="affirm") == ["threat.partner"]
    assert "?" not in talk.text
    talk = Talk(ADULT)
    talk.says(ASLEEP, "abuse.threat_to_share", entities=HUSBAND)
    assert talk.says("no", act="deny") == ["safe.no"]


@pytest.mark.parametrize("words", ["he reads everything on this phone", "he checks my phone", "he knows my password"])
def test_a_phone_that_is_read_takes_back_the_steps_said_before(words):
    talk = threatened()
    assert talk.says(words) == ["danger.watched", "account.shared"]
    assert talk.state.facts.phone_seen
    assert not [card for card in talk.says(words) if card in ("danger.watched", "account.shared")]
    assert Talk(ADULT).says(words) == ["account.shared"]


def test_a_phone_that_is_read_is_heard_in_danger_too():
    talk = Talk(Facts(place="US"))
    talk.says("he hit me", "urgency.physical_danger")
    assert talk.says("he reads everything on this phone") == ["danger.watched"]
    assert "911" in talk.text


@pytest.mark.parametrize("words", ["what if my wife finds out", "my wife will see it", "he will tell my wife"])
def test_who_may_hear_of_it_is_not_taken_for_the_one_who_did_it(words):
    for role in ("other", "offender"):
        talk = Talk(ADULT)
        talk.says("pay or it goes up", *DEMAND)
        assert talk.state.asking == "who"
        at = words.index("wife")
        named = (Entity("relationship", "partner", at, at + 4, "wife", {"role": role}),)
        assert "threat.partner" not in talk.says(words, entities=named)
        assert talk.state.facts.who is None


def test_who_found_it_and_now_threatens_is_the_one_who_did_it():
    named = (Entity("relationship", "partner", 3, 7, "wife", {"role": "offender"}),)
    talk = Talk(ADULT)
    talk.says("my wife found out and threatens to post it", "abuse.threat_to_share", entities=named)
    assert talk.state.facts.who == "partner"


FEARS = ["my dad would kill me", "my parents will kill me if they find out", "i cant tell them",
         "not my parents they'd throw me out", "my mom would kill me"]  # fmt: skip


@pytest.mark.parametrize("words", FEARS)
def test_what_all_the_young_say_of_their_parents_is_no_danger_and_the_threat_stays_the_topic(words):
    talk = Talk(Facts(band="minor", age=15, place="US"), labels=frozenset({"abuse.sextortion"}), level=Level.URGENT)
    family = (Entity("relationship", "family", 0, 1, "dad", {"role": "offender"}),)
    rules = SCREEN.read(words).rules
    assert talk.says(words, "urgency.physical_danger", rules=rules, entities=family) == ["minor.parents"]
    assert talk.state.level is Level.URGENT
    assert talk.state.facts.who is None
    assert talk.says("no", act="deny") == ["minor.outside"]


@pytest.mark.parametrize("words", ["my dad hits me", "my dad will hurt me", "my dad beats me if he finds out"])
def test_a_young_person_who_is_hurt_at_home_is_in_danger(words):
    talk = Talk(Facts(band="minor", age=15, place="US"), labels=frozenset({"abuse.sextortion"}), level=Level.URGENT)
    assert talk.says(words, "urgency.physical_danger", rules=SCREEN.read(words).rules)[0] == "danger.first"


@pytest.mark.parametrize("words", ["he is going to send it", "now", "he did it"])
def test_while_a_threat_is_pressed_nothing_is_asked_and_the_person_who_comes_is_named(words):
    talk = Talk(Facts(band="minor"), labels=frozenset({"abuse.threat_to_share"}), said=("threat.hold_on",))
    talk.case = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.WAITING)
    said = talk.says(words, act="report")
    assert not [card for card in said if card.startswith("ask.") or card == "handoff.consent"]
    assert "threat.tell_friend" not in said


def test_a_picture_that_somebody_has_is_asked_about_while_nothing_else_is_known():
    held = ("sign.held/has_mine",)
    talk = Talk(Facts())
    assert talk.says("someone has private pics of me", rules=held)[0] == "threat.held"
    assert "abuse:threat_to_share" in talk.buttons
    known = Talk(ADULT, labels=frozenset({"abuse.porn_site_post"}))
    assert "threat.held" not in known.says("my ex has the photos of me", rules=held)
