"""Understanding: the screen always, Rasa when it answers, joined so that neither can hide a danger to life."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path

import structlog
import yaml

from bot.errors import NluUnavailable
from bot.understanding.rasa import Rasa
from bot.understanding.reading import Reading
from bot.understanding.screen import Screen
from nlu.grammar.ages import ADULT

log = structlog.get_logger()
LONGEST = 4096  # Telegram's own limit; more is cut before anybody reads it
CARRIED = {  # what the dialogue needs to know of an urgency that only the screen saw
    "urgency.sextortion": "abuse.sextortion",
}


# Two readers of one text are not independent: the screen's finding counts for a part of its likelihood ratio.
SHARE = 0.6
LEAST = 1e-4
FIRM = 0.75  # confidence from which a rule of the screen needs nobody's consent
RULED_OUT = 0.05  # calibrated probability below which Rasa has ruled a guess out
SURELY_NOT = 0.005  # and below which it outweighs a firm rule too: of 208 such findings in the folds five were right
OUTWEIGHED = frozenset({"urgency.minor", "urgency.sextortion", "urgency.deadline"})  # but never where life is at stake
LIFE = frozenset({"urgency.self_harm", "urgency.physical_danger"})
LIKELIER = 0.5  # than not: what a label must be in a language on which Rasa's thresholds were not chosen
DOUBTFUL = 0.25  # for a child, beside the writer's own adult age: of 13 such findings in the folds one was right
UNREADABLE = 0.9  # the same where that age stands in words that Rasa has not learned
OTHER_LANGUAGE = re.compile(r"/[a-z]{2}(?:_latin)?$")  # how rules in languages are named that Rasa has not learned


def read_trust(path: Path) -> Mapping[str, float]:
    """Return how much a finding of the screen says, by label, as the log of its likelihood ratio."""
    table: dict[str, float] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table


TRUST = read_trust(Path(__file__).with_name("trust.yml"))


def alarms(label: str, screened: Reading, read: Reading) -> bool:
    """Tell whether an urgency that the screen found counts: a guess unless Rasa rules it out, a firm rule always where
    life is at stake or Rasa cannot know the language, else unless Rasa is sure of the contrary."""
    probability = read.confidence.get(label, 1.0)
    if screened.confidence.get(label, 1.0) < FIRM:
        return probability >= RULED_OUT
    unknown = any(map(OTHER_LANGUAGE.search, screened.rules))
    return label not in OUTWEIGHED or unknown or probability >= SURELY_NOT


def believed(label: str, probability: float) -> bool:
    """Tell whether a label that the screen found is likelier than not, given Rasa's probability of it."""
    sure = min(max(probability, LEAST), 1 - LEAST)
    return math.log(sure / (1 - sure)) + SHARE * TRUST[label] > 0


def heard(screened: Reading, read: Reading) -> frozenset[str]:
    """Return the labels that Rasa gives; in another language than English those likelier than not, and any on life; a
    child, where nobody is named but a grown-up writer, unless it is doubtful."""
    labels, foreign = read.labels, screened.language != "en"
    if foreign:
        labels = frozenset(name for name in labels if name in LIFE or read.confidence.get(name, 1.0) >= LIKELIER)
    bar = UNREADABLE if foreign else DOUBTFUL
    doubtful = "abuse.child_image" not in labels and read.confidence.get("urgency.minor", 1.0) < bar
    return labels - {"urgency.minor"} if doubtful and _only_grown_up(screened) else labels


def _only_grown_up(reading: Reading) -> bool:
    """Tell whether the writer says to be of age now, and no age or school year in the message is a child's."""
    ages = [entity for entity in reading.entities if entity.kind == "age"]
    writers = (age for age in ages if age.extra["whose"] == "writer" and age.extra["when"] == "now")
    return any(writers) and all(int(age.value) >= ADULT for age in ages)


class Understanding:
    """Reads a message with both readers; with Rasa away, with the screen alone."""

    def __init__(self, screen: Screen, rasa: Rasa | None) -> None:
        self._screen, self._rasa = screen, rasa

    async def read(self, text: str) -> Reading:
        """Return what a message means; never raises for want of the NLU."""
        text = text[:LONGEST]
        screened = self._screen.read(text)
        if self._rasa is None or not text.strip():
            return screened
        try:
            return join(screened, await self._rasa.read(text))
        except NluUnavailable as error:
            log.warning("nlu_silent", reason=str(error))
            return screened


def join(screened: Reading, read: Reading) -> Reading:
    """Join the two readings: urgency by OR, what else the screen found by weight of evidence, facts of both."""
    urgent = {label for label in screened.labels if label.startswith("urgency.") and alarms(label, screened, read)}
    carried = {CARRIED[label] for label in urgent if label in CARRIED}
    calm = {label for label in screened.labels if not label.startswith("urgency.")}
    likely = {label for label in calm if believed(label, read.confidence.get(label, 0.0))}
    known = {(entity.kind, entity.value) for entity in read.entities}
    added = tuple(entity for entity in screened.entities if (entity.kind, entity.value) not in known)
    return Reading(
        labels=heard(screened, read) | urgent | carried | likely,
        act="report" if urgent and read.act == "out_of_scope" else read.act,
        act_confidence=read.act_confidence,
        confidence=read.confidence,
        entities=(*read.entities, *added),
        language=screened.language,
        readers=read.readers | screened.readers,
        rules=screened.rules,
    )
