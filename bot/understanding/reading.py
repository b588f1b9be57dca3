"""A Reading: what one message means, whoever read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nlu.grammar.entity import Entity

ABUSE = (
    "social_media_post", "porn_site_post", "direct_sharing", "threat_to_share", "sextortion", "doxxing",
    "child_image", "deepfake", "cyberflashing", "hidden_recording", "impersonation",
)  # fmt: skip
NEED = (
    "removal", "evidence", "stop_threat", "police", "lawyer", "legal_info", "emotional_support", "human",
    "account_safety", "information", "helping_someone",
)  # fmt: skip
URGENCY = ("self_harm", "physical_danger", "minor", "sextortion", "deadline")
ACTS = (
    "report", "greet", "thanks", "goodbye", "affirm", "deny", "erase", "exit", "perpetrator", "out_of_scope",
)  # fmt: skip
GROUPS = {"abuse": ABUSE, "need": NEED, "urgency": URGENCY}
LABELS = tuple(f"{group}.{name}" for group, names in GROUPS.items() for name in names)


@dataclass(frozen=True, slots=True)
class Reading:
    """The labels that hold (`group.name`), the act, probabilities, facts, and who read it."""

    labels: frozenset[str] = frozenset()
    act: str = "report"
    act_confidence: float = 1.0
    confidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    entities: tuple[Entity, ...] = ()
    language: str = "en"
    readers: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()  # ids of the screen's rules that fired, for the reasons shown to staff

    def names(self, group: str) -> tuple[str, ...]:
        """Return the labels of one group, without its prefix, in the scheme's order."""
        return tuple(name for name in GROUPS[group] if f"{group}.{name}" in self.labels)
