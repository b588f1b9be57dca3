"""How heavy a conversation is and what it is about: told before anybody opens it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.console.facts import label_words
from bot.content import Content
from bot.store.messages import Message

HEAVY = {  # first row with a label of the conversation wins
    "very heavy": ("urgency.self_harm", "urgency.physical_danger", "abuse.child_image"),
    "heavy": (
        "urgency.sextortion",
        "urgency.minor",
        "urgency.deadline",
        "need.emotional_support",
        "abuse.sextortion",
        "abuse.threat_to_share",
    ),
}
CALM = "calm"


@dataclass(frozen=True, slots=True)
class Mood:
    """What to expect of a conversation."""

    weight: str
    topics: tuple[str, ...]
    messages: int
    newest: int | None


def of(messages: Iterable[Message], content: Content) -> Mood:
    """Return what to expect of these messages; what the person wrote counts, not what was answered."""
    theirs = [message for message in messages if message.author == "person"]
    labels = list(dict.fromkeys(label for message in theirs for label in message.labels))
    weight = next((words for words, signs in HEAVY.items() if set(signs) & set(labels)), CALM)
    told = [label for label in labels if label.startswith(("abuse.", "urgency."))]
    return Mood(weight, label_words(content, "", told), len(theirs), theirs[-1].at if theirs else None)
