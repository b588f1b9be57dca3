import pytest

from bot.content.references import references


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("New York", "America/New_York"), ("berlin time", "Europe/Berlin"), ("mumbai", "Asia/Kolkata"),
        ("UTC+2", "Etc/GMT-2"), ("gmt", "Etc/UTC"), ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("Eastern", "America/New_York"), ("utc+15", None), ("Nowhere-on-Sea", None), ("", None),
    ],
)  # fmt: skip
def test_a_city_a_zone_or_an_offset_is_found_and_nothing_is_guessed(content, typed, zone):
    assert content.zones.find(typed) == zone


def test_every_place_has_a_zone_and_every_zone_words_that_fit_a_button(content):
    for code in content.places:
        assert content.zones.of_place(code), code
        assert all(len(content.button(f"zone:{zone}")) <= 30 for zone in content.zones.of_place(code))
    assert content.zones.of_place("NP") == ()


def test_a_zone_is_taken_without_asking_only_where_there_is_one(content):
    assert content.zones.only(None, "DE") == "Europe/Berlin"
    assert content.zones.only(None, "US") is None
    assert content.zones.only("Asia/Tokyo", "DE") == "Asia/Tokyo"


def test_a_notice_that_asks_for_what_it_does_not_show_is_a_fault(content):
    notice = content.notices["eu_dsa_16"]
    spoilt = notice.model_copy(update={"text": notice.text.replace("{links}", "{linx}"), "needed": ("phone",)})
    for id, fault in (("eu_dsa_16", "links"), ("eu_dsa_16", "linx"), ("eu_dsa_16", "needs phone"), ("x", "no lever")):
        notices = {**content.notices, id: spoilt}
        broken = type(content)(**{name: getattr(content, name) for name in content.__slots__} | {"notices": notices})
        assert any(fault in found for found in references(broken)), fault
