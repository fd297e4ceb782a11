"""An admin finds somebody, sees who and where they are, and changes that after a confirmation."""

from datetime import date

import pytest

from bot.buttons.roster import AskPerson, ChangePerson, ShowPerson, ShowRoles, ShowRoster, ShowZones
from bot.callbacks import Button
from learning.auditing import AuditSought
from learning.people import Grant, PersonState, Role
from learning.records import LeaveKind
from learning.roster import Change
from learning.rules.breaks import Leave
from learning.usecases import roster as granting
from learning.usecases.roster_in_chat import Asked
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.raw_records import changed, records_of
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT
from tests.storage.rows import credit


def id_of(office: Office, telegram_id: int) -> int:
    """The id on the roster of one of the cast."""
    number = CAST[telegram_id].employee_number
    found = office.database.transact(lambda records: records.people.by_number(number))
    assert found is not None
    return found.id


def roles(office: Office, telegram_id: int) -> dict[Role, date | None]:
    """The roles of one of the cast, with until when."""
    person = id_of(office, telegram_id)
    grants = office.database.transact(lambda records: records.people.grants(person))
    return {grant.role: grant.ends_on for grant in grants}


def newest(office: Office) -> tuple[str, str, str]:
    """Who did last what to whom, as the audit log has it."""
    (line,) = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=1))
    return line.entry.actor, line.entry.action, line.person_name


async def opens(rina: Phone, words: str) -> str:
    """Looks for somebody; their screen."""
    return await rina.says(f"/pegawai {words}")


