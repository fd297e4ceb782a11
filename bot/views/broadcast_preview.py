"""The preview of a broadcast: the message as its receivers see it, and how many get it when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.buttons.broadcast_draft import ConfirmBroadcast, DiscardDraft, ExplainPreview, ShowAudience
from bot.screens import Key, Screen, lines, paragraphs
from bot.texts import Texts
from bot.views.broadcast_card import card
from bot.views.broadcast_draft import draft_key
from bot.views.broadcast_words import day_word, flaw, when
from learning.broadcasts import Broadcast, Held, Preview, SlotGroup, Timing
from learning.usecases.broadcasting import Flawed, Nobody
from learning.usecases.carrying import Shown
from learning.usecases.drafting import check_of

MOST_LINES = 6
"""So many times are listed; all later ones are one line."""


def message(broadcast: Broadcast, shown: Shown, t: Texts) -> Screen:
    """The message exactly as it will be seen; its buttons only explain themselves."""
    seen = card(broadcast, shown, t)
    return replace(
        seen, keys=tuple(tuple(Key(key.label, ExplainPreview()) for key in row) for row in seen.keys)
    )


def explanation(t: Texts) -> str:
    """What a button in the preview says."""
    return t.plain("This is only the preview: your people use this button when they get the message.")


def counted(preview: Preview, now: datetime, t: Texts, *, before: int | None = None) -> Screen:
    """How many people get it when, and why some do not yet; the button sends it to exactly these."""
    broadcast = preview.broadcast
    size = t.count("{n} person", "{n} people", preview.size)
    changed = None
    if preview.has_changed and before is not None:
        changed = t(
            "⚠️ The audience has changed since the preview: now {now}, before {before}. "
            "Please look again, and then send.",
            now=t.number(preview.size),
            before=t.number(before),
        )
    send = t.plain("Send to {people}", people=size)
    return Screen(
        text=paragraphs(
            changed,
            t("This is how they will see it. It goes to <b>{people}</b>:", people=size),
            reach(preview, now, t),
            t(
                "Whoever cannot get it until {day} does not get it any more.",
                day=t.short_day(_ends_on(preview, now)),
            ),
        ),
        keys=(
            (Key(f"✉️ {send}", ConfirmBroadcast(broadcast.id, check_of(broadcast))),),
            (draft_key(broadcast.id, t), Key(t.plain("Throw away"), DiscardDraft(broadcast.id, sure=False))),
        ),
    )


def reach(preview: Preview, now: datetime, t: Texts) -> Markup:
    """How many people get it when, and why some do not yet, a line each."""
    return lines(*_times(preview, now, t), *_not_yet(preview, now, t))


def nobody(outcome: Nobody, t: Texts) -> Screen:
    """The selection names nobody, or units that its author leads no more."""
    id_ = outcome.broadcast.id
    if outcome.is_lost:
        return Screen(
            text=t("You do not lead this unit any more; nothing was sent. Choose others."),
            keys=((Key(t.plain("For whom"), ShowAudience(id_, 0)), draft_key(id_, t)),),
        )
    return Screen(
        text=t(
            "Nobody would get this: among those you chose there is nobody left. Choose others, "
            "or take back a tick."
        ),
        keys=((Key(t.plain("For whom"), ShowAudience(id_, 0)), draft_key(id_, t)),),
    )


def flawed(outcome: Flawed, t: Texts) -> Screen:
    """It cannot be sent as it is."""
    broadcast = outcome.broadcast
    said = flaw(outcome.flaw, broadcast.content, broadcast.content.text, t)
    return Screen(text=paragraphs(t("This cannot be sent yet."), said), keys=((draft_key(broadcast.id, t),),))


def _times(preview: Preview, now: datetime, t: Texts) -> list[Markup]:
    broadcast = preview.broadcast
    free = [one for one in preview.groups if one.held is None]
    held = [one for one in preview.groups if one.held is not None]
    said = _free_lines(broadcast, free, now, t)
    room = max(1, MOST_LINES - len(said))
    merged = _by_reason(held) if len(held) > room else [(one.held, [one]) for one in held]
    return [*said, *(_held_line(reason, group, now, t, broadcast) for reason, group in merged)]


def _free_lines(broadcast: Broadcast, groups: list[SlotGroup], now: datetime, t: Texts) -> list[Markup]:
    people = sum(one.people for one in groups)
    if not groups:
        return []
    if broadcast.timing is Timing.NOW:
        return [t("• {n}: at once", n=t.number(people))]
    if broadcast.timing is Timing.MOMENT:
        return [t("• {n}: {when}", n=t.number(people), when=when(broadcast, t))]
    first, later = groups[: MOST_LINES - 1], groups[MOST_LINES - 1 :]
    if len(later) == 1:
        first, later = groups, []
    said = [
        t("• {n}: {moment}", n=t.number(one.people), moment=_moment(one, now, t, broadcast)) for one in first
    ]
    if later:
        rest = t.number(sum(one.people for one in later))
        last = day_word(max(one.local_on for one in later), _today(broadcast, now), t)
        said.append(t("• {n}: later, the last of them {day}", n=rest, day=last))
    return said


def _held_line(
    reason: Held | None, groups: list[SlotGroup], now: datetime, t: Texts, broadcast: Broadcast
) -> Markup:
    n = t.number(sum(one.people for one in groups))
    moment = _moment(groups[0], now, t, broadcast)
    if len(groups) > 1:
        moment = t.plain("from {moment} on", moment=moment)
    sentences = {
        Held.AWAY: t("• {n}: away (held), {moment}", n=n, moment=moment),
        Held.BUDGET: t("• {n}: held by the day's budget, {moment}", n=n, moment=moment),
        Held.OFF_HOURS: t("• {n}: outside working hours (held), {moment}", n=n, moment=moment),
        Held.DAY_OFF: t("• {n}: weekend or holiday (held), {moment}", n=n, moment=moment),
        Held.NIGHT: t("• {n}: night (held), {moment}", n=n, moment=moment),
    }
    return sentences.get(reason or Held.OFF_HOURS, sentences[Held.OFF_HOURS])


def _by_reason(groups: Iterable[SlotGroup]) -> list[tuple[Held | None, list[SlotGroup]]]:
    found: dict[Held | None, list[SlotGroup]] = {}
    for one in groups:
        found.setdefault(one.held, []).append(one)
    return list(found.items())


def _not_yet(preview: Preview, now: datetime, t: Texts) -> list[Markup]:
    until = t.short_day(_ends_on(preview, now))
    said = []
    if preview.not_activated:
        n = t.number(preview.not_activated)
        said.append(t("• {n}: not activated yet (they get it when they join, until {day})", n=n, day=until))
    if preview.blocked:
        said.append(t("• {n}: blocked Sela", n=t.number(preview.blocked)))
    if preview.never:
        said.append(
            t("• {n}: away or held for longer than it waits (they do not get it)", n=t.number(preview.never))
        )
    return said


def _moment(group: SlotGroup, now: datetime, t: Texts, broadcast: Broadcast) -> str:
    zones = "/".join(dict.fromkeys(t.zone(name) for name in _ordered(group.time_zones)))
    day = day_word(group.local_on, _today(broadcast, now), t)
    return f"{day} {t.clock(group.local_at)} {zones}"


def _ordered(zones: Iterable[str]) -> list[str]:
    """Zones from west to east."""
    noon = datetime.combine(date(2026, 1, 1), time(12))
    return sorted(zones, key=lambda name: (ZoneInfo(name).utcoffset(noon) or timedelta(), name))


def _today(broadcast: Broadcast, now: datetime) -> date:
    return now.astimezone(ZoneInfo(broadcast.author_zone)).date()


def _ends_on(preview: Preview, now: datetime) -> date:
    first = min((one.local_on for one in preview.groups), default=_today(preview.broadcast, now))
    return first + timedelta(days=preview.broadcast.keeps_days)
