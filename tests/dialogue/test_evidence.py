"""The log by chat: asked step by step, corrected, deleted and sent; text only; quoted threats are kept and heard."""

from __future__ import annotations

import pytest

from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming
from bot.dialogue.state import Facts
from bot.documents.entry import MOST_ENTRIES, Entry
from bot.triage.levels import Level
from bot.understanding.reading import Reading
from tests.conftest import NOW
from tests.dialogue.talk import Talk

ENTRY = Entry(number=1, written=NOW, zone="America/Los_Angeles", app="Instagram", words="pay me")


def begun(talk: Talk, upto: str = "words") -> Talk:
    talk.command("log")
    for step, act in (
        ("app", lambda: talk.says("snapchat")), ("kind", lambda: talk.taps("kind:threat")),
        ("link", lambda: talk.says("https://snap.example/x")), ("account", lambda: talk.says("@badguy")),
        ("when", lambda: talk.says("yesterday 9pm")),
    ):  # fmt: skip
        if step == upto:
            break
        act()
    return talk


def test_one_command_begins_an_entry_and_the_time_is_said_back_with_its_zone():
    talk = Talk()
    assert talk.command("log") == ["evidence.begin", "evidence.ask_app"]
    begun(talk := Talk())
    assert talk.cards == ["evidence.ask_words"]
    assert talk.says("send 500 or else") == ["evidence.added"]
    assert "2025-11-23 21:00 America/Los_Angeles (UTC-8)" in talk.text
    (entry,) = talk.state.log
    assert (entry.app, entry.kind, entry.link, entry.account, entry.words) == (
        "Snapchat", "threat", "https://snap.example/x", "@badguy", "send 500 or else",
    )  # fmt: skip
    assert talk.command("log") == ["evidence.ask_app"]


def test_the_time_zone_is_asked_only_where_a_country_has_several_and_once():
    talk = begun(Talk(Facts(place="US")), "when")
    assert talk.cards == ["form.zone"]
    assert talk.says("Nowhere-on-Sea") == ["form.again", "form.zone"]
    assert talk.says("new york") == ["evidence.ask_when"]
    assert talk.state.facts.zone == "America/New_York"
    talk.says("just now")
    talk.says("words")
    assert begun(talk, "when").cards == ["evidence.ask_when"]


def test_a_time_nobody_can_read_stays_as_it_was_typed():
    talk = begun(Talk(), "when")
    talk.says("some time before easter")
    talk.taps("skip")
    assert talk.state.log[0].when == "some time before easter"


def test_a_quoted_threat_is_kept_word_for_word_and_danger_goes_first():
    talk = begun(Talk())
    talk.says("I will kill you tonight", "urgency.physical_danger")
    assert talk.cards[0] == "danger.first"
    assert any(isinstance(effect, fx.OpenCase) for effect in talk.effects)
    assert talk.state.log == ()
    assert talk.command("log") == ["form.resumed", "evidence.added"]
    assert talk.state.log[0].words == "I will kill you tonight"


def test_a_quoted_demand_calls_a_person_and_the_entry_goes_on():
    talk = begun(Talk())
    talk.says("500 by tonight or it goes up", "abuse.sextortion", "urgency.sextortion", "urgency.deadline")
    assert talk.state.level is Level.URGENT
    assert any(card.startswith("threat.") for card in talk.cards)
    assert any(card.startswith("handoff.") for card in talk.cards)
    assert talk.cards[-1] == "evidence.added"


def test_what_others_wrote_says_nothing_of_the_person():
    talk = begun(Talk())
    talk.says("i am your age, 15", "urgency.minor", act="greet")
    assert talk.state.facts.band == "adult"
    assert len(talk.state.log) == 1


def test_a_request_for_a_human_is_heard_in_the_middle_of_an_entry():
    talk = begun(Talk(), "account")
    talk.says("i want to talk to a person", "need.human")
    assert talk.cards == ["handoff.human", "handoff.consent", "form.waiting"]
    assert talk.taps("form:go") == ["form.resumed", "evidence.ask_account"]


