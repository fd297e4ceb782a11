"""Pausing the questions of a lesson when the item behind them says something else now."""

from datetime import datetime

from learning.knowledge import Item, ItemState
from learning.notices import Notice, NoticeKind
from learning.ports import Records
from learning.usecases.knowledge import keepers_of
from learning.usecases.notices import curators_for, notify
from learning.world import World


def pause_questions(
    records: Records,
    world: World | None,
    item: Item,
    *,
    instead_of: Item,
    but: int | None = None,
    now: datetime,
) -> bool:
    """Pauses the questions that an item answers, where its text changed, and tells its keepers; whether so.

    Pauses the whole lesson where the item names no questions. `instead_of` is the item as it was before,
    `but` whoever changed it and needs no notice.
    """
    keys = item.question_keys or ((item.lesson_key,) if item.lesson_key else ())
    if not keys or item.state is not ItemState.PUBLISHED or item.text == instead_of.text:
        return False
    records.curation.pause(keys, item.id, now)
    # An owner without the role cannot confirm, so the curators hear of it as well.
    curators = curators_for(records, item.unit or "", now=now, world=world)
    keepers = {*keepers_of(records, world, item, now=now), *curators} - {but}
    notice = Notice(kind=NoticeKind.LESSON_TO_CONFIRM, subject=item.id)
    notify(records, world, sorted(keepers), notice, now=now, again=f"v{item.version}")
    return True
