"""`python -m nlu.encoder.tune RUN SEED FILE.npz [EARLIER.npz]`: tune MiniLM on all messages but a twin's share, or all.

The run `states` keeps what the frozen layers say; the others stand on it. With what the same run learned earlier, from
fewer messages, one further epoch is enough.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tokenizers import Tokenizer

from nlu.components.encoder import key
from nlu.components.heads import targets
from nlu.components.wording import readable
from nlu.encoder import base
from nlu.encoder.network import Network
from nlu.labels import LABELS
from nlu.messages import examples

STATES, ALL = "states", "all"
SEED = 20  # of the layer that begins from nothing, whatever the seed of a run: what begins alike can be averaged
SEEDS = (SEED, 21)  # of the order of messages and of what is hidden; the mean of both is served
TWINS = 3  # each leaves its share of the messages out
EPOCHS = 5
FURTHER = 1  # epochs when it goes on from what was learned earlier
FURTHER_RATE = 1 / 3  # of the rates
BATCH = 16
RATE = 3e-4
TOP_RATE = 2e-3  # of the layer that begins from nothing
WARM_UP = 0.1
FORGOTTEN = 0.05  # share of the tokens that a step does not see: no reading may hang on one word
MAX_TOKENS = 256  # no training message is longer: what is cut off cannot explain its labels
SLICE = 64  # messages a step while the states are computed
Loss = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]


@dataclass(frozen=True)
class Samples:
    """What the frozen layers say of every token of every message, and what the network shall say of it."""

    states: list[np.ndarray]
    wanted: np.ndarray

    def batches(self, random: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Yield all samples once, in random order, with neighbours of like length in one batch."""
        length = np.array([len(states) for states in self.states]) + random.uniform(0, 6, len(self.states))
        order = np.argsort(length)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        for place in random.permutation(len(groups)):
            group = groups[place]
            yield *padded([self.states[i] for i in group]), self.wanted[group]


def samples(run: str, states: Path) -> Samples:
    """Return the messages that a run may see: all but its own share."""
    messages = examples()
    share = np.array([key(readable(message.text)) % TWINS for message in messages])
    seen = np.flatnonzero(share >= 0 if run == ALL else share != int(run))
    wanted = targets([message.act for message in messages], [message.labels for message in messages])
    with np.load(states) as file:
        tokens, ends = file["tokens"], file["ends"]
    return Samples([tokens[ends[i] : ends[i + 1]] for i in seen], wanted[seen])


def keep_states(network: Network, target: Path) -> None:
    """Write what the frozen layers say of every message, one after the other."""
    states = states_of([readable(message.text) for message in examples()], network)
    np.savez(target, tokens=np.concatenate(states), ends=np.cumsum([0, *map(len, states)]))


def loss(scores: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
    """Return the mean loss of a batch: every label for itself, the acts against each other."""
    count = len(LABELS)
    acts = tf.nn.softmax_cross_entropy_with_logits(wanted[:, count:], scores[:, count:])
    return labels_loss(scores[:, :count], wanted[:, :count]) + tf.reduce_mean(acts)


def labels_loss(scores: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
    """Return the mean loss of a batch in which every column stands for itself."""
    return tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(wanted, scores), 1))


