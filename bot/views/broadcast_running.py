"""What became of a broadcast: its progress while it runs, its results, and what can be done about it."""

import math
from datetime import datetime

from markupsafe import Markup

from bot.buttons.broadcast import (
    PauseBroadcast,
    RemindOfBroadcast,
    ReopenBroadcast,
    ResumeBroadcast,
    SendAgain,
    ShowBroadcast,
    ShowRecipients,
    StopBroadcast,
    WithdrawBroadcast,
)
from bot.buttons.broadcast_draft import AskWords
from bot.buttons.notes import ShowReplies
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.broadcast import home_key, was_cancelled
from bot.views.broadcast_people import NOT_OPENED, count, standing_name, standings
from bot.views.broadcast_words import moment_word, scheduled_word, title_of, whom
from learning.broadcasts import (
    NOT_THERE_YET,
    Broadcast,
    BroadcastState,
    ContentKind,
    Results,
    Standing,
)
from learning.rules.rating import SMALLEST_GROUP
from learning.usecases.broadcast_words import Wording
from learning.usecases.carrying import TOO_MANY_FAILED

BAR = 12
QUIZ_BAR = 8
A_MINUTE = 30 * 60
"""So many messages leave in a minute, as Telegram lets a bot send."""

ENDED_BADLY = (Standing.FAILED, Standing.EXPIRED)
LEAVING_STATES = frozenset({BroadcastState.RUNNING, BroadcastState.PAUSED})


def running(
    results: Results,
    t: Texts,
    now: datetime,
    *,
    title: str = "",
    note: Markup | None = None,
    is_own: bool = True,
) -> Screen:
    """A broadcast as it stands; `title` is that of what it sends, `is_own` whether its author looks at it."""
    broadcast = results.broadcast
    is_ahead = results.is_ahead(now)
    return Screen(
        text=paragraphs(
            note,
            lines(
                t("📣 <b>{title}</b>", title=title_of(broadcast.content, title, t)),
                None if is_own else t("by {name}", name=broadcast.author),
                _scheduled(broadcast, t, now) if is_ahead else _state(results, t),
            ),
            None if is_ahead else _progress(results, t, now),
            _outcome(results, t),
            _quiz(results, t),
            _remarks(results, t),
        ),
        keys=_keys(results, t, now, is_own=is_own),
    )


def corrected(results: Results, t: Texts) -> Markup:
    """How many copies are being corrected."""
    if not results.to_change:
        return t("Corrected. Whoever gets it from now on gets it like this.")
    return t.count(
        "Corrected: {n} copy is being changed.", "Corrected: {n} copies are being changed.", results.to_change
    )


def reopened(t: Texts) -> Markup:
    """What was scheduled is a draft again."""
    return t("It is a draft again, and nothing leaves. Choose “When”, look at the preview, and send it.")


def taken_back_before(t: Texts) -> Markup:
    """It was taken back before the tap that would have corrected it."""
    return t("You took this back: there is nothing to correct any more.")


def _scheduled(broadcast: Broadcast, t: Texts, now: datetime) -> Markup:
    people = t.count("{n} person", "{n} people", broadcast.size)
    return lines(
        t(
            "🕒 Scheduled: <b>{moment}</b>, for {people}.",
            moment=scheduled_word(broadcast, now, t),
            people=people,
        ),
        t("<b>For whom:</b> {whom}", whom=whom(broadcast.selection, t)),
    )


def _state(results: Results, t: Texts) -> Markup:
    broadcast = results.broadcast
    people = t.count("{n} person", "{n} people", broadcast.size)
    have = t("{n} of {people} have it.", n=t.number(results.reached), people=people)
    if broadcast.state is BroadcastState.WITHDRAWN:
        return t("Taken back. {n} of {people} had it.", n=t.number(results.reached), people=people)
    if broadcast.state is BroadcastState.STOPPED and was_cancelled(results):
        return t("Cancelled: nobody got it.")
    if broadcast.state is BroadcastState.STOPPED:
        return t("Stopped. {have}", have=have)
    if broadcast.state is BroadcastState.PAUSED and broadcast.reason == TOO_MANY_FAILED:
        return t("Paused by itself: too many copies failed in a way I did not expect.")
    if broadcast.state is BroadcastState.PAUSED:
        return t("Paused: nothing leaves until you let it go on.")
    return have if results.is_over else t("On its way to {people}.", people=people)


