"""The ledger added up anew against the sums beside it, and the rows of one person by id."""

from collections.abc import Sequence

from learning.bookings import Booked, LedgerCheck
from learning.ports import Records


def rows_of(records: Records, employee_number: str) -> Sequence[Booked] | None:
    """Every ledger row of the person with this number, oldest first; None where there is no such person."""
    person = records.people.by_number(employee_number)
    return records.bookings.rows_of(person.id) if person is not None else None


def check(records: Records) -> LedgerCheck:
    """Whether each kept sum equals the rows it stands for, and no row counts below zero."""
    rows, seconds = records.bookings.size()
    return LedgerCheck(
        rows=rows,
        seconds=seconds,
        wrong_sums=sum(table.differing for table in records.reports.check()),
        below_zero=records.bookings.below_zero(),
    )
