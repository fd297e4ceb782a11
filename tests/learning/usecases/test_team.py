"""A supervisor sees the people they lead in sums, and nobody else."""

from datetime import date, timedelta

import pytest

from learning.people import Actor, Grant, Role
from learning.records import Assignment, LeaveKind
from learning.rules.breaks import Leave
from learning.rules.targets import Standing
from learning.team import Figures, Group, Order
from learning.usecases import courses, enrol, roster, team, team_links
from learning.usecases.enrol import token_hash
from tests.learning.usecases.workplace import MONDAY, Workplace
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT, entry
from tests.storage.rows import credit


def actor(work: Workplace, who: int, *grants: Grant) -> Actor:
    """Somebody with the roles the roster gave them, or with these."""
    person = work.person(who)
    given = grants or work.look(lambda records: records.people.grants(person.id))
    return Actor(person=person, grants=tuple(given))


def leads(unit: str | None) -> Grant:
    """The grant of whoever leads a unit."""
    return Grant(role=Role.SUPERVISOR, unit=unit, starts_on=MONDAY)


def names(work: Workplace, by: Actor, group: Group = Group.EVERYONE, unit: str | None = None) -> list[str]:
    """The names in a list."""
    page = work.do(team.page_of, work.world, by, group, Order.NAME, 0, unit=unit)
    return [member.figures.name for member in page.members]


def learns(
    work: Workplace, who: int, minutes: int, *, source: str = "lesson:x/1:2026", **more: object
) -> None:
    """Writes minutes into somebody's ledger."""
    row = credit(work.ids[who], seconds=60 * minutes, source=source, **more)
    assert work.look(lambda records: records.ledger.add(row))


def test_a_supervisor_sees_their_unit_without_themself(work: Workplace) -> None:
    budi = actor(work, BUDI)
    assert names(work, budi) == ["Citra Lestari", "Rina Hartati", "Sari Dewi"]
    shown = work.do(team.overview, work.world, budi)
    assert (shown.size, shown.scope, shown.units) == (3, (UNIT,), (UNIT,))


def test_an_admin_sees_everybody_and_an_employee_or_curator_nobody(work: Workplace) -> None:
    assert work.do(team.overview, work.world, actor(work, RINA)).size == len(CAST) - 1
    assert work.do(team.overview, work.world, actor(work, SARI)).size == 0
    curator = actor(work, SARI, Grant(role=Role.CURATOR, unit=UNIT, starts_on=MONDAY))
    assert work.do(team.overview, work.world, curator).size == 0
    assert work.do(team.units, work.world, curator) == []


def test_a_unit_that_is_not_theirs_is_empty_and_its_id_unknown(work: Workplace) -> None:
    budi = actor(work, BUDI)
    assert work.do(team.overview, work.world, budi, unit=EAST).size == 0
    assert names(work, budi, unit=EAST) == []
    east = work.look(lambda records: records.roster.unit(EAST))
    own = work.look(lambda records: records.roster.unit(UNIT))
    assert east is not None
    assert own is not None
    assert work.look(lambda records: team.unit_of(records, budi, east.id)) is None
    assert work.look(lambda records: team.unit_of(records, budi, own.id)) == UNIT
    admin = actor(work, RINA)
    assert work.look(lambda records: team.unit_of(records, admin, 10**15)) is None


def test_a_unit_whose_name_only_begins_alike_is_not_below(work: Workplace) -> None:
    other = entry("199001012015049999", "Orang Lain", unit=f"{UNIT} Dua")
    work.do(roster.import_roster, work.world, [other], actor="test")
    below = entry("199001012015049998", "Orang Bawah", unit=f"{UNIT}/Bagian")
    work.do(roster.import_roster, work.world, [below], actor="test")
    assert "Orang Bawah" in names(work, actor(work, BUDI))
    assert "Orang Lain" not in names(work, actor(work, BUDI))


def test_two_grants_over_nested_units_show_each_person_once(work: Workplace) -> None:
    boss = actor(work, BAYU, leads("Sekretariat Utama"), leads(UNIT), leads(EAST))
    assert names(work, boss).count("Sari Dewi") == 1
    assert len(names(work, boss)) == len(CAST) - 1


def test_who_left_is_not_in_the_team_any_more(work: Workplace) -> None:
    work.do(roster.deactivate, CAST[SARI].employee_number, actor="test")
    budi = actor(work, BUDI)
    assert "Sari Dewi" not in names(work, budi)
    assert work.do(team.profile, work.world, budi, work.ids[SARI]) is None


