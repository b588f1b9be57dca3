"""Make build/preview.html: every card and some conversations as they look in the chat, in one page without network.

Run it by `make preview`, then open the page in a browser. The conversations are really played, by the engine: with the
whole understanding when the NLU is set up and trained, else with the screen alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from bot import parts
from bot.chat import Chat
from bot.config import ROOT, Config
from bot.content import Content
from bot.content.card import Card
from bot.content.check import BAND_OF, HIGHEST_GRADE, MOST_CHARACTERS, grade
from bot.content.record import read_yaml
from bot.content.render import html
from bot.dialogue.events import Kind
from bot.engine import Engine
from bot.understanding.server import missing_parts

TARGET = ROOT / "build" / "preview.html"
TOLD = ROOT / "tests" / "conversations"
PLAYED = {  # kind of abuse → file of which the first conversation is played
    "A picture on social media": "removal", "A picture on an adult site": "porn_sites",
    "Sent to people one knows": "sent_around", "Details put online": "doxxing", "Under 18": "teens",
    "Blackmail": "sextortion", "A fake": "deepfakes", "A picture nobody asked for": "cyberflashing",
}  # fmt: skip
EVENTS: dict[str, Kind] = {"says": "text", "edits": "edit", "command": "command"}
PLACE, PLATFORM = "US-CA", "instagram"
LITERAL = {  # what a person or a member of staff might have there
    "name": "Sam", "text": "I'm here now. Are you somewhere safe?", "days": "30", "fact": "18 or over",
    "case": "K7M4Q2", "level": "urgent", "queue": "helpline", "state": "waits 6 minutes", "who": "everyone",
    "url": "https://desk.example.org/cases/K7M4Q2", "seconds": "10", "most": "3000", "number": "3", "step": "2",
    "steps": "5", "next": "2", "when": "Friday 18:00 (Los Angeles)", "wait": "about 10 minutes",
    "back": "They should be back in about 2 hours.", "where": "Instagram, X", "missing": "your name", "own": "Deutsch",
    "usual": "1 to 2 days", "hashes": "notes.pdf\n9f2c…41d7\n\nnotes.csv\n03be…c8a5", "title": "a removal request",
    "warnings": "• if one part is missing the site may use that to say no",
    "line": "Nov 24, 21:00: a threat on Instagram", "held": "App or site: Instagram\nWhat it was: A threat",
    "enforcer": "Federal Trade Commission (FTC)",
}  # fmt: skip
OF_CARD = {  # where one name stands for different things
    "evidence.list": {"lines": "1. Nov 24, 21:00: a threat on Instagram\n2. Nov 25, 08:10: a post on X"},
    "human.says": {"text": "I'm here now. Are you somewhere safe?"},
}


@dataclass(slots=True)
class Bubble:
    """One message of a conversation: of the person (`mine`) or of the bot, with its buttons."""

    text: str
    mine: bool = False
    buttons: list[str] = field(default_factory=list)


def samples(content: Content) -> dict[str, str]:
    """Return something sensible for every parameter of a card, taken from the real content where it can be."""
    place, platform = content.places[PLACE], content.platforms[PLATFORM]
    lever = next(iter(content.levers.values()))
    return {
        **LITERAL,
        "languages": content.languages,
        "emergency": content.emergency(PLACE),
        "person": content.phrases.person_coming,
        "crisis_line": content.crisis_line(PLACE),
        "crisis": content.crisis_line(PLACE),
        "child_line": content.child_line(PLACE),
        "child": content.child_line(PLACE),
        "lines": content.support_lines(PLACE, "adult"),
        "help": content.own_acts_line(PLACE, child=True),
        "place": place.name,
        "as_of": place.as_of,
        "laws": place.law_pages(("social_media_post",))[0],
        "police": place.police_in_words(),
        "offices": place.offices_in_words(),
        "platform": platform.name,
        "steps": platform.route("adult"),
        "link": platform.url or "",
        "appeal": platform.refusal(),
        "rules": content.paper("rule_sure", name=lever.name, plain=lever.plain),
    }


def params_of(card: Card, content: Content) -> dict[str, str]:
    """Return a card's parameters filled in; one without a sample shows its name."""
    known = {**samples(content), **OF_CARD.get(card.id, {})}
    if card.id == "form.resumed":
        known["steps"] = LITERAL["steps"]
    if card.id == "plan.steps":
        shown = [content.card(f"plan.step.{name}", "adult").text for name in ("pause", "note", "tell_one")]
        known["lines"] = "\n".join(content.phrases.plan_open.format(number=number, step=words)
                                   for number, words in enumerate(shown, 1))  # fmt: skip
    return {name: known.get(name, f"‹{name}›") for name in card.params}


