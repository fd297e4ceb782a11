"""JP, the yearly target and the pace towards it, in exact fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from learning.people import EmploymentType

STEEP = 3
"""Closing the gap is too steep to be asked for beyond so many times the weekly budget of minutes."""


class TargetKind(StrEnum):
    """A floor to reach (PNS), or a ceiling not to pass (PPPK)."""

    FLOOR = "floor"
    CEILING = "ceiling"


class Standing(StrEnum):
    """Where a person stands against the target."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    AT_CEILING = "at_ceiling"
    BELOW_CEILING = "below_ceiling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A yearly target in JP, exact."""

    kind: TargetKind
    jp: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The year's line: recorded and projected JP, and what a week closes the gap.

    `weekly_minutes_to_close` is None when nothing is missing or no week is left.
    """

    recorded: Fraction
    target: Target
    projected: Fraction
    standing: Standing
    weekly_minutes_to_close: int | None = None


def jp_of(seconds: int, minutes_per_jp: int) -> Fraction:
    """The exact JP of these seconds; one JP is 45 minutes for civil servants (PerLAN 5/2018)."""
    return Fraction(seconds, 60 * minutes_per_jp)


def truncated(jp: Fraction) -> Decimal:
    """JP as views show it: cut, never rounded up, to one decimal."""
    tenths = jp.numerator * 10 // jp.denominator
    return (Decimal(tenths) / 10).quantize(Decimal("0.1"), rounding=ROUND_DOWN)


def yearly_target(
    employment_type: EmploymentType, starts_on: date | None, year: int, *, target_jp: int, ceiling_jp: int
) -> Target:
    """The target of a person in this year.

    PNS and others: at least `target_jp`, in proportion to the part of the year since `starts_on`
    (UU 20/2023, PP 11/2017). PPPK: at most `ceiling_jp` (PerLAN 15/2020).
    """
    if employment_type is EmploymentType.PPPK:
        return Target(kind=TargetKind.CEILING, jp=Fraction(ceiling_jp))
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (last - first).days + 1
    served = days if starts_on is None or starts_on <= first else max(0, (last - starts_on).days + 1)
    return Target(kind=TargetKind.FLOOR, jp=Fraction(target_jp * served, days))


def pace(
    recorded: Fraction, target: Target, *, today: date, starts_on: date | None, minutes_per_jp: int
) -> Pace:
    """The pace line to 31 December: at the speed so far, where the year ends and what closes the gap."""
    first = max(date(today.year, 1, 1), starts_on or date.min)
    last = date(today.year, 12, 31)
    past = max(1, (today - first).days + 1)
    whole = max(past, (last - first).days + 1)
    projected = recorded * Fraction(whole, past)
    missing = target.jp - recorded
    weeks_left = Fraction((last - today).days + 1, 7)
    to_close = ceil(missing * minutes_per_jp / weeks_left) if missing > 0 and weeks_left > 0 else None
    return Pace(
        recorded=recorded,
        target=target,
        projected=projected,
        standing=_standing(recorded, projected, target),
        weekly_minutes_to_close=None if target.kind is TargetKind.CEILING else to_close,
    )


def reachable(
    line: Pace, lesson_minutes: Sequence[int], *, working_days: int, weekly_minutes: int, minutes_per_jp: int
) -> Fraction | None:
    """The JP to which one lesson on each working day left leads by 31 December, when the gap is too steep.

    None where the gap can still be asked for, or is closed in this way. `lesson_minutes` are the lessons
    that the person has not done yet, in their order.
    """
    to_close = line.weekly_minutes_to_close
    if to_close is None or to_close <= STEEP * weekly_minutes:
        return None
    jp = line.recorded + Fraction(sum(lesson_minutes[:working_days]), minutes_per_jp)
    return jp if jp < line.target.jp else None


def expected_by(target: Target, *, on: date, starts_on: date | None) -> Fraction:
    """What the straight pace line asks for by the end of this date, in JP."""
    first = max(date(on.year, 1, 1), starts_on or date.min)
    last = date(on.year, 12, 31)
    whole = max(1, (last - first).days + 1)
    past = min(max(0, (on - first).days + 1), whole)
    return target.jp * Fraction(past, whole)


def _standing(recorded: Fraction, projected: Fraction, target: Target) -> Standing:
    if target.kind is TargetKind.CEILING:
        return Standing.AT_CEILING if recorded >= target.jp else Standing.BELOW_CEILING
    if recorded >= target.jp:
        return Standing.MET
    return Standing.ON_PACE if projected >= target.jp else Standing.BEHIND
