"""Preview, confirmation and results of a broadcast: everybody of the audience is counted exactly once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.auditing import AuditSought
from learning.broadcasts import (
    Broadcast,
    BroadcastState,
    ContentKind,
    Held,
    Preview,
    Results,
    Standing,
    Timing,
)
from learning.people import Grant, Role
from learning.records import LeaveKind
from learning.rules.breaks import Leave
from learning.usecases import (
    amending,
    broadcasting,
    drafting,
    enrol,
    following_up,
    receiving,
    roster,
    watching,
)
from learning.usecases.broadcasting import Confirmed, Nobody
from learning.usecases.deliver import Sending
from tests.learning.usecases.announcer import actor, broadcast, carry, draft, results, standings
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT, entry

DELIVERED, NOT_ACTIVATED = Standing.DELIVERED, Standing.NOT_ACTIVATED


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def preview(office: Workplace, drafted: Broadcast, by: int = BUDI) -> Preview:
    """The preview of a draft."""
    found = office.do(broadcasting.preview, office.world, actor(office, by), drafted.id)
    assert isinstance(found, Preview), found
    return found


def confirm(office: Workplace, drafted: Broadcast, by: int = BUDI) -> Any:
    """What the tap on "send" gives."""
    return office.do(broadcasting.confirm, office.world, actor(office, by), drafted.id)


def steer(office: Workplace, usecase: Callable[..., Any], sent: Broadcast, *args: Any, by: int = BUDI) -> Any:
    """What a use case does to a broadcast that was sent."""
    return office.do(usecase, actor(office, by), sent.id, *args)


def open_it(office: Workplace, who: int, sent: Broadcast) -> None:
    """Taps the button under one's copy."""
    office.do(receiving.open_copy, office.world, office.person(who), sent.id)


def counted(found: Preview) -> int:
    """Everybody whom a preview counts."""
    groups = sum(group.people for group in found.groups)
    return groups + found.not_activated + found.blocked + found.never


def test_a_supervisor_addresses_the_own_unit_and_an_admin_everybody(office: Workplace) -> None:
    own = preview(office, draft(office))
    assert (own.size, own.not_activated) == (3, 0)
    everybody = preview(office, draft(office, by=RINA), by=RINA)
    assert (everybody.size, everybody.not_activated) == (4, 1)


def test_the_preview_says_when_and_why_not_earlier(office: Workplace) -> None:
    office.activate(BAYU)
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=2))
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    found = preview(office, draft(office, by=RINA, timing=Timing.AT, on=MONDAY, at=time(14)), by=RINA)
    assert [(one.local_on, one.local_at, one.people, one.held) for one in found.groups] == [
        (MONDAY, time(14), 3, None),
        (MONDAY + timedelta(days=3), time(8), 1, Held.AWAY),
    ]
    assert found.groups[0].time_zones == ("Asia/Jakarta", "Asia/Jayapura")


def test_whoever_is_away_for_longer_than_it_waits_is_counted_apart(office: Workplace) -> None:
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=20))
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    found = preview(office, draft(office))
    assert (found.never, counted(found)) == (1, 3)


def test_a_selection_without_anybody_says_so_and_sends_nothing(office: Workplace) -> None:
    drafted, budi = draft(office), actor(office)
    office.look(lambda records: drafting.select(records, budi, drafted.id, role=Role.CURATOR))
    assert isinstance(office.do(broadcasting.preview, office.world, budi, drafted.id), Nobody)
    assert isinstance(confirm(office, drafted), Nobody)
    assert office.outbox() == {}


def test_nothing_is_sent_that_no_preview_has_shown(office: Workplace) -> None:
    drafted = draft(office)
    assert isinstance(confirm(office, drafted), Preview)
    assert office.outbox() == {}
    assert isinstance(confirm(office, drafted), Confirmed)


def test_an_audience_that_shrank_since_the_preview_is_shown_again(office: Workplace) -> None:
    drafted = draft(office)
    assert preview(office, drafted).size == 3
    office.do(roster.deactivate, CAST[CITRA].employee_number, actor="test")
    again = confirm(office, drafted)
    assert isinstance(again, Preview)
    assert (again.size, again.has_changed) == (2, True)
    assert office.outbox() == {}
    sent = confirm(office, drafted)
    assert isinstance(sent, Confirmed)
    assert sum(sent.results.people.values()) == sent.results.broadcast.size == 2


