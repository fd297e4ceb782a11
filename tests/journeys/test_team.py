"""A supervisor looks at their team: figures, lists, one person, the picture, and fresh links."""

import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from bot.buttons.notes import AskNote
from bot.buttons.team import (
    AskMemberLink,
    AskTeamLinks,
    MakeMemberLink,
    MakeTeamLinks,
    ShowMember,
    ShowMembers,
    ShowTeam,
    ShowTeamPicture,
)
from bot.callbacks import Button
from bot.commands import menu
from learning.notes import NoteKind
from learning.people import Role
from learning.ports import Records
from learning.records import LeaveKind
from learning.rules.breaks import Leave
from learning.team import Group, Order
from learning.usecases import assigning, enrol, roster
from storage.tables import GrantRow, table
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.test_notes import presses
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT, entry
from tests.storage.rows import credit

STALE = "That button is from an older version"


def learned(office: Office, phone: Phone, minutes: int, **more: Any) -> None:
    """Writes minutes of this week into the ledger of somebody."""
    row = credit(phone.person.id, seconds=60 * minutes, **more)
    assert office.database.transact(lambda records: records.ledger.add(row))


def id_of(office: Office, telegram_id: int) -> int:
    """The id on the roster of one of the cast."""
    number = CAST[telegram_id].employee_number
    found = office.database.transact(lambda records: records.people.by_number(number))
    assert found is not None
    return found.id


def unit_id(office: Office, path: str) -> int:
    """The id of a unit."""
    found = office.database.transact(lambda records: records.roster.unit(path))
    assert found is not None
    return found.id


def actions_on(office: Office, telegram_id: int) -> list[str]:
    """What the audit log says was done to one of the cast."""
    person = id_of(office, telegram_id)
    audited = office.database.transact(lambda records: records.journal.audit_of(person))
    return [entry.action for entry in audited]


async def test_a_supervisor_sees_how_the_team_is_learning(office: Office) -> None:
    sari, budi = settled(office, SARI), english(office, BUDI)
    learned(office, sari, 30)
    shown = await budi.says("/tim")
    assert UNIT in shown
    assert "3 people, without you" in shown
    assert "1 of 3 people have learned" in shown
    assert "30 min · 0.6 JP" in shown
    assert "0.2 JP per person, over all 3" in shown
    assert "behind pace: 1" in shown
    assert "not activated: 2" in shown
    assert "Not activated (2)" in budi.labels
    assert "Choose a unit" not in budi.labels


async def test_the_list_leads_to_a_person_and_back(office: Office) -> None:
    sari, budi = settled(office, SARI), english(office, BUDI)
    learned(office, sari, 30)
    await budi.says("/team")
    shown = await budi.taps("Everyone (")
    assert "◇ 3. Sari Dewi · 30 min · 0.6 of 20 JP" in shown
    assert "○ 1. Citra Lestari · 0 min · 0.0 of 20 JP" in shown
    shown = await budi.taps("3")
    assert "Sari Dewi" in shown
    assert f"{UNIT} · …001" in shown
    assert "Uses Sela since 28 Sep 2026" in shown
    assert "This week: 30 min" in shown
    assert "2026: 0.6 of 20 JP – behind pace" in shown
    assert CAST[SARI].employee_number not in shown
    assert any("Well done" in label for label in budi.labels)
    assert "3 people" in await budi.taps("Back to the list")
    assert "This week" in await budi.taps("Back to the team")


async def test_who_needs_a_word_comes_first_when_asked(office: Office) -> None:
    citra, sari, budi = settled(office, CITRA), settled(office, SARI), english(office, BUDI)
    learned(office, citra, 45)
    away = Leave(starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 27))
    person = sari.person
    office.database.transact(lambda records: records.people.add_leave(person.id, away, LeaveKind.LEAVE))
    await budi.says("/team")
    by_name = await budi.taps("Everyone (")
    assert by_name.index("Citra") < by_name.index("Rina") < by_name.index("Sari")
    by_need = await budi.taps("Who needs you first")
    assert by_need.index("Citra") < by_need.index("Rina") < by_need.index("Sari")
    assert "Sari Dewi · 0 min · 0.0 of 20 JP · on leave or pausing" in by_need
    assert "On leave or pausing until Fri, 27 Nov" in await budi.taps("3")


async def test_the_picture_comes_with_the_same_in_words(office: Office) -> None:
    sari, budi = settled(office, SARI), english(office, BUDI)
    learned(office, sari, 90)
    await budi.says("/team")
    shown = await budi.taps("As a picture")
    assert "Sari Dewi: 2.0 of 20" in shown
    (picture,) = budi.files("photo")
    assert picture.startswith(b"\x89PNG")


async def test_an_admin_chooses_among_all_units(office: Office) -> None:
    rina = english(office, RINA)
    assert "The whole organisation" in await rina.says("/team")
    await rina.taps("Choose a unit")
    assert f"{EAST} (1)" in rina.labels
    shown = await rina.taps(EAST)
    assert EAST in shown
    assert "1 person, without you" in shown
    assert "Bayu Pratama" in await rina.taps("Everyone (1)")
    await rina.taps("Back to the team")
    assert "The whole organisation" in await rina.taps("Everyone I lead")


