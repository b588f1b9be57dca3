"""`python -m nlu.encoder.build`: make the encoder that the classifier reads with."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import shutil

from nlu.components.encoder import MODEL, TOKENIZER
from nlu.encoder import base, export
from nlu.encoder.network import pooled

bert = base.load()
export.export(lambda ids, mask: pooled(bert, ids, mask), MODEL)
shutil.copy(base.TOKENIZER, TOKENIZER)
print(MODEL, MODEL.stat().st_size)
