"""The network: MiniLM with its word embeddings and lowest layer as they came, and a layer of label scores on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tensorflow as tf

from nlu.encoder import base
from nlu.labels import ACTS, LABELS

OUTPUTS = len(LABELS) + len(ACTS)
DROPOUT = 0.1
FROZEN = 1  # of six layers; what they say of a message is computed once, and is the same for every twin


class Network(tf.Module):
    """Scores every label and act (or other `outputs`) of a batch of token ids."""

    def __init__(self, seed: int = 0, outputs: int = OUTPUTS) -> None:
        super().__init__()
        bert = base.load().bert
        self.width = bert.config.hidden_size
        self._embeddings, layers = bert.embeddings, bert.encoder.layer
        self._lower, self._upper = layers[:FROZEN], layers[FROZEN:]
        first = tf.keras.initializers.GlorotUniform(seed)
        self.weight = tf.Variable(first((self.width, outputs)), name="weight")
        self.bias = tf.Variable(tf.zeros(outputs), name="bias")

    def states(self, ids: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
        """Return what the frozen layers say of every token."""
        hidden = self._embeddings(input_ids=ids, token_type_ids=tf.zeros_like(ids), training=False)
        return _through(self._lower, hidden, mask, training=False)

    def pooled(self, states: tf.Tensor, mask: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return the mean of the last layer, from the states of the frozen layers."""
        return _mean(_through(self._upper, states, mask, training), mask)

    def scores(self, states: tf.Tensor, mask: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return a score for every label and act."""
        pooled = self.pooled(states, mask, training)
        if training:
            pooled = tf.nn.dropout(pooled, DROPOUT)
        return pooled @ self.weight + self.bias

    def vector(self, ids: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
        """Return the scores; they are what the exported encoder calls its vector."""
        return self.scores(self.states(ids, mask), mask)

    def sentence(self, ids: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
        """Return the sentence embedding that the base model was made for."""
        return tf.math.l2_normalize(self.pooled(self.states(ids, mask), mask), axis=1)

    def tuned(self) -> list[tf.Variable]:
        """Return the variables of MiniLM that tuning changes."""
        return [variable for layer in self._upper for variable in layer.trainable_variables]

    def save(self, path: Path) -> None:
        """Write what tuning changed."""
        np.savez(path, *[variable.numpy() for variable in (*self.tuned(), self.weight, self.bias)])

    def restore(self, path: Path) -> None:
        """Take over what `save` wrote."""
        self.vector(tf.ones((1, 2), tf.int32), tf.ones((1, 2), tf.int32))
        variables = (*self.tuned(), self.weight, self.bias)
        with np.load(path) as file:
            for variable, value in zip(variables, (file[name] for name in file.files), strict=True):
                variable.assign(value)


def average(learned: Sequence[Path], target: Path) -> None:
    """Write the mean of what several runs learned that began alike: one network that reads better than each."""
    files = [np.load(path) for path in learned]
    np.savez(target, *[np.mean([file[name] for file in files], axis=0) for name in files[0].files])


def _through(layers: list[tf.keras.layers.Layer], hidden: tf.Tensor, mask: tf.Tensor, training: bool) -> tf.Tensor:
    ignored = (1.0 - tf.cast(mask, tf.float32))[:, None, None, :] * -10000.0
    for layer in layers:
        hidden = layer(hidden, ignored, None, None, None, None, False, training=training)[0]
    return hidden


def _mean(hidden: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
    """Return the mean over the tokens that the mask keeps."""
    weight = tf.cast(mask, tf.float32)[:, :, None]
    return tf.reduce_sum(hidden * weight, 1) / tf.reduce_sum(weight, 1)
