"""The rounds of the queue: what is due is done, once, however many processes walk them."""

from __future__ import annotations

from bot.config import Config
from bot.content import Content
from bot.handoff.duty import Crew
from bot.handoff.moves import look_again, return_to_queue
from bot.handoff.policy import policy_of
from bot.handoff.team import crew_now
from bot.handoff.telling import alert, concerned
from bot.handoff.watch import Action, Alert, LookAgain, Stage, TakeBack, Warn, due_now, next_action
from bot.store import Store, cases
from bot.store.cases import Case
from bot.triage.status import Event

CARDS = {Stage.HALF: ("half", "staff.half"), Stage.MISSED: ("missed", "staff.missed")}  # event and card


def walk(store: Store, content: Content, config: Config, now: int) -> int:
    """Do what is due now; return how much it was."""
    crew, policy = crew_now(store, config, now), policy_of(config)
    done = 0
    for case, _ in due_now(cases.all_open(store), crew, policy, now):
        with store.transaction():
            # Decided again on the case as it stands inside the transaction: another process may have been here.
            fresh = cases.find(store, case.id)
            action = next_action(fresh, crew, policy, now)
            if action is not None:
                _do(store, content, config, fresh, action, crew, now)
                done += 1
    return done


def _do(store: Store, content: Content, config: Config, case: Case, action: Action, crew: Crew, now: int) -> None:
    match action:
        case Alert(stage):
            event, card = CARDS[stage]
            cases.update(store, case.id, now, alerted=int(stage), alerted_at=now)
            cases.add_event(store, case.id, event, None, now)
            alert(store, content, config, case, card, concerned(case, stage, crew))
        case Warn():
            cases.update(store, case.id, now, warned=now)
            cases.add_event(store, case.id, "warn", None, now, case.advocate)
            holder = (worker for worker in crew.workers if worker.name == case.advocate)
            alert(store, content, config, case, "staff.warned", holder)
        case TakeBack(reason):
            return_to_queue(store, content, case, Event.TAKE_BACK, None, now, reason)
            alert(store, content, config, case, "staff.taken_back", concerned(case, Stage.HALF, crew))
        case LookAgain():
            look_again(store, case, now)
            alert(store, content, config, case, "staff.look_again", concerned(case, Stage.HALF, crew))
