"""A broadcast whose moment lies ahead can be given another moment, or be cancelled, until a copy leaves."""

from datetime import date, time
from typing import Any

import pytest

from bot.texts import texts_for
from bot.views.broadcast_running import running
from bot.views.notices import notice
from learning.broadcasts import Broadcast, Results, Standing, Timing
from learning.notices import NoticeKind, Told
from learning.usecases import broadcasting, deliver, drafting, rescheduling, steering
from learning.usecases.broadcasting import Confirmed
from learning.usecases.deliver import NoticeDelivery, Sending
from learning.usecases.drafting import check_of
from tests.learning.usecases.announcer import act, actor, broadcast, carry, copies, draft, results
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI

TODAY = date(2026, 11, 23)
AT_THREE: dict[str, Any] = {"timing": Timing.MOMENT, "on": TODAY, "at": time(15)}


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def reopen(office: Workplace, broadcast_id: int, by: int = BUDI) -> Broadcast | None:
    """Makes a draft again of what is scheduled."""
    return office.do(rescheduling.reopen, actor(office, by), broadcast_id)


def told(office: Workplace, clock: str, day: int = 0) -> list[Told]:
    """The notices that leave for Pak Budi at this time."""
    office.clock.now = at(clock, day=day)
    claimed = office.do(deliver.claim, office.world, limit=9)
    notices = [one for one in claimed if isinstance(one, NoticeDelivery)]
    for one in notices:
        office.settle(one, Sending.SENT, message_id=one.outbox_id)
    assert {one.person.name for one in notices} <= {"Budi Santoso"}
    return [one.told for one in notices]


def test_the_author_hears_in_working_hours_that_an_admin_cancelled_it(office: Workplace) -> None:
    scheduled = broadcast(office, "Rapat pukul tiga.", **AT_THREE).broadcast
    office.clock.now = at("06:00")
    office.do(broadcasting.stop, actor(office, RINA), scheduled.id)
    assert told(office, "06:01") == []
    (said,) = told(office, "09:30")
    assert (said.kind, said.by, said.was_cancelled) == (NoticeKind.BROADCAST_HELD_UP, "Rina Hartati", True)
    words = "Rina Hartati cancelled your broadcast “Rapat pukul tiga.”: nobody got it."
    assert notice(said, texts_for("en")).text == words


def test_of_several_changes_the_author_hears_once_what_is_true(office: Workplace) -> None:
    sent = broadcast(office, timing=Timing.NOW).broadcast
    office.settle(copies(office, 1)[0], Sending.SENT, message_id=1)
    done = (broadcasting.pause, broadcasting.resume, broadcasting.pause, broadcasting.stop)
    for minute, usecase in enumerate(done):
        office.clock.now = at(f"06:0{minute}", day=1)
        office.do(usecase, actor(office, RINA), sent.id)
    (said,) = told(office, "09:30", day=1)
    assert "stopped your broadcast" in notice(said, texts_for("en")).text
    assert told(office, "09:31", day=1) == []


def test_the_author_does_not_hear_of_what_goes_on_again_or_was_their_own_doing(office: Workplace) -> None:
    first, second = broadcast(office, **AT_THREE).broadcast, broadcast(office, **AT_THREE).broadcast
    office.clock.now = at("06:00")
    for usecase in (broadcasting.pause, broadcasting.resume):
        office.do(usecase, actor(office, RINA), first.id)
    office.do(broadcasting.stop, actor(office), second.id)
    assert told(office, "09:30") == []


@pytest.mark.parametrize("state", ["pause", "withdraw"])
def test_a_broadcast_that_an_admin_pauses_or_takes_back_is_told_so(office: Workplace, state: str) -> None:
    scheduled = broadcast(office, **AT_THREE).broadcast
    office.do(getattr(broadcasting, state), actor(office, RINA), scheduled.id)
    (said,) = told(office, "09:30")
    said_so = {"pause": "paused your broadcast", "withdraw": "took back your broadcast"}
    assert said_so[state] in notice(said, texts_for("en")).text
    found = results(office, scheduled.id)
    assert "Paused by itself" not in running(found, texts_for("en"), office.clock()).text


