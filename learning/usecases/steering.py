"""What runs, waits for its moment or comes every week, of all authors, for those who may steer all of it."""

from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Broadcast, Results, Series
from learning.people import Actor
from learning.ports import Records
from learning.rules.access import Action, may
from learning.usecases.broadcasting import results_of
from learning.usecases.carrying import shown_of
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """A broadcast with what became of it so far, or a series; `title` is that of what it sends."""

    about: Results | Series
    title: str = ""


def under_way(
    records: Records, world: World, actor: Actor, *, limit: int, offset: int, now: datetime
) -> list[Steered]:
    """Part of the list: series, then broadcasts from the newest on; empty for who may not steer them."""
    if not may(actor, Action.STEER_BROADCASTS):
        return []
    series = records.broadcasts.all_series()
    shown: list[Series | Broadcast] = list(series[offset : offset + limit])
    skipped = max(0, offset - len(series))
    shown += records.broadcasts.under_way(now, limit=limit - len(shown), offset=skipped)
    return [_steered(records, world, one, actor.person.language, now) for one in shown]


def _steered(
    records: Records, world: World, one: Series | Broadcast, language: str, now: datetime
) -> Steered:
    title = shown_of(records, world, one.content, language).title
    if isinstance(one, Series):
        return Steered(about=one, title=title)
    return Steered(about=results_of(records, world, one, now=now), title=title)
