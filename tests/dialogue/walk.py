"""A walk over every state and button of the conversation: breadth first, each turn the real one, without a store."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import product

from bot.dialogue import effects as fx
from bot.dialogue.events import Incoming, Kind
from bot.dialogue.flows.checkin import MOST_CLOCKS, buttons
from bot.dialogue.forms import PLANS
from bot.dialogue.places import MAX_PLATFORMS
from bot.dialogue.state import CaseView, Clock, Facts, State, Team
from bot.dialogue.turn import COMMANDS, REFUSED, turn
from bot.documents.entry import GUIDED, MOST_ENTRIES, Entry
from bot.triage.levels import Level, Queue
from bot.triage.status import Status
from bot.understanding.reading import ABUSE, ACTS, LABELS, Reading
from nlu.grammar.entity import Entity
from tests.conftest import NOW
from tests.dialogue.talk import CONTENT

AWAY = 7 * 3600
OTHERS_SAY = ("human.joined", "human.left", "human.closed", "learn.ask", "sorry.error")
TWO = frozenset({"abuse.sextortion", "abuse.social_media_post"})
NO_ADDRESS = ("imgur",)  # a place of which no address is confirmed
TYPED = {  # what is typed to each question of a form
    "took": "yes", "kind": "a threat", "links": "https://x.com/p/1", "contact": "jane@example.org",
    "phone": "020 7946 0000", "zone": "new york", "when": "yesterday 9pm", "day": "tomorrow", "hour": "10 am",
}  # fmt: skip
SPOKEN = {  # what is said to each question outside forms
    "age": [Reading(act="affirm"), Reading(act="deny")],
    "place": [Reading(entities=(Entity("country", code, 0, 1, "x"),)) for code in ("US-NY", "NP")],
    "who": [
        Reading(entities=(Entity("relationship", who, 0, 1, "x", {"role": "offender"}),)) for who in ("ex", "other")
    ],
    "platform": [Reading(entities=(Entity("platform", "tiktok", 0, 1, "x"),))],
    "crisis": [Reading(act="affirm"), Reading(act="deny")],
}  # fmt: skip
ASIDE = (  # what a person writes to an open question that is no answer to it
    ("can i talk to a person?", {"labels": frozenset({"need.human"})}),
    ("?", {}),
    ("what is this for?", {}),
    ("yesterday at 9pm", {}),
)
ANSWERS = {"helped": "helper"}  # where the buttons that answer a question are not named like it
FAMILIES = frozenset({"place", "platform", "site", "zone", "law", "refused", "silent", "further"})  # one as the other
UNREAD = Reading()
ALARMS = {  # what is said in an emergency, after which cards: what only such a past or such words bring
    "urgency.self_harm": (
        (("crisis.first",), "i have pills here"), (("crisis.first",), "i am fine, i was only asking"),
        (("crisis.first",), "what do i do"), (("crisis.first",), "i called 988"), (("crisis.first",), "i took tablets"),
        (("crisis.no", "crisis.stay"), "hm"), (("crisis.no", "crisis.stay", "crisis.here"), "hm"),
        (("crisis.now",), "hm"), (("crisis.now", "crisis.now_stay"), "hm"), (("crisis.helper_now",), "hm"),
        (("crisis.helper",), "she already took them"), (("crisis.helper", "crisis.helper_stay"), "hm"),
        (("crisis.helper", "crisis.helper_stay", "crisis.helper_here"), "hm"), (("crisis.first",), "my sister is here"),
        *((("crisis.now",), words) for words in ("they are coming", "they are here", "my mum is here", "i threw up")),
        (("crisis.now", "crisis.rang"), "hm"), (("crisis.now", "crisis.rang", "crisis.waiting"), "hm"),
        *((("crisis.helper",), words) for words in ("she isnt answering", "i called 911", "they found her")),
    ),
    "urgency.physical_danger": (
        (("danger.first",), "he left now"), (("danger.first",), "i called 911"), (("danger.first",), "what do i do"),
        (("danger.first",), "what can i do about the videos"),
        (("danger.first",), "i am safe"), (("danger.first",), "he checks my phone"),
        (("danger.first",), "he is coming"), (("danger.first", "danger.rang"), "they are coming"),
        (("danger.first", "danger.stay"), "hm"), (("danger.first", "danger.stay", "danger.here"), "hm"),
        (("danger.helper", "danger.helper_stay"), "hm"),
    ),
}  # fmt: skip
THREATENED = (  # what is said to a threat told before
    ((), "is anyone coming"), ((), "he is asleep next to me"), ((), "should i just pay"), ((), "he did it"),
    (("threat.partner",), "he checks my phone"), (("threat.stranger",), "he is sending it now"),
    (("threat.stranger", "threat.hold_on", "threat.tell_friend"), "he is sending it now"),
)  # fmt: skip
DEED = ("act.perpetrator/own_deed",)


@dataclass(frozen=True, slots=True)
class Step:
    """One event, with what it means when it is a text."""

    event: Incoming
    reading: Reading = UNREAD
    wait: int = 0  # seconds

    def __str__(self) -> str:
        event = self.event
        said = event.data or event.text or event.media
        meant = " ".join((*sorted(self.reading.labels), self.reading.act)) if event.kind in ("text", "edit") else ""
        return f"{event.kind} {said!r} {meant}".strip()


@dataclass(slots=True)
class Node:
    """A state that was reached, and by which step from which node."""

    state: State
    case: CaseView | None = None
    team: Team | None = None
    step: Step | None = None
    parent: Node | None = None
    effects: tuple[fx.Effect, ...] = ()

    @property
    def said(self) -> list[str]:
        cards = [effect.card for effect in self.effects if isinstance(effect, fx.Say)]
        steps = self.state.plan.steps if "plan.steps" in cards and self.state.plan else ()
        cards += [f"plan.step.{name}" for name in steps]  # shown inside another card
        return cards + [effect.then for effect in self.effects if isinstance(effect, fx.SendDocument) and effect.then]

    @property
    def held(self) -> bool:
        return self.case is not None and self.case.status.held

    def path(self) -> str:
        """Return how one comes here, for a failure message."""
        if self.parent is None:
            facts, status = self.state.facts, self.case.status if self.case else "no case"
            return f"{facts.band}, {facts.place or 'no country'}, {status}{', team away' if self.team else ''}"
        return f"{self.parent.path()} → {self.step} [{' + '.join(self.said)}]"


def text(words: str = "hm", kind: Kind = "text", **reading: object) -> Step:
    return Step(Incoming("test", "1", kind, text=words), Reading(**reading))


def tap(key: str) -> Step:
    return Step(Incoming("test", "1", "tap", data=key))


def starts() -> Iterator[Node]:
    """Yield every situation to start from: age band, country, open case or none, a team that is there or away."""
    waiting = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.WAITING)
    held = CaseView(id="K7M4Q2", level=Level.URGENT, status=Status.CLAIMED)
    away = Team(away={Queue.HUMAN: 3600, Queue.LAWYER: None})
    for case, team in ((None, None), (waiting, None), (held, None), (None, away)):
        for band, place in product(("unknown", "minor", "adult"), (None, "US")):
            yield Node(State(facts=Facts(band=band, place=place)), case, team)


def openings() -> Iterator[Step]:
    """Yield every first message: each command, each label, each act, each guess, each kind of what is not text."""
    for command in COMMANDS:
        yield Step(Incoming("test", "1", "command", text=f"/{command}"))
    for label in LABELS:
        yield text(labels=frozenset({label}))
        yield text(confidence={label: 0.3})
    for act in ACTS:
        yield text(act=act)
    for media in (*REFUSED, "photo"):
        yield Step(Incoming("test", "1", "media", media=media))
    yield text(kind="edit")
    yield text("how do i get the posters down", labels=frozenset({"need.removal"}))
    yield text(rules=("sign.no_person/none_wanted",))
    yield text("wie geht das hier weiter", language="de")
    yield text(labels=frozenset({"need.helping_someone", "urgency.self_harm"}))
    yield text(labels=frozenset({"need.helping_someone", "abuse.child_image"}))
    yield text(labels=frozenset({"abuse.child_image"}), act="perpetrator", rules=DEED)
    yield text(labels=frozenset({"abuse.sextortion"}), rules=("sign.demand/more_images",))
    yield text(act="out_of_scope", rules=("sign.other_fraud/cheated",))
    for sign in (
        "recovery_offer",
        "block_question",
        "privacy_question",
        "parents_question",
        "self_blame",
        "held",
        "leaked",
        "not_suicidal",
        "words_for",
        "off_search",
        "language_question",
        "step_done",
        "hopeless",
        "job_question",
    ):
        yield text(rules=(f"sign.{sign}/x",))
    yield text(entities=(Entity("age", 19, 0, 1, "x", {"whose": "writer", "when": "now"}),))


def seconds() -> Iterator[tuple[Node, Step]]:
    """Yield what needs a past: a return after hours, a second thing not understood, the answers to staff's words."""
    known = Node(State(welcomed=True, seen=NOW, facts=Facts(band="adult", place="DE")))
    called = CaseView(id="K7M4Q2", level=Level.EMERGENCY, status=Status.WAITING)
    yield Node(State(level=Level.EMERGENCY), called), text(rules=("sign.no_person/none_wanted",))
    start_later = Step(Incoming("test", "1", "command", text="/start"), wait=AWAY)
    yield known, start_later
    yield known, text(act="greet")
    yield known, Step(Incoming("test", "1", "command", text="/start"))
    yield known, tap("notice")  # from an old message, in a country whose notices are others than in the US
    yield Node(State(puzzled=1)), text()
    helper = text(labels=frozenset({"need.helping_someone", "urgency.self_harm"}))
    yield after(Node(State()), helper), helper
    did = text(labels=frozenset({"abuse.direct_sharing"}), act="perpetrator", rules=DEED)
    yield after(Node(State()), did), did
    yield after(Node(State()), did, did), did
    yield after(Node(State()), did), text(rules=("sign.is_me/x",))
    yield after(Node(State()), did), text("where does she live", labels=frozenset({"need.information"}))
    yield after(Node(State()), did, did), text(labels=frozenset({"need.removal"}))
    own_age = (Entity("age", 17, 0, 1, "x", {"whose": "writer", "when": "now"}),)
    yield after(Node(State()), did), text(labels=frozenset({"urgency.minor"}), entities=own_age)
    for asked in ("look", "take_phone", "school", "parents"):
        helps = State(welcomed=True, facts=Facts(band="minor", helped="pupil"))
        yield Node(helps), text(rules=(f"sign.helper_asks/{asked}",))
    waited = State(welcomed=True, facts=Facts(band="adult"), labels=TWO, said=("threat.stranger", "threat.hold_on"))
    yield Node(waited, called), text("he is sending it now")
    for label, alarms in ALARMS.items():
        for said, words in alarms:
            alarmed = State(welcomed=True, seen=NOW, level=Level.EMERGENCY, labels=frozenset({label}), said=said)
            yield Node(alarmed), text(words)
            place = (Entity("country", "US", 0, 1, "x"),)
            yield Node(alarmed), text(entities=place)
            fact = (Entity("platform", "tiktok", 0, 1, "x"),)
            yield Node(alarmed), text(entities=fact)
    for said, words in THREATENED:
        told = State(welcomed=True, seen=NOW, facts=Facts(band="adult"), labels=TWO, said=said)
        yield Node(told), text(words, labels=frozenset({"abuse.threat_to_share"} if "asleep" in words else ()))
    received = Node(State(facts=Facts(band="minor")))
    yield received, text(labels=frozenset({"abuse.cyberflashing", "urgency.minor"}))
    yield Node(State(facts=Facts(band="minor"))), tap("notice:us_dmca_512")
    many = Node(State(facts=Facts(platforms=tuple(CONTENT.platforms)[-MAX_PLATFORMS:])))
    yield many, text(labels=frozenset({"need.removal"}))
    quiet = Node(State(facts=Facts(platforms=NO_ADDRESS)))
    yield quiet, text(labels=frozenset({"need.removal"}))
    clocks = tuple(Clock(number=number, due=NOW + number, kind="checkin") for number in range(1, MOST_CLOCKS + 1))
    yield Node(State(clocks=clocks, numbers=len(clocks))), tap("checkin")
    yield Node(State(clocks=clocks[:1], numbers=1)), tap("checkin")
    yield after(known, tap("checkin"), tap("day:1")), text("9")
    entries = tuple(Entry(number=number, written=NOW, app="x") for number in range(1, MOST_ENTRIES + 1))
    yield Node(State(log=entries)), tap("log")
    yield Node(State(log=entries)), tap("log:list")
    yield Node(State(log=entries)), text("delete note 99")
    yield Node(State(log=entries)), text("delete my notes")
    yield Node(State(facts=Facts(band="adult", place="US"))), text("dsa notice")
    yield known, tap(buttons(NOW - 1)[0])
    for name in ABUSE:
        yield after(Node(State()), text(labels=frozenset({f"abuse.{name}"}))), tap(f"abuse:{name}")
    yield after(Node(State()), tap("log:add"), *[tap("skip")] * len(GUIDED)), tap("skip")
    for begun in (tap("log:add"), tap("plan")):  # left for hours, then taken up again
        yield after(Node(State(welcomed=True, facts=Facts(band="adult", who="ex"), labels=TWO)), begun), start_later
    for helped, phone_seen in product((None, "friend"), (None, True)):  # what decides the steps of a plan
        for labels, who, band in product(
            ({label, "abuse.cyberflashing"} for label in LABELS), (None, "ex", "stranger"), ("minor", "adult")
        ):
            facts = Facts(band=band, who=who, helped=helped, phone_seen=phone_seen, paid=True, place="US")
            yield Node(State(facts=facts, labels=frozenset(labels))), tap("plan")


