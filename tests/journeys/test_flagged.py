"""An admin looks at flagged minutes: accepts them, or corrects them for a reason that the learner sees."""

from typing import Any

import pytest

from bot.buttons.flagged import AcceptFlag, AskCorrection, CorrectFlag, ShowFlag, ShowFlagged
from bot.callbacks import Button
from learning.auditing import AuditSought
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.raw_records import changed, number_in, records_of
from tests.people import BUDI, CITRA, RINA, SARI
from tests.storage.rows import credit

QUICK: dict[str, Any] = {"flagged": True, "evidence": {"attempt": 1, "took_seconds": 20}}


def flags(office: Office, phone: Phone, **more: Any) -> int:
    """Flags four minutes of somebody that took twenty seconds; the row."""
    row = credit(phone.person.id, **{**QUICK, **more})
    assert office.database.transact(lambda records: records.ledger.add(row))
    return number_in(office, "SELECT max(id) FROM credit")


def seconds_of(office: Office, phone: Phone) -> list[int]:
    """The ledger rows of somebody."""
    person = phone.person.id
    return [row.seconds for row in office.database.transact(lambda records: records.ledger.rows(person))]


def actions(office: Office) -> list[str]:
    """What was done, newest first."""
    lines = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=5))
    return [line.entry.action for line in lines]


async def test_the_list_says_who_what_and_why(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    flags(office, sari)
    assert "5 people" in await rina.says("/pegawai")
    shown = await rina.taps("Minutes to look at (1)")
    assert "1. Sari Dewi, Sekretariat Utama: “Pelajaran 01”, 4 min credited, done in 20 s" in shown


async def test_accepted_minutes_stay_and_leave_the_list(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    flags(office, sari)
    await rina.says("/pegawai")
    await rina.taps("Minutes to look at (1)", "1")
    before = seconds_of(office, sari)
    asked = rina.message
    assert "Accepted: 4 min of Sari Dewi stay as they are." in await rina.taps("accept")
    await rina.taps_in(asked, "accept")
    assert "Accepted: 4 min of Sari Dewi stay as they are." in rina.text, "a second tap repeats the outcome"
    assert actions(office).count("credit_accepted") == 1
    assert "Nothing waits for you here." in await rina.taps("Next")
    assert seconds_of(office, sari) == before
    assert actions(office)[0] == "credit_accepted"
    assert "Minutes to look at" not in str(rina.labels)


async def test_a_correction_is_a_new_row_with_a_reason_that_the_learner_sees_and_answers(
    office: Office,
) -> None:
    sari, rina = english(office, SARI), english(office, RINA)
    flags(office, sari)
    await rina.says("/pegawai")
    await rina.taps("Minutes to look at (1)", "1")
    assert "Only what it took, 20 s: 1 min …" in rina.labels
    assert "Instead of 4 min, 1 min shall count." in await rina.taps("Only what it took")
    shown = await rina.says("Pelajaran ini selesai dalam 20 detik.")
    assert "Pelajaran ini selesai dalam 20 detik." in shown
    assert seconds_of(office, sari) == [240], "nothing is written before the confirmation"
    asked = rina.message
    assert "Corrected: 1 min of Sari Dewi count now." in await rina.taps("Record the correction")
    assert seconds_of(office, sari) == [240, -180]
    assert actions(office)[0] == "credit_corrected"
    await rina.taps_in(asked, "Record the correction")
    assert seconds_of(office, sari) == [240, -180], "a second tap writes nothing"
    assert "Corrected: 1 min of Sari Dewi count now." in rina.text, "and repeats the outcome"
    await office.turn_to(office.clock())
    assert "Pelajaran ini selesai dalam 20 detik." in sari.text
    assert "Rina Hartati" in sari.text


async def test_nothing_of_it_can_count(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    flags(office, sari, seconds=60)
    await rina.says("/pegawai")
    await rina.taps("Minutes to look at (1)", "1")
    assert not any("Only what it took" in label for label in rina.labels)
    await rina.taps("Nothing of it")
    await rina.says("Terlalu cepat.")
    await rina.taps("Record the correction")
    assert sum(seconds_of(office, sari)) == 0


async def test_there_is_no_correction_without_a_reason(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    number = flags(office, sari)
    await rina.says("/pegawai")
    await rina.taps("Minutes to look at (1)", "1", "Nothing of it")
    assert "longer than 500 characters" in await rina.says("x" * 501)
    shown = await rina.presses(rina.message["message_id"], CorrectFlag(number, 1).pack())
    assert "Corrected" not in shown
    assert seconds_of(office, sari) == [240]


async def test_nobody_decides_on_their_own_minutes(office: Office) -> None:
    rina = english(office, RINA)
    number = flags(office, rina)
    await rina.says("/pegawai")
    assert "These are your own minutes" in await rina.taps("Minutes to look at (1)", "1")
    before = records_of(office)
    for press in (AcceptFlag(number), AskCorrection(number, 0), CorrectFlag(number, 1)):
        await rina.presses(rina.message["message_id"], press.pack())
    assert set(changed(before, records_of(office))) <= {"dialogue"}


async def test_many_are_paged(office: Office) -> None:
    sari, rina = settled(office, SARI), english(office, RINA)
    for number in range(20):
        flags(office, sari, source=f"lesson:kelas/{number}:2026")
    await rina.says("/pegawai")
    assert "Page 1 of 3" in await rina.taps("Minutes to look at (20)")
    await rina.taps("›", "›")
    assert "17." in rina.text
    assert "20." in rina.text
    await rina.taps("20")
    await rina.taps("accept")


@pytest.mark.parametrize("who", [CITRA, BUDI])
async def test_nobody_but_admins_sees_or_decides(office: Office, who: int) -> None:
    sari, phone = settled(office, SARI), english(office, who)
    number = flags(office, sari)
    await phone.says("/help")
    before = records_of(office)
    presses: list[Button] = [
        ShowFlagged(),
        ShowFlag(number),
        AcceptFlag(number),
        AskCorrection(number, 0),
        CorrectFlag(number, 1),
    ]
    for press in presses:
        assert "Sari" not in await phone.presses(phone.message["message_id"], press.pack())
    assert changed(before, records_of(office)) == {}
