"""Ratings and decisions on flagged rows, as both databases keep them."""

from datetime import date, timedelta

from learning.flags import Decision
from learning.records import CreditEntry, LeaveKind
from learning.rules.breaks import Leave
from storage.database import Database
from tests.clock import MONDAY_MORNING
from tests.people import BAYU, EAST, RINA, SARI, UNIT
from tests.storage.rows import credit, later

COURSE = "kelas"
MONDAY = date(2026, 11, 23)


def rate(database: Database, person: int, stars: int, *, unit: int = 1, days: int = 0) -> None:
    """Rates a course on Monday or so many days later."""
    database.transact(
        lambda records: records.ratings.give(
            person_id=person,
            unit_id=unit,
            course=COURSE,
            on=MONDAY + timedelta(days=days),
            at=later(days=days),
            stars=stars,
        )
    )


def add(database: Database, row: CreditEntry) -> bool:
    """Puts a row into the ledger."""
    return database.transact(lambda records: records.ledger.add(row))


def take(database: Database, person: int, leave: Leave) -> None:
    """Records leave."""
    database.transact(lambda records: records.people.add_leave(person, leave, LeaveKind.LEAVE))


def end(database: Database, person: int, leave: Leave) -> bool:
    """Ends leave on Monday."""
    return database.transact(lambda records: records.roster.end_leave(person, leave, MONDAY))


def test_one_rating_a_day_is_kept_and_the_newest_is_the_one_that_counts(
    database: Database, people: dict[int, int]
) -> None:
    sari = people[SARI]
    rate(database, sari, 2)
    assert database.transact(lambda records: records.ratings.write(sari, COURSE, MONDAY, "Baik."))
    rate(database, sari, 4)
    rate(database, sari, 5, days=400)
    rate(database, people[BAYU], 1)
    mine = database.transact(lambda records: records.ratings.of_person(sari))
    assert [(one.stars, one.sentence) for one in mine] == [(4, "Baik."), (5, "")]
    newest = database.transact(lambda records: records.ratings.newest(sari, COURSE))
    assert newest is not None
    assert newest.stars == 5
    of_course = database.transact(lambda records: records.ratings.of_course(COURSE))
    assert sorted(one.stars for one in of_course) == [1, 5], "each person counts once"
    assert database.transact(lambda records: records.ratings.newest(sari, "lain")) is None


def test_stars_are_summed_up_by_course_and_by_the_unit_of_that_moment(
    database: Database, people: dict[int, int]
) -> None:
    units = {unit.path: unit.id for unit in database.transact(lambda records: records.roster.units())}
    rate(database, people[SARI], 4, unit=units[UNIT])
    rate(database, people[BAYU], 5, unit=units[EAST])
    rate(database, people[RINA], 1, unit=units[UNIT], days=7)
    since, until = MONDAY_MORNING, later(days=7)
    by_course = database.transact(lambda records: records.ratings.sums_by_course(since, until))
    by_unit = database.transact(lambda records: records.ratings.sums_by_unit(since, until))
    assert by_course == {COURSE: (9, 2, 2)}
    assert by_unit == {UNIT: (4, 1, 1), EAST: (5, 1, 1)}


def test_who_rates_twice_or_in_two_units_is_one_rater(database: Database, people: dict[int, int]) -> None:
    units = {unit.path: unit.id for unit in database.transact(lambda records: records.roster.units())}
    rate(database, people[SARI], 4, unit=units[UNIT])
    rate(database, people[SARI], 5, unit=units[EAST], days=1)
    rate(database, people[SARI], 5, unit=units[EAST], days=2)
    until = later(days=7)
    by_course = database.transact(lambda records: records.ratings.sums_by_course(MONDAY_MORNING, until))
    by_unit = database.transact(lambda records: records.ratings.sums_by_unit(MONDAY_MORNING, until))
    assert by_course == {COURSE: (14, 3, 1)}
    assert by_unit == {UNIT: (4, 1, 1), EAST: (10, 2, 0)}


def test_a_flagged_row_waits_until_somebody_decides_and_the_first_decision_holds(
    database: Database, people: dict[int, int]
) -> None:
    for number in range(3):
        row = credit(people[SARI], source=f"lesson:kelas/{number}:2026", flagged=number != 1)
        assert add(database, row)
    first, second = database.transact(lambda records: records.flags.page(limit=5, offset=0))
    assert [one.entry.source for one in (first, second)] == ["lesson:kelas/0:2026", "lesson:kelas/2:2026"]
    for expected in (True, False):
        assert expected is database.transact(
            lambda records: records.flags.decide(
                first.id, Decision.ACCEPTED, actor_id=people[RINA], at=MONDAY_MORNING
            )
        )
    assert database.transact(lambda records: records.flags.count()) == 1
    assert database.transact(lambda records: records.flags.get(first.id)) is None
    assert database.transact(lambda records: records.flags.get(10**14)) is None


def test_people_are_found_by_words_and_digits_whatever_these_hold(
    database: Database, people: dict[int, int]
) -> None:
    def names(*words: str, digits: str = "") -> list[str]:
        found = database.transact(lambda records: records.roster.find(words=words, digits=digits, limit=9))
        return [person.name for person in found]

    assert names("SARI", "de") == ["Sari Dewi"]
    assert names("%") == []
    assert names("_") == []
    assert names("x", digits="42001") == ["Sari Dewi"]


def test_leave_ends_today_and_leave_to_come_is_gone(database: Database, people: dict[int, int]) -> None:
    sari = people[SARI]
    running = Leave(starts_on=MONDAY - timedelta(days=3), ends_on=MONDAY + timedelta(days=3))
    ahead = Leave(starts_on=MONDAY + timedelta(days=9), ends_on=MONDAY + timedelta(days=9))
    for leave in (running, ahead):
        take(database, sari, leave)
    assert database.transact(lambda records: records.roster.leaves(sari, MONDAY)) == [running, ahead]
    for leave in (running, ahead):
        assert end(database, sari, leave)
    assert database.transact(lambda records: records.roster.leaves(sari, MONDAY)) == []
