"""Counting who would get a broadcast and when, so that its author sees it before anything leaves."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from learning.broadcasts import Broadcast, Held, Preview, SlotGroup, Unreached
from learning.usecases.addressing import Planned

Group = tuple[date, time, Held | None]
"""People who get it at the same time on their own clocks, for the same reason."""


def counted(broadcast: Broadcast, planned: Planned, *, now: datetime, has_changed: bool = False) -> Preview:
    """Everybody of a plan, counted once: by time, or by why they do not get it yet."""
    groups: Counter[Group] = Counter()
    zones: dict[Group, set[str]] = {}
    unreached: Counter[Unreached] = Counter()
    never = 0
    ends = ends_at(broadcast, planned, now)
    for one, slot in planned:
        if one.unreached is not None:
            unreached[one.unreached] += 1
        elif slot.at is None or slot.at >= ends:
            never += 1
        else:
            local = slot.at.astimezone(one.zone)
            key = (local.date(), local.time().replace(second=0, microsecond=0), slot.held)
            groups[key] += 1
            zones.setdefault(key, set()).add(one.time_zone)
    return Preview(
        broadcast=broadcast,
        size=len(planned),
        groups=tuple(
            SlotGroup(
                local_on=key[0],
                local_at=key[1],
                held=key[2],
                people=count,
                time_zones=tuple(sorted(zones[key])),
            )
            for key, count in sorted(groups.items(), key=lambda item: (item[0][2] is not None, item[0][:2]))
        ),
        not_activated=unreached[Unreached.NOT_ACTIVATED],
        blocked=unreached[Unreached.BLOCKED],
        never=never,
        has_changed=has_changed,
    )


def ends_at(broadcast: Broadcast, planned: Planned, now: datetime) -> datetime:
    """When what could not arrive expires: so many days after the first copy may leave."""
    first = min((slot.at for _, slot in planned if slot.at is not None), default=now)
    return first + timedelta(days=broadcast.keeps_days)
