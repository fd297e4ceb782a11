"""The organisation's own calendar: what can be written, and what is told when it cannot be read."""

from datetime import date
from pathlib import Path

import pytest

from bot.calendar_file import CalendarBroken, CalendarSource, read_overrides


def test_holidays_can_be_added_and_removed_and_a_ramadan_confirmed(tmp_path: Path) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text(
        '[holidays]\nremove = ["2026-12-24"]\n[holidays.add]\n2026-12-28 = "Hari kantor"\n'
        '[ramadan]\n2026 = ["2026-02-19", "2026-03-20"]\n'
    )
    overrides = read_overrides(file)
    assert overrides.added == {date(2026, 12, 28): "Hari kantor"}
    assert overrides.removed == {date(2026, 12, 24)}
    assert overrides.ramadans == {2026: (date(2026, 2, 19), date(2026, 3, 20))}


@pytest.mark.parametrize(
    "text",
    [
        '[holidays]\nadd = ["2026-12-24"]',
        "holidays = 5",
        '[holidays]\nremove = "2026-12-24"',
        "[holidays]\nremove = 7",
        '[ramadan]\nnext = ["2026-02-19", "2026-03-20"]',
        "[ramadan]\n2026 = 3",
        '[ramadan]\n2026 = ["2026-02-19", "2026-05-20"]',
        '[holiday]\nremove = ["2026-12-24"]',
        "[holidays",
    ],
)
def test_whatever_is_wrong_with_the_file_is_said_in_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text(text)
    with pytest.raises(CalendarBroken, match=r"calendar\.toml"):
        read_overrides(file)


def test_a_change_of_the_file_is_seen_at_the_next_look(tmp_path: Path) -> None:
    file = tmp_path / "calendar.toml"
    source = CalendarSource(file)
    assert not source.current().is_holiday(date(2026, 12, 28))
    file.write_text('[holidays.add]\n2026-12-28 = "Hari kantor"\n')
    assert source.current().is_holiday(date(2026, 12, 28))
    file.unlink()
    assert not source.current().is_holiday(date(2026, 12, 28))
