"""Linking: a one-time code of the console makes a Telegram account one of staff, and nobody can read which."""

import time

from bot.store import persons, staff, staff_links
from tests.telegram.staff import linked


async def test_a_code_links_once_and_the_chat_does_not_become_a_persons(fake, run, tmp_path):
    async with run() as alder:
        staff.add(alder.store, "sam", "Sam", "advocate", 1)
        code = staff_links.new_code(alder.store, "sam", int(time.time()))
        sam, thief = await fake.person(), await fake.person()
        await sam.says(f"/link {code.lower()}")
        assert "Your name there is Sam" in (await sam.reply()).text
        await thief.says(f"/link {code}")
        assert "can't use that code" in (await thief.reply()).text
        assert staff_links.member_of(alder.store, str(sam.chat)).name == "sam"
        assert staff_links.member_of(alder.store, str(thief.chat)) is None
        assert persons.find(alder.store, "telegram", str(sam.chat)) is None
        assert [entry["action"] for entry in alder.store.rows("select action from audit")] == ["telegram_link"]
    held = b"".join(path.read_bytes() for path in tmp_path.glob("alder.db*"))
    assert str(sam.chat).encode() not in held
    assert code.encode() not in held


async def test_unlink_ends_it_and_is_for_staff_alone(fake, run):
    async with run() as alder:
        sam, person = await linked(fake, alder), await fake.person()
        await sam.says("/unlink")
        assert "don't know you" in (await sam.reply()).text
        assert staff_links.member_of(alder.store, str(sam.chat)) is None
        await person.says("/unlink")
        await person.replies()
        assert persons.find(alder.store, "telegram", str(person.chat)) is not None


async def test_words_that_only_look_like_a_link_are_heard(fake, run):
    person = await fake.person()
    async with run() as alder:
        await person.says("/link I want to kill myself")
        await person.says("link ABCDEFGHJK they have my photos and want money")
        await person.replies(2)
        assert alder.store.row("select level from cases")["level"] == "urgent"


def test_a_code_dies_of_age_of_a_newer_one_and_with_its_account(store):
    staff.add(store, "sam", "Sam", "advocate", 1)
    old = staff_links.new_code(store, "sam", 1000)
    new = staff_links.new_code(store, "sam", 1001)
    assert staff_links.link(store, old, "5", 1002) is None
    assert staff_links.link(store, new, "5", 1001 + staff_links.CODE_SECONDS) is None
    assert staff_links.link(store, new, "5", 1002).alias == "Sam"
    assert staff_links.linked_at(store, "sam") == 1002
    store.db.execute("update staff set disabled = 1")
    assert staff_links.member_of(store, "5") is None
    assert staff_links.member_named(store, "sam") is None


def test_one_account_a_member_and_one_member_an_account(store):
    for name in ("sam", "kim"):
        staff.add(store, name, name.title(), "advocate", 1)
    for name, account in (("sam", "5"), ("sam", "6"), ("kim", "6")):
        assert staff_links.link(store, staff_links.new_code(store, name, 1), account, 2)
    assert staff_links.member_of(store, "5") is None
    assert staff_links.member_of(store, "6").name == "kim"
    assert staff_links.unlink(store, "kim", "boss", 3) is True
    assert staff_links.unlink(store, "kim", "boss", 3) is False
    assert staff_links.member_of(store, "6") is None
