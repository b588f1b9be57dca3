"""The label scheme as the classifier needs it: names, what implies what, and how careful to be with each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

# A threshold maximises F-beta: above 1, a miss weighs more than a false alarm.
BETA = {
    "urgency.self_harm": 1.5,  # the screen hears what is said plainly: more than that only raised calm messages
    "urgency.physical_danger": 1.5,
    "urgency.minor": 2.5,
    "urgency.sextortion": 1.5,
    "urgency.deadline": 1.25,
}
IMPLIES = {"abuse.child_image": "urgency.minor", "urgency.sextortion": "abuse.sextortion"}
WITHOUT_LABELS = ("out_of_scope",)  # acts that no label may stand beside
NEVER_DROPPED = frozenset({"urgency.self_harm", "urgency.physical_danger"})  # not even then: it is no such act
DEFAULT_ACT = "report"


def names(metadata: Mapping[str, Iterable[str]] | None) -> frozenset[str]:
    """Return the labels (`group.name`) that the metadata of a training block gives its messages."""
    return frozenset(f"{group}.{name}" for group, given in (metadata or {}).items() for name in given)
