"""A weekly broadcast comes on its day, once, by what its author may do then."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from learning.broadcasts import Broadcast, ContentKind, Series, SeriesState, Timing
from learning.notices import NoticeKind
from learning.usecases import broadcasting, drafting, recurring, roster, series, steering
from learning.usecases.broadcasting import Flawed
from learning.usecases.drafting import Flaw
from learning.usecases.series import Begun, SeriesPreview
from tests.learning.usecases.announcer import act, actor, carry, draft
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT


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


def weekly(office: Workplace, *, kind: ContentKind = ContentKind.COURSE, **more: Any) -> Series:
    """Every Monday the lesson of the week."""
    drafted = draft(office, kind=kind, key=COURSE if kind is ContentKind.COURSE else "")
    return begin(office, drafted, **more)


def begin(
    office: Workplace, drafted: Broadcast, *, by: int = BUDI, weekday: int = 1, **more: object
) -> Series:
    """Looks at the preview of a draft that shall come each week, and begins it."""
    author = actor(office, by)
    shown = office.do(series.preview, office.world, author, drafted.id, weekday, **more)
    assert isinstance(shown, SeriesPreview), shown
    begun = office.do(series.begin, office.world, author, drafted.id, weekday, check=shown.check, **more)
    assert isinstance(begun, Begun)
    return begun.series


def run(office: Workplace, clock: str = "00:05", day: int = 0) -> int:
    """What a tick at this time sends."""
    office.clock.now = moment(clock, day=day)
    return office.do(recurring.run_due, office.world)


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
    assert office.do(series.take_over, office.world, actor(office, SARI), begun.id) is None
    taken = office.do(series.take_over, office.world, actor(office, RINA), begun.id)
    assert taken is not None
    assert series.next_on(office.world, taken, now=office.clock()) == date(2026, 12, 7)
    assert [run(office, "09:00"), run(office, day=7)] == [0, 1]
    office.clock.now = moment("12:00", day=7)
    assert {one.person.name for one in carry(office)} == {"Sari Dewi", "Citra Lestari"}


def test_whoever_could_take_it_over_is_told(office: Workplace) -> None:
    weekly(office, kind=ContentKind.TEXT)
    office.do(roster.deactivate, CAST[BUDI].employee_number, actor="test")
    run(office)
    assert notices(office) == {(NoticeKind.SERIES_RESTS, RINA)}


def test_moved_to_another_day_it_comes_then_and_ended_never(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    office.do(series.change, office.world, actor(office), begun.id, weekday=2, at=None)
    assert run(office) == 0
    assert run(office, day=1) == 1
    assert office.do(series.end, actor(office), begun.id) is not None
    assert run(office, day=8) == 0
    assert act(office, series.listed) == []


def test_another_supervisor_may_not_touch_it(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    assert office.do(series.end, actor(office, SARI), begun.id) is None
    assert office.do(series.change, office.world, actor(office, SARI), begun.id, weekday=3, at=None) is None


def test_what_is_gone_is_not_begun(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.LESSON, key="tidak/ada")
    refused = office.do(series.preview, office.world, actor(office), drafted.id, 1)
    assert isinstance(refused, Flawed)
    assert refused.flaw is Flaw.GONE


def test_the_preview_names_the_first_date_and_counts_whom_it_would_reach(office: Workplace) -> None:
    drafted = draft(office, timing=Timing.NEXT_BREAK)
    shown = office.do(series.preview, office.world, actor(office), drafted.id, 3)
    assert isinstance(shown, SeriesPreview)
    assert shown.first_on == date(2026, 12, 2)
    assert (shown.preview.size, shown.preview.not_activated) == (3, 0)
    assert {group.local_on for group in shown.preview.groups} == {date(2026, 12, 2)}


def test_on_the_day_it_is_begun_or_moved_to_nothing_comes(office: Workplace) -> None:
    office.clock.now = moment("09:00")
    begun = weekly(office, kind=ContentKind.TEXT)
    assert series.next_on(office.world, begun, now=office.clock()) == date(2026, 12, 7)
    assert [run(office, "09:01"), run(office, day=7)] == [0, 1]
    office.clock.now = moment("09:00", day=8)
    moved = office.do(series.change, office.world, actor(office), begun.id, weekday=2, at=None)
    assert moved is not None
    assert series.next_on(office.world, moved, now=office.clock()) == date(2026, 12, 15)
    assert [run(office, "09:01", day=8), run(office, day=15)] == [0, 1]


def test_a_second_tap_repeats_that_it_was_begun(office: Workplace) -> None:
    drafted = draft(office)
    author = actor(office)
    shown = office.do(series.preview, office.world, author, drafted.id, 1)
    assert isinstance(shown, SeriesPreview)
    first, second = (
        office.do(series.begin, office.world, author, drafted.id, 1, check=shown.check) for _ in range(2)
    )
    assert isinstance(first, Begun)
    assert isinstance(second, Begun)
    assert (first.is_new, second.is_new) == (True, False)
    assert act(office, series.listed) == [second.series]
    assert act(office, drafting.current) is None
    assert act(office, broadcasting.mine, limit=9) == []
    assert office.do(broadcasting.confirm, office.world, author, drafted.id) is None


def test_what_the_preview_did_not_show_is_not_begun(office: Workplace) -> None:
    drafted = draft(office)
    author = actor(office)
    shown = office.do(series.preview, office.world, author, drafted.id, 1)
    assert isinstance(shown, SeriesPreview)
    other_day = office.do(series.begin, office.world, author, drafted.id, 2, check=shown.check)
    assert isinstance(other_day, SeriesPreview)
    office.do(roster.deactivate, CAST[CITRA].employee_number, actor="test")
    fewer = office.do(series.begin, office.world, author, drafted.id, 1, check=shown.check)
    assert isinstance(fewer, SeriesPreview)
    assert (fewer.preview.has_changed, fewer.size_before, fewer.preview.size) == (True, 3, 2)
    assert act(office, series.listed) == []


def test_a_series_whose_author_lost_the_unit_rests_at_once_and_skips_no_lesson(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.COURSE, key=COURSE)
    tick_unit(office, drafted, UNIT)
    begun = begin(office, drafted)
    lead(office, EAST)
    assert run(office, day=2) == 0
    resting = stands(office, begun.id)
    assert (resting.state, resting.reason, resting.lessons_sent) == (SeriesState.RESTING, "author", 0)
    assert notices(office) == {(NoticeKind.SERIES_RESTS, BUDI), (NoticeKind.SERIES_RESTS, RINA)}
    assert office.do(series.take_over, office.world, actor(office), begun.id) is None
    assert office.do(series.take_over, office.world, actor(office, RINA), begun.id) is not None
    assert run(office, day=7) == 1
    office.clock.now = moment("12:00", day=7)
    assert {one.broadcast.content.key for one in carry(office)} == {
        office.world.catalogue.lesson_keys[COURSE][0]
    }


def tick_unit(office: Workplace, drafted: Broadcast, path: str) -> None:
    """Chooses a unit for a draft of Pak Budi's."""
    found = next(id_ for id_, one, _ in act(office, drafting.units) if one == path)
    assert isinstance(act(office, drafting.select, drafted.id, unit_id=found), Broadcast)


