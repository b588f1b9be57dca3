import pytest

from bot.content.check import card_faults, faults, grade

BODY = "Thank you for telling me about all of this now.\n\n"


def test_all_words_are_in_order(content, avoid):
    assert faults(content, avoid) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (BODY + "a" * 600, "characters, at most 600"),
        (BODY + "1. One.\n2. Two.\n3. Three.\n4. Four.", "4 steps, at most 3"),
        ("Someone shared a nude of you. " + BODY, "'nude' in the lock-screen preview"),
        ("Hi {name}, good that you wrote to me today.", "a parameter within the first 40"),
        (BODY + "It is not revenge porn.", "'revenge porn' is on the avoid list"),
        (BODY + "Why did you send it?", "'why did you' is on the avoid list"),
        (BODY + "Take a screenshot.", "'screenshot' is for adult cards only"),
        (BODY + "Notwithstanding jurisdictional heterogeneity, criminalisation predominates.", "reading grade"),
        (BODY + "**Never closed.", "bold is opened but not closed"),
        (BODY + "- a list", "markup other than"),
    ],
)
def test_the_check_finds_each_kind_of_fault(content, avoid, text, fault):
    good = content.card("greet")
    assert list(card_faults(good, content, avoid)) == []
    params = ("name",) if "{name}" in text else ()
    bad = good.model_copy(update={"text": text, "params": params})
    assert any(fault in found for found in card_faults(bad, content, avoid))


def test_an_adult_card_may_speak_of_screenshots(content, avoid):
    card = content.card("greet").model_copy(update={"text": BODY + "Take a screenshot.", "audience": "adult"})
    assert list(card_faults(card, content, avoid)) == []


def test_names_of_helplines_and_places_do_not_count_as_words_to_avoid(content, avoid):
    assert "Revenge Porn Helpline" in content.support_lines("GB-ENG", "adult")
    assert faults(content, avoid) == []


def test_links_and_commands_do_not_make_a_text_harder():
    assert grade("Go to https://example.org/extraordinarily/complicated/address now.") == grade("Go to it now.")