def test_after_the_button_for_a_person_words_are_for_them_and_the_entry_waits():
    talk = begun(Talk(), "account")
    assert talk.taps("human") == ["handoff.human", "form.waiting"]
    talk.says("please hurry", "need.human")
    assert "please hurry" not in talk.state.form.answers.values()
    assert talk.taps("form:go")[-1] == "evidence.ask_account"


def test_entries_are_listed_corrected_added_to_and_deleted():
    talk = Talk(log=(ENTRY, ENTRY.model_copy(update={"number": 2, "app": "X"})))
    assert talk.taps("log:list") == ["evidence.list"]
    assert "log:entry:2" in talk.buttons
    assert talk.taps("log:entry:2") == ["evidence.entry"]
    assert talk.taps("log:fix:2") == ["evidence.fix"]
    assert talk.taps("field:when") == ["evidence.ask_when"]
    assert talk.says("24 Nov 2025 7:05") == ["evidence.entry"]
    assert talk.state.log[1].when == "2025-11-24 07:05"
    talk.taps("log:fix:2")
    talk.taps("field:payment")
    talk.says("100 USD by gift card")
    assert talk.state.log[1].payment == "100 USD by gift card"
    assert talk.taps("log:delete:2") == ["evidence.delete"]
    assert talk.taps("log:deleted:2") == ["evidence.deleted"]
    assert talk.state.log == (ENTRY,)


def test_buttons_of_an_entry_that_is_gone_lead_nowhere_calmly():
    for key in ("log:entry:7", "log:fix:7", "log:deleted:7", "log:entry:#", "log:page:x", "field:words", "log:x"):
        assert Talk(log=(ENTRY,)).taps(key) in (["nothing_here"], ["evidence.list"]), key


def test_a_long_log_is_listed_page_by_page_and_ends_when_a_page_of_timeline_is_full():
    log = tuple(ENTRY.model_copy(update={"number": n, "words": "w" * 900}) for n in range(1, MOST_ENTRIES + 1))
    talk = Talk(log=log)
    talk.taps("log:list")
    assert "log:page:2" in talk.buttons
    assert len(talk.text) < 4096
    assert talk.taps("log:page:99") == ["evidence.list"]
    assert talk.command("log") == ["evidence.full"]


def test_the_log_is_sent_as_files_with_their_hash_told_after():
    talk = Talk(log=(ENTRY,))
    assert talk.taps("log:send") == ["evidence.files"]
    (effect,) = [effect for effect in talk.effects if isinstance(effect, fx.SendDocument)]
    assert (effect.then, effect.paper.adult, effect.paper.entries) == ("evidence.hashes", True, (ENTRY,))
    assert Talk().taps("log:send") == ["evidence.empty"]


def test_nobody_under_18_or_of_unknown_age_hears_of_screenshots():
    for facts in (Facts(), Facts(band="minor"), Facts(band="adult", image_minor=True)):
        talk = Talk(facts, log=(ENTRY,))
        heard = ""
        for key in ("need:evidence", "card:evidence.log", "log:add", "log:list", "log:entry:1", "log:send"):
            talk.taps(key)
            heard += talk.text.casefold()
        assert "screenshot" not in heard
        assert talk.papers[0].adult is False


def test_a_half_written_entry_is_put_into_the_log_when_something_else_begins():
    for key in ("notice:us_take_it_down_act", "checkin"):
        talk = begun(Talk(), "account")
        talk.taps(key)
        assert [(entry.app, entry.link) for entry in talk.state.log] == [("Snapchat", "https://snap.example/x")]


def test_an_empty_entry_is_not_kept():
    talk = Talk()
    talk.command("log")
    for _ in range(5):
        talk.taps("skip")
    assert talk.taps("skip") == ["evidence.nothing"]
    assert talk.state.log == ()


