"""One item as its curators see it: deciding, changing by writing, versions."""

from bot.buttons.curated_item import (
    AskChange,
    AskRetire,
    ChooseOwner,
    Decide,
    RestoreVersion,
    ReviewIn,
    SendCuratedDocument,
    ShowChanges,
    ShowCurated,
    ShowVersion,
    ShowVersions,
)
from bot.turn import Turn
from bot.views import curated_item as views
from bot.views import curation as curation_views
from bot.views import item_changes as change_views
from learning.curation import Change, Decision, Waiting
from learning.notices import Dialogue
from learning.usecases import curation, dialogues, editing, waiting
from learning.usecases.curation import Curated, Overtaken
from learning.usecases.editing import NotUnderstood, OwnersFound
from learning.usecases.waiting import Entry


async def show(turn: Turn, press: ShowCurated) -> None:
    """An item and what can be decided about it; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    found = await turn.store.read(curation.look, turn.actor, press.item)
    await _show(turn, found, press.waiting, press.item)


async def decide(turn: Turn, press: Decide) -> None:
    """Takes a decision and shows what comes next."""
    outcome = await turn.store.write(
        curation.decide, turn.world, turn.actor, press.item, press.version, press.decision, now=turn.now
    )
    if not isinstance(outcome, Curated):
        await _show(turn, outcome, press.waiting, press.item)
    elif press.decision in {Decision.SHARE, Decision.UNSHARE}:
        await turn.show(change_views.changes(outcome, press.waiting, turn.texts))
    else:
        following = await _following(turn, press.waiting, press.item)
        await turn.show(views.decided(outcome, press.decision, press.waiting, following, turn.texts))


async def ask_retire(turn: Turn, press: AskRetire) -> None:
    """Asks before nobody finds an item any more."""
    found = await turn.store.read(curation.look, turn.actor, press.item)
    if found is None:
        await _show(turn, None, press.waiting, press.item)
    else:
        await turn.show(views.retire_question(found.item, press.waiting, turn.texts))


async def show_changes(turn: Turn, press: ShowChanges) -> None:
    """What can be changed of an item."""
    found = await turn.store.read(curation.look, turn.actor, press.item)
    if found is None:
        await _show(turn, None, press.waiting, press.item)
    else:
        await turn.show(change_views.changes(found, press.waiting, turn.texts))


async def ask_change(turn: Turn, press: AskChange) -> None:
    """Takes the next message as a change of an item."""
    found = await turn.store.write(
        editing.begin, turn.actor, press.item, press.version, press.change, press.waiting, now=turn.now
    )
    if isinstance(found, Curated):
        await turn.show(change_views.ask_change(found.item, press.change, press.waiting, turn.texts))
    else:
        await _show(turn, found, press.waiting, press.item)


async def take_words(turn: Turn, dialogue: Dialogue) -> None:
    """Changes an item by what was written."""
    list_ = Waiting(str(dialogue.payload["waiting"]))
    outcome = await turn.store.write(
        editing.take_words, turn.world, turn.actor, dialogue, turn.text, now=turn.now
    )
    if isinstance(outcome, NotUnderstood):
        await turn.show(change_views.not_understood(outcome, list_, turn.texts))
    elif isinstance(outcome, OwnersFound):
        await turn.show(change_views.owners_found(outcome, list_, turn.texts))
    elif isinstance(outcome, Curated) and dialogue.payload["change"] == Change.NOTE:
        following = await _following(turn, list_, outcome.item.id)
        await turn.show(views.given_back(outcome, list_, following, turn.texts))
    else:
        await _show(turn, outcome, list_, int(dialogue.payload["item"]), is_changed=True)


async def choose_owner(turn: Turn, press: ChooseOwner) -> None:
    """Makes one of the people found, or a team, the owner."""
    outcome = await turn.store.write(
        editing.choose_owner,
        turn.world,
        turn.actor,
        press.item,
        press.version,
        press.person,
        now=turn.now,
    )
    await _show(turn, outcome, press.waiting, press.item, is_changed=True)


async def review_in(turn: Turn, press: ReviewIn) -> None:
    """Has an item looked at again in so many months."""
    outcome = await turn.store.write(
        editing.review_in, turn.world, turn.actor, press.item, press.version, press.months, now=turn.now
    )
    await _show(turn, outcome, press.waiting, press.item, is_changed=True)


async def show_versions(turn: Turn, press: ShowVersions) -> None:
    """The versions of an item."""
    found = await turn.store.read(curation.versions, turn.actor, press.item)
    if found:
        await turn.show(views.versions(found, press.waiting, turn.texts))
    else:
        await _show(turn, None, press.waiting, press.item)


async def show_version(turn: Turn, press: ShowVersion) -> None:
    """What an item said in one version."""
    found = await turn.store.read(curation.versions, turn.actor, press.item) or ()
    one = next((version for version in found if version.number == press.number), None)
    if one is None:
        await _show(turn, None, press.waiting, press.item)
    else:
        await turn.show(views.version(one, press.waiting, turn.texts))


async def restore_version(turn: Turn, press: RestoreVersion) -> None:
    """Lets an item say again what it said in a version."""
    outcome = await turn.store.write(
        curation.restore_version,
        turn.world,
        turn.actor,
        press.item,
        press.version,
        press.number,
        now=turn.now,
    )
    await _show(turn, outcome, press.waiting, press.item, is_changed=True)


async def send_document(turn: Turn, press: SendCuratedDocument) -> None:
    """The file behind an item."""
    found = await turn.store.read(curation.document_of, turn.actor, press.item)
    if found is None:
        await turn.show(curation_views.not_yours(turn.texts))
    else:
        await turn.send_document(found)


async def _show(
    turn: Turn, outcome: curation.Outcome, list_: Waiting, item: int, *, is_changed: bool = False
) -> None:
    """The item as it stands, or why there is none to show."""
    t = turn.texts
    if outcome is None:
        taken_back = await turn.store.read(curation.taken_back, turn.actor, item)
        await turn.show(views.taken_back(taken_back, t) if taken_back else curation_views.not_yours(t))
    elif isinstance(outcome, Overtaken):
        now_there = await turn.store.read(curation.look, turn.actor, outcome.item.id)
        shown = now_there or Curated(item=outcome.item)
        await turn.show(views.overtaken(shown, list_, t, by_self=outcome.by_self))
    else:
        await turn.show(views.item(outcome, list_, t, t("Changed.") if is_changed else None))


async def _following(turn: Turn, list_: Waiting, item: int) -> Entry | None:
    return await turn.store.read(waiting.following, turn.actor, list_, after=item, now=turn.now)
