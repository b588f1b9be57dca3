"""Marks: nothing of a person is kept to learn from without their yes, and nothing that points to them."""

import pytest
import yaml

from bot.console.strip import strip
from bot.dialogue.effects import AllowLearning
from bot.dialogue.flows import handoff
from bot.handoff import learning
from bot.store import cases, persons, reviews

TEXT = "My ex Robin Miller put it on Instagram"
RIGHT = {"act": "report", "urgency.minor": "on", "abuse.social_media_post": "on", "text": "my ex put it on instagram"}


@pytest.fixture
async def case(desk):
    made = desk.add_case()
    desk.says(made, TEXT, labels=("abuse.doxxing",))
    async with desk.member("ada") as client:
        await client.post(f"/cases/{made.id}/claim")
    return desk.case(made)


async def mark(desk, case, **more):
    async with desk.member("ada") as client:
        message = str(desk.store.row("select id from messages where author = 'person'")["id"])
        return await client.post(f"/cases/{case.id}/mark", data={"message": message, **RIGHT, **more})


@pytest.mark.parametrize("answer", [None, False, True])
async def test_words_are_kept_only_after_a_yes(desk, case, answer):
    if answer is not None:
        with desk.store.transaction():
            learning.answer(desk.store, case.person, answer, int(desk.now))
    assert (await mark(desk, case)).status_code == 303
    (kept,) = reviews.listed(desk.store)
    assert kept.text == (RIGHT["text"] if answer else None)
    assert (kept.level_was, kept.level_right) == ("none", "urgent")
    assert set(kept.right) == {"urgency.minor", "abuse.social_media_post"}


async def test_a_no_takes_back_what_was_kept_and_erasing_does_too(desk, case):
    for take_back in (
        lambda: learning.answer(desk.store, case.person, False, int(desk.now)),
        lambda: persons.erase(desk.store, case.person, int(desk.now)),
    ):
        with desk.store.transaction():
            learning.answer(desk.store, case.person, True, int(desk.now))
        await mark(desk, case)
        assert reviews.listed(desk.store)
        with desk.store.transaction():
            take_back()
        assert reviews.listed(desk.store) == []


async def test_the_form_shows_the_words_stripped_and_only_with_a_yes(desk, case):
    async with desk.member("ada") as client:
        path = f"/cases/{case.id}/mark?message={desk.store.row('select id from messages')['id']}"
        assert "ex [name] put it on Instagram" not in (await client.get(path)).text
        with desk.store.transaction():
            learning.answer(desk.store, case.person, True, int(desk.now))
        page = (await client.get(path)).text
        assert "My ex [name] put it on Instagram" in page
        assert "Robin" not in page
        assert (await client.get(f"/cases/{case.id}/mark?message=1")).status_code == 404


async def test_the_person_is_asked_once_and_by_whoever_has_the_case(desk, case):
    desk.sent()
    async with desk.member("ada") as client, desk.member("bea") as other:
        assert (await other.post(f"/cases/{case.id}/ask-learning")).status_code == 409
        assert (await client.post(f"/cases/{case.id}/ask-learning")).status_code == 303
        assert (await client.post(f"/cases/{case.id}/ask-learning")).status_code == 409
    (asked,) = desk.sent()
    assert "May we keep a few lines" in asked


def test_the_tap_of_the_person_reaches_the_store():
    class Draft:
        def __init__(self):
            self.done, self.said = [], []
            self.do, self.say = self.done.append, self.said.append

    for value, allowed in (("yes", True), ("no", False), ("junk", False)):
        draft = Draft()
        handoff.learn(draft, value)
        assert draft.done == [AllowLearning(allowed)]


async def test_accepted_examples_are_downloaded_as_training_data(desk, case):
    with desk.store.transaction():
        learning.answer(desk.store, case.person, True, int(desk.now))
    await mark(desk, case)
    await mark(desk, case, text="a second one: with a colon\n- and a line")
    second, first = reviews.listed(desk.store)
    async with desk.member("sue") as client:
        assert TEXT not in (await client.get("/learning")).text
        await client.post("/learning/decide", data={"id": str(second.id), "decision": "accept"})
        await client.post("/learning/decide", data={"id": str(first.id), "decision": "drop"})
        assert (await client.post("/learning/decide", data={"id": "1", "decision": "drop"})).status_code == 404
        data = yaml.safe_load((await client.get("/learning/candidates.yml")).text)
    assert data["nlu"] == [{
        "intent": "report", "metadata": {"abuse": ["social_media_post"], "urgency": ["minor"]},
        "examples": "- a second one: with a colon - and a line\n",
    }]  # fmt: skip
    assert case.id not in str(data)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write me at jo.doe@mail.example or @jo_doe", "write me at [mail] or [handle]"),
        ("call +44 7700 900-123 now", "call [number] now"),
        ("it is at https://x.example/y?z=1 and foo.bar.com/q", "it is at [link] and [link]"),
        ("He lives at 12 Baker Street with Anna Maria", "He lives at [address] with [name]"),
        ("I told Tom. Then I'm OK on Instagram", "I told [name]. Then I'm OK on Instagram"),
        ("he wants 500 by friday", "he wants 500 by friday"),
    ],
)
def test_what_points_to_somebody_is_taken_out(text, left):
    assert strip(text, {"Instagram"}) == left


async def test_a_mark_shows_in_the_history_as_a_kind_without_words(desk, case):
    await mark(desk, case)
    events = [event for event in cases.events(desk.store, case.id) if event.event == "mark"]
    assert [(event.by, event.detail) for event in events] == [("ada", "level")]
