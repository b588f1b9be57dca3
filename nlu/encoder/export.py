"""`python -m nlu.encoder.export FILE.npz FILE.onnx`: a tuned network as a small int8 ONNX file."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
import tf2onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from nlu.encoder.network import Network

OPSET = 15
INPUTS = [tf.TensorSpec([None, None], tf.int32, name=name) for name in ("ids", "mask")]


def export(vector: Callable[[tf.Tensor, tf.Tensor], tf.Tensor], target: Path) -> None:
    """Write `vector(ids, mask)` to `target`; weights by channel and 7 bits, so that every CPU computes the same."""
    graph = tf.function(lambda ids, mask: {"vector": vector(ids, mask)}, input_signature=INPUTS)
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder, "full.onnx"), Path(folder, "int8.onnx")
        tf2onnx.convert.from_function(graph, input_signature=INPUTS, opset=OPSET, output_path=str(full))
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        shutil.move(small, target)


def main(learned: Path, target: Path) -> None:
    """Export what one run of tuning learned."""
    network = Network()
    network.restore(learned)
    export(network.vector, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
