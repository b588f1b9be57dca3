"""The log: everything that was said and nothing else, a timeline on one page, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ROOT
from bot.content import load
from bot.documents.entry import LONGEST, MOST_ENTRIES, Entry
from bot.documents.log import COLUMNS, columns_for
from bot.documents.papers import LogPaper, make
from tests.conftest import NOW
from tests.documents.conftest import pages

CONTENT = load(ROOT)
ENTRIES = (
    Entry(number=1, written=NOW, zone="America/New_York", app="Instagram", kind="threat",
          link="https://instagram.com/p/abc", account="@badguy https://instagram.com/badguy 1234567890",
          when="2025-11-20 21:10", words="Pay by Friday or everyone sees it.", demand="500 USD", deadline="Friday"),
    Entry(number=2, written=NOW, zone="America/New_York", app="WhatsApp", kind="demand", account="+49 123 456789",
          when="2025-11-02 01:30", words="=HYPERLINK(\"http://x\",\"click\")", payment="none", reported="the app"),
    Entry(number=3, written=NOW, zone=None, app="Telegram", when="some time in spring", words="@SUM(1+1)"),
)  # fmt: skip


def files(entries=ENTRIES, *, adult: bool):
    return make(CONTENT, LogPaper(tuple(entries), "America/New_York", adult), NOW)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_log_reads_as_reviewed(golden):
    for adult, name in ((True, "adult"), (False, "minor")):
        pdf, sheet = files(adult=adult)
        golden(f"log.{name}.txt", "\n=====\n".join(pages(pdf.data)) + "\n")
        golden(f"log.{name}.csv", sheet.data.decode("utf-8-sig"))


def test_the_timeline_stands_alone_on_page_one_oldest_first():
    for entries in (ENTRIES, full_log()):
        shown = pages(files(entries, adult=True)[0].data)
        assert "Timeline" in shown[0]
        assert "Entries" not in shown[0]
        assert shown[1].startswith("Entries")
    first = pages(files(adult=True)[0].data)[0]
    assert first.index("2025-11-02") < first.index("2025-11-20") < first.index("some time in spring")


def test_the_csv_has_the_columns_of_the_template_and_an_hour_that_came_twice_is_said_to_be_so():
    rows = table(files(adult=True)[1].data)
    assert list(rows[0]) == [CONTENT.paper(f"column.{name}") for name in COLUMNS]
    assert rows[0]["UTC"].startswith("2025-11-02 05:30 or 2025-11-02 06:30")
    assert rows[1]["Username / display name"] == "@badguy"
    assert rows[1]["Profile URL"] == "https://instagram.com/badguy"
    assert rows[1]["Numeric account id"] == "1234567890"
    assert rows[1]["Date of event (local + time zone)"] == "2025-11-20 21:10 America/New_York (UTC-5)"


def test_nobody_under_18_or_of_unknown_age_is_asked_for_copies():
    pdf, sheet = files(adult=False)
    everything = "".join(pages(pdf.data)) + sheet.data.decode()
    assert "screenshot" not in everything.casefold()
    assert "SHA-256" not in everything
    assert all(row["No image captured"] == "yes" for row in table(sheet.data))
    assert not {"file", "sha256", "tool", "captured_by", "captured_at"} & set(columns_for(adult=False))
    assert "Screenshot or file name" in files(adult=True)[1].data.decode()


def test_words_of_any_script_come_whole_in_the_csv_and_the_pdf_says_what_it_cannot_print():
    words = "заплати मुझे 付钱 🙂 “now”"
    pdf, sheet = files([ENTRIES[0].model_copy(update={"words": words})], adult=True)
    assert table(sheet.data)[0]["What it says"] == words
    shown = "".join(pages(pdf.data))
    assert "заплати" in shown
    assert "cannot be printed" in " ".join(shown.split())


def test_the_hash_told_is_that_of_the_bytes_sent_and_the_same_log_gives_the_same_file():
    for one, again in zip(files(adult=True), files(adult=True), strict=True):
        assert one.sha256 == sha256(one.data).hexdigest() == again.sha256


def full_log() -> list[Entry]:
    return [
        Entry(number=n, written=NOW, zone="Europe/Berlin", app="Instagram", when=f"2025-11-{n % 23 + 1:02} 10:00",
              words="w" * 20 + " word" * 150, link="https://x.org/" + "y" * 400)
        for n in range(1, MOST_ENTRIES + 1)
    ]  # fmt: skip


LINK = "https://x.org/" + "y" * LONGEST
WORDS = st.text(max_size=80) | st.sampled_from(["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", LINK])
LOGS = st.lists(
    st.builds(
        Entry, number=st.integers(1, 60), written=st.integers(0, 4_000_000_000),
        zone=st.sampled_from([None, "America/New_York", "Asia/Kathmandu", "No/Where"]), app=WORDS, kind=WORDS,
        link=WORDS, account=WORDS, words=WORDS, notes=WORDS,
        when=st.sampled_from(["2025-11-02 01:30", "2025-03-09 02:30", "2025-11-02", "then", "9999-12-31 23:59"]),
    ),
    max_size=4,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(LOGS, st.booleans())
def test_any_log_becomes_files_and_no_cell_is_a_formula(entries, adult):
    pdf, sheet = files(entries, adult=adult)
    assert len(pages(pdf.data)) >= 1
    for row in table(sheet.data):
        for cell in row.values():
            assert not cell.startswith(("=", "\t", "\r"))
            assert not cell.startswith(("+", "-", "@")) or "(" not in cell
