"""A conversation without a store: each event is one pure turn, and the clocks are kept as the engine would."""

from __future__ import annotations

from bot.config import ROOT
from bot.content import load
from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming
from bot.dialogue.state import CaseView, Facts, State
from bot.dialogue.turn import turn
from bot.replies import render
from bot.understanding.reading import Reading
from tests.conftest import NOW

CONTENT = load(ROOT)
ADULT = Facts(band="adult", place="US-CA", platforms=("instagram",))


class Talk:
    def __init__(self, facts: Facts = ADULT, case: CaseView | None = None, **state) -> None:
        self.state, self.case, self.now = State(welcomed=True, facts=facts, **state), case, NOW
        self.clocks: dict[int, int] = {}
        self.effects: tuple[fx.Effect, ...] = ()

    def says(
        self, words: str, *labels: str, act: str = "report", sure: float = 1.0, entities=(), language: str = "en",
        rules: tuple[str, ...] = (),
    ) -> list[str]:  # fmt: skip
        reading = Reading(frozenset(labels), act, sure, entities=entities, language=language, rules=rules)
        return self._turn(Incoming("test", "1", "text", text=words), reading)

    def taps(self, key: str) -> list[str]:
        return self._turn(Incoming("test", "1", "tap", data=key))

    def command(self, name: str) -> list[str]:
        return self._turn(Incoming("test", "1", "command", text=name))

    def waits(self, seconds: int) -> list[str]:
        """Let time pass; what rings last is what was said."""
        self.now += seconds
        said: list[str] = []
        for number in sorted(number for number, due in self.clocks.items() if due <= self.now):
            del self.clocks[number]
            said += self._turn(Incoming("test", "1", "clock", data=str(number)))
        return said

    def _turn(self, event: Incoming, reading: Reading | None = None) -> list[str]:
        self.state, self.effects = turn(self.state, event, reading or Reading(), self.case, CONTENT, self.now)
        for effect in self.effects:
            if isinstance(effect, fx.StartClock):
                self.clocks[effect.number] = effect.due
            elif isinstance(effect, fx.StopClock):
                self.clocks.pop(effect.number, None)
        return self.cards

    @property
    def cards(self) -> list[str]:
        return [effect.card for effect in self.effects if isinstance(effect, fx.Say)]

    @property
    def papers(self):
        return [effect.paper for effect in self.effects if isinstance(effect, fx.SendDocument)]

    @property
    def text(self) -> str:
        band = self.state.facts.image_band
        return "\n".join(str(render(CONTENT, say, band)["plain"]) for say in self.effects if isinstance(say, fx.Say))

    @property
    def buttons(self) -> tuple[str, ...]:
        return self.state.offered
