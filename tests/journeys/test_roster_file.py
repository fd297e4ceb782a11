"""An admin sends the roster as a file: it is shown what would change, then all of it is taken or nothing."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from bot.buttons.roster import AskMissing, ReadRoster, TakeRoster
from learning.auditing import AuditSought
from learning.people import PersonState
from learning.records import RosterEntry
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.raw_records import changed, records_of
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, entry

COLUMNS = ("nip", "nama", "unit_kerja", "zona_waktu", "bahasa", "jenis", "peran")
DIAN = entry("200001012024012001", "Dian Permata", unit="Balai Makassar", zone="Asia/Makassar")


def as_csv(*entries: RosterEntry, separator: str = ";") -> bytes:
    """A roster file as a spreadsheet program of an Indonesian office saves it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(COLUMNS)
    for one in entries:
        roles = "|".join(one.roles)
        writer.writerow(
            [one.employee_number, one.name, one.unit, one.time_zone, one.language, one.employment_type, roles]
        )
    return text.getvalue().encode("utf-8-sig")


def everybody(**changes: RosterEntry) -> list[RosterEntry]:
    """The cast as they are listed; phones of these tests speak English."""
    return list(CAST.values())


async def sends(phone: Phone, content: bytes, name: str = "pegawai.csv") -> str:
    """Sends a file and says that it is the roster; the screen that comes."""
    sent = phone.office.api.send_document(phone.id, name, content, "text/csv", "")["message_id"]
    await phone.office.api.until(lambda: bool(phone.message["message_id"] > sent))
    await phone.office.settled()
    return await phone.taps("This is the roster")


def state(office: Office, one: RosterEntry) -> tuple[PersonState, str, str]:
    """State, unit and clock of somebody on the roster."""
    found = office.database.transact(lambda records: records.people.by_number(one.employee_number))
    assert found is not None
    return found.state, found.unit, found.time_zone


def actions(office: Office) -> list[tuple[str, str]]:
    """Who did what, newest first."""
    lines = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=20))
    return [(line.entry.actor, line.entry.action) for line in lines]


