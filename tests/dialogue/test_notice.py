"""Notices by chat: only what is needed is asked, danger is heard, nothing typed stays, and the clock comes back."""

from __future__ import annotations

import pytest

from bot.dialogue import effects as fx
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from tests.dialogue.talk import Talk

LINKS = "https://instagram.com/p/abc and https://instagram.com/p/def."
NAME, MAIL, FACTS = "Jane Quagga Doe", "jane@zebra.example", "I told him no in March"
HOUR = 3600


def written(talk: Talk) -> Talk:
    talk.taps("notice:us_take_it_down_act")
    for words in (LINKS, FACTS, NAME, MAIL):
        talk.says(words)
    return talk


def sent(talk: Talk) -> Talk:
    written(talk).taps("preview:send")
    return talk


def test_country_and_age_are_asked_once_and_only_then_is_something_offered():
    talk = Talk(Facts())
    assert talk.taps("notice") == ["notice.country"]
    assert talk.taps("place:US") == ["ask.age"]
    assert talk.taps("age:adult") == ["notice.choose"]
    assert "notice:us_take_it_down_act" in talk.buttons
    assert talk.taps("notice") == ["notice.choose"]


def test_whoever_names_no_country_gets_what_fits_anywhere():
    talk = Talk(Facts(band="adult"))
    talk.taps("notice")
    assert talk.taps("skip") == ["notice.choose"]
    assert "notice:host_registrar_abuse" in talk.buttons
    assert "notice:us_take_it_down_act" not in talk.buttons


def test_a_notice_is_asked_step_by_step_shown_whole_and_given_as_text_and_pdf():
    talk = Talk()
    assert talk.taps("notice:us_take_it_down_act") == ["notice.begin", "notice.ask_links"]
    assert talk.says(LINKS) == ["notice.ask_facts"]
    assert talk.says(FACTS) == ["notice.ask_name"]
    assert talk.says(NAME) == ["notice.ask_contact"]
    assert talk.says(MAIL) == ["notice.preview"]
    for part in ("To: Instagram", "https://instagram.com/p/def\n", FACTS, f"/s/ {NAME}", MAIL, "48 hours"):
        assert part in talk.text
    assert "Everything that is needed is there." in talk.text
    shown = talk.text
    assert talk.taps("preview:send") == ["notice.text", "notice.sent"]
    assert talk.papers[0].text in shown
    assert "https://www.meta.com/" in talk.text


def test_with_several_sites_known_it_asks_which_and_gives_the_address_of_that_one():
    talk = Talk(Facts(band="adult", place="US", platforms=("instagram", "snapchat")))
    assert talk.taps("notice:us_take_it_down_act") == ["notice.begin", "notice.ask_site"]
    assert "site:snapchat" in talk.buttons
    talk.taps("site:instagram")
    for _ in range(4):
        talk.taps("skip")
    assert "To: Instagram" in talk.text
    talk.taps("preview:send")
    assert "https://www.meta.com/" in talk.text


def test_skip_back_and_stop_work_at_every_question():
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    assert talk.taps("skip") == ["notice.ask_facts"]
    assert talk.taps("back") == ["notice.ask_links"]
    assert talk.says("skip") == ["notice.ask_facts"]
    assert talk.taps("stop") == ["exit.bye"]
    assert talk.taps("notice") == ["form.resumed", "notice.ask_facts"]
    talk.taps("skip")
    talk.taps("skip")
    assert talk.taps("skip") == ["notice.preview"]
    assert "Still blank: the links, your name, how to reach you." in talk.text
    assert talk.taps("back") == ["notice.ask_contact"]


@pytest.mark.parametrize("step", range(4))
def test_danger_is_heard_at_once_and_the_form_waits(step):
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    for words in (LINKS, FACTS, NAME)[:step]:
        talk.says(words)
    talk.says("he is at my door", "urgency.physical_danger")
    assert talk.cards[0] == "danger.first"
    assert any(isinstance(effect, fx.OpenCase) for effect in talk.effects)
    assert fx.ForgetWords() not in talk.effects
    assert talk.taps("notice")[0] == "form.resumed"


def test_a_question_of_the_persons_own_is_answered_instead_of_being_taken_for_a_name():
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    talk.says(LINKS)
    talk.says(FACTS)
    talk.says("can a lawyer do this?", "need.lawyer")
    assert "lawyer.first" in talk.cards
    assert talk.state.form.answers.get("name") is None
    assert talk.taps("notice") == ["form.resumed", "notice.ask_name"]


def test_what_is_no_answer_is_asked_again_and_an_address_says_nothing_of_the_person():
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    for act in ("report", "out_of_scope", "goodbye"):
        assert talk.says("on the internet", act=act) == ["form.again", "notice.ask_links"]
    talk.says("https://x.com/schoolgirl15/p/1", "urgency.minor")
    assert talk.state.level is Level.NONE
    assert talk.state.facts.band == "adult"


def test_to_have_asked_somebody_to_delete_it_is_no_wish_to_be_erased_here():
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    talk.says(LINKS)
    assert talk.says("I asked him to delete everything", act="erase") == ["notice.ask_name"]
    talk.says("delete everything now", act="erase")
    assert talk.cards == ["erase.confirm", "form.waiting"]


