"""Whoever writes is answered as who they are: parent, friend, teacher, the one who did it, somebody who only asks."""

from __future__ import annotations

import pytest

from bot.dialogue.effects import OpenCase
from bot.dialogue.state import Facts
from bot.triage.levels import Level
from bot.understanding.screen import Screen
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

SCREEN = Screen.load(CONTENT.platforms.values())
NOBODY = Facts()
HELPS = "need.helping_someone"
CONFESSES = {"act": "perpetrator", "sure": 0.99, "rules": ("act.perpetrator/own_deed",)}
UNCLEAR = {"act": "perpetrator", "sure": 0.99}  # does not say whose picture it is


def helped(value: str, noun: str) -> tuple[Entity, ...]:
    return (Entity("relationship", value, 0, len(noun), noun, {"role": "helped"}),)


def confessed() -> Talk:
    talk = Talk(NOBODY)
    assert talk.says("i shared my exs pictures", "abuse.direct_sharing", **CONFESSES) == ["perpetrator.first"]
    return talk


@pytest.mark.parametrize(
    ("value", "noun", "card"),
    [("family", "daughter", "helper.parent"), ("family", "my boy", "helper.parent"),
     ("family", "sister", "helper.friend"), ("other", "pupil", "helper.teacher"),
     ("other", "patient", "helper.professional"), ("friend", "friend", "helper.friend")],
)  # fmt: skip
def test_each_helper_gets_their_own_card(value, noun, card):
    assert card in Talk(NOBODY).says("someone has her picture", HELPS, entities=helped(value, noun))


@pytest.mark.parametrize("band", ["minor", "adult"])
@pytest.mark.parametrize("noun", ["son", "friend"])
def test_an_age_that_is_known_is_not_asked_of_a_helper(band, noun):
    talk = Talk(Facts(band=band))
    talk.says("someone has the picture", HELPS, entities=helped("family" if noun == "son" else "friend", noun))
    assert "How old are they" not in talk.text
    assert "Are they under 18" not in talk.text
    assert not {"child:yes", "child:no"} & set(talk.buttons)


@pytest.mark.parametrize(
    ("words", "card"),
    [("I'm a form tutor. A pupil came to me", "helper.teacher"), ("i am a nurse at a clinic", "helper.professional"),
     ("im her mum", "helper.parent")],
)  # fmt: skip
def test_what_a_helper_says_of_themselves_is_not_asked(words, card):
    said = Talk(NOBODY).says(words, HELPS)
    assert card in said
    assert "helper.ask" not in said


def test_what_a_helper_is_can_be_typed():
    talk = Talk(NOBODY)
    assert "helper.ask" in talk.says("its about someone else", HELPS)
    assert talk.says("im her mum") == ["helper.parent"]


def test_one_who_did_it_stays_one_in_what_they_write_next():
    talk = confessed()
    for labels in (("need.removal",), ("abuse.social_media_post",), ("need.legal_info",), ("need.stop_threat",)):
        said = talk.says("and now", *labels)
        assert talk.state.perpetrator
        assert said in (["perpetrator.more"], ["perpetrator.on"], ["perpetrator.undo"]), labels
    assert talk.taps("need:removal") in (["perpetrator.more"], ["perpetrator.undo"])


@pytest.mark.parametrize("words", ["how do i delete it", "how do i take it down", "can i call it back"])
def test_one_who_did_it_and_wants_it_undone_is_told_how_however_often(words):
    talk = confessed()
    for card in ("perpetrator.more", "perpetrator.undo", "perpetrator.more"):
        assert talk.says(words, "need.removal", act="erase") == [card]
        assert "for everyone" in talk.text
        assert "find, watch or reach" not in talk.text


def test_one_who_did_it_and_asks_for_the_other_gets_no_way_to_them():
    talk = confessed()
    talk.says("no", act="deny")
    assert talk.says("where does she live") == ["perpetrator.apart"]
    assert "can't help you find, watch or reach" in talk.text


def test_a_child_in_what_was_shared_is_urgent_and_a_person_is_told():
    talk = confessed()
    age = (Entity("age", 17, 0, 2, "17", {"whose": "subject", "when": "image", "high": 17}),)
    said = talk.says("she was 17 in them", entities=age)
    assert said[0] == "perpetrator.minor"
    assert talk.state.level is Level.URGENT
    assert any(isinstance(effect, OpenCase) for effect in talk.effects)


