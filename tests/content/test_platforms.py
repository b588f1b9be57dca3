import re

import pytest

TAKE_IT_DOWN = "https://takeitdown.ncmec.org/"
COMMON = {"x", "signal", "line", "threads", "hinge", "mega", "messages", "drive", "the", "ph", "of"}
PLACES = ("social", "messaging", "video", "adult", "hosting", "cloud")


def test_every_place_has_one_to_three_steps_for_either_band(content):
    for platform in content.platforms.values():
        for band in ("unknown", "minor", "adult"):
            assert 1 <= len(platform.steps_for(band)) <= 3
            assert "1. " in platform.route(band)


def test_no_step_tells_anybody_to_capture_the_screen(content):
    for platform in content.platforms.values():
        for step in (*platform.steps, *(platform.minor_steps or ()), *platform.prepare):
            assert not re.search(r"screen ?shot|capture|save (it|the)", step, re.IGNORECASE)


def test_children_are_never_led_to_the_adults_tool(content):
    for platform in content.platforms.values():
        steps = " ".join(platform.steps_for("minor"))
        assert "stopncii.org" not in (platform.address("minor") or "")
        assert "StopNCII" not in steps


@pytest.mark.parametrize("id", ["instagram", "aylo", "xvideos_xnxx", "telegram"])
def test_a_child_gets_the_tool_for_under_18s(content, id):
    assert content.platforms[id].address("minor") == TAKE_IT_DOWN


def test_an_address_that_nobody_could_confirm_is_not_shown(content):
    assert content.platforms["xvideos_xnxx"].address("adult") is None
    assert content.platforms["tumblr"].address("adult") is None  # an old source only
    assert content.platforms["instagram"].address("adult")


def test_every_place_a_picture_can_be_gives_children_an_address(content):
    for platform in content.platforms.values():
        if platform.kind in PLACES:
            assert platform.address("minor"), platform.id


def test_what_to_have_ready_is_told_before_the_steps_and_never_asked_of_a_child(content):
    discord = content.platforms["discord"]
    assert discord.route("adult").index("legal name") < discord.route("adult").index("1. ")
    for platform in content.platforms.values():
        assert not platform.route("minor").startswith(content.phrases.ready[:10])


def test_an_appeal_is_a_places_own_and_not_the_law_of_a_country(content):
    for platform in content.platforms.values():
        if platform.holds:
            assert "takeitdown.ftc.gov" not in platform.refusal()
    assert "Support Inbox" in content.platforms["facebook"].refusal()
    assert content.platforms["reddit"].refusal() == ""


def test_no_alias_is_a_common_word(content):
    aliases = {alias for platform in content.platforms.values() for alias in platform.aliases}
    assert not aliases & COMMON
    assert all(len(alias) > 1 for alias in aliases)
    assert {"insta", "ig", "fb", "snap", "tg"} <= aliases
