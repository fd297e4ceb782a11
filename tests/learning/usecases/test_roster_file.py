"""What a roster file would change is what taking it over changes, whatever it says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.people import Actor, Grant, PersonState, Role
from learning.records import RosterEntry, RosterFact
from learning.roster import FactChange, Fate, Listed, RosterPlan
from learning.usecases import dialogues, roster, roster_file
from learning.usecases.roster_file import NoAdminLeft, Progress, RosterTaken, TakenBefore
from storage.records import SqlRecords
from tests.learning.usecases.workplace import MONDAY, Workplace
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT, entry

NUMBERS = [one.employee_number for one in CAST.values()] + [f"20000101202401200{n}" for n in range(1, 4)]
UNITS = (UNIT, EAST, "Balai Makassar/Umum", "Balai Makassar")


class RolledBack(Exception):
    """Takes back what an example wrote, so that the next finds the roster as it was."""


def admin(work: Workplace, who: int = RINA) -> Actor:
    """An admin of the cast who uses Sela."""
    person = work.person(who) if work.person(who).telegram_id else work.activate(who)
    return Actor(person=person, grants=(Grant(role=Role.ADMIN, starts_on=MONDAY),))


def foresee(work: Workplace, actor: Actor, *entries: RosterEntry) -> RosterPlan:
    """What these entries would change."""
    plan = work.do(roster_file.foresee, work.world, actor, entries)
    assert plan is not None
    return plan


def take(work: Workplace, actor: Actor, *entries: RosterEntry, missing_leave: bool = False) -> object:
    """Takes these entries over as they were shown."""
    check = foresee(work, actor, *entries).check
    return work.do(
        roster_file.take_in,
        work.world,
        actor,
        entries,
        check,
        missing_leave=missing_leave,
        progress=Progress(),
    )


ENTRIES = st.lists(
    st.builds(
        RosterEntry,
        employee_number=st.sampled_from(NUMBERS),
        name=st.sampled_from(["Sari Dewi", "Rina Hartati", "Lain"]),
        unit=st.sampled_from(UNITS),
        time_zone=st.sampled_from(["", "Asia/Jakarta", "Asia/Jayapura"]),
        language=st.sampled_from(["id", "en"]),
        employment_type=st.sampled_from(["PNS", "other"]),
        roles=st.sampled_from([(), ("admin",), ("supervisor", "curator"), ("employee",)]),
        starts_on=st.sampled_from([None, MONDAY]),
        email=st.sampled_from(["", "a@example.go.id"]),
        kept=st.frozensets(st.sampled_from(sorted(set(RosterFact) - {RosterFact.NAME}))),
    ),
    unique_by=lambda one: one.employee_number,
    max_size=8,
)


def differences(before: Mapping[str, Listed], after: Mapping[str, Listed]) -> dict[RosterFact, int]:
    """Of how many people each fact is another one now; roles go along with whoever moves."""
    found: Counter[RosterFact] = Counter()
    for number, was in before.items():
        now = after[number]
        for fact in set(RosterFact) - {RosterFact.ROLES}:
            found[fact] += getattr(was.person, fact) != getattr(now.person, fact)
        found[RosterFact.ROLES] += {role for role, _ in was.from_file} != {role for role, _ in now.from_file}
    return {fact: count for fact, count in found.items() if count}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES)
def test_the_plan_of_any_file_is_what_importing_it_does(work: Workplace, entries: list[RosterEntry]) -> None:
    actor = admin(work)
    if work.person(SARI).telegram_id is None and work.person(SARI).state is PersonState.LISTED:
        work.activate(SARI)
        work.do(roster.deactivate, CAST[CITRA].employee_number, actor="test")
    plan = foresee(work, actor, *entries)
    fates = {one.employee_number: fate for fate, one in plan.rows}

    def both_ways(records: SqlRecords) -> None:
        before = records.roster.listed()
        change = roster.import_roster(records, work.world, entries, actor="test", now=work.clock())
        assert set(change.added) == {number for number, fate in fates.items() if fate is Fate.ADDED}
        assert set(change.changed) == {number for number, fate in fates.items() if fate is not Fate.ADDED}
        assert (change.unchanged, change.new_units) == (plan.unchanged, plan.new_units)
        facts = {fact: len(changes) for fact, changes in plan.facts.items()}
        assert facts == differences(before, records.roster.listed())
        again = roster_file.foresee(records, work.world, actor, entries, now=work.clock())
        assert again is not None
        assert again.rows == (), "what was imported changes nothing a second time"
        raise RolledBack

    try:
        work.look(both_ways)
    except RolledBack:
        return
    raise AssertionError


def test_a_file_without_roles_neither_makes_nor_unmakes_an_admin(work: Workplace) -> None:
    """Rina is the last one: such a file was refused as it would have shut every admin out."""
    actor = admin(work)
    short = [
        replace(one, roles=(), kept=frozenset({RosterFact.ROLES, RosterFact.LANGUAGE}))
        for one in CAST.values()
    ]
    plan = foresee(work, actor, *short)
    assert (plan.rows, plan.facts, plan.new_admins, plan.no_admin_stays) == ((), {}, (), False)


def test_what_changes_is_told_by_fact_with_what_it_was(work: Workplace) -> None:
    plan = foresee(
        work,
        admin(work),
        *(replace(CAST[who], starts_on=MONDAY) for who in (SARI, CITRA)),
        replace(CAST[BUDI], roles=()),
        CAST[BAYU],
    )
    assert plan.facts == {
        RosterFact.ROLES: (FactChange(name="Budi Santoso", before="supervisor", after=""),),
        RosterFact.STARTS_ON: tuple(
            FactChange(name=name, before="", after="2026-11-23") for name in ("Sari Dewi", "Citra Lestari")
        ),
    }
    emptied = [change.name for changes in plan.facts.values() for change in changes if change.empties]
    assert emptied == ["Budi Santoso"]


def test_the_outcome_is_remembered_for_a_second_tap_until_something_else_begins(work: Workplace) -> None:
    actor = admin(work)
    given = (replace(CAST[SARI], name="Sari D."), CAST[RINA])
    check = foresee(work, actor, *given).check

    def before(missing_leave: bool = True) -> TakenBefore | None:
        return work.do(roster_file.taken_before, actor, check, missing_leave=missing_leave)

    assert before() is None
    take(work, actor, *given, missing_leave=True)
    assert before() == TakenBefore(counts={Fate.CHANGED: 1}, unchanged=1, left=3)
    assert before(missing_leave=False) is None
    assert work.do(dialogues.current, actor.person) is None, "the next message is a question"
    assert work.do(dialogues.unfinished, actor.person) is None
    work.do(dialogues.begin, actor.person, "other")
    assert before() is None


def test_an_import_that_is_interrupted_ends_nobodys_access(work: Workplace) -> None:
    actor = admin(work)
    check = foresee(work, actor, CAST[RINA]).check
    before = work.look(lambda records: records.roster.listed())

    def interrupted(records: SqlRecords) -> None:
        roster_file.take_in(
            records,
            work.world,
            actor,
            [CAST[RINA]],
            check,
            missing_leave=True,
            progress=Progress(),
            now=work.clock(),
        )
        raise RolledBack

    with pytest.raises(RolledBack):
        work.look(interrupted)
    assert work.look(lambda records: records.roster.listed()) == before
    assert work.do(roster_file.taken_before, actor, check, missing_leave=True) is None


def test_who_left_and_is_listed_again_comes_back(work: Workplace) -> None:
    actor = admin(work)
    work.do(roster.deactivate, CAST[SARI].employee_number, actor="test")
    assert [fate for fate, _ in foresee(work, actor, *CAST.values()).rows] == [Fate.RETURNED]
    assert SARI not in {person.id for person in foresee(work, actor, CAST[RINA]).missing}
    assert isinstance(take(work, actor, *CAST.values()), RosterTaken)
    assert work.person(SARI).state is PersonState.LISTED


def test_whoever_becomes_an_admin_is_named_before(work: Workplace) -> None:
    promoted = replace(CAST[SARI], roles=("admin",))
    assert foresee(work, admin(work), promoted).new_admins == ("Sari Dewi",)
    assert foresee(work, admin(work), CAST[RINA]).new_admins == ()


def test_an_admin_by_grant_and_not_by_the_file_counts_as_one_who_stays(work: Workplace) -> None:
    actor = admin(work)
    work.activate(BUDI)
    demoted = replace(CAST[RINA], roles=())
    assert isinstance(take(work, actor, demoted), NoAdminLeft)
    acting = Grant(role=Role.ADMIN, starts_on=MONDAY)
    work.look(lambda records: records.roster.add_grant(work.ids[BUDI], acting))
    assert isinstance(take(work, actor, demoted), RosterTaken)


def test_somebody_who_has_not_activated_looks_after_nothing(work: Workplace) -> None:
    actor = admin(work)
    plan = foresee(work, actor, replace(CAST[BAYU], roles=("admin",)))
    assert plan.no_admin_leaves
    assert not plan.no_admin_stays


def test_an_import_says_how_far_it_is(work: Workplace) -> None:
    actor = admin(work)
    newcomers = [entry(f"20000101202401{number:04}", f"Pegawai {number}") for number in range(50)]
    progress, check = Progress(), foresee(work, actor, *newcomers, CAST[RINA]).check
    work.do(
        roster_file.take_in,
        work.world,
        actor,
        [*newcomers, CAST[RINA]],
        check,
        missing_leave=True,
        progress=progress,
    )
    assert (progress.done, progress.total) == (54, 54), "fifty join and four leave"