def test_an_author_whose_role_has_ended_sends_nothing(office: Workplace) -> None:
    grant = Grant(role=Role.SUPERVISOR, unit=UNIT, starts_on=MONDAY, ends_on=MONDAY)
    office.do(roster.grant, CAST[CITRA].employee_number, grant, actor="test")
    drafted = draft(office, by=CITRA)
    assert preview(office, drafted, by=CITRA).size == 3
    office.clock.now = at("09:00", day=1)
    assert isinstance(confirm(office, drafted, by=CITRA), Nobody)
    assert office.outbox() == {}


def test_two_taps_on_send_make_one_broadcast(office: Workplace) -> None:
    drafted = draft(office)
    preview(office, drafted)
    first, second = confirm(office, drafted), confirm(office, drafted)
    assert (first.is_new, second.is_new) == (True, False)
    assert office.outbox() == {"queued": 3}
    assert second.results.people == first.results.people


def test_not_done_yet_leaves_out_who_has_done_it(office: Workplace) -> None:
    drafted, budi = draft(office, kind=ContentKind.COURSE, key=COURSE), actor(office)
    office.look(lambda records: drafting.select(records, budi, drafted.id, not_done=True))
    assert preview(office, drafted).size == 3


def test_another_supervisor_neither_sees_nor_steers_a_broadcast(office: Workplace) -> None:
    grant = Grant(role=Role.SUPERVISOR, unit=UNIT, starts_on=MONDAY)
    office.do(roster.grant, CAST[CITRA].employee_number, grant, actor="test")
    sent = broadcast(office).broadcast
    citra = actor(office, CITRA)
    assert office.do(broadcasting.look, office.world, citra, sent.id) is None
    assert steer(office, broadcasting.pause, sent, by=CITRA) is False
    assert steer(office, broadcasting.stop, sent, by=CITRA) is None
    assert steer(office, broadcasting.withdraw, sent, by=CITRA) is False
    assert steer(office, following_up.correct, sent, "Lain", by=CITRA) is None
    assert steer(office, broadcasting.again, sent, by=CITRA) is None
    assert office.do(following_up.remind, citra, sent.id) is None
    assert office.do(broadcasting.look, office.world, actor(office, RINA), sent.id) is not None