def tune(
    data: Samples,
    network: Network,
    name: str,
    loss: Loss = loss,
    epochs: int = EPOCHS,
    earlier: Path | None = None,
    forgotten: float = FORGOTTEN,
    seed: int = SEED,
) -> None:
    """Tune the network on `data`, or go on from what it learned earlier; same data and seed, same network."""
    pace = FURTHER_RATE if earlier else 1.0
    steps = epochs * -(-len(data.states) // BATCH)
    lower, top = (tf.keras.optimizers.legacy.Adam(rate) for rate in (RATE, TOP_RATE))
    if earlier:
        network.restore(earlier)
    else:
        often = data.wanted.mean(0).clip(1e-3, 0.5)
        network.bias.assign(np.log(often / (1 - often)))
    signature = [tf.TensorSpec([None, None, network.width]), tf.TensorSpec([None, None]), tf.TensorSpec([None, None])]

    @tf.function(input_signature=signature, autograph=False)
    def step(states: tf.Tensor, mask: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            value = loss(network.scores(states, thinned(mask, forgotten), training=True), wanted)
        variables = [*network.tuned(), network.weight, network.bias]
        slopes, _ = tf.clip_by_global_norm(tape.gradient(value, variables), 1.0)
        pairs = list(zip(slopes, variables, strict=True))
        lower.apply_gradients(pairs[:-2])
        top.apply_gradients(pairs[-2:])
        return value

    done, progress, random = 0, Progress(name, steps, epochs, len(data.states)), np.random.default_rng(seed)
    for _ in range(epochs):
        for batch in data.batches(random):
            share = pace * min(1.0, (done + 1) / (WARM_UP * steps)) * (1 - done / steps)
            lower.learning_rate.assign(RATE * share)
            top.learning_rate.assign(TOP_RATE * share)
            done += 1
            progress.show(done, float(step(*batch)))


def thinned(mask: tf.Tensor, forgotten: float) -> tf.Tensor:
    """Return the mask with that share of the tokens hidden at random; the first always stays."""
    kept = tf.random.uniform(tf.shape(mask)) >= forgotten
    first = tf.range(tf.shape(mask)[1]) == 0
    return mask * tf.cast(kept | first, tf.float32)


def states_of(texts: Sequence[str], network: Network) -> list[np.ndarray]:
    """Return what the frozen layers say of every token of every clean text."""
    tokenizer = Tokenizer.from_file(str(base.TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    ids = [np.array(tokenizer.encode(text).ids) for text in texts]
    order = np.argsort([len(one) for one in ids], kind="stable")
    states = tf.function(network.states, input_signature=[tf.TensorSpec([None, None], tf.int32)] * 2, autograph=False)
    found: dict[int, np.ndarray] = {}
    for at in range(0, len(order), SLICE):
        chosen = order[at : at + SLICE]
        tokens, mask = padded([ids[i] for i in chosen])
        for i, row in zip(chosen, states(tokens.astype(np.int32), mask.astype(np.int32)).numpy(), strict=True):
            found[i] = row[: len(ids[i])].astype(np.float16)
    return [found[i] for i in range(len(ids))]


def padded(rows: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of unlike length as one array, and a mask of what is no padding."""
    longest = max(len(row) for row in rows)
    mask = np.zeros((len(rows), longest), dtype=np.float32)
    filled = np.zeros((len(rows), longest, *rows[0].shape[1:]), dtype=np.float32)
    for i, row in enumerate(rows):
        mask[i, : len(row)] = 1
        filled[i, : len(row)] = row
    return filled, mask


class Progress:
    """One line on stderr, rewritten every few steps, and a lasting one each epoch."""

    def __init__(self, name: str, steps: int, epochs: int, messages: int) -> None:
        self._name, self._steps, self._epochs, self._messages = name, steps, epochs, messages
        self._losses: list[float] = []
        self._started = time.monotonic()

    def show(self, done: int, loss_now: float) -> None:
        """Tell how far tuning is and how long it will take."""
        self._losses = [*self._losses[-99:], loss_now]
        spent, share = time.monotonic() - self._started, done / self._steps
        ended = done % (self._steps // self._epochs) == 0
        if ended or done % 20 == 0:
            left = spent / share * (1 - share) / 60
            line = (
                f"\r{self._name}: {share:4.0%}, loss {np.mean(self._losses):.2f}, "
                f"{self._epochs * self._messages * share / spent:.0f} messages/s, {left:.0f} min left "
            )
            print(line, end="\n" if ended else "", file=sys.stderr, flush=True)


def main(run: str, seed: int, target: Path, earlier: Path | None = None) -> None:
    """Tune one run and leave what it learned at `target`."""
    tf.keras.utils.set_random_seed(seed)
    tf.config.threading.set_intra_op_parallelism_threads(1)  # two runs at once use two cores better than one does
    tf.config.optimizer.set_experimental_options({"auto_mixed_precision_onednn_bfloat16": True})
    network = Network(SEED)
    unfinished = target.with_name(f"unfinished-{target.name}")
    states = target.with_name("states.npz")
    if run == STATES:
        keep_states(network, unfinished)
    else:
        epochs = FURTHER if earlier else EPOCHS
        tune(samples(run, states), network, f"run {run}, seed {seed}", epochs=epochs, earlier=earlier, seed=seed)
        network.save(unfinished)
    unfinished.rename(target)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(Path, sys.argv[3:]))
