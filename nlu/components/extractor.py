"""The Rasa component that finds the facts of a message by grammar."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.grammar.entity import Entity
from nlu.grammar.extract import extract
from nlu.grammar.hygiene import clean


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent):
    """Sets `entities` (platform, country, age, amount, deadline, relationship); places count in the clean text."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Called by Rasa; there is nothing to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the facts to the output of each message."""
        for message in messages:
            found = [_output(entity) for entity in extract(clean(message.get(TEXT) or ""))]
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def _output(entity: Entity) -> dict[str, Any]:
    return {
        **entity.extra,
        "entity": entity.kind,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "extractor": FactExtractor.__name__,
    }
