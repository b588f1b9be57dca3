"""What a message of each kind of media carries, as Telegram sends it."""

from typing import Any

FILE = {"file_id": "f1", "file_unique_id": "u1"}
PICTURE = FILE | {"width": 90, "height": 60}
KINDS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [PICTURE, PICTURE | {"width": 900, "height": 600, "file_size": 4096}]},
    "video": {"video": PICTURE | {"duration": 3}},
    "video_note": {"video_note": FILE | {"length": 240, "duration": 3}},
    # Telegram fills `document` as well, for older bots
    "animation": {"animation": PICTURE | {"duration": 3}, "document": FILE},
    "audio": {"audio": FILE | {"duration": 3}},
    "voice": {"voice": FILE | {"duration": 3}},
    "document": {"document": FILE | {"file_name": "scan.pdf"}},
    "sticker": {"sticker": PICTURE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}},
    "contact": {"contact": {"phone_number": "+10000000000", "first_name": "Sam"}},
    "location": {"location": {"latitude": 1.5, "longitude": 2.5}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}
