"""Broadcasts that come again each week: begun from a draft, listed, changed, ended, taken over."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zlib import crc32

from learning.auditing import entry_by
from learning.broadcasts import (
    Broadcast,
    BroadcastState,
    Content,
    Preview,
    Series,
    SeriesState,
    Timing,
)
from learning.people import Actor, Role
from learning.ports import Records
from learning.rules import weekly
from learning.rules.access import Action, may
from learning.rules.audience import digest_of, is_led, scope_of
from learning.usecases import addressing, drafting
from learning.usecases.broadcasting import Flawed, Nobody, nobody
from learning.usecases.drafting import Flaw, draft, flaw_of, is_hidden
from learning.usecases.previewing import counted
from learning.usecases.recurring import next_content, one_of, today_of
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPreview:
    """What a draft would bring each week: its first date, and who gets the first one when.

    `check` tells what was shown from anything else; `size_before` is what an earlier preview counted.
    """

    series: Series
    first_on: date
    preview: Preview
    check: int
    size_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """It comes every week now; `is_new` is False where it had been begun before."""

    series: Series
    is_new: bool = True


def preview(
    records: Records,
    world: World,
    actor: Actor,
    broadcast_id: int,
    weekday: int,
    *,
    at: time | None = None,
    now: datetime,
) -> SeriesPreview | Nobody | Flawed | None:
    """Who would get a draft each week on a day (Monday is 1), in breaks or at a time on each one's clock.

    None where it is not this author's draft, or is urgent: nothing is urgent every week.
    """
    found = draft(records, actor, broadcast_id)
    if found is None or not 1 <= weekday <= 7 or found.is_urgent:
        return None
    return _previewed(records, world, actor, found, weekday, at, now)


def _previewed(
    records: Records,
    world: World,
    actor: Actor,
    found: Broadcast,
    weekday: int,
    at: time | None,
    now: datetime,
) -> SeriesPreview | Nobody | Flawed:
    """Counts the first one as it would leave; what is shown is kept with the draft, to be confirmed."""
    today = today_of(world, now)
    series = _of_draft(actor, found, weekday, at, today, now)
    on = next_on(world, series, now=now)
    starts = datetime.combine(on, time(0), tzinfo=world.policy.zone).astimezone(now.tzinfo)
    content = next_content(world, series)
    flaw = flaw_of(records, world, found) or (Flaw.GONE if content is None else None)
    if flaw is not None or content is None:
        return Flawed(broadcast=found, flaw=flaw or Flaw.GONE)
    first = replace(one_of(series, content, actor.person.time_zone, on, starts), id=found.id)
    planned = addressing.plan(records, world, actor, first, now=starts)
    if not planned:
        return nobody(actor, found)
    if is_hidden(records, content, {one.unit for one, _ in planned}):
        return Flawed(broadcast=found, flaw=Flaw.HIDDEN)
    digest = digest_of(one.person_id for one, _ in planned)
    shown = replace(found, digest=digest, size=len(planned))
    if shown != found:
        records.broadcasts.keep(shown)
    has_changed = bool(found.digest) and found.digest != digest
    return SeriesPreview(
        series=series,
        first_on=on,
        preview=counted(first, planned, now=starts, has_changed=has_changed),
        check=check_of(shown, weekday, at),
        size_before=found.size,
    )


def check_of(shown: Broadcast, weekday: int, at: time | None) -> int:
    """A number that tells this draft on this day and time, with the people counted, from any other."""
    return crc32(repr((drafting.check_of(shown), weekday, at)).encode())


def begin(
    records: Records,
    world: World,
    actor: Actor,
    broadcast_id: int,
    weekday: int,
    *,
    at: time | None = None,
    check: int,
    now: datetime,
) -> Begun | SeriesPreview | Nobody | Flawed | None:
    """Makes a draft come each week as its preview showed it, once, however often it is tapped.

    Where something else would come now, the new preview comes back instead. None where it is not theirs.
    """
    kept = records.broadcasts.get(broadcast_id)
    if kept is not None and kept.state is BroadcastState.WEEKLY and kept.author_id == actor.person.id:
        before = get(records, actor, kept.series_id or 0)
        return Begun(series=before, is_new=False) if before else None
    shown = preview(records, world, actor, broadcast_id, weekday, at=at, now=now)
    if kept is None or not isinstance(shown, SeriesPreview) or shown.check != check:
        return shown
    series = records.broadcasts.add_series(shown.series)
    # The draft is kept without its words: by it a second tap finds the series.
    began = replace(kept, content=Content(kind=kept.content.kind), series_id=series.id)
    records.broadcasts.keep(replace(began, state=BroadcastState.WEEKLY))
    _audit(records, actor, "series_begun", series, now)
    return Begun(series=series)


def _of_draft(
    actor: Actor, found: Broadcast, weekday: int, at: time | None, today: date, now: datetime
) -> Series:
    """The series a draft becomes; on the day on which it is begun nothing comes yet."""
    return Series(
        id=0,
        author_id=actor.person.id,
        author=actor.person.name,
        author_unit=actor.person.unit,
        content=found.content,
        selection=found.selection,
        timing=Timing.AT if at else Timing.NEXT_BREAK,
        at=at,
        weekday=weekday,
        last_on=today,
        created_at=now,
    )


def listed(records: Records, actor: Actor) -> list[Series]:
    """The actor's own series, and those that rest until somebody like them takes them over."""
    own = list(records.broadcasts.series_of([actor.person.id]))
    resting = [one for one in records.broadcasts.resting_series() if may_go_on(actor, one)]
    return [*own, *(one for one in resting if one.author_id != actor.person.id)]


