"""What a roster file would change is what taking it over changes, whatever it says."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.people import Actor, Grant, PersonState, Role
from learning.records import RosterEntry
from learning.roster import Fate, RosterPlan
from learning.usecases import roster, roster_file
from learning.usecases.roster_file import NoAdminLeft, Progress, RosterTaken
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
        starts_on=st.none(),
        email=st.sampled_from(["", "a@example.go.id"]),
    ),
    unique_by=lambda one: one.employee_number,
    max_size=8,
)


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
        change = roster.import_roster(records, work.world, entries, actor="test", now=work.clock())
        assert set(change.added) == {number for number, fate in fates.items() if fate is Fate.ADDED}
        assert set(change.changed) == {number for number, fate in fates.items() if fate is not Fate.ADDED}
        assert (change.unchanged, change.new_units) == (plan.unchanged, plan.new_units)
        again = roster_file.foresee(records, work.world, actor, entries, now=work.clock())
        assert again is not None
        assert again.rows == (), "what was imported changes nothing a second time"
        raise RolledBack

    try:
        work.look(both_ways)
    except RolledBack:
        return
    raise AssertionError


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
