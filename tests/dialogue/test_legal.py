"""Law by place and matter: only what fits, split well, hedged when unsure; nothing without a source as certain."""

import re

import pytest

from bot.content.place import COVERS
from bot.dialogue.effects import Say
from bot.dialogue.state import Facts
from bot.replies import render
from bot.understanding.reading import ABUSE
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

MESSAGE = 600
TAGS = re.compile(r"<[^>]+>")
PLACES = {place.code: place for place in CONTENT.places.values()}


def asks(place, *labels, band="adult"):
    talk = Talk(Facts(band=band, place=place))
    talk.says("is this against the law", "need.legal_info", *(f"abuse.{label}" for label in labels))
    return talk


def messages(talk):
    return [TAGS.sub("", str(render(CONTENT, say, "adult")["html"])) for say in talk.effects if isinstance(say, Say)]


def pages(talk):
    """Turn every page of the law; return the messages."""
    said = [message for message in messages(talk) if "I'm a bot, not a lawyer" in message]
    while further := [key for key in talk.buttons if key.startswith("law:page:")]:
        talk.taps(further[0])
        said += messages(talk)
    return said


@pytest.mark.parametrize("label", ABUSE)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_place_tells_every_law_that_fits_and_no_other(place, label):
    talk = asks(place.code, label)
    sure, unsure = place.laws_for([label])
    assert "legal.help" in talk.cards or "law:help" in talk.buttons
    assert all(len(message) <= MESSAGE for message in messages(talk))
    if not sure and not unsure:
        assert "legal.none_sure" in talk.cards
        return
    said = pages(talk)
    assert all(len(message) <= MESSAGE and place.as_of in message for message in said)
    for law in place.laws:
        told = [message for message in said if f"({law.name})" in message]
        assert bool(told) is bool(set(COVERS[label]) & set(law.covers))
        if told:
            assert law.source
            assert (CONTENT.phrases.law_unsure_head in told[0]) is (law.confidence == "unsure")


@pytest.mark.parametrize("label", ABUSE)
def test_what_is_told_as_certain_has_a_source_that_can_be_opened(label):
    for place in PLACES.values():
        assert all("http" in law.source for law in place.laws_for([label])[0])


def test_the_country_is_asked_and_then_the_state_only_where_its_law_differs():
    talk = asks(None, "social_media_post")
    assert "legal.ask_country" in talk.cards
    said = talk.taps("place:US")
    assert said == ["legal.place", "legal.help", "legal.part"]
    assert "place:US-CA" in talk.buttons
    assert "skip" in talk.buttons
    talk.taps("place:US-CA")
    federal = {law.name for law in PLACES["US"].laws}
    told = "\n".join(pages(talk))
    assert "California" in told
    assert not [name for name in federal if f"({name})" in told]  # only what the state adds


def test_a_state_that_adds_nothing_is_not_asked_for():
    assert "legal.part" in asks("US", "doxxing").cards
    offered = asks("US", "doxxing").buttons
    assert "place:US-CA" in offered
    assert "place:US-MI" not in offered  # holds no law of its own on this
    assert "legal.part" not in asks("FR", "doxxing").cards
    assert "legal.part" not in asks("US-CA", "doxxing").cards


def test_the_state_can_be_typed_or_skipped():
    talk = asks("US", "deepfake")
    state = Entity("country", "US-NY", 0, 8, "new york")
    assert talk.says("new york", entities=(state,))[0] == "legal.place"
    assert "New York" in talk.text
    assert asks("US", "deepfake").taps("skip") == ["affirm.what_next"]


def test_the_nations_of_the_united_kingdom_are_told_apart():
    talk = asks("GB", "social_media_post")
    assert "England and Wales" in talk.text
    assert "place:GB-SCT" in talk.buttons
    talk.taps("place:GB-SCT")
    assert "Scotland" in talk.text


def test_a_matter_that_nobody_named_is_asked_for_first():
    talk = asks("AU")
    assert talk.cards == ["legal.ask_matter"]
    assert "legal.place" in talk.taps("law:deepfake")
    assert all(set(COVERS["deepfake"]) & set(law.covers) for law in PLACES["AU"].laws if f"({law.name})" in talk.text)


def test_what_cannot_wait_goes_before_the_law():
    talk = asks("AU")
    said = talk.taps("law:child_image")
    assert said.index("minor.first") < said.index("legal.place")


@pytest.mark.parametrize("need", ["legal_info", "police"])
def test_a_country_we_do_not_hold_is_said_to_be_so_with_what_works_anywhere(need):
    talk = Talk(Facts(band="adult", place="NP"))
    talk.says("what does the law say", f"need.{need}", "abuse.deepfake")
    assert "legal.unsupported" in talk.cards
    assert "legal.place" not in talk.cards
    for address in ("findahelpline.com", "inhope.org", "childhelplineinternational.org"):
        assert address in talk.text
    assert {"need:removal", "card:removal.hash", "human"} <= set(talk.buttons)


def test_somebody_who_skipped_the_country_can_still_name_it():
    talk = asks(None, "deepfake")
    talk.taps("skip")
    assert talk.taps("need:legal_info") == ["legal.unsupported"]
    assert talk.taps("place:ask") == ["legal.ask_country"]
    assert "legal.place" in talk.taps("place:AU")


def test_offices_and_lines_with_hours_follow_the_law():
    talk = asks("ES", "social_media_post")
    assert "https://www.aepd.es/canalprioritario" in talk.text
    assert "24/7" in talk.text
    assert Talk(Facts(place="GB-ENG", band="adult")).taps("law:help") == ["legal.help"]


@pytest.mark.parametrize("key", ["law:page:9", "law:page:x", "law:nothing", "law:page:1"])
def test_an_old_or_broken_button_is_answered(key):
    assert asks("AU").taps(key)


def test_to_ask_about_another_place_moves_nobody_there():
    talk = asks("KE", "direct_sharing")
    argentina = (Entity("country", "AR", 7, 16, "argentina"),)
    said = talk.says("and in argentina?", entities=argentina)
    assert said[0] == "legal.place"
    assert CONTENT.places["AR"].name in talk.text
    assert talk.state.facts.place == "KE"


def test_a_place_put_right_after_the_law_brings_its_law():
    talk = asks("KE", "direct_sharing")
    assert talk.says("no i mean portugal", entities=(Entity("country", "PT", 10, 18, "portugal"),))[0] == "legal.place"
    assert talk.state.facts.place == "PT"


def test_who_does_not_know_where_to_report_gets_the_police_of_a_place_named_later():
    talk = Talk(Facts(band="adult"))
    talk.says("i want to report it to the police", "need.police")
    assert talk.says("idk") == ["legal.unsupported"]
    assert talk.says("germany", entities=(Entity("country", "DE", 0, 7, "germany"),)) == ["police.place"]
