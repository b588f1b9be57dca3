"""Each notice has all its parts, goes where it fits, and never to somebody under 18 when it is made for adults."""

from __future__ import annotations

import pytest

from bot.documents import notice
from bot.documents.notice import About, blanks, complain, fitting, remind, write
from bot.documents.papers import NoticePaper, make
from tests.conftest import NOW
from tests.documents.conftest import pages

ANSWERS = {
    "site": "Instagram", "links": "https://instagram.com/p/abc\nhttps://instagram.com/p/def",
    "facts": "I told him no in March.", "name": "Jane Q. Doe", "contact": "jane@example.org",
    "took": "yes", "address": "1 Long Road, Springfield", "phone": "+1 555 0100",
    "work": "A photo of me from 2 May 2025.",
    "tie": "I live in Australia.", "reported": "On 20 November 2025, by the form of the site.",
}  # fmt: skip
PLACES = {
    "us_take_it_down_act": "US", "us_dmca_512": "US", "eu_gdpr_17": "DE", "eu_dsa_16": "DE",
    "uk_online_safety": "GB-ENG", "in_it_rules": "IN", "au_online_safety_act": "AU", "host_registrar_abuse": "US",
}  # fmt: skip
PARTS = {  # what the rule makes a notice name
    "us_take_it_down_act": ("/s/ Jane Q. Doe", "https://instagram.com/p/abc", "good faith", "without the consent",
                            "jane@example.org", "48 hours"),
    "us_dmca_512": ("/s/ Jane Q. Doe", "A photo of me", "https://instagram.com/p/abc", "1 Long Road", "+1 555 0100",
                    "jane@example.org", "good faith", "penalty of perjury"),
    "eu_gdpr_17": ("My name is Jane Q. Doe", "https://instagram.com/p/abc", "17(1)(b)", "17(1)(d)", "17(2)",
                   "article 21", "jane@example.org", "one month"),
    "eu_dsa_16": ("article 16", "illegal", "https://instagram.com/p/abc", "Jane Q. Doe", "jane@example.org",
                  "accurate and complete"),
    "uk_online_safety": ("I declare that intimate image content", "I am the person shown",
                         "https://instagram.com/p/abc", "jane@example.org"),
    "in_it_rules": ("Grievance Officer", "https://instagram.com/p/abc", "private area, nudity or a sexual act",
                    "Jane Q. Doe", "2 hours"),
    "au_online_safety_act": ("eSafety Commissioner", "https://instagram.com/p/abc", "did not consent",
                             "I live in Australia"),
    "host_registrar_abuse": ("https://instagram.com/p/abc", "acceptable-use", "do not pass my name",
                             "20 November 2025"),
}  # fmt: skip


NEEDED = {  # the parts that each rule names as needed, as the levers of platforms.yaml have them
    "us_take_it_down_act": {"site", "links", "name", "contact"},
    "us_dmca_512": {"site", "took", "work", "links", "name", "address", "phone", "contact"},
    "eu_gdpr_17": {"site", "links", "name", "contact"}, "eu_dsa_16": {"site", "links", "name", "contact"},
    "uk_online_safety": {"site", "links", "contact"}, "in_it_rules": {"site", "links", "name", "contact"},
    "au_online_safety_act": {"site", "links", "tie", "contact"},
    "host_registrar_abuse": {"site", "links", "name", "reported"},
}  # fmt: skip


def about(place: str, *, minor: bool = False, for_other: bool = False, made: bool = False) -> About:
    return About(place, minor, not minor, for_other, NOW, "America/New_York", made)


@pytest.mark.parametrize("id", PLACES)
def test_a_notice_reads_as_reviewed_and_names_every_part_of_its_rule(content, golden, id):
    text = write(content, id, ANSWERS, about(PLACES[id]))
    assert [part for part in PARTS[id] if part not in text] == []
    assert "[" not in text
    golden(f"{id}.txt", text + "\n")


@pytest.mark.parametrize("id", PLACES)
def test_the_pdf_of_a_notice_holds_the_same_words(content, id):
    text = write(content, id, ANSWERS, about(PLACES[id]))
    (file,) = make(content, NoticePaper(content.notices[id].title, text, None), NOW)
    shown = pages(file.data)
    assert len(shown) == 1
    assert " ".join(text.split()) in " ".join(shown[0].split())
    assert file.name == "text.pdf"


@pytest.mark.parametrize("id", PLACES)
def test_what_is_left_out_is_a_blank_to_fill_in_and_is_named(content, id):
    text = write(content, id, {}, about(PLACES[id]))
    assert "{" not in text
    assert len(blanks(content, id, {}, about(PLACES[id]))) == len(content.notices[id].needed)
    assert blanks(content, id, ANSWERS, about(PLACES[id])) == ()


