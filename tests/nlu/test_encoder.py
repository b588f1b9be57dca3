"""The encoder in the repository is the one its card describes."""

import hashlib
from pathlib import Path

import yaml

from nlu.labels import ACTS

NLU = Path(__file__).parent.parent.parent / "nlu"
CARD = yaml.safe_load((NLU / "encoder" / "card.yml").read_text(encoding="utf-8"))
BASE = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LARGEST = 25_000_000


def test_files_and_card_agree():
    for name, checksum in CARD["files"].items():
        assert hashlib.sha256((NLU / "encoder" / name).read_bytes()).hexdigest() == checksum, name


def test_card_names_where_the_weights_come_from():
    assert CARD["base"]["sha256"] == BASE
    assert CARD["base"]["licence"] == "Apache-2.0"


def test_encoder_is_small_enough_for_the_repository():
    assert (NLU / "encoder" / "encoder.int8.onnx").stat().st_size <= LARGEST


def test_rasa_knows_every_act_as_an_intent():
    assert yaml.safe_load((NLU / "domain.yml").read_text(encoding="utf-8"))["intents"] == list(ACTS)
