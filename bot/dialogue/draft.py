"""A turn being written: the new state and the effects so far; lives only inside one turn."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

from bot.content import Content
from bot.dialogue.effects import Effect, Say
from bot.dialogue.state import CaseView, Form, State, Team
from bot.understanding.reading import Reading

QUESTION = "question"  # the place in a card for a question that may be left out
PRIVACY = "privacy"  # the place in a card for the line on who can read this, told once
Keys = tuple[str, ...] | None  # a card's own buttons when None
REMEMBERED = 60  # cards said that are remembered
MOST = 3  # cards a turn: a person in panic reads two


class Draft:
    """The state and effects of one turn, built up by flows."""

    def __init__(
        self, state: State, reading: Reading, case: CaseView | None, content: Content, now: int, words: str = "",
        team: Team | None = None,
    ) -> None:  # fmt: skip
        self.state, self.reading, self.case, self.content, self.now = state, reading, case, content, now
        self.known = state  # what was known before this turn
        self.words = words  # what was typed, for the questions whose answer is the words themselves
        self.team = team or Team()
        self.effects: list[Effect] = []
        self.room = MOST  # what is left of it when a hand-off or the line on privacy has to find a place

    def say(self, card: str, /, *, buttons: Keys = None, private: bool = False, **params: str) -> None:
        """Add a card; its buttons may be typed as well as tapped. `private` params are not kept."""
        if PRIVACY in self.content.card(card).params:
            params = {PRIVACY: "", **params}
        self.effects.append(Say(card, params, buttons, private))
        shown = self.content.card(card, self.state.facts.image_band)
        keys = shown.buttons if buttons is None else buttons
        if (shown.if_yes or shown.if_no) and params.get(QUESTION, card):
            self.change(asking=card)
        said = (*(name for name in self.state.said if name != card), card)[-REMEMBERED:]
        self.change(said=said, offered=(*self.state.offered, *keys))

    def do(self, effect: Effect) -> None:
        """Add an effect that is not a reply."""
        self.effects.append(effect)

    def change(self, **values: Any) -> None:
        """Change the state."""
        self.state = self.state.model_copy(update=values)

    def learn(self, **facts: Any) -> None:
        """Change facts."""
        self.change(facts=self.state.facts.model_copy(update=facts))

    def ask(self, question: str, card: str, *, pending: str | None = None) -> bool:
        """Ask one question unless it was asked before; tell whether it was asked."""
        if question in self.state.asked or self.state.asking:
            return False
        self.say(card)
        self.change(asking=self.state.asking or question, asked=(*self.state.asked, question), pending=pending)
        return True

    def pose(self, question: str, card: str, /, words: str, keys: tuple[str, ...], **params: str) -> None:
        """Add a card that ends in a question; the question is left out when it was asked before or another is open."""
        asks = question not in self.state.asked and not self.state.asking
        own = self.content.card(card, self.state.facts.image_band).buttons
        self.say(
            card, buttons=(*keys, *own) if asks else own, private=False, **{QUESTION: words if asks else ""}, **params
        )
        if asks:
            self.change(asking=self.state.asking or question, asked=(*self.state.asked, question))

    def has(self, *labels: str) -> bool:
        """Tell whether this message carries one of the labels."""
        return any(label in self.reading.labels for label in labels)

    def heard(self, rule: str) -> bool:
        """Tell whether a rule of the screen that gives this (`sign.paid`, `act.exit`) fired on this message."""
        return any(name.partition("/")[0] == rule or name == rule for name in self.reading.rules)

    def unhear(self, labels: Set[str]) -> None:
        """Leave labels out of this message: its words say better what is meant."""
        self.reading = replace(self.reading, labels=self.reading.labels - labels)

    def was_said(self, card: str) -> bool:
        """Tell whether a card was said in this conversation."""
        return card in self.state.said

    def just_said(self, start: str) -> bool:
        """Tell whether this turn says a card whose name starts so."""
        return any(isinstance(effect, Say) and effect.card.startswith(start) for effect in self.effects)

    @property
    def form(self) -> Form:
        """The form in hand; for code that only runs while there is one."""
        assert self.state.form is not None
        return self.state.form

    @property
    def held(self) -> bool:
        """Tell whether a person of the team has this chat."""
        return self.case is not None and self.case.status.held

    @property
    def queued(self) -> bool:
        """Tell whether somebody waits for a person of the team."""
        return self.case is not None and self.case.status.queued

    @property
    def spoken(self) -> int:
        """How many cards the turn says so far."""
        return sum(isinstance(effect, Say) for effect in self.effects)

    @property
    def full(self) -> bool:
        """Tell whether what else could be said has to wait for the next turn."""
        return self.spoken >= self.room

    @property
    def replied(self) -> bool:
        """Tell whether the turn says anything yet."""
        return self.spoken > 0