def lead(office: Workplace, unit: str) -> None:
    """From now on Pak Budi leads this unit only."""
    id_, today = office.ids[BUDI], office.clock().date()
    found = office.look(lambda records: records.roster.unit(unit))
    assert found is not None
    office.look(lambda records: records.roster.set_grants(id_, ["supervisor"], found, today))


def test_a_series_that_reaches_nobody_rests_its_author_hears_and_can_let_it_go_on(office: Workplace) -> None:
    begun = weekly(office)
    for who in (SARI, CITRA, RINA):
        office.do(roster.deactivate, CAST[who].employee_number, actor="test")
    assert run(office) == 0
    resting = stands(office, begun.id)
    assert (resting.state, resting.reason, resting.lessons_sent) == (SeriesState.RESTING, "nobody", 0)
    assert notices(office) == {(NoticeKind.SERIES_RESTS, BUDI)}
    assert office.do(series.take_over, office.world, actor(office), begun.id) is not None


def test_a_lesson_that_all_have_done_counts_as_come_and_the_series_goes_on(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.COURSE, key=COURSE)
    assert isinstance(act(office, drafting.select, drafted.id, not_done=True), Broadcast)
    begun = begin(office, drafted)
    for who in (SARI, CITRA, RINA):
        office.study(who, office.world.catalogue.lesson_keys[COURSE][0])
    assert [run(office), run(office, day=7)] == [0, 1]
    assert (stands(office, begun.id).state, stands(office, begun.id).lessons_sent) == (SeriesState.RUNNING, 2)


def test_admins_see_the_series_of_everybody(office: Workplace) -> None:
    begun = weekly(office, kind=ContentKind.TEXT)
    found = office.do(steering.under_way, office.world, actor(office, RINA), limit=9, offset=0)
    assert [one.about for one in found] == [begun]
    assert office.do(steering.under_way, office.world, actor(office), limit=9, offset=0) == []