def test_the_figures_name_everyone_as_their_denominator(work: Workplace) -> None:
    work.activate(SARI)
    work.activate(CITRA)
    learns(work, SARI, 30)
    learns(work, SARI, 60, source="lesson:x/2:2026", iso_week=47, local_on=MONDAY - timedelta(days=7))
    learns(work, SARI, 45, source="lesson:x/1:2025", year=2025, iso_week=1, iso_year=2025)
    shown = work.do(team.overview, work.world, actor(work, BUDI))
    assert (shown.size, shown.learned, shown.week_seconds) == (3, 1, 1800)
    assert shown.recorded == 2
    assert shown.recorded_each * 3 == 2
    assert shown.standings == {Standing.BEHIND: 2}
    assert shown.groups[Group.LISTED] == 1
    assert sum(shown.standings.values()) + shown.groups[Group.LISTED] == shown.size


def test_the_sum_of_a_year_always_equals_the_rows(work: Workplace) -> None:
    for number in range(12):
        learns(
            work,
            SARI,
            number,
            source=f"lesson:x/{number}:2026",
            minutes_per_jp=45 if number % 3 else 60,
            local_on=MONDAY - timedelta(days=number),
        )
    assert not work.look(lambda records: records.ledger.add(credit(work.ids[SARI], source="lesson:x/1:2026")))
    (own,) = [one for one in _figures(work) if one.person_id == work.ids[SARI]]
    by_rate = work.look(lambda records: records.ledger.seconds_by_rate(work.ids[SARI], 2026))
    assert {rate: seconds for seconds, rate in own.year_seconds} == by_rate
    assert own.last_learned_on == MONDAY


def _figures(work: Workplace) -> list[Figures]:
    return [member.figures for member in work.do(team.people_of, work.world, actor(work, BUDI))]


def test_lists_hold_who_is_new_stuck_and_away(work: Workplace) -> None:
    work.activate(SARI)
    assert names(work, actor(work, BUDI), Group.NEW) == ["Sari Dewi"]
    work.clock.turn(days=14)
    assert names(work, actor(work, BUDI), Group.NEW) == []
    assert names(work, actor(work, BUDI), Group.STUCK) == ["Sari Dewi"]
    leave = Leave(starts_on=MONDAY + timedelta(days=10), ends_on=MONDAY + timedelta(days=20))
    work.look(lambda records: records.people.add_leave(work.ids[SARI], leave, LeaveKind.LEAVE))
    assert names(work, actor(work, BUDI), Group.AWAY) == ["Sari Dewi"]
    assert names(work, actor(work, BUDI), Group.STUCK) == []


def test_somebody_is_activated_once_they_have_joined_to_the_end(work: Workplace) -> None:
    token = work.do(enrol.issue_link, work.ids[SARI], link_days=14)
    work.do(enrol.redeem, token, SARI)
    work.do(enrol.acknowledge, work.ids[SARI])
    (own,) = [one for one in _figures(work) if one.person_id == work.ids[SARI]]
    assert own.active_since is None, "a broadcast cannot reach them either"
    work.clock.turn(days=1)
    work.do(enrol.finish, work.world, work.ids[SARI])
    (own,) = [one for one in _figures(work) if one.person_id == work.ids[SARI]]
    assert own.active_since == work.clock()


def test_a_list_turns_page_by_page_and_stays_within_its_pages(work: Workplace) -> None:
    more = [entry(f"19900101201504{number:04}", f"Pegawai {number:02}") for number in range(100, 122)]
    work.do(roster.import_roster, work.world, more, actor="test")
    budi = actor(work, BUDI)
    first = work.do(team.page_of, work.world, budi, Group.EVERYONE, Order.NAME, 0)
    last = work.do(team.page_of, work.world, budi, Group.EVERYONE, Order.NAME, 10**14)
    assert (first.count, first.pages, len(first.members), first.first) == (25, 3, 10, 1)
    assert (last.page, len(last.members), last.first) == (2, 5, 21)


def test_units_are_counted_with_those_below(work: Workplace) -> None:
    below = entry("199001012015049998", "Orang Bawah", unit=f"{UNIT}/Bagian")
    work.do(roster.import_roster, work.world, [below], actor="test")
    found = work.do(team.units, work.world, actor(work, RINA))
    counted = {one.path: one.people for one in found}
    assert counted == {EAST: 1, "Sekretariat Utama": 4, UNIT: 4, f"{UNIT}/Bagian": 1}
    assert [one.path for one in work.do(team.units, work.world, actor(work, BUDI))] == [
        UNIT,
        f"{UNIT}/Bagian",
    ]


