"""Every place has its way, for each age band; after a no or no answer there is something else, to the end."""

import re

import pytest

from bot.dialogue.effects import Say
from bot.dialogue.flows.refusal import LADDER
from bot.dialogue.state import CaseView, Facts
from bot.replies import render
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

MESSAGE, STEPS = 600, 3
BANDS = ("unknown", "minor", "adult")
PLACES = [id for id, platform in CONTENT.platforms.items() if platform.holds]
CAPTURE = re.compile(r"screen ?shot|screen record|\bcapture|make a copy|save (?:it|the)", re.IGNORECASE)
TAGS = re.compile(r"<[^>]+>")


def facts(band="adult", place="US", *platforms):
    return Facts(band=band, place=place, platforms=platforms)


def wants(talk, *labels, words="please help me get it down"):
    return talk.says(words, "need.removal", *labels)


def messages(talk):
    band = talk.state.facts.image_band
    return [TAGS.sub("", str(render(CONTENT, say, band)["html"])) for say in talk.effects if isinstance(say, Say)]


def fits_a_phone(talk, band):
    for message in messages(talk):
        assert len(message) <= MESSAGE, message
        assert len(re.findall(r"^\d\. ", message, re.MULTILINE)) <= STEPS, message
        assert band == "adult" or not CAPTURE.search(message), message
        assert band != "minor" or "stopncii.org" not in message, message


@pytest.mark.parametrize("band", BANDS)
def test_every_place_shows_its_way_by_button_and_says_so_when_no_address_is_confirmed(band):
    for id, platform in CONTENT.platforms.items():
        talk = Talk(facts(band))
        card = talk.taps(f"platform:{id}")[0]
        address = platform.address(band)
        assert card == ("removal.platform" if address else "removal.no_address")
        assert (address or "no web address") in talk.text
        assert platform.steps_for(band)[0] in talk.text
        fits_a_phone(talk, band)


@pytest.mark.parametrize("name", ["name", "alias"])
def test_every_place_can_be_typed_once_it_is_asked_for(name):
    for id, platform in CONTENT.platforms.items():
        for typed in (platform.name,) if name == "name" else platform.aliases:
            talk = Talk(facts())
            assert talk.taps("platform:other") == ["removal.other"]
            talk.says(typed)
            assert f"removal:{id}" in talk.state.said, typed


@pytest.mark.parametrize(
    ("typed", "id"),
    [("Instagran", "instagram"), ("snapchatt", "snapchat"), ("hinge", "hinge"), ("signal", "signal"),
     ("ti tok", "tiktok"), ("telegarm", "telegram"), ("X", "x"), ("youtub", "youtube"), ("Threads.", "threads")],
)  # fmt: skip
def test_a_misspelt_name_is_understood(typed, id):
    talk = Talk(facts())
    wants(talk)
    talk.says(typed)
    assert f"removal:{id}" in talk.state.said


@pytest.mark.parametrize("typed", ["somesite.xyz", "https://some-site.net/p/1", "chatterbox", "Foo Bar"])
def test_an_unknown_site_leads_to_how_to_find_who_runs_it(typed):
    talk = Talk(facts())
    wants(talk)
    assert talk.says(typed) == ["removal.unknown_site"]
    assert "ICANN Lookup" in talk.text
    fits_a_phone(talk, "adult")


@pytest.mark.parametrize("typed", ["idk", "why", "not sure"])
def test_somebody_who_does_not_know_is_not_told_about_an_unknown_site(typed):
    talk = Talk(facts())
    wants(talk)
    assert "removal.unknown_site" not in talk.says(typed)


def test_a_place_named_in_the_message_is_not_asked_for():
    talk = Talk(facts("adult", "US"))
    entity = Entity("platform", "tiktok", 0, 6, "tiktok")
    assert "removal.platform" in talk.says("its on tiktok, get it down", "need.removal", entities=(entity,))
    assert "TikTok" in talk.text


