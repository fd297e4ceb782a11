"""One person's phone: what they read, write and tap, and what is on record about them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from learning.people import Person
from learning.ports import Records
from learning.records import RosterEntry
from learning.usecases import enrol, roster
from tests.journeys.office import Office
from tests.people import CAST


@dataclass(frozen=True, slots=True)
class Phone:
    """The chat with Sela on the phone of this Telegram id."""

    office: Office
    id: int

    @property
    def message(self) -> dict[str, Any]:
        """The newest message."""
        return self.office.api.last(self.id)

    @property
    def text(self) -> str:
        """The text of the newest message."""
        return self.office.shown(self.id)

    @property
    def labels(self) -> list[str]:
        """The labels under the newest message."""
        return self.office.labels(self.id)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The whole chat, oldest first."""
        return self.office.api.messages(self.id)

    def now(self, message: dict[str, Any]) -> dict[str, Any]:
        """A message of some time ago as it reads now."""
        return next(one for one in self.messages if one["message_id"] == message["message_id"])

    @property
    def person(self) -> Person:
        """The person this phone belongs to."""
        found = self.office.database.transact(lambda records: records.people.by_telegram_id(self.id))
        assert found is not None
        return found

    @property
    def minutes(self) -> float:
        """The minutes in the ledger."""
        person = self.person
        rows = self.office.database.transact(lambda records: records.ledger.rows(person.id))
        return sum(row.seconds for row in rows) / 60

    async def says(self, words: str) -> str:
        """Writes something and waits for the answer; its text."""
        written = self.office.api.say(self.id, words)["message_id"]
        await self.office.api.until(lambda: bool(self.message["message_id"] > written))
        await self.office.settled()
        return self.text

    async def taps(self, *labels: str) -> str:
        """Taps these buttons of the newest message, one after the other; the text that is then shown."""
        for label in labels:
            await self.office.tap(self.id, label)
        return self.text

    async def taps_in(self, message: dict[str, Any], label: str) -> str:
        """Taps a button of a message as it was at some time, wherever it is now."""
        data = next(data for text, data in self.office.api.buttons(message) if label in text)
        return await self.presses(message["message_id"], data)

    async def presses(self, message_id: int, data: str) -> str:
        """Sends the press of any button, whether there is one or not."""
        query = self.office.api.press(self.id, message_id, data)
        await self.office.api.until(lambda: self.office.api.answers(query) is not None)
        await self.office.settled()
        return self.text

    def files(self, kind: str = "document") -> list[bytes]:
        """The contents of every file (or `photo`) that came, oldest first."""
        found = [message[kind] for message in self.messages if kind in message]
        ids = [(one[-1] if isinstance(one, list) else one)["file_id"] for one in found]
        return [self.office.api.file(file_id).content for file_id in ids]


A_WHILE = timedelta(weeks=8)
"""So long ago they joined, so that reports of past weeks count them too."""


def settled(office: Office, telegram_id: int, *, mondays: bool = False, **changes: Any) -> Phone:
    """The phone of somebody who joined a while ago, described by the cast or changed from it.

    Without `mondays` they want no message on Monday mornings, at which most journeys begin.
    """
    listed = replace(CAST[telegram_id], **changes)
    office.database.transact(_join, office, telegram_id, listed)
    office.api.world.chats.chat(telegram_id).opened = True
    phone = Phone(office, telegram_id)
    person = phone.person
    office.database.transact(lambda records: records.people.set_mondays(person.id, on=mondays))
    return phone


def _join(records: Records, office: Office, telegram_id: int, listed: RosterEntry) -> None:
    world, now = office.world(), office.clock()
    roster.import_roster(records, world, [listed], actor="test", now=now)
    person = records.people.by_number(listed.employee_number)
    assert person is not None
    records.people.set_language(person.id, listed.language)
    records.people.set_time_zone(person.id, listed.time_zone)
    records.people.bind(person.id, telegram_id)
    enrol.acknowledge(records, person.id, now=now)
    enrol.finish(records, world, person.id, now=now)
    records.people.finish_onboarding(person.id, now - A_WHILE)
