"""Checks that every name in responses/ leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.card import PARAM, Card
from bot.content.content import JOBS, Content
from bot.errors import ContentError

FILLED_IN = {"today", "shown", "minor", "made", "law"}  # what a notice's text may show without asking for it


def references(content: Content) -> list[str]:
    """Return every link, source, button, place or finder that leads nowhere, and every parameter not declared."""
    faults = [fault for variants in content.cards.values() for card in variants.values()
              for fault in _card(card, content)]  # fmt: skip
    faults += [f"{id}: has no plain card" for id, variants in content.cards.items() if "everyone" not in variants]
    jobs = {job: content.international.get(job) for job in JOBS}
    faults += [f"international.yml: {job} names no link" for job, id in jobs.items() if id not in content.links]
    faults += [f"levers.yml: {id}: no place {code}" for id, lever in content.levers.items()
               for code in lever.places if code not in content.places]  # fmt: skip
    faults += [f"levers.yml: {id}: no place {name} in platforms.yml" for id, lever in content.levers.items()
               for name in lever.platforms if name not in content.platforms]  # fmt: skip
    faults += [f"notices.yml: {id}: {fault}" for id in content.notices for fault in _notice(id, content)]
    return faults


def _notice(id: str, content: Content) -> Iterator[str]:
    notice = content.notices[id]
    if id not in content.levers:
        yield "rests on no lever"
    yield from (f"no place {name} in platforms.yml" for name in notice.also_platforms if name not in content.platforms)
    yield from (f"needs {ask}, but does not ask for it" for ask in notice.needed if ask not in notice.asks)
    asked = {ask for ask in notice.asks if ask != "took"}
    if missing := asked - set(PARAM.findall(notice.text)):
        yield f"asks for {', '.join(sorted(missing))}, which its text does not show"
    if unknown := set(PARAM.findall(notice.text)) - asked - FILLED_IN:
        yield f"shows {', '.join(sorted(unknown))}, which nobody is asked for"


def _card(card: Card, content: Content) -> Iterator[str]:
    yield from (f"{card.file}: no link named {id}" for id in card.links if id not in content.links)
    yield from (f"{card.file}: no source named {name}" for name in card.sources if name not in content.sources)
    yield from (f"{card.file}: {fault}" for key in card.buttons for fault in _button(content, key))
    if set(PARAM.findall(card.text)) != set(card.params):
        yield f"{card.file}: params must be exactly those in the text"
    plain = content.cards[card.id].get("everyone")
    if plain and not set(card.params) <= set(plain.params):
        yield f"{card.file}: asks for params that the plain card does not have"


def _button(content: Content, key: str) -> Iterator[str]:
    try:
        content.button(key)
    except ContentError as error:
        yield str(error)
        return
    kind, _, id = key.partition(":")
    if kind != "card":
        return
    shown = content.cards.get(id, {}).get("everyone")
    if shown is None:
        yield f"button {key} shows no card"
    elif shown.params:
        yield f"button {key} shows a card that needs params"
