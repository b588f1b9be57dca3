"""The network: MiniLM, the mean of its last layer, and while tuning a layer of label scores on top."""

from __future__ import annotations

import tensorflow as tf
from transformers import TFBertModel


def pooled(bert: TFBertModel, ids: tf.Tensor, mask: tf.Tensor, training: bool = False) -> tf.Tensor:
    """Return the mean vector of the tokens that the mask keeps, scaled to length 1."""
    hidden = bert(
        input_ids=ids, attention_mask=mask, token_type_ids=tf.zeros_like(ids), training=training
    ).last_hidden_state
    weight = tf.cast(mask, tf.float32)[:, :, None]
    return tf.math.l2_normalize(tf.reduce_sum(hidden * weight, 1) / tf.reduce_sum(weight, 1), axis=1)