def shown(card: Card, content: Content) -> dict[str, Any]:
    """Return what the page shows of one card."""
    return {
        "id": card.id,
        "file": card.file.removesuffix(".md"),
        "audience": card.audience,
        "html": html(card.text, params_of(card, content), content.links_of(card)),
        "buttons": [content.button(key) for key in card.buttons],
        "grade": max(0.0, grade(card.text)),
        "hard": grade(card.text) > HIGHEST_GRADE,
        "length": len(card.text),
        "long": len(card.text) > MOST_CHARACTERS,
        "sources": [f"{name}: {content.sources[name]}" if name in content.sources else name for name in card.sources],
        "params": card.params,
        "reviewed": card.reviewed,
        "find": f"{card.file} {card.audience} {card.text} {' '.join(map(content.button, card.buttons))}".casefold(),
    }


def page(content: Content, conversations: dict[str, tuple[str, list[Bubble]]]) -> str:
    """Return the page: the conversations by kind of abuse, then every card by flow."""
    cards = [variants[audience] for _, variants in sorted(content.cards.items()) for audience in BAND_OF
             if audience in variants]  # fmt: skip
    flows = {flow: [shown(card, content) for card in those]
             for flow, those in groupby(cards, key=lambda card: card.id.partition(".")[0])}  # fmt: skip
    template = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template("preview.html")
    return template.render(
        flows=flows, conversations=conversations, total=len(cards), most=MOST_CHARACTERS, highest=HIGHEST_GRADE,
        reviewed=sum(card.reviewed is not None for card in cards),
    )  # fmt: skip


async def played(content: Content, *, with_nlu: bool = True) -> dict[str, tuple[str, list[Bubble]]]:
    """Return one conversation of each kind of abuse, with who writes, as the engine really answers it."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(_env_file=None, database=Path(folder) / "alder.db")
        async with parts.understanding(config, content, with_nlu=with_nlu) as understanding:
            engine = Engine(parts.open_store(config), understanding, content, config)
            return {title: await _play(engine, name) for title, name in PLAYED.items()}


async def _play(engine: Engine, name: str) -> tuple[str, list[Bubble]]:
    told = read_yaml((TOLD / f"{name}.yaml").read_text(encoding="utf-8"))[0]
    chat, bubbles = Chat(engine, "preview", name), []
    for turn in told["turns"]:
        kind = next(kind for kind in (*EVENTS, "tap", "photo") if kind in turn)
        bubbles.append(Bubble("a picture" if kind == "photo" else escape(turn[kind], quote=False), mine=True))
        if kind == "tap":
            await chat.send("tap", data=chat.key_of(turn["tap"]) or "")
        elif kind == "photo":
            await chat.send("media", media="photo")
        else:
            await chat.send(EVENTS[kind], text=turn[kind])
        for row in chat.take():
            if row.kind == "say":
                bubbles.append(Bubble(row.body["html"], buttons=[words for words, _ in row.body["buttons"]]))
            elif row.kind == "document":
                bubbles.append(Bubble(escape(row.body["name"], quote=False)))
    return told["who"], bubbles


def main() -> None:
    """Write the page and say where it is."""
    content, lacks = parts.load_content(Config(_env_file=None)), missing_parts(ROOT)
    text = page(content, asyncio.run(played(content, with_nlu=not lacks)))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    read_by = "the screen alone, since the NLU is not set up (`make train`)" if lacks else "the whole understanding"
    print(f"Open {TARGET.relative_to(ROOT)} in a browser. Its conversations were read by {read_by}.")


if __name__ == "__main__":
    main()
