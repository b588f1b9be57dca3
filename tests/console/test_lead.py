"""For those who lead: the team as it is, reports in which nobody is recognised, shifts and accounts."""

import csv
import io
import re

import pytest

from bot.console.figures import FEWEST, bars, columns, percentile
from bot.store import audit, cases, persons, sessions, shifts, staff
from bot.triage.levels import Level
from tests.conftest import NOW
from tests.console.conftest import PASSWORD


def answered(desk, level, waited, took, **known):
    case = desk.add_case(level, waited=waited, **known)
    with desk.store.transaction():
        cases.update(desk.store, case.id, NOW, answered=case.opened + took)
    return case


def test_small_counts_are_hidden_and_never_alone():
    shown = bars({"a": 20, "b": 7, "c": 2}, str)
    assert [(bar.label, bar.words, bar.hidden) for bar in shown] == [
        ("a", "20", False), ("b", "hidden with it", True), ("c", f"fewer than {FEWEST}", True),
    ]  # fmt: skip
    assert {bar.share for bar in shown if bar.hidden} == {0}
    assert [bar.hidden for bar in bars({"a": 9, "b": 1, "c": 2}, str)] == [False, True, True]
    assert bars({"a": 0}, str) == ()
    assert [bar.words for bar in columns({1: 3, 2: 8}, range(3))] == ["0", f"fewer than {FEWEST}", "8"]


def test_percentiles_are_values_that_were_measured():
    assert [percentile(range(1, 11), share) for share in (0.5, 0.9, 1.0)] == [5, 9, 10]
    assert percentile([7], 0.5) == 7


async def test_reports_count_hide_and_download(desk):
    for number in range(9):
        answered(desk, Level.URGENT, 3600, 300 + 200 * number, abuse=["deepfake"], place="GB-ENG", band="adult")
    for _ in range(6):
        answered(desk, Level.EMERGENCY, 3600, 60, abuse=["sextortion"], place="US", band="minor")
    rare = answered(desk, Level.HANDOFF, 7200, 60, abuse=["doxxing"], place="NP", band="unknown")
    async with desk.member("sue") as client:
        page = (await client.get("/reports")).text
        sheet = await client.get("/reports/cases.csv?days=7")
    assert "<strong>16</strong> cases" in page
    rows = list(csv.reader(io.StringIO(sheet.text)))
    assert ["Level", "Urgent", "9"] in rows
    assert ["Kind", "fake private picture", "9"] in rows
    assert ["Kind", "personal details put online", "fewer than 5"] in rows
    assert ["Country", "NP", "fewer than 5"] in rows
    assert ["First word of a human, half within", "Urgent", "18 min"] in rows
    assert ["First word of a human, in time", "Urgent", "44 %"] in rows
    assert ["First word of a human, in time", "Asked for a person", "too few"] in rows
    assert rare.id not in page + sheet.text
    assert audit.entries(desk.store)[0].action == "export"


async def test_counts_outlive_the_person_and_their_words_do_not(desk):
    for number in range(6):
        case = desk.add_case(abuse=["deepfake"], place="GB-SCT", band="minor", chat=str(number))
        persons.erase(desk.store, case.person, NOW)
    async with desk.member("sue") as client:
        sheet = (await client.get("/reports/cases.csv")).text
    assert "Kind,fake private picture,6" in sheet
    assert "Outcome,Everything held of the person was erased,6" in sheet
    held = desk.store.rows("select * from tallies")
    assert {(row["kind"], row["value"], row["n"]) for row in held} == {
        ("abuse", "deepfake", 6), ("place", "GB", 6), ("band", "minor", 6),
    }  # fmt: skip


async def test_the_team_page_tells_who_carries_what_and_what_waits_longest(desk):
    old, new = desk.add_case(waited=9000), desk.add_case(waited=60)
    async with desk.member("ada") as client, desk.member("sue") as lead:
        await client.post(f"/cases/{new.id}/claim")
        page = (await lead.get("/team")).text
        row = re.search(r"<tr><th scope=\"row\">Ada.*?</tr>", page, re.S)[0]
        assert new.id in row
        assert old.id in page
        assert old.id not in row
        await client.post("/duty", data={"here": "no"})
        assert desk.case(new).status == "waiting"
        assert "away" in re.search(r"<tr><th scope=\"row\">Ada.*?</tr>", (await lead.get("/team")).text, re.S)[0]
        await client.post("/duty", data={"here": "yes"})
        assert "You are on duty" in (await client.get("/queue")).text


async def test_a_lead_takes_a_case_back_from_whoever_has_it(desk):
    case = desk.add_case()
    async with desk.member("ada") as client, desk.member("bea") as other, desk.member("sue") as lead:
        await client.post(f"/cases/{case.id}/claim")
        assert (await other.post(f"/cases/{case.id}/take-back")).status_code == 409
        assert (await lead.post(f"/cases/{case.id}/take-back")).status_code == 303
    assert desk.case(case).advocate is None


