"""The files behind items and answers: who may have them, and Telegram's own id of them."""

import hashlib
from datetime import datetime

from learning.knowledge import StoredDocument
from learning.people import Person
from learning.ports import Records
from learning.usecases.knowledge import visible_item


def keep(records: Records, name: str, content: bytes, file_id: str, *, now: datetime) -> StoredDocument:
    """Keeps a file that somebody sent."""
    document = as_stored(name, content, file_id, now=now)
    records.documents.put(document)
    return document


def as_stored(name: str, content: bytes, file_id: str, *, now: datetime) -> StoredDocument:
    """A file as it would be kept."""
    return StoredDocument(
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        content=content,
        telegram_file_id=file_id,
        added_at=now,
    )


def of_item(records: Records, person: Person, item_id: int) -> StoredDocument | None:
    """The file an item came from; None where there is none, or the item is not for this person."""
    item = visible_item(records, person, item_id)
    return records.documents.get(item.document) if item is not None and item.document else None


def of_answer(records: Records, person: Person, question_id: int) -> StoredDocument | None:
    """The file an expert answered with; None for anybody but the asker and the expert."""
    question = records.experts.get(question_id)
    if question is None or question.answer_document is None:
        return None
    if person.id not in {question.asker_id, question.taken_by}:
        return None
    return records.documents.get(question.answer_document)


def uploaded(records: Records, sha256: str, file_id: str) -> None:
    """Remembers Telegram's id of a file, so that it is uploaded only once."""
    records.documents.set_telegram_file_id(sha256, file_id)