def _progress(results: Results, t: Texts, now: datetime) -> Markup:
    size = max(results.broadcast.size, 1)
    waiting = count(results, Standing.WAITING, Standing.HELD)
    sent = results.reached + count(results, Standing.UNCERTAIN)
    failed = count(results, *ENDED_BADLY)
    filled = BAR * sent // size
    return lines(
        Markup("{}{} {} %").format("▓" * filled, "░" * (BAR - filled), 100 * sent // size),
        t("Sent {n}", n=t.number(sent)),
        t("Waiting {n}", n=t.number(waiting)) if waiting else None,
        t("Failed {n}", n=t.number(failed)) if failed else None,
        _time_left(results, t, now) if waiting else None,
    )


def _time_left(results: Results, t: Texts, now: datetime) -> Markup | None:
    broadcast = results.broadcast
    if broadcast.state is not BroadcastState.RUNNING:
        return None
    if results.leaving_now:
        if results.leaving_now < A_MINUTE:
            return t("Less than a minute left")
        return t("± {n} min left", n=t.number(math.ceil(results.leaving_now / A_MINUTE)))
    if results.next_at is None:
        return None
    return t("Next: {moment}", moment=moment_word(results.next_at, broadcast, now, t))


def _outcome(results: Results, t: Texts) -> Markup | None:
    if not results.reached:
        return None
    opened = count(results, Standing.OPENED, Standing.COMPLETED)
    completed = count(results, Standing.COMPLETED)
    kind = results.broadcast.content.kind
    return lines(
        t("Delivered: {n}", n=t.number(results.reached)),
        t("Opened: {n} ({percent} %)", n=t.number(opened), percent=100 * opened // results.reached),
        t("Completed: {n}", n=t.number(completed))
        if kind in {ContentKind.LESSON, ContentKind.COURSE}
        else None,
    )


def _quiz(results: Results, t: Texts) -> Markup | None:
    quiz = results.broadcast.content.quiz
    if quiz is None:
        return None
    answered = sum(results.choices)
    said = t.count("{n} answer", "{n} answers", answered)
    if answered < SMALLEST_GROUP:
        few = t("Which ones, you see from {n} answers on.", n=SMALLEST_GROUP)
        return lines(said, few)
    return lines(
        said,
        *(
            _choice(option, chosen, answered, is_right=place == quiz.right)
            for place, (option, chosen) in enumerate(zip(quiz.options, results.choices, strict=True))
        ),
    )


def _choice(option: str, chosen: int, answered: int, *, is_right: bool) -> Markup:
    filled = round(QUIZ_BAR * chosen / answered)
    bar = "▓" * filled + "░" * (QUIZ_BAR - filled)
    mark = " ✓" if is_right else ""
    return Markup("{} {} % {}{}").format(bar, 100 * chosen // answered, option, mark)


def _remarks(results: Results, t: Texts) -> Markup | None:
    said = [
        _changing(results, t) if results.to_change else None,
        _unchanged(results, t) if results.unchanged else None,
        t.count(
            "{n} person may have it twice: it was on its way when I was restarted.",
            "{n} people may have it twice: it was on its way when I was restarted.",
            results.maybe_twice,
        )
        if results.maybe_twice
        else None,
        t.count("{n} reply came to you.", "{n} replies came to you.", results.replies)
        if results.replies
        else None,
        t.count(
            "{n} reply waits for its turn: you can read it now, below.",
            "{n} replies wait for their turn: you can read them now, below.",
            results.replies_waiting,
        )
        if results.replies_waiting
        else None,
        t("Reminded, once: {n}", n=t.number(results.reminded)) if results.reminded else None,
    ]
    return lines(*said) or None


def _unchanged(results: Results, t: Texts) -> Markup:
    number = results.unchanged
    if results.broadcast.state is BroadcastState.WITHDRAWN:
        return t.count(
            "{n} copy could not be taken back: Telegram did not allow it, so it is still there.",
            "{n} copies could not be taken back: Telegram did not allow it, so they are still there.",
            number,
        )
    return t.count(
        "{n} copy could not be changed: Telegram did not allow it any more.",
        "{n} copies could not be changed: Telegram did not allow it any more.",
        number,
    )


def _changing(results: Results, t: Texts) -> Markup:
    number = results.to_change
    if results.broadcast.state is BroadcastState.WITHDRAWN:
        return t.count(
            "{n} copy is still being taken back.", "{n} copies are still being taken back.", number
        )
    return t.count("{n} copy is still being corrected.", "{n} copies are still being corrected.", number)


def _keys(results: Results, t: Texts, now: datetime, *, is_own: bool) -> tuple[tuple[Key, ...], ...]:
    broadcast = results.broadcast
    id_ = broadcast.id
    steering = _scheduled_keys(broadcast, t, is_own=is_own) if results.is_ahead(now) else None
    return (
        *rows(*(steering or _steering_keys(results, t)), width=2),
        *rows(
            *(
                Key(
                    f"{standing_name(one, broadcast, t)}: {t.number(results.people[one])}",
                    ShowRecipients(id_, one, 0),
                )
                for one in standings(t)
                if results.people.get(one)
            ),
            width=2,
        ),
        *_after_keys(results, t),
        (Key(t.plain("🔄 Refresh"), ShowBroadcast(id_)), home_key(t)),
    )


def _scheduled_keys(broadcast: Broadcast, t: Texts, *, is_own: bool) -> list[Key | None]:
    may_change = is_own and broadcast.series_id is None
    return [
        Key(t.plain("Change the time"), ReopenBroadcast(broadcast.id, sure=False)) if may_change else None,
        Key(t.plain("Cancel it"), StopBroadcast(broadcast.id, sure=False)),
    ]


def _steering_keys(results: Results, t: Texts) -> list[Key | None]:
    broadcast = results.broadcast
    id_ = broadcast.id
    # Whoever has not joined yet may still get it: until then it can be stopped, though nobody waits.
    is_leaving = broadcast.state in LEAVING_STATES and count(results, *NOT_THERE_YET) > 0
    return [
        Key(t.plain("⏸ Pause"), PauseBroadcast(id_))
        if is_leaving and broadcast.state is BroadcastState.RUNNING
        else None,
        Key(t.plain("▶️ Go on"), ResumeBroadcast(id_)) if broadcast.state is BroadcastState.PAUSED else None,
        Key(t.plain("⏹ Stop"), StopBroadcast(id_, sure=False)) if is_leaving else None,
    ]


def _after_keys(results: Results, t: Texts) -> tuple[tuple[Key, ...], ...]:
    """What can be done about it; long labels have rows of their own, so that phones do not cut them."""
    broadcast = results.broadcast
    id_ = broadcast.id
    not_opened = count(results, *NOT_OPENED)
    may_remind = not_opened and broadcast.state is BroadcastState.RUNNING and broadcast.reminded_at is None
    is_there = broadcast.state is not BroadcastState.WITHDRAWN
    replies = results.replies + results.replies_waiting
    remind = t.plain("Remind the {n} who did not open", n=t.number(not_opened))
    return (
        *rows(Key(t.plain("Replies ({n})", n=t.number(replies)), ShowReplies(id_, 0)) if replies else None),
        *rows(Key(remind, RemindOfBroadcast(id_, sure=False)) if may_remind else None),
        *rows(
            Key(t.plain("Correct"), AskWords(id_, Wording.CORRECTION)) if is_there else None,
            Key(t.plain("Take back"), WithdrawBroadcast(id_, sure=False)) if is_there else None,
            width=2,
        ),
        (Key(t.plain("Send again as a new draft"), SendAgain(id_)),),
    )
