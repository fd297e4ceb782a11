"""A link lets exactly one person in, once."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from learning.people import PersonState, Role
from learning.usecases import attention, breaks, enrol, roster
from learning.usecases.enrol import Enrolled, LinkRefused, Refusal
from storage.records import SqlRecords
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BAYU, BUDI, CAST, SARI, STRANGER


def link(work: Workplace, who: int, days: int = 14) -> str:
    """A fresh token."""
    return work.do(enrol.issue_link, work.ids[who], link_days=days)


def refused(work: Workplace, token: str, telegram_id: int) -> LinkRefused:
    """Why a token does not let an account in."""
    outcome = work.do(enrol.redeem, token, telegram_id)
    assert isinstance(outcome, LinkRefused)
    return outcome


def test_a_link_makes_the_sender_that_person(work: Workplace) -> None:
    outcome = work.do(enrol.redeem, link(work, SARI), SARI)
    assert isinstance(outcome, Enrolled)
    assert outcome.person.name == "Sari Dewi"
    assert outcome.person.state is PersonState.ACTIVE
    actor = work.do(enrol.who_is, SARI)
    assert actor is not None
    assert actor.person == outcome.person


def test_a_used_link_lets_only_the_same_account_in_again(work: Workplace) -> None:
    token = link(work, SARI)
    work.do(enrol.redeem, token, SARI)
    assert isinstance(work.do(enrol.redeem, token, SARI), Enrolled)
    assert refused(work, token, STRANGER) == LinkRefused(reason=Refusal.PERSON_TAKEN, warn_telegram_id=SARI)
    assert work.person(SARI).telegram_id == SARI


def test_after_a_release_the_old_link_is_used_up_and_a_new_one_works(work: Workplace) -> None:
    token = link(work, SARI)
    work.do(enrol.redeem, token, SARI)
    work.do(roster.release, CAST[SARI].employee_number, actor="admin")
    assert refused(work, token, STRANGER).reason is Refusal.USED
    assert isinstance(work.do(enrol.redeem, link(work, SARI), STRANGER), Enrolled)


def test_a_link_works_until_its_last_second(work: Workplace) -> None:
    token = link(work, SARI, days=14)
    work.clock.turn(days=14)
    assert refused(work, token, SARI).reason is Refusal.EXPIRED
    work.clock.turn(seconds=-1)
    assert isinstance(work.do(enrol.redeem, token, SARI), Enrolled)


def test_a_newer_link_makes_the_older_one_useless(work: Workplace) -> None:
    older, newer = link(work, SARI), link(work, SARI)
    assert refused(work, older, SARI).reason is Refusal.USED
    assert isinstance(work.do(enrol.redeem, newer, SARI), Enrolled)


def test_one_account_cannot_be_two_people(work: Workplace) -> None:
    work.do(enrol.redeem, link(work, SARI), SARI)
    assert refused(work, link(work, BAYU), SARI).reason is Refusal.ACCOUNT_TAKEN
    assert work.person(BAYU).telegram_id is None


def test_a_person_who_left_cannot_come_back_by_a_link(work: Workplace) -> None:
    early = link(work, SARI)
    work.do(roster.deactivate, CAST[SARI].employee_number, actor="admin")
    assert refused(work, early, SARI).reason is Refusal.UNKNOWN
    assert refused(work, link(work, SARI), SARI).reason is Refusal.LEFT
    assert work.do(enrol.who_is, SARI) is None


def test_nobody_guesses_a_link(work: Workplace) -> None:
    token = link(work, SARI)
    assert len(token) == 24
    guesses = [secrets.token_urlsafe(enrol.TOKEN_BYTES) for _ in range(1_000)]

    def guess_all(records: SqlRecords) -> set[Refusal]:
        outcomes = (
            enrol.redeem(records, guess, STRANGER, now=work.clock())
            for guess in [*guesses, "", token[:-1], token.upper(), token + "A", "ä" * 64]
        )
        return {outcome.reason for outcome in outcomes if isinstance(outcome, LinkRefused)}

    assert work.look(guess_all) == {Refusal.UNKNOWN}
    assert work.do(enrol.who_is, STRANGER) is None


def test_of_those_who_race_for_a_link_exactly_one_gets_in(work: Workplace) -> None:
    token = link(work, SARI)
    accounts = range(7001, 7009)
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda account: work.do(enrol.redeem, token, account), accounts))
    winners = [account for account, outcome in zip(accounts, outcomes, strict=True) if _is_in(outcome)]
    assert [work.person(SARI).telegram_id] == winners


def test_an_account_that_races_for_two_people_becomes_one_of_them(work: Workplace) -> None:
    tokens = [link(work, who) for who in CAST]
    with ThreadPoolExecutor(5) as threads:
        outcomes = list(threads.map(lambda token: work.do(enrol.redeem, token, 7001), tokens))
    assert sum(map(_is_in, outcomes)) == 1
    assert [work.person(who).telegram_id for who in CAST].count(7001) == 1


def test_only_the_hash_of_a_token_is_kept(work: Workplace) -> None:
    token = link(work, SARI)
    kept = work.look(
        lambda records: records.connection.exec_driver_sql("SELECT token_hash FROM link").scalars().all()
    )
    assert token not in "".join(kept)


def test_joining_ends_with_a_first_window(work: Workplace) -> None:
    work.do(enrol.redeem, link(work, SARI), SARI)
    assert work.attention(SARI).next_due_at is None
    noticed = work.do(enrol.acknowledge, work.ids[SARI])
    work.clock.turn(minutes=1)
    assert work.do(enrol.acknowledge, work.ids[SARI]).acknowledged_at == noticed.acknowledged_at
    assert work.look(lambda r: enrol.choose_language(r, work.ids[SARI], "en")).language == "en"
    moved = work.do(enrol.choose_time_zone, work.world, work.ids[SARI], "Asia/Makassar")
    assert moved.time_zone == "Asia/Makassar"
    assert work.attention(SARI).next_due_at is None
    done = work.do(enrol.finish, work.world, work.ids[SARI])
    assert work.attention(SARI).next_due_at == at("12:00", zone="Asia/Makassar")
    work.clock.turn(minutes=1)
    assert work.do(enrol.finish, work.world, work.ids[SARI]).onboarded_at == done.onboarded_at


def test_a_grant_holds_from_its_first_day(work: Workplace) -> None:
    work.activate(BUDI)
    actor = work.do(enrol.who_is, BUDI)
    assert actor is not None
    assert Role.SUPERVISOR in actor.roles
    work.clock.turn(days=-1)
    before = work.do(enrol.who_is, BUDI)
    assert before is not None
    assert before.roles == {Role.EMPLOYEE}


def test_who_blocks_sela_is_left_alone_until_they_come_back(work: Workplace) -> None:
    work.activate(SARI)
    work.tick(at("12:00"))
    work.do(enrol.unreachable, SARI)
    blocked_at = work.person(SARI).blocked_at
    assert blocked_at == at("12:00")
    assert work.outbox() == {"cancelled": 1}
    assert work.bring(at("12:00", day=1)) == []
    work.do(enrol.unreachable, SARI)
    assert work.person(SARI).blocked_at == blocked_at
    work.do(enrol.unreachable, STRANGER)
    work.clock.now = at("08:00", day=2)
    work.do(enrol.reachable_again, work.world, work.ids[SARI])
    assert len(work.bring(at("12:00", day=2))) == 1
    assert work.attention(SARI).unanswered_in_row == 0


def test_reviving_who_was_never_away_changes_nothing(work: Workplace) -> None:
    work.activate(SARI)
    before = work.attention(SARI)
    work.clock.turn(hours=1)
    work.do(enrol.reachable_again, work.world, work.ids[SARI])
    assert work.attention(SARI) == before


def test_everyone_is_looked_at_again_when_the_calendar_changes(work: Workplace) -> None:
    for who in (SARI, BAYU):
        work.activate(who)
    work.declare_holiday(at("12:00").date())
    waiting = work.look(lambda r: list(r.nudges.everyone_due_later(work.clock())))
    assert len(waiting) == 2
    work.do(attention.look_again_at_all, work.world, waiting)
    assert work.attention(SARI).next_due_at == at("12:00", day=1)


def test_who_is_on_leave_for_long_is_looked_at_on_the_way(work: Workplace) -> None:
    work.activate(SARI)
    work.do(breaks.pause, work.world, work.ids[SARI], None)
    due_at = work.attention(SARI).next_due_at
    assert due_at is not None
    assert (due_at - work.clock()).days == 60


@pytest.mark.parametrize("who", [STRANGER, SARI])
def test_a_stranger_is_nobody(work: Workplace, who: int) -> None:
    assert work.do(enrol.who_is, who) is None


def _is_in(outcome: object) -> bool:
    return isinstance(outcome, Enrolled)