def test_the_brief_holds_the_log_and_the_facts():
    talk = Talk(log=(ENTRY,))
    assert talk.taps("brief") == ["brief.file"]
    assert talk.papers[0].brief.entries == (ENTRY,)
    assert talk.papers[0].brief.place == "US-CA"


def test_the_log_is_opened_listed_and_sent_by_words():
    for words in ("show my notes", "show me my notes", "my notes", "Show my notes, please"):
        assert Talk().says(words, act="erase", sure=0.93) == ["evidence.empty"]
    talk = Talk(log=(Entry(number=1, written=NOW, app="x"),))
    for words in ("show my notes", "my notes", "show the list"):
        assert talk.says(words, act="erase", sure=0.93) == ["evidence.list"]
    assert talk.says("send me the pdf") == ["evidence.files"]
    assert talk.papers
    assert talk.says("open my log") == ["evidence.ask_app"]


def test_words_for_a_list_mean_the_log_only_once_there_is_one():
    assert not {"evidence.list", "evidence.empty"} & set(Talk().says("show the list"))


def answers_of(talk: Talk) -> dict[str, str]:
    return dict(talk.state.form.answers)


def test_the_words_of_a_button_or_nearly_those_are_the_answer_and_nothing_after_is_lost():
    for words in ("They asked for money", "He asked for money", "he wanted money", "they asked for monney"):
        talk = begun(Talk(), "kind")
        assert talk.says(words, "abuse.sextortion", "urgency.sextortion") == ["evidence.ask_link"], words
        assert answers_of(talk)["kind"] == "demand"
        assert talk.says("https://x.com/p/1") == ["evidence.ask_account"]


def test_an_aside_is_answered_and_the_same_question_put_again():
    talk = begun(Talk(), "link")
    assert talk.says("is it free?", "need.information") == ["info.how", "evidence.ask_link"]
    assert talk.says("https://x.com/p/1") == ["evidence.ask_account"]


def test_what_is_dictated_at_any_question_is_kept_whole_and_the_question_put_again():
    for step in ("app", "kind", "link", "account", "when"):
        talk = begun(Talk(), step)
        assert talk.says("he said he will send it to my boss")[-2:] == ["form.noted", f"evidence.ask_{step}"], step
        assert answers_of(talk)["words"] == "he said he will send it to my boss"
        assert step not in answers_of(talk)


def test_what_is_dictated_calls_a_person_where_it_must_and_is_kept_all_the_same():
    talk = begun(Talk(), "kind")
    talk.says("he said he wants 500 by tonight", "abuse.sextortion", "urgency.sextortion", "urgency.deadline")
    assert talk.state.level is Level.URGENT
    assert answers_of(talk)["words"] == "he said he wants 500 by tonight"


def test_only_a_present_emergency_goes_first_and_the_words_are_kept_too():
    talk = begun(Talk(), "link")
    talk.says("he wrote that he is outside my door now", "urgency.physical_danger")
    assert talk.cards[0] == "danger.first"
    assert answers_of(talk)["words"] == "he wrote that he is outside my door now"


def test_words_go_to_the_field_they_belong_to_whatever_was_asked():
    talk = begun(Talk(), "app")
    for words, field, held in (
        ("yesterday at 9pm", "when", "2025-11-23 21:00"), ("https://x.com/p/1", "link", "https://x.com/p/1"),
        ("@badguy", "account", "@badguy"), ("a threat", "kind", "threat"),
    ):  # fmt: skip
        assert talk.says(words) == ["form.noted", "evidence.ask_app"]
        assert answers_of(talk)[field] == held
    assert talk.says("instagram") == ["evidence.ask_words"]


def test_a_phone_number_is_an_account_and_a_name_no_link():
    talk = begun(Talk(), "link")
    assert talk.says("+44 7700 900123") == ["form.noted", "evidence.ask_link"]
    assert talk.says("Jake Miller") == ["form.again", "evidence.ask_link"]
    assert answers_of(talk)["account"] == "+44 7700 900123"
    assert "link" not in answers_of(talk)