@pytest.mark.parametrize(("act", "card"), [("affirm", "perpetrator.minor"), ("deny", "perpetrator.more")])
def test_the_question_whether_a_child_is_in_it_is_heard(act, card):
    talk = confessed()
    assert talk.says("yes" if act == "affirm" else "no", act=act)[0] == card


@pytest.mark.parametrize(("place", "line"), [("GB-SCT", "0808 1000 900"), (None, "troubled-desire.com")])
@pytest.mark.parametrize("band", ["unknown", "minor"])  # of the one in the picture: how old the writer is nobody knows
def test_one_who_shared_a_picture_of_a_child_is_told_who_helps_them(place, line, band):
    talk = Talk(Facts(place=place, band=band))
    assert "perpetrator.minor" in talk.says("i shared it", "abuse.direct_sharing", "abuse.child_image", **CONFESSES)
    assert line in talk.text
    assert "childhelplineinternational.org" in talk.text  # they may be under 18 themselves


def test_one_who_shared_a_picture_of_an_adult_is_told_who_helps_them():
    talk = Talk(Facts(place="GB-ENG"))
    assert "perpetrator.first" in talk.says("i shared my exs pictures", "abuse.direct_sharing", **CONFESSES)
    assert "Respect Phoneline" in talk.text
    assert "Stop It Now" not in talk.text


def test_a_no_that_says_otherwise_is_heard_too():
    said = confessed().says("no she was 16", "urgency.minor", act="deny")
    assert said[0] == "perpetrator.minor"


def test_one_who_did_it_may_talk_and_is_heard_in_a_crisis():
    talk = confessed()
    assert talk.says("i want to die", "urgency.self_harm")[0] == "crisis.first"


def test_somebody_who_is_clearly_harmed_is_helped_again():
    talk = confessed()
    said = talk.says("now he posted my pictures", "abuse.social_media_post", rules=("sign.image_of_me/mine",))
    assert said[:2] == ["own.sorry", "explain.social_media_post"]
    assert not talk.state.perpetrator


@pytest.mark.parametrize(
    "words",
    ["its me in the pictures", "i am the one in them", "no its MY pictures", "i'm the victim", "he did it to me",
     "no i am the one in the pictures", "they are pictures of me"],
)  # fmt: skip
@pytest.mark.parametrize("act", ["report", "deny", "perpetrator"])
def test_plain_words_lead_out_of_being_taken_for_the_one_who_did_it(words, act):
    talk = confessed()
    said = talk.says(words, act=act, rules=SCREEN.read(words).rules)
    assert not talk.state.perpetrator
    assert said[:2] == ["own.sorry", "explain.direct_sharing"]  # what was told before is answered now
    assert "own.sorry" not in talk.says("how do i get them off facebook", "need.removal")
    assert not talk.state.perpetrator


def test_a_threat_told_before_is_answered_when_it_turns_out_whom_it_was_made_to():
    talk = Talk(Facts(who="stranger"), labels=frozenset({"abuse.sextortion", "urgency.sextortion"}), perpetrator=True)
    said = talk.says("its me in them", rules=("sign.is_me/in_it",))
    assert said[0] == "own.sorry"
    assert said[1].startswith("threat.")


def test_a_threat_to_themselves_leads_out_too_and_a_threat_of_their_own_does_not():
    talk = confessed()
    talk.says("i said i would post more", "abuse.threat_to_share", rules=("act.perpetrator/own_deed",))
    assert talk.state.perpetrator
    talk.says("he posts mine unless i pay", "abuse.sextortion", rules=("abuse.sextortion/demand",))
    assert not talk.state.perpetrator


def test_in_a_crisis_nobody_is_told_sorry_before_the_line():
    talk = confessed()
    said = talk.says("its me in it and i want to die", "urgency.self_harm", rules=("sign.is_me/in_it",))
    assert said[0] == "crisis.first"
    assert not talk.state.perpetrator


