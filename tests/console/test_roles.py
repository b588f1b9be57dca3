"""Who may do what: every route of staff, every role, own and foreign and missing cases."""

import pytest

from bot.console.app import STAFF
from bot.triage.levels import Queue

SEES = {"ada": {Queue.HUMAN}, "lea": {Queue.LAWYER}, "sue": {Queue.HUMAN, Queue.LAWYER}}
ROUTES = [(method, route.path) for route in STAFF for method in sorted(route.methods - {"HEAD"})]
MATRIX = [
    (method, path, name, queue)
    for method, path in ROUTES for name in SEES for queue in Queue
    if "{number}" in path
    and not (path.endswith("/live") and queue in SEES[name])  # such a stream does not end: test_live.py reads it
]  # fmt: skip
FORM = {"text": "hello", "outcome": "advised"}


async def ask(client, method, path):
    return await client.request(method, path, data=FORM if method == "POST" else None)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_nobody_gets_anywhere_without_a_session(desk, method, path):
    case = desk.add_case()
    async with desk.visitor() as client:
        answer = await ask(client, method, path.format(number=case.id))
    assert answer.status_code == (303 if method == "GET" else 401)
    assert case.id not in answer.text
    assert desk.case(case).status == "waiting"


@pytest.mark.parametrize(("method", "path", "name", "queue"), MATRIX)
async def test_a_foreign_case_looks_like_a_missing_one(desk, method, path, name, queue):
    case = desk.add_case(queue=queue)
    async with desk.member(name) as client:
        answer = await ask(client, method, path.format(number=case.id))
        missing = await ask(client, method, path.format(number="NOSUCH"))
    assert missing.status_code == 404
    if queue in SEES[name]:
        assert answer.status_code in (200, 303, 409)
    else:
        assert (answer.status_code, answer.text) == (404, missing.text)
        assert desk.case(case) == case


async def test_the_queue_shows_the_cases_of_ones_own_queues(desk):
    found = {queue: desk.add_case(queue=queue) for queue in Queue}
    for name, queues in SEES.items():
        async with desk.member(name) as client:
            page = (await client.get("/queue")).text
            searched = {queue: (await client.get("/queue", params={"find": found[queue].id})) for queue in Queue}
        for queue, case in found.items():
            assert (f"/cases/{case.id}" in page) == (queue in queues)
            assert searched[queue].status_code == (303 if queue in queues else 404)