@pytest.mark.parametrize("who", [BUDI, SARI])
async def test_made_up_buttons_show_and_do_nothing_outside_the_team(office: Office, who: int) -> None:
    phone, stranger = english(office, who), id_of(office, BAYU)
    east, asked = unit_id(office, EAST), int(office.clock().timestamp()) - 60
    before = (await phone.says("/help"), phone.message["message_id"])
    forged: list[Button] = [
        ShowTeam(east),
        ShowMembers(east, Group.EVERYONE, Order.NAME, 0),
        ShowMember(stranger),
        ShowMember(10**15 - 1),
        ShowMember(phone.person.id),
        ShowTeamPicture(east),
        AskTeamLinks(east),
        MakeTeamLinks(east, asked),
        AskMemberLink(stranger),
        MakeMemberLink(stranger, asked),
        MakeMemberLink(stranger, 10**15 - 1),
    ]
    for button in forged:
        shown = await phone.presses(before[1], button.pack())
        assert STALE in shown, button
        assert "Bayu" not in shown
    assert "link_issued" not in actions_on(office, BAYU)


async def test_who_lost_the_role_is_refused_at_the_next_tap(office: Office) -> None:
    settled(office, SARI)
    budi = english(office, BUDI)
    await budi.says("/team")
    await budi.taps("Everyone (")
    person = budi.person
    office.database.transact(
        lambda records: records.connection.execute(
            sa.delete(table(GrantRow)).where(table(GrantRow).c.person_id == person.id)
        )
    )
    assert STALE in await budi.taps("1")
    assert "only for people who look after it" in await budi.says("/team")


async def test_a_sheet_of_fresh_links_comes_after_saying_what_it_does(office: Office) -> None:
    budi = english(office, BUDI)
    old = office.link_of(CITRA)
    office.clock.turn(minutes=1)
    await budi.says("/team")
    await budi.taps("Not activated (")
    asked = await budi.taps("Make fresh links")
    assert "3 people have not activated" in asked
    assert "made before stop working" in asked
    assert actions_on(office, CITRA) == []
    question = budi.message
    shown = await budi.taps("Make the sheet")
    assert "The sheet has 3 cards." in shown
    (sheet,) = budi.files()
    page = sheet.decode()
    assert "Citra Lestari" in page
    assert "Bayu" not in page
    assert CAST[CITRA].employee_number not in page
    tokens = re.findall(r"\?start=([\w-]+)", page)
    assert len(set(tokens)) == 3
    assert actions_on(office, CITRA) == ["link_issued"]
    office.clock.turn(seconds=2)
    assert "made already" in await budi.taps_in(question, "Make the sheet")
    assert len(budi.files()) == 1
    citra = Phone(office, CITRA)
    await citra.says(f"/start {old}")
    assert office.database.transact(lambda records: records.people.by_telegram_id(CITRA)) is None
    token = re.search(r"\?start=([\w-]+)", page.partition("Citra Lestari")[2])
    assert token is not None
    await citra.says(f"/start {token[1]}")
    assert citra.person.name == "Citra Lestari"


async def test_nobody_gets_a_link_who_has_activated_meanwhile(office: Office) -> None:
    budi = english(office, BUDI)
    await budi.says("/team")
    await budi.taps("Not activated (")
    await budi.taps("Make fresh links")
    question = budi.message
    for who in (CITRA, RINA, SARI):
        settled(office, who)
    assert "everyone has opened theirs" in await budi.taps("Make the sheet")
    assert "everyone has opened theirs" in await budi.presses(question["message_id"], AskTeamLinks().pack())
    sari = MakeMemberLink(id_of(office, SARI), int(office.clock().timestamp()))
    assert STALE in await budi.presses(question["message_id"], sari.pack())


async def test_a_large_team_is_asked_to_make_its_links_unit_by_unit(office: Office) -> None:
    more = [entry(f"19900101201504{number:04}", f"Pegawai {number}") for number in range(198)]
    office.database.transact(roster.import_roster, office.world(), more, actor="test", now=office.clock())
    budi = english(office, BUDI)
    await budi.says("/team")
    await budi.taps("Not activated (201)")
    assert "201 people have not activated, and a sheet carries at most 200" in await budi.taps("Make fresh")
    pressed = MakeTeamLinks(0, int(office.clock().timestamp()))
    await budi.presses(budi.message["message_id"], pressed.pack())
    assert actions_on(office, CITRA) == []


async def test_a_list_is_turned_and_the_way_back_leads_to_the_same_page(office: Office) -> None:
    more = [entry(f"19900101201504{number:04}", f"Pegawai {number:02}") for number in range(20)]
    office.database.transact(roster.import_roster, office.world(), more, actor="test", now=office.clock())
    budi = english(office, BUDI)
    await budi.says("/team")
    assert "page 1 of 3" in await budi.taps("Everyone (")
    assert "page 3 of 3" in await budi.taps("›", "›")
    assert "Sari Dewi" in await budi.taps("23")
    assert "page 3 of 3" in await budi.taps("Back to the list")
    assert "page 2 of 3" in await budi.taps("‹")


