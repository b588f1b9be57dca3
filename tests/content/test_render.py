from datetime import date

import pytest

from bot.content import Link
from bot.content.render import html, plain
from bot.errors import ContentError

LINK = Link.model_validate({
    "title": "A <b> & C", "url": "https://example.org/?a=1&b=2", "for": "tests", "confidence": "high",
    "source": "none", "checked": date(2026, 1, 1),
})  # fmt: skip


def test_bold_becomes_bold_and_everything_else_is_escaped():
    assert html("**Now:** 1 < 2 & 3") == "<b>Now:</b> 1 &lt; 2 &amp; 3"
    assert plain("**Now:** 1 < 2 & 3") == "Now: 1 < 2 & 3"


@pytest.mark.parametrize("hostile", ["<b>x</b>", "**x**", "{other}", "<a href='tg://'>", "&lt;"])
def test_what_a_parameter_holds_is_never_markup_nor_another_parameter(hostile):
    params = {"name": hostile, "other": "SECRET"}
    assert plain("Hi {name}!", params) == f"Hi {hostile}!"
    shown = html("Hi **{name}**!", params)
    assert "SECRET" not in shown
    assert shown.count("<") == 2
    assert shown.startswith("Hi <b>")


def test_a_missing_parameter_is_an_error_and_not_a_hole():
    with pytest.raises(ContentError, match="crisis_line"):
        html("Ring {crisis_line}", {"other": "x"})
    with pytest.raises(ContentError, match="crisis_line"):
        plain("Ring {crisis_line}")


def test_links_stand_below_and_at_most_three():
    assert plain("Text", {}, [LINK]) == "Text\n\nA <b> & C: https://example.org/?a=1&b=2"
    assert html("Text", {}, [LINK]) == ('Text\n\n<a href="https://example.org/?a=1&amp;b=2">A &lt;b&gt; &amp; C</a>')
    assert html("Text", {}, [LINK] * 5).count("<a ") == 3