async def test_shifts_are_added_checked_and_removed(desk):
    good = {"staff": "ada", "weekday": "1", "starts": "09:00", "ends": "17:00", "zone": "Europe/London"}
    async with desk.member("sue") as client:
        for wrong in ({"staff": "eva"}, {"weekday": "8"}, {"starts": "9"}, {"ends": "09:00"}, {"zone": "Mars/Base"}):
            assert (await client.post("/shifts/add", data={**good, **wrong})).status_code == 422, wrong
        assert (await client.post("/shifts/add", data=good)).status_code == 303
        (shift,) = shifts.plan(desk.store)
        assert (shift.staff, shift.starts, shift.zone) == ("ada", "09:00", "Europe/London")
        assert "Europe/London" in (await client.get("/team")).text
        await client.post("/shifts/remove", data={"id": "junk"})
        await client.post("/shifts/remove", data={"id": str(shift.id)})
    assert shifts.plan(desk.store) == []


async def test_an_admin_adds_changes_resets_and_closes_accounts(desk):
    async with desk.member("max") as client, desk.visitor() as visitor:
        added = await client.post("/accounts/add", data={"name": "kim", "alias": "Kim", "role": "lawyer"})
        once = re.search(r"one-time password <kbd>(\S+)</kbd>", added.text)[1]
        assert once not in (await client.get("/accounts")).text
        assert (await visitor.post("/sign-in", data={"name": "kim", "password": once})).status_code == 303
        for wrong in ({"name": "kim"}, {"name": "K m"}, {"name": "lou", "alias": ""}, {"name": "lou", "role": "god"}):
            data = {"name": "lou", "alias": "Lou", "role": "lawyer", **wrong}
            assert (await client.post("/accounts/add", data=data)).status_code == 422, wrong
        token = sessions.start(desk.store, "ada", int(desk.now))
        await client.post(
            "/accounts/change", data={"name": "ada", "alias": "Addy", "role": "supervisor", "disabled": "on"}
        )
        assert sessions.member(desk.store, token, int(desk.now)) is None
        assert await staff.check_password(desk.store, "ada", PASSWORD) is None
        assert (
            await client.post("/accounts/change", data={"name": "eva", "alias": "E", "role": "lawyer"})
        ).status_code == 404
        assert (await client.post("/accounts/reset", data={"name": "max"})).status_code == 422
        assert "one-time password" in (await client.post("/accounts/reset", data={"name": "bea"})).text
    assert await staff.check_password(desk.store, "bea", PASSWORD) is None
    told = [(one.action, one.subject, one.detail) for one in audit.entries(desk.store, by="max")]
    assert told == [
        ("account_reset", "bea", None), ("account_change", "ada", "supervisor closed"),
        ("account_add", "kim", "lawyer"),
    ]  # fmt: skip


async def test_somebody_who_looks_after_accounts_is_always_left(desk):
    async with desk.member("max") as client:
        for change in ({"role": "advocate"}, {"role": "admin", "disabled": "on"}):
            answer = await client.post("/accounts/change", data={"name": "max", "alias": "Max", **change})
            assert answer.status_code == 422
    assert staff.find(desk.store, "max").role == "admin"


async def test_the_log_shows_what_was_done_and_says_when_it_was_changed(desk):
    case = desk.add_case()
    async with desk.member("ada") as client, desk.member("sue") as lead:
        desk.says(case, "marker words")
        await client.get(f"/cases/{case.id}?talk=open")
        await client.post(f"/cases/{case.id}/claim")
        await client.post(f"/cases/{case.id}/note", data={"note": "marker words"})
        page = (await lead.get(f"/log?about={case.id.lower()}")).text
        assert "the chain holds" in page
        for words in ("opened the conversation of", "took", "wrote a note on"):
            assert f"{words} {case.id}" in page
        assert "marker words" not in page
        assert "Nothing fits" in (await lead.get("/log?by=bea")).text
        desk.store.db.execute("drop trigger audit_stands_delete")
        desk.store.db.execute("delete from audit where id = 1")
        assert "The chain is broken" in (await lead.get("/log")).text


async def test_the_settings_are_shown_without_their_secrets(store, content):
    from pydantic import SecretStr

    from bot.config import Config
    from bot.console.settings import rows

    config = Config(_env_file=None, nlu_token=SecretStr("marker-secret"))
    shown = {name: value for name, value, _ in rows(config)}
    assert shown["ALDER_NLU_TOKEN"] == "set, not shown"
    assert "marker-secret" not in str(shown)


async def test_words_are_shown_with_their_review_state(desk):
    async with desk.member("ada") as client:
        page = (await client.get("/words?find=human.says")).text
    assert "human.says" in page
    assert "not reviewed yet" in page
    assert "sorry.error" not in page


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_of_a_download_is_a_formula(text):
    from bot.console.reports import safe

    assert safe(text) == f"'{text}"
