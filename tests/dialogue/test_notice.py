"""Notices by chat: only what is needed is asked, danger is heard, nothing typed stays, and the clock comes back."""

from __future__ import annotations

import pytest

from bot.dialogue import effects as fx
from bot.dialogue.forms import PLANS
from bot.dialogue.state import CaseView, Facts
from bot.triage.levels import Level
from bot.triage.status import Status
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk

LINKS = "https://instagram.com/p/abc and https://instagram.com/p/def."
NAME, MAIL, FACTS = "Jane Quagga Doe", "jane@zebra.example", "I told him no in March"
HOUR = 3600


def written(talk: Talk) -> Talk:
    talk.taps("notice:us_take_it_down_act")
    for words in (LINKS, FACTS, NAME, MAIL):
        talk.says(words)
    return talk


def sent(talk: Talk, key: str = "preview:send") -> Talk:
    written(talk).taps(key)
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
    talk.says("delete everything now", act="erase", rules=("act.erase/data",))
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
    held = talk.state.model_dump_json()
    assert [words for words in (NAME, MAIL, FACTS, "/p/abc") if words in held] == []
    assert talk.taps("clock:yes") == ["clock.started"]


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
    talk = sent(Talk(), "preview:keep")
    assert talk.taps("clock:yes") == ["clock.started"]
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
    talk.taps("clock:yes")
    talk.waits(48 * HOUR)
    talk.taps(next(key for key in talk.buttons if key.startswith("gone:no")))
    assert "[your name]" in talk.text
    assert "To: Instagram" in talk.text


def test_a_clock_is_stopped_by_one_tap():
    talk = sent(Talk(), "preview:keep")
    talk.taps("clock:yes")
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


def begun(talk: Talk, *words: str) -> Talk:
    talk.taps("notice:us_take_it_down_act")
    for each in words:
        talk.says(each)
    return talk


def test_an_aside_is_answered_and_the_open_question_put_again_in_the_same_turn():
    talk = begun(Talk())
    assert talk.says("i have a question first, is it free?", "need.information") == ["info.how", "notice.ask_links"]
    assert talk.says(LINKS) == ["notice.ask_facts"]


def test_what_surely_fits_is_taken_while_the_form_waits_and_nothing_is_lost():
    talk = begun(Talk())
    assert talk.says("can a lawyer do this?", "need.lawyer")[-1] == "form.waiting"
    assert talk.says("https://x.com/p/1") == ["notice.ask_facts"]
    talk.says("i want to talk to a person", "need.human")
    assert talk.says(MAIL) == ["form.noted", "notice.ask_facts"]
    talk.says(FACTS)
    talk.says("i want to talk to a person", "need.human")
    talk.says("please hurry")
    assert "name" not in talk.state.form.answers
    assert talk.says("Priya Sharma") == ["notice.preview"]


def test_a_link_typed_after_hours_is_still_taken():
    talk = begun(Talk())
    talk.now += 7 * HOUR
    assert talk.says("https://x.com/p/1") == ["notice.ask_facts"]


@pytest.mark.parametrize(
    ("before", "words", "card"),
    [
        ((), "😀", "notice.ask_links"),
        ((), "on the internet", "notice.ask_links"),
        ((LINKS, FACTS), "😀", "notice.ask_name"),
        ((LINKS, FACTS), "yes", "notice.ask_name"),
        ((LINKS, FACTS), "12345", "notice.ask_name"),
        ((LINKS, FACTS, NAME), "my house", "notice.ask_contact"),
    ],
)
def test_what_cannot_be_an_answer_gets_a_kind_word_and_the_question_again(before, words, card):
    talk = begun(Talk(), *before)
    assert talk.says(words) == ["form.again", card]
    assert fx.ForgetWords() in talk.effects


@pytest.mark.parametrize("words", ["what is a controller", "why do you need my name?", "What should I write?"])
def test_a_question_about_the_form_gets_what_the_question_is_for(words):
    talk = begun(Talk(), LINKS, FACTS)
    assert talk.says(words, "need.information") == ["form.why", "notice.ask_name"]
    assert "signature" in talk.text


