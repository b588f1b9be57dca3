"""Support, helpers, account safety, information and those who did harm."""

from __future__ import annotations

from bot.dialogue.draft import Draft

HELPERS = {
    "child": "helper.parent", "friend": "helper.friend", "partner": "helper.friend", "sibling": "helper.friend",
    "family": "helper.friend", "pupil": "helper.teacher", "client": "helper.professional",
}  # fmt: skip
ROLES = {"parent": "child", "friend": "friend", "teacher": "pupil", "professional": "client"}


def support(draft: Draft) -> None:
    """Hear first; a line to talk to when they write on."""
    if not draft.was_said("support.first"):
        draft.say("support.first")
    else:
        lines(draft)


def lines(draft: Draft) -> None:
    """Give lines that listen to anybody."""
    draft.say("support.line", lines=draft.content.support_lines(draft.state.facts.place, draft.state.facts.band))


def account(draft: Draft) -> None:
    """Ask who can see the phone before any step that could be noticed."""
    if draft.has("abuse.cyberflashing") and not draft.was_said("cyberflash.settings"):
        draft.say("cyberflash.settings")
    elif draft.state.facts.phone_seen is not None or not draft.ask("phone", "account.first"):
        draft.say("account.shared" if draft.state.facts.phone_seen else "account.steps")


def phone(draft: Draft, value: str) -> None:
    """Take whether the one who did it can see this phone; "not sure" counts as yes."""
    draft.change(asking=None, pending=None)
    draft.learn(phone_seen=value != "no")
    account(draft)


def helper(draft: Draft) -> None:
    """Say to parents, friends, teachers and professionals what helps and what harms."""
    card = HELPERS.get(draft.state.facts.helped or "")
    if card is None:
        draft.ask("helped", "helper.ask")
    elif not draft.was_said(card):
        draft.say(card)


def role(draft: Draft, value: str) -> None:
    """Take what the writer is to the person they help."""
    draft.change(asking=None)
    draft.learn(helped=ROLES.get(value, "someone"))
    helper(draft)


def information(draft: Draft) -> None:
    """Say how this works, or what image-based abuse is."""
    draft.say("info.how" if not draft.was_said("info.how") else "info.what")


def perpetrator(draft: Draft) -> None:
    """Answer somebody who did it: stop, undo, own risk, help for themselves."""
    draft.say("perpetrator.minor" if draft.has("urgency.minor", "abuse.child_image") else "perpetrator.first")
