"""TF-IDF of words and pairs of words into one logistic regression a label, as a Rasa component."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from nlu.labels import names


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TfidfClassifier(GraphComponent):
    """Sets `intent` (the act) and `labels` (those at one half or more) of every message."""

    def __init__(self, storage: ModelStorage, resource: Resource, learned: Any = None) -> None:
        self._storage, self._resource, self._learned = storage, resource, learned

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> TfidfClassifier:  # fmt: skip
        """Called by Rasa before training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **_: Any,
    ) -> TfidfClassifier:  # fmt: skip
        """Called by Rasa when a model is served."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / "learned.joblib"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn labels and acts from all messages."""
        messages = training_data.intent_examples
        texts, acts = [m.get(TEXT) for m in messages], [m.get(INTENT) for m in messages]
        binarizer = MultiLabelBinarizer()
        wanted = binarizer.fit_transform([names(m.get(METADATA, {}).get(METADATA_INTENT)) for m in messages])
        labels = make_pipeline(_vectorizer(), OneVsRestClassifier(LogisticRegression(C=10, max_iter=1000)))
        act = make_pipeline(_vectorizer(), LogisticRegression(C=10, max_iter=1000))
        learned = labels.fit(texts, wanted), act.fit(texts, acts), binarizer
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(learned, folder / "learned.joblib")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what was read to the output of each message."""
        labels, act, binarizer = self._learned
        for message in messages:
            text = [message.get(TEXT) or ""]
            (found,) = binarizer.inverse_transform(labels.predict(text))
            message.set(INTENT, {"name": str(act.predict(text)[0]), "confidence": 1.0}, add_to_output=True)
            message.set("labels", {name: {"on": True} for name in found}, add_to_output=True)
        return messages


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
