"""What the picture of a team shows: its people one by one, its units, or how its people are spread."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from learning.rules.targets import TargetKind, expected_by
from learning.team import Bar, Member, TeamChart

MOST_PEOPLE = 30
"""Names that a picture carries at the width of a phone."""

FEWEST_UNITS, MOST_UNITS = 2, 20
TENTHS = 10
NOTHING = Fraction(0)


def chart_of(members: Sequence[Member], unit: str | None, *, today: date) -> TeamChart:
    """The picture of these people, the most JP first; above thirty people their units, else a spread."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    elapsed = Fraction((today - first).days + 1, (last - first).days + 1)
    chart = TeamChart(unit=unit, today=today, size=len(members), elapsed=elapsed)
    if len(members) <= MOST_PEOPLE:
        return replace(chart, bars=_in_order([_bar_of_one(member, today) for member in members]))
    units = units_below(members)
    if FEWEST_UNITS <= len(units) <= MOST_UNITS:
        bars = [_bar_of_unit(name, people, today) for name, people in units.items()]
        return replace(chart, bars=_in_order(bars))
    return replace(chart, spread=_spread(members))


def units_below(members: Sequence[Member]) -> Mapping[str, list[Member]]:
    """The people by the unit that lies one step below what all of them have in common."""
    steps = [member.figures.unit.split("/") for member in members]
    shared = 0
    while steps and all(len(one) > shared and one[shared] == steps[0][shared] for one in steps):
        shared += 1
    found: dict[str, list[Member]] = {}
    for one, member in zip(steps, members, strict=True):
        name = one[shared] if len(one) > shared else one[-1]
        found.setdefault(name, []).append(member)
    return found


def _in_order(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (-bar.recorded, bar.name.casefold())))


def _bar_of_one(member: Member, today: date) -> Bar:
    return Bar(
        name=member.figures.name,
        recorded=member.recorded,
        target=member.target.jp,
        expected=_expected(member, today),
        standing=member.standing,
    )


def _bar_of_unit(name: str, people: Sequence[Member], today: date) -> Bar:
    """JP per person over everyone; target and pace over those who have a floor to reach."""
    floors = [member for member in people if member.target.kind is TargetKind.FLOOR]
    counted = floors or list(people)
    expected = [on_pace for member in floors if (on_pace := _expected(member, today)) is not None]
    return Bar(
        name=name,
        recorded=_mean([member.recorded for member in people]),
        target=_mean([member.target.jp for member in counted]),
        expected=_mean(expected) if expected else None,
        people=len(people),
    )


def _expected(member: Member, today: date) -> Fraction | None:
    if member.target.kind is TargetKind.CEILING:
        return None
    return expected_by(member.target, on=today, starts_on=member.figures.starts_on)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, NOTHING) / len(values)


def _spread(members: Sequence[Member]) -> tuple[int, ...]:
    counts = [0] * (TENTHS + 1)
    for member in members:
        share = member.recorded / member.target.jp if member.target.jp else Fraction(1)
        counts[min(TENTHS, int(share * TENTHS))] += 1
    return tuple(counts)
