"""Windows open and move only by the person's wish, and a pause is quiet at once."""

from datetime import time, timedelta

import pytest

from learning.rules.breaks import WindowKind
from learning.usecases import breaks
from learning.usecases.breaks import PRESETS, Breaks
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import SARI


def on(shown: Breaks) -> set[WindowKind]:
    """The kinds of windows that are open."""
    return {status.kind for status in shown.windows if status.is_on}


def look(work: Workplace) -> Breaks:
    """Sari's windows."""
    return work.do(breaks.look, work.world, work.ids[SARI])


def test_at_first_only_lunch_is_open(sari: Workplace) -> None:
    shown = look(sari)
    assert on(shown) == {WindowKind.LUNCH}
    assert shown.next_opening is not None
    assert shown.next_opening.starts_at == at("12:00")
    assert shown.paused is None


def test_switching_windows_moves_the_next_look(sari: Workplace) -> None:
    shown = sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.MORNING, on=True)
    assert on(shown) == {WindowKind.LUNCH, WindowKind.MORNING}
    assert sari.attention(SARI).next_due_at == at("10:00")
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.LUNCH, on=False)
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.MORNING, on=False)
    assert on(look(sari)) == set()
    assert sari.bring(at("12:00")) == []


def test_a_window_moves_to_a_preset_and_stays_there_when_switched(sari: Workplace) -> None:
    sari.do(breaks.move, sari.world, sari.ids[SARI], WindowKind.LUNCH, 2)
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.LUNCH, on=False)
    shown = sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.LUNCH, on=True)
    (lunch, *_) = shown.windows
    assert (lunch.starts, lunch.ends) == (time(12, 30), time(13, 30))
    assert sari.bring(at("12:00")) == []
    assert len(sari.bring(at("12:30"))) == 1


@pytest.mark.parametrize("kind", list(WindowKind))
def test_every_preset_can_be_chosen(sari: Workplace, kind: WindowKind) -> None:
    for preset, (starts, ends) in enumerate(PRESETS[kind]):
        shown = sari.do(breaks.move, sari.world, sari.ids[SARI], kind, preset)
        (status,) = (status for status in shown.windows if status.kind is kind)
        assert (status.is_on, f"{status.starts:%H:%M}", f"{status.ends:%H:%M}") == (True, starts, ends)


def test_an_evening_is_brought_only_to_who_opened_it(sari: Workplace) -> None:
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.LUNCH, on=False)
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.WEEKEND, on=True)
    assert [sari.bring(at("12:00", day=day)) for day in range(5)] == [[]] * 5
    assert len(sari.bring(at("09:00", day=5))) == 1


def test_a_pause_of_some_days_counts_today_and_ends_by_itself(sari: Workplace) -> None:
    shown = sari.do(breaks.pause, sari.world, sari.ids[SARI], 3)
    assert shown.paused is not None
    assert shown.paused.ends_on == MONDAY + timedelta(days=2)
    assert [len(sari.bring(at("12:00", day=day))) for day in range(4)] == [0, 0, 0, 1]
    assert look(sari).paused is None


def test_a_pause_without_end_ends_by_coming_back(sari: Workplace) -> None:
    sari.do(breaks.pause, sari.world, sari.ids[SARI], None)
    sari.clock.now = at("08:00", day=100)
    assert look(sari).paused is not None
    shown = sari.do(breaks.resume, sari.world, sari.ids[SARI])
    assert shown.paused is None
    assert sari.attention(SARI).next_due_at == at("12:00", day=100)


def test_a_new_pause_takes_the_place_of_the_old_one(sari: Workplace) -> None:
    sari.do(breaks.pause, sari.world, sari.ids[SARI], None)
    sari.clock.turn(days=1)
    sari.do(breaks.pause, sari.world, sari.ids[SARI], 1)
    sari.clock.turn(days=1)
    assert look(sari).paused is None
    assert sari.attention(SARI).next_due_at == at("12:00", day=2)


def test_coming_back_on_the_day_of_the_pause_leaves_no_trace(sari: Workplace) -> None:
    sari.do(breaks.pause, sari.world, sari.ids[SARI], 7)
    sari.do(breaks.resume, sari.world, sari.ids[SARI])
    assert len(sari.bring(at("12:00"))) == 1


def test_the_screen_warns_of_holidays_and_of_an_estimated_ramadan(sari: Workplace) -> None:
    assert look(sari).holidays == ()
    assert not look(sari).ramadan_is_estimated
    sari.clock.now = at("08:00", day=20)
    assert {name for _, name in look(sari).holidays} >= {"Hari Raya Natal"}
    sari.clock.now = at("08:00", day=74)
    assert look(sari).ramadan_is_estimated