@pytest.mark.parametrize("id", PLACES)
def test_a_reminder_and_where_there_is_one_a_complaint_follow(content, golden, id):
    later = About(PLACES[id], False, True, False, NOW + 5 * 24 * 3600, "America/New_York")
    title, text = remind(content, id, ANSWERS, NOW, later)
    assert "24 November 2025" in text
    assert "29 November 2025" in text
    follow = complain(content, id, ANSWERS, NOW, later)
    golden(f"{id}.later.txt", "\n\n".join([title, text, *(follow or ("no complaint",))]) + "\n")


def test_an_answer_cannot_fill_another_blank_or_break_the_text(content):
    text = write(content, "us_take_it_down_act", {**ANSWERS, "name": "{contact} {0} {"}, about("US"))
    assert "/s/ {contact} {0} {" in text


@pytest.mark.parametrize(
    ("place", "platforms", "adult", "expected"),
    [
        ("US-TX", ("instagram",), True, ("us_take_it_down_act", "us_dmca_512")),
        ("US", ("instagram",), False, ("us_take_it_down_act",)),
        ("IN", ("reddit",), True, ("in_it_rules", "us_take_it_down_act", "us_dmca_512")),
        ("GB-ENG", ("xhamster",), False, ("uk_online_safety", "eu_gdpr_17", "host_registrar_abuse")),
        ("DE", (), True, ("eu_dsa_16", "eu_gdpr_17", "us_dmca_512", "host_registrar_abuse")),
        ("AU", (), False, ("au_online_safety_act", "host_registrar_abuse")),
        (None, (), False, ("host_registrar_abuse",)),
        ("AT", (), False, ("eu_dsa_16", "eu_gdpr_17", "host_registrar_abuse")),
        ("NP", ("telegram",), False, ()),
    ],
)
def test_only_what_fits_the_place_the_site_and_the_age_is_offered(content, place, platforms, adult, expected):
    assert fitting(content, place, platforms, adult=adult) == expected


def test_a_notice_about_somebody_under_18_says_so_and_one_by_a_helper_says_that(content):
    text = write(content, "eu_dsa_16", ANSWERS, about("DE", minor=True, for_other=True))
    assert "The person shown was under 18." in text
    assert "I act for the person shown" in text
    assert "under 18" not in write(content, "eu_dsa_16", ANSWERS, about("DE"))


def test_every_part_that_a_rule_names_is_needed(content):
    assert {id: set(one.needed) for id, one in content.notices.items()} == NEEDED


def test_only_for_a_child_the_eu_rule_needs_no_name_and_no_e_mail(content):
    known = {"site": "X", "links": "https://x.com/p/1"}
    assert blanks(content, "eu_dsa_16", known, about("DE", minor=True)) == ()
    assert blanks(content, "eu_dsa_16", known, about("DE")) == ("your name", "how to reach you")
    assert blanks(content, "us_take_it_down_act", known, about("US", minor=True)) == ("your name", "how to reach you")


@pytest.mark.parametrize("id", [id for id in PLACES if id != "us_dmca_512"])
def test_what_was_made_or_altered_is_said_to_be_so_in_the_words_of_the_rule(content, id):
    text = write(content, id, ANSWERS, about(PLACES[id], made=True))
    assert "made or altered with software or artificial intelligence" in text
    assert ("digital forgery" in text) is (id == "us_take_it_down_act")
    assert "artificial intelligence" not in write(content, id, ANSWERS, about(PLACES[id]))


def test_the_reminder_to_a_host_goes_to_its_abuse_desk_and_not_to_the_site(content):
    _, text = remind(content, "host_registrar_abuse", {**ANSWERS, "site": "leakzone.to"}, NOW, about("US"))
    assert "To: the abuse desk of the company that hosts leakzone.to" in text


def test_the_clock_keeps_to_the_limit_of_the_rule(content):
    for id, one in content.notices.items():
        lever = content.levers[id]
        if lever.hours is not None and one.to == "site":
            assert one.ask_after_hours == lever.hours, id


def test_every_notice_stays_under_telegrams_limit_with_the_longest_answers(content):
    longest = {"site": 100, "links": 1200, "facts": 400, "name": 80, "contact": 200, "address": 200, "phone": 200,
               "work": 300, "tie": 200, "reported": 200}  # fmt: skip
    answers = {name: "x" * most for name, most in longest.items()}
    for id in content.notices:
        assert len(write(content, id, answers, about("GB-ENG", minor=True))) < 3900
        later = remind(content, id, answers, NOW, about("US"))[1]
        assert len(later) < 3900
    assert tuple(dict.fromkeys(notice.FIRST)) == notice.FIRST
    assert set(notice.FIRST) == set(content.notices)
