"""The Rasa component that reads labels and act of a message."""

from __future__ import annotations

import sys
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.encoder import Encoder, training_vectors
from nlu.components.heads import targets
from nlu.components.reader import Meaning, Reader
from nlu.components.wording import readable
from nlu.labels import names

DECIMALS = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelClassifier(GraphComponent):
    """Sets `intent` (the act), `intent_ranking` and `labels` of every message."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage, self._resource = storage, resource
        self._encoder = Encoder()
        self._reader: Reader | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabelClassifier:
        """Called by Rasa before training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> LabelClassifier:
        """Called by Rasa when a model is served."""
        with model_storage.read_from(resource) as folder:
            loaded = cls(model_storage, resource)
            loaded._reader = Reader.load(folder, loaded._encoder.checksum)
            return loaded

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all messages; the labels stand in the metadata of their block."""
        messages = training_data.intent_examples
        texts = [readable(message.get(TEXT)) for message in messages]
        labels = [names(message.get(METADATA, {}).get(METADATA_INTENT)) for message in messages]
        vectors = training_vectors(self._encoder, texts)
        wanted = targets([message.get(INTENT) for message in messages], labels)
        self._reader = Reader.learn(texts, vectors, wanted, self._encoder.checksum, _progress)
        with self._storage.write_to(self._resource) as folder:
            self._reader.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what was read to the output of each message."""
        for message in messages:
            meaning = self._reader.read(message.get(TEXT) or "", self._encoder)
            for field, value in _output(meaning).items():
                message.set(field, value, add_to_output=True)
        return messages


def _progress(doing: str) -> None:
    print(f"NLU model: {doing}", file=sys.stderr, flush=True)


def _output(meaning: Meaning) -> dict[str, Any]:
    ranking = [
        {"name": act, "confidence": round(chance, DECIMALS)}
        for act, chance in sorted(meaning.acts.items(), key=lambda item: -item[1])
    ]
    labels = {
        name: {"confidence": round(chance, DECIMALS), "on": name in meaning.on}
        for name, chance in meaning.labels.items()
    }
    return {INTENT: ranking[0], INTENT_RANKING_KEY: ranking, "labels": labels}