def test_pause_holds_resume_goes_on_and_each_counts_once(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    assert steer(office, broadcasting.pause, sent) is True
    assert steer(office, broadcasting.pause, sent) is False
    assert carry(office) == []
    assert steer(office, broadcasting.resume, sent) is True
    assert steer(office, broadcasting.resume, sent) is False
    assert len(carry(office)) == 3


def test_stop_cancels_what_waits_and_leaves_what_arrived(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, limit=1)
    assert steer(office, broadcasting.stop, sent) == 2
    assert steer(office, broadcasting.stop, sent) is None
    assert standings(office, sent.id) == {DELIVERED: 1, Standing.CANCELLED: 2}


def test_a_correction_is_for_whoever_has_it_and_whoever_gets_it(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office, limit=1)
    corrected = steer(office, following_up.correct, sent, "Rapat di lantai tiga.")
    assert corrected.content.text == "Rapat di lantai tiga."
    assert results(office, sent.id).to_change == 1
    assert [one.broadcast.content.text for one in carry(office)] == ["Rapat di lantai tiga."] * 2
    assert steer(office, following_up.correct, sent, "a" * 9999) is drafting.Flaw.TEXT_TOO_LONG


def test_what_was_taken_back_cannot_be_corrected_or_taken_back_again(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    assert steer(office, broadcasting.withdraw, sent) is True
    assert steer(office, broadcasting.withdraw, sent) is False
    assert steer(office, following_up.correct, sent, "Lain") is None
    assert results(office, sent.id).broadcast.state is BroadcastState.WITHDRAWN


def test_those_who_have_not_opened_it_are_reminded_once(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    open_it(office, SARI, sent)
    budi = actor(office)
    assert office.do(following_up.remind, budi, sent.id) == 2
    assert office.do(following_up.remind, budi, sent.id) is None
    assert results(office, sent.id).reminded == 2


def loses_citra(office: Workplace) -> None:
    """Citra moves to a unit that is not Pak Budi's."""
    moved = replace(CAST[CITRA], unit=EAST)
    office.do(roster.import_roster, office.world, [moved], actor="test")


def test_nobody_is_reminded_by_an_author_who_leads_them_no_more(office: Workplace) -> None:
    sent, budi = broadcast(office).broadcast, actor(office)
    carry(office)
    loses_citra(office)
    reach = office.look(lambda records: following_up.reach(records, budi, sent.id))
    assert reach == following_up.Reach(people=2, left_out=1)
    assert office.do(following_up.remind, budi, sent.id) == 2
    office.tick(at("12:00", day=1))
    assert {one.person.name.split()[0] for one in carry(office)} == {"Sari", "Rina"}


def test_an_admin_reminds_everybody(office: Workplace) -> None:
    sent, rina = broadcast(office).broadcast, actor(office, RINA)
    carry(office)
    loses_citra(office)
    assert office.do(following_up.remind, rina, sent.id) == 3


def test_where_nobody_is_left_to_remind_the_one_reminder_is_kept(office: Workplace) -> None:
    sent, budi = broadcast(office).broadcast, actor(office)
    carry(office)
    for who in (SARI, CITRA, RINA):
        open_it(office, who, sent)
    assert office.do(following_up.remind, budi, sent.id) is None
    assert results(office, sent.id).broadcast.reminded_at is None


def test_a_correction_does_not_reach_people_whom_its_author_leads_no_more(office: Workplace) -> None:
    sent, budi = broadcast(office).broadcast, actor(office)
    carry(office)
    assert office.look(lambda records: following_up.left_out(records, budi, sent.id)) == 0
    loses_citra(office)
    assert office.look(lambda records: following_up.left_out(records, budi, sent.id)) == 1
    steer(office, following_up.correct, sent, "Rapat di lantai tiga.")
    changed = office.look(lambda records: amending.next_amendments(records, office.world, limit=9))
    assert {one.person.name.split()[0] for one in changed} == {"Sari", "Rina"}
    steer(office, following_up.correct, sent, "Rapat di lantai empat.", by=RINA)
    changed = office.look(lambda records: amending.next_amendments(records, office.world, limit=9))
    assert len(changed) == 3


def test_who_is_led_no_more_and_has_nothing_yet_does_not_get_the_corrected_words(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    loses_citra(office)
    steer(office, following_up.correct, sent, "Rapat di lantai tiga.")
    assert {one.person.name.split()[0] for one in carry(office)} == {"Sari", "Rina"}
    assert standings(office, sent.id) == {DELIVERED: 2, Standing.CANCELLED: 1}


def test_what_was_sent_can_be_the_beginning_of_a_new_draft(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    again = steer(office, broadcasting.again, sent)
    assert again.state is BroadcastState.DRAFT
    assert again.id != sent.id
    assert (again.content, again.selection) == (sent.content, sent.selection)


def test_a_message_that_shows_something_else_is_not_kept_up_to_date(office: Workplace) -> None:
    sent, budi = broadcast(office).broadcast, actor(office)
    office.look(lambda records: broadcasting.watch(records, budi, sent.id, 77))
    office.look(lambda records: watching.look_away(records, budi, 76))
    assert results(office, sent.id).broadcast.view_message_id == 77
    rina = actor(office, RINA)
    assert office.look(lambda records: broadcasting.sent(records, rina, sent.id)) is not None
    office.look(lambda records: broadcasting.watch(records, rina, sent.id, 78))
    assert results(office, sent.id).broadcast.view_message_id == 77
    office.look(lambda records: watching.look_away(records, budi, 77))
    assert results(office, sent.id).broadcast.view_message_id is None


def test_everything_the_author_does_is_in_the_audit_log(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    for usecase in (broadcasting.pause, broadcasting.resume, broadcasting.withdraw):
        steer(office, usecase, sent)
    logged = office.look(lambda records: records.journal.log(AuditSought(), limit=50))
    entries = [line.entry for line in logged if line.entry.action.startswith("broadcast_")]
    assert [one.action for one in reversed(entries)] == [
        "broadcast_confirmed",
        "broadcast_paused",
        "broadcast_resumed",
        "broadcast_withdrawn",
    ]
    assert {one.actor for one in entries} == {"Budi Santoso"}
    assert not any("lantai" in one.detail for one in entries)


PEOPLE = tuple(range(2001, 2013))
SENDINGS = st.sampled_from(
    [Sending.SENT, Sending.SENT, Sending.UNCERTAIN, Sending.UNREACHABLE, Sending.REFUSED, Sending.NOT_SENT]
)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("carry"), SENDINGS),
        st.tuples(st.just("open"), st.sampled_from(PEOPLE)),
        st.tuples(st.sampled_from(["wait", "pause", "resume", "stop", "withdraw", "remind"]), st.none()),
        st.tuples(st.just("leave"), st.sampled_from(PEOPLE)),
    ),
    max_size=8,
)


@pytest.fixture
def big_office(office: Workplace) -> Workplace:
    """Twelve more people of both units, of whom every third has not joined and some are away."""
    for number, who in enumerate(PEOPLE):
        unit, zone = ((UNIT, "Asia/Jakarta"), (EAST, "Asia/Jayapura"))[number % 2]
        listed = entry(f"2000010120200110{number:02}", f"Orang {number}", unit=unit, zone=zone)
        office.do(roster.import_roster, office.world, [listed], actor="test")
        office.ids[who] = _id_of(office, listed.employee_number)
        if number % 3:
            office.activate(who)
    for who in PEOPLE[1::5]:
        leave = Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=who % 9))
        _goes_away(office, who, leave)
    office.do(enrol.unreachable, PEOPLE[4])
    return office


def happen(office: Workplace, sent: Broadcast, event: tuple[str, Any]) -> None:
    """Lets one thing happen to a broadcast."""
    name, given = event
    if name == "carry":
        carry(office, given, limit=3)
    elif name == "open":
        open_it(office, given, sent)
    elif name == "wait":
        office.tick(office.clock.now + timedelta(hours=5))
    elif name == "remind":
        office.do(following_up.remind, actor(office, RINA), sent.id)
    elif name == "leave":
        office.do(enrol.unreachable, given)
    else:
        steer(office, getattr(broadcasting, name), sent, by=RINA)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    timing=st.sampled_from([Timing.NOW, Timing.NEXT_BREAK]),
    keeps=st.sampled_from(drafting.KEEPS_DAYS),
    urgent=st.booleans(),
    events=EVENTS,
)
def test_the_sums_equal_the_audience_whatever_happens(
    big_office: Workplace, timing: Timing, keeps: int, urgent: bool, events: list[tuple[str, Any]]
) -> None:
    rina, drafted = actor(big_office, RINA), draft(big_office, by=RINA, timing=timing)
    big_office.look(lambda records: drafting.keep_for(records, rina, drafted.id, keeps))
    if urgent:
        big_office.look(lambda records: drafting.make_urgent(records, rina, drafted.id, "Penting"))
    shown = preview(big_office, drafted, by=RINA)
    assert counted(shown) == shown.size
    confirmed = confirm(big_office, drafted, by=RINA)
    assert isinstance(confirmed, Confirmed)
    sent = confirmed.results.broadcast
    assert _sum(confirmed.results) == shown.size == sent.size
    for event in events:
        happen(big_office, sent, event)
        assert _sum(results(big_office, sent.id, RINA)) == sent.size
    people = [one for standing in Standing for one in _people_in(big_office, sent, standing)]
    assert len(people) == len(set(people)) == sent.size


def _id_of(office: Workplace, number: str) -> int:
    person = office.look(lambda records: records.people.by_number(number))
    assert person is not None
    return person.id


def _goes_away(office: Workplace, who: int, leave: Leave) -> None:
    office.look(lambda records: records.people.add_leave(office.ids[who], leave, LeaveKind.LEAVE))


def _people_in(office: Workplace, sent: Broadcast, standing: Standing) -> list[int]:
    found = office.look(
        lambda r: r.reception.recipients(sent, (), standing, now=office.clock(), limit=99, offset=0)
    )
    return [one.person_id for one in found]


def _sum(found: Results) -> int:
    return sum(found.people.values())