@pytest.mark.parametrize(
    ("words", "labels"),
    [("i sent nudes to a guy on tinder and now he wants money", ("abuse.sextortion", "urgency.sextortion")),
     ("i did something stupid and sent pics to someone", ("abuse.cyberflashing",)),
     ("i sent pics", ("abuse.direct_sharing",)), ("i shared my video with him and now he posted it", ()),
     ("i posted my own nudes and now everyone has them", ("abuse.social_media_post",)),
     ("its my fault i sent them", ("abuse.direct_sharing",))],
)  # fmt: skip
def test_who_sent_a_picture_of_themselves_did_nothing_to_anybody(words, labels):
    talk = Talk(NOBODY)
    said = talk.says(words, *labels, act="perpetrator", sure=0.95, rules=SCREEN.read(words).rules)
    assert not talk.state.perpetrator
    assert said[0] in ("own.first", "threat.stranger", "threat.no_demand")
    assert "fault" in talk.text or "threat.stranger" in said


def test_who_was_harmed_and_blames_themselves_hears_that_it_is_not_their_fault():
    talk = Talk(NOBODY)
    talk.says("my ex posted my nudes", "abuse.social_media_post", rules=("sign.image_of_me/mine",))
    words = "its my fault i sent them"
    assert "own.first" in talk.says(words, "abuse.direct_sharing", **UNCLEAR | {"rules": SCREEN.read(words).rules})
    assert "This is not your fault" in talk.text
    assert "explain.direct_sharing" not in talk.cards  # nobody else shared it
    assert "removal.platform" in talk.says(
        "how do i get them off facebook", "abuse.social_media_post", "need.removal",
        entities=(Entity("platform", "facebook", 0, 8, "facebook"),),
    )  # fmt: skip


def test_who_was_harmed_is_never_taken_for_the_one_who_did_it_by_a_sure_guess():
    talk = Talk(NOBODY, labels=frozenset({"abuse.sextortion"}))
    talk.says("i shared everything", **UNCLEAR)
    assert not talk.state.perpetrator
    assert "perpetrator.whose" not in talk.cards


def test_an_unclear_confession_is_asked_once_whose_picture_it_is():
    talk = Talk(NOBODY)
    assert talk.says("i shared the video", **UNCLEAR) == ["perpetrator.whose"]
    assert not talk.state.perpetrator
    assert {"whose:me", "whose:other"} <= set(talk.buttons)
    talk.says("hm", act="deny")
    assert "perpetrator.whose" not in talk.says("i shared the video", **UNCLEAR)
    assert not talk.state.perpetrator


@pytest.mark.parametrize(
    ("words", "did_it"),
    [("of me", False), ("me", False), ("mine", False), ("its me and my boyfriend in it", False), ("my own", False),
     ("of someone else", True), ("its of my ex", True), ("her", True), ("not me", True), ("a girl i know", True)],
)  # fmt: skip
@pytest.mark.parametrize("act", ["report", "perpetrator"])
def test_whose_picture_it_is_can_be_typed(words, did_it, act):
    talk = Talk(NOBODY)
    talk.says("i shared the video", "abuse.direct_sharing", **UNCLEAR)
    said = talk.says(words, act=act, sure=0.99, rules=SCREEN.read(words).rules)
    assert talk.state.perpetrator is did_it
    assert said[0] == ("perpetrator.first" if did_it else "own.first")


def test_what_is_grave_in_an_unclear_confession_is_answered_once_it_is_known_whom_it_befell():
    for key, card in (("whose:me", "minor.first"), ("whose:other", "perpetrator.minor")):
        talk = Talk(NOBODY)
        said = talk.says("i forwarded it im 15", "abuse.direct_sharing", "urgency.minor", **UNCLEAR)
        assert said == ["perpetrator.whose", "handoff.urgent"]
        assert talk.taps(key)[0] == card


def test_one_who_did_it_and_asks_for_a_person_is_told_of_the_person():
    talk = confessed()
    assert talk.says("i need a person", "need.human")[0] == "handoff.human"


@pytest.mark.parametrize(("key", "card"), [("whose:me", "own.first"), ("whose:other", "perpetrator.first")])
def test_whose_picture_it_is_can_be_tapped(key, card):
    talk = Talk(NOBODY)
    talk.says("i shared the video", **UNCLEAR)
    assert talk.taps(key)[0] == card
    assert talk.state.perpetrator is (key == "whose:other")