def get(records: Records, actor: Actor, series_id: int) -> Series | None:
    """A series that this actor may see: their own, or one that they could take over; else None."""
    found = records.broadcasts.series(series_id)
    if found is None or found.state is SeriesState.ENDED:
        return None
    is_own = found.author_id == actor.person.id and bool(scope_of(actor))
    waits_for_them = found.state is SeriesState.RESTING and may_go_on(actor, found)
    return found if is_own or waits_for_them or Role.ADMIN in actor.roles else None


def next_on(world: World, series: Series, *, now: datetime) -> date:
    """The date on which it comes next, on the organisation's calendar."""
    return weekly.next_on(series.weekday, today_of(world, now), series.last_on)


def change(
    records: Records,
    world: World,
    actor: Actor,
    series_id: int,
    *,
    weekday: int,
    at: time | None,
    now: datetime,
) -> Series | None:
    """Moves a series to another day or time; None where it is not theirs.

    Moved to today it comes in a week: nothing leaves by a tap that did not say so.
    """
    found = get(records, actor, series_id)
    if found is None or not 1 <= weekday <= 7:
        return None
    today = today_of(world, now)
    is_moved_to_today = weekday != found.weekday and weekday == today.isoweekday()
    changed = replace(
        found,
        weekday=weekday,
        at=at,
        timing=Timing.AT if at else Timing.NEXT_BREAK,
        last_on=today if is_moved_to_today else found.last_on,
    )
    records.broadcasts.keep_series(changed)
    _audit(records, actor, "series_changed", changed, now)
    return changed


def end(records: Records, actor: Actor, series_id: int, *, now: datetime) -> Series | None:
    """Ends a series; what it has sent stays. None where it is not theirs."""
    found = get(records, actor, series_id)
    if found is None:
        return None
    ended = replace(found, state=SeriesState.ENDED, reason="ended")
    records.broadcasts.keep_series(ended)
    _audit(records, actor, "series_ended", ended, now)
    return ended


def take_over(
    records: Records, world: World, actor: Actor, series_id: int, *, now: datetime
) -> Series | None:
    """Goes on with a series whose author left or may not any more; None where this actor may not.

    On its own day it comes in a week: nothing leaves by a tap that did not say so.
    """
    found = records.broadcasts.series(series_id)
    if found is None or found.state is not SeriesState.RESTING or not may_go_on(actor, found):
        return None
    today = today_of(world, now)
    units = found.selection.units or (found.author_unit,)
    taken = replace(
        found,
        author_id=actor.person.id,
        author=actor.person.name,
        author_unit=actor.person.unit,
        selection=replace(found.selection, units=units),
        state=SeriesState.RUNNING,
        reason="",
        last_on=today if found.weekday == today.isoweekday() else found.last_on,
    )
    records.broadcasts.keep_series(taken)
    _audit(records, actor, "series_taken_over", taken, now)
    return taken


def may_go_on(actor: Actor, series: Series) -> bool:
    """Whether a resting series may go on as this actor's: they lead all whom it is for."""
    units = series.selection.units or (series.author_unit,)
    return may(actor, Action.BROADCAST) and all(is_led(unit, scope_of(actor)) for unit in units)


def _audit(records: Records, actor: Actor, action: str, series: Series, now: datetime) -> None:
    detail = f"series {series.id}, {series.content.kind}"
    records.journal.audit(entry_by(actor, action, now=now, detail=detail))
