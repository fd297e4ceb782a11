"""Notes in chat: from a supervisor to one person, replies, and the wish for no more of them."""

from bot.buttons.notes import (
    AskNote,
    MuteSender,
    ReadNotes,
    ReplyTo,
    SendNote,
    ShowReplies,
    TakeBackNote,
    TakeSentence,
    UnmuteSender,
    WriteNote,
)
from bot.turn import Turn
from bot.views import broadcast_replies as reply_views
from bot.views import general
from bot.views import notes as views
from learning.notes import NoteKind
from learning.notices import Dialogue
from learning.usecases import broadcast_replies, notes, replying, telling, watching

STOP_WORDS = frozenset({"stop notes", "stop catatan"})
"""Written to a note, or right after one, they mean: no more from this sender."""


async def ask(turn: Turn, press: AskNote) -> None:
    """Offers ready sentences, or asks for own words where there are none."""
    found = await turn.store.read(notes.receiver_of, turn.world, turn.actor, press.person, now=turn.now)
    if not isinstance(found, notes.Receiver):
        await _refuse(turn, found)
    elif views.sentences(found, press.kind):
        await turn.send(views.choose(found, press.kind, turn.texts))
    else:
        await write(turn, WriteNote(press.person, press.kind))


async def write(turn: Turn, press: WriteNote) -> None:
    """Asks for own words."""
    found = await turn.store.write(
        notes.begin, turn.world, turn.actor, press.person, press.kind, now=turn.now
    )
    if isinstance(found, notes.Receiver):
        await turn.send(views.write(found, press.kind, turn.texts))
    else:
        await _refuse(turn, found)


async def take_sentence(turn: Turn, press: TakeSentence) -> None:
    """Shows a ready sentence as it would be sent."""
    found = await turn.store.read(notes.receiver_of, turn.world, turn.actor, press.person, now=turn.now)
    ready = views.sentences(found, press.kind) if isinstance(found, notes.Receiver) else ()
    if not 1 <= press.number <= len(ready):
        await _refuse(turn, found if isinstance(found, notes.Impossible) else None)
        return
    await _draft(turn, press.person, press.kind, ready[press.number - 1])


async def take_words(turn: Turn, dialogue: Dialogue) -> None:
    """Shows the words that were written as they would be sent."""
    if turn.file is not None or not turn.text.strip():
        await turn.show(views.words_wanted(turn.texts))
        return
    about = NoteKind(str(dialogue.payload["about"]))
    await _draft(turn, int(dialogue.payload["to"]), about, turn.text)


async def go_on(turn: Turn, dialogue: Dialogue) -> None:
    """The words as they were left, to be looked at again."""
    about = NoteKind(str(dialogue.payload["about"]))
    await _draft(turn, int(dialogue.payload["to"]), about, str(dialogue.payload.get("text", "")))


async def send(turn: Turn, press: SendNote) -> None:
    """Sends the words that were shown."""
    outcome = await turn.store.write(
        notes.send, turn.world, turn.actor, press.person, press.check, now=turn.now
    )
    if isinstance(outcome, notes.Written):
        await turn.show(views.written(outcome.note, turn.texts))
    elif isinstance(outcome, notes.Drafted):
        await turn.show(views.drafted(outcome, turn.texts))
    elif isinstance(outcome, notes.Receiver):
        await write(turn, WriteNote(press.person, NoteKind.NOTE))
    else:
        await _refuse(turn, outcome)


async def take_back(turn: Turn, press: TakeBackNote) -> None:
    """Takes back what has not left."""
    is_back = await turn.store.write(replying.take_back, turn.person, press.note, now=turn.now)
    if is_back is None:
        await _refuse(turn, None)
    else:
        await turn.show(views.taken_back(is_back, turn.texts))


async def ask_reply(turn: Turn, press: ReplyTo) -> None:
    """Asks for the words of a reply."""
    found = await turn.store.write(
        replying.begin_reply,
        turn.person,
        broadcast_id=press.broadcast or None,
        note_id=press.note or None,
        now=turn.now,
    )
    if found is None:
        await _refuse(turn, None)
        return
    about = found.note.text if found.note else ""
    if found.broadcast:
        language = turn.texts.language
        about = await turn.store.read(telling.first_words, turn.world, found.broadcast, language)
    await turn.send(views.ask_reply(found, about, turn.texts))


