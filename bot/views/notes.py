"""Screens of notes between two people: choosing the words, looking at them, sent, received, and replies."""

from textwrap import shorten

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.notes import (
    AskNote,
    ChooseAssigned,
    MuteSender,
    ReadNotes,
    ReplyTo,
    SendNote,
    TakeBackNote,
    TakeSentence,
    UnmuteSender,
    WriteNote,
)
from bot.buttons.team import ShowMember
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts, texts_for
from learning.notes import Note, NoteKind, ShownNote
from learning.notices import Told
from learning.usecases.notes import LONGEST, Drafted, Impossible, Obstacle, Receiver, TooLong
from learning.usecases.replying import Answerable

NAME_LENGTH, UNIT_LENGTH, LABEL_LENGTH, TITLE_LENGTH = 60, 80, 24, 80
MOST_SENDERS = 8


def person_keys(person_id: int, t: Texts) -> tuple[tuple[Key, ...], ...]:
    """What a supervisor can do for one person of the team."""
    return (
        (
            Key(t.plain("👏 Well done"), AskNote(person_id, NoteKind.PRAISE)),
            Key(t.plain("✉️ Send a note"), AskNote(person_id, NoteKind.NOTE)),
        ),
        (
            Key(t.plain("💬 Ask how it went"), AskNote(person_id, NoteKind.QUESTION)),
            Key(t.plain("📚 Assign a course"), ChooseAssigned(person_id, 0)),
        ),
    )


def sentences(receiver: Receiver, kind: NoteKind) -> tuple[str, ...]:
    """Ready sentences in the language of whoever gets them; none where there is nothing to say them about."""
    t = texts_for(receiver.person.language)
    name = _short(receiver.person.name, NAME_LENGTH)
    title = _short(receiver.course or receiver.lesson, TITLE_LENGTH)
    if kind is NoteKind.PRAISE:
        return (_praise(receiver, name, title, t), *_thanks(receiver, name, t))
    if kind is NoteKind.QUESTION and title:
        return (
            t.plain("How did “{title}” go, {name}?", title=title, name=name),
            t.plain("What of “{title}” can you use in your work, {name}?", title=title, name=name),
            t.plain("Was anything in “{title}” unclear to you, {name}?", title=title, name=name),
        )
    return ()


def _praise(receiver: Receiver, name: str, title: str, t: Texts) -> str:
    if receiver.course:
        return t.plain("Well done, {name}: you have finished the course “{title}”!", name=name, title=title)
    if receiver.lesson:
        return t.plain("Well done, {name}: “{title}” is done!", name=name, title=title)
    return t.plain("Well done, {name}!", name=name)


def _thanks(receiver: Receiver, name: str, t: Texts) -> tuple[str, str]:
    thanks = t.plain("Thank you, {name}, for making time to learn beside your work.", name=name)
    if receiver.lessons > 1:
        thanks = t.plain("{n} lessons in two weeks, {name}: keep it up!", n=receiver.lessons, name=name)
    return thanks, t.plain("I am glad that you keep learning, {name}. It helps the whole team.", name=name)


def choose(receiver: Receiver, kind: NoteKind, t: Texts) -> Screen:
    """Offers ready sentences, or own words."""
    person = receiver.person
    ready = sentences(receiver, kind)
    listed = [t("{number}. {sentence}", number=number, sentence=one) for number, one in enumerate(ready, 1)]
    keys = [Key(f"{number}", TakeSentence(person.id, kind, number)) for number in range(1, len(ready) + 1)]
    return Screen(
        text=paragraphs(
            t("A word to <b>{name}</b>. Which one shall it be?", name=person.name),
            *listed,
            t("<i>You see it before it goes.</i>"),
        ),
        keys=(
            *rows(*keys, width=3),
            (
                Key(t.plain("In my own words"), WriteNote(person.id, kind)),
                Key(t.plain("Back"), ShowMember(person.id)),
            ),
        ),
    )


