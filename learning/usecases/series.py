"""Broadcasts that come again each week: begun from a draft, listed, changed, ended, taken over."""

from dataclasses import replace
from datetime import date, datetime, time

from learning.auditing import entry_by
from learning.broadcasts import (
    Broadcast,
    Content,
    ContentKind,
    Series,
    SeriesState,
    Timing,
)
from learning.notices import Notice, NoticeKind
from learning.people import Actor, PersonState, Role
from learning.ports import Records
from learning.rules.access import Action, actor_of, may
from learning.rules.audience import is_led, scope_of
from learning.usecases import addressing, broadcasting
from learning.usecases.drafting import Flaw, draft, flaw_of, is_hidden
from learning.usecases.notices import admins, notify
from learning.world import World


def begin(
    records: Records,
    world: World,
    actor: Actor,
    broadcast_id: int,
    weekday: int,
    *,
    at: time | None = None,
    now: datetime,
) -> Series | Flaw:
    """Makes a draft come each week on a day (Monday is 1), in breaks or at a time on each person's clock."""
    found = draft(records, actor, broadcast_id)
    if found is None or not 1 <= weekday <= 7 or found.is_urgent:
        return Flaw.NOT_YOURS
    flaw = flaw_of(records, world, found)
    if flaw is not None:
        return flaw
    series = records.broadcasts.add_series(
        Series(
            id=0,
            author_id=actor.person.id,
            author=actor.person.name,
            author_unit=actor.person.unit,
            content=found.content,
            selection=found.selection,
            timing=Timing.AT if at else Timing.NEXT_BREAK,
            at=at,
            weekday=weekday,
            created_at=now,
        )
    )
    records.broadcasts.discard(found.id)
    _audit(records, actor, "series_begun", series, now)
    return series


def listed(records: Records, actor: Actor) -> list[Series]:
    """The actor's own series, and those that rest until somebody like them takes them over."""
    own = list(records.broadcasts.series_of([actor.person.id]))
    resting = [one for one in records.broadcasts.resting_series() if _may_take_over(actor, one)]
    return [*own, *(one for one in resting if one.author_id != actor.person.id)]


def get(records: Records, actor: Actor, series_id: int) -> Series | None:
    """A series that this actor may see: their own, or one that they could take over; else None."""
    found = records.broadcasts.series(series_id)
    if found is None or found.state is SeriesState.ENDED:
        return None
    is_own = found.author_id == actor.person.id and bool(scope_of(actor))
    waits_for_them = found.state is SeriesState.RESTING and _may_take_over(actor, found)
    return found if is_own or waits_for_them or Role.ADMIN in actor.roles else None


def change(
    records: Records, actor: Actor, series_id: int, *, weekday: int, at: time | None, now: datetime
) -> Series | None:
    """Moves a series to another day or time; None where it is not theirs."""
    found = get(records, actor, series_id)
    if found is None or not 1 <= weekday <= 7:
        return None
    changed = replace(found, weekday=weekday, at=at, timing=Timing.AT if at else Timing.NEXT_BREAK)
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


def take_over(records: Records, actor: Actor, series_id: int, *, now: datetime) -> Series | None:
    """Goes on with a series whose author left or may not any more; None where this actor may not."""
    found = records.broadcasts.series(series_id)
    if found is None or found.state is not SeriesState.RESTING or not _may_take_over(actor, found):
        return None
    units = found.selection.units or (found.author_unit,)
    taken = replace(
        found,
        author_id=actor.person.id,
        author=actor.person.name,
        author_unit=actor.person.unit,
        selection=replace(found.selection, units=units),
        state=SeriesState.RUNNING,
        reason="",
    )
    records.broadcasts.keep_series(taken)
    _audit(records, actor, "series_taken_over", taken, now)
    return taken


def _may_take_over(actor: Actor, series: Series) -> bool:
    units = series.selection.units or (series.author_unit,)
    return may(actor, Action.BROADCAST) and all(is_led(unit, scope_of(actor)) for unit in units)


