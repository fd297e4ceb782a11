"""The roster file is the truth about who works where, and access follows it at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from learning.auditing import AuditSought
from learning.people import Grant, PersonState, Role
from learning.records import RosterEntry, RosterFact
from learning.rules.breaks import Leave
from learning.usecases import enrol, roster
from learning.usecases.enrol import Enrolled
from learning.usecases.roster import RosterChange
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, SARI, UNIT, entry

NUMBER = CAST[SARI].employee_number


def bring_up_to_date(work: Workplace, *entries: RosterEntry | Iterator[RosterEntry]) -> RosterChange:
    """Imports these entries, or those that come one after another."""
    given = entries[0] if isinstance(entries[0], Iterator) else entries
    return work.do(roster.import_roster, work.world, given, actor="admin")


def roles(work: Workplace, who: int) -> set[Role]:
    """The roles a person holds by grant today."""
    grants = work.look(lambda records: records.people.grants(work.ids[who]))
    today = work.person(who).local_date(work.clock())
    return {grant.role for grant in grants if grant.in_force(today)}


def test_a_second_run_changes_nothing(work: Workplace) -> None:
    again = bring_up_to_date(work, *CAST.values())
    assert again == RosterChange(added=(), changed=(), unchanged=5, new_units=())


def short(of: RosterEntry, **more: Any) -> RosterEntry:
    """The row of a file with number, name, unit and nothing else, as reading it gives it."""
    values = {
        "time_zone": "",
        "language": "id",
        "employment_type": "PNS",
        "roles": (),
        "starts_on": None,
        "email": "",
        "kept": frozenset(RosterFact) - {RosterFact.NAME},
    }
    return replace(of, **{**values, **more})


def test_a_file_without_a_column_leaves_what_is_known(work: Workplace) -> None:
    full = replace(
        CAST[BUDI],
        employment_type="PPPK",
        starts_on=MONDAY,
        email="budi@example.go.id",
        language="en",
        time_zone="Asia/Jayapura",
    )
    bring_up_to_date(work, full)
    before = work.person(BUDI)
    assert bring_up_to_date(work, short(full)).unchanged == 1
    assert work.person(BUDI) == before
    assert roles(work, BUDI) == {Role.SUPERVISOR}


def test_an_empty_cell_of_a_column_that_is_there_empties_it(work: Workplace) -> None:
    bring_up_to_date(work, replace(CAST[BUDI], starts_on=MONDAY))
    bring_up_to_date(work, short(CAST[BUDI], kept=frozenset(RosterFact) - {RosterFact.STARTS_ON}))
    assert work.person(BUDI).starts_on is None


def test_who_moves_by_a_short_file_takes_the_role_along_and_gets_the_clock_of_the_new_unit(
    work: Workplace,
) -> None:
    work.activate(BUDI)
    bring_up_to_date(work, short(CAST[BUDI], unit=EAST))
    assert (work.person(BUDI).unit, work.person(BUDI).time_zone) == (EAST, "Asia/Jayapura")
    (grant,) = work.look(lambda records: records.people.grants(work.ids[BUDI]))
    assert (grant.role, grant.unit) == (Role.SUPERVISOR, EAST)


def test_somebody_new_in_a_short_file_gets_the_defaults(work: Workplace) -> None:
    newcomer = short(entry("200001012024012001", "Dian", unit=EAST))
    bring_up_to_date(work, newcomer)
    person = work.look(lambda records: records.people.by_number(newcomer.employee_number))
    assert person is not None
    assert (person.time_zone, person.language, person.employment_type) == ("Asia/Jayapura", "id", "PNS")


class Killed(Exception):
    """Stands for the process that ends where it is."""


def test_an_import_that_is_interrupted_leaves_nothing_half_written(work: Workplace) -> None:
    def until_it_stops() -> Iterator[RosterEntry]:
        yield replace(CAST[SARI], name="Sari Dewi, S.Farm.", unit="Balai Baru/Umum")
        yield entry("200001012024012001", "Dian", unit="Balai Makassar")
        yield replace(CAST[BUDI], roles=())
        raise Killed

    before = work.look(lambda records: records.roster.listed())
    units = work.look(lambda records: records.roster.units())
    with pytest.raises(Killed):
        bring_up_to_date(work, until_it_stops())
    assert work.look(lambda records: records.roster.listed()) == before
    assert work.look(lambda records: records.roster.units()) == units
    imported = AuditSought(actions=frozenset({"roster_imported"}))
    assert len(work.look(lambda records: records.journal.log(imported, limit=9))) == 1, "that of the fixture"


def test_new_people_and_units_are_added(work: Workplace) -> None:
    newcomer = entry("200001012024012001", "Dian", unit="Balai Makassar", zone="Asia/Makassar")
    change = bring_up_to_date(work, CAST[SARI], newcomer)
    assert change == RosterChange(
        added=(newcomer.employee_number,), changed=(), unchanged=1, new_units=("Balai Makassar",)
    )
    person = work.look(lambda records: records.people.by_number(newcomer.employee_number))
    assert person is not None
    assert (person.state, person.unit, person.time_zone) == (
        PersonState.LISTED,
        "Balai Makassar",
        "Asia/Makassar",
    )


def test_a_changed_name_is_taken_over_and_the_person_stays_the_same(work: Workplace) -> None:
    work.activate(SARI)
    change = bring_up_to_date(work, replace(CAST[SARI], name="Sari Dewi, S.Farm."))
    assert change.changed == (NUMBER,)
    assert work.person(SARI).name == "Sari Dewi, S.Farm."
    assert work.person(SARI).telegram_id == SARI


def test_who_moves_is_found_at_noon_on_the_new_clock(work: Workplace) -> None:
    work.activate(SARI)
    bring_up_to_date(work, replace(CAST[SARI], unit=EAST, time_zone="Asia/Jayapura"))
    assert (work.person(SARI).unit, work.person(SARI).time_zone) == (EAST, "Asia/Jayapura")
    assert len(work.bring(at("12:00", zone="Asia/Jayapura"))) == 1


def test_who_has_no_clock_in_the_file_keeps_that_of_the_unit(work: Workplace) -> None:
    newcomer = entry("200001012024012001", "Dian", unit=EAST, zone="")
    bring_up_to_date(work, newcomer)
    person = work.look(lambda records: records.people.by_number(newcomer.employee_number))
    assert person is not None
    assert person.time_zone == "Asia/Jayapura"
    assert bring_up_to_date(work, newcomer).unchanged == 1


def test_a_unit_that_is_new_without_a_clock_keeps_that_of_the_organisation(work: Workplace) -> None:
    work.decide(time_zone="Asia/Makassar")
    newcomer = entry("200001012024012001", "Dian", unit="Balai Makassar/Umum", zone="")
    bring_up_to_date(work, newcomer)
    person = work.look(lambda records: records.people.by_number(newcomer.employee_number))
    assert person is not None
    assert person.time_zone == "Asia/Makassar"
    units = {unit.path: unit.time_zone for unit in work.look(lambda records: records.roster.units())}
    assert units["Balai Makassar"] == units["Balai Makassar/Umum"] == "Asia/Makassar"


def test_who_moves_without_a_clock_in_the_file_is_found_on_that_of_the_new_unit(work: Workplace) -> None:
    work.activate(SARI)
    bring_up_to_date(work, replace(CAST[SARI], unit=EAST, time_zone=""))
    assert work.person(SARI).time_zone == "Asia/Jayapura"


def test_the_file_leaves_a_persons_own_language_and_clock_alone(work: Workplace) -> None:
    work.activate(SARI)
    work.look(lambda records: enrol.choose_language(records, work.ids[SARI], "en"))
    work.do(enrol.choose_time_zone, work.world, work.ids[SARI], "Asia/Makassar")
    assert bring_up_to_date(work, CAST[SARI]).unchanged == 1
    assert (work.person(SARI).language, work.person(SARI).time_zone) == ("en", "Asia/Makassar")


def test_a_role_is_granted_and_withdrawn(work: Workplace) -> None:
    assert roles(work, BUDI) == {Role.SUPERVISOR}
    change = bring_up_to_date(
        work, replace(CAST[BUDI], roles=()), replace(CAST[SARI], roles=("supervisor", "employee"))
    )
    assert len(change.changed) == 2
    assert (roles(work, BUDI), roles(work, SARI)) == (set(), {Role.SUPERVISOR})


def test_a_role_moves_with_its_holder(work: Workplace) -> None:
    bring_up_to_date(work, replace(CAST[BUDI], unit=EAST))
    (grant,) = work.look(lambda records: records.people.grants(work.ids[BUDI]))
    assert (grant.role, grant.unit) == (Role.SUPERVISOR, EAST)


def test_a_grant_with_an_end_is_not_touched_by_the_file(work: Workplace) -> None:
    acting = Grant(role=Role.SUPERVISOR, unit=UNIT, starts_on=MONDAY, ends_on=MONDAY + timedelta(days=1))
    assert work.do(roster.grant, NUMBER, acting, actor="admin") is not None
    assert bring_up_to_date(work, CAST[SARI]).unchanged == 1
    assert roles(work, SARI) == {Role.SUPERVISOR}
    work.clock.turn(days=2)
    assert roles(work, SARI) == set()
    assert work.do(roster.grant, "404", acting, actor="admin") is None


def test_who_left_and_is_listed_again_joins_anew_and_is_written_to(work: Workplace) -> None:
    work.activate(SARI)
    work.study(SARI, f"{COURSE}/01")
    work.do(roster.deactivate, NUMBER, actor="admin")
    assert bring_up_to_date(work, CAST[SARI]).changed == (NUMBER,)
    listed = work.person(SARI)
    assert (listed.state, listed.acknowledged_at, listed.onboarded_at) == (PersonState.LISTED, None, None)
    work.activate(SARI)
    assert len(work.bring(at("12:00"))) == 1
    assert len(work.ledger(SARI)) == 1


def test_links_are_made_for_everyone_who_has_not_joined(work: Workplace) -> None:
    work.activate(SARI)
    links = work.do(roster.links_for, None, link_days=14, actor="admin")
    assert {link.person.employee_number for link in links} == {
        CAST[who].employee_number for who in CAST if who != SARI
    }
    of_the_unit = work.do(roster.links_for, "Sekretariat Utama", link_days=14, actor="admin")
    assert {link.person.name for link in of_the_unit} == {
        CAST[who].name for who in CAST if who not in {SARI, BAYU}
    }
    older = next(link.token for link in links if link.person.name == CAST[CITRA].name)
    newer = next(link.token for link in of_the_unit if link.person.name == CAST[CITRA].name)
    assert not isinstance(work.do(enrol.redeem, older, CITRA), Enrolled)
    assert isinstance(work.do(enrol.redeem, newer, CITRA), Enrolled)


def test_a_release_frees_the_account_and_a_departure_ends_access_at_once(work: Workplace) -> None:
    work.activate(SARI)
    work.activate(CITRA)
    before = work.do(roster.release, NUMBER, actor="admin")
    assert before is not None
    assert before.telegram_id == SARI
    assert work.do(enrol.who_is, SARI) is None
    work.do(roster.deactivate, CAST[CITRA].employee_number, actor="admin")
    assert work.do(enrol.who_is, CITRA) is None
    assert work.person(CITRA).state is PersonState.LEFT
    assert work.bring(at("12:00")) == []
    assert CAST[CITRA].name not in {
        person.name for person in work.look(lambda records: records.people.everyone())
    }
    audited = work.look(lambda records: records.journal.audit_of(work.ids[CITRA]))
    assert [found.action for found in audited] == ["activated", "deactivated"]


def test_a_supervisor_who_left_holds_no_role(work: Workplace) -> None:
    work.do(roster.deactivate, CAST[BUDI].employee_number, actor="admin")
    assert roles(work, BUDI) == set()


def test_nobody_is_released_or_deactivated_twice_or_by_a_wrong_number(work: Workplace) -> None:
    for number in ("404", NUMBER):
        work.do(roster.deactivate, number, actor="admin")
    leave = Leave(starts_on=MONDAY)
    for number in ("404", NUMBER):
        assert work.do(roster.deactivate, number, actor="admin") is None
        assert work.do(roster.release, number, actor="admin") is None
        assert work.do(roster.take_leave, work.world, number, leave, actor="admin") is None


def test_recorded_leave_keeps_quiet(work: Workplace) -> None:
    work.activate(SARI)
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY)
    assert work.do(roster.take_leave, work.world, NUMBER, leave, actor="admin") is not None
    assert [len(work.bring(at("12:00", day=day))) for day in (0, 1)] == [0, 1]


def test_a_shift_unit_is_brought_lessons_on_its_own_days(work: Workplace) -> None:
    work.activate(SARI)

    def shape(path: str) -> bool:
        return work.do(
            roster.shape_unit,
            work.world,
            path,
            working_days=frozenset({6, 7}),
            works_on_holidays=True,
            windows={"lunch": {"on": True, "starts": "19:00", "ends": "19:30"}},
            actor="admin",
        )

    assert not shape("Tidak Ada")
    assert shape(UNIT)
    assert work.bring(at("12:00")) == []
    assert work.bring(at("12:00", day=5)) == []
    assert len(work.bring(at("19:00", day=5))) == 1
