"""A weekly broadcast comes on its day, once, by what its author may do then."""

from datetime import datetime, time, timedelta

import pytest

from learning.broadcasts import ContentKind, Series, SeriesState, Timing
from learning.notices import NoticeKind
from learning.usecases import drafting, roster, series
from tests.learning.usecases.announcer import act, actor, carry, draft
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CAST, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is the Sunday after."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = moment("12:00", day=-1)
    return work


def moment(clock: str, *, day: int = 0) -> datetime:
    """This time so many days after Monday, 30 November 2026."""
    return at(clock, day=day + 7)


def weekly(office: Workplace, *, kind: ContentKind = ContentKind.COURSE, **more: object) -> Series:
    """Every Monday the lesson of the week."""
    drafted = draft(office, kind=kind, key=COURSE if kind is ContentKind.COURSE else "")
    begun = office.do(series.begin, office.world, actor(office), drafted.id, 1, **more)
    assert isinstance(begun, Series)
    return begun


def run(office: Workplace, clock: str = "00:05", day: int = 0) -> int:
    """What a tick at this time sends."""
    office.clock.now = moment(clock, day=day)
    return office.do(series.run_due, office.world)


def stands(office: Workplace, series_id: int) -> Series:
    """The series as it is now."""
    found = office.look(lambda records: records.broadcasts.series(series_id))
    assert found is not None
    return found


def test_a_course_brings_its_next_lesson_each_week_once(office: Workplace) -> None:
    weekly(office)
    assert run(office) == 1
    assert run(office, "09:00") == 0
    office.clock.now = moment("12:00")
    first = {one.broadcast.content.key for one in carry(office)}
    assert run(office, day=1) == 0
    assert run(office, day=7) == 1
    office.clock.now = moment("12:00", day=7)
    second = {one.broadcast.content.key for one in carry(office)}
    keys = office.world.catalogue.lesson_keys[COURSE]
    assert (first, second) == ({keys[0]}, {keys[1]})


def test_it_ends_with_the_last_lesson_and_its_author_hears(office: Workplace) -> None:
    begun = weekly(office)
    weeks = len(office.world.catalogue.lesson_keys[COURSE])
    assert [run(office, day=7 * week) for week in range(weeks + 1)] == [1] * weeks + [0]
    assert stands(office, begun.id).state is SeriesState.ENDED
    assert notices(office) == {(NoticeKind.SERIES_ENDED, BUDI)}


def notices(office: Workplace) -> set[tuple[NoticeKind, int]]:
    """Which notices about series wait for whom."""
    by_id = {person: who for who, person in office.ids.items()}
    later = office.clock() + timedelta(days=3)
    claimed = office.look(lambda records: records.outbox.claim(later, 1000))
    return {(one.notice.kind, by_id[one.person_id]) for one in claimed if one.notice is not None}


def test_at_a_time_it_comes_at_that_time_on_each_clock(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT, at=time(14))
    assert begun.timing is Timing.AT
    run(office)
    office.clock.now = moment("13:59")
    assert carry(office) == []
    office.clock.now = moment("14:00")
    assert len(carry(office)) == 3


def test_it_rests_when_its_author_leads_nobody_any_more_and_another_takes_it_over(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    office.do(roster.deactivate, CAST[BUDI].employee_number, actor="test")
    assert run(office) == 0
    assert stands(office, begun.id).state is SeriesState.RESTING
    assert office.do(series.take_over, actor(office, SARI), begun.id) is None
    taken = office.do(series.take_over, actor(office, RINA), begun.id)
    assert taken is not None
    assert run(office, "09:00") == 1
    office.clock.now = moment("12:00")
    assert {one.person.name for one in carry(office)} == {"Sari Dewi", "Citra Lestari"}


def test_whoever_could_take_it_over_is_told(office: Workplace) -> None:
    weekly(office, kind=ContentKind.TEXT)
    office.do(roster.deactivate, CAST[BUDI].employee_number, actor="test")
    run(office)
    assert notices(office) == {(NoticeKind.SERIES_RESTS, RINA)}


def test_moved_to_another_day_it_comes_then_and_ended_never(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    office.do(series.change, actor(office), begun.id, weekday=2, at=None)
    assert run(office) == 0
    assert run(office, day=1) == 1
    assert office.do(series.end, actor(office), begun.id) is not None
    assert run(office, day=8) == 0
    assert act(office, series.listed) == []


def test_another_supervisor_may_not_touch_it(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    assert office.do(series.end, actor(office, SARI), begun.id) is None
    assert office.do(series.change, actor(office, SARI), begun.id, weekday=3, at=None) is None


def test_what_is_gone_is_not_begun(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.LESSON, key="tidak/ada")
    refused = office.do(series.begin, office.world, actor(office), drafted.id, 1)
    assert refused is drafting.Flaw.GONE
