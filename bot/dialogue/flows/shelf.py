"""An entry of the log is put down, whole or half: what somebody wrote is never lost by doing something else."""

from __future__ import annotations

from bot.dialogue.draft import Draft
from bot.dialogue.flows import zones
from bot.dialogue.flows.questions import WAS
from bot.documents.entry import GUIDED, MOST_ENTRIES, Entry


def put_down(draft: Draft) -> Entry | None:
    """Put the entry that is being written into the log; None when none is, or nothing was said."""
    current = draft.state.form
    if current is None or current.kind != "entry" or len(draft.state.log) >= MOST_ENTRIES:
        return None
    said = {name.removesuffix(WAS): value for name, value in current.answers.items()}  # also before a step back
    held = {name: said[name] for name in GUIDED if said.get(name)}
    if not held:
        return None
    number = max((entry.number for entry in draft.state.log), default=0) + 1
    entry = Entry(number=number, written=draft.now, zone=zones.own(draft), **held)
    draft.change(log=(*draft.state.log, entry))
    return entry
