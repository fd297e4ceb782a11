"""Giving knowledge out as files hold it, so that it can be taken in again."""

from collections.abc import Sequence

from content.items import KnowledgeItem
from learning.knowledge import Item, ItemState
from learning.ports import Records


def published_items(records: Records) -> Sequence[KnowledgeItem]:
    """Every published item as it is now, by key."""
    return [_as_content(item) for item in records.knowledge.all(state=ItemState.PUBLISHED)]


def _as_content(item: Item) -> KnowledgeItem:
    return KnowledgeItem(
        id=item.key,
        title=item.title,
        summary=item.summary,
        text=item.text,
        tags=item.tags,
        language=item.language,
        source=item.source,
        owner=item.owner,
        unit=item.unit or "",
        shareable=item.shareable,
        review_by=item.review_by,
        verified_by=item.verified_by,
        lesson=item.lesson_key,
        questions=item.question_keys,
    )