def answers() -> Iterator[tuple[Node, Step]]:
    """Yield the buttons under what others than a turn say: staff, the rounds, the engine when it fails."""
    known = Node(State(welcomed=True, seen=NOW))
    keys = [key for card in OTHERS_SAY for key in CONTENT.card(card).buttons]
    yield from ((known, tap(key)) for key in (*keys, *buttons(NOW + 3600)))


def steps(node: Node) -> Iterator[Step]:
    """Yield every step that a state offers: its buttons, words for its open question, its clocks."""
    state = node.state
    yield from (tap(key) for key in dict.fromkeys(state.offered))
    if state.asking == "form" and state.form is not None:
        name = state.form.step
        yield text(TYPED.get(name, "Jane Doe"), act="affirm" if name == "took" else "report")
        yield from (text(words, **reading) for words, reading in ASIDE)
    if state.asking in CONTENT.cards:
        yield from (text(words, act=act) for act, words in (("affirm", "yes"), ("deny", "no")))
    for reading in SPOKEN.get(state.asking or "", ()):
        yield Step(Incoming("test", "1", "text", text="hm"), reading)
    for clock in {clock.kind: clock for clock in state.clocks}.values():
        yield Step(Incoming("test", "1", "clock", data=str(clock.number)), wait=clock.due - NOW)


