"""The replies to one's own broadcast, a page at a time."""

from textwrap import shorten
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.buttons.broadcast import ShowBroadcast
from bot.buttons.notes import ReplyTo, ShowReplies
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from learning.notes import ShownNote
from learning.usecases.broadcast_replies import ReplyPage

NAME_LENGTH, UNIT_LENGTH, LABEL_LENGTH = 60, 80, 24


def replies(found: ReplyPage, zone: ZoneInfo, t: Texts) -> Screen:
    """A page of replies, newest first, each to be answered."""
    broadcast = found.broadcast
    fresh = t.count(
        "{n} of these had been waiting for its turn; it does not come again.",
        "{n} of these had been waiting for their turn; they do not come again.",
        len(found.fresh),
    )
    place = t("Page {page} of {pages}", page=found.page + 1, pages=found.pages) if found.pages > 1 else None
    answer = [
        Key(
            t.plain("Reply to {name}", name=_short(one.note.sender, LABEL_LENGTH)),
            ReplyTo(0, one.note.id),
        )
        for one in found.replies
    ]
    return Screen(
        text=paragraphs(
            lines(t.count("<b>{n} reply</b>", "<b>{n} replies</b>", found.count), place),
            *(_reply(one, zone, t, is_fresh=one.note.id in found.fresh) for one in found.replies),
            fresh if found.fresh else None,
        ),
        keys=(
            *rows(*answer),
            *turning(found.page, found.pages, lambda to: ShowReplies(broadcast.id, to)),
            (Key(t.plain("Back to the broadcast"), ShowBroadcast(broadcast.id)),),
        ),
    )


def _reply(shown: ShownNote, zone: ZoneInfo, t: Texts, *, is_fresh: bool) -> Markup:
    note = shown.note
    local = note.written_at.astimezone(zone)
    who = t(
        "{mark} <b>{name}</b> ({unit}), {day} {time}:",
        mark="🆕" if is_fresh else "↩️",
        name=_short(note.sender, NAME_LENGTH),
        unit=_short(shown.unit, UNIT_LENGTH),
        day=t.short_day(local.date()),
        time=t.clock(local.time()),
    )
    return lines(who, note.text)


def _short(text: str, length: int) -> str:
    return shorten(text, length, placeholder=" …")
