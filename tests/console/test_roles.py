"""Who may do what: every route of staff, every role, own and foreign and missing cases."""

import pytest

from bot.console.app import STAFF
from bot.handoff.duty import QUEUES
from bot.triage.levels import Queue

ROLES = {"ada": "advocate", "lea": "lawyer", "sue": "supervisor", "max": "admin"}
LEADS = {"sue", "max"}
ONLY_FOR = {  # pages that are not for everybody; whatever else has no case in its address is
    "/team": LEADS, "/reports": LEADS, "/reports/cases.csv": LEADS, "/log": LEADS,
    "/shifts/add": LEADS, "/shifts/remove": LEADS,
    "/learning": {"sue"}, "/learning/candidates.yml": {"sue"}, "/learning/decide": {"sue"},
    "/accounts": {"max"}, "/accounts/add": {"max"}, "/accounts/change": {"max"}, "/accounts/reset": {"max"},
    "/settings": {"max"},
}  # fmt: skip
ROUTES = [(method, route.path) for route in STAFF for method in sorted(route.methods - {"HEAD"})]
STREAMS = ("/queue/live", "/cases/{number}/live")  # they do not end: test_live.py reads them
PAGES = [route for route in ROUTES if "{number}" not in route[1] and route[1] not in STREAMS]
MATRIX = [
    (method, path, name, queue) for method, path in ROUTES for name in ROLES for queue in Queue
    if "{number}" in path and not (path in STREAMS and queue in QUEUES[ROLES[name]])
]  # fmt: skip
FORM = {  # something that fits in every form
    "text": "hello", "outcome": "advised", "level": "emergency", "reason": "new_risk", "note": "hello", "act": "report",
    "name": "bea", "alias": "Bea", "role": "advocate", "staff": "bea", "weekday": "1", "starts": "09:00",
    "ends": "17:00", "zone": "UTC", "here": "yes", "urgency.minor": "on",
    "day": "2025-11-26", "hour": "18:00",
}  # fmt: skip


async def ask(client, method, path, **more):
    return await client.request(method, path, data={**FORM, **more} if method == "POST" else None, params=more)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_nobody_gets_anywhere_without_a_session(desk, method, path):
    case = desk.add_case()
    async with desk.visitor() as client:
        answer = await ask(client, method, path.format(number=case.id))
    assert answer.status_code == (303 if method == "GET" else 401)
    assert case.id not in answer.text
    assert desk.case(case) == case


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize(("method", "path"), PAGES)
async def test_a_page_that_is_not_for_a_role_looks_like_a_missing_one(desk, method, path, name):
    async with desk.member(name) as client:
        answer = await ask(client, method, path)
        missing = await client.get("/nowhere")
    if name in ONLY_FOR.get(path, ROLES):
        if path not in ("/second-step/qr.svg", "/learning/decide"):  # nothing is set up, nothing is marked here
            assert answer.status_code in (200, 303, 422)
    else:
        assert (answer.status_code, answer.text) == (404, missing.text)


def test_every_page_for_some_is_there_and_every_other_is_meant_for_all():
    known = {path for _, path in PAGES}
    assert set(ONLY_FOR) <= known
    assert known - set(ONLY_FOR) == {
        "/password", "/second-step", "/second-step/new", "/second-step/qr.svg", "/sign-in/code", "/queue", "/words",
        "/duty", "/telegram", "/telegram/unlink",
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path", "name", "queue"), MATRIX)
async def test_a_foreign_case_looks_like_a_missing_one(desk, method, path, name, queue):
    case = desk.add_case(queue=queue)
    desk.says(case, "hello")
    case = desk.case(case)
    more = {"message": str(desk.message_of(case)), "into": desk.add_case(queue=queue).id, "confirm": case.id}
    async with desk.member(name) as client:
        answer = await ask(client, method, path.format(number=case.id), **more)
        missing = await ask(client, method, path.format(number="NOSUCH"), **more)
    assert missing.status_code == 404
    if queue in QUEUES[ROLES[name]]:
        assert answer.status_code in (200, 204, 303, 409, 422)
    else:
        assert (answer.status_code, answer.text) == (404, missing.text)
        assert desk.case(case) == case


async def test_the_queue_shows_the_cases_of_ones_own_queues(desk):
    found = {queue: desk.add_case(queue=queue) for queue in Queue}
    for name, role in ROLES.items():
        async with desk.member(name) as client:
            page = (await client.get("/queue")).text
            searched = {queue: (await client.get("/queue", params={"find": found[queue].id})) for queue in Queue}
        for queue, case in found.items():
            assert (f"/cases/{case.id}" in page) == (queue in QUEUES[role])
            assert searched[queue].status_code == (303 if queue in QUEUES[role] else 404)
