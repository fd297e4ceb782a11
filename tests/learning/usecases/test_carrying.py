"""A broadcast reaches each person once, in their time and budget; what holds it is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.broadcasts import BroadcastState, ContentKind, Held, Media, MediaKind, Preview, Standing, Timing
from learning.people import Grant, Role
from learning.records import LeaveKind, RosterEntry
from learning.rules.breaks import Leave
from learning.usecases import (
    addressing,
    amending,
    broadcasting,
    deliver,
    drafting,
    enrol,
    following_up,
    receiving,
    roster,
    watching,
)
from learning.usecases.deliver import TRIES, AnyDelivery, Sending
from tests.learning.usecases.announcer import act, actor, broadcast, carry, copies, draft, results, standings
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BAYU, BUDI, CAST, CITRA, RINA, SARI, entry

WAITING, HELD, DELIVERED = Standing.WAITING, Standing.HELD, Standing.DELIVERED


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def names(deliveries: Sequence[AnyDelivery]) -> set[str]:
    """To whom these go, by first name."""
    return {delivery.person.name.split()[0] for delivery in deliveries}


def test_now_means_now_for_everybody_at_work(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    assert names(carry(office)) == {"Sari", "Citra", "Rina"}
    assert standings(office, sent.id) == {DELIVERED: 3}
    assert carry(office) == []


def test_the_next_break_is_each_ones_own(office: Workplace) -> None:
    sent = broadcast(office, timing=Timing.NEXT_BREAK).broadcast
    assert copies(office) == []
    assert standings(office, sent.id) == {WAITING: 3}
    office.clock.now = at("12:00")
    assert len(carry(office)) == 3


def test_a_broadcast_takes_the_place_of_the_days_lesson(office: Workplace) -> None:
    broadcast(office, timing=Timing.NEXT_BREAK)
    office.tick(at("12:00"))
    assert office.outbox() == {"queued": 4}
    lesson, *broadcasts = office.do(deliver.claim, office.world, limit=100)
    assert lesson.person.name == "Budi Santoso"
    assert names(broadcasts) == {"Sari", "Citra", "Rina"}
    for one in (lesson, *broadcasts):
        office.settle(one, Sending.SENT, message_id=one.outbox_id)
    assert len(office.bring(at("12:00", day=1))) == 4


def test_after_the_days_lesson_a_broadcast_for_the_break_waits_for_tomorrow(office: Workplace) -> None:
    office.bring(at("12:00"))
    office.clock.now = at("12:10")
    sent = broadcast(office, timing=Timing.NEXT_BREAK).broadcast
    assert copies(office) == []
    assert standings(office, sent.id) == {HELD: 3}
    (first, *_) = office.look(
        lambda r: r.reception.recipients(sent, (), HELD, now=office.clock(), limit=1, offset=0)
    )
    assert (first.reason, first.at) == (Held.BUDGET, at("12:00", day=1))
    office.tick(at("12:00", day=1))
    assert len(carry(office)) == 3


def test_three_supervisors_on_one_day_reach_a_person_no_more_than_the_budget_allows(
    office: Workplace,
) -> None:
    numbers = [CAST[who].employee_number for who in (CITRA, RINA)]
    for number in numbers:
        grant = Grant(role=Role.SUPERVISOR, unit=CAST[SARI].unit, starts_on=date(2026, 1, 1))
        office.do(roster.grant, number, grant, actor="test")
    first, second, third = (broadcast(office, by=who).broadcast for who in (BUDI, CITRA, RINA))
    for _ in range(5):
        carry(office, limit=2)
    to_sari = office.look(
        lambda r: [
            standing
            for sent in (first, second, third)
            for standing in Standing
            for one in r.reception.recipients(sent, (), standing, now=office.clock(), limit=9, offset=0)
            if one.person_id == office.ids[SARI]
        ]
    )
    assert to_sari == [DELIVERED, DELIVERED, HELD]
    office.clock.now = at("09:00", day=1)
    assert "Sari" in names(carry(office))
    assert standings(office, third.id, RINA) == {DELIVERED: 3, Standing.NOT_ACTIVATED: 1}


def test_on_leave_it_waits_until_the_person_is_back(office: Workplace) -> None:
    leave = Leave(starts_on=at("09:00").date(), ends_on=at("09:00", day=1).date())
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    sent = broadcast(office).broadcast
    assert names(carry(office)) == {"Citra", "Rina"}
    assert standings(office, sent.id) == {DELIVERED: 2, HELD: 1}
    office.clock.now = at("08:00", day=2)
    assert names(carry(office)) == {"Sari"}


def test_leave_that_begins_after_the_confirmation_holds_too(office: Workplace) -> None:
    sent = broadcast(office, timing=Timing.NEXT_BREAK).broadcast
    leave = Leave(starts_on=at("09:00").date(), ends_on=at("09:00").date())
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    office.clock.now = at("12:00")
    assert names(carry(office)) == {"Citra", "Rina"}
    assert standings(office, sent.id)[HELD] == 1


def test_nobody_is_written_to_outside_working_hours(office: Workplace) -> None:
    office.clock.now = at("17:30")
    sent = broadcast(office).broadcast
    assert carry(office) == []
    assert standings(office, sent.id) == {HELD: 3}
    office.clock.now = at("08:00", day=1)
    assert len(carry(office)) == 3


def test_an_urgent_one_leaves_budget_and_windows_but_never_into_the_night(office: Workplace) -> None:
    leave = Leave(starts_on=at("09:00").date(), ends_on=None)
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    office.clock.now = at("20:30")
    drafted = draft(office, by=RINA)
    admin = actor(office, RINA)
    office.look(lambda records: drafting.make_urgent(records, admin, drafted.id, "Gedung tutup besok"))
    office.do(broadcasting.preview, office.world, admin, drafted.id)
    office.do(broadcasting.confirm, office.world, admin, drafted.id)
    assert carry(office) == []
    office.clock.now = at("06:00", day=1)
    assert names(carry(office)) == {"Sari", "Citra", "Budi"}


def test_only_admins_may_call_something_urgent(office: Workplace) -> None:
    drafted = draft(office)
    refused = act(office, drafting.make_urgent, drafted.id, "penting")
    assert refused is drafting.Flaw.NOT_YOURS


def test_a_time_on_each_clock_and_one_moment_for_all_differ(office: Workplace) -> None:
    office.activate(BAYU)
    monday = at("09:00").date()
    each = draft(office, by=RINA, timing=Timing.AT, on=monday, at=time(14))
    plan = office.do(addressing.plan, office.world, actor(office, RINA), each)
    moments = {one.time_zone: slot.at for one, slot in plan if slot}
    assert moments["Asia/Jayapura"] == at("14:00", zone="Asia/Jayapura")
    assert moments["Asia/Jakarta"] == at("14:00")
    together = draft(office, by=RINA, timing=Timing.MOMENT, on=monday, at=time(11))
    plan = office.do(addressing.plan, office.world, actor(office, RINA), together)
    assert {slot.at for _, slot in plan if slot} == {at("11:00")}


def test_whoever_joins_before_the_deadline_gets_it_then(work: Workplace) -> None:
    for who in (SARI, BUDI):
        work.activate(who)
    work.clock.now = at("09:00")
    sent = broadcast(work).broadcast
    assert standings(work, sent.id) == {WAITING: 1, Standing.NOT_ACTIVATED: 2}
    carry(work)
    work.activate(CITRA)
    assert names(carry(work)) == {"Citra"}
    work.clock.now = at("09:00", day=20)
    work.activate(RINA)
    assert carry(work) == []
    assert standings(work, sent.id) == {DELIVERED: 2, Standing.EXPIRED: 1}


def test_whoever_blocked_sela_gets_it_when_they_come_back(office: Workplace) -> None:
    office.do(enrol.unreachable, SARI)
    sent = broadcast(office).broadcast
    carry(office)
    assert standings(office, sent.id) == {DELIVERED: 2, Standing.BLOCKED: 1}
    office.do(enrol.reachable_again, office.world, office.ids[SARI])
    assert names(carry(office)) == {"Sari"}


def test_a_block_found_while_sending_is_said(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, Sending.UNREACHABLE, limit=1)
    assert standings(office, sent.id)[Standing.BLOCKED] == 1


def test_whoever_left_gets_nothing_more(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    office.do(roster.deactivate, CAST[SARI].employee_number, actor="test")
    assert names(carry(office)) == {"Citra", "Rina"}
    assert standings(office, sent.id) == {DELIVERED: 2, Standing.CANCELLED: 1}


def test_what_was_claimed_at_a_crash_leaves_once_more_and_says_so(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    (taken, _) = copies(office, limit=2)
    office.do(deliver.recover)
    again = carry(office)
    assert len(again) == 3
    assert {one.maybe_twice for one in again if one.outbox_id == taken.outbox_id} == {True}
    assert results(office, sent.id).maybe_twice == 2
    assert standings(office, sent.id) == {DELIVERED: 3}


def test_a_second_crash_leaves_it_uncertain(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    for _ in range(2):
        copies(office, limit=1)
        office.do(deliver.recover)
    assert standings(office, sent.id) == {Standing.UNCERTAIN: 1, WAITING: 2}


def test_what_timed_out_after_it_left_is_not_sent_again(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, Sending.UNCERTAIN)
    office.clock.turn(hours=1)
    assert carry(office) == []
    assert standings(office, sent.id) == {Standing.UNCERTAIN: 3}


def test_a_copy_that_never_leaves_fails_alone(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    (poison,) = copies(office, limit=1)
    for _ in range(TRIES):
        office.settle(poison, Sending.NOT_SENT, reason="500")
        office.clock.turn(minutes=1)
        for one in copies(office):
            if one.outbox_id == poison.outbox_id:
                poison = one
            else:
                office.settle(one, Sending.SENT, message_id=one.outbox_id)
    assert standings(office, sent.id) == {DELIVERED: 2, Standing.FAILED: 1}


def test_broadcasts_take_turns(office: Workplace) -> None:
    grant = Grant(role=Role.SUPERVISOR, unit=CAST[SARI].unit, starts_on=date(2026, 1, 1))
    office.do(roster.grant, CAST[CITRA].employee_number, grant, actor="test")
    broadcast(office)
    carry(office, limit=1)
    broadcast(office, by=CITRA)
    turns = [copies(office, limit=1)[0].broadcast.author for _ in range(4)]
    assert turns[0] != turns[1]
    assert turns[2] != turns[3]


LIMITS = st.lists(st.integers(1, 3), max_size=6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent_before=st.lists(LIMITS, min_size=2, max_size=5), at_a_time=st.integers(1, 4))
def test_of_all_that_waits_for_one_person_the_oldest_leaves_first_whichever_broadcast_has_its_turn(
    office: Workplace, sent_before: list[list[int]], at_a_time: int
) -> None:
    office.clock.turn(days=7 - office.clock.now.weekday())
    office.do(enrol.unreachable, SARI)
    sent = []
    for limits in sent_before:
        sent.append(broadcast(office).broadcast.id)
        for limit in limits:
            carry(office, limit=limit)
    office.do(enrol.reachable_again, office.world, office.ids[SARI])
    to_sari = []
    for _ in sent:
        for _ in range(3 * len(sent)):
            copies_now = carry(office, limit=at_a_time)
            to_sari += [one.broadcast.id for one in copies_now if one.person.id == office.ids[SARI]]
        office.clock.turn(days=1)
    for broadcast_id in sent:
        office.do(broadcasting.stop, actor(office), broadcast_id)
    assert to_sari == sorted(to_sari)


def test_a_pause_holds_what_waits_and_a_stop_ends_it(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, limit=1)
    assert office.do(broadcasting.pause, actor(office), sent.id)
    assert carry(office) == []
    assert not office.do(broadcasting.pause, actor(office), sent.id)
    assert office.do(broadcasting.resume, actor(office), sent.id)
    carry(office, limit=1)
    assert office.do(broadcasting.stop, actor(office), sent.id) == 1
    assert carry(office) == []
    assert standings(office, sent.id) == {DELIVERED: 2, Standing.CANCELLED: 1}


def test_what_is_over_its_deadline_expires_with_the_reason(office: Workplace) -> None:
    drafted = draft(office)
    act(office, drafting.keep_for, drafted.id, 1)
    leave = Leave(starts_on=at("09:00").date(), ends_on=None)
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    office.do(broadcasting.confirm, office.world, actor(office), drafted.id)
    carry(office)
    office.clock.now = at("09:01", day=1)
    office.do(deliver.expire_late)
    assert standings(office, drafted.id) == {DELIVERED: 2, Standing.EXPIRED: 1}
    sent = results(office, drafted.id).broadcast
    (gone,) = office.look(
        lambda r: r.reception.recipients(sent, (), Standing.EXPIRED, now=office.clock(), limit=9, offset=0)
    )
    assert gone.reason == Held.AWAY


def test_opening_says_read_and_a_reminder_goes_only_to_the_others(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    sari = office.person(SARI)
    assert office.do(receiving.open_copy, office.world, sari, sent.id).is_new  # type: ignore[union-attr]
    assert not office.do(receiving.open_copy, office.world, sari, sent.id).is_new  # type: ignore[union-attr]
    assert standings(office, sent.id) == {Standing.OPENED: 1, DELIVERED: 2}
    assert office.do(following_up.remind, actor(office), sent.id) == 2
    assert office.do(following_up.remind, actor(office), sent.id) is None
    assert copies(office) == []
    office.tick(at("12:00", day=1))
    reminders = carry(office)
    assert names(reminders) == {"Citra", "Rina"}
    assert all(one.is_reminder and one.replaces_message_id for one in reminders)
    office.do(following_up.correct, actor(office), sent.id, "Rapat di lantai tiga.")
    changed = office.look(lambda r: amending.next_amendments(r, office.world, limit=9))
    reminded = {one.message_id for one in changed if one.person.name != "Sari Dewi"}
    assert reminded == {1000 * sent.id + number for number in range(2)}
    assert len(changed) == 3
    assert sum(results(office, sent.id).people.values()) == 3


def test_later_brings_it_back_once_in_the_next_break(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    sari = office.person(SARI)
    put_off = office.do(receiving.snooze, office.world, sari, sent.id)
    assert put_off is not None
    assert put_off.returns_at == at("12:00")
    assert standings(office, sent.id) == {HELD: 1, DELIVERED: 2}
    office.clock.now = at("12:00")
    (back,) = carry(office)
    assert back.person.name == "Sari Dewi"
    assert back.replaces_message_id
    again = office.do(receiving.snooze, office.world, sari, sent.id)
    assert again is not None
    assert again.returns_at is None


def test_what_was_put_off_comes_back_though_its_own_time_is_over_by_then(office: Workplace) -> None:
    drafted = draft(office)
    act(office, drafting.keep_for, drafted.id, 1)
    office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    office.do(broadcasting.confirm, office.world, actor(office), drafted.id)
    assert len(carry(office)) == 3
    office.clock.now = at("13:30")
    put_off = office.do(receiving.snooze, office.world, office.person(SARI), drafted.id)
    assert put_off is not None
    assert put_off.returns_at == at("12:00", day=1)
    office.clock.now = at("12:00", day=1)
    office.do(deliver.expire_late)
    (back,) = carry(office)
    assert back.person.name == "Sari Dewi"


def test_of_a_stopped_broadcast_nothing_comes_back_and_the_copy_stays(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    assert office.do(broadcasting.stop, actor(office), sent.id) == 0
    put_off = office.do(receiving.snooze, office.world, office.person(SARI), sent.id)
    assert put_off is not None
    assert put_off.returns_at is None
    assert standings(office, sent.id) == {DELIVERED: 3}


def test_a_correction_changes_the_copies_that_arrived_and_those_to_come(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, limit=1)
    corrected = office.do(following_up.correct, actor(office), sent.id, "Rapat di lantai tiga.")
    assert corrected is not None
    (amendment,) = office.look(lambda r: amending.next_amendments(r, office.world, limit=9))
    assert amendment.broadcast.content.text == "Rapat di lantai tiga."
    assert results(office, sent.id).to_change == 1
    office.look(lambda r: amending.amended(r, amendment, failed=False))
    assert {one.broadcast.content.text for one in carry(office)} == {"Rapat di lantai tiga."}
    assert office.look(lambda r: amending.next_amendments(r, office.world, limit=9)) == []


def test_taking_back_cancels_what_waits_and_deletes_what_arrived(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, limit=1)
    assert office.do(broadcasting.withdraw, actor(office), sent.id)
    assert carry(office) == []
    (amendment,) = office.look(lambda r: amending.next_amendments(r, office.world, limit=9))
    assert amendment.takes_back
    office.look(lambda r: amending.amended(r, amendment, failed=True))
    assert results(office, sent.id).unchanged == 1
    assert office.do(receiving.open_copy, office.world, amendment.person, sent.id) is None


def test_a_lesson_counts_as_completed_when_it_was_done_after_the_broadcast(office: Workplace) -> None:
    key = next(iter(office.world.catalogue.minutes))
    office.study(RINA, key)
    office.clock.turn(minutes=5)
    sent = broadcast(office, kind=ContentKind.LESSON, key=key).broadcast
    office.study(CITRA, key)
    assert names(carry(office)) == {"Sari", "Rina"}
    assert standings(office, sent.id) == {Standing.COMPLETED: 1, DELIVERED: 2}


def test_not_done_yet_leaves_out_whoever_did_it(office: Workplace) -> None:
    key = next(iter(office.world.catalogue.minutes))
    office.study(SARI, key)
    drafted = draft(office, kind=ContentKind.LESSON, key=key)
    act(office, drafting.select, drafted.id, not_done=True)
    preview = office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    assert isinstance(preview, Preview)
    assert preview.size == 2


def test_a_lesson_retired_before_delivery_is_not_sent(office: Workplace) -> None:
    key = next(iter(office.world.catalogue.minutes))
    sent = broadcast(office, kind=ContentKind.LESSON, key=key).broadcast
    taught = office.world.catalogue
    others = {place: lesson for place, lesson in taught.lessons.items() if lesson.key != key}
    office.world = replace(office.world, catalogue=replace(taught, lessons=others))
    assert carry(office) == []
    assert standings(office, sent.id) == {Standing.CANCELLED: 3}


def test_a_picture_goes_by_its_file_id(office: Workplace) -> None:
    drafted = draft(office)
    picture = Media(kind=MediaKind.PICTURE, file_id="AgAC-1")
    kept = act(office, drafting.attach, drafted.id, picture, "Denah baru")
    assert not isinstance(kept, drafting.Flaw)
    office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    office.do(broadcasting.confirm, office.world, actor(office), drafted.id)
    assert {one.broadcast.content.media for one in carry(office)} == {picture}


def test_too_many_failures_rest_the_broadcast_and_going_on_tries_them_again(office: Workplace) -> None:
    numbers = [f"1990{month:02}{day:02}2015041001" for month in range(1, 4) for day in range(10, 15)]
    office.do(roster.import_roster, office.world, [_clerk(number) for number in numbers], actor="test")
    for place, number in enumerate(numbers):
        found = office.look(lambda r, number=number: r.people.by_number(number))  # type: ignore[misc]
        token = office.do(enrol.issue_link, found.id, link_days=14)
        office.do(enrol.redeem, token, 5000 + place)
        office.do(enrol.acknowledge, found.id)
        office.do(enrol.finish, office.world, found.id)
    sent = broadcast(office).broadcast
    for one in copies(office, limit=10):
        office.settle(one, Sending.REFUSED, reason="Bad Request: something new")
    paused = results(office, sent.id)
    assert paused.broadcast.state is BroadcastState.PAUSED
    assert paused.people[Standing.FAILED] == 10
    assert carry(office) == []
    office.do(broadcasting.resume, actor(office), sent.id)
    carry(office)
    assert standings(office, sent.id) == {DELIVERED: 18}


def _clerk(number: str) -> RosterEntry:
    return entry(number, f"Pegawai {number[4:8]}")


def test_after_six_hours_without_a_network_nothing_floods_in(office: Workplace) -> None:
    sent = broadcast(office, timing=Timing.NEXT_BREAK).broadcast
    office.clock.now = at("12:00")
    carry(office, Sending.NO_CONNECTION)
    office.clock.now = at("18:00")
    office.do(deliver.expire_late)
    assert carry(office) == []
    assert standings(office, sent.id) == {WAITING: 3}
    office.clock.now = at("12:00", day=1)
    assert len(carry(office)) == 3


def test_moments_are_utc(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    assert sent.confirmed_at == datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert sent.ends_at is not None
    assert sent.ends_at - sent.confirmed_at == timedelta(days=14)


def test_its_author_sees_a_broadcast_move_however_short_it_is(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    act(office, broadcasting.watch, sent.id, 77)
    before, shown = office.do(watching.watched, office.world, {})
    assert [one.message_id for one in shown] == [77]
    assert office.do(watching.watched, office.world, before) == (before, [])
    carry(office)
    after, shown = office.do(watching.watched, office.world, before)
    assert shown[0].results.people[DELIVERED] == 3
    office.do(receiving.open_copy, office.world, office.person(SARI), sent.id)
    _, shown = office.do(watching.watched, office.world, after)
    assert shown[0].results.people[Standing.OPENED] == 1


def test_a_broadcast_at_work_is_the_days_nudge_and_no_lesson_follows_it(office: Workplace) -> None:
    broadcast(office)
    carry(office)
    office.tick(at("12:00"))
    assert [one.person.name for one in office.send()] == ["Budi Santoso"]
    assert len(office.bring(at("12:00", day=1))) == 4


def test_what_is_urgent_is_not_put_off(office: Workplace) -> None:
    drafted, admin = draft(office, by=RINA), actor(office, RINA)
    office.look(lambda records: drafting.make_urgent(records, admin, drafted.id, "Gedung tutup"))
    office.do(broadcasting.preview, office.world, admin, drafted.id)
    office.do(broadcasting.confirm, office.world, admin, drafted.id)
    carry(office)
    put_off = office.do(receiving.snooze, office.world, office.person(SARI), drafted.id)
    assert put_off == receiving.PutOffCopy(returns_at=None)
    assert standings(office, drafted.id, RINA) == {DELIVERED: 3, Standing.NOT_ACTIVATED: 1}


def expired(office: Workplace, broadcast_id: int) -> list[str]:
    """Why copies did not leave in time, each reason once for a person."""
    office.do(deliver.expire_late)
    sent = results(office, broadcast_id).broadcast
    people = office.look(
        lambda r: r.reception.recipients(sent, (), Standing.EXPIRED, now=office.clock(), limit=9, offset=0)
    )
    return [one.reason for one in people]


def test_what_expired_without_a_network_keeps_that_as_its_reason(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    for one in copies(office):
        office.settle(one, Sending.NO_CONNECTION, reason="NotSent")
    office.clock.turn(days=14)
    assert expired(office, sent.id) == ["NotSent"] * 3


def test_what_expired_while_its_broadcast_rested_says_that_its_time_was_over(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    office.do(broadcasting.pause, actor(office), sent.id)
    office.clock.turn(days=14)
    assert expired(office, sent.id) == ["over"] * 3
