"""The brief for a lawyer: one page, built from what was said, with nothing added."""

from __future__ import annotations

from bot.dialogue.brief import brief_of
from bot.dialogue.state import Facts, State, Written
from bot.documents.brief import Brief, rows_of
from bot.documents.papers import BriefPaper, make
from tests.conftest import NOW
from tests.documents.conftest import pages
from tests.documents.test_log import ENTRIES, full_log

STATE = State(
    labels=frozenset({"abuse.sextortion", "abuse.social_media_post", "need.lawyer", "need.removal",
                      "urgency.deadline"}),
    facts=Facts(age=24, band="adult", place="US-CA", who="ex", platforms=("instagram",), amount="500 USD",
                due=NOW + 3600, phone_seen=False),
    log=ENTRIES,
    notices=(Written(notice="us_take_it_down_act", site="Instagram", at=NOW),),
)  # fmt: skip


def test_the_brief_reads_as_reviewed_on_one_page(content, golden):
    (file,) = make(content, BriefPaper(brief_of(STATE, "America/Los_Angeles", "K7M4Q2")), NOW)
    shown = pages(file.data)
    assert len(shown) == 1
    golden("brief.txt", shown[0] + "\n")


def test_a_full_log_still_leaves_one_page_and_says_how_much_more_there_is(content):
    full = STATE.model_copy(update={"log": tuple(full_log())})
    shown = pages(make(content, BriefPaper(brief_of(full, None)), NOW)[0].data)
    assert len(shown) == 1
    assert "and 52 more" in shown[0]


def test_what_was_not_said_is_said_to_be_so_and_the_log_stays_out_unless_wanted(content):
    rows = dict(rows_of(content, Brief()))
    assert set(rows.values()) == {"not said"}
    assert brief_of(STATE, None, with_log=False).entries == ()