@pytest.mark.parametrize("number", [0, -1, 10**15])
def test_a_number_that_is_nobody_shows_nobody(work: Workplace, number: int) -> None:
    assert work.do(team.profile, work.world, actor(work, RINA), number) is None


def test_nobody_outside_the_team_can_be_looked_at_nor_oneself(work: Workplace) -> None:
    budi = actor(work, BUDI)
    for who in (BAYU, BUDI):
        assert work.do(team.profile, work.world, budi, work.ids[who]) is None
    assert work.do(team.profile, work.world, actor(work, SARI), work.ids[CITRA]) is None


def test_a_person_is_shown_in_sums_with_their_courses(work: Workplace) -> None:
    work.activate(SARI)
    course = next(iter(work.world.catalogue.courses))
    lesson = work.world.catalogue.lesson_keys[course][0]
    work.do(courses.assign, Assignment(course=course, person_id=work.ids[SARI]), actor="test")
    work.study(SARI, lesson)
    shown = work.do(team.profile, work.world, actor(work, BUDI), work.ids[SARI])
    assert shown is not None
    assert shown.member.figures.week_seconds > 0
    assert shown.member.figures.last_learned_on == MONDAY
    own = next(one for one in shown.courses if one.course.id == course)
    assert (own.is_assigned, own.done, own.due_on) == (True, 1, None)
    assert all(count >= 5 for _, count in shown.strengths.values())


def test_links_are_made_for_whom_somebody_leads_and_written_down(work: Workplace) -> None:
    work.activate(SARI)
    old = work.do(enrol.issue_link, work.ids[CITRA], link_days=14)
    work.clock.turn(minutes=5)
    budi = actor(work, BUDI)
    made = work.do(team_links.make, work.world, budi, asked_at=work.clock())
    assert [link.person.id for link in made.links] == [work.ids[CITRA], work.ids[RINA]]
    assert work.do(enrol.redeem, old, CITRA) == enrol.LinkRefused(reason=enrol.Refusal.USED)
    assert isinstance(work.do(enrol.redeem, made.links[0].token, CITRA), enrol.Enrolled)
    audited = work.look(lambda records: records.journal.audit_of(work.ids[RINA]))
    assert [(entry.action, entry.actor_id, entry.actor) for entry in audited] == [
        ("link_issued", work.ids[BUDI], "Budi Santoso")
    ]


def test_a_second_tap_makes_no_second_links(work: Workplace) -> None:
    budi, asked_at = actor(work, BUDI), work.clock()
    first = work.do(team_links.make, work.world, budi, asked_at=asked_at)
    work.clock.turn(seconds=2)
    again = work.do(team_links.make, work.world, budi, asked_at=asked_at)
    assert (len(first.links), again.links, again.already) == (3, (), 3)
    known = work.look(lambda records: records.links.by_hash(token_hash(first.links[0].token)))
    assert known is not None
    assert known.revoked_at is None


def test_nobody_makes_links_outside_what_they_lead(work: Workplace) -> None:
    budi, asked_at = actor(work, BUDI), work.clock()
    assert work.do(team_links.make, work.world, budi, unit=EAST, asked_at=asked_at).links == ()
    for who in (BAYU, BUDI):
        assert work.do(team_links.make_one, work.world, budi, work.ids[who], asked_at=asked_at) is None
    assert work.do(team_links.make, work.world, actor(work, SARI), asked_at=asked_at).links == ()
    assert work.look(lambda records: records.journal.audit_of(work.ids[BAYU])) == []


def test_no_link_for_who_has_activated(work: Workplace) -> None:
    work.activate(SARI)
    made = work.do(team_links.make_one, work.world, actor(work, BUDI), work.ids[SARI], asked_at=work.clock())
    assert made is None


def test_a_team_larger_than_a_sheet_makes_its_links_unit_by_unit(work: Workplace) -> None:
    more = [entry(f"19900101201504{number:04}", f"Pegawai {number}") for number in range(200)]
    work.do(roster.import_roster, work.world, more, actor="test")
    budi = actor(work, BUDI)
    assert len(work.look(lambda records: team_links.waiting_for_links(records, budi))) == 203
    assert work.do(team_links.make, work.world, budi, asked_at=work.clock()).links == ()


def test_a_picture_is_of_the_people_somebody_leads(work: Workplace) -> None:
    shown = work.do(team.chart, work.world, actor(work, BUDI))
    assert [bar.name for bar in shown.bars] == ["Citra Lestari", "Rina Hartati", "Sari Dewi"]
    assert shown.today == date(2026, 11, 23)
