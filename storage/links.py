"""Keeps one-time activation links, by the hash of their token."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import ActivationLink
from storage.tables import LinkRow, table

LINK = table(LinkRow)


@dataclass(frozen=True, slots=True)
class SqlLinks:
    """Links over one connection."""

    connection: Connection

    def add(self, person_id: int, token_hash: str, created_at: datetime, expires_at: datetime) -> None:
        """Keeps a new link."""
        self.connection.execute(
            sa.insert(LINK).values(
                person_id=person_id, token_hash=token_hash, created_at=created_at, expires_at=expires_at
            )
        )

    def by_hash(self, token_hash: str) -> ActivationLink | None:
        """The link whose token has this hash, or None."""
        row = self.connection.execute(sa.select(LINK).where(LINK.c.token_hash == token_hash)).one_or_none()
        if row is None:
            return None
        return ActivationLink(
            id=row.id,
            person_id=row.person_id,
            expires_at=row.expires_at,
            used_at=row.used_at,
            revoked_at=row.revoked_at,
        )

    def of_person(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """When each link of a person was made, used or revoked, for their own copy; nothing of the token."""
        columns = (LINK.c.created_at, LINK.c.expires_at, LINK.c.used_at, LINK.c.revoked_at)
        query = sa.select(*columns).where(LINK.c.person_id == person_id).order_by(LINK.c.id)
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def use(self, link_id: int, at: datetime) -> bool:
        """Marks a link as used; False when somebody else was faster."""
        unused = (LINK.c.id == link_id) & LINK.c.used_at.is_(None) & LINK.c.revoked_at.is_(None)
        return self.connection.execute(sa.update(LINK).where(unused).values(used_at=at)).rowcount == 1

    def revoke_open(self, person_id: int, at: datetime) -> int:
        """Makes every unused link of the person useless; how many there were."""
        unused = (LINK.c.person_id == person_id) & LINK.c.used_at.is_(None) & LINK.c.revoked_at.is_(None)
        return self.connection.execute(sa.update(LINK).where(unused).values(revoked_at=at)).rowcount
