"""The weekly tick: sends what comes on this day, and lets rest what its author may not send any more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from learning.auditing import entry_by
from learning.broadcasts import Broadcast, Content, ContentKind, Series, SeriesState, Timing
from learning.notices import Notice, NoticeKind
from learning.people import Actor, PersonState, Role
from learning.ports import Records
from learning.rules.access import actor_of
from learning.rules.audience import is_led, scope_of
from learning.usecases import addressing, broadcasting
from learning.usecases.drafting import flaw_of, is_hidden
from learning.usecases.notices import admins, notify
from learning.world import World


def run_due(records: Records, world: World, *, now: datetime) -> int:
    """Sends the series of this day on the organisation's calendar, each once; how many went out.

    A series whose author leads these people no more rests at once, not only on its next day.
    """
    running = records.broadcasts.running_series()
    today = today_of(world, now)
    led = _led_by_person(records, today) if running else {}
    went = 0
    for one in running:
        is_due = one.weekday == today.isoweekday() and one.last_on != today
        if not is_due and _leads(led.get(one.author_id, ()), one):
            continue
        actor = _author(records, one, today)
        if actor is None:
            _rest(records, world, one, "author", now)
        elif is_due:
            went += _run(records, world, one, actor, today, now)
    return went


def _led_by_person(records: Records, today: date) -> Mapping[int, Sequence[str | None]]:
    """Who leads which units, in two queries: series are many, and each minute all of them are asked for."""
    led: dict[int, list[str | None]] = {}
    for role in (Role.SUPERVISOR, Role.ADMIN):
        for person_id, unit in records.people.holders(role, today):
            led.setdefault(person_id, []).append(None if role is Role.ADMIN else unit)
    return led


def _author(records: Records, series: Series, today: date) -> Actor | None:
    """The author as they may act now; None where they left, or lead not all of these people any more."""
    author = records.people.get(series.author_id)
    actor = actor_of(author, records.people.grants(author.id), today) if author else None
    is_there = actor is not None and actor.person.state is PersonState.ACTIVE
    return actor if is_there and actor is not None and _leads(scope_of(actor), series) else None


def _leads(scope: Sequence[str | None], series: Series) -> bool:
    return bool(scope) and all(is_led(unit, scope) for unit in series.selection.units)


def _run(records: Records, world: World, series: Series, actor: Actor, today: date, now: datetime) -> bool:
    content = next_content(world, series)
    if content is None:
        ended = replace(series, state=SeriesState.ENDED, reason="all_sent")
        records.broadcasts.keep_series(ended)
        _tell(records, world, NoticeKind.SERIES_ENDED, series, [series.author_id], now)
        return False
    draft_ = one_of(series, content, actor.person.time_zone, today, now)
    planned = addressing.plan(records, world, actor, draft_, now=now)
    is_gone = flaw_of(records, world, draft_) is not None
    if is_gone or is_hidden(records, content, {one.unit for one, _ in planned}):
        _rest(records, world, series, "gone", now)
        return False
    went = replace(series, last_on=today, lessons_sent=series.lessons_sent + 1)
    if not planned and not _have_all_done_it(records, world, actor, draft_, now):
        _rest(records, world, series, "nobody", now)
        return False
    records.broadcasts.keep_series(went)
    if not planned:
        return False
    kept = records.broadcasts.add(draft_)
    running = broadcasting.send(records, kept, planned, now=now)
    _audit(records, actor, went, now)
    return running is not None


def _have_all_done_it(records: Records, world: World, actor: Actor, draft_: Broadcast, now: datetime) -> bool:
    """Whether it is for those who have not done it, and there are people, but none of these."""
    if not draft_.selection.not_done:
        return False
    everybody = replace(draft_, selection=replace(draft_.selection, not_done=False))
    return bool(addressing.plan(records, world, actor, everybody, now=now))


def next_content(world: World, series: Series) -> Content | None:
    """What comes this week: of a course its next lesson, None where all have come."""
    if series.content.kind is not ContentKind.COURSE:
        return series.content
    keys = world.catalogue.lesson_keys.get(series.content.key, ())
    if series.lessons_sent >= len(keys):
        return None
    return replace(series.content, kind=ContentKind.LESSON, key=keys[series.lessons_sent])


def one_of(series: Series, content: Content, author_zone: str, on: date, now: datetime) -> Broadcast:
    """The broadcast of one week, not sent yet."""
    return Broadcast(
        id=0,
        author_id=series.author_id,
        author=series.author,
        author_unit=series.author_unit,
        author_zone=author_zone,
        content=content,
        selection=series.selection,
        timing=series.timing,
        on=on if series.timing is Timing.AT else None,
        at=series.at,
        keeps_days=7,
        created_at=now,
        series_id=series.id,
    )


def _rest(records: Records, world: World, series: Series, reason: str, now: datetime) -> None:
    """The series rests until somebody lets it go on; its author and those who could take it over are told."""
    records.broadcasts.keep_series(replace(series, state=SeriesState.RESTING, reason=reason))
    author = records.people.get(series.author_id)
    told = [author.id] if author is not None and author.state is PersonState.ACTIVE else []
    if reason == "author":
        told += _could_take_over(records, world, series, now)
    _tell(records, world, NoticeKind.SERIES_RESTS, series, told, now)


def _could_take_over(records: Records, world: World, series: Series, now: datetime) -> list[int]:
    units = series.selection.units or (series.author_unit,)
    supervisors = [
        person_id
        for person_id, scope in records.people.holders(Role.SUPERVISOR, today_of(world, now))
        if all(is_led(unit, (scope,)) for unit in units)
    ]
    return supervisors or admins(records, now=now, world=world)


def _tell(
    records: Records, world: World, kind: NoticeKind, series: Series, people: list[int], now: datetime
) -> None:
    notice = Notice(kind=kind, subject=series.id)
    notify(records, world, people, notice, now=now, again=now.date().isoformat())


def today_of(world: World, now: datetime) -> date:
    """The date on the organisation's calendar."""
    return now.astimezone(world.policy.zone).date()


def _audit(records: Records, actor: Actor, series: Series, now: datetime) -> None:
    detail = f"series {series.id}, {series.content.kind}"
    records.journal.audit(entry_by(actor, "series_sent", now=now, detail=detail))