@pytest.mark.parametrize("timing", [Timing.MOMENT, Timing.AT])
def test_it_lies_ahead_until_its_moment(office: Workplace, timing: Timing) -> None:
    scheduled = broadcast(office, **{**AT_THREE, "timing": timing})
    assert scheduled.is_ahead(office.clock())
    office.clock.now = at("15:00")
    assert not results(office, scheduled.broadcast.id).is_ahead(office.clock())


def test_what_leaves_now_or_in_the_next_break_is_not_scheduled(office: Workplace) -> None:
    for timing in (Timing.NOW, Timing.NEXT_BREAK):
        assert not broadcast(office, timing=timing).is_ahead(office.clock())


def test_reopened_it_is_a_draft_with_everything_and_nothing_of_it_leaves(office: Workplace) -> None:
    before = broadcast(office, "Rapat pukul tiga.", **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    assert drafted == act(office, drafting.current)
    assert (drafted.content, drafted.selection, drafted.on, drafted.at) == (
        before.content,
        before.selection,
        TODAY,
        time(15),
    )
    office.clock.now = at("15:15")
    assert carry(office) == []
    assert act(office, broadcasting.mine, limit=9) == []


def test_confirmed_anew_it_reaches_everybody_once_at_its_new_time(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    author = actor(office)
    office.do(drafting.time_it, author, drafted.id, Timing.MOMENT, on=TODAY, at=time(15, 30))
    office.do(broadcasting.preview, office.world, author, drafted.id)
    assert isinstance(office.do(broadcasting.confirm, office.world, author, drafted.id), Confirmed)
    office.clock.now = at("15:15")
    assert carry(office) == []
    office.clock.now = at("15:30")
    assert len(carry(office)) == 3


def test_the_old_preview_does_not_send_what_was_reopened(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    assert check_of(drafted) != check_of(before)
    assert not isinstance(office.do(broadcasting.confirm, office.world, actor(office), drafted.id), Confirmed)


def test_another_draft_gives_way_to_it(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    other = draft(office, "Yang lain.")
    reopen(office, before.id)
    found = act(office, drafting.current)
    assert found is not None
    assert found.id == before.id
    assert office.look(lambda records: records.broadcasts.get(other.id)) is None


def test_once_a_copy_has_left_it_cannot_be_reopened(office: Workplace) -> None:
    sent = broadcast(office, **AT_THREE).broadcast
    office.clock.now = at("15:00")
    assert len(carry(office, limit=1)) == 1
    assert reopen(office, sent.id) is None
    assert results(office, sent.id).people[Standing.DELIVERED] == 1


def test_only_its_author_reopens_it_and_an_admin_may_cancel_it(office: Workplace) -> None:
    sent = broadcast(office, **AT_THREE).broadcast
    assert reopen(office, sent.id, by=RINA) is None
    assert reopen(office, sent.id, by=SARI) is None
    assert office.do(broadcasting.stop, actor(office, RINA), sent.id) == 3
    assert results(office, sent.id).people == {Standing.CANCELLED: 3}


def test_admins_see_what_everybody_has_under_way_until_nobody_waits(office: Workplace) -> None:
    ahead = broadcast(office, "Nanti.", **AT_THREE).broadcast
    running = broadcast(office, "Sekarang.").broadcast
    stopped = broadcast(office, "Batal.").broadcast
    office.do(broadcasting.stop, actor(office), stopped.id)
    assert under_way(office) == [running.id, ahead.id]
    assert under_way(office, limit=1, offset=1) == [ahead.id]
    carry(office)
    assert under_way(office) == [ahead.id]


def under_way(office: Workplace, limit: int = 9, offset: int = 0) -> list[int]:
    """The broadcasts that Bu Rina may steer."""
    found = office.do(steering.under_way, office.world, actor(office, RINA), limit=limit, offset=offset)
    return [one.about.broadcast.id for one in found if isinstance(one.about, Results)]
