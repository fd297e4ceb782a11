"""A crowd of people who may all be reached right now, whatever the day and hour of the test."""

from datetime import UTC, datetime

from learning.records import AttentionState
from learning.rules.breaks import WindowKind
from playground.telegram import BotApi
from storage.database import Database
from storage.records import SqlRecords
from tests.people import entry

FIRST_TELEGRAM_ID = 700_001
UNIT = "Satuan Jaga"
EVERY_DAY = frozenset(range(1, 8))

ALL_DAY = {
    WindowKind.LUNCH.value: {"on": False},
    WindowKind.MORNING.value: {"on": True, "starts": "00:00", "ends": "23:59"},
}
"""One window that is open nearly round the clock; the zone keeps its edges away."""


def phones(count: int) -> range:
    """The Telegram ids of a crowd of this size."""
    return range(FIRST_TELEGRAM_ID, FIRST_TELEGRAM_ID + count)


def give_phones(api: BotApi, count: int) -> None:
    """Gives everybody of the crowd a phone on which Sela has been started."""
    for phone in phones(count):
        api.add_user(phone, "Pegawai", started=True)


def seat(database: Database, count: int, *, now: datetime) -> None:
    """Puts a crowd on the roster: activated, in a window that is open, and due at this moment."""
    database.transact(_seat, count, now)


def _seat(records: SqlRecords, count: int, now: datetime) -> None:
    zone = zone_in_the_middle_of_the_day(now)
    unit = records.roster.add_unit(UNIT, zone)
    records.roster.set_unit_days(UNIT, EVERY_DAY, works_on_holidays=True)
    states = []
    for number, phone in enumerate(phones(count)):
        listed = entry(f"19900101{number:010d}", f"Pegawai {number}", unit=UNIT, zone=zone)
        person_id = records.roster.add_person(listed, unit, now)
        records.people.bind(person_id, phone)
        records.people.acknowledge(person_id, "test", now)
        records.people.finish_onboarding(person_id, now)
        records.people.choose_windows(person_id, ALL_DAY)
        states.append(AttentionState(person_id=person_id, next_due_at=now))
    records.nudges.save_attention(states)


def zone_in_the_middle_of_the_day(now: datetime) -> str:
    """A time zone in which it is about eleven in the morning, so that no test runs into midnight."""
    ahead = 11 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
