"""Keeps ledger rows that come from outside or correct others, with the words beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.bookings import Booked, Correction, ImportedBefore, NumberedPerson, Remark
from learning.records import CreditEntry, CreditKind
from storage.ledger import CREDIT, SqlLedger, entry_of
from storage.people import PERSON
from storage.report_tables import CreditRemarkRow
from storage.statements import id_from_outside
from storage.tables import table

REMARK = table(CreditRemarkRow)
IMPORTED = "import:"
"""How the sources of rows from files begin."""

BY_ID = sa.select(CREDIT).where(CREDIT.c.id == id_from_outside("credit"))
REMARK_ON = sa.select(REMARK).where(REMARK.c.credit_id == id_from_outside("credit"))
CORRECTIONS_OF = (
    sa.select(CREDIT)
    .join(REMARK, REMARK.c.credit_id == CREDIT.c.id)
    .where(REMARK.c.corrects_id == id_from_outside("credit"))
    .order_by(CREDIT.c.id)
)
WORDS_OF = (
    sa.select(CREDIT.c.source, REMARK.c.words)
    .join(REMARK, REMARK.c.credit_id == CREDIT.c.id)
    .where(CREDIT.c.person_id == sa.bindparam("person"), REMARK.c.words != "")
)
CORRECTING = CREDIT.alias("correcting")
BELOW_ZERO = (
    sa.select(CREDIT.c.id)
    .join(REMARK, REMARK.c.corrects_id == CREDIT.c.id)
    .join(CORRECTING, CORRECTING.c.id == REMARK.c.credit_id)
    .group_by(CREDIT.c.id, CREDIT.c.seconds)
    .having(CREDIT.c.seconds + sa.func.sum(CORRECTING.c.seconds) < 0)
)


@dataclass(frozen=True, slots=True)
class SqlBookings:
    """Rows of the ledger and the words beside them over one connection."""

    connection: Connection

    def get(self, credit_id: int) -> Booked | None:
        """The row of this id, or None."""
        row = self.connection.execute(BY_ID, {"credit": credit_id}).mappings().one_or_none()
        return _booked(row) if row else None

    def book(self, entry: CreditEntry, remark: Remark) -> Booked | None:
        """Appends a row with the words beside it; None when this source is credited already."""
        added = self.book_all([(entry, remark)])
        return next((Booked(id=credit_id, entry=entry) for credit_id in added.values()), None)

    def book_all(self, booked: Sequence[tuple[CreditEntry, Remark]]) -> Mapping[tuple[int, str], int]:
        """Appends rows with the words beside them, but for what is credited already; the ids of those new."""
        remarks = {(entry.person_id, entry.source): remark for entry, remark in booked}
        added = SqlLedger(self.connection).add_all([entry for entry, _ in booked])
        beside = [
            {"credit_id": credit_id, **asdict(remark)}
            for source, credit_id in added.items()
            if (remark := remarks[source]) != Remark()
        ]
        if beside:
            self.connection.execute(sa.insert(REMARK), beside)
        return added

    def remark(self, credit_id: int) -> Remark | None:
        """The words beside a row, or None."""
        row = self.connection.execute(REMARK_ON, {"credit": credit_id}).mappings().one_or_none()
        return _remark(row) if row else None

    def correction(self, credit_id: int) -> Correction | None:
        """The correction that this row is, or None."""
        row, remark = self.get(credit_id), self.remark(credit_id)
        if row is None or remark is None or remark.corrects_id is None:
            return None
        corrected = self.get(remark.corrects_id)
        assert corrected is not None
        others = self.corrections_of(corrected.id)
        name = sa.select(PERSON.c.name).where(PERSON.c.id == remark.actor_id)
        return Correction(
            row=row,
            corrected=corrected,
            total_seconds=corrected.entry.seconds + sum(other.entry.seconds for other in others),
            remark=remark,
            actor=self.connection.execute(name).scalar() or "",
        )

    def corrections_of(self, credit_id: int) -> Sequence[Booked]:
        """The rows that correct this one, oldest first."""
        rows = self.connection.execute(CORRECTIONS_OF, {"credit": credit_id}).mappings()
        return [_booked(row) for row in rows]

    def numbered_people(self) -> Sequence[NumberedPerson]:
        """Everybody who has an employee number, also who left."""
        columns = (PERSON.c.id, PERSON.c.employee_number.label("number"), PERSON.c.name, PERSON.c.unit_id)
        query = sa.select(*columns).where(PERSON.c.employee_number.is_not(None))
        return [NumberedPerson(**row) for row in self.connection.execute(query).mappings()]

    def imported(self) -> Mapping[tuple[int, str], ImportedBefore]:
        """What came from files, by person and source, with what files and people said of it since."""
        of_files = CREDIT.c.source.startswith(IMPORTED)
        first = sa.select(CREDIT).where(of_files, CREDIT.c.kind != CreditKind.CORRECTION)
        rows = [_booked(row) for row in self.connection.execute(first).mappings()]
        since = self._corrections_of_imported()
        return {(row.entry.person_id, row.entry.source): _before(row, since.get(row.id, ())) for row in rows}

    def _corrections_of_imported(self) -> Mapping[int, list[tuple[str, int]]]:
        """Source and seconds of each correction, by the imported row that it corrects."""
        corrected = CREDIT.alias("corrected")
        query = (
            sa.select(REMARK.c.corrects_id, CREDIT.c.source, CREDIT.c.seconds)
            .join(REMARK, REMARK.c.credit_id == CREDIT.c.id)
            .join(corrected, corrected.c.id == REMARK.c.corrects_id)
            .where(corrected.c.source.startswith(IMPORTED))
        )
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for corrects_id, source, seconds in self.connection.execute(query):
            found[corrects_id].append((source, seconds))
        return found

    def rows_of(self, person_id: int) -> Sequence[Booked]:
        """Every row of a person, oldest first."""
        query = sa.select(CREDIT).where(CREDIT.c.person_id == person_id)
        rows = self.connection.execute(query.order_by(CREDIT.c.credited_at, CREDIT.c.id)).mappings()
        return [_booked(row) for row in rows]

    def size(self) -> tuple[int, int]:
        """How many rows the ledger has, and how many seconds they are."""
        seconds = sa.func.coalesce(sa.func.sum(CREDIT.c.seconds), 0)
        rows, total = self.connection.execute(sa.select(sa.func.count(CREDIT.c.id), seconds)).one()
        return int(rows), int(total)

    def below_zero(self) -> int:
        """How many rows have been corrected by more than they counted; there must be none."""
        count = sa.select(sa.func.count()).select_from(BELOW_ZERO.subquery())
        return int(self.connection.execute(count).scalar_one())

    def words_of(self, person_id: int) -> Mapping[str, str]:
        """Evidence and reasons beside the rows of a person, by their source."""
        rows = self.connection.execute(WORDS_OF, {"person": person_id})
        return {row.source: row.words for row in rows}


def _before(credit: Booked, since: Iterable[tuple[str, int]]) -> ImportedBefore:
    corrections = list(since)
    by_files = [seconds for source, seconds in corrections if source.startswith(IMPORTED)]
    return ImportedBefore(
        credit=credit,
        said_seconds=credit.entry.seconds + sum(by_files),
        total_seconds=credit.entry.seconds + sum(seconds for _, seconds in corrections),
        corrections=len(by_files),
    )


def _booked(row: sa.RowMapping) -> Booked:
    return Booked(id=row["id"], entry=entry_of(row))


def _remark(row: sa.RowMapping) -> Remark:
    values: dict[str, Any] = {name: row[name] for name in row if name != "credit_id"}
    return Remark(**values)