def test_who_shared_a_picture_of_a_child_and_says_so_by_button_is_urgent():
    talk = Talk(NOBODY, labels=frozenset({"abuse.child_image"}))
    talk.state = talk.state.model_copy(update={"asking": "whose", "asked": ("whose",)})
    assert "perpetrator.minor" in talk.taps("whose:other")
    assert talk.state.level is Level.URGENT
    assert any(isinstance(effect, OpenCase) for effect in talk.effects)


def test_a_confession_after_a_harm_told_is_asked_about():
    talk = Talk(NOBODY)
    talk.says("my ex posted my nudes", "abuse.social_media_post", rules=("sign.image_of_me/mine",))
    talk.says("no", act="deny")
    assert talk.says("so i posted his nudes", "abuse.social_media_post", **CONFESSES) == ["perpetrator.whose"]
    assert talk.taps("whose:other")[0] == "perpetrator.first"


def test_one_who_is_helping_is_no_perpetrator_by_a_guess():
    talk = Talk(Facts(band="adult", helped="friend", platforms=("instagram",)))
    assert talk.says("tell her how to take it down", "need.removal", **UNCLEAR) == ["removal.platform"]


def test_how_long_words_are_kept_is_answered_by_what_we_hold_however_often():
    talk = Talk(NOBODY)
    for _ in range(2):
        rules = ("sign.privacy_question/x",)
        said = talk.says("how long do you keep it", "need.information", "need.evidence", rules=rules)
        assert said == ["privacy"]


def test_what_this_is_about_is_not_added_to_another_answer():
    talk = Talk(Facts(band="adult", place="US"), labels=frozenset({"abuse.deepfake"}))
    said = talk.says("is that a crime", "need.legal_info", "need.information")
    assert "legal.place" in said
    assert not {"info.how", "info.what"} & set(said)
    talk = Talk(NOBODY)
    assert talk.says("how does this work", "need.information") == ["info.how"]
    assert talk.says("what is a deepfake", "need.information") == ["info.what"]


def test_to_say_where_it_is_is_invited_only_while_nobody_said():
    talk = Talk(NOBODY)
    talk.says("someone posted it", "abuse.social_media_post")
    assert "which app or site" in talk.text
    place = (Entity("platform", "instagram", 0, 1, "x"),)
    assert "removal.platform" in talk.says("instagram", entities=place)
    talk = Talk(NOBODY)
    talk.says("someone posted it on instagram", "abuse.social_media_post", entities=place)
    assert "which app or site" not in talk.text
    assert "Instagram" in talk.text


def test_a_no_to_what_a_card_asked_in_passing_is_not_waved_away():
    talk = Talk(NOBODY)
    talk.says("no", act="deny")
    assert "leave that" not in talk.text


def test_who_came_without_a_greeting_is_told_once_who_reads_and_how_to_erase():
    talk = Talk(NOBODY)
    talk.state = talk.state.model_copy(update={"welcomed": False})
    said = talk.says("it is a fake of me", "abuse.deepfake")
    assert said == ["explain.deepfake", "ask.age"]
    assert talk.text.index("/erase") < talk.text.index("May I ask your age?")
    talk.says("its on tiktok", "abuse.social_media_post")
    assert "/erase" not in talk.text


def test_in_an_emergency_these_lines_come_last():
    talk = Talk(NOBODY)
    talk.state = talk.state.model_copy(update={"welcomed": False})
    assert talk.says("i want to die", "urgency.self_harm") == ["crisis.first", "handoff.emergency"]
    assert talk.text.index("killing yourself") < talk.text.index("/erase")


def test_nothing_beside_it_asked_these_lines_are_a_message_of_their_own():
    talk = Talk(NOBODY)
    talk.state = talk.state.model_copy(update={"welcomed": False})
    assert talk.says("how does it work", "need.information") == ["info.how", "privacy.short"]


def test_somebody_cheated_of_money_gets_the_first_steps():
    talk = Talk(NOBODY)
    fraud = ("sign.other_fraud/cheated",)
    assert talk.says("they dont let me withdraw", act="out_of_scope", sure=0.9, rules=fraud) == ["scam.other"]
    assert "human" in talk.buttons


def test_somebody_under_18_hears_that_they_choose_who_is_told():
    young = Talk(Facts(band="minor"))
    assert "minor.parents" in young.says("do i have to tell my mum", rules=("sign.parents_question/must_i_tell",))
    grown = Talk(Facts(band="adult"))
    assert "minor.parents" not in grown.says("will my mum find out", rules=("sign.parents_question/must_i_tell",))


