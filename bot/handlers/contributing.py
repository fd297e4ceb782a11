"""Sharing in chat: written step by step or as a document, sent in, taken back."""

from pathlib import Path

from bot import document_reading
from bot.buttons.contributing import (
    AskOwn,
    Contribute,
    ImportDocument,
    OpenOwn,
    SendIn,
    ShareDocument,
    ShowOwn,
    ShowTo,
    TakeBack,
    ThrowAway,
)
from bot.document_reading import DocumentRefused, ReadAlready
from bot.screens import Screen
from bot.turn import Turn
from bot.views import contributing as views
from bot.views import sent_files as file_views
from content.item_files import NamedFile, read_items
from learning.knowledge import Item, ItemState
from learning.notices import Dialogue
from learning.rules.access import Action, may
from learning.usecases import contributing, dialogues, documents, importing_in_chat
from learning.usecases.contributing import OFFERED, Given, Step, TitleTaken
from learning.usecases.importing_files import FoundFile

FILES_FROM_CHAT = "chat/"
TABLES = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx"})
"""How the name of a file ends that may be a roster; whether it is one is seen when it is read."""


async def begin(turn: Turn, _: Contribute | str) -> None:
    """What sharing is; the next message is the title."""
    step = await turn.store.write(contributing.begin, turn.person, now=turn.now)
    await turn.show(views.step(step, turn.texts) if step else views.begin(turn.texts))


