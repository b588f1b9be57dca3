"""What somebody gets first: at most three messages, whatever they write, in the order of what cannot wait."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from bot.dialogue import effects as fx
from bot.dialogue.draft import MOST
from bot.dialogue.state import Facts, State, Team
from bot.replies import render
from bot.triage.levels import Queue
from bot.understanding.reading import LABELS
from nlu.grammar.entity import Entity
from tests.dialogue.talk import CONTENT, Talk
from tests.dialogue.walk import Node, openings, starts, take, tap, text

LONGEST = 800  # characters; a card has 600, and the line on privacy may stand in it
TAGS = re.compile(r"<[^>]+>")
PAID = ("sign.paid/money_went",)
PLACES = tuple(Entity("platform", name, 0, 1, "x") for name in ("xhamster", "x", "tiktok"))
WHO = {  # who writes, in what language, what is known at once
    "somebody": ({}, {}),
    "adult": ({"band": "adult", "place": "US", "who": "ex"}, {"rules": PAID, "entities": PLACES}),
    "minor": ({"band": "minor", "place": "US"}, {"rules": PAID, "entities": PLACES}),
    "parent": ({"band": "minor", "helped": "child"}, {"rules": PAID, "entities": PLACES}),
    "teacher": ({"band": "minor", "helped": "pupil"}, {"entities": PLACES}),
    "spanish": ({"band": "minor"}, {"language": "es", "rules": PAID, "entities": PLACES}),
}


def spoken(node: Node) -> list[str]:
    return [effect.card for effect in node.effects if isinstance(effect, fx.Say)]


def shown(node: Node, say: fx.Say) -> str:
    return TAGS.sub("", str(render(CONTENT, say, node.state.facts.image_band)["html"]))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("away", [False, True], ids=["team there", "team away"])
def test_a_first_message_brings_at_most_three_whatever_it_says(who, away):
    facts, read = WHO[who]
    team = Team(away={Queue.HUMAN: 3600, Queue.LAWYER: None}) if away else None
    for labels in (set(some) for number in (1, 2, 3) for some in combinations(LABELS, number)):
        node = take(Node(State(facts=Facts(**facts)), team=team), text("hm", labels=frozenset(labels), **read))
        assert 0 < len(spoken(node)) <= MOST, (sorted(labels), spoken(node))
        assert not [say.card for say in node.effects if isinstance(say, fx.Say) and len(shown(node, say)) > LONGEST]


def test_nor_does_a_command_a_picture_or_a_greeting_bring_more():
    for start in starts():
        for step in openings():
            assert len(spoken(take(start, step))) <= MOST, str(step)


@pytest.mark.parametrize(
    ("labels", "facts", "said"),
    [
        ({"abuse.sextortion", "urgency.sextortion"}, {}, ["threat.stranger", "handoff.urgent", "ask.age"]),
        ({"abuse.sextortion", "urgency.sextortion", "urgency.minor"}, {"band": "minor"},
         ["minor.first", "threat.more_images", "handoff.urgent"]),
        ({"need.helping_someone", "abuse.child_image", "urgency.minor"}, {"helped": "child", "band": "minor"},
         ["minor.helper", "handoff.urgent"]),
        ({"abuse.doxxing", "abuse.social_media_post"}, {}, ["explain.doxxing", "ask.age"]),
        ({"need.information"}, {}, ["info.how", "privacy.short"]),
        ({"urgency.self_harm", "abuse.sextortion"}, {}, ["crisis.first", "threat.stranger", "handoff.emergency"]),
    ],
)  # fmt: skip
def test_what_cannot_wait_comes_first_then_what_to_do_then_a_person(labels, facts, said):
    assert spoken(take(Node(State(facts=Facts(**facts))), text(labels=frozenset(labels)))) == said


def test_somebody_new_is_told_once_who_can_read_this_and_how_to_erase_it():
    for labels in ({"abuse.sextortion", "urgency.sextortion"}, {"abuse.doxxing"}, {"need.human"}, {"need.lawyer"}):
        talk = Talk(Facts())
        talk.state = talk.state.model_copy(update={"welcomed": False})
        talk.says("hm", *labels)
        assert talk.text.count("/erase deletes all I hold") == 1
        talk.says("hm", *labels)
        assert "/erase deletes" not in talk.text


def test_what_found_no_room_is_said_once_the_person_has_answered():
    labels = frozenset({"abuse.sextortion", "urgency.sextortion", "urgency.minor"})
    first = take(Node(State(facts=Facts(band="minor"))), text(labels=labels, rules=PAID))
    assert "threat.paid" not in spoken(first)
    assert first.state.facts.paid
    assert spoken(take(first, tap("share:yes"))) == ["handoff.shared", "threat.paid", "ask.who"]
