import pytest

from bot.content.place import COVERS
from bot.understanding.reading import ABUSE

TELEGRAM_LIMIT = 4096


def test_every_abuse_label_is_matched_to_the_parts_of_a_law():
    assert set(COVERS) == set(ABUSE)


def test_a_state_sees_its_own_law_first_and_then_its_countrys(content):
    state, country = content.places["US-CA"], content.places["US"]
    assert state.laws[-len(country.laws) :] == country.laws
    assert state.laws[0] not in country.laws
    assert state.crisis_line == country.crisis_line
    assert set(country.lines) <= set(state.lines)


def test_a_code_we_hold_under_another_name_leads_there(content):
    assert content.places["GB-WLS"] is content.places["GB-ENG"]
    assert content.places["AT"].name == "European Union"
    assert content.places.get("NP") is None


def test_no_law_from_memory_is_told_as_sure(content):
    for place in content.places.values():
        sure, unsure = place.laws_for(ABUSE)
        assert all("http" in law.source for law in sure)
        assert not {law.name for law in sure} & {law.name for law in unsure}


def test_low_trust_places_tell_no_law_as_sure(content):
    low = [place for place in content.places.values() if place.trust == "low"]
    assert low
    assert all(place.laws_for(ABUSE)[0] == () for place in low)


def test_unsure_laws_come_after_the_words_that_hedge_them(content):
    said = content.places["GB-ENG"].laws_in_words(["social_media_post", "sextortion"])
    sure, hedged = said.split(content.phrases.law_unsure_head)
    assert "share a picture that shows, or seems to show, you" in sure
    assert "blackmail" in hedged
    assert "blackmail" not in sure


def test_only_laws_that_fit_the_abuse_are_told(content):
    place = content.places["GB-ENG"]
    assert "genitals" in place.laws_in_words(["cyberflashing"])
    assert "genitals" not in place.laws_in_words(["doxxing"])
    assert place.laws_in_words([]) == ""
    assert place.laws_in_words(["impersonation"]) == ""


def test_a_bill_is_never_told_as_law(content):
    bills = [law for place in content.places.values() for law in place.laws if "bill" in law.name.lower()]
    assert all(law.confidence == "unsure" for law in bills)
    defiance = next(law for law in content.places["US"].laws if law.name.startswith("DEFIANCE"))
    assert defiance.confidence == "unsure"


def test_laws_that_protect_children_are_never_worded_as_a_threat_to_the_child(content):
    for place in content.places.values():
        for law in place.laws_for(["child_image"])[0] + place.laws_for(["child_image"])[1]:
            assert "illegal" not in law.plain
            assert "to keep" not in law.plain


def test_everything_of_a_place_fits_into_one_message(content):
    for place in content.places.values():
        assert len(place.laws_in_words(ABUSE)) + len(place.police_in_words()) < TELEGRAM_LIMIT - 1000


def test_police_from_memory_is_hedged(content):
    hedge = content.phrases.police_unsure
    assert hedge not in content.places["IN"].police_in_words()
    assert content.places["SE"].police_in_words().startswith(hedge)


def test_only_verified_lines_are_offered(content):
    for place in content.places.values():
        offered = place.lines_for("everyone", "adults", "under18", "suicide", "domestic_abuse", "men", "lgbt")
        assert all(line.verified for line in offered)
    assert not any(line.verified for line in content.places["US"].lines if line.name == "VictimConnect")


@pytest.mark.parametrize(
    ("place", "number"), [("US", "988"), ("GB-ENG", "116 123"), ("IN", "14416"), ("AU", "13 11 14"), ("US-TX", "988")]
)
def test_the_crisis_line_is_the_countrys(content, place, number):
    assert number in content.crisis_line(place)
    assert number in content.support_lines(place)


@pytest.mark.parametrize("place", [None, "NP", "TR", "EU"])
def test_without_a_confirmed_crisis_line_the_finder_is_named(content, place):
    assert "https://findahelpline.com" in content.crisis_line(place)
    assert "https://findahelpline.com" in content.support_lines(place)


def test_a_child_in_crisis_gets_the_childrens_line_too(content):
    assert "0800 1111" in content.crisis_line("GB-ENG", "minor")
    assert "0800 1111" not in content.crisis_line("GB-ENG", "adult")
    assert "1-800-843-5678" not in content.crisis_line("US", "minor")  # a desk for reports, not for this
    assert "0800 1111" in content.child_line("GB-ENG")
    assert "https://childhelplineinternational.org" in content.child_line(None)


def test_emergency_numbers_are_the_countrys_or_said_to_be_local(content):
    assert content.emergency("US-NY") == "911"
    assert content.emergency("IN") == "112"
    assert content.emergency("NP") == content.emergency(None) == "your local emergency number"


def test_nobody_in_need_of_a_voice_is_sent_to_a_report_desk(content):
    assert "Anti-Fraud" not in content.support_lines("CA", "adult")
    assert "Cybercrime" not in content.support_lines("IN")
    assert "Revenge Porn Helpline" in content.support_lines("GB-ENG", "adult")
    assert "Revenge Porn Helpline" not in content.support_lines("GB-ENG", "minor")


def test_a_wait_is_told_honestly_with_the_queue(content):
    assert content.wait("emergency") == "about 2 minutes"
    assert content.wait("urgent") == "about 15 minutes"
    assert content.wait("urgent", ahead=3) == "about 30 minutes"
    assert content.wait("urgent", ahead=30) == "about 3 hours"
    assert content.wait("handoff") == "8 working hours"
