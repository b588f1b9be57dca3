"""The entity tables: each phrase says what must be found in it, or that nothing must be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlu.grammar.extract import extract
from nlu.grammar.hygiene import clean
from nlu.grammar.platforms import of, standard

HERE = Path(__file__).parent
NO_PLATFORMS = of([])


def age(entity):
    high = entity.extra["high"]
    years = f"{entity.value}-{high}" if high != entity.value else f"{entity.value}"
    return f"{years} {entity.extra['whose']} {entity.extra['when']}"


def stage(entity):
    return f"{entity.value}-{entity.extra['high']}" if entity.extra["school"] else ""


TABLES = {
    "ages": ("age", age),
    "schools": ("age", stage),
    "deadlines": ("deadline", lambda e: f"{e.value} {e.extra['about']}"),
    "amounts": ("amount", lambda e: f"{e.value} {e.extra['currency'] or '-'}"),
    "countries": ("country", lambda e: e.value),
    "relationships": ("relationship", lambda e: f"{e.value} {e.extra['role']}"),
    "platforms": ("platform", lambda e: e.value),
}
ROWS = [
    pytest.param(name, phrase, wanted, id=f"{name}: {phrase}")
    for name in TABLES
    for phrase, wanted in yaml.load((HERE / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader).items()
]


@pytest.mark.parametrize(("name", "phrase", "wanted"), ROWS)
def test_a_phrase_gives_the_facts_it_states(name, phrase, wanted):
    kind, shown = TABLES[name]
    sites = standard() if kind == "platform" else NO_PLATFORMS
    found = [words for entity in extract(clean(phrase), sites) if entity.kind == kind and (words := shown(entity))]
    assert "; ".join(found) == ("" if wanted == "none" else wanted)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_hundred_phrases_and_says_no_as_well_as_yes(name):
    wanted = [row.values[2] for row in ROWS if row.values[0] == name]
    assert len(wanted) >= 100
    assert wanted.count("none") >= 10