def test_a_question_nobody_understood_is_not_called_a_wrong_answer():
    talk = begun(Talk(), LINKS, FACTS)
    assert talk.says("will they laugh about it?") == ["form.question", "notice.ask_name"]
    assert "human" in talk.buttons


def test_words_about_another_matter_are_not_taken_while_a_form_waits():
    talk = begun(Talk())
    talk.says("i want to talk to a person", "need.human")
    talk.says("help it is also on https://x.com/p/1", "abuse.social_media_post", "need.removal")
    assert "links" not in talk.state.form.answers


def test_every_question_of_a_form_can_say_what_it_is_for_and_what_it_is_called():
    for plan in PLANS.values():
        for name in plan.questions:
            assert "?" not in CONTENT.paper(f"why.{name}"), name
            assert f"field:{name}" in CONTENT.buttons or CONTENT.paper(f"ask.{name}"), name


def test_phone_and_email_typed_in_the_wrong_order_go_to_their_own_places():
    talk = Talk()
    talk.taps("notice:us_dmca_512")
    for words in ("yes", "a photo of 2 May", LINKS, NAME, "1 Long Road, Springfield"):
        talk.says(words, act="affirm" if words == "yes" else "report")
    assert talk.says(MAIL) == ["form.noted", "notice.ask_phone"]
    assert talk.says("+1 555 010 0101") == ["notice.preview"]
    assert f"Phone: +1 555 010 0101\nE-mail: {MAIL}" in talk.text


def test_a_name_and_an_email_in_one_line_are_told_apart():
    talk = begun(Talk(), LINKS, FACTS)
    assert talk.says(f"{NAME}, {MAIL}") == ["notice.preview"]
    assert f"/s/ {NAME}\n" in talk.text


def test_a_link_is_no_earlier_report_and_is_put_to_the_links():
    talk = Talk(Facts(band="adult", place="US"))
    talk.taps("notice:host_registrar_abuse")
    talk.says("leakzone.to")
    talk.says("https://leakzone.to/p/1")
    assert talk.says("https://leakzone.to/p/2") == ["form.noted", "notice.ask_reported"]
    assert talk.state.form.answers["links"].split() == ["https://leakzone.to/p/1", "https://leakzone.to/p/2"]


@pytest.mark.parametrize("words", ["yes i took it myself, a selfie", "I took it", "it's a mirror selfie", "yeah me"])
def test_who_took_it_themselves_may_say_so_in_their_own_words(words):
    talk = Talk()
    talk.taps("notice:us_dmca_512")
    assert talk.says(words) == ["notice.ask_work"]


@pytest.mark.parametrize("words", ["no he took it", "my ex filmed me without me knowing", "skip"])
def test_without_a_yes_nobody_swears_to_have_taken_it_and_it_is_not_offered_again(words):
    talk = Talk()
    talk.taps("notice:us_dmca_512")
    assert talk.says(words, "abuse.hidden_recording") == ["notice.not_taken"]
    assert "abuse.hidden_recording" not in talk.state.labels
    talk.taps("notice")
    assert "notice:us_dmca_512" not in talk.buttons
    assert "notice:us_take_it_down_act" in talk.buttons


def test_copyright_is_not_offered_for_what_was_made_and_the_us_notice_says_that_it_was():
    talk = Talk(labels=frozenset({"abuse.deepfake"}))
    talk.taps("notice")
    assert "notice:us_dmca_512" not in talk.buttons
    assert talk.taps("notice:us_dmca_512") == ["notice.with_a_person"]
    assert "digital forgery" in written(talk).text


def test_a_notice_to_a_host_names_the_site_as_it_was_typed_and_no_lookup_as_its_address():
    talk = Talk(Facts(band="adult", place="US", platforms=("leak_forums",)))
    assert talk.taps("notice:host_registrar_abuse") == ["notice.begin", "notice.ask_site"]
    for words in ("leakzone.to", "https://leakzone.to/p/1", "I wrote to them on 3 May", NAME, MAIL):
        talk.says(words)
    assert "the company that hosts leakzone.to" in talk.text
    talk.taps("preview:send")
    assert "A forum or another site" not in talk.text
    assert "Send it here: https://lookup" not in talk.text
    assert "names the company" in talk.text


