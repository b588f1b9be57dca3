"""What we hold and in which language; how to have it exported, hidden or erased: usable at any moment."""

from __future__ import annotations

from bot.dialogue import forms, reentry
from bot.dialogue.draft import Draft
from bot.dialogue.effects import EraseEverything, HideMessages, SendExport
from bot.dialogue.flows import danger, threat
from bot.dialogue.topics import stay


def privacy(draft: Draft) -> None:
    """Say who can read what, and for how long."""
    draft.say("privacy", days=str(draft.content.retention_days))


def ask_erase(draft: Draft) -> None:
    """Ask once before all is erased."""
    draft.say("erase.confirm")


def erase(draft: Draft, value: str) -> None:
    """Erase, or keep when the person changed their mind; then a form that was left is put again."""
    draft.change(asking=None)
    if value == "yes":
        draft.say("erase.done")
        draft.do(EraseEverything())
    else:
        draft.say("erase.kept")
        forms.wait(draft)


def hide(draft: Draft) -> None:
    """Take the bot's messages of the last 48 hours out of the chat."""
    draft.do(HideMessages())
    draft.say("hide.done")


def export(draft: Draft) -> None:
    """Send all that is held, to read and for a computer."""
    draft.say("export.files")
    draft.do(SendExport())


def language(draft: Draft) -> None:
    """Say which languages there are; somebody who writes in another is told so in it."""
    code = draft.reading.language if draft.reading.language != "en" else draft.state.language
    if code == "en":
        draft.say("language.ours", languages=draft.content.languages)
    else:
        own = draft.content.phrases.language_not_yet.get(code, "")
        draft.say("language.other", languages=draft.content.languages, own=own)


def leave(draft: Draft) -> None:
    """Answer somebody who must stop now: short, and nothing that tells."""
    draft.change(asking=None)
    draft.say("exit.bye")


def welcome(draft: Draft) -> None:
    """Greet, say that it is a bot and who can read, and ask whether it is safe to write."""
    if reentry.away(draft):
        if not reentry.stopped(draft):
            draft.say("back.welcome")
        return
    if draft.state.welcomed:
        draft.say("start.again")
        return
    draft.say("welcome", days=str(draft.content.retention_days))
    draft.change(welcomed=True)


def safe(draft: Draft, value: str) -> None:
    """Take whether it is safe to write here."""
    draft.change(asking=None)
    draft.learn(safe=value == "yes")
    if value != "yes":
        draft.say("safe.no")
    elif not danger.safe_to_write(draft) and not threat.safe_to_write(draft) and not stay(draft):
        draft.say("menu")