def test_a_time_in_what_they_said_is_not_when_it_happened():
    talk = begun(Talk(), "when")
    talk.taps("skip")
    talk.says("pay 500 by tonight 9pm or else")
    assert talk.state.log[0].when == ""
    assert talk.state.log[0].words == "pay 500 by tonight 9pm or else"


def test_a_past_time_is_no_deadline():
    talk = begun(Talk(), "when")
    talk.says("yesterday 9pm", "urgency.deadline", "urgency.sextortion")
    assert talk.state.level is Level.NONE
    assert talk.cards == ["evidence.ask_words"]


def test_an_app_is_a_short_name_and_nothing_else():
    for words in ("😀", "online", "jane@x.org", "123 45 67 89"):
        talk = begun(Talk(), "app")
        talk.says(words)
        assert "app" not in answers_of(talk), words
    assert begun(Talk(), "app").says("what is an app?") == ["form.why", "evidence.ask_app"]


def test_where_no_country_is_known_the_commonest_time_zones_are_offered():
    talk = begun(Talk(Facts()), "when")
    assert talk.cards == ["form.zone"]
    assert {"zone:Europe/London", "zone:America/New_York", "zone:Asia/Kolkata"} <= set(talk.buttons)
    assert "type your city" in talk.text
    assert talk.says("i'm in berlin") == ["evidence.ask_when"]


def test_no_and_none_leave_a_question_open():
    talk = begun(Talk(), "link")
    assert talk.says("no link") == ["evidence.ask_account"]
    assert talk.says("i don't know") == ["evidence.ask_when"]


def test_a_menu_looked_at_in_passing_takes_no_words_for_the_log():
    talk = begun(Talk(), "link")
    assert talk.command("privacy") == ["privacy", "evidence.ask_link"]
    assert talk.command("menu") == ["menu", "form.waiting"]
    talk.says("my ex has put it on his page again", "abuse.social_media_post")
    assert "words" not in answers_of(talk)
    assert talk.says("https://x.com/p/1") == ["evidence.ask_account"]


TWO = (ENTRY, ENTRY.model_copy(update={"number": 2, "app": "X"}))


@pytest.mark.parametrize(
    ("words", "number"),
    [("delete note 2", "2"), ("remove the last note", "2"), ("please erase entry 1", "1"),
     ("delete the first note", "1")],
)  # fmt: skip
def test_a_note_is_deleted_by_words_asked_once_whatever_the_model_hears(words, number):
    talk = Talk(log=TWO)
    assert talk.says(words, "urgency.self_harm", act="erase") == ["evidence.delete"]
    assert f"log:deleted:{number}" in talk.buttons
    assert talk.says("yes", act="affirm") == ["evidence.deleted"]
    assert number not in [str(entry.number) for entry in talk.state.log]
    assert talk.state.level is Level.NONE


def test_it_is_the_note_that_is_shown_and_a_number_that_is_not_there_lists_those_that_are():
    talk = Talk(log=TWO)
    assert talk.says("show number 1") == ["evidence.entry"]
    assert talk.says("delete it", act="erase") == ["evidence.delete"]
    assert "log:deleted:1" in talk.buttons
    assert talk.says("delete note 7") == ["evidence.not_there", "evidence.list"]
    assert talk.says("back to my notes") == ["evidence.list"]
    assert len(talk.state.log) == 2


def test_words_about_the_notes_never_erase_everything():
    for words in ("delete my notes", "delete all my notes", "erase everything in my log"):
        talk = Talk(log=TWO)
        assert talk.says(words, act="erase", rules=("act.erase/data",)) == ["evidence.delete_all"], words
        assert "/erase" in talk.text


def test_a_note_is_corrected_by_words():
    for words in ("fix note 2", "change number 2", "number 2 was at 9:30 not 8:30", "correct entry 2 please"):
        talk = Talk(log=TWO)
        assert talk.says(words) == ["evidence.fix"], words
        assert talk.state.form.subject == "2"


