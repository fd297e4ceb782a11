"""Broadcasts that come every week, in chat."""

from datetime import time

from markupsafe import Markup

from bot.buttons.broadcast import (
    AskSeriesClock,
    AskSeriesTime,
    AskWeekday,
    BeginSeries,
    EndSeries,
    MoveSeries,
    PreviewSeries,
    ShowOneSeries,
    ShowSeries,
    TakeOverSeries,
    TimeSeries,
    TimeSeriesInBreak,
)
from bot.callbacks import clock_from
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_preview as preview_views
from bot.views import series as views
from learning.broadcasts import Series
from learning.people import Actor
from learning.ports import Records
from learning.usecases import drafting, series
from learning.usecases.broadcasting import Flawed, Nobody
from learning.usecases.carrying import shown_of
from learning.usecases.series import Begun, SeriesPreview
from learning.world import World


async def show_all(turn: Turn, _: ShowSeries) -> None:
    """What comes every week."""
    found = await turn.store.read(_listed, turn.world, turn.actor)
    await turn.show(views.listed(found, turn.person.id, turn.texts))


async def show(turn: Turn, press: ShowOneSeries) -> None:
    """One series."""
    await _show(turn, await turn.store.read(series.get, turn.actor, press.series))


async def ask_weekday(turn: Turn, press: AskWeekday) -> None:
    """On which day a draft shall come again and again."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    screen = views.weekdays(found, turn.texts) if found else broadcast_views.draft_gone(turn.texts)
    await turn.show(screen)


async def ask_clock(turn: Turn, press: AskSeriesClock) -> None:
    """At what time a draft shall come on that day."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    screen = (
        views.clocks(found, press.weekday, turn.texts) if found else broadcast_views.draft_gone(turn.texts)
    )
    await turn.show(screen)


async def preview(turn: Turn, press: PreviewSeries) -> None:
    """The first one as its receivers will see it, and below it when it comes and to how many."""
    outcome = await turn.store.write(
        series.preview,
        turn.world,
        turn.actor,
        press.broadcast,
        press.weekday,
        at=clock_from(press.at),
        now=turn.now,
    )
    if isinstance(outcome, SeriesPreview):
        await _show_preview(turn, outcome)
    else:
        await _refuse(turn, outcome)


async def begin(turn: Turn, press: BeginSeries) -> None:
    """Lets it come every week as the preview showed it; where that is not what would come, shows it anew."""
    outcome = await turn.store.write(
        series.begin,
        turn.world,
        turn.actor,
        press.broadcast,
        press.weekday,
        at=clock_from(press.at),
        check=press.check,
        now=turn.now,
    )
    if isinstance(outcome, Begun):
        await _show(turn, outcome.series, views.begun(turn.texts))
    elif not isinstance(outcome, SeriesPreview):
        await _refuse(turn, outcome)
    elif outcome.preview.has_changed:
        await turn.show(views.counted(outcome, turn.now, turn.texts))
    else:
        await _show_preview(turn, outcome)


async def _show_preview(turn: Turn, outcome: SeriesPreview) -> None:
    first = outcome.preview.broadcast
    shown = await turn.store.read(shown_of, turn.world, first.content, turn.person.language)
    await turn.send(preview_views.message(first, shown, turn.texts))
    await turn.send(views.counted(outcome, turn.now, turn.texts))


async def _refuse(turn: Turn, outcome: Nobody | Flawed | None) -> None:
    if isinstance(outcome, Nobody):
        await turn.show(preview_views.nobody(outcome, turn.texts))
    elif isinstance(outcome, Flawed):
        await turn.show(preview_views.flawed(outcome, turn.texts))
    else:
        await turn.show(broadcast_views.draft_gone(turn.texts))


async def ask_time(turn: Turn, press: AskSeriesTime) -> None:
    """Asks for another day or time."""
    found = await turn.store.read(series.get, turn.actor, press.series)
    await turn.show(views.times(found, turn.texts) if found else views.not_yours(turn.texts))


async def move(turn: Turn, press: MoveSeries) -> None:
    """Lets it come on another day."""
    found = await turn.store.read(series.get, turn.actor, press.series)
    await _change(turn, press.series, press.weekday, found.at if found else None)


async def at_time(turn: Turn, press: TimeSeries) -> None:
    """Lets it come at a time on each person's clock."""
    found = await turn.store.read(series.get, turn.actor, press.series)
    at = clock_from(press.at)
    if found is None or at is None:
        await turn.show(views.not_yours(turn.texts))
    else:
        await _change(turn, press.series, found.weekday, at)


async def in_break(turn: Turn, press: TimeSeriesInBreak) -> None:
    """Lets it come in each person's next break."""
    found = await turn.store.read(series.get, turn.actor, press.series)
    await _change(turn, press.series, found.weekday if found else 0, None)


async def end(turn: Turn, press: EndSeries) -> None:
    """Ends it, after asking once."""
    if press.sure:
        done = await turn.store.write(series.end, turn.actor, press.series, now=turn.now)
        await turn.show(views.ended(turn.texts) if done else views.not_yours(turn.texts))
        return
    found = await turn.store.read(series.get, turn.actor, press.series)
    await turn.show(views.end_question(found, turn.texts) if found else views.not_yours(turn.texts))


async def take_over(turn: Turn, press: TakeOverSeries) -> None:
    """Goes on with the series of somebody who left it."""
    found = await turn.store.write(series.take_over, turn.world, turn.actor, press.series, now=turn.now)
    await _show(turn, found, views.taken_over(turn.texts))


async def _change(turn: Turn, series_id: int, weekday: int, at: time | None) -> None:
    changed = await turn.store.write(
        series.change, turn.world, turn.actor, series_id, weekday=weekday, at=at, now=turn.now
    )
    await _show(turn, changed, views.changed(turn.texts))


async def _show(turn: Turn, found: Series | None, note: Markup | None = None) -> None:
    if found is None:
        await turn.show(views.not_yours(turn.texts))
        return
    title = await turn.store.read(_title, turn.world, found, turn.person.language)
    next_on = series.next_on(turn.world, found, now=turn.now)
    leads = series.may_go_on(turn.actor, found)
    await turn.show(views.one(found, title, turn.person.id, turn.texts, note, next_on=next_on, leads=leads))


def _listed(records: Records, world: World, actor: Actor) -> list[tuple[Series, str]]:
    language = actor.person.language
    return [(one, _title(records, world, one, language)) for one in series.listed(records, actor)]


def _title(records: Records, world: World, found: Series, language: str) -> str:
    return shown_of(records, world, found.content, language).title
