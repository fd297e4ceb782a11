"""Putting a broadcast together in chat: the draft, and what it sends."""

from markupsafe import Markup

from bot.buttons.broadcast_draft import (
    BeginBroadcast,
    ChooseContent,
    ChooseLesson,
    DiscardDraft,
    DropMedia,
    DropWords,
    ShowDraft,
    TakeItem,
    TakeTaught,
)
from bot.handlers.broadcast_asking import ask
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_draft as views
from bot.views.broadcast_words import flaw as flaw_words
from learning.broadcasts import Broadcast, ContentKind
from learning.people import Role
from learning.usecases import broadcast_contents, dialogues, drafting
from learning.usecases.broadcast_words import Wording
from learning.usecases.drafting import Flaw


async def begin(turn: Turn, press: BeginBroadcast) -> None:
    """A new draft, and first what it sends."""
    found = await turn.store.write(drafting.begin, turn.actor, press.kind, now=turn.now)
    if press.kind in {ContentKind.LESSON, ContentKind.COURSE}:
        await choose(turn, ChooseContent(found.id, 0))
    else:
        await ask(turn, found.id, Wording.SEARCH if press.kind is ContentKind.ITEM else Wording.CONTENT)


async def show(turn: Turn, press: ShowDraft) -> None:
    """The draft as it stands; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    await show_draft(turn, press.broadcast)


async def show_draft(turn: Turn, broadcast_id: int, note: Markup | None = None) -> None:
    """The draft as it stands, with a word on what just happened."""
    found = await turn.store.read(broadcast_contents.look_at, turn.world, turn.actor, broadcast_id)
    if found is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    else:
        is_admin = Role.ADMIN in turn.actor.roles
        await turn.show(views.draft(found, turn.texts, is_admin=is_admin, note=note))


async def show_changed(turn: Turn, outcome: Broadcast | Flaw) -> None:
    """The draft after a change, or why it could not be changed."""
    if isinstance(outcome, Broadcast):
        await show_draft(turn, outcome.id)
    elif outcome is Flaw.NOT_YOURS:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    else:
        said = flaw_words(outcome, None, "", turn.texts)
        found = await turn.store.read(drafting.current, turn.actor)
        await show_draft(turn, found.id if found else 0, said)


async def choose(turn: Turn, press: ChooseContent) -> None:
    """The courses to send, or to choose a lesson of."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    if found is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    else:
        courses = list(turn.world.catalogue.courses.values())
        await turn.show(views.courses(found, courses, press.page, turn.texts))


async def choose_lesson(turn: Turn, press: ChooseLesson) -> None:
    """The lessons of a course."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    course = turn.world.catalogue.courses.get(press.course)
    if found is None or course is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
        return
    catalogue, language = turn.world.catalogue, turn.person.language
    numbered = enumerate(catalogue.lesson_keys[course.id], 1)
    lessons = [(number, catalogue.lesson(key, language)) for number, key in numbered]
    known = [(number, lesson) for number, lesson in lessons if lesson is not None]
    await turn.show(views.lessons(found, course, known, press.page, turn.texts))


async def take_taught(turn: Turn, press: TakeTaught) -> None:
    """Takes a lesson or course."""
    outcome = await turn.store.write(
        broadcast_contents.take_taught, turn.world, turn.actor, press.broadcast, press.course, press.number
    )
    await show_changed(turn, outcome)


async def take_item(turn: Turn, press: TakeItem) -> None:
    """Takes a knowledge item; nothing is looked for any more."""
    await turn.store.write(dialogues.end, turn.person)
    outcome = await turn.store.write(
        broadcast_contents.take_item, turn.world, turn.actor, press.broadcast, press.item
    )
    await show_changed(turn, outcome)


async def drop_words(turn: Turn, press: DropWords) -> None:
    """Sends no words beside it."""
    outcome = await turn.store.write(drafting.write, turn.actor, press.broadcast, "")
    if isinstance(outcome, Broadcast | Flaw):
        await show_changed(turn, outcome)


async def drop_media(turn: Turn, press: DropMedia) -> None:
    """Sends the text without its picture or document."""
    await show_changed(turn, await turn.store.write(drafting.attach, turn.actor, press.broadcast, None))


async def discard(turn: Turn, press: DiscardDraft) -> None:
    """Throws the draft away, after asking once."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    if found is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    elif not press.sure:
        await turn.show(views.discard_question(found, turn.texts))
    else:
        await turn.store.write(dialogues.end, turn.person)
        await turn.store.write(drafting.discard, turn.actor, found.id)
        await turn.show(views.discarded(turn.texts))