def test_of_several_places_none_is_forgotten():
    talk = Talk(facts("adult", "US", "instagram", "facebook", "tiktok", "reddit", "x"))
    assert wants(talk) == ["removal.platform"] * 2
    assert "removal:next" in talk.buttons
    assert talk.taps("removal:next") == ["removal.platform"] * 2
    assert "TikTok" in talk.text
    assert wants(talk)[0] == "removal.platform"  # the next turn goes on too
    assert "X (Twitter)" in talk.text
    assert "removal:next" not in talk.buttons
    assert wants(talk) == ["removal.again"]


def test_hiding_it_from_search_follows_the_way_for_a_site():
    talk = Talk(facts())
    assert talk.taps("platform:xhamster") == ["removal.no_address", "removal.search"]
    for engine in ("Google", "Bing", "Yandex", "DuckDuckGo"):
        assert engine in talk.text
    assert talk.taps("platform:erome") == ["removal.no_address"]  # once is enough


def climb(talk, first):
    """Tap "that did not work either" until nothing is left; return every card on the way."""
    said = talk.taps(first)
    while further := [key for key in talk.buttons if key.startswith("further:")]:
        assert len(said) <= len(LADDER) + 1
        said += talk.taps(further[0])
    return said


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("place", ["US", "GB-ENG", "IN", "DE", "KE", "NP"])
def test_after_a_no_every_place_leads_step_by_step_to_a_person(band, place):
    for id in PLACES:
        talk = Talk(facts(band, place))
        talk.taps(f"platform:{id}")
        assert {f"refused:{id}", f"silent:{id}"} <= set(talk.buttons)
        said = talk.taps(f"refused:{id}")
        assert said[0] in ("removal.appeal", "removal.refused")
        order = ["removal.office", "removal.host", "removal.search", "removal.person"]
        while further := [key for key in talk.buttons if key.startswith("further:")]:
            fits_a_phone(talk, band)
            said += talk.taps(further[0])
        fits_a_phone(talk, band)
        rest = said[1:]
        assert rest == [card for card in order if card in rest]
        assert rest[-2:] == ["removal.search", "removal.person"]
        assert ("removal.host" in rest) is CONTENT.platforms[id].site
        assert {"human", "need:lawyer"} <= set(talk.buttons)


def test_no_answer_says_how_long_it_takes_and_goes_on_to_the_office():
    talk = Talk(facts("adult", "AU"))
    talk.taps("platform:snapchat")
    assert talk.taps("silent:snapchat") == ["removal.silent"]
    assert "within a day" in talk.text
    assert talk.taps("further:office:snapchat") == ["removal.office"]
    assert "https://www.esafety.gov.au/report" in talk.text


@pytest.mark.parametrize(
    ("place", "platform", "shown", "hidden"),
    [("US", "x", "takeitdown.ftc.gov", "gac.gov.in"), ("US-TX", "vk", "takeitdown.ftc.gov", "esafety"),
     ("IN", "reddit", "gac.gov.in", "esafety"), ("AT", "telegram", "dsa-contact-points", "ftc.gov"),
     ("GB-ENG", "reddit", "takeitdown.ftc.gov", "gac.gov.in"), ("ES", "vk", "aepd.es", "ftc.gov"),
     ("KE", "aylo", "reportfraud.ftc.gov", "esafety"), ("KR", "telegram", "1366", "ftc.gov")],
)  # fmt: skip
def test_the_office_is_the_one_of_the_persons_country(place, platform, shown, hidden):
    talk = Talk(facts("adult", place))
    assert talk.taps(f"further:office:{platform}") == ["removal.office"]
    assert shown in talk.text
    assert hidden not in talk.text


def test_a_rule_from_memory_is_hedged_after_a_no_and_a_copyright_notice_is_never_a_step():
    talk = Talk(facts("adult", "GB-SCT"))
    talk.taps("further:office:telegram")
    assert "1. Ask Report Harmful Content" in talk.text
    assert "Please check this one first: Tell Ofcom" in talk.text
    assert "copyright" not in talk.text