def write(receiver: Receiver, kind: NoteKind, t: Texts) -> Screen:
    """Asks for own words."""
    ask = t(
        "Write to <b>{name}</b> as your next message, at most {most} characters.",
        name=receiver.person.name,
        most=LONGEST,
    )
    nothing = None
    if kind is NoteKind.QUESTION and not (receiver.course or receiver.lesson):
        nothing = t("In the last two weeks nothing was finished, so ask in your own words.")
    return Screen(
        text=paragraphs(nothing, ask, t("<i>You see it before it goes.</i>")),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def drafted(draft: Drafted, t: Texts) -> Screen:
    """A note as its receiver will get it; nothing is sent without a tap."""
    receiver = draft.receiver
    note = Note(
        id=0,
        sender_id=draft.sender.id,
        sender=draft.sender.name,
        receiver_id=receiver.id,
        receiver=receiver.name,
        kind=draft.kind,
        text=draft.text,
        written_at=draft.written_at,
    )
    shown = _note(ShownNote(note=note, unit=draft.sender.unit), texts_for(receiver.language))
    name = _short(receiver.name, NAME_LENGTH)
    return Screen(
        text=paragraphs(t("<i>This is what {name} will get. Nothing is sent yet.</i>", name=name), shown),
        keys=rows(
            Key(t.plain("Send"), SendNote(receiver.id, draft.check)),
            Key(t.plain("Write it anew"), WriteNote(receiver.id, draft.kind)),
            Key(t.plain("Never mind"), StopDialogue()),
            width=3,
        ),
    )


def too_long(found: TooLong, t: Texts) -> Screen:
    """The words do not fit; the next message is taken again."""
    return Screen(
        text=t(
            "That is {by} characters too long: {most} fit. Please write it shorter.",
            by=t.number(found.by),
            most=t.number(LONGEST),
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def words_wanted(t: Texts) -> Screen:
    """Something came that is no words."""
    return Screen(
        text=t("Please write it in words: pictures and files do not go with a note."),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def impossible(found: Impossible, t: Texts) -> Screen:
    """This person cannot be written to."""
    texts = {
        Obstacle.NOT_ACTIVATED: t("{name} has not joined yet, so nothing would arrive.", name=found.name),
        Obstacle.BLOCKED: t("{name} cannot be reached in Telegram at the moment.", name=found.name),
        Obstacle.TAKES_NONE: t("{name} does not take notes.", name=found.name),
    }
    return Screen(text=texts[found.obstacle])


def written(note: Note, t: Texts) -> Screen:
    """The note is on its way."""
    if note.kind is NoteKind.REPLY:
        text = t("Your reply goes to {name} and to nobody else, in their working hours.", name=note.receiver)
        member = None
    else:
        text = t("On its way: {name} gets it in their working hours.", name=note.receiver)
        member = Key(t.plain("Back"), ShowMember(note.receiver_id))
    return Screen(
        text=paragraphs(text, t("<i>“{text}”</i>", text=note.text)),
        keys=rows(Key(t.plain("Take it back"), TakeBackNote(note.id)), member, width=2),
    )


def taken_back(is_back: bool, t: Texts) -> Screen:
    """After somebody wanted a note back."""
    if is_back:
        return Screen(text=t("Taken back: nobody gets it."))
    return Screen(text=t("It has left already and cannot be taken back."))


def ask_reply(found: Answerable, about: str, t: Texts) -> Screen:
    """Asks for the words of a reply."""
    return Screen(
        text=paragraphs(
            t("<i>“{text}”</i>", text=about) if about else None,
            t("Write your reply as your next message. Only {name} gets it.", name=found.to),
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def which(notes: list[Note], t: Texts) -> Screen:
    """Asks which of the notes of one message is meant."""
    return Screen(
        text=t("Several people wrote in that message. Whom do you answer?"), keys=_replies(notes, t)
    )


def received(told: Told, t: Texts) -> Screen:
    """The notes of one message, each with who wrote it."""
    notes = [shown.note for shown in told.notes]
    more = t.count("One more note waits for you.", "{n} more notes wait for you.", told.more)
    read_on = Key(t.plain("Read on"), ReadNotes()) if told.more else None
    return Screen(
        text=paragraphs(*(_note(shown, t) for shown in told.notes), more if told.more else None),
        keys=(*rows(read_on), *_replies(notes, t), *_mutes(notes, t)),
    )


def nothing_more(t: Texts) -> Screen:
    """No note waits."""
    return Screen(text=t("No more notes wait for you."))


def muted(note: Note, t: Texts) -> Screen:
    """No more notes come from somebody."""
    return Screen(
        text=t("All right: no more notes from {name} come to you.", name=note.sender),
        keys=rows(Key(t.plain("Take them again"), UnmuteSender(note.id))),
    )


def unmuted(note: Note, t: Texts) -> Screen:
    """Notes come again from somebody."""
    return Screen(text=t("Notes from {name} come to you again.", name=note.sender))


def _note(shown: ShownNote, t: Texts) -> Markup:
    note = shown.note
    who = {"name": _short(note.sender, NAME_LENGTH), "unit": _short(shown.unit, UNIT_LENGTH)}
    leads = {
        NoteKind.PRAISE: t("👏 <b>{name}</b> ({unit}):", **who),
        NoteKind.NOTE: t("✉️ <b>{name}</b> ({unit}) writes to you:", **who),
        NoteKind.QUESTION: t("💬 <b>{name}</b> ({unit}) asks:", **who),
        NoteKind.REPLY: t("↩️ <b>{name}</b> ({unit}) replies:", **who),
    }
    about = None
    if note.broadcast_id is not None:
        about = t("<i>to your broadcast “{words}”</i>", words=shown.about)
    elif shown.about:
        about = t("<i>to “{words}”</i>", words=shown.about)
    return lines(leads[note.kind], about, t("{text}", text=note.text))


def _replies(notes: list[Note], t: Texts) -> tuple[tuple[Key, ...], ...]:
    newest = _newest_of_each(notes)
    if len(newest) == 1:
        return rows(Key(t.plain("Reply"), ReplyTo(0, newest[0].id)))
    keys = [
        Key(t.plain("Reply to {name}", name=_short(note.sender, LABEL_LENGTH)), ReplyTo(0, note.id))
        for note in newest
    ]
    return rows(*keys)


def _mutes(notes: list[Note], t: Texts) -> tuple[tuple[Key, ...], ...]:
    keys = [
        Key(t.plain("No more notes from {name}", name=_short(note.sender, LABEL_LENGTH)), MuteSender(note.id))
        for note in _newest_of_each(notes)
    ]
    return rows(*keys)


def _newest_of_each(notes: list[Note]) -> list[Note]:
    return list({note.sender_id: note for note in notes}.values())[:MOST_SENDERS]


def _short(text: str, length: int) -> str:
    return shorten(text, length, placeholder=" …")
