"""The way into broadcasts: what one can send, the draft, what was sent, and what comes every week."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons.broadcast import (
    ShowBroadcast,
    ShowBroadcasts,
    ShowOneSeries,
    ShowSent,
    ShowSeries,
    ShowUnderWay,
)
from bot.buttons.broadcast_draft import BeginBroadcast, ShowDraft
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.broadcast_words import clipped, kinds, scheduled_word, title_of, weekday_name
from learning.broadcasts import Broadcast, BroadcastState, Results, Series, SeriesState, Standing
from learning.usecases.broadcast_contents import Listed
from learning.usecases.steering import Steered

PAGE = 6
"""Broadcasts of the list on one screen."""


def home(draft: Listed | None, t: Texts, *, is_admin: bool = False) -> Screen:
    """What one can broadcast; a draft is gone on with first. Admins steer everybody's, too."""
    begun = None
    if draft is not None:
        title = title_of(draft.broadcast.content, draft.title, t)
        begun = t("You have begun a draft: <i>{title}</i>. A new one takes its place.", title=title)
    return Screen(
        text=paragraphs(
            t("<b>Broadcast</b>"),
            t(
                "What would you like to send to your people? You see a preview first; "
                "nothing leaves without it."
            ),
            begun,
        ),
        keys=(
            *rows(Key(t.plain("Go on with the draft"), ShowDraft(draft.broadcast.id)) if draft else None),
            *rows(*(Key(label, BeginBroadcast(kind)) for kind, label in kinds(t).items()), width=2),
            (Key(t.plain("What I sent"), ShowSent(0)), Key(t.plain("Every week"), ShowSeries())),
            *rows(Key(t.plain("Under way, of everybody"), ShowUnderWay(0)) if is_admin else None),
        ),
    )


def sent_list(
    shown: Sequence[tuple[Listed, Results]],
    page: int,
    now: datetime,
    zone: ZoneInfo,
    t: Texts,
    *,
    has_more: bool,
) -> Screen:
    """A page of what one has sent, newest first, each with its state."""
    listed = [
        lines(
            t(
                "<b>{title}</b> · {day}",
                title=title_of(one.broadcast.content, one.title, t),
                day=_day(one.broadcast, zone, t),
            ),
            state_line(results, now, t),
        )
        for one, results in shown
    ]
    keys = [
        Key(clipped(title_of(one.broadcast.content, one.title, t), 40), ShowBroadcast(one.broadcast.id))
        for one, _ in shown
    ]
    return Screen(
        text=paragraphs(t("<b>What I sent</b>"), *(listed or [t("You have not sent anything yet.")])),
        keys=(
            *rows(*keys),
            *turning(page, page + 2 if has_more else page + 1, ShowSent),
            (home_key(t),),
        ),
    )


def under_way(shown: Sequence[Steered], page: int, now: datetime, t: Texts, *, has_more: bool) -> Screen:
    """A page of what runs, is scheduled or comes every week, of all authors."""
    listed, keys = [], []
    for one in shown:
        is_weekly = isinstance(one.about, Series)
        about = one.about if isinstance(one.about, Series) else one.about.broadcast
        title = title_of(about.content, one.title, t)
        state = series_line(one.about, t) if isinstance(one.about, Series) else state_line(one.about, now, t)
        listed.append(lines(t("<b>{title}</b>", title=title), t("by {name}", name=about.author), state))
        press = ShowOneSeries(about.id) if is_weekly else ShowBroadcast(about.id)
        keys.append(Key(clipped(title, 40), press))
    nothing = t("Nothing runs, is scheduled or comes every week.")
    return Screen(
        text=paragraphs(t("<b>Under way, of everybody</b>"), *(listed or [nothing])),
        keys=(
            *rows(*keys),
            *turning(page, page + 2 if has_more else page + 1, ShowUnderWay),
            (home_key(t),),
        ),
    )


def series_line(series: Series, t: Texts) -> str:
    """In one line when a series comes, and whether it rests."""
    day = weekday_name(series.weekday, t)
    when = (
        t.plain("every {day}, {time} on each person's clock", day=day, time=t.clock(series.at))
        if series.at
        else t.plain("every {day}, in each person's next break", day=day)
    )
    rests = t.plain("⏸ rests")
    return f"{when} · {rests}" if series.state is SeriesState.RESTING else when


def was_cancelled(results: Results) -> bool:
    """Whether it was stopped before its moment, so that nobody got it."""
    broadcast = results.broadcast
    is_stopped = broadcast.state is BroadcastState.STOPPED and broadcast.moment is not None
    return is_stopped and results.people.get(Standing.CANCELLED, 0) == broadcast.size


def state_line(results: Results, now: datetime, t: Texts) -> str:
    """In one line how far a broadcast has come."""
    broadcast = results.broadcast
    figures = {"sent": t.number(results.reached), "size": t.number(broadcast.size)}
    if broadcast.state is BroadcastState.WITHDRAWN:
        return t.plain("taken back")
    if broadcast.state is BroadcastState.PAUSED:
        return t.plain("paused · {sent} of {size}", **figures)
    if results.is_ahead(now):
        people = t.count("{n} person", "{n} people", broadcast.size)
        moment = scheduled_word(broadcast, now, t)
        return t.plain("scheduled: {moment} · {people}", moment=moment, people=people)
    if was_cancelled(results):
        return t.plain("cancelled, nobody got it")
    if broadcast.state is BroadcastState.STOPPED:
        return t.plain("stopped · {sent} of {size}", **figures)
    if not results.is_over:
        return t.plain("on its way · {sent} of {size}", **figures)
    return t.plain("delivered to {sent} of {size}", **figures)


def home_key(t: Texts) -> Key:
    """The way home."""
    return Key(t.plain("Broadcasts"), ShowBroadcasts())


def not_yours(t: Texts) -> Screen:
    """What a button stands for is not this author's, or not there any more."""
    return Screen(text=t("This broadcast is not yours, or not there any more."), keys=((home_key(t),),))


def draft_gone(t: Texts) -> Screen:
    """A button of a draft that was sent, thrown away or replaced."""
    return Screen(
        text=t(
            "This button is of a draft that is not there any more: "
            "it was sent, thrown away, or a newer one took its place."
        ),
        keys=rows(Key(t.plain("What I sent"), ShowSent(0)), home_key(t), width=2),
    )


def _day(broadcast: Broadcast, zone: ZoneInfo, t: Texts) -> str:
    at: datetime = broadcast.confirmed_at or broadcast.created_at
    return t.short_date(at.astimezone(zone).date())