def test_whoever_may_be_under_18_gets_no_rule_made_for_adults():
    for band in ("unknown", "minor"):
        talk = Talk(facts(band, "CA"))
        talk.taps("further:office:xhamster")
        assert "British Columbia" not in talk.text
        assert "payment company" not in talk.text


@pytest.mark.parametrize(("answer", "heard"), [("place:IN", "gac.gov.in"), ("skip", None), ("place:other", None)])
def test_the_country_is_asked_only_when_an_office_depends_on_it_and_the_ladder_goes_on(answer, heard):
    talk = Talk(Facts(band="adult"))
    talk.taps("platform:telegram")
    talk.taps("refused:telegram")
    assert talk.taps("further:office:telegram") == ["legal.ask_country"]
    assert talk.taps(answer) == (["removal.office"] if heard else ["removal.search"])
    assert heard is None or heard in talk.text
    assert any(key.startswith("further:") for key in talk.buttons)


@pytest.mark.parametrize(
    ("words", "card"),
    [("they said no", "removal.appeal"), ("Instagram refused", "removal.refused"), ("no answer", "removal.silent"),
     ("they didn't reply", "removal.silent"), ("its still up", "removal.silent"), ("They said no.", "removal.appeal"),
     ("they don\u2019t answer me", "removal.silent"), ("it didnt work", "removal.appeal")],
)  # fmt: skip
def test_a_no_or_no_answer_can_be_typed(words, card):
    talk = Talk(facts("adult", "US", "instagram", "facebook"))
    wants(talk)
    assert talk.says(words, act="deny") == [card]


def test_a_no_typed_with_more_is_heard_whole():
    talk = Talk(facts("adult", "US", "instagram"))
    wants(talk)
    said = talk.says("they said no and now he is outside my door with a knife", "urgency.physical_danger")
    assert said[0].startswith("danger.")
    wants(talk)
    assert talk.says("instagram refused to take it down even after two reports from me and my sister", "need.removal")[
        0
    ] in ("removal.refused", "removal.appeal")


def test_a_no_that_names_another_place_is_heard_whole():
    talk = Talk(facts("adult", "US", "instagram"))
    wants(talk)
    talk.says("they refused and now it is on reddit", "abuse.social_media_post",
              entities=(Entity("platform", "reddit", 0, 0, "reddit", {}),))  # fmt: skip
    assert "reddit" in talk.state.facts.platforms


def test_a_no_typed_to_a_person_is_theirs_to_answer():
    case = CaseView(id="A1", level=Level.HANDOFF, status=Status.CLAIMED)
    talk = Talk(facts("adult", "US", "instagram"), case, said=("removal:instagram",))
    assert talk.says("they said no", act="deny") == []


def test_without_a_route_no_is_only_a_no():
    talk = Talk(Facts(band="adult"))
    assert talk.says("they said no", act="deny") == ["deny.ok"]


@pytest.mark.parametrize(
    "key", ["further:nowhere:x", "further:office", "further:appeal:", "refused:gone", "silent:gone"]
)
def test_an_old_or_broken_button_is_answered(key):
    assert Talk(facts()).taps(key)


def test_a_child_is_led_to_a_hotline_instead_of_looking_up_hosts():
    talk = Talk(facts("minor", "US"))
    talk.taps("further:host:erome")
    assert "hotline" in talk.text
    assert "ICANN" not in talk.text


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("they told me it doesnt go against their rules", "removal.appeal"),
        ("they say it's not violating anything", "removal.appeal"),
        ("it doesn't violate their community guidelines apparently", "removal.appeal"),
        ("they looked and said it isn't against the rules", "removal.appeal"),
        ("instagram wrote back that it is within their guidelines", "removal.refused"),
        ("got an email that they wont remove it", "removal.appeal"),
        ("they decided not to remove it and left it up", "removal.appeal"),
        ("got a no from them. what else can i try", "removal.appeal"),
        ("my report was rejected after a day, they found nothing wrong with it", "removal.appeal"),
        ("i reported it and they declined", "removal.appeal"),
        ("he won't delete it and facebook said no", "removal.appeal"),
        ("still no response from them after a week", "removal.silent"),
        ("i reported it 3 days ago and haven't heard anything", "removal.silent"),
        ("they just ignored my report", "removal.silent"),
        ("who else can make them take it down here", "removal.office"),
        ("can anyone force them to delete it?", "removal.office"),
    ],
)
def test_a_long_no_is_still_a_no(words, card):
    talk = Talk(facts("adult", "US", "instagram", "facebook"))
    wants(talk)
    assert talk.says(words, "need.legal_info", "abuse.social_media_post") == [card]


