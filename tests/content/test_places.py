import pytest

from bot.content.place import COVERS
from bot.content.render import plain
from bot.dialogue.flows.legal import LINES_BESIDE
from bot.understanding.reading import ABUSE

MESSAGE = 600


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
    assert all(place.laws_for(ABUSE)[0] == () for place in content.places.values() if place.trust == "low")


def test_unsure_laws_come_after_the_words_that_hedge_them(content):
    pages = content.places["GB-ENG"].law_pages(["social_media_post", "sextortion"])
    head = content.phrases.law_unsure_head
    sure, hedged = ("".join(page for page in pages if page.startswith(head) is unsure) for unsure in (False, True))
    assert "share a picture that shows, or seems to show, you" in sure
    assert "blackmail" in hedged
    assert "blackmail" not in sure


def test_only_laws_that_fit_the_abuse_are_told(content):
    place = content.places["GB-ENG"]
    assert "genitals" in "".join(place.law_pages(["cyberflashing"]))
    assert "genitals" not in "".join(place.law_pages(["doxxing"]))
    assert place.law_pages([]) == ()
    assert place.law_pages(["impersonation"]) == ()


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


@pytest.mark.parametrize("label", ABUSE)
def test_each_law_told_fits_has_a_source_and_a_date_and_is_hedged_unless_sure(content, label):
    head = content.phrases.law_unsure_head
    for place in content.places.values():
        sure, unsure = place.laws_for([label])
        pages = place.law_pages([label])
        told = {law.name: page for page in pages for law in place.laws if f"({law.name})" in page}
        assert told.keys() == {law.name for law in (*sure, *unsure)}
        assert place.as_of
        for law in (*sure, *unsure):
            assert set(COVERS[label]) & set(law.covers)
            assert law.source
            assert (law in unsure) is told[law.name].startswith(head)


def test_no_message_about_a_place_is_longer_than_a_phone_shows(content):
    for place in content.places.values():
        for page in place.law_pages(ABUSE):
            params = {"place": place.name, "as_of": place.as_of, "laws": page}
            assert len(plain(content.card("legal.place").text, params)) <= MESSAGE
        for band in ("unknown", "minor", "adult"):
            lines = content.support_lines(place.code, band, LINES_BESIDE)
            params = {"place": place.name, "offices": place.offices_in_words(), "lines": lines}
            assert len(plain(content.card("legal.help").text, params)) <= MESSAGE
        params = {"place": place.name, "police": place.police_in_words(), "emergency": place.emergency}
        assert len(plain(content.card("police.place").text, params)) <= MESSAGE


def test_offices_from_memory_are_not_named(content):
    for place in content.places.values():
        said = place.offices_in_words()
        for office in (*place.regulators, *place.legal_aid):
            if office.confidence == "unsure":
                assert str(office.name) not in said
    assert "FTC" in content.places["US-TX"].offices_in_words()
    assert content.phrases.aid_unknown in content.places["CO"].offices_in_words()


def test_the_parts_of_a_country_are_those_with_law_of_their_own(content):
    assert {place.code for place in content.parts("GB")} == {"GB-SCT", "GB-NIR"}
    assert "US-CA" in {place.code for place in content.parts("US")}
    assert content.parts("FR") == ()


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


@pytest.mark.parametrize(
    ("place", "adult", "child"),
    [("GB", "Respect Phoneline", "0808 1000 900"), ("AU", "1300 766 491", "1800 01 1800"),
     ("US-TX", "a doctor or counsellor", "1-888-773-8368"), ("IN", "a doctor or counsellor", "troubled-desire.com"),
     (None, "a doctor or counsellor", "troubled-desire.com")],
)  # fmt: skip
def test_whoever_worries_about_what_they_did_gets_a_line_for_it_and_nobody_else_does(content, place, adult, child):
    assert adult in content.own_acts_line(place, child=False)
    assert child in content.own_acts_line(place, child=True)
    offered = content.support_lines(place, "adult") + content.crisis_line(place, "minor") + content.child_line(place)
    assert adult not in offered
    assert child not in offered


@pytest.mark.parametrize("code", ["AR", "CL", "CO", "KE", "NG", "UA"])
def test_each_of_these_places_names_a_law_with_a_source(content, code):
    assert content.places[code].laws_for(ABUSE)[0]


def test_a_wait_is_told_honestly_with_the_queue(content):
    assert content.wait("emergency") == "about 2 minutes"
    assert content.wait("urgent") == "about 15 minutes"
    assert content.wait("urgent", ahead=3) == "about 30 minutes"
    assert content.wait("urgent", ahead=30) == "about 3 hours"
    assert content.wait("handoff") == "8 working hours"
