"""What a person says of themselves is taken once, whoever's it is, and corrected when they correct it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.effects import OpenCase
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from bot.understanding.reading import Reading
from bot.understanding.screen import Screen
from nlu.grammar.age_answer import answered
from nlu.grammar.entity import Entity
from nlu.grammar.words import words_of
from tests.dialogue.talk import CONTENT, Talk

SCREEN = Screen.load(CONTENT.platforms.values())
UNKNOWN = Facts()
CLAIMED = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.CLAIMED)


class Heard(Talk):
    """A conversation whose facts are read from the words; labels beside those of the words are what Rasa would add."""

    def says(self, words: str, *labels: str, act: str | None = None, **_) -> list[str]:
        reading = SCREEN.read(words)
        reading = replace(reading, labels=reading.labels | set(labels), act=act or reading.act)
        return self._turn(Incoming("test", "1", "text", text=words), reading)

    @property
    def facts(self) -> Facts:
        return self.state.facts


@pytest.fixture
def heard():
    return Heard(UNKNOWN)


@pytest.fixture
def asked():
    """Somebody who was asked for their age."""
    talk = Heard(UNKNOWN)
    talk.says("someone posted a private pic of me on instagram", "abuse.social_media_post")
    assert talk.state.asking == "age"
    return talk


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("27", 27), ("31", 31), ("52, ohio", 52), ("26, chicago", 26), ("28. i think it was my ex", 28), ("34", 34),
        ("I have 30 years", 30), ("27 here.", 27), ("im 24 haha", 24), ("about 45", 45), ("thirty one", 31),
    ],
)  # fmt: skip
def test_a_number_alone_answers_the_question_for_the_age(asked, words, age):
    asked.says(words)
    assert (asked.facts.band, asked.facts.age, asked.state.asking) == ("adult", age, None)


@pytest.mark.parametrize("words", ["14", "fifteen", "15, scared", "16. i think it was my ex"])
def test_so_does_the_age_of_a_child_who_is_brought_to_a_person_at_once(asked, words):
    asked.says(words)
    assert asked.facts.band == "minor"
    assert asked.facts.age in (14, 15, 16)
    assert asked.state.level is Level.URGENT
    assert any(isinstance(effect, OpenCase) for effect in asked.effects)


@pytest.mark.parametrize("act", ["out_of_scope", "greet", "affirm", "deny", "goodbye"])
def test_a_guessed_act_does_not_take_an_age_for_something_else(asked, act):
    assert asked.says("52, ohio. married 20 years", act=act)[0] not in ("out_of_scope", "welcome", "goodbye", "greet")
    assert (asked.facts.age, asked.facts.place) == (52, "US-OH")


def test_the_rest_of_an_answer_is_learned_too(asked):
    asked.says("28. i think it was my ex")
    assert asked.facts.who == "ex"


def test_what_waits_for_the_age_goes_on_when_it_is_told(asked):
    asked.command("plan")
    assert asked.state.pending == "plan"
    assert asked.says("29") == ["plan.steps"]


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("im over 18", "adult"), ("yes over 18", "adult"), ("adult", "adult"), ("im an adult", "adult"),
        ("18+", "adult"), ("in my thirties", "adult"), ("30s", "adult"), ("not a minor", "adult"),
        ("18 or over", "adult"), ("under 18", "minor"), ("not yet 18", "minor"), ("im a minor", "minor"),
        ("not an adult", "minor"), ("underage", "minor"),
    ],
)  # fmt: skip
def test_words_for_the_age_band_count_without_a_number(asked, words, band):
    asked.says(words)
    assert (asked.facts.band, asked.facts.age) == (band, None)


@pytest.mark.parametrize("act", ["deny", "affirm"])
@pytest.mark.parametrize(
    "words",
    ["no", "yes", "rather not", "so you can not help me?", "so nothing you can do?", "ok its not a friend its me"],
)
def test_a_yes_or_no_to_may_i_ask_your_age_is_no_age(asked, words, act):
    asked.says(words, act=act)
    assert (asked.facts.band, asked.facts.age) == ("unknown", None)
    assert "StopNCII" not in asked.text
    assert "ask.age" not in asked.cards


@pytest.mark.parametrize(
    "words", ["30 or 40 people saw it", "50 dollars", "adult sites", "it is an adult site", "10 followers", "hello", ""]
)
def test_not_every_number_is_an_age(words):
    assert answered(words_of(words)) is None


def test_a_number_for_the_team_is_not_taken_for_the_age():
    talk = Heard(UNKNOWN, case=CLAIMED, asking="age")
    talk.says("50")
    assert talk.facts.band == "unknown"


def test_a_number_that_opens_a_message_never_makes_a_child_an_adult():
    talk = Heard(Facts(band="minor", age=15), level=Level.URGENT, labels=frozenset({"urgency.minor"}))
    talk.says("50, he wants 50")
    assert (talk.facts.band, talk.facts.age, talk.state.level) == ("minor", 15, Level.URGENT)


@pytest.mark.parametrize(("words", "age"), [("i'm 55, in perth", 55), ("im 19, first year in dublin", 19)])
def test_the_age_just_said_stays_when_it_answers_the_question(asked, words, age):
    asked.says(words, act="affirm")
    assert (asked.facts.band, asked.facts.age) == ("adult", age)


@pytest.mark.parametrize(
    "words",
    [
        "theres a nude of me on reddit from when i was 16. im 33 now",
        "I'm 22 now but theres a video up on pornhub from when i was 15",
    ],
)
def test_an_adult_with_a_picture_from_before_is_an_adult_with_the_tools_of_the_young(heard, words):
    heard.says(words, "abuse.child_image", "urgency.minor")
    assert (heard.facts.band, heard.facts.image_minor, heard.state.level) == ("adult", True, Level.URGENT)
    assert "minor.past" in heard.cards
    assert not {"minor.first", "ask.age"} & set(heard.cards)


def test_a_child_in_the_picture_stays_one_when_only_the_age_now_is_told_later(heard):
    heard.says("someone put up pics of me as a kid", "abuse.child_image", "urgency.minor")
    heard.says("im 33 now")
    assert (heard.facts.band, heard.facts.image_minor, heard.state.level) == ("adult", True, Level.URGENT)


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("no, i'm 19, not 16", 19), ("im 19 not 16", 19), ("sry typo im 19 not 16", 19), ("26 sorry not 16", 26),
        ("not 16, 19", 19), ("i meant 19 not 16", 19), ("no im 19, 16 was a typo", 19),
    ],
)  # fmt: skip
def test_a_corrected_age_is_taken_and_calms_the_level_that_rested_on_it(heard, words, age):
    heard.says("someone put my pic on their snapchat story, im 16", "abuse.child_image", "urgency.minor")
    assert (heard.state.level, heard.facts.age) == (Level.URGENT, 16)
    heard.says(words, "urgency.minor")  # the model sees a 16 as well
    assert (heard.facts.band, heard.facts.age, heard.facts.image_band) == ("adult", age, "adult")
    assert heard.state.level is Level.NONE
    assert "corrected" in heard.cards


@pytest.mark.parametrize("label", ["urgency.self_harm", "urgency.physical_danger"])
def test_a_corrected_age_never_calms_danger(heard, label):
    heard.says("im 16", "urgency.minor", label)
    heard.says("26 sorry not 16")
    assert (heard.facts.age, heard.state.level) == (26, Level.EMERGENCY)


def test_a_corrected_age_leaves_a_picture_whose_age_was_told(heard):
    heard.says("im 16 and he has a pic from when i was 14", "abuse.child_image", "urgency.minor")
    heard.says("sorry im 19 not 16")
    assert (heard.facts.band, heard.facts.image_minor, heard.state.level) == ("adult", True, Level.URGENT)


def test_a_corrected_age_in_the_picture_calms_it_as_well(heard):
    heard.says("a video of me from when i was 16 is up, im 33", "abuse.child_image", "urgency.minor")
    heard.says("sorry, i was 19 not 16 in the video")
    assert (heard.facts.band, heard.facts.image_minor, heard.state.level) == ("adult", False, Level.NONE)


def test_not_18_but_17_is_under_18(heard):
    heard.says("im not 18, im 17", "urgency.minor")
    assert (heard.facts.band, heard.facts.age) == ("minor", 17)


@pytest.mark.parametrize(
    "words", ["ok its not a friend its me", "its me actually", "it's actually me", "the friend is me"]
)
def test_one_who_asked_for_a_friend_may_turn_out_to_be_the_person(heard, words):
    heard.says("asking for a friend lol. someone is blackmailing her", "need.helping_someone", "abuse.sextortion")
    assert heard.facts.helped == "friend"
    heard.says(words, "need.helping_someone", act="deny")
    assert (heard.facts.helped, heard.facts.band) == (None, "unknown")
    heard.says("im 16", "urgency.minor")
    assert (heard.facts.band, heard.facts.age) == ("minor", 16)
    assert "minor.first" in heard.cards


@pytest.mark.parametrize("words", ["its not me its my friend", "hi its me", "is it me who has to report it"])
def test_and_one_who_helps_stays_one_who_helps(heard, words):
    heard.says("my friend is 17 and her ex posted her", "need.helping_someone")
    heard.says(words)
    assert (heard.facts.helped, heard.facts.band) == ("friend", "minor")


@pytest.mark.parametrize(
    "words",
    [
        "my landlord put a hidden camera in the shower. im 21, student, rent a room in his house",
        "Can it be taken out of google search before my students find it?",
        "she just sent me a list of my facebook friends",
        "my roommate sent private pics of me to his mates",
        "my husband keeps saying he'll show people our private pictures",
        "my cousin sent my private photo to our family gc. my mom saw it. im 22",
    ],
)
def test_people_who_are_only_named_are_not_being_helped(heard, words):
    heard.says(words)
    assert heard.facts.helped is None


def test_a_mothers_own_age_is_not_her_childs(heard):
    heard.says("My 15 year old told me someone has his picture", "urgency.minor")
    heard.says("I am a grown woman of 44 and I can't stop crying")
    assert (heard.facts.band, heard.facts.age) == ("minor", 15)


def test_the_age_of_somebody_close_is_the_persons_only_when_they_are_helped():
    boyfriend = Entity("age", 25, 16, 18, "25", {"whose": "subject", "when": "now"})
    for labels, band in (((), "unknown"), (("need.helping_someone",), "adult")):
        talk = Talk(UNKNOWN)
        talk.says("my boyfriend is 25", *labels, entities=(boyfriend,))
        assert talk.state.facts.band == band


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("i found videos of me on my husbands laptop. i never knew he filmed me", "partner"),
        ("My husband says if I go he will show our private videos to the judge", "partner"),
        ("15/f. my boyfriend says if i leave him he will post pictures of us", "partner"),
        ("My manager got hold of a private photo of me and says he'll keep quiet if I come to a hotel", "colleague"),
        ("Someone uploaded my pictures, tagged my employer and put my linkedin under it", None),
    ],
)
def test_who_does_it_is_known_from_what_they_do(heard, words, who):
    heard.says(words)
    assert heard.facts.who == who


def test_a_partner_who_threatens_never_gets_the_script_for_strangers(heard):
    heard.says("my boyfriend says if i leave him he will post pictures of us", "abuse.sextortion", "urgency.sextortion")
    assert "threat.partner" in heard.cards
    assert "threat.stranger" not in heard.cards


def test_the_country_is_the_persons_and_not_that_of_whoever_did_it(heard):
    heard.says("he lives in spain")
    assert heard.facts.place is None
    heard.says("my ex is outside my flat in glasgow")
    assert heard.facts.place == "GB-SCT"


@pytest.mark.parametrize("words", ["18", "eighteen", "18 yrs", "im 18", "18 now", "yes, 18 years old", "over 18"])
def test_the_number_18_answers_the_question_whatever_the_model_sees_in_it(asked, words):
    asked.says(words, "urgency.minor")
    assert (asked.facts.band, asked.state.level) == ("adult", Level.NONE)
    assert "urgency.minor" not in asked.state.labels
    assert "minor.first" not in asked.cards


@pytest.mark.parametrize("words", ["17", "seventeen", "18 but 17 then", "i turn 18 in march", "18 in the pic i was 16"])
def test_an_answer_that_tells_of_an_age_under_18_keeps_it(asked, words):
    asked.says(words, "urgency.minor")
    assert "urgency.minor" in asked.state.labels
    assert asked.state.level is Level.URGENT


def test_a_range_is_no_age():
    talk = Heard(Facts(band="minor", age=16), labels=frozenset({"urgency.minor"}), level=Level.URGENT)
    talk.says("im under 18 ok", "urgency.minor")
    assert talk.facts.age == 16


def test_a_button_for_the_age_band_keeps_the_age_that_fits_it_and_no_other():
    for key, kept in (("age:adult", 30), ("age:minor", None)):
        talk = Talk(Facts(band="adult", age=30))
        talk.taps(key)
        assert (talk.state.facts.band, talk.state.facts.age) == (key.removeprefix("age:"), kept)


@pytest.mark.parametrize(
    ("band", "chance", "level"),
    [("adult", 0.2, Level.NONE), ("adult", 0.8, Level.URGENT), ("unknown", 0.2, Level.URGENT)],
)
def test_the_model_alone_makes_no_child_of_who_said_to_be_grown_up_unless_it_is_likelier_than_not(band, chance, level):
    talk = Talk(Facts(band=band))
    reading = Reading(frozenset({"urgency.minor"}), confidence={"urgency.minor": chance})
    talk._turn(Incoming("test", "1", "text", text="my parents should not know, will the police inform them"), reading)
    assert talk.state.level is level


def test_an_age_under_18_that_is_told_counts_however_unsure_the_model_is():
    talk = Talk(Facts(band="adult"))
    child = Entity("age", 15, 0, 2, "15", {"high": 15, "whose": "unknown", "when": "now", "school": False})
    reading = Reading(frozenset({"urgency.minor"}), confidence={"urgency.minor": 0.2}, entities=(child,))
    talk._turn(Incoming("test", "1", "text", text="15 to be honest"), reading)
    assert talk.state.level is Level.URGENT


def test_the_age_of_who_did_it_is_not_that_of_the_writer_and_a_sister_in_the_room_is_not_helped(heard):
    heard.says("my ex bf, im 17 hes 20, says he will post my nudes on twitter", "abuse.threat_to_share")
    heard.says("no he wouldnt hurt me, im in my room w my sister. whats the law, hes 20", "need.legal_info")
    assert (heard.facts.band, heard.facts.age, heard.facts.helped) == ("minor", 17, None)
    assert heard.state.level is Level.URGENT


@pytest.mark.parametrize("then", ["my ex posted my nudes on instagram and my sister saw it", "im w my sister"])
def test_a_child_whose_family_knows_is_not_taken_for_one_who_helps(heard, then):
    heard.says("my ex posted my nudes on instagram", "abuse.social_media_post")
    heard.says(then)
    assert heard.facts.helped is None
    assert "minor.first" in heard.says("im in year 9", "urgency.minor")


def test_a_parent_who_says_so_only_later_is_one_who_helps(heard):
    heard.says("a 14 year old is blackmailed with nudes", "abuse.sextortion")
    heard.says("its my daughter")
    assert heard.facts.helped == "child"


@pytest.mark.parametrize(
    "words", ["hes 14 on the fake profile", "hes 14 too. can he get arrested", "hes 20, the boy", "they're 13 and 14"]
)
def test_the_age_of_a_child_who_is_helped_is_not_overwritten_by_another_age_told_in_passing(heard, words):
    heard.says("my son is 16 and he paid some scammers, they have a photo of him")
    heard.says(words)
    assert (heard.facts.band, heard.facts.age, heard.state.level) == ("minor", 16, Level.URGENT)


def test_but_it_is_when_it_is_put_right(heard):
    heard.says("my son is 16 and he paid some scammers, they have a photo of him")
    heard.says("sorry, he is 15")
    assert heard.facts.age == 15
    heard.says("he is 17, not 15")
    assert heard.facts.age == 17
