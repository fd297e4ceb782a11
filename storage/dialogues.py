"""Keeps what the next written message of a person is for, so that a restart does not forget it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.notices import Dialogue
from storage.knowledge_tables import DialogueRow
from storage.statements import upsert
from storage.tables import table

DIALOGUE = table(DialogueRow)
ONE = sa.select(DIALOGUE).where(DIALOGUE.c.person_id == sa.bindparam("person"))
END = sa.delete(DIALOGUE).where(DIALOGUE.c.person_id == sa.bindparam("person"))


@dataclass(frozen=True, slots=True)
class SqlDialogues:
    """One dialogue a person at most, over one connection."""

    connection: Connection

    def get(self, person_id: int) -> Dialogue | None:
        """What the person's next message is for, None where it is for nothing."""
        row = self.connection.execute(ONE, {"person": person_id}).one_or_none()
        return Dialogue(kind=row.kind, payload=dict(row.payload), begun_at=row.begun_at) if row else None

    def begin(self, person_id: int, dialogue: Dialogue) -> None:
        """Begins a dialogue in place of any other."""
        values = {
            "person_id": person_id,
            "kind": dialogue.kind,
            "payload": dialogue.payload,
            "begun_at": dialogue.begun_at,
        }
        upsert(self.connection, DIALOGUE, [values], keys=["person_id"])

    def end(self, person_id: int) -> bool:
        """Ends the dialogue; whether there was one."""
        return self.connection.execute(END, {"person": person_id}).rowcount > 0
