"""Wherever somebody taps: always an answer, always a way on, a person near, nothing asked twice, nothing dead.

The walk goes to every state that `walk.canonical` tells apart and takes every step from it.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from html import unescape

import pytest

from bot.config import ROOT
from bot.dialogue import effects as fx
from bot.dialogue.draft import MOST
from bot.dialogue.forms import PLANS
from bot.replies import render
from tests.dialogue.talk import CONTENT
from tests.dialogue.walk import Node, Step, answers, canonical, kind_of, openings, seconds, starts, steps, take, text

PERSON = frozenset({"human", "lawyer", "need:lawyer"})
ENDS = frozenset({"exit.bye", "erase.done", "hide.done"})  # short and quiet on purpose: somebody may be looking
ASKS = {  # card → the fact it asks for; `safe` is asked at each /start, since who looks on may change
    "ask.age": lambda facts: facts.band != "unknown",
    "ask.country": lambda facts: facts.place is not None,
    "crisis.where": lambda facts: facts.place is not None,
    "legal.ask_country": lambda facts: facts.place is not None,
    "notice.country": lambda facts: facts.place is not None,
    "ask.who": lambda facts: facts.who is not None,
    "account.first": lambda facts: facts.phone_seen is not None,
    "helper.ask": lambda facts: facts.helped not in (None, "someone"),
    "form.zone": lambda facts: facts.zone is not None,
}
CHANGES = ("back", "place:ask")  # the person wants to answer anew
PAPERS = frozenset({"notice.preview", "notice.text", "clock.reminder", "clock.complaint"})  # hold a whole letter
MOST_CHARACTERS = 600  # on the screen
TAGS, QUOTED = re.compile(r"<[^>]+>"), re.compile(r'"[^"]*"|<b>[^<]*</b>')  # what is to be said to others asks nobody
YES_OR_NO = re.compile(r"\b(?:May|Shall|Could|Can|Is|Are|Do|Does|Did|Was|Were|Would|Have|Has|Should)\b[^.?!]*\?")
BUILT = ("ready.", "human.transferred.")  # ids that code outside the dialogue puts together
MOST_STEPS = 200_000  # about twenty seconds; breadth first, so that what is cut off lies deepest
SHOWN = 12  # faults in a failure message


class Walk:
    """Everything reached, and what was wrong on the way."""

    def __init__(self) -> None:
        self.queue: deque[Node] = deque()
        self.seen: set[object] = set()
        self.edges = 0
        self.cards: set[str] = set()
        self.tapped: set[str] = set()
        self.faults: dict[str, dict[object, str]] = {}

    def go(self) -> Walk:
        for start in starts():
            for step in openings():
                self.step(start, step)
        for start, step in seconds():
            self.step(start, step)
        for start, step in answers():
            self.step(start, step, offered=True)
        while self.queue and self.edges < MOST_STEPS:
            self.expand(self.queue.popleft())
        return self

    def expand(self, node: Node) -> None:
        after = [child for step in steps(node) if (child := self.step(node, step, offered=True)) is not None]
        reachable = [node, *(child for child in after if child.step.event.kind == "tap")]
        if node.state.offered and not any(PERSON.intersection(each.state.offered) for each in reachable):
            self.fault("person", node.said, node)
        if not node.held:
            self.step(node, text("hm"))

    def step(self, node: Node, step: Step, *, offered: bool = False) -> Node | None:
        self.edges += 1
        try:
            child = take(node, step)
            shown = [(say.card, _shown(say, child.state.facts.image_band)) for say in child.effects
                     if isinstance(say, fx.Say)]  # fmt: skip
        except Exception as error:
            self.fault("raises", repr(error), Node(node.state, node.case, node.team, step, node))
            return None
        self.look(node, child, shown)
        self.cards.update(child.said)
        if offered and step.event.kind == "tap":
            self.tapped.add(kind_of(step.event.data))
        if (key := canonical(child)) not in self.seen:
            self.seen.add(key)
            self.queue.append(child)
        return child

    def look(self, node: Node, child: Node, shown: list[tuple[str, str]]) -> None:
        """Note what is wrong with one step."""
        kind, said = child.step.event.kind, child.said
        quiet = kind == "clock" or (kind in ("text", "edit") and child.held)
        if not said and not quiet and not _exports(child):
            self.fault("silent", str(child.step), child)
        if said and not child.state.offered and not ENDS.intersection(said):
            self.fault("end", said, child)
        self.look_at_words(child, shown)
        for card in said if child.step.event.data not in CHANGES else ():
            if card in ASKS and ASKS[card](node.state.facts) and ASKS[card](child.state.facts):
                self.fault("twice", card, child)
        if _asked_again(node, child):
            self.fault("twice", child.state.form.step, child)

    def look_at_words(self, child: Node, shown: list[tuple[str, str]]) -> None:
        """Note what is wrong with what stands on the screen."""
        if child.state.facts.image_band != "adult" and any("screenshot" in words.casefold() for _, words in shown):
            self.fault("screenshot", child.said, child)
        if len(shown) > MOST:
            self.fault("many", child.said, child)
        if len(asking := [card for card, words in shown if "?" in QUOTED.sub("", words)]) > 1:
            self.fault("questions", asking, child)
        if any(YES_OR_NO.search(QUOTED.sub("", words)) for _, words in shown) and child.state.asking is None:
            self.fault("typed", child.said, child)
        for card, words in shown:
            if card not in PAPERS and len(unescape(TAGS.sub("", words))) > MOST_CHARACTERS:
                self.fault("long", card, child)

    def fault(self, rule: str, what: object, node: Node) -> None:
        self.faults.setdefault(rule, {}).setdefault(str(what), node.path())

    def told(self, rule: str) -> str:
        faults = self.faults.get(rule, {})
        lines = [f"{what}: {path}" for what, path in list(faults.items())[:SHOWN]]
        return "\n".join([f"{self}; {len(faults)} faults", *lines])

    def __str__(self) -> str:
        return f"walked {len(self.seen)} states by {self.edges} steps, {len(self.queue)} states left"


@cache
def _html(card: str, params: tuple[tuple[str, str], ...], buttons: tuple[str, ...] | None, band: str) -> str:
    return str(render(CONTENT, fx.Say(card, dict(params), buttons), band)["html"])


def _shown(say: fx.Say, band: str) -> str:
    return _html(say.card, tuple(sorted(say.params.items())), say.buttons, band)


def _exports(node: Node) -> bool:
    return any(isinstance(effect, fx.SendExport) for effect in node.effects)


def _asked_again(node: Node, child: Node) -> bool:
    before, after = node.state.form, child.state.form
    if before is None or after is None or child.state.asking != "form" or child.step.event.data in CHANGES:
        return False
    goes_on = (before.kind, before.subject) == (after.kind, after.subject)
    goes_on = goes_on and before.answers.items() <= after.answers.items()
    asked = PLANS[after.kind].questions[after.step].card in child.said
    return goes_on and asked and after.step in before.answers


@pytest.fixture(scope="module")
def walk() -> Walk:
    walk = Walk().go()
    print(walk)
    return walk


@pytest.mark.parametrize(
    ("rule", "promise"),
    [
        ("raises", "no step raises"),
        ("silent", "every step is answered, except by a person who has the chat"),
        ("end", "every reply offers a way on"),
        ("person", "a person is at most two taps away"),
        ("twice", "nothing is asked again once it was answered"),
        ("screenshot", "nobody who may be under 18 is told to keep pictures"),
        ("many", "one turn sends at most three messages"),
        ("questions", "one question at a time"),
        ("typed", "a question to which one says yes or no can be answered in words"),
        ("long", "a message is at most 600 characters long"),
    ],
)
def test_wherever_somebody_taps(walk, rule, promise):
    assert rule not in walk.faults, f"{promise}: {walk.told(rule)}"


def test_every_button_is_offered_somewhere(walk):
    assert not set(CONTENT.buttons) - walk.tapped, walk


def test_every_card_is_said_by_somebody(walk):
    assert not set(CONTENT.cards) - walk.cards - _said_elsewhere(), walk


def _said_elsewhere() -> set[str]:
    """Return the cards that code outside the dialogue names, or builds the names of."""
    files = [path for path in (ROOT / "bot").rglob("*.py") if "dialogue" not in path.parts]
    named = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', "\n".join(path.read_text(encoding="utf-8") for path in files)))
    return {card for card in CONTENT.cards if card in named or card.startswith(BUILT)}