def test_a_site_left_out_is_a_blank_and_named_as_missing():
    talk = Talk(Facts(band="adult", place="US", platforms=("leak_forums",)))
    talk.taps("notice:host_registrar_abuse")
    for _ in range(5):
        talk.taps("skip")
    assert "hosts [name of the site or app]" in talk.text
    assert "Still blank: the name of the site, the links, your name, earlier reports." in talk.text


def test_the_eu_notice_names_what_is_missing_without_name_and_email():
    talk = Talk(Facts(band="adult", place="DE", platforms=("instagram",)))
    talk.taps("notice:eu_dsa_16")
    talk.says(LINKS)
    for _ in range(3):
        talk.taps("skip")
    assert "Still blank: your name, how to reach you." in talk.text


@pytest.mark.parametrize(
    "words", ["yes its right", "give it to me", "send it", "Looks good", "pdf please", "it's correct"]
)
def test_typed_words_under_the_preview_give_the_paper(words):
    talk = written(Talk())
    assert talk.says(words, "need.human") == ["notice.text", "notice.sent"]


def test_one_part_is_changed_by_words_and_the_preview_comes_back():
    talk = written(Talk())
    assert talk.says("my name should be Priya S.") == ["notice.preview"]
    assert "/s/ Priya S.\n" in talk.text
    assert fx.ForgetWords() in talk.effects
    for words, card, answer in (
        ("change the name", "notice.ask_name", NAME), ("the e-mail is wrong", "notice.ask_contact", MAIL),
        ("can i change the link", "notice.ask_links", LINKS), ("change the phone", "notice.ask_contact", MAIL),
    ):  # fmt: skip
        assert talk.says(words) == [card]
        assert talk.says(answer) == ["notice.preview"]
    assert talk.says("back") == ["notice.ask_contact"]


def test_an_aside_under_the_preview_leaves_it_there():
    talk = written(Talk())
    talk.says("what is a deepfake?", "need.information")
    assert NAME in talk.state.form.answers.values()
    assert talk.taps("notice") == ["notice.preview"]


@pytest.mark.parametrize(
    ("words", "subject"),
    [("DMCA", "us_dmca_512"), ("the take it down one", "us_take_it_down_act"), ("first one", "us_take_it_down_act"),
     ("2", "us_dmca_512"), ("the last one", "us_dmca_512"), ("US TAKE IT DOWN request", "us_take_it_down_act")],
)  # fmt: skip
def test_what_is_offered_can_be_named_or_counted(words, subject):
    talk = Talk()
    assert talk.says("write a notice with me") == ["notice.choose"]
    talk.says(words)
    assert talk.state.form.subject == subject


def test_gdpr_is_known_by_its_name():
    talk = Talk(Facts(band="adult", place="DE"))
    talk.taps("notice")
    assert talk.says("GDPR")[0] == "notice.begin"
    assert talk.state.form.subject == "eu_gdpr_17"


def test_what_was_typed_is_held_after_the_paper_only_when_they_said_keep():
    talk = written(Talk())
    assert talk.says("give it to me and keep my answers") == ["notice.text", "notice.sent"]
    assert NAME in talk.state.model_dump_json()
    assert talk.says("i sent it. forget my answers") == ["clock.started"]
    assert NAME not in talk.state.model_dump_json()


def test_a_site_that_was_typed_is_not_held_after_the_paper():
    talk = Talk(Facts(band="adult", place="US"))
    talk.taps("notice:host_registrar_abuse")
    for words in ("leakzone.to", LINKS, "no", NAME, MAIL):
        talk.says(words)
    talk.taps("preview:send")
    assert "leakzone" not in talk.state.model_dump_json()


def at_question(step: str) -> Talk:
    talk = Talk()
    talk.taps("notice:us_take_it_down_act")
    for name, words in (("links", LINKS), ("facts", FACTS), ("name", NAME), ("contact", MAIL)):
        if name == step:
            break
        talk.says(words)
    return talk


