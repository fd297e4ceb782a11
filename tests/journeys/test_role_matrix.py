"""Every button pressed as every role with what belongs to somebody else: nothing changes, nothing is told."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.callbacks import Button
from bot.commands import COMMANDS
from bot.routes import PRESSES
from tests.habits.role_matrix import Row, Who, Whose, rows_by_name
from tests.journeys.belongings import GITA, HADI, SECRET, WATI, come_to_rest, settle_in
from tests.journeys.office import Office, office_in
from tests.journeys.phone import Phone
from tests.journeys.raw_records import changed, copy_records, database_file, records_of
from tests.people import BAYU, BUDI, CITRA, RINA, SARI, STRANGER

ROWS = rows_by_name()
EVERYBODY = (STRANGER, CITRA, BAYU, BUDI, GITA, HADI, RINA)
"""A stranger, an employee, supervisors of another unit and of Sari's, curators of Sari's and of another, an
admin. None of them is Sari or Bu Wati, to whom belongs what the buttons name."""

NAMED = (
    {"person", "unit", "nudge", "attempt", "search", "question", "item"}
    | {"broadcast", "group", "series", "note", "check", "subject"}
)  # fmt: skip
"""Fields that name something of somebody's."""

LEADS = {BUDI, RINA}
CURATES = {GITA, RINA}


def has_the_role(person: int, who: Who) -> bool:
    """Whether this person's roles are among those of a row."""
    may = {
        Who.EVERYBODY: set(EVERYBODY) - {STRANGER},
        Who.LEADERS: {BAYU, BUDI, RINA},
        Who.CURATORS: {GITA, HADI, RINA},
        Who.ADMINS: {RINA},
    }
    return person in may[who]


def names_a_thing(kind: type[Button]) -> bool:
    """Whether a button of this kind names something of somebody's."""
    return any(field.name in NAMED and field.type is int for field in fields(kind))


def is_refused(person: int, row: Row, kind: type[Button]) -> bool:
    """Whether the table says that this person may not do this with what belongs to Sari or Bu Wati."""
    if not has_the_role(person, row.who):
        return True
    if not names_a_thing(kind) or row.whose is Whose.SHOWN:
        return False
    allowed = {Whose.OWN: set[int](), Whose.AUTHORED: {RINA}, Whose.LED: LEADS, Whose.KEPT: CURATES}
    return person not in allowed[row.whose]


def refused(person: int) -> Iterator[type[Button]]:
    """The buttons that are not for this person, or not with what they name."""
    return (kind for kind in PRESSES if is_refused(person, ROWS[kind.__name__], kind))


async def press(office: Office, person: int, data: str) -> None:
    """Presses any button under the newest message."""
    messages = office.api.messages(person)
    await Phone(office, person).presses(messages[-1]["message_id"] if messages else 1, data)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office in which nobody is on the roster yet."""
    async with office_in(tmp_path) as office:
        yield office


@pytest.mark.parametrize("person", EVERYBODY)
async def test_a_command_that_is_not_for_somebody_does_nothing(office: Office, person: int) -> None:
    things = await settle_in(office)
    before = records_of(office)
    for command in COMMANDS:
        if has_the_role(person, ROWS[f"/{command.key}"].who):
            continue
        for name in command.names:
            office.api.say(person, f"/{name} {things.sent}")
        await office.api.until(lambda: office.api.world.updates.pending == 0)
        await office.settled()
        assert changed(before, records_of(office)) == {}, command.key


@pytest.mark.parametrize("person", EVERYBODY)
async def test_what_belongs_to_others_neither_changes_nor_shows(office: Office, person: int) -> None:
    things = await settle_in(office)
    before = records_of(office)
    with capture_logs() as logs:
        for kind in refused(person):
            seen = len(office.api.calls)
            await press(office, person, things.button(kind).pack())
            assert changed(before, records_of(office)) == {}, kind.__name__
            told = [str(call.params) for call in office.api.calls[seen:] if call.method != "getUpdates"]
            assert SECRET not in " ".join(told).casefold(), kind.__name__
    assert [log for log in logs if log["event"] == "handler_failed"] == []


CHANGING = """
    EnrolLanguage EnrolZone EnrolWindow Learn OpenNudge PutOffNudge ChooseCourse SwitchWindow
    MoveWindow ChooseZone Pause ChooseLanguage SendMyData TellReport AskExpert CloseQuestion
    TakeQuestion WriteFor SettleUnfound AskWord RemoveWord Decide AskChange ReviewIn ChooseOwner
    Contribute AskOwn SendIn ShowTo TakeBack ThrowAway SendAudit OpenBroadcast SnoozeBroadcast ShowBroadcast
    PauseBroadcast StopBroadcast WithdrawBroadcast RemindOfBroadcast SendAgain
    BeginSeries MoveSeries TimeSeries EndSeries TakeOverSeries
    BeginBroadcast DiscardDraft AskWords TickUnit TickRole TickNotDone TickEveryone UseGroup DropGroup
    TakeMoment KeepFor ConfirmBroadcast MakeTeamLinks MakeMemberLink WriteNote TakeSentence SendNote
    TakeBackNote ReplyTo MuteSender TypeUntil AssignUntil TakeBackAssignment SwitchMondays EndMondays
    AskPerson ChangePerson TypePeriod SendReportWorkbook
"""
"""Buttons that change something in the hand of whom the named things belong to: proof that the names fit."""

OWNERS = {
    (Who.EVERYBODY, Whose.OWN): SARI,
    (Who.EVERYBODY, Whose.SHOWN): SARI,
    (Who.LEADERS, Whose.OWN): WATI,
    (Who.LEADERS, Whose.AUTHORED): WATI,
    (Who.LEADERS, Whose.LED): BUDI,
    (Who.CURATORS, Whose.KEPT): GITA,
    (Who.CURATORS, Whose.SHOWN): GITA,
    (Who.ADMINS, Whose.SHOWN): RINA,
}


async def test_the_same_buttons_do_their_work_for_whom_they_are(office: Office) -> None:
    things = await settle_in(office)
    kept = database_file(office).with_name("kept.db")
    copy_records(database_file(office), kept)
    before = records_of(office)
    idle = set()
    with capture_logs() as logs:
        for kind in (one for one in PRESSES if one.__name__ in CHANGING.split()):
            row = ROWS[kind.__name__]
            owner = WATI if row.name == "TakeBackNote" else OWNERS[row.who, row.whose]
            await press(office, owner, things.button(kind).pack())
            if not changed(before, records_of(office)):
                idle.add(kind.__name__)
            await come_to_rest(office)
            copy_records(kept, database_file(office))
    assert idle == set()
    assert [log for log in logs if log["event"] == "handler_failed"] == []
