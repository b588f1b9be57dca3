"""What typed words stand for without any reading: the words of a button, and those that always mean the same."""

from __future__ import annotations

from bot.content import Content
from bot.dialogue.draft import Draft
from bot.dialogue.wording import plain

ALWAYS = {  # in any state: dialogue.md promises that these work
    "back": "back", "go back": "back", "menu": "menu", "main menu": "menu", "the menu": "menu", "start over": "menu",
    "something else": "other", "skip": "skip", "skip it": "skip", "skip this": "skip",
}  # fmt: skip
LEAST_WORDS = 2  # of a button's words that are understood though the button is no longer in sight


def typed_key(draft: Draft, text: str, offered: tuple[str, ...]) -> str | None:
    """Return the button that was typed instead of tapped: one that is in sight, else any whose words are its own."""
    words = _plain(text)
    shown = next((key for key in offered if _plain(draft.content.button(key)) == words), None)
    if shown or draft.held:
        return shown
    return ALWAYS.get(words) or _named(draft.content, words)


def _named(content: Content, words: str) -> str | None:
    """Return the key of the one button that has these words; a yes or no means nothing without its question."""
    if len(words.split()) < LEAST_WORDS or words.startswith(("yes", "no")):
        return None
    keys = [key for key, text in content.buttons.items() if not key.endswith(("#", "*")) and _plain(text) == words]
    return keys[0] if len(keys) == 1 else None


def _plain(words: str) -> str:
    return plain(words).rstrip(".!")
