"""Written words, pictures and documents for a broadcast, taken in chat."""

from markupsafe import Markup

from bot.handlers import broadcast_draft, broadcast_running
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_asking as views
from bot.views import broadcast_audience as audience_views
from bot.views import broadcast_draft as draft_views
from bot.views.broadcast_words import flaw, moment_flaw, quiz_flaw
from bot.views.written_days import no_day
from learning.broadcasts import Broadcast, ContentKind, Media, MediaKind, Timing
from learning.notices import Dialogue
from learning.rules.quick_quiz import FlawedQuiz
from learning.rules.visible_text import seen
from learning.rules.written_dates import NoDay
from learning.rules.written_moments import MomentFlaw
from learning.usecases import (
    audience_groups,
    broadcast_contents,
    broadcast_words,
    broadcasting,
    dialogues,
    drafting,
    following_up,
)
from learning.usecases.broadcast_words import Wording
from learning.usecases.drafting import Flaw

LARGEST_SENT = views.LARGEST_MB * 1024 * 1024
"""Bytes of a file that Telegram lets a bot send."""

Refusal = Flaw | FlawedQuiz | MomentFlaw | NoDay | None
Taken = Broadcast | Refusal


async def take(turn: Turn, dialogue: Dialogue) -> None:
    """Takes what was written as the part of the broadcast that was asked for."""
    broadcast_id, wording = broadcast_words.subject(dialogue)
    find = broadcasting.sent if wording is Wording.CORRECTION else drafting.draft
    found = await turn.store.read(find, turn.actor, broadcast_id)
    if found is None:
        await turn.store.write(dialogues.end, turn.person)
        await turn.show(broadcast_views.draft_gone(turn.texts))
        return
    unfit = _unfit(turn, found, wording)
    if unfit is not None:
        await turn.show(views.ask(found, wording, turn.texts, unfit))
    elif wording is Wording.SEARCH:
        items = await turn.store.read(broadcast_contents.found_items, turn.actor, turn.text)
        await turn.show(draft_views.items(found, items, turn.texts))
    elif wording is Wording.GROUP:
        await _save_group(turn, found)
    else:
        await _take_part(turn, found, wording)


async def _take_part(turn: Turn, found: Broadcast, wording: Wording) -> None:
    outcome = await _taken(turn, found, wording)
    if isinstance(outcome, Broadcast):
        await turn.store.write(dialogues.end, turn.person)
        if wording is Wording.CORRECTION:
            await broadcast_running.show_corrected(turn, outcome)
        else:
            await broadcast_draft.show_draft(turn, outcome.id)
        return
    await turn.show(views.ask(found, wording, turn.texts, _why_not(outcome, found, turn)))


async def _taken(turn: Turn, found: Broadcast, wording: Wording) -> Taken:
    write, actor, id_, words, now = turn.store.write, turn.actor, found.id, turn.text, turn.now
    match wording:
        case Wording.CORRECTION:
            return await write(following_up.correct, actor, id_, words, now=now)
        case Wording.AT | Wording.MOMENT:
            timing = Timing.AT if wording is Wording.AT else Timing.MOMENT
            zone = turn.texts.zone(turn.person.time_zone)
            return await write(broadcast_words.say_when, actor, id_, timing, words, zone, now=now)
        case Wording.DUE:
            return await write(broadcast_words.say_due, actor, id_, words, now=now)
        case Wording.URGENT:
            return await write(drafting.make_urgent, actor, id_, words)
    media = _sent_file(turn)
    if media is not None:
        return await write(drafting.attach, actor, id_, media, words or None)
    return await write(drafting.write, actor, id_, words)


async def _save_group(turn: Turn, found: Broadcast) -> None:
    outcome = await turn.store.write(audience_groups.save, turn.actor, found.id, turn.text, now=turn.now)
    if isinstance(outcome, Flaw):
        said = flaw(outcome, None, turn.text, turn.texts)
        await turn.show(views.ask(found, Wording.GROUP, turn.texts, said))
        return
    await turn.store.write(dialogues.end, turn.person)
    saved = await turn.store.read(audience_groups.own, turn.actor)
    await turn.show(audience_views.groups(found, saved, turn.texts))


def _unfit(turn: Turn, found: Broadcast, wording: Wording) -> Markup | None:
    """Why the message cannot be taken at all, None where it can."""
    takes_files = wording is Wording.CONTENT and found.content.kind is ContentKind.TEXT
    if turn.file is None:
        if not turn.text.strip():
            return views.unsupported(turn.texts)
        return None if seen(turn.text) else views.unseen(turn.texts)
    if not takes_files:
        return views.no_file_here(turn.texts)
    too_large = int(turn.file.get("file_size") or 0) > LARGEST_SENT
    return views.file_too_large(turn.texts) if too_large else None


def _sent_file(turn: Turn) -> Media | None:
    if turn.photo is not None:
        return Media(kind=MediaKind.PICTURE, file_id=str(turn.photo["file_id"]))
    if turn.document is not None:
        file_id = str(turn.document["file_id"])
        return Media(kind=MediaKind.DOCUMENT, file_id=file_id, name=turn.document_name)
    return None


def _why_not(outcome: Refusal, found: Broadcast, turn: Turn) -> Markup:
    if isinstance(outcome, FlawedQuiz):
        return quiz_flaw(outcome, turn.text, turn.texts)
    if isinstance(outcome, MomentFlaw):
        return moment_flaw(outcome, turn.texts)
    if isinstance(outcome, NoDay):
        return no_day(outcome, turn.texts)
    return flaw(outcome or Flaw.NOT_YOURS, found.content, turn.text, turn.texts)