@pytest.mark.parametrize(
    ("words", "part"),
    [("what if they dont answer?", "reminder"), ("is my real name needed?", "signature"),
     ("can i use a nickname?", "signature"), ("is that shown to him?", "I send it to nobody"),
     ("what does it have so far?", "the links")],
)  # fmt: skip
def test_a_question_inside_a_notice_is_answered_truly_and_the_open_one_put_again(words, part):
    talk = at_question("facts")
    labels = ("need.information", "abuse.doxxing", "abuse.threat_to_share")
    assert talk.says(words, *labels) == ["form.why", "notice.ask_facts"]
    assert part in talk.text
    assert at_question("facts").says("is he going to hate me?", *labels) == ["form.question", "notice.ask_facts"]


def test_a_question_in_which_the_screen_hears_the_matter_is_about_the_matter():
    talk = at_question("facts")
    talk.says("can he post my address?", "abuse.doxxing", rules=("abuse.doxxing/address",))
    assert talk.cards[0].startswith("explain.doxxing")


def test_what_was_given_out_of_order_is_not_asked_again_and_back_and_skip_keep_what_is_there():
    talk = at_question("facts")
    assert talk.says(f"my email is {MAIL}")[-1] == "notice.ask_facts"
    talk.says(FACTS)
    assert talk.taps("back") == ["notice.ask_facts"]
    assert talk.taps("skip") == ["notice.ask_name"]
    assert talk.says(NAME) == ["notice.preview"]
    assert FACTS in talk.text
    assert MAIL in talk.text


def test_any_part_is_changed_by_words_at_any_question():
    talk = at_question("contact")
    for words in ("my name is Priya Sample", "change the name to Mary Sample", "wrong link, it's https://x.com/p/9"):
        assert talk.says(words) == ["form.noted", "notice.ask_contact"], words
    assert talk.state.form.answers["name"] == "Mary Sample"
    assert talk.state.form.answers["links"] == "https://x.com/p/9"
    assert talk.says("change the link") == ["notice.ask_links"]
    assert talk.says("https://x.com/p/8") == ["notice.ask_contact"]
    assert talk.says(MAIL) == ["notice.preview"]
    assert talk.says("wrong link, it's https://x.com/p/7") == ["notice.preview"]
    assert "https://x.com/p/7" in talk.text


def test_the_preview_understands_how_people_say_yes_and_what_is_missing():
    for words in ("looks good", "yes come back later", "yes, looks good to me", "it's right"):
        assert written(Talk()).says(words, act="affirm") == ["notice.text", "notice.sent"], words
    talk = written(Talk())
    assert talk.says("what is missing?") == ["notice.preview"]
    talk.says("send it and keep")
    assert talk.state.form.answers["name"] == NAME


def test_a_person_is_no_site():
    talk = Talk(Facts(band="adult", place="US"))
    talk.taps("notice:us_take_it_down_act")
    for words in ("Jane Quagga", "i'm Jane"):
        assert talk.says(words) == ["form.again", "notice.ask_site"], words


@pytest.mark.parametrize("words", ["write a notice", "a legal notice", "copyright notice", "dmca"])
def test_a_notice_asked_for_by_words_waits_for_the_country_and_is_no_wish_for_a_lawyer(words):
    talk = Talk(Facts(band="adult"), asking="who", asked=("place", "who"))
    assert talk.says(words, "need.lawyer") == ["notice.country"]
    assert talk.says("germany", entities=(Entity("country", "DE", 0, 7, "germany"),)) == ["notice.choose"]


def test_a_notice_named_begins_where_it_fits_and_says_so_where_it_does_not():
    assert Talk().says("dmca", "need.lawyer")[0] == "notice.begin"
    talk = Talk()
    assert talk.says("dsa notice", "need.lawyer") == ["notice.not_here"]
    assert "notice:us_take_it_down_act" in talk.buttons
    assert Talk(Facts(band="adult", place="DE")).says("dsa notice")[0] == "notice.begin"
    assert Talk().says("india", entities=(Entity("country", "IN", 0, 5, "india"),))[0] != "notice.choose"
