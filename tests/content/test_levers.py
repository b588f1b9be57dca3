import pytest


@pytest.mark.parametrize(
    ("lever", "place", "fits"),
    [
        ("us_take_it_down_act", "US", True),
        ("us_take_it_down_act", "US-TX", True),
        ("us_take_it_down_act", "IN", False),
        ("in_it_rules", "IN", True),
        ("eu_gdpr_17", "GB-SCT", True),
        ("host_registrar_abuse", None, True),
        ("us_take_it_down_act", None, False),
    ],
)
def test_a_rule_is_offered_only_where_it_fits(content, lever, place, fits):
    assert content.levers[lever].fits(place, minor=False) is fits


def test_a_copyright_notice_is_never_offered_when_somebody_shown_was_under_18(content):
    assert content.levers["us_dmca_512"].fits("US", minor=False)
    assert not content.levers["us_dmca_512"].fits("US", minor=True)


def test_a_rule_from_memory_is_not_sure(content):
    for lever in content.levers.values():
        if lever.source.startswith("general knowledge"):
            assert lever.confidence == "unsure"


def test_a_rule_for_some_places_is_offered_for_no_other(content):
    order, brands = content.levers["us_ftc_aylo_order"], content.levers["card_brand_rules"]
    assert order.reaches_to(content.platforms["aylo"])
    assert not order.reaches_to(content.platforms["instagram"])
    assert brands.reaches_to(content.platforms["xhamster"])
    assert not brands.reaches_to(None)
    assert content.levers["in_it_rules"].reaches_to(None)


def test_a_step_after_a_no_is_hedged_when_it_rests_on_memory(content):
    for lever in content.levers.values():
        hedged = lever.step().startswith(content.phrases.lever_unsure[:12])
        assert hedged is (lever.confidence == "unsure" and lever.after_no is not None)


def test_the_us_request_asks_for_all_its_parts(content):
    asked = " ".join(content.levers["us_take_it_down_act"].needs)
    for part in ("signature", "links", "good faith", "reach you"):
        assert part in asked
    assert content.levers["us_take_it_down_act"].hours == 48
