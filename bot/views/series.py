"""Broadcasts that come every week: the list, one of them, its day and time, ending and taking over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

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
from bot.callbacks import NO_CLOCK, clock_number
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.broadcast import home_key, series_line
from bot.views.broadcast_draft import draft_key
from bot.views.broadcast_preview import reach
from bot.views.broadcast_words import clipped, title_of, weekday_name, whom
from learning.broadcasts import Broadcast, ContentKind, Selection, Series, SeriesState, Timing
from learning.usecases.series import SeriesPreview

TIMES = (time(8), time(9), time(10), time(12), time(13), time(15))


def listed(found: Sequence[tuple[Series, str]], own_id: int, t: Texts) -> Screen:
    """What comes every week, each with its title; those of others wait to be taken over."""
    entries = [_entry(series, title, own_id, t) for series, title in found]
    keys = [
        Key(clipped(title_of(series.content, title, t), 40), ShowOneSeries(series.id))
        for series, title in found
    ]
    nothing = t("Nothing comes every week yet. Put a broadcast together, and tap “Every week”.")
    return Screen(
        text=paragraphs(t("<b>Every week</b>"), *(entries or [nothing])),
        keys=(*rows(*keys), (home_key(t),)),
    )


def one(
    series: Series,
    title: str,
    own_id: int,
    t: Texts,
    note: Markup | None = None,
    *,
    next_on: date,
    leads: bool = True,
) -> Screen:
    """One series, when it comes next, and what can be done with it.

    `leads` says whether the reader leads all whom it is for: only they can let it go on.
    """
    is_resting = series.state is SeriesState.RESTING
    lessons = None
    if series.content.kind is ContentKind.COURSE:
        lessons = t("Each week the next lesson of the course comes; {n} so far.", n=series.lessons_sent)
    is_own = series.author_id == own_id
    go_on = t.plain("Let it go on") if is_own else t.plain("Take it over")
    take_over = Key(go_on, TakeOverSeries(series.id)) if is_resting and leads else None
    end = Key(t.plain("End it"), EndSeries(series.id, sure=False))
    return Screen(
        text=paragraphs(
            note,
            _entry(series, title, own_id, t),
            lines(t("<b>For whom:</b> {whom}", whom=whom(_selection(series, own_id), t)), lessons),
            lines(
                _resting(series, t) if leads else _led_no_more(t),
                t("If it goes on, the next one comes on {day}.", day=t.short_day(next_on)) if leads else None,
            )
            if is_resting
            else t("Next: {moment}", moment=t.short_day(next_on)),
        ),
        keys=(
            *rows(take_over, Key(t.plain("Day and time"), AskSeriesTime(series.id)), end, width=2),
            (Key(t.plain("Every week"), ShowSeries()), home_key(t)),
        ),
    )


def weekdays(broadcast: Broadcast, t: Texts) -> Screen:
    """On which day a draft shall come again and again."""
    lead = (
        t("Every week the next lesson of this course. On which day?")
        if broadcast.content.kind is ContentKind.COURSE
        else t("This broadcast, every week anew. On which day?")
    )
    until = t("You see a preview before anything is begun.")
    keys = [Key(weekday_name(day, t), AskSeriesClock(broadcast.id, day)) for day in range(1, 8)]
    return Screen(text=paragraphs(lead, until), keys=(*rows(*keys, width=2), (draft_key(broadcast.id, t),)))


def clocks(broadcast: Broadcast, weekday: int, t: Texts) -> Screen:
    """At what time a draft shall come on that day; a time it has on each one's clock comes first."""
    id_ = broadcast.id
    own = {broadcast.at} if broadcast.timing is Timing.AT and broadcast.at else set()
    found = [
        Key(
            ("✓ " if at in own else "") + t.clock(at),
            PreviewSeries(id_, weekday, clock_number(at)),
        )
        for at in sorted({*TIMES, *own})
    ]
    in_break = Key(t.plain("In each one's next break"), PreviewSeries(id_, weekday, NO_CLOCK))
    return Screen(
        text=t("Every {day}. At what time on each person's clock?", day=weekday_name(weekday, t)),
        keys=(
            (in_break,),
            *rows(*found, width=3),
            (Key(t.plain("Another day"), AskWeekday(id_)), draft_key(id_, t)),
        ),
    )