@pytest.mark.parametrize(
    "words",
    ["he refused to delete it", "she said no", "my ex won't take it down", "i never answered them",
     "i can't take it anymore", "the police didn't help", "i don't want to delete my account",
     "is it not against the law", "who else can see it", "i'm not against it", "i won't delete it myself",
     "thank you so much"],
)  # fmt: skip
def test_what_another_person_refuses_is_no_answer_of_a_site(words):
    talk = Talk(facts("adult", "US", "instagram"))
    wants(talk)
    assert not {"removal.appeal", "removal.refused", "removal.silent"}.intersection(talk.says(words))


@pytest.mark.parametrize(
    "label",
    ["urgency.self_harm", "urgency.physical_danger", "urgency.minor", "urgency.sextortion", "need.human",
     "need.lawyer"],
)  # fmt: skip
def test_a_no_that_comes_with_what_matters_more_is_heard_whole(label):
    talk = Talk(facts("adult", "US", "instagram"))
    wants(talk)
    said = talk.says("they told me it doesnt go against their rules", label)
    assert said
    assert not said[0].startswith("removal.")


SEARCHES = [
    "can you also stop it showing up on google", "it comes up when you google me", "its in google images",
    "get it off bing", "take it out of the search results", "people see it when they search my name",
    "google still shows it", "how do i stop google from showing it when people google my name",
]  # fmt: skip


@pytest.mark.parametrize("words", SEARCHES)
@pytest.mark.parametrize("shown", [(), ("pornhub",), ("instagram",)])
def test_search_results_lead_to_the_way_for_search_engines(words, shown):
    talk = Talk(facts("adult", "US", *shown))
    if shown:
        wants(talk)
    assert "removal.search" in talk.says(words, "need.removal")


def test_a_search_engine_beside_a_site_gets_its_card_once_after_the_route():
    talk = Talk(Facts(band="adult", place="US"))
    places = tuple(Entity("platform", id, 0, 0, id, {}) for id in ("instagram", "google_search"))
    said = talk.says("on insta and google images", "need.removal", entities=places)
    assert said.count("removal.search") == 1
    assert said.index("removal.platform") < said.index("removal.search")


@pytest.mark.parametrize("words", ["it is on google drive", "he has it in google photos", "the police search my phone"])
def test_a_folder_or_a_search_of_a_phone_is_no_search_engine(words):
    assert "removal.search" not in Talk(facts("adult", "US", "instagram")).says(words, "need.removal")


def test_what_was_sent_and_shall_come_back_can_be_deleted_for_everyone():
    talk = Talk(facts("adult", "US"))
    assert talk.says("can i get it back somehow", "need.removal") == ["removal.direct"]


def test_paper_is_taken_down_by_people_and_not_by_a_form():
    talk = Talk(facts("adult", "US"))
    assert talk.says("how do i get the posters down", "need.removal", "abuse.direct_sharing")[-1] == "removal.paper"


def test_who_wants_it_out_of_search_gets_the_search_engines_and_no_other_route():
    talk = Talk(facts("adult", "US", "xhamster"))
    assert talk.says("how do i hide it from google", "need.removal") == ["removal.search"]


def test_a_site_named_by_its_address_is_not_asked_for():
    talk = Talk(facts("adult", "US"))
    assert talk.says("get it off leakzone.to", "need.removal") == ["removal.unknown_site"]