async def test_somebody_is_found_by_a_part_of_the_name_or_the_end_of_the_number(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    shown = await rina.says("/roster")
    assert "5 people, 2 of them use Sela." in shown
    shown = await rina.says("sari")
    assert "Sari Dewi" in shown
    assert f"{UNIT} · …001" in shown
    assert "Clock: WIB" in shown
    assert "Uses Sela" in shown
    assert CAST[SARI].employee_number not in shown
    assert "Bayu Pratama" in await opens(rina, "031002")
    assert "Not activated yet" in rina.text
    assert "Bayu Pratama" in await opens(rina, CAST[BAYU].employee_number)
    assert "Whom do you mean?" in await opens(rina, "a")
    assert len([label for label in rina.labels if "…" in label]) == 5
    assert "Nobody is called “zzz”" in await opens(rina, "zzz")
    assert sari.messages == []


async def test_a_profile_holds_no_answers_and_no_learning(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    row = credit(sari.person.id)
    assert office.database.transact(lambda records: records.ledger.add(row))
    shown = await opens(rina, "sari dewi")
    assert "JP" not in shown
    assert "min" not in shown


async def test_a_move_takes_the_roles_of_the_file_along_and_leaves_the_history(office: Office) -> None:
    budi, rina = settled(office, BUDI), english(office, RINA)
    person = budi.person.id
    learned = credit(person)
    assert office.database.transact(lambda records: records.ledger.add(learned))
    await opens(rina, "budi")
    assert "Write the name of the new unit" in await rina.taps("Change unit")
    assert "No other unit has “ambon” in its name" in await rina.says("ambon")
    await rina.says("jayapura")
    shown = await rina.taps(EAST)
    assert f"Goes to {EAST} (WIT), at once." in shown
    assert "Goes along: supervisor." in shown
    assert budi.person.unit == UNIT, "not before the confirmation"
    shown = await rina.taps("Yes, move")
    assert f"works in {EAST} now" in shown
    assert (budi.person.unit, budi.person.time_zone) == (EAST, "Asia/Jayapura")
    grants = office.database.transact(lambda records: records.people.grants(person))
    assert [(grant.role, grant.unit) for grant in grants] == [(Role.SUPERVISOR, EAST)]
    (row,) = office.database.transact(lambda records: records.ledger.rows(person))
    assert row.unit_id == 1, "the minutes stay with the unit in which they were learned"
    assert newest(office) == ("Rina Hartati", "person_moved", "Budi Santoso")


async def test_a_role_is_given_for_a_time_and_taken_away(office: Office) -> None:
    settled(office, SARI)
    rina = english(office, RINA)
    await opens(rina, "sari")
    await rina.taps("Roles", "supervisor until")
    assert "I read no date in that" in await rina.says("besok lusa")
    assert "is over, or more than two years ahead" in await rina.says("01-01-2026")
    shown = await rina.says("31 Desember")
    assert f"Becomes supervisor, for {UNIT} and all below it, until Thursday, 31 December 2026." in shown
    assert roles(office, SARI) == {}
    assert "is supervisor now" in await rina.taps("Yes, give the role")
    assert roles(office, SARI) == {Role.SUPERVISOR: date(2026, 12, 31)}
    assert newest(office) == ("Rina Hartati", "granted", "Sari Dewi")
    shown = await rina.taps("Back to the person")
    assert f"• supervisor, {UNIT} · until 31 Dec 2026" in shown
    await rina.taps("Roles", "Give: curator", "Yes, give the role")
    await rina.taps("Back to the person", "Roles", "Take away: supervisor")
    assert "is no longer supervisor" in await rina.taps("Yes, take it away")
    assert roles(office, SARI) == {Role.CURATOR: None}
    assert newest(office) == ("Rina Hartati", "role_taken", "Sari Dewi")


async def test_taking_a_role_away_names_every_unit_it_was_held_for(office: Office) -> None:
    budi, rina = settled(office, BUDI), english(office, RINA)
    await opens(rina, "budi")
    shown = await rina.taps("Roles", "Take away: supervisor")
    assert f"Takes the role “supervisor” for {UNIT} away, at once." in shown
    more = Grant(role=Role.SUPERVISOR, unit=EAST, starts_on=date(2026, 1, 1))
    office.database.transact(
        granting.grant, CAST[BUDI].employee_number, more, actor="test", now=office.clock()
    )
    await opens(rina, "budi")
    shown = await rina.taps("Roles", "Take away: supervisor")
    assert "for all 2 units:" in shown
    assert f"• {UNIT}" in shown
    assert f"• {EAST}" in shown
    await rina.taps("Yes, take it away")
    assert roles(office, BUDI) == {}
    assert budi.person.name == "Budi Santoso"


async def test_a_new_role_is_in_the_menu_of_whoever_got_it(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    await opens(rina, "sari")
    await rina.taps("Roles", "Give: curator", "Yes, give the role")
    calls = [call for call in office.api.calls if call.method == "setMyCommands"]
    assert str(sari.id) in str(calls[-1].params)
    assert "kurasi" in str(calls[-1].params)


async def test_leave_is_written_as_people_write_dates_and_can_be_taken_back(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    person = sari.person.id
    await opens(rina, "sari")
    await rina.taps("Record leave")
    assert "I read no first day" in await rina.says("minggu depan")
    assert "I read no last day" in await rina.says("21-12-2026 sampai nanti")
    assert "The last day lies before the first" in await rina.says("31-12-2026 - 21-12-2026")
    assert "Those days are over already" in await rina.says("1-1-2026 – 5-1-2026")
    assert "That is more than a year" in await rina.says("1-1-2027 – 5-1-2029")
    shown = await rina.says("21 Des s.d. 3 Jan")
    assert "Away 21 Dec 2026 – 3 Jan 2027." in shown
    assert "is away 21 Dec 2026 – 3 Jan 2027" in await rina.taps("Yes, record it")
    leave = Leave(starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 3))
    found = office.database.transact(lambda records: records.people.circumstances(person))
    assert found.leaves == (leave,)
    shown = await rina.taps("Back to the person")
    assert "• 21 Dec 2026 – 3 Jan 2027" in shown
    await rina.taps("Take back leave from 21 Dec 2026")
    await rina.taps("Yes, take it back")
    found = office.database.transact(lambda records: records.people.circumstances(person))
    assert found.leaves == ()
    assert newest(office) == ("Rina Hartati", "leave_ended", "Sari Dewi")


async def test_leave_that_has_begun_ends_yesterday_and_a_pause_is_ones_own(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    begun = Leave(starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 27))
    pause = Leave(starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 30))
    person = sari.person.id
    office.database.transact(lambda records: records.people.add_leave(person, begun, LeaveKind.LEAVE))
    office.database.transact(lambda records: records.people.add_leave(person, pause, LeaveKind.PAUSE))
    shown = await opens(rina, "sari")
    assert "20 Nov" in shown
    assert "30 Nov" not in shown
    await rina.taps("Take back leave", "Yes, take it back")
    found = office.database.transact(lambda records: records.people.circumstances(person))
    assert set(found.leaves) == {Leave(starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 22)), pause}


async def test_the_clock_is_set(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    await opens(rina, "sari")
    await rina.taps("Time zone", "WITA")
    assert "works by WITA now" in await rina.taps("Yes, set the clock")
    assert sari.person.time_zone == "Asia/Makassar"
    assert newest(office) == ("Rina Hartati", "zone_set", "Sari Dewi")


async def test_an_account_is_released_and_a_fresh_link_made_as_a_card(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    await opens(rina, "sari")
    await rina.taps("Release the account", "Yes, release")
    assert newest(office) == ("Rina Hartati", "released", "Sari Dewi")
    await rina.taps("Back to the person")
    assert "Not activated yet" in rina.text
    await rina.taps("Make a fresh link")
    asked = rina.message
    shown = await rina.taps("Make the link")
    assert "The link for Sari Dewi, for this person alone:" in shown
    address = next(word for word in shown.split() if "?start=" in word)
    (sheet,) = rina.files()
    assert address.encode() in sheet
    assert b"<svg" in sheet
    await rina.taps_in(asked, "Make the link")
    assert "The link for Sari Dewi is made." in rina.text
    assert len(rina.files()) == 1, "a second tap makes none"
    office.api.say(SARI, f"/start {address.rpartition('=')[2]}")
    await office.api.until(lambda: "Sela" in sari.text)
    await office.settled()
    assert sari.person.state is PersonState.ACTIVE


async def test_who_leaves_is_out_at_once(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    await opens(rina, "sari")
    await rina.taps("End access")
    assert sari.person.state is PersonState.ACTIVE
    await rina.taps("Yes, end the access")
    assert newest(office) == ("Rina Hartati", "deactivated", "Sari Dewi")
    before = records_of(office)
    await sari.says("/belajar")
    assert changed(before, records_of(office)) == {}
    shown = await opens(rina, "sari")
    assert "Has left: the access is closed" in shown
    assert rina.labels == ["Find somebody else"]


@pytest.mark.parametrize(
    ("change", "value", "says"),
    [
        (Change.UNIT, "", f"Budi Santoso works in {EAST} now."),
        (Change.GIVE_ROLE, "curator.20261231", "Budi Santoso is curator now."),
        (Change.TAKE_ROLE, "supervisor", "Budi Santoso is no longer supervisor."),
        (Change.ZONE, "Asia/Makassar", "Budi Santoso works by WITA now."),
        (Change.LEAVE, "20261221.20261222", "Budi Santoso is away 21 Dec 2026 – 22 Dec 2026."),
        (Change.RELEASE, "", "Budi Santoso can open a fresh link now."),
        (Change.DEACTIVATE, "", "The access of Budi Santoso has ended."),
    ],
)
async def test_a_second_tap_says_again_what_the_first_one_did(
    office: Office, change: Change, value: str, says: str
) -> None:
    budi, rina = settled(office, BUDI), english(office, RINA)
    units = {unit.path: unit.id for unit in office.database.transact(lambda records: records.roster.units())}
    press = ChangePerson(budi.person.id, change, value or str(units[EAST]), sure=True).pack()
    await opens(rina, "budi")
    message = rina.message["message_id"]
    assert says in await rina.presses(message, press)
    before = records_of(office)
    assert says in await rina.presses(message, press)
    assert changed(before, records_of(office)) == {}


async def test_leave_that_was_taken_back_is_said_to_be_on_a_second_tap(office: Office) -> None:
    budi, rina = settled(office, BUDI), english(office, RINA)
    await opens(rina, "budi")
    message = rina.message["message_id"]
    for change, says in ((Change.LEAVE, "is away"), (Change.END_LEAVE, "taken back")):
        press = ChangePerson(budi.person.id, change, "20261221.20261222", sure=True).pack()
        assert says in await rina.presses(message, press)
    assert says in await rina.presses(message, press)


async def test_a_role_that_is_held_for_another_time_is_not_said_to_be_given(office: Office) -> None:
    budi, rina = settled(office, BUDI), english(office, RINA)
    press = ChangePerson(budi.person.id, Change.GIVE_ROLE, "supervisor.20261231", sure=True)
    await opens(rina, "budi")
    assert "That is so already" in await rina.presses(rina.message["message_id"], press.pack())


@pytest.mark.parametrize("change", [Change.TAKE_ROLE, Change.DEACTIVATE, Change.RELEASE])
async def test_the_last_admin_shuts_nobody_out(office: Office, change: Change) -> None:
    rina = english(office, RINA)
    await opens(rina, "rina")
    value = "admin" if change is Change.TAKE_ROLE else ""
    press = ChangePerson(rina.person.id, change, value, sure=True)
    before = records_of(office)
    shown = await rina.presses(rina.message["message_id"], press.pack())
    assert "That would leave Sela without an admin" in shown
    assert changed(before, records_of(office)) == {}


async def test_an_admin_who_is_not_the_last_may_lose_the_role(office: Office) -> None:
    rina, budi = english(office, RINA), english(office, BUDI)
    person = budi.person.id
    office.database.transact(
        lambda records: records.roster.add_grant(person, Grant(role=Role.ADMIN, starts_on=date(2026, 1, 1)))
    )
    await opens(rina, "rina")
    await rina.taps("Roles", "Take away: admin", "Yes, take it away")
    assert roles(office, RINA) == {}
    assert "That command is only for" in await rina.says("/pegawai")


async def test_a_command_ends_the_looking_and_a_file_is_no_name(office: Office) -> None:
    rina = english(office, RINA)
    await rina.says("/pegawai")
    await rina.says("/progress")
    shown = await rina.says("sari")
    assert "…001" not in shown
    await rina.says("/pegawai")
    office.api.send_document(rina.id, "pegawai.csv", b"nip;nama;unit_kerja\n", "text/csv", "")
    await office.api.until(lambda: "pegawai.csv" in rina.text)
    await office.settled()
    assert "This is the roster" in rina.labels


@pytest.mark.parametrize("who", [BUDI, SARI])
async def test_nobody_but_admins_finds_or_changes_anybody(office: Office, who: int) -> None:
    english(office, RINA)
    phone, citra = english(office, who), id_of(office, CITRA)
    await phone.says("/help")
    before = records_of(office)
    presses: list[Button] = [
        ShowRoster(),
        ShowPerson(citra),
        ShowRoles(citra),
        ShowZones(citra),
        AskPerson(citra, Asked.LEAVE),
        *(ChangePerson(citra, change, "admin", sure=True) for change in Change),
    ]
    for press in presses:
        await phone.presses(phone.message["message_id"], press.pack())
        assert "Citra" not in phone.text
    assert "Citra" not in await phone.says("/pegawai citra")
    assert changed(before, records_of(office)) == {}


async def test_made_up_buttons_change_nothing(office: Office) -> None:
    rina, citra = english(office, RINA), id_of(office, CITRA)
    await rina.says("/pegawai")
    before = records_of(office)
    values = ("", "0", "999999999", "x", "employee", "supervisor.20001231", "Mars/Base", "20260101.20260102")
    for change in set(Change) - {Change.LINK, Change.DEACTIVATE}:
        for value in values:
            press = ChangePerson(citra, change, value, sure=True)
            await rina.presses(rina.message["message_id"], press.pack())
    await rina.presses(rina.message["message_id"], ShowPerson(10**14).pack())
    assert set(changed(before, records_of(office))) <= {"dialogue"}
