"""Asks for reports at the small place of work, and books ledger rows as they would be booked."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from learning.people import Actor
from learning.records import CreditEntry
from learning.reports import PeriodReport
from learning.rules.credit import ledger_day
from learning.rules.periods import Period, parse
from learning.usecases import enrol, reports
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, RINA, SARI
from tests.storage.rows import credit

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def opened(work: Workplace) -> Workplace:
    """The whole cast but Citra has joined."""
    for who in (SARI, BAYU, BUDI, RINA):
        work.activate(who)
    return work


def actor(office: Workplace, who: int) -> Actor:
    """One of the cast with their roles."""
    found = office.do(enrol.who_is, who)
    assert found is not None
    return found


def asked(office: Workplace, period: Period | str, who: int = RINA, **more: Any) -> PeriodReport:
    """The report that somebody gets who may see it."""
    wanted = parse(period) if isinstance(period, str) else period
    assert wanted is not None
    found = office.do(reports.report, office.world, actor(office, who), wanted, **more)
    assert found is not None
    return found


def add(office: Workplace, *entries: CreditEntry) -> None:
    """Appends rows to the ledger."""
    for entry in entries:
        assert office.look(lambda records, entry=entry: records.ledger.add(entry))  # type: ignore[misc]


def row(office: Workplace, who: int, source: str, moment: datetime, **more: Any) -> CreditEntry:
    """A row credited at a moment, booked as the ledger books it."""
    person = office.person(who)
    zone = ZoneInfo(more.pop("zone", person.time_zone))
    day = ledger_day(moment, organisation_zone=office.world.policy.zone, person_zone=zone)
    values: dict[str, Any] = {
        "unit_id": person.unit_id,
        "source": source,
        "credited_at": moment,
        "year": day.year,
        "iso_year": day.iso_year,
        "iso_week": day.iso_week,
        "local_on": day.local_on,
        **more,
    }
    return credit(office.ids[who], **values)