async def test_a_link_for_one_person_lets_that_person_in(office: Office) -> None:
    budi = english(office, BUDI)
    await budi.says("/team")
    await budi.taps("Everyone (")
    shown = await budi.taps("3")
    assert "Not activated yet" in shown
    assert not any("Well done" in label for label in budi.labels)
    assert "A link or card made before stops working" in await budi.taps("Make a fresh link")
    shown = await budi.taps("Make the link")
    token = re.search(r"\?start=([\w-]+)", shown)
    assert token is not None
    assert actions_on(office, SARI) == ["link_issued"]
    await Phone(office, SARI).says(f"/start {token[1]}")
    assert Phone(office, SARI).person.name == "Sari Dewi"
    assert "Has begun to join, not finished yet" in await budi.taps("Back to the person")


async def test_the_command_is_in_the_menu_of_those_who_lead_only(office: Office) -> None:
    sari = english(office, SARI)
    assert "only for people who look after it" in await sari.says("/team")
    assert "tim" in named({Role.SUPERVISOR})
    assert "tim" in named({Role.ADMIN})
    assert "tim" not in named({Role.EMPLOYEE, Role.CURATOR})


def named(roles: set[Role]) -> set[str]:
    """The commands in the menu of somebody with these roles."""
    return {entry["command"] for entry in menu("id", roles)}


async def test_a_name_with_markup_is_shown_as_it_is(office: Office) -> None:
    tricky = entry("199001012015049997", "<b>Ani</b> & {0} $x$", unit=UNIT)
    office.database.transact(roster.import_roster, office.world(), [tricky], actor="test", now=office.clock())
    budi = english(office, BUDI)
    await budi.says("/team")
    assert "1. <b>Ani</b> & {0} $x$" in await budi.taps("Everyone (")
    assert "<b>Ani</b> & {0} $x$" in await budi.taps("1")
    await budi.taps("Back to the team")
    assert "<b>Ani</b> & {0} $x$: 0.0 of 20" in await budi.taps("As a picture")


async def gives(office: Office, sari: Phone, course: str, due_on: date) -> None:
    """Pak Budi gives a course until a date."""
    actor = office.database.transact(enrol.who_is, BUDI, now=office.clock())
    assert actor is not None
    do, person, now = office.database.transact, sari.person.id, office.clock()
    outcome = do(assigning.assign, office.world(), actor, person, course, due_on, now=now)
    assert isinstance(outcome, assigning.Given)


async def test_open_and_overdue_courses_are_listed_and_lead_to_the_person(office: Office) -> None:
    sari, citra, budi = settled(office, SARI), settled(office, CITRA), english(office, BUDI)
    first, second, *_ = office.world().catalogue.courses
    assert "Courses with a date" not in await budi.says("/team")
    await gives(office, sari, first, date(2026, 12, 7))
    await gives(office, citra, second, date(2026, 11, 25))
    office.clock.turn(days=4)
    await budi.says("/team")
    shown = await budi.taps("Courses with a date (2)")
    assert "2 assignments, 1 of them overdue" in shown
    assert shown.index("Citra Lestari") < shown.index("Sari Dewi"), "overdue first"
    assert "was due Wed, 25 Nov" in shown
    assert "due Mon, 7 Dec" in shown
    assert "0 of " in shown
    assert "not reminded yet" in shown
    assert "Sari Dewi" in await budi.taps("2")
    assert "2 assignments" in await budi.taps("Back to the list")
    assert "This week" in await budi.taps("Back to the team")


async def test_a_finished_course_and_another_units_are_not_in_the_list(office: Office) -> None:
    sari, bayu, budi = settled(office, SARI), settled(office, BAYU), english(office, BUDI)
    first, *_ = office.world().catalogue.courses
    people, by_id, now = [sari.person.id, bayu.person.id], budi.person.id, office.clock()

    def give_and_finish(records: Records) -> None:
        due_on = date(2026, 12, 7)
        for person_id in people:
            records.assignments.give(first, person_id, by_id=by_id, due_on=due_on, at=now)
        given = records.assignments.of(people[0], first)
        assert given is not None
        records.assignments.complete(given.id, now)

    office.database.transact(give_and_finish)
    assert "Courses with a date" not in " ".join([await budi.says("/team"), *budi.labels])


async def test_who_has_not_finished_joining_is_not_activated_and_needs_no_new_link(office: Office) -> None:
    budi = english(office, BUDI)
    office.api.say(SARI, f"/start {office.link_of(SARI)}")
    await office.sees(SARI, "Sela")
    assert "not activated: 3" in await budi.says("/team")
    await budi.taps("Not activated (3)")
    shown = await budi.taps("3")
    assert "Sari Dewi" in shown
    assert "Has begun to join, not finished yet" in shown
    assert "Make a fresh link" not in budi.labels
    await presses(budi, AskNote(id_of(office, SARI), NoteKind.NOTE))
    assert "has not joined yet" in budi.text