def test_an_address_with_a_school_in_it_makes_nobody_a_child_and_a_word_of_ones_own_does():
    talk = Talk(Facts(place="US", platforms=("instagram",)))
    talk.taps("notice:us_take_it_down_act")
    talk.taps("skip")
    talk.taps("skip")
    assert talk.says("Mary High School-Smith", "urgency.minor") == ["notice.ask_contact"]
    assert talk.state.level is Level.NONE
    talk.says("but i am only 15", "urgency.minor")
    assert talk.cards[0] == "minor.first"
    assert talk.state.level is Level.URGENT


def test_every_word_typed_for_a_notice_is_forgotten_once_it_is_sent():
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    for words in (LINKS, FACTS, NAME, MAIL):
        talk.says(words)
        assert fx.ForgetWords() in talk.effects
    assert all(say.private for say in talk.effects if isinstance(say, fx.Say) and NAME in "".join(say.params.values()))
    talk.taps("preview:send")
    assert talk.taps("clock:forget") == ["clock.started"]
    held = talk.state.model_dump_json()
    assert [words for words in (NAME, MAIL, FACTS, "/p/abc") if words in held] == []


def test_whoever_leaves_a_notice_half_done_is_forgotten_after_a_day():
    talk = written(Talk())
    assert NAME in talk.state.model_dump_json()
    assert talk.waits(24 * HOUR) == []
    assert NAME not in talk.state.model_dump_json()
    assert talk.clocks == {}


def test_dropping_it_forgets_at_once():
    talk = written(Talk())
    assert talk.taps("preview:drop") == ["notice.forgotten"]
    assert NAME not in talk.state.model_dump_json()
    assert talk.clocks == {}


def test_after_the_time_limit_it_asks_and_writes_the_reminder_and_the_complaint():
    talk = sent(Talk())
    assert talk.taps("clock:keep") == ["clock.started"]
    assert talk.waits(47 * HOUR) == []
    assert talk.waits(HOUR) == ["clock.gone"]
    (number,) = [key.rpartition(":")[2] for key in talk.buttons if key.startswith("gone:no")]
    assert talk.taps(f"gone:no:{number}") == ["clock.reminder", "clock.complaint", "clock.next"]
    assert len(talk.papers) == 2
    for part in ("Second request", "Complaint"):
        assert any(part in paper.title for paper in talk.papers)
    for part in (NAME, "https://instagram.com/p/abc", "Federal Trade Commission", "https://takeitdown.ftc.gov"):
        assert part in talk.text
    assert talk.taps(f"clock:again:{number}") == ["clock.started"]
    assert talk.waits(48 * HOUR) == ["clock.gone"]
    (number,) = [key.rpartition(":")[2] for key in talk.buttons if key.startswith("gone:yes")]
    assert talk.taps(f"gone:yes:{number}") == ["clock.good"]
    assert NAME not in talk.state.model_dump_json()


def test_without_leave_to_keep_the_reminder_has_blanks():
    talk = sent(Talk())
    talk.taps("clock:forget")
    talk.waits(48 * HOUR)
    talk.taps(next(key for key in talk.buttons if key.startswith("gone:no")))
    assert "[your name]" in talk.text
    assert "To: Instagram" in talk.text


def test_a_clock_is_stopped_by_one_tap():
    talk = sent(Talk())
    talk.taps("clock:keep")
    assert talk.taps(next(key for key in talk.buttons if key.startswith("clock:stop"))) == ["clock.stopped"]
    assert talk.waits(90 * HOUR) == []
    assert NAME not in talk.state.model_dump_json()


def test_no_adults_notice_for_somebody_under_18_or_of_unknown_age():
    for facts in (Facts(band="minor", place="US"), Facts(band="adult", image_minor=True, place="US")):
        talk = Talk(facts)
        assert talk.taps("notice") == ["notice.choose"]
        assert "notice:us_dmca_512" not in talk.buttons
        assert talk.taps("notice:us_dmca_512") == ["notice.with_a_person"]
        assert "human" in talk.buttons
    assert Talk(Facts(place="US")).taps("notice:us_dmca_512") == ["notice.with_a_person"]


def test_copyright_warns_that_the_name_is_shown_and_ends_where_somebody_else_took_it():
    talk = Talk()
    talk.taps("notice:us_dmca_512")
    assert "your name goes to the person who put it up" in talk.text
    assert talk.taps("took:no") == ["notice.not_taken"]
    assert talk.state.form is None


def test_a_helper_writes_for_the_person_shown_and_can_change_that():
    talk = written(Talk(Facts(band="adult", place="US", platforms=("instagram",), helped="friend")))
    assert "I act for the person shown" in talk.text
    talk.taps("preview:who")
    assert "I am the person shown." in talk.text


def test_with_a_human_in_the_chat_no_form_begins():
    talk = Talk(case=CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.CLAIMED))
    for key in ("notice", "notice:us_take_it_down_act", "log:add", "checkin"):
        assert talk.taps(key) == ["form.later"]


def test_one_who_did_it_gets_no_notice():
    assert Talk(perpetrator=True).taps("notice") == ["nothing_here"]
