"""Keeps updates from the moment Telegram gave them until they are handled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.statements import insert_all_new_returning
from storage.tables import InboxRow, table

INBOX = table(InboxRow)


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """Updates over one connection."""

    connection: Connection

    def store(self, updates: Mapping[int, str], at: datetime) -> Sequence[int]:
        """Keeps updates by id; the ids that were not known before, in order."""
        rows = [
            {"update_id": update_id, "payload": payload, "received_at": at}
            for update_id, payload in updates.items()
        ]
        added = insert_all_new_returning(self.connection, INBOX, rows, [INBOX.c.update_id])
        new = {update_id for (update_id,) in added}
        return [update_id for update_id in updates if update_id in new]

    def unhandled(self) -> Mapping[int, str]:
        """Updates not handled yet, oldest first."""
        query = sa.select(INBOX.c.update_id, INBOX.c.payload).where(INBOX.c.handled_at.is_(None))
        rows = self.connection.execute(query.order_by(INBOX.c.received_at, INBOX.c.update_id))
        return {update_id: payload or "{}" for update_id, payload in rows}

    def handled(self, update_ids: Sequence[int], at: datetime) -> None:
        """Marks updates as handled and keeps nothing of them but their ids."""
        those = INBOX.c.update_id.in_(update_ids)
        self.connection.execute(sa.update(INBOX).where(those).values(handled_at=at, payload=None))

    def prune(self, before: datetime) -> int:
        """Forgets the ids of updates handled before this moment; how many there were."""
        return self.connection.execute(sa.delete(INBOX).where(INBOX.c.handled_at < before)).rowcount
