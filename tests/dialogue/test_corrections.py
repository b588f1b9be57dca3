"""What somebody puts right is taken and said back: an age, a place, what was asked, what it is about."""

import pytest

from bot.dialogue.effects import WithdrawCase
from bot.dialogue.events import Incoming
from bot.dialogue.state import Facts
from bot.triage.levels import Level
from bot.understanding.reading import Reading
from nlu.grammar.entity import Entity
from tests.dialogue.talk import Talk

POST = "abuse.social_media_post"


def age(number, at, whose="writer"):
    return Entity("age", number, at, at + 2, str(number), {"whose": whose, "when": "now"})


def place(name, words):
    start = words.casefold().index(name)
    return Entity("platform", name, start, start + len(name), name)


def named(words, *names):
    return tuple(place(name, words) for name in names)


def test_an_age_of_the_one_helped_is_put_right_even_where_the_model_sees_a_minor():
    talk = Talk(Facts(band="minor", age=17, helped="friend", platforms=("instagram",)))
    talk.says("help her", "need.helping_someone", "urgency.minor", POST)
    assert talk.state.level is Level.URGENT
    words = "wait no she's 18, she turned 18 in june"
    eighteen = (age(18, words.index("18"), "subject"), age(18, words.rindex("18"), "subject"))
    said = talk.says(words, "need.helping_someone", "urgency.minor", entities=eighteen)
    assert said[0] == "corrected"
    assert (talk.state.facts.band, talk.state.facts.age, talk.state.level) == ("adult", 18, Level.NONE)


@pytest.mark.parametrize("words", ["she's 18 at school", "her brother, no, i mean he is 18"])
def test_an_age_told_in_passing_takes_nothing_back(words):
    talk = Talk(Facts(band="minor", age=15, helped="friend"))
    talk.says("help her", "need.helping_someone", "urgency.minor", POST)
    talk.says(words, "urgency.minor", entities=(age(18, words.index("18"), "subject"),))
    assert talk.state.level is Level.URGENT


def test_after_another_age_the_way_is_given_anew():
    talk = Talk(Facts(band="minor", age=16, platforms=("snapchat",)))
    talk.says("get it down", "need.removal", POST, "urgency.minor")
    assert "removal.platform" in talk.cards
    words = "no wait i'm 19 not 16"
    sixteen = Entity("age", 16, words.index("16"), words.index("16") + 2, "16", {"whose": "writer", "when": "denied"})
    talk.says(words, entities=(age(19, words.index("19")), sixteen))
    assert talk.says("how do i get it removed", "need.removal") == ["removal.platform"]
    assert "help.snapchat.com" in talk.text


@pytest.mark.parametrize(
    ("words", "names", "left"),
    [
        ("Sorry I meant facebook, not instagram", ("facebook", "instagram"), ("facebook",)),
        ("it is on tiktok and not on instagram", ("tiktok", "instagram"), ("tiktok",)),
        ("i meant facebook", ("facebook",), ("facebook",)),
        ("and facebook too", ("facebook",), ("instagram", "facebook")),
        ("not only instagram, facebook too", ("instagram", "facebook"), ("instagram", "facebook")),
        ("i'm not on instagram myself", ("instagram",), ("instagram",)),
    ],
)
def test_a_place_named_by_mistake_is_replaced_and_said_back(words, names, left):
    talk = Talk(Facts(band="adult", platforms=("instagram",)), labels=frozenset({POST}))
    said = talk.says(words, POST, entities=named(words, *names))
    assert talk.state.facts.platforms == left
    assert ("corrected" in said) is ("instagram" not in left)
    if "corrected" in said:
        assert "Instagram" not in talk.text


def test_a_way_asked_for_again_comes_with_its_link():
    talk = Talk(Facts(band="adult", platforms=("snapchat",)))
    talk.says("get it down", "need.removal")
    assert talk.says("how do i get it down", "need.removal") == ["removal.again"]
    assert "help.snapchat.com" in talk.text


def test_where_to_report_it_means_the_place_it_is_on_and_copies_mean_the_tool():
    talk = Talk(Facts(band="adult", place="US", platforms=("facebook",)), labels=frozenset({POST}))
    where, again = ("sign.report_there/where_to_report_it",), ("sign.stop_copies/up_again",)
    assert talk.says("where do i report it", "need.police", rules=where)[0] == "removal.platform"
    assert talk.says("will it come back", "need.information", rules=again) == ["removal.hash"]


@pytest.mark.parametrize(
    ("labels", "rules", "level"),
    [
        ({"need.human", "need.information"}, ("sign.bot_question/asks_what_i_am",), Level.NONE),
        ({"need.human"}, ("sign.bot_question/asks_what_i_am", "need.human/a_person"), Level.HANDOFF),
        ({"abuse.sextortion", "urgency.sextortion"}, ("sign.no_picture/none_at_all",), Level.NONE),
        ({"urgency.physical_danger"}, ("sign.safe_now/is_safe",), Level.NONE),
        ({"urgency.physical_danger"}, ("sign.safe_now/is_safe", "urgency.physical_danger/violence"), Level.EMERGENCY),
        ({"abuse.sextortion", "urgency.sextortion"}, ("sign.no_picture/none_at_all", "urgency.sextortion/live_demand"),
         Level.URGENT),
    ],
)  # fmt: skip
def test_what_a_rule_knows_better_than_the_model_is_believed_unless_another_rule_heard_it(labels, rules, level):
    talk = Talk(Facts())
    talk.says("hm", *labels, rules=rules)
    assert talk.state.level is level


def test_who_asks_to_talk_to_a_lawyer_gets_the_lawyer():
    talk = Talk(Facts(band="adult"))
    assert talk.says("can i talk to a lawyer", "need.lawyer", "need.human", rules=("need.lawyer/lawyer",)) == [
        "lawyer.first", "handoff.lawyer", "handoff.consent"]  # fmt: skip


