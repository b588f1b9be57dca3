import re

import pytest

from bot.config import ROOT
from bot.errors import ContentError
from bot.understanding.reading import ABUSE, NEED

CARDS = sorted(path.name for path in (ROOT / "responses/en/cards").glob("*.md"))
CAPTURE = re.compile(r"screen ?-?shot|screen record|save (it|the picture|the photo)|take a picture", re.IGNORECASE)


@pytest.mark.parametrize("label", ABUSE)
def test_every_kind_of_abuse_is_explained_in_three_steps_without_blame(content, label):
    for band in ("unknown", "minor", "adult"):
        card = content.card(f"explain.{label}", band)
        assert card.steps == 3
        assert re.search(r"not (your|yours)|did nothing|not in trouble|don't have to prove", card.text)
        assert "human" in card.buttons


@pytest.mark.parametrize("need", NEED)
def test_every_need_has_its_button(content, need):
    assert content.button("human" if need == "human" else f"need:{need}")


@pytest.mark.parametrize("label", ABUSE)
def test_every_guess_has_its_button(content, label):
    assert content.button(f"abuse:{label}")


@pytest.mark.parametrize("name", ["evidence.first", "threat.stranger", "explain.sextortion", "removal.hash"])
def test_each_age_band_gets_its_variant(content, name):
    adult, unknown = content.card(name, "adult"), content.card(name, "unknown")
    assert adult.audience == "adult"
    assert unknown.audience == "everyone"
    assert content.card(name).text == unknown.text != adult.text


def test_a_child_gets_the_childs_variant_or_else_the_plain_one(content):
    assert content.card("explain.sextortion", "minor").audience == "minor"
    assert content.card("evidence.first", "minor").audience == "everyone"


def test_only_adults_are_ever_told_to_capture_the_screen(content):
    told = {card.file for variants in content.cards.values() for card in variants.values() if CAPTURE.search(card.text)}
    assert "evidence.first.adult.md" in told
    assert {name for name in told if not name.endswith(".adult.md")} == set()


def test_no_card_for_a_child_offers_the_adults_tool(content):
    for variants in content.cards.values():
        for card in (variant for variant in variants.values() if variant.audience == "minor"):
            assert "stopncii" not in card.links
            assert "StopNCII" not in card.text


def test_thoughts_of_suicide_are_met_with_a_line_and_a_plain_question_in_the_first_message(content):
    for band in ("unknown", "minor", "adult"):
        card = content.card("crisis.first", band)
        assert "crisis_line" in card.params
        assert "killing yourself" in card.text
        assert card.buttons == ("crisis:yes", "crisis:unsure", "crisis:no")
        assert card.links == ()


def test_danger_shows_the_emergency_number_first(content):
    assert "emergency" in content.card("danger.first").params


def test_a_child_is_told_the_five_things_in_the_first_card(content):
    text = content.card("minor.first").text
    promised = (
        "not in trouble with me", "Leave everything as it is", "adult you trust", "Take It Down", "may have to tell",
    )  # fmt: skip
    assert [said for said in promised if said not in text] == []


def test_blocking_is_never_the_first_advice_against_a_partner(content):
    for band in ("unknown", "minor", "adult"):
        text = content.card("threat.partner", band).text
        assert "can make things worse" in text
        assert text.index("emergency number") < text.index("change passwords")


def test_a_hand_off_says_what_staff_see_and_how_to_take_it_back(content):
    for name in ("handoff.emergency", "handoff.urgent", "handoff.human", "handoff.lawyer"):
        card = content.card(name)
        assert "summary" in card.text
        assert "wait" in card.params
        assert "handoff:withdraw" in card.buttons


def test_a_name_that_does_not_exist_is_an_error_and_not_a_blank(content):
    with pytest.raises(ContentError):
        content.card("no.such")
    with pytest.raises(ContentError):
        content.button("platform:no_such")
    with pytest.raises(ContentError):
        content.link("no_such")


def test_platforms_and_places_name_their_own_buttons(content):
    assert content.button("platform:instagram") == "Instagram"
    assert content.button("place:GB-ENG") == "England and Wales"