def take(node: Node, step: Step) -> Node:
    """Return what the real turn makes of a step, with the case as the engine would have it."""
    state, effects = turn(node.state, step.event, step.reading, node.case, CONTENT, NOW + step.wait, node.team)
    case = node.case
    for effect in effects:
        if isinstance(effect, fx.OpenCase):
            case = CaseView(id="K7M4Q2", level=effect.level, status=case.status if case else Status.WAITING)
        elif isinstance(effect, fx.WithdrawCase):
            case = None
        elif isinstance(effect, fx.EraseEverything):
            state, case = State(), None
    return Node(state, case, node.team, step, node, effects)


def after(node: Node, *taken: Step) -> Node:
    for step in taken:
        node = take(node, step)
    return node


def kind_of(key: str) -> str:
    """Return a button's key as buttons.yml writes it."""
    every = f"{key.partition(':')[0]}:*"
    return key if key in CONTENT.buttons else every if every in CONTENT.buttons else re.sub(r":\d+$", ":#", key)


def canonical(node: Node) -> Hashable:
    """Return what decides how things can go on: what is offered, what is open, whose age, whose chat.

    Cards said before, other facts, clocks, which form was left and a question no longer in sight are left out, or there
    would be millions of states: the first way by which a walk comes to a state stands for all ways to it.
    """
    state, facts = node.state, node.state.facts
    families = {key.partition(":")[0] for key in state.offered}
    offered = frozenset(families.intersection(FAMILIES)).union(
        kind_of(key) for key in state.offered if key.partition(":")[0] not in FAMILIES)  # fmt: skip
    asking = state.asking if state.asking == "form" or _answers(state.asking) & families else None
    pending = state.pending if asking in ("place", "age") else None
    placed = facts.place is not None and not node.held
    return offered, asking, pending, _form(state, asking), facts.band, facts.image_band, node.held, placed


def _answers(asking: str | None) -> set[str]:
    """Return the families of buttons that answer a question."""
    if asking in CONTENT.cards:
        card = CONTENT.card(asking)
        return {key.partition(":")[0] for key in (*card.if_yes, *card.if_no)}
    return {ANSWERS.get(asking or "", asking or "")}


def _form(state: State, asking: str | None) -> Hashable:
    form = state.form
    if form is None or asking != "form":
        return form and form.kind
    return form.kind, PLANS[form.kind].questions[form.step].card, form.subject if form.kind == "notice" else ""
