"""Who of a team is behind, new, stuck or away, and whom a word from their supervisor helps most."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from learning.people import EmploymentType
from learning.policy import Policy
from learning.rules.breaks import Leave
from learning.rules.targets import Standing, Target, TargetKind, jp_of, yearly_target
from learning.team import Figures, Group, Member, Order

NEW_DAYS = 14
"""So many days after their activation somebody is new."""

STUCK_DAYS = 14
"""So many days without learning, none of them away, and somebody is stuck."""

ENOUGH_ANSWERS = 5
"""A strength is shown from so many answers on, so that no single answer shows through."""

NEED = (Group.STUCK, Group.BEHIND, Group.BLOCKED, Group.LISTED, Group.NEW)
"""Whom a word helps, the most urgent first; then who has reached the target, and last who is away."""


NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A target, and from how many JP on somebody is on pace towards it today."""

    target: Target
    on_pace_from: Fraction


def member_of(figures: Figures, policy: Policy, *, today: date, now: datetime) -> Member:
    """A person of a team with what follows from their figures; `today` is the organisation's date."""
    measure = measure_of(
        figures.employment_type, figures.starts_on, today, policy.target_jp, policy.ceiling_jp
    )
    recorded = recorded_jp(figures.year_seconds)
    standing = _standing(recorded, measure) if figures.active_since is not None else None
    own_today = _local_date(figures.time_zone, now)
    away = [leave for leave in figures.leaves if leave.covers(own_today)]
    return Member(
        figures=figures,
        recorded=recorded,
        target=measure.target,
        standing=standing,
        groups=frozenset(_groups(figures, standing, is_away=bool(away), today=own_today)),
        away_until=_last_day(away),
    )


@lru_cache(maxsize=4096)
def measure_of(
    employment_type: EmploymentType, starts_on: date | None, today: date, target_jp: int, ceiling_jp: int
) -> Measure:
    """The target of such a person and where pace begins: the same as `targets.pace` says, found once."""
    target = yearly_target(employment_type, starts_on, today.year, target_jp=target_jp, ceiling_jp=ceiling_jp)
    first = max(date(today.year, 1, 1), starts_on or date.min)
    past = max(1, (today - first).days + 1)
    whole = max(past, (date(today.year, 12, 31) - first).days + 1)
    return Measure(target=target, on_pace_from=target.jp * Fraction(past, whole))


def listed(members: Iterable[Member], group: Group, order: Order) -> list[Member]:
    """The people of a group in this order."""
    found = [member for member in members if group in member.groups]
    by_name = sorted(found, key=lambda member: (member.figures.name.casefold(), member.figures.person_id))
    return by_name if order is Order.NAME else sorted(by_name, key=_need)


def enough(strengths: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The strengths that rest on enough answers to tell nothing of a single one."""
    return {name: (right, count) for name, (right, count) in strengths.items() if count >= ENOUGH_ANSWERS}


def oldest_leave(today: date) -> date:
    """Leaves that ended before this date say nothing about anybody any more."""
    return today - timedelta(days=STUCK_DAYS + 1)


def recorded_jp(seconds_by_rate: Iterable[tuple[int, int]]) -> Fraction:
    """Exact JP of pairs of seconds and the minutes per JP at which they were credited."""
    by_rate: dict[int, int] = {}
    for seconds, rate in seconds_by_rate:
        by_rate[rate] = by_rate.get(rate, 0) + seconds
    first, *others = [jp_of(seconds, rate) for rate, seconds in by_rate.items()] or [NOTHING]
    return sum(others, first)


def _standing(recorded: Fraction, measure: Measure) -> Standing:
    target = measure.target
    if target.kind is TargetKind.CEILING:
        return Standing.AT_CEILING if recorded >= target.jp else Standing.BELOW_CEILING
    if recorded >= target.jp:
        return Standing.MET
    return Standing.ON_PACE if recorded >= measure.on_pace_from else Standing.BEHIND


def _groups(figures: Figures, standing: Standing | None, *, is_away: bool, today: date) -> Iterable[Group]:
    yield Group.EVERYONE
    if is_away:
        yield Group.AWAY
    if figures.active_since is None:
        yield Group.LISTED
        return
    if standing is Standing.BEHIND:
        yield Group.BEHIND
    if figures.blocked_at is not None:
        yield Group.BLOCKED
    active_on = figures.active_since.astimezone(ZoneInfo(figures.time_zone)).date()
    if (today - active_on).days < NEW_DAYS:
        yield Group.NEW
    elif figures.blocked_at is None and not is_away and _quiet_days(figures, active_on, today) >= STUCK_DAYS:
        yield Group.STUCK


def _quiet_days(figures: Figures, active_on: date, today: date) -> int:
    """The days since the person last learned, came back or began."""
    back = [leave.ends_on for leave in figures.leaves if leave.ends_on is not None and leave.ends_on < today]
    return (today - max([active_on, figures.last_learned_on or active_on, *back])).days


def _last_day(leaves: Collection[Leave]) -> date | None:
    """The last day away; None where somebody is here or there is no end."""
    ends = [leave.ends_on for leave in leaves]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _need(member: Member) -> tuple[bool, int, float]:
    rank = next((place for place, group in enumerate(NEED) if group in member.groups), len(NEED))
    if member.standing in {Standing.MET, Standing.AT_CEILING}:
        rank = len(NEED)
    return member.is_away, rank, float(member.recorded) - float(member.target.jp)


@lru_cache(maxsize=64)
def _local_date(time_zone: str, now: datetime) -> date:
    """The date in a zone; a few zones are asked for thousands of people."""
    return now.astimezone(ZoneInfo(time_zone)).date()