async def take(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written message or a document as title or text."""
    given = await _given(turn)
    if isinstance(given, Screen):
        await turn.show(given)
        return
    if not given.text.strip():
        await turn.show(views.nothing_written(turn.texts))
        return
    await _show_step(
        turn, await turn.store.write(contributing.take, turn.actor, dialogue, given, now=turn.now)
    )


async def show_own(turn: Turn, press: ShowOwn) -> None:
    """What the person has shared; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    items = await turn.store.read(contributing.own_items, turn.person)
    await turn.show(views.own_list(items, press.page, turn.texts))


async def open_own(turn: Turn, press: OpenOwn) -> None:
    """Something the person has shared."""
    await turn.store.write(dialogues.end, turn.person)
    await _show_own(turn, press.item)


async def ask_own(turn: Turn, press: AskOwn) -> None:
    """Takes the next message as another title or text of a draft."""
    item = await turn.store.write(contributing.ask_again, turn.person, press.item, press.asked, now=turn.now)
    await turn.show(views.ask(item, press.asked, turn.texts) if item else views.gone(turn.texts))


async def send_in(turn: Turn, press: SendIn) -> None:
    """Hands a draft to the curators."""
    item = await turn.store.write(contributing.send_in, turn.world, turn.person, press.item, now=turn.now)
    await turn.show(views.sent_in(item, turn.texts))


async def show_to(turn: Turn, press: ShowTo) -> None:
    """Sets who may find a draft once it is approved."""
    item = await turn.store.write(
        contributing.show_to, turn.person, press.item, only_my_unit=press.only_my_unit, now=turn.now
    )
    await _show_step(turn, item)


async def take_back(turn: Turn, press: TakeBack) -> None:
    """Makes a text the person's draft again; what others find already is asked about once."""
    item = await turn.store.read(contributing.own_item, turn.person, press.item)
    if item is not None and item.state is ItemState.PUBLISHED and not press.sure:
        await turn.show(views.take_back_question(item, turn.texts))
        return
    draft = await turn.store.write(contributing.take_back, turn.person, press.item, now=turn.now)
    await _show_step(turn, draft)


async def throw_away(turn: Turn, press: ThrowAway) -> None:
    """Deletes a draft, after asking once."""
    item = await turn.store.read(contributing.own_item, turn.person, press.item)
    if item is None or item.state is not ItemState.DRAFT:
        await turn.show(views.gone(turn.texts))
    elif not press.sure:
        await turn.show(views.throw_away_question(item, turn.texts))
    else:
        await turn.store.write(contributing.throw_away, turn.person, press.item, now=turn.now)
        await turn.show(views.thrown_away(turn.texts))


async def document_came(turn: Turn, _: str) -> None:
    """A file came unasked: asks what it is for."""
    sent = turn.document or {}
    if turn.is_too_large:
        await turn.show(file_views.file_too_large(turn.texts))
        return
    name = turn.document_name
    await turn.store.write(
        contributing.offer, turn.person, str(sent["file_id"]), name, turn.text, now=turn.now
    )
    may_be_roster = Path(name).suffix.casefold() in TABLES and may(turn.actor, Action.MANAGE_ROSTER)
    await turn.show(
        file_views.file_offered(
            name,
            may_import=may(turn.actor, Action.IMPORT),
            may_be_roster=may_be_roster,
            t=turn.texts,
        )
    )


async def share_document(turn: Turn, _: ShareDocument) -> None:
    """Makes a draft of the file that came unasked."""
    offered = await _offered(turn)
    if offered is None:
        await turn.show(file_views.file_gone(turn.texts))
        return
    given = await _read(turn, offered)
    if isinstance(given, Screen):
        await turn.show(given)
        return
    step: Step = await turn.store.write(
        contributing.begin, turn.person, now=turn.now, title=given.title or given.text
    )
    dialogue = await turn.store.read(dialogues.current, turn.person, now=turn.now)
    if isinstance(step, TitleTaken) and dialogue is not None:
        step = await turn.store.write(contributing.take, turn.actor, dialogue, given, now=turn.now)
    await _show_step(turn, step)


async def import_document(turn: Turn, press: ImportDocument) -> None:
    """Shows what the file that came unasked would bring into the base, or brings it in."""
    offered = await _offered(turn)
    if offered is None:
        await turn.show(file_views.file_gone(turn.texts))
        return
    name = str(offered.payload["name"])
    try:
        file = await _file(turn, offered)
    except DocumentRefused as refused:
        await turn.show(file_views.file_refused(refused.reason, turn.texts))
        return
    if press.sure:
        outcomes = await turn.store.write(importing_in_chat.take_in, turn.actor, file, now=turn.now)
        await turn.show(file_views.imported(outcomes, turn.texts))
    else:
        foreseen = await turn.store.read(importing_in_chat.foresee, file)
        await turn.show(file_views.import_preview(name, file.items, foreseen, turn.texts))


async def _show_step(turn: Turn, step: Step) -> None:
    """What comes next; a draft is shown with what was done with it before."""
    if isinstance(step, Item):
        await _show_own(turn, step.id)
    else:
        await turn.show(views.step(step, turn.texts))


async def _show_own(turn: Turn, item_id: int) -> None:
    found = await turn.store.read(contributing.own_with_last_step, turn.person, item_id)
    await turn.show(views.own(*found, turn.texts) if found else views.gone(turn.texts))


async def _given(turn: Turn) -> Given | Screen:
    """What the message holds, or the screen that says why it cannot be taken."""
    if turn.document is None:
        return Given(text=turn.text)
    if turn.is_too_large:
        return file_views.file_too_large(turn.texts)
    payload: dict[str, str | int] = {
        "file": str(turn.document["file_id"]),
        "name": turn.document_name,
        "title": turn.text,
    }
    return await _read(turn, Dialogue(kind=OFFERED, payload=payload, begun_at=turn.now))


async def _offered(turn: Turn) -> Dialogue | None:
    dialogue = await turn.store.read(dialogues.current, turn.person, now=turn.now)
    return dialogue if dialogue is not None and dialogue.kind == OFFERED else None


async def _read(turn: Turn, offered: Dialogue) -> Given | Screen:
    file_id, name = str(offered.payload["file"]), str(offered.payload["name"])
    content = await turn.courier.download(file_id)
    await turn.acknowledge()
    try:
        found = await document_reading.read(name, content)
    except DocumentRefused as refused:
        return file_views.file_refused(refused.reason, turn.texts)
    return Given(
        text=contributing.text_of(found),
        title=str(offered.payload["title"]) or (Path(name).stem if found[0].question else found[0].title),
        document=documents.as_stored(name, content, file_id, now=turn.now),
    )


async def _file(turn: Turn, offered: Dialogue) -> FoundFile:
    """The items of the file, each whole. Raises DocumentRefused."""
    file_id, name = str(offered.payload["file"]), str(offered.payload["name"])
    content = await turn.courier.download(file_id)
    await turn.acknowledge()
    found = await document_reading.read(name, content)
    named = NamedFile(path=Path(name), origin=FILES_FROM_CHAT + name)
    items = read_items(named, content, ReadAlready(found), {}).items
    stored = documents.as_stored(name, content, file_id, now=turn.now)
    return FoundFile(origin=named.origin, items=items, document=stored)