def counted(shown: SeriesPreview, now: datetime, t: Texts) -> Screen:
    """When a draft would come each week and to how many; the button begins it, and nothing else does."""
    series, preview = shown.series, shown.preview
    id_ = preview.broadcast.id
    size = t.count("{n} person", "{n} people", preview.size)
    changed = None
    if preview.has_changed:
        changed = t(
            "⚠️ The audience has changed since the preview: now {now}, before {before}. "
            "Please look again, and then begin.",
            now=t.number(preview.size),
            before=t.number(shown.size_before),
        )
    begin = BeginSeries(id_, series.weekday, clock_number(series.at) if series.at else NO_CLOCK, shown.check)
    return Screen(
        text=paragraphs(
            changed,
            lines(
                t("This is how they will see the first one."),
                t("🔁 <b>{when}</b>", when=series_line(series, t)),
            ),
            lines(
                t(
                    "The first time: <b>{day}</b>, to <b>{people}</b>:",
                    day=t.short_day(shown.first_on),
                    people=size,
                ),
                reach(preview, now, t),
            ),
            t("It goes by itself each time, to those you lead then, until you end it."),
        ),
        keys=(
            (Key(t.plain("▶️ Begin"), begin),),
            (Key(t.plain("Another day"), AskWeekday(id_)), draft_key(id_, t)),
        ),
    )


def times(series: Series, t: Texts) -> Screen:
    """Another day or time."""
    id_ = series.id
    days = [
        Key(
            ("✓ " if day == series.weekday else "") + weekday_name(day, t),
            MoveSeries(id_, day),
        )
        for day in range(1, 8)
    ]
    clocks = [
        Key(("✓ " if at == series.at else "") + t.clock(at), TimeSeries(id_, clock_number(at)))
        for at in TIMES
    ]
    in_break = ("✓ " if series.at is None else "") + t.plain("In each one's next break")
    return Screen(
        text=t("On which day, and at what time on each person's clock?"),
        keys=(
            *rows(*days, width=2),
            *rows(*clocks, width=3),
            (Key(in_break, TimeSeriesInBreak(id_)),),
            (Key(t.plain("Back"), ShowOneSeries(id_)),),
        ),
    )


def end_question(series: Series, t: Texts) -> Screen:
    """Asks once before a series ends."""
    return Screen(
        text=t("End this series? What it has sent stays; nothing more comes."),
        keys=rows(
            Key(t.plain("Yes, end it"), EndSeries(series.id, sure=True)),
            Key(t.plain("Back"), ShowOneSeries(series.id)),
            width=2,
        ),
    )


def ended(t: Texts) -> Screen:
    """A series is over."""
    return Screen(
        text=t("It has ended: nothing more comes."),
        keys=rows(Key(t.plain("Every week"), ShowSeries()), home_key(t), width=2),
    )


def not_yours(t: Texts) -> Screen:
    """A series that is over, or another's."""
    return Screen(
        text=t("This series is over, or not yours."),
        keys=rows(Key(t.plain("Every week"), ShowSeries()), home_key(t), width=2),
    )


def begun(t: Texts) -> Markup:
    """A draft comes every week now."""
    return t("✅ It comes every week from now on.")


def taken_over(t: Texts) -> Markup:
    """The actor goes on with a series of somebody else."""
    return t("✅ It is yours now, and goes on.")


def changed(t: Texts) -> Markup:
    """The day or time of a series is another."""
    return t("✅ Changed.")


def _entry(series: Series, title: str, own_id: int, t: Texts) -> Markup:
    by = t("by {name}", name=series.author) if series.author_id != own_id else None
    return lines(t("<b>{title}</b>", title=title_of(series.content, title, t)), series_line(series, t), by)


def _selection(series: Series, own_id: int) -> Selection:
    """Whom it is for; without ticks it is all whom its author leads, at least the author's unit."""
    is_open = not series.selection.units and series.author_id != own_id
    return replace(series.selection, units=(series.author_unit,)) if is_open else series.selection


def _led_no_more(t: Texts) -> Markup:
    return t("You do not lead these people any more. End it, or let somebody else take it over.")


def _resting(series: Series, t: Texts) -> Markup:
    if series.reason == "nobody":
        return t(
            "It rests: nobody is among those it is for any more. Let it go on once somebody is, or end it."
        )
    if series.reason == "gone":
        return t("It rests: what it sends is not there any more. End it, and begin another.")
    return t(
        "It rests: {name} left, or may not send it any more. Take it over, or end it.", name=series.author
    )
