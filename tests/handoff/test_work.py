"""What staff may do with a case, who may, and that of two at once only one succeeds."""

from __future__ import annotations

import threading

import pytest

from bot.handoff import desk
from bot.store import Store, cases, messages, persons
from bot.triage.levels import Level, Queue
from tests.handoff.conftest import HOUR, MINUTE


def test_of_fifty_who_claim_at_once_one_wins_and_the_others_are_told(office, content, tmp_path):
    case = office.opens()
    members = [office.add_member(f"m{number}") for number in range(50)]
    gate, won = threading.Barrier(len(members)), []

    def try_claim(member) -> None:
        own = Store.open(tmp_path / "alder.db", tmp_path / "master.key")
        gate.wait()
        won.append((desk.claim(own, content, case, member, office.now), member.name))
        own.close()

    threads = [threading.Thread(target=try_claim, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [name for success, name in won if success]
    assert len(won) == 50
    assert winners == [office.case(case).advocate]
    assert office.history(case).count("claim") == 1
    assert office.told().count("human.joined") == 1


def test_the_status_says_who_owes_a_word(office):
    case = office.opens()
    seen = [office.case(case).status]
    for step in (office.claim, office.answer, office.writes, office.answer, office.close):
        office.now += 10
        step(case)
        seen.append(office.case(case).status)
    assert seen == [
        "waiting", "claimed", "waiting_for_person", "with_person", "waiting_for_person", "closed",
    ]  # fmt: skip
    assert office.history(case) == ["open", "claim", "write", "message", "write", "close"]
    assert [event.by for event in cases.events(office.store, case.id)] == [None, "ada", "ada", None, "ada", "ada"]


def test_the_wait_runs_from_the_first_word_that_nobody_answered(office):
    case, start = office.opens(), office.now
    office.now += 5
    office.writes(case)
    assert office.case(case).since == start
    office.claim(case)
    assert office.case(case).since == start
    office.answer(case)
    assert office.case(case).since is None
    office.now += 100
    office.writes(case)
    office.now += 5
    office.writes(case)
    assert office.case(case).since == start + 105
    assert office.case(case).answered == start + 5


def test_a_reply_taken_back_in_time_leaves_the_person_waiting_as_before(office):
    case, start = office.opens(), office.now
    office.claim(case)
    office.now += 20
    office.answer(case)
    assert desk.unwrite(office.store, case, office.members["ada"], office.now)
    after = office.case(case)
    assert (after.since, after.answered, after.status) == (start, None, "with_person")
    office.answer(case)
    office.now += 30
    office.writes(case)
    heard = office.now
    office.now += 30
    office.answer(case)
    assert desk.unwrite(office.store, case, office.members["ada"], office.now)
    assert office.case(case).since == heard
    assert office.case(case).answered == start + 20
    assert not desk.unwrite(office.store, case, office.members["bea"], office.now)


def test_only_the_holder_acts_on_a_case_and_a_lead_may_take_it_back(office, content):
    case = office.opens()
    office.claim(case)
    bea, sue = office.members["bea"], office.members["sue"]
    assert not office.answer(case, "bea")
    assert not office.close(case, "bea")
    assert not desk.hand_back(office.store, content, case, bea, office.now)
    assert not desk.still_here(office.store, case, bea, office.now)
    assert not desk.transfer(office.store, content, case, bea, Queue.LAWYER, office.now)
    assert not desk.take_back(office.store, content, case, bea, office.now)
    assert office.case(case).advocate == "ada"
    assert desk.take_back(office.store, content, case, sue, office.now)
    assert office.case(case).advocate is None
    assert office.told() == ["human.joined", "human.changed"]


def test_a_transfer_gives_the_case_to_the_lawyers_and_out_of_the_advocates_sight(office, content):
    case = office.opens(Level.HANDOFF)
    office.claim(case)
    office.answer(case)
    office.now += HOUR
    assert desk.transfer(office.store, content, case, office.members["ada"], Queue.LAWYER, office.now)
    after = office.case(case)
    assert (after.status, after.queue, after.advocate, after.since) == ("transferred", "lawyer", None, office.now)
    assert desk.queue_of(office.store, office.members["ada"]) == []
    assert not office.claim(case, "ada")
    assert office.claim(case, "lea")
    assert office.told()[-2:] == ["human.transferred.lawyer", "human.joined"]


def test_a_transferred_case_stays_with_the_lawyers_unless_it_gets_worse(office, content):
    person = office.person()
    case = office.opens(Level.URGENT, person=person)
    office.claim(case)
    desk.transfer(office.store, content, case, office.members["ada"], Queue.LAWYER, office.now)
    office.opens(Level.URGENT, person=person)
    assert office.case(case).queue == "lawyer"
    office.opens(Level.EMERGENCY, person=person)
    assert (office.case(case).queue, office.case(case).level) == ("human", "emergency")


def test_a_level_is_raised_by_anyone_who_sees_it_and_lowered_by_holder_or_lead(office):
    case = office.opens(Level.URGENT)
    ada, bea, lea, sue = (office.members[name] for name in ("ada", "bea", "lea", "sue"))
    office.claim(case)
    assert not desk.set_level(office.store, case, lea, Level.EMERGENCY, "new_risk", office.now)
    assert not desk.set_level(office.store, case, bea, Level.HANDOFF, "less_risk", office.now)
    assert not desk.set_level(office.store, case, bea, Level.EMERGENCY, "because he said so", office.now)
    assert not desk.set_level(office.store, case, bea, Level.NONE, "less_risk", office.now)
    assert office.case(case).level == "urgent"
    assert desk.set_level(office.store, case, bea, Level.EMERGENCY, "new_risk", office.now)
    assert desk.set_level(office.store, case, ada, Level.URGENT, "less_risk", office.now)
    assert desk.set_level(office.store, case, sue, Level.HANDOFF, "wrong_fact", office.now)
    told = [(event.by, event.detail) for event in cases.events(office.store, case.id) if event.event == "level"]
    assert told == [("bea", "emergency new_risk"), ("ada", "urgent less_risk"), ("sue", "handoff wrong_fact")]


def test_a_level_a_human_has_set_rises_only_by_new_words(office):
    person = office.person()
    case = office.opens(Level.EMERGENCY, person=person)
    office.claim(case)
    desk.set_level(office.store, case, office.members["ada"], Level.HANDOFF, "less_risk", office.now)
    office.opens(Level.HANDOFF, person=person)
    assert office.case(case).level == "handoff"
    office.opens(Level.URGENT, person=person)
    assert office.case(case).level == "urgent"
    office.opens(Level.HANDOFF, person=person)
    assert office.case(case).level == "urgent"


def test_a_person_who_comes_back_joins_their_case_and_reopens_one_just_closed(office):
    person = office.person()
    first = office.opens(person=person)
    assert office.opens(person=person).id == first.id
    office.claim(first)
    office.close(first)
    office.now += 23 * HOUR
    again = office.opens(Level.HANDOFF, person=person)
    assert (again.id, again.status, again.level, again.since) == (first.id, "reopened", "urgent", office.now)
    assert again.outcome is None
    office.claim(again, "bea")
    office.close(again, "bea", "false_alarm")
    office.now += HOUR
    assert office.opens(Level.HANDOFF, person=person).level == "handoff"
    office.claim(first)
    office.close(first)
    office.now += 25 * HOUR
    new = office.opens(Level.HANDOFF, person=person)
    assert new.id != first.id
    assert new.level == "handoff"


def test_staff_reopen_a_case_unless_the_person_has_another_or_is_erased(office):
    person = office.person()
    case = office.opens(person=person)
    office.claim(case)
    office.close(case)
    assert not desk.reopen(office.store, case, office.members["lea"], office.now)
    assert desk.reopen(office.store, case, office.members["bea"], office.now)
    office.claim(case)
    office.close(case)
    office.now += 48 * HOUR
    office.opens(person=person)
    assert not desk.reopen(office.store, case, office.members["bea"], office.now)
    persons.erase(office.store, person, office.now)
    assert not desk.reopen(office.store, case, office.members["bea"], office.now)


def test_joined_cases_have_one_holder_and_the_higher_level_and_keep_their_words_apart(office, content):
    main, double = office.opens(Level.URGENT), office.opens(Level.EMERGENCY)
    ada, bea = office.members["ada"], office.members["bea"]
    assert not desk.merge(office.store, content, double, main, bea, office.now)
    office.claim(main)
    assert not desk.merge(office.store, content, double, main, bea, office.now)
    assert not desk.merge(office.store, content, main, main, ada, office.now)
    assert desk.merge(office.store, content, double, main, ada, office.now)
    assert not desk.merge(office.store, content, main, double, ada, office.now)
    for case in (main, double):
        assert (office.case(case).advocate, office.case(case).level) == ("ada", "emergency")
    desk.write(office.store, content, main, ada, "marker-words-heron", office.now)
    assert "marker-words-heron" not in [one.text for one in messages.of_person(office.store, double.person)]
    for case in (main, double):
        desk.hand_back(office.store, content, case, ada, office.now)
    assert office.claim(double, "bea")
    assert {office.case(case).advocate for case in (main, double)} == {"bea"}
    assert desk.part(office.store, double, bea, office.now)
    assert office.case(double).twin_of is None


def test_who_goes_hands_over_everything_at_once(office, content):
    held = [office.opens() for _ in range(3)]
    for case in held:
        office.claim(case)
    office.answer(held[1])
    given = desk.go(office.store, content, office.config, office.members["ada"], office.now)
    assert set(given) == {case.id for case in held}
    assert {office.case(case).advocate for case in held} == {None}
    assert [office.case(case).since for case in held] == [held[0].since, None, held[2].since]
    assert "ada" not in desk.crew_now(office.store, office.config, office.now).on_duty
    desk.come(office.store, office.config, office.members["ada"], office.now)
    assert "ada" in desk.crew_now(office.store, office.config, office.now).on_duty


def test_closing_ends_what_the_case_rested_on(office, content):
    from bot.dialogue.state import State

    case = office.opens(Level.EMERGENCY)
    state = State(labels=frozenset({"urgency.self_harm", "abuse.deepfake", "need.human"}), level=Level.EMERGENCY)
    with office.store.transaction():
        persons.save_state(office.store, case.person, state.model_dump_json())
    office.claim(case)
    office.close(case)
    after = State.model_validate_json(persons.state_of(office.store, case.person))
    assert (after.level, after.labels) == ("none", {"abuse.deepfake"})


def test_the_words_that_withdraw_a_case_do_not_open_it_again(office):
    case = office.opens()
    with office.store.transaction():
        desk.withdraw(office.store, case.id, office.now)
    office.writes(case)
    assert office.case(case).status == "closed"


def test_the_queue_goes_by_level_then_by_time_left_then_by_age(office):
    old = office.opens(Level.HANDOFF)
    office.now += MINUTE
    first, second = office.opens(Level.URGENT), office.opens(Level.URGENT)
    office.claim(first)
    office.answer(first)
    office.now += MINUTE
    office.writes(first)
    office.now += MINUTE
    emergency = office.opens(Level.EMERGENCY)
    desk.hand_back(office.store, office.content, first, office.members["ada"], office.now)
    assert [case.id for case in desk.queue_of(office.store, office.members["ada"])] == [
        case.id for case in (emergency, second, first, old)
    ]


@pytest.mark.parametrize("name", ["ada", "lea", "sue"])
def test_the_queue_with_summaries_is_the_queue_and_asks_the_database_once(office, name):
    for level, queue in ((Level.URGENT, Queue.HUMAN), (Level.HANDOFF, Queue.LAWYER), (Level.EMERGENCY, Queue.HUMAN)):
        office.opens(level, queue)
    gone = office.opens()
    persons.erase(office.store, gone.person, office.now)
    asked: list[str] = []
    office.store.db.conn.set_trace_callback(asked.append)
    rows = desk.queue_rows(office.store, office.members[name])
    office.store.db.conn.set_trace_callback(None)
    assert len([sql for sql in asked if sql.startswith("select")]) == 1
    assert [case for case, _ in rows] == desk.queue_of(office.store, office.members[name])
    assert [summary for _, summary in rows] == [cases.summary(office.store, case) for case, _ in rows]
