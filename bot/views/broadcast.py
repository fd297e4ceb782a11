"""The way into broadcasts: what one can send, the draft, what was sent, and what comes every week."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.buttons.broadcast import ShowBroadcast, ShowBroadcasts, ShowSent, ShowSeries
from bot.buttons.broadcast_draft import BeginBroadcast, ShowDraft
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.broadcast_words import clipped, kinds, title_of
from learning.broadcasts import Broadcast, BroadcastState, Results
from learning.usecases.broadcast_contents import Listed

PAGE = 6
"""Broadcasts of the list on one screen."""


def home(draft: Listed | None, t: Texts) -> Screen:
    """What one can broadcast; a draft is gone on with first."""
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
        ),
    )


def sent_list(
    shown: Sequence[tuple[Listed, Results]], page: int, zone: ZoneInfo, t: Texts, *, has_more: bool
) -> Screen:
    """A page of what one has sent, newest first, each with its state."""
    listed = [
        lines(
            t(
                "<b>{title}</b> · {day}",
                title=title_of(one.broadcast.content, one.title, t),
                day=_day(one.broadcast, zone, t),
            ),
            state_line(results, t),
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


def state_line(results: Results, t: Texts) -> str:
    """In one line how far a broadcast has come."""
    broadcast = results.broadcast
    figures = {"sent": t.number(results.reached), "size": t.number(broadcast.size)}
    if broadcast.state is BroadcastState.WITHDRAWN:
        return t.plain("taken back")
    if broadcast.state is BroadcastState.PAUSED:
        return t.plain("paused · {sent} of {size}", **figures)
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