def test_whether_they_could_hurt_somebody_is_asked_once_and_a_doubt_is_no_emergency():
    talk = Talk(Facts(band="adult", who="ex", phone_seen=True, place="US"))
    talk.says("how do i make my accounts safe", "need.account_safety")
    assert {"hurt:yes", "hurt:unsure", "hurt:no"} <= set(talk.buttons)
    assert talk.says("idk", act="affirm", sure=0.65)[0] == "account.unsure"
    assert "911" in talk.text
    assert "human" in talk.buttons
    assert talk.state.level is Level.NONE
    talk.says("how do i make my accounts safe", "need.account_safety")
    assert "Could they hurt you" not in talk.text


def test_one_who_did_it_and_feels_bad_is_heard_and_asked_once_whether_they_may_hurt_themselves():
    talk = confessed()
    assert talk.says("i hate myself", "need.emotional_support") == ["perpetrator.low"]
    assert "done to you" not in talk.text
    assert talk.says("i feel sick", "need.emotional_support") == ["perpetrator.more"]
    assert talk.says("i feel sick", "need.emotional_support") == ["perpetrator.on"]
    talk = confessed()
    assert talk.taps("need:emotional_support") == ["perpetrator.low"]
    assert talk.says("yes", act="affirm")[0] == "crisis.first"


def test_one_who_shared_a_child_is_told_one_thing_and_one_under_18_gets_a_line_for_their_age():
    talk = Talk(Facts(place="GB-ENG"))
    talk.says("i shared a pic of a girl she is 16", "abuse.direct_sharing", "abuse.child_image", **CONFESSES)
    assert "Take down what others can see" in talk.text
    assert talk.says("how do i take it down", "need.removal") == ["perpetrator.minor_more"]
    assert "before a lawyer has said so" in talk.text
    own = (Entity("age", 17, 0, 2, "17", {"whose": "writer", "when": "now", "high": 17}),)
    assert talk.says("im 17", "urgency.minor", entities=own)[0] == "perpetrator.young"


@pytest.mark.parametrize(
    ("words", "card"),
    [("should i call the school", "helper.school"), ("can i look at the picture", "helper.no_look"),
     ("should i take her phone away", "helper.no_phone"), ("do i have to tell her parents", "helper.her_parents")],
)  # fmt: skip
def test_what_a_helper_asks_is_answered_to_the_helper(words, card):
    talk = Talk(Facts(band="minor", helped="pupil", place="US"), said=("minor.helper", "helper.teacher"))
    said = talk.says(words, "urgency.minor", "need.information", rules=SCREEN.read(words).rules)
    assert card in said
    assert "minor.first" not in said


@pytest.mark.parametrize("words", ["idk", "dunno", "no idea", "rather not", "id prefer not to say"])
@pytest.mark.parametrize("act", ["affirm", "deny", "out_of_scope"])
def test_an_idk_to_the_age_is_a_skip_the_first_time(words, act):
    talk = Talk(NOBODY)
    talk.says("he posted it", "abuse.social_media_post")
    assert talk.state.asking == "age"
    assert "ask.how_old" not in talk.says(words, act=act, sure=0.65)
    assert talk.state.asking != "age"


@pytest.mark.parametrize("helped", ["child", "pupil", "friend", "client"])
def test_who_is_known_to_help_is_answered_as_one_who_helps_though_nothing_says_it_again(helped):
    said = Talk(Facts(helped=helped, band="minor", age=14)).says("hes 14 too. can he get arrested?", "urgency.minor")
    assert said[0] == ("helper.teacher" if helped == "pupil" else "minor.helper")


def test_a_friend_who_tells_to_be_a_child_too_is_answered_as_one():
    mine = (Entity("age", 15, 3, 5, "15", {"whose": "writer", "when": "now"}),)
    said = Talk(Facts(helped="friend", band="minor")).says("im 15 and he has mine too", "urgency.minor", entities=mine)
    assert said[0] == "minor.first"
    talk = Talk(Facts(helped="sibling"))
    assert talk.says("i go to school and im scared", "urgency.minor")[0] == "minor.first"
