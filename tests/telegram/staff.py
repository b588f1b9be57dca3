"""Staff and cases for the tests of the staff group."""

import time

from bot.handoff import desk
from bot.store import cases, persons, staff, staff_links
from bot.triage.levels import Level, Queue

GROUP = -1004004


async def linked(fake, alder, name="sam", alias="Sam", role="advocate"):
    """Return the private chat of a new member of staff whose account is linked."""
    staff.add(alder.store, name, alias, role, int(time.time()))
    chat = await fake.person()
    await chat.says(f"/link {staff_links.new_code(alder.store, name, int(time.time()))}")
    await chat.reply()
    return chat


def new_case(store, chat="77", level=Level.URGENT, queue=Queue.HUMAN, waited=0):
    """Open a case as the engine does and return it."""
    now = int(time.time()) - waited
    with store.transaction():
        ref = persons.find_or_add(store, "telegram", str(chat), now).ref
        return cases.find(store, cases.open_case(store, ref, queue, level, "waiting", (), {}, now))


def claim(alder, case, name="sam"):
    """Claim a case as the console does."""
    member = staff_links.member_named(alder.store, name)
    assert desk.claim(alder.store, alder.engine.content, cases.find(alder.store, case.id), member, int(time.time()))


def close(alder, case, name="sam"):
    """Close a case as the console does."""
    member = staff_links.member_named(alder.store, name)
    fresh = cases.find(alder.store, case.id)
    assert desk.close(alder.store, alder.engine.content, fresh, member, "helped", int(time.time()))


async def cards(group):
    """Return what the group sees now: the bot's messages that were not deleted."""
    found = await group.fake.control("replies", chat=group.chat)
    return [card for card in found if not card["deleted"]]


async def pop_ups(fake):
    """Return the texts that popped up for whoever tapped, oldest first."""
    return [call["fields"]["text"] for call in await fake.calls("answerCallbackQuery") if "text" in call["fields"]]
