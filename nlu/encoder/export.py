"""A trained network as a small int8 ONNX file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import tensorflow as tf
import tf2onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

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
