"""Keeps the files that items came from, so that chat can send them."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.knowledge import StoredDocument
from storage.knowledge_tables import DocumentRow
from storage.statements import insert_new
from storage.tables import table

DOCUMENT = table(DocumentRow)
IS_KEPT = sa.select(DOCUMENT.c.sha256).where(DOCUMENT.c.sha256 == sa.bindparam("sha256"))


@dataclass(frozen=True, slots=True)
class SqlDocuments:
    """Files over one connection, by the SHA-256 of their content."""

    connection: Connection

    def put(self, document: StoredDocument) -> bool:
        """Keeps a file; False when its content was kept before, under whatever name."""
        if self.connection.execute(IS_KEPT, {"sha256": document.sha256}).first() is not None:
            return False
        values = {**asdict(document), "size": len(document.content)}
        return insert_new(self.connection, DOCUMENT, values) is not None

    def get(self, sha256: str) -> StoredDocument | None:
        """The file of this SHA-256, or None."""
        row = self.connection.execute(sa.select(DOCUMENT).where(DOCUMENT.c.sha256 == sha256)).one_or_none()
        if row is None:
            return None
        return StoredDocument(
            sha256=row.sha256,
            name=row.name,
            content=row.content,
            telegram_file_id=row.telegram_file_id,
            added_at=row.added_at,
        )

    def set_telegram_file_id(self, sha256: str, file_id: str) -> None:
        """Remembers Telegram's id of a file, so that it is uploaded only once."""
        these = sa.update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256)
        self.connection.execute(these.values(telegram_file_id=file_id))