def test_blackmail_without_a_picture_is_said_to_be_another_matter():
    talk = Talk(Facts())
    said = talk.says(
        "there are no photos", "abuse.sextortion", "urgency.sextortion", rules=("sign.no_picture/none_at_all",)
    )
    assert said == ["out_of_scope"]


def test_somebody_who_wants_to_meet_is_answered_once_a_matter_is_known():
    meet = ("sign.wants_to_meet/to_meet_me",)
    talk = Talk(Facts(band="minor"), labels=frozenset({"abuse.cyberflashing", "urgency.minor"}), level=Level.URGENT)
    assert talk.says("he wants to meet after school", rules=meet) == ["threat.more_images"]
    assert "emergency number" in talk.text
    assert Talk(Facts()).says("he wants to meet after school", rules=meet) != ["threat.more_images"]


@pytest.mark.parametrize(
    ("words", "sign", "facts", "card"),
    [
        ("pics leaked", "sign.leaked/got_out", Facts(), "leaked.where"),
        ("how do i tell my dad", "sign.words_for/how_to_tell", Facts(), "threat.tell_friend"),
        ("how do i tell my dad", "sign.words_for/how_to_tell", Facts(band="minor"), "minor.tell_adult"),
        ("the google one", "sign.off_search/hide_it", Facts(band="adult"), "removal.search"),
        ("in what languages can i write", "sign.language_question/which_languages", Facts(), "language.ours"),
        ("ok i blocked her", "sign.step_done/did_it", Facts(), "step.done"),
        ("im not suicidal, just angry", "sign.not_suicidal/says_so", Facts(), "support.noted"),
    ],
)
def test_words_that_a_rule_knows_are_answered_by_their_own_card(words, sign, facts, card):
    assert Talk(facts).says(words, rules=(sign,))[0] == card


def test_where_it_leaked_is_not_asked_of_somebody_who_told():
    talk = Talk(Facts(band="adult"), labels=frozenset({"abuse.porn_site_post"}))
    assert "leaked.where" not in talk.says("since the pics got leaked", rules=("sign.leaked/got_out",))


@pytest.mark.parametrize(
    "sign", ["sign.not_suicidal/says_so", "sign.everyday/medicine_as_usual", "sign.safe_now/no_danger"]
)
@pytest.mark.parametrize(("chance", "level"), [(0.8, Level.NONE), (0.95, Level.EMERGENCY)])
def test_beside_harmless_words_the_model_alone_must_be_almost_sure_of_self_harm(sign, chance, level):
    talk, label = Talk(Facts()), "urgency.self_harm"
    reading = Reading(frozenset({label}), confidence={label: chance}, rules=(sign,))
    talk._turn(Incoming("test", "1", "text", text="not suicidal"), reading)
    assert talk.state.level is level


def test_what_a_rule_of_the_screen_hears_of_self_harm_counts_beside_harmless_words():
    talk = Talk(Facts())
    talk.says("x", "urgency.self_harm", rules=("sign.everyday/on_the_way", "urgency.self_harm/plain_word"))
    assert talk.state.level is Level.EMERGENCY


def test_an_offer_to_have_it_deleted_for_money_is_no_demand_of_the_blackmailer():
    talk = Talk(Facts(band="adult"))
    said = talk.says(
        "a man says he can get it deleted for 200", "abuse.sextortion", rules=("sign.recovery_offer/paid_help",)
    )
    assert said[0] == "threat.recovery_scams"
    assert "abuse.sextortion" not in talk.state.labels


LINK = "I am 44, from Hamburg. No questions, just the link"


@pytest.mark.parametrize("labels", [(), ("need.removal",)])
@pytest.mark.parametrize(("places", "card"), [(("instagram",), "removal.platform"), ((), "removal.ask")])
def test_what_is_asked_beside_the_age_is_given_too(places, card, labels):
    talk = Talk(Facts(platforms=places), labels=frozenset({POST}), asking="age", asked=("age",))
    hamburg = Entity("country", "DE", 14, 21, "Hamburg", {"whose": "writer"})
    assert talk.says(LINK, *labels, entities=(age(44, 5), hamburg))[0] == card
    assert (talk.state.facts.band, talk.state.facts.age, talk.state.facts.place) == ("adult", 44, "DE")


@pytest.mark.parametrize("seen", [(), ("urgency.minor", "abuse.child_image")])
@pytest.mark.parametrize(
    ("words", "whose"),
    [("the girl is 26, it is actually me", "subject"), ("she is 26, not a child", "subject"),
     ("sorry i am 26, it is me in the picture", "writer")],
)  # fmt: skip
def test_a_child_that_was_only_read_is_put_right_and_so_are_the_words(words, whose, seen):
    talk = Talk(Facts())
    talk.says("a girls nudes are up", "need.helping_someone", "abuse.child_image", "urgency.minor")
    assert talk.says(words, *seen, entities=(age(26, words.index("26"), whose),)) == ["corrected"]
    assert (talk.state.facts.image_band, talk.state.facts.age) == ("adult", 26)
    assert not any(isinstance(effect, WithdrawCase) for effect in talk.effects)


@pytest.mark.parametrize("first", ["pics of my friend as a kid are up", "pics of her when she was little"])
def test_a_picture_said_to_be_from_before_stays_one_of_a_child(first):
    talk = Talk(Facts())
    talk.says(first, "need.helping_someone", "abuse.child_image", "urgency.minor")
    talk.says("she is 26, not a child", entities=(age(26, 7, "subject"),))
    assert (talk.state.facts.band, talk.state.facts.image_band) == ("adult", "minor")