def run_due(records: Records, world: World, *, now: datetime) -> int:
    """Sends the series of this day on the organisation's calendar, each once; how many went out."""
    today = now.astimezone(world.policy.zone).date()
    due = [one for one in records.broadcasts.running_series(today.isoweekday()) if one.last_on != today]
    return sum(_run(records, world, one, today, now) for one in due)


def _run(records: Records, world: World, series: Series, today: date, now: datetime) -> bool:
    author = records.people.get(series.author_id)
    actor = actor_of(author, records.people.grants(author.id), today) if author else None
    if actor is None or actor.person.state is not PersonState.ACTIVE or not scope_of(actor):
        _rest(records, world, series, "author", now)
        return False
    content = _next_content(world, series)
    if content is None:
        ended = replace(series, state=SeriesState.ENDED, reason="all_sent")
        records.broadcasts.keep_series(ended)
        _tell(records, world, NoticeKind.SERIES_ENDED, series, [series.author_id], now)
        return False
    sent_on = replace(series, last_on=today, lessons_sent=series.lessons_sent + 1)
    records.broadcasts.keep_series(sent_on)
    draft_ = _draft(series, content, author_zone=actor.person.time_zone, today=today, now=now)
    if flaw_of(records, world, draft_) is not None:
        _rest(records, world, sent_on, "gone", now)
        return False
    planned = addressing.plan(records, world, actor, draft_, now=now)
    if not planned:
        return False
    if is_hidden(records, content, {one.unit for one, _ in planned}):
        _rest(records, world, sent_on, "gone", now)
        return False
    kept = records.broadcasts.add(draft_)
    running = broadcasting.send(records, kept, planned, now=now)
    _audit(records, actor, "series_sent", sent_on, now)
    return running is not None


def _next_content(world: World, series: Series) -> Content | None:
    """What comes this week: of a course its next lesson, None where all have come."""
    if series.content.kind is not ContentKind.COURSE:
        return series.content
    keys = world.catalogue.lesson_keys.get(series.content.key, ())
    if series.lessons_sent >= len(keys):
        return None
    return replace(series.content, kind=ContentKind.LESSON, key=keys[series.lessons_sent])


def _draft(series: Series, content: Content, *, author_zone: str, today: date, now: datetime) -> Broadcast:
    return Broadcast(
        id=0,
        author_id=series.author_id,
        author=series.author,
        author_unit=series.author_unit,
        author_zone=author_zone,
        content=content,
        selection=series.selection,
        timing=series.timing,
        on=today if series.timing is Timing.AT else None,
        at=series.at,
        keeps_days=7,
        created_at=now,
        series_id=series.id,
    )


def _rest(records: Records, world: World, series: Series, reason: str, now: datetime) -> None:
    """The series rests until somebody takes it over; those who could are told."""
    records.broadcasts.keep_series(replace(series, state=SeriesState.RESTING, reason=reason))
    today = now.astimezone(world.policy.zone).date()
    units = series.selection.units or (series.author_unit,)
    supervisors = [
        person_id
        for person_id, scope in records.people.holders(Role.SUPERVISOR, today)
        if all(is_led(unit, (scope,)) for unit in units)
    ]
    told = supervisors or admins(records, now=now, world=world)
    if reason == "gone":
        told = [series.author_id]
    _tell(records, world, NoticeKind.SERIES_RESTS, series, told, now)


def _tell(
    records: Records, world: World, kind: NoticeKind, series: Series, people: list[int], now: datetime
) -> None:
    notice = Notice(kind=kind, subject=series.id)
    notify(records, world, people, notice, now=now, again=now.date().isoformat())


def _audit(records: Records, actor: Actor, action: str, series: Series, now: datetime) -> None:
    detail = f"series {series.id}, {series.content.kind}"
    records.journal.audit(entry_by(actor, action, now=now, detail=detail))
