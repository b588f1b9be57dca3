"""The narrow door to the NLU: one pooled HTTP client, a time limit, and silence as a planned answer."""

from __future__ import annotations

from typing import Any

import httpx

from bot.errors import NluUnavailable
from bot.understanding.reading import ACTS, LABELS, Reading
from nlu.grammar.entity import KINDS, Entity

PLAIN = {"entity", "value", "start", "end", "text", "extractor"}
POOL = httpx.Limits(max_connections=16, max_keepalive_connections=16)


class Rasa:
    """Asks a Rasa server for the meaning of a text; keeps nothing."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        params = {"token": token} if token else None
        self._http = httpx.AsyncClient(base_url=url, params=params, timeout=timeout, limits=POOL, trust_env=False)

    async def read(self, text: str) -> Reading:
        """Return the reading of one message; raise NluUnavailable rather than guess."""
        try:
            answer = await self._http.post("/model/parse", json={"text": text})
            answer.raise_for_status()
            return to_reading(answer.json())
        except httpx.HTTPError as error:  # its .request holds the person's words: drop it
            raise NluUnavailable(type(error).__name__) from None
        except (KeyError, TypeError, ValueError) as error:
            raise NluUnavailable(f"answer not understood: {type(error).__name__}") from None

    async def ready(self) -> bool:
        """Tell whether a model is loaded and answers."""
        try:
            await self.read("hello")
        except NluUnavailable:
            return False
        return True

    async def close(self) -> None:
        """Close the pool."""
        await self._http.aclose()


def to_reading(answer: dict[str, Any]) -> Reading:
    """Turn a /model/parse answer into a Reading; names outside the scheme are dropped."""
    labels = {name: entry for name, entry in answer["labels"].items() if name in LABELS}
    act = answer["intent"]["name"]
    return Reading(
        labels=frozenset(name for name, entry in labels.items() if entry["on"]),
        act=act if act in ACTS else "report",
        act_confidence=float(answer["intent"]["confidence"]),
        confidence={name: float(entry["confidence"]) for name, entry in labels.items()},
        entities=tuple(_entity(item) for item in answer["entities"] if item["entity"] in KINDS),
        readers=frozenset({"rasa"}),
    )


def _entity(item: dict[str, Any]) -> Entity:
    extra = {key: value for key, value in item.items() if key not in PLAIN}
    return Entity(item["entity"], item["value"], item["start"], item["end"], item.get("text", ""), extra)
