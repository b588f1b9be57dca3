"""The facts of a message as features: what the grammar is sure of, the classifier need not learn from letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlu.grammar.entity import Entity
from nlu.grammar.extract import extract

ADULT = 18


def _age(entity: Entity) -> str:
    youngest, oldest = float(entity.value), float(entity.extra.get("high") or entity.value)
    band = "child" if oldest < ADULT else "adult" if youngest >= ADULT else "either"
    return f"{band} {entity.extra.get('whose')} {entity.extra.get('when')}"


SAY: dict[str, Callable[[Entity], str]] = {
    "age": _age,
    "deadline": lambda entity: str(entity.extra.get("about")),
    "relationship": lambda entity: f"{entity.value} {entity.extra.get('role')}",
    "platform": lambda entity: str(entity.value),
    "amount": lambda entity: "",
    "country": lambda entity: "",
}


def facts(text: str) -> Iterator[str]:
    """Yield one word a fact of a clean text, and one for its kind alone."""
    for entity in extract(text):
        yield f"f {entity.kind}"
        yield f"f {entity.kind} {SAY[entity.kind](entity)}"
