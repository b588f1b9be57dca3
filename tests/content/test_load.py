import pytest

from bot.content import load
from bot.errors import ContentError

CARD = "responses/en/cards/{}.md"


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (CARD.format("menu"), "human]", "no:such]", "menu.md: no words for button no:such"),
        (CARD.format("menu"), "human]", "card:no.such]", "menu.md: no words for button card:no.such"),
        (CARD.format("menu"), "links: []", "links: [nowhere]", "menu.md: no link named nowhere"),
        (CARD.format("menu"), "Tap one", "{name}, tap one", "menu.md: params must be exactly those in the text"),
        (CARD.format("menu"), "id: menu", "id: other", "menu.md: holds other for everyone"),
        (CARD.format("menu"), "reviewed: null\n", "", "menu.md: reviewed: Field required"),
        (CARD.format("menu"), "audience: everyone", "audience: adult", "menu.md: holds menu for adult"),
        ("responses/en/phrases.yml", "language:", "tongue:", "phrases.yml: language: Field required"),
        ("responses/links.yml", "confidence: high", "confidence: low", "links.yml: takeitdown.confidence"),
        ("responses/links.yml", "url: https", "url: http", "links.yml: takeitdown.url"),
        ("responses/platforms.yml", "name: StopNCII", "nmae: StopNCII", "platforms.yml: stopncii.name: Field required"),
        ("responses/international.yml", "crisis: findahelpline", "crisis: gone", "crisis names no link"),
        ("responses/jurisdictions/US-CA.yml", "inherits: US", "inherits: XX", "US-CA.yml: inherits from XX"),
        ("responses/levers.yml", "places: [AU]", "places: [QQ]", "levers.yml: au_online_safety_act: no place QQ"),
    ],
)
def test_a_fault_stops_the_start_and_is_named_with_its_file(copy, file, old, new, fault):
    load(copy)
    spoil(copy / file, old, new)
    with pytest.raises(ContentError) as caught:
        load(copy)
    assert fault in str(caught.value)


def test_all_faults_are_named_at_once(copy):
    spoil(copy / CARD.format("menu"), "human]", "no:such]")
    spoil(copy / CARD.format("thanks"), "links: []", "links: [nowhere]")
    spoil(copy / "responses/links.yml", "confidence: high", "confidence: low")
    with pytest.raises(ContentError) as caught:
        load(copy)
    for file in ("menu.md", "thanks.md", "links.yml"):
        assert file in str(caught.value)


def test_an_unreadable_file_is_a_fault_and_no_crash(copy):
    (copy / "responses/platforms.yml").write_text("- : [", encoding="utf-8")
    (copy / "responses/en/cards/menu.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(copy)
    assert "platforms.yml" in str(caught.value)
    assert "menu.md: must open with front matter" in str(caught.value)


def test_a_variant_without_a_plain_card_is_a_fault(copy):
    (copy / CARD.format("evidence.first")).unlink()
    with pytest.raises(ContentError, match=r"evidence\.first: has no plain card"):
        load(copy)


def test_a_button_may_not_show_a_card_that_needs_facts(copy):
    spoil(copy / CARD.format("menu"), "human]", "card:support.line]")
    spoil(copy / "responses/en/buttons.yml", "menu: Menu", "menu: Menu\ncard:support.line: Lines")
    with pytest.raises(ContentError, match="shows a card that needs params"):
        load(copy)
