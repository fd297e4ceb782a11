"""What goes into the records comes out as it was."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from learning.people import Role
from learning.records import AuditEntry, MistakeReport
from learning.rules.repetition import Memory
from learning.usecases.roster import import_roster
from learning.world import World
from storage.database import Database
from storage.records import SqlRecords
from tests.clock import MONDAY_MORNING
from tests.people import BAYU, BUDI, SARI, UNIT, entry
from tests.storage.rows import later


def test_moments_come_back_aware_and_in_utc(database: Database, people: dict[int, int]) -> None:
    in_jakarta = MONDAY_MORNING.astimezone(timezone(timedelta(hours=7))) + timedelta(microseconds=123456)
    database.transact(lambda r: r.people.finish_onboarding(people[SARI], in_jakarta))
    person = database.transact(lambda r: r.people.get(people[SARI]))
    assert person is not None
    assert person.onboarded_at == in_jakarta
    assert person.onboarded_at is not None
    assert person.onboarded_at.tzinfo is UTC


def test_moments_come_back_in_utc_from_a_server_that_lives_in_jayapura(backend: str, url: URL) -> None:
    if backend != "postgres":
        pytest.skip("a server has a zone of its own")
    database = Database(url.update_query_dict({"options": "-c timezone=Asia/Jayapura"}))
    database.transact(lambda r: r.journal.set_fact("beat", "x", MONDAY_MORNING))
    found = database.transact(lambda r: r.journal.fact("beat"))
    assert found == ("x", MONDAY_MORNING)
    assert found[1].utcoffset() == timedelta(0)
    database.close()


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="timezone"):
        database.transact(lambda r: r.journal.set_fact("beat", "x", datetime(2026, 11, 23)))


@pytest.mark.parametrize("number", ["000000000000000001", "199001012015042001", "060012345", "0"])
def test_an_employee_number_keeps_its_digits_and_leading_zeros(
    database: Database, world: World, number: str
) -> None:
    database.transact(import_roster, world, [entry(number, "Sari Dewi")], actor="test", now=MONDAY_MORNING)
    person = database.transact(lambda r: r.people.by_number(number))
    assert person is not None
    assert person.employee_number == number


def test_large_telegram_ids_fit(database: Database, people: dict[int, int]) -> None:
    account = 2**52 - 1
    database.transact(lambda r: r.people.bind(people[SARI], account))
    found = database.transact(lambda r: r.people.by_telegram_id(account))
    assert found is not None
    assert found.id == people[SARI]


def test_everyone_of_a_unit_includes_the_units_below_it_and_no_namesake(
    database: Database, world: World
) -> None:
    entries = [
        entry("1", "A", unit="Biro"),
        entry("2", "B", unit="Biro/Bagian"),
        entry("3", "C", unit="Biro Umum"),
        entry("4", "D", unit="100%"),
        entry("5", "E", unit="100x/Bagian"),
    ]
    database.transact(import_roster, world, entries, actor="test", now=MONDAY_MORNING)
    assert [p.name for p in database.transact(lambda r: r.people.everyone("Biro"))] == ["A", "B"]
    assert [p.name for p in database.transact(lambda r: r.people.everyone("100%"))] == ["D"]
    assert len(database.transact(lambda r: r.people.everyone())) == 5


def test_nobody_is_nobody(database: Database, people: dict[int, int]) -> None:
    assert database.transact(lambda r: r.people.get(404)) is None
    assert database.transact(lambda r: r.people.by_telegram_id(404)) is None
    assert database.transact(lambda r: r.people.by_number("")) is None
    assert database.transact(lambda r: r.people.grants(people[SARI])) == ()
    with pytest.raises(KeyError):
        database.transact(lambda r: r.people.circumstances(404))


@pytest.mark.parametrize("number", [-1, 0, 2**31, 10**15])
def test_an_id_that_no_row_can_have_finds_nothing(
    database: Database, people: dict[int, int], number: int
) -> None:
    assert database.transact(lambda r: r.nudges.get(number)) is None
    assert database.transact(lambda r: r.study.get(number, people[SARI])) is None


def test_a_grant_names_its_role_and_unit(database: Database, people: dict[int, int]) -> None:
    (grant,) = database.transact(lambda r: r.people.grants(people[BUDI]))
    assert (grant.role, grant.unit, grant.starts_on) == (Role.SUPERVISOR, UNIT, date(2026, 11, 23))


def test_an_update_is_kept_until_it_is_handled_and_then_only_its_id(database: Database) -> None:
    store = database.transact
    assert store(lambda r: r.inbox.store({11: "{a}", 10: "{b}"}, later())) == [11, 10]
    assert store(lambda r: r.inbox.store({11: "{again}", 12: "{c}"}, later(minutes=1))) == [12]
    assert list(store(lambda r: r.inbox.unhandled()).items()) == [(10, "{b}"), (11, "{a}"), (12, "{c}")]
    store(lambda r: r.inbox.handled([10, 11], later(minutes=2)))
    assert store(lambda r: r.inbox.unhandled()) == {12: "{c}"}
    assert store(lambda r: r.inbox.store({10: "{b}"}, later(minutes=3))) == []
    assert not store(_payloads_of_handled)
    assert store(lambda r: r.inbox.prune(later(minutes=2))) == 0
    assert store(lambda r: r.inbox.prune(later(minutes=3))) == 2
    assert store(lambda r: r.inbox.store({10: "{b}"}, later(minutes=4))) == [10]


def test_an_update_id_may_be_as_large_as_telegram_makes_it(database: Database) -> None:
    assert database.transact(lambda r: r.inbox.store({2**40: "{}"}, later())) == [2**40]


def test_a_fact_takes_the_place_of_the_one_before(database: Database) -> None:
    assert database.transact(lambda r: r.journal.fact("beat")) is None
    database.transact(lambda r: r.journal.set_fact("beat", "one", later()))
    database.transact(lambda r: r.journal.set_fact("beat", "two", later(minutes=1)))
    assert database.transact(lambda r: r.journal.fact("beat")) == ("two", later(minutes=1))


def test_the_audit_log_tells_what_was_done_to_whom(database: Database, people: dict[int, int]) -> None:
    mine = AuditEntry(at=later(), actor="admin", action="released", person_id=people[SARI], detail="x")
    other = AuditEntry(at=later(), actor="admin", action="released", person_id=people[BAYU])
    for audited in (mine, other, AuditEntry(at=later(), actor="admin", action="looked")):
        database.transact(_audit, audited)
    assert database.transact(lambda r: r.journal.audit_of(people[SARI])) == [mine]


def test_a_memory_comes_back_as_it_was(database: Database, people: dict[int, int]) -> None:
    memory = Memory(stability=2.3065, difficulty=5.1, last_review_at=later(), due_at=later(days=2), lapses=1)
    assert database.transact(lambda r: r.reviews.get(people[SARI], "kelas/01/tanya")) is None
    database.transact(lambda r: r.reviews.put(people[SARI], "kelas/01/tanya", "Kerapian", memory))
    assert database.transact(lambda r: r.reviews.get(people[SARI], "kelas/01/tanya")) == memory
    assert database.transact(lambda r: r.reviews.get(people[BAYU], "kelas/01/tanya")) is None


def test_the_same_mistake_is_reported_once(database: Database, people: dict[int, int]) -> None:
    report = MistakeReport(
        person_id=people[SARI],
        lesson_key="kelas/01",
        question_key="",
        content_hash="",
        reason="old",
        reported_at=later(),
    )
    assert database.transact(lambda r: r.courses.report_mistake(report))
    assert not database.transact(lambda r: r.courses.report_mistake(report))
    assert database.transact(lambda r: r.courses.mistake_reports()) == [report]


def test_a_unit_can_work_on_other_days(database: Database, people: dict[int, int]) -> None:
    days = frozenset({6, 7, 1})
    database.transact(lambda r: r.roster.set_unit_days(UNIT, days, works_on_holidays=True))
    unit = database.transact(lambda r: r.roster.unit(UNIT))
    assert unit is not None
    assert (unit.working_days, unit.works_on_holidays) == (days, True)
    circumstances = database.transact(lambda r: r.people.circumstances(people[SARI]))
    assert (circumstances.working_days, circumstances.works_on_holidays) == (days, True)
    assert [found.path for found in database.transact(lambda r: r.roster.units())] == [
        "Balai Jayapura",
        UNIT.partition("/")[0],
        UNIT,
    ]
    assert database.transact(lambda r: r.roster.unit("Nowhere")) is None


def _audit(records: SqlRecords, entry: AuditEntry) -> None:
    records.journal.audit(entry)


def _payloads_of_handled(records: SqlRecords) -> list[str]:
    query = sa.text("SELECT payload FROM inbox WHERE handled_at IS NOT NULL AND payload IS NOT NULL")
    return list(records.connection.execute(query).scalars())