def test_an_emergency_heard_by_the_screen_goes_before_any_word_about_the_notes():
    talk = Talk(log=TWO)
    talk.says("delete note 2", "urgency.self_harm", rules=("urgency.self_harm/wish_to_die",))
    assert talk.cards[0].startswith("crisis.")


def test_a_note_is_begun_by_words_and_what_is_dictated_is_kept_as_it_is():
    for words in ("add a note", "i'd like to keep notes", "i want to add something to the log", "write something down"):
        assert Talk().says(words)[-1] == "evidence.ask_app", words
    talk = Talk()
    assert talk.says("write down: He said: Pay me or else!") == ["form.noted", "evidence.ask_app"]
    assert answers_of(talk) == {"words": "He said: Pay me or else!"}
    talk = Talk()
    talk.says("write down: he wants 500 by tonight", "abuse.sextortion", "urgency.sextortion")
    assert talk.state.level is Level.URGENT
    assert answers_of(talk) == {"words": "he wants 500 by tonight"}


def test_what_another_wrote_is_no_sign_of_self_harm_unless_the_screen_hears_one():
    for step in ("app", "link", "words"):
        talk = begun(Talk(), step)
        talk.says("they wrote she will be sorry", "urgency.self_harm", "need.helping_someone")
        assert not any(card.startswith("crisis.") for card in talk.cards), step
        kept = talk.state.log[0].words if talk.state.log else answers_of(talk)["words"]
        assert kept == "they wrote she will be sorry"
        heard = begun(Talk(), step)
        heard.says("he said it and i want to die", "urgency.self_harm", rules=("urgency.self_harm/wish_to_die",))
        assert heard.cards[0].startswith("crisis."), step


@pytest.mark.parametrize(("chance", "crisis"), [(0.7, False), (0.95, True)])
def test_of_what_is_quoted_the_model_alone_must_be_almost_sure_that_it_is_self_harm(chance, crisis):
    talk = begun(Talk(), "words")
    reading = Reading(frozenset({"urgency.self_harm"}), confidence={"urgency.self_harm": chance})
    said = talk._turn(Incoming("test", "1", "text", text="you think you can just walk off and thats it"), reading)
    assert said[0].startswith("crisis.") is crisis


def test_an_hour_as_it_is_said_is_kept_and_an_account_is_no_story():
    talk = begun(Talk(), "when")
    talk.says("yesterday around 9 in the evening")
    assert answers_of(talk)["when"] == "2025-11-23 21:00"
    talk = begun(Talk(), "when")
    talk.says("yesterday at quarter past 9")
    assert answers_of(talk)["when"] == "yesterday at quarter past 9"
    talk = begun(Talk(), "kind")
    talk.says("he called himself @badguy")
    assert answers_of(talk)["account"] == "@badguy"
    talk = begun(Talk(), "kind")
    assert talk.says("he calls himself @badguy") == ["form.noted", "evidence.ask_kind"]
    assert not {"words", "kind"} & set(answers_of(talk))


def test_a_question_to_us_is_answered_and_the_open_one_put_again():
    for words in ("who can read this?", "can he see this?", "what does it have so far?"):
        talk = begun(Talk(), "link")
        assert talk.says(words, "need.information") == ["form.why", "evidence.ask_link"], words


def test_after_an_erase_that_was_not_meant_the_open_question_is_put_again():
    for no in (lambda talk: talk.taps("erase:no"), lambda talk: talk.says("no", act="deny")):
        talk = begun(Talk(), "link")
        talk.command("erase")
        assert no(talk) == ["erase.kept", "evidence.ask_link"]


def test_go_on_and_skip_put_the_question_of_a_form_that_waits():
    for words in ("go on", "ok let's continue", "skip"):
        talk = begun(Talk(), "link")
        talk.taps("human")
        talk.state = talk.state.model_copy(update={"asking": None})
        assert talk.says(words)[-1] == "evidence.ask_link", words