async def take_reply(turn: Turn, dialogue: Dialogue) -> None:
    """Sends the words that were written as the reply."""
    broadcast, note = int(dialogue.payload["broadcast"]), int(dialogue.payload["note"])
    if note and _is_stop(turn.text):
        await _mute(turn, note)
    else:
        await _reply(turn, broadcast or None, note or None)


async def taken_as_reply(turn: Turn) -> bool:
    """Takes what was written as a reply where it is one; False for other words."""
    return await reply_in_chat(turn) or await stop_words(turn)


async def reply_in_chat(turn: Turn) -> bool:
    """Takes what was written as Telegram's own reply to a note or broadcast; False where it is to neither."""
    if turn.replied_to is None:
        return False
    broadcast, found = await turn.store.read(replying.under, turn.person, turn.replied_to)
    if broadcast is None and not found:
        return False
    if len({note.sender_id for note in found}) > 1:
        await turn.show(views.which(list(found), turn.texts))
    elif found and _is_stop(turn.text):
        await _mute(turn, found[-1].id)
    else:
        await _reply(turn, broadcast, found[-1].id if found else None)
    return True


async def stop_words(turn: Turn) -> bool:
    """Takes "stop notes" as the wish for no more notes from whoever wrote last; False for other words."""
    if not _is_stop(turn.text):
        return False
    newest = await turn.store.read(replying.newest_to, turn.person)
    if newest is None:
        return False
    await _mute(turn, newest.id)
    return True


async def mute(turn: Turn, press: MuteSender) -> None:
    """Takes no more notes from somebody."""
    await _mute(turn, press.note)


async def unmute(turn: Turn, press: UnmuteSender) -> None:
    """Takes notes from somebody again."""
    note = await turn.store.write(replying.unmute, turn.person, press.note)
    if note is None:
        await _refuse(turn, None)
    else:
        await turn.send(views.unmuted(note, turn.texts))


async def read_on(turn: Turn, _: ReadNotes) -> None:
    """Shows the notes that did not fit into a message."""
    told = await turn.store.write(telling.read_on, turn.world, turn.person, now=turn.now)
    await turn.send(views.received(told, turn.texts) if told.notes else views.nothing_more(turn.texts))


async def show_replies(turn: Turn, press: ShowReplies) -> None:
    """A page of the replies to one's own broadcast, in place of how it stands."""
    await turn.store.write(watching.look_away, turn.actor, turn.message_id)
    found = await turn.store.write(
        broadcast_replies.read, turn.person, press.broadcast, press.page, now=turn.now
    )
    if found is None:
        await _refuse(turn, None)
    else:
        await turn.show(reply_views.replies(found, turn.person.zone, turn.texts))


async def _draft(turn: Turn, person_id: int, kind: NoteKind, text: str) -> None:
    outcome = await turn.store.write(notes.draft, turn.world, turn.actor, person_id, kind, text, now=turn.now)
    if isinstance(outcome, notes.Drafted):
        await turn.show(views.drafted(outcome, turn.texts))
    elif isinstance(outcome, notes.TooLong):
        await turn.show(views.too_long(outcome, turn.texts))
    else:
        await _refuse(turn, outcome)


async def _reply(turn: Turn, broadcast_id: int | None, note_id: int | None) -> None:
    if turn.file is not None or not turn.text.strip():
        await turn.show(views.words_wanted(turn.texts))
        return
    outcome = await turn.store.write(
        replying.reply,
        turn.world,
        turn.person,
        broadcast_id=broadcast_id,
        note_id=note_id,
        text=turn.text,
        now=turn.now,
    )
    if isinstance(outcome, notes.Written):
        await turn.show(views.written(outcome.note, turn.texts))
    elif isinstance(outcome, notes.TooLong):
        await turn.show(views.too_long(outcome, turn.texts))
    else:
        await _refuse(turn, outcome)


async def _mute(turn: Turn, note_id: int) -> None:
    note = await turn.store.write(replying.mute, turn.person, note_id, now=turn.now)
    if note is None:
        await _refuse(turn, None)
    else:
        await turn.send(views.muted(note, turn.texts))


async def _refuse(turn: Turn, found: notes.Impossible | None) -> None:
    """Says why somebody cannot be written to, or that the button stands for nothing any more."""
    await turn.show(views.impossible(found, turn.texts) if found else general.stale(turn.texts))


def _is_stop(text: str) -> bool:
    return " ".join(text.casefold().strip(" .!/").split()) in STOP_WORDS