async def test_a_file_shows_what_would_change_and_then_changes_it(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    moved = replace(CAST[SARI], unit=EAST, time_zone="Asia/Jayapura")
    file = as_csv(CAST[BAYU], CAST[CITRA], CAST[BUDI], CAST[RINA], moved, DIAN)
    before = records_of(office)
    shown = await sends(rina, file)
    assert "pegawai.csv lists 6 people" in shown
    assert "new: 1 (Dian Permata)" in shown
    assert "to another unit: 1 (Sari Dewi)" in shown
    assert "new units: 1 (Balai Makassar)" in shown
    assert "as they are: 4" in shown
    assert "Not in the file" not in shown
    untouched = {table for table in changed(before, records_of(office)) if table != "dialogue"}
    assert untouched == set(), "looking changes nothing"
    shown = await rina.taps("Yes, take it over")
    assert "The roster is up to date." in shown
    assert "new: 1" in shown
    assert state(office, DIAN) == (PersonState.LISTED, "Balai Makassar", "Asia/Makassar")
    assert (sari.person.unit, sari.person.time_zone) == (EAST, "Asia/Jayapura")
    assert actions(office)[0] == ("Rina Hartati", "roster_imported")


async def test_who_is_missing_is_asked_about_and_leaves_at_once(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    await sari.says("/belajar")
    file = as_csv(*(one for one in CAST.values() if one.name not in {"Sari Dewi", "Citra Lestari"}))
    shown = await sends(rina, file)
    assert "Not in the file: 2 people of the roster" in shown
    assert rina.labels == ["Take it over; 2 missing have left …", "No, thank you"], "nobody else changes"
    shown = await rina.taps("2 missing have left")
    assert "Citra Lestari" in shown
    assert "Sari Dewi" in shown
    asked = rina.message
    shown = await rina.taps("Yes, end the access of 2 people")
    assert "access ended: 2" in shown
    assert "access ended: 2" in await rina.taps_in(asked, "Yes, end the access of 2 people")
    assert state(office, CAST[SARI])[0] is PersonState.LEFT
    assert [action for _, action in actions(office)[:2]] == ["deactivated", "deactivated"]
    before = records_of(office)
    await sari.says("/belajar")
    assert "dashed" not in sari.text
    assert changed(before, records_of(office)) == {}, "who left can do nothing any more"


async def test_who_is_missing_can_stay(office: Office) -> None:
    rina = english(office, RINA)
    renamed = replace(CAST[BUDI], name="Budi Santoso, S.H.")
    await sends(rina, as_csv(renamed, CAST[RINA], CAST[SARI], CAST[CITRA]))
    shown = await rina.taps("1 missing stays")
    assert "changed: 1 (Budi Santoso, S.H.)" in shown
    assert "access ended" not in shown
    assert state(office, CAST[BAYU])[0] is PersonState.LISTED
    assert ("Rina Hartati", "missing_kept") in actions(office)


async def test_a_file_that_lacks_most_of_the_roster_is_doubted(office: Office) -> None:
    rina = english(office, RINA)
    assert "Is the file really complete?" in await sends(rina, as_csv(CAST[RINA]))


async def test_mistakes_are_named_by_row_and_column_and_nothing_is_written(office: Office) -> None:
    rina = english(office, RINA)
    wrong = [replace(CAST[SARI], employee_number=f"1990010120150420{number + 1:02}") for number in range(12)]
    wrong += [replace(CAST[CITRA], employee_number="1,98803E+17"), replace(CAST[BUDI], time_zone="WIBB")]
    before = records_of(office)
    shown = await sends(rina, as_csv(*wrong, CAST[RINA]))
    assert "“pegawai.csv” has 2 mistakes, so nothing was changed" in shown
    assert "Row 14, column nip: a spreadsheet has shortened the number" in shown
    assert "Row 15, column zona_waktu: 'WIBB' is no time zone" in shown
    assert len(rina.files()) == 1, "no other file than that which was sent"
    many = [replace(CAST[SARI], employee_number="abc", name=f"Pegawai {number}") for number in range(12)]
    shown = await sends(rina, as_csv(*many))
    assert shown.count("•") == 10
    assert "All of them are in the attached list." in shown
    listed = rina.files()[-1]
    rows = list(csv.reader(io.StringIO(listed.decode("utf-8-sig"))))
    assert rows[0] == ["Row", "Column", "Kind", "What and how to mend it"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(2, 14)]
    assert {table for table in changed(before, records_of(office)) if table != "dialogue"} == set()


async def test_mistakes_are_told_in_indonesian_too(office: Office) -> None:
    rina = settled(office, RINA)
    office.api.send_document(rina.id, "pegawai.csv", as_csv(CAST[RINA]).replace(b";PNS;", b";PNSS;"), "", "")
    await office.api.until(lambda: len(rina.messages) > 1)
    await office.settled()
    data = ReadRoster().pack()
    shown = await rina.presses(rina.message["message_id"], data)
    assert "PNSS" in shown


async def test_a_file_that_is_no_roster_is_refused_with_the_reason(office: Office) -> None:
    rina = english(office, RINA)
    shown = await sends(rina, b"\xd0\xcf\x11\xe0" + bytes(600), "lama.xls")
    assert "old or locked Excel workbook" in shown
    shown = await sends(rina, b"judul;isi\nsatu;dua\n")
    assert "the column employee_number is missing" in shown


async def test_the_last_admin_cannot_take_the_role_from_themself(office: Office) -> None:
    rina = english(office, RINA)
    others = [one for number, one in CAST.items() if number not in {SARI, RINA}]
    for file in (
        [*others, CAST[SARI], replace(CAST[RINA], roles=())],
        [*others, replace(CAST[SARI], roles=("admin",))],
    ):
        await sends(rina, as_csv(*file))
        label = next(label for label in rina.labels if "Yes" in label or "has left" in label)
        shown = await rina.taps(label)
        assert "nobody who uses Sela would be an admin any more" in shown
    person = rina.person.id
    roles = office.database.transact(lambda records: records.people.grants(person))
    assert [grant.role for grant in roles] == ["admin"]
    assert state(office, CAST[RINA])[0] is PersonState.ACTIVE


async def test_an_admin_may_go_when_another_stays(office: Office) -> None:
    english(office, BUDI, roles=("admin",))
    rina = english(office, RINA)
    others = [replace(one, roles=("admin",)) if one is CAST[BUDI] else one for one in CAST.values()]
    await sends(rina, as_csv(*(one for one in others if one is not CAST[RINA])))
    await rina.taps("1 missing has left")
    await rina.taps("Yes, end the access of 1 person")
    assert state(office, CAST[RINA])[0] is PersonState.LEFT


async def test_what_was_shown_is_taken_once_and_nothing_else(office: Office) -> None:
    rina = english(office, RINA)
    await sends(rina, as_csv(*CAST.values(), DIAN))
    offered = rina.message
    renamed = replace(DIAN, name="Dian P.")
    office.database.transact(_lists, office, renamed)
    shown = await rina.taps("Yes, take it over")
    assert "The roster has changed since I showed you this." in shown
    assert state(office, DIAN)[0] is PersonState.LISTED
    shown = await rina.taps("Look once more")
    assert "changed: 1 (Dian Permata)" in shown
    taking = rina.message
    await rina.taps_in(taking, "Yes, take it over")
    assert "The roster is up to date." in rina.text
    before = records_of(office)
    await rina.taps_in(taking, "Yes, take it over")
    assert "The roster is up to date." in rina.text, "a second tap says again what the first one did"
    assert "changed: 1" in rina.text
    assert changed(before, records_of(office)) == {}
    await rina.presses(taking["message_id"], TakeRoster(1, missing_leave=False, file=1).pack())
    assert "I do not have that file any more" in rina.text, "but only of the same file"
    assert offered["message_id"] == taking["message_id"]


async def test_a_file_with_few_columns_changes_nothing_else(office: Office) -> None:
    rina = english(office, RINA)
    listed = office.database.transact(lambda records: records.roster.listed())
    short = "nip;nama;unit\n" + "".join(
        f"{one.employee_number};{one.name};{one.unit}\n" for one in CAST.values()
    )
    assert "there is nothing to change" in await sends(rina, short.encode())
    assert office.database.transact(lambda records: records.roster.listed()) == listed


async def test_the_preview_names_what_changes_and_for_how_many(office: Office) -> None:
    rina = english(office, RINA)
    office.database.transact(_lists, office, replace(CAST[SARI], starts_on=date(2020, 3, 1)))
    rows = "".join(
        f"{one.employee_number};{one.name};{one.unit};;{'|'.join(one.roles)}\n"
        for one in (*list(CAST.values())[:-2], replace(CAST[BUDI], roles=()), CAST[RINA])
    )
    shown = await sends(rina, f"nip;nama;unit;mulai;peran\n{rows}".encode())
    assert "changed: 2 (Sari Dewi, Budi Santoso)" in shown
    assert "– emptied: first day of work of 1 person" in shown
    assert "– emptied: roles of 1 person" in shown


async def test_the_preview_says_what_a_name_and_an_employment_were(office: Office) -> None:
    rina = english(office, RINA)
    others = [one for number, one in CAST.items() if number not in {SARI, CITRA}]
    renamed = replace(CAST[SARI], name="Sari D.", employment_type="PPPK")
    shown = await sends(rina, as_csv(*others, renamed, replace(CAST[CITRA], employment_type="other")))
    assert "– name: 1 (Sari Dewi → Sari D.)" in shown
    assert "– employment type: 2 (PNS → PPPK: 1, PNS → other: 1)" in shown


async def test_an_older_preview_gives_way_to_a_newer_file(office: Office) -> None:
    rina = english(office, RINA)
    await sends(rina, as_csv(*CAST.values(), DIAN))
    older = rina.message
    await sends(rina, as_csv(*CAST.values(), replace(DIAN, name="Dian P.")))
    newer = rina.message
    before = records_of(office)
    await rina.taps_in(older, "Yes, take it over")
    assert rina.now(older)["text"] == "This preview has been replaced by a newer file."
    assert "reply_markup" not in rina.now(older), "nothing leads from the older file into the newer one"
    assert changed(before, records_of(office)) == {}
    assert "new: 1" in await rina.taps_in(newer, "Yes, take it over")


async def test_a_file_larger_than_telegram_hands_over_is_declined_politely(office: Office) -> None:
    rina = english(office, RINA)
    sent = office.api.send_document(rina.id, "besar.csv", bytes(20 * 1024**2 + 1), "text/csv", "")
    await office.api.until(lambda: bool(rina.message["message_id"] > sent["message_id"]))
    await office.settled()
    assert "larger than 20 MB, which I cannot fetch. Please send a smaller one." in rina.text


async def test_a_second_look_at_the_same_file_finds_nothing_to_do(office: Office) -> None:
    rina = english(office, RINA)
    assert "there is nothing to change" in await sends(rina, as_csv(*CAST.values()))


@pytest.mark.parametrize("who", [SARI, BUDI])
async def test_nobody_but_admins_is_offered_it_or_can_do_it(office: Office, who: int) -> None:
    phone = english(office, who)
    office.api.send_document(who, "pegawai.csv", as_csv(CAST[who]), "text/csv", "")
    await office.api.until(lambda: len(phone.messages) > 1)
    await office.settled()
    assert "This is the roster" not in phone.labels
    before = records_of(office)
    for press in (ReadRoster(), AskMissing(1, 1), TakeRoster(1, missing_leave=True, file=1)):
        await phone.presses(phone.message["message_id"], press.pack())
    assert changed(before, records_of(office)) == {}


def _lists(records: object, office: Office, one: RosterEntry) -> None:
    from learning.usecases.roster import import_roster

    import_roster(records, office.world(), [one], actor="test", now=office.clock())  # type: ignore[arg-type]
