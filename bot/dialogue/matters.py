"""What several labels have in common, where more than one flow goes by it."""

from __future__ import annotations

from collections.abc import Iterable

EMERGENCY = frozenset({"urgency.self_harm", "urgency.physical_danger"})
THREATS = frozenset({"abuse.sextortion", "abuse.threat_to_share"})
BLACKMAIL = THREATS | {"urgency.sextortion"}
THREATENED = BLACKMAIL | {"need.stop_threat"}
UNDER_AGE = frozenset({"urgency.minor", "abuse.child_image"})
HELPING = frozenset({"need.helping_someone"})
POSTED = frozenset({"abuse.social_media_post", "abuse.porn_site_post", "abuse.impersonation", "abuse.deepfake"})
SHARED = THREATS | {"abuse.social_media_post", "abuse.porn_site_post", "abuse.direct_sharing", "abuse.deepfake",
                    "abuse.hidden_recording"}  # a picture of the person is out, or may come out # fmt: skip
ATTEMPT = ("crisis.now", "crisis.helper_now")  # the cards for an attempt that has begun
PEOPLE = frozenset({"need.human", "need.lawyer"})  # asks for somebody of the team


def is_abuse(labels: Iterable[str]) -> bool:
    """Tell whether any kind of abuse is among the labels."""
    return any(label.startswith("abuse.") for label in labels)


def is_matter(labels: Iterable[str]) -> bool:
    """Tell whether the labels say anything of what happens, beside what is wished."""
    return any(label.startswith(("abuse.", "urgency.")) for label in labels)
