"""Colleagues on stage: they do by themselves what people do with a message, each in their own time."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from learning.broadcasts import Broadcast, ContentKind
from learning.people import Grant, Role
from playground.colleagues import MOST_TAPS, NEVER_OPENS, PUTS_OFF, SLOWEST, Colleagues
from playground.half_year import chance
from playground.last_days import LastDays
from tests.journeys.announcing import NINE, confirmed, results
from tests.journeys.office import Office, office_in
from tests.journeys.phone import settled
from tests.people import BAYU, BUDI, CITRA, EAST, RINA, SARI

TEAM = (SARI, BAYU, CITRA, RINA)
QUIZ = "Kapan arsip dikunci?\nSiang\n* Saat semua pulang"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Tuesday at nine; Pak Budi leads the east as well, and everybody has joined."""
    async with office_in(tmp_path) as office:
        office.list_people()
        office.clock.now = NINE + timedelta(days=1)
        budi = settled(office, BUDI).person
        for person in TEAM:
            settled(office, person)
        east = Grant(role=Role.SUPERVISOR, unit=EAST, starts_on=NINE.date())
        office.database.transact(lambda records: records.roster.add_grant(budi.id, east))
        yield office


def colleagues(office: Office, *held: int) -> Colleagues:
    """Everybody but the leader and whose phones are held."""
    lessons = LastDays(
        api=office.api, database=office.database, world=office.world(), pass_time=lambda _: None
    )
    return Colleagues(api=office.api, clock=office.clock, phones=TEAM, lessons=lessons, held=held)


async def passes(office: Office, people: Colleagues, time: timedelta) -> None:
    """Lets so much time pass, and everything that the people do in it be answered."""
    office.clock.turn(seconds=time.total_seconds())
    await people.lessons.answered(await people.live())
    await office.settled()


async def sent(office: Office, text: str, kind: ContentKind = ContentKind.TEXT) -> Broadcast:
    """A broadcast that has arrived on every phone of the team."""
    broadcast = confirmed(office, text, kind=kind)
    await office.turn_to(office.clock.now + timedelta(minutes=1))
    return broadcast


def openers(broadcast: Broadcast) -> set[int]:
    """Who will open it at once, by their fixed chance."""
    moods = {person: chance(str(person), f"opens broadcast {broadcast.id}") for person in TEAM}
    return {person for person, mood in moods.items() if mood >= NEVER_OPENS + PUTS_OFF}


async def test_they_open_what_came_after_a_while_and_not_at_once(office: Office) -> None:
    people = colleagues(office)
    broadcast = await sent(office, "Rapat pindah.")
    await passes(office, people, timedelta(seconds=1))
    assert results(office, broadcast) == {"delivered": len(TEAM)}
    await passes(office, people, SLOWEST)
    assert results(office, broadcast).get("opened", 0) == len(openers(broadcast)) > 0


async def test_who_opens_and_who_waits_is_the_same_each_time() -> None:
    moods = [
        [chance(str(person), f"opens broadcast {id_}") for person in range(1006, 1041)] for id_ in (1, 1)
    ]
    assert moods[0] == moods[1]
    opening = sum(mood >= NEVER_OPENS + PUTS_OFF for mood in moods[0])
    assert 20 <= opening < 35


async def test_a_phone_that_somebody_holds_is_left_to_them(office: Office) -> None:
    people = colleagues(office, *TEAM)
    broadcast = await sent(office, "Rapat pindah.")
    await passes(office, people, SLOWEST)
    assert results(office, broadcast) == {"delivered": len(TEAM)}


async def test_a_phone_that_is_taken_up_meanwhile_is_left_alone(office: Office) -> None:
    people = colleagues(office)
    broadcast = await sent(office, "Rapat pindah.")
    await passes(office, people, timedelta(seconds=1))
    people.held = TEAM
    await passes(office, people, SLOWEST)
    assert results(office, broadcast) == {"delivered": len(TEAM)}


async def test_they_answer_a_quiz(office: Office) -> None:
    people = colleagues(office)
    broadcast = await sent(office, QUIZ, ContentKind.QUIZ)
    await passes(office, people, timedelta(seconds=1))
    await passes(office, people, SLOWEST)
    assert results(office, broadcast).get("completed", 0) == len(openers(broadcast)) > 0


async def test_a_lesson_that_was_opened_is_gone_through_to_its_minutes(office: Office) -> None:
    people = colleagues(office)
    lesson = next(key for keys in office.world().catalogue.lesson_keys.values() for key in keys)
    broadcast = confirmed(office, kind=ContentKind.LESSON, key=lesson)
    await office.turn_to(office.clock.now + timedelta(minutes=1))
    await passes(office, people, timedelta(seconds=1))
    await passes(office, people, SLOWEST)
    for _ in range(MOST_TAPS):
        await passes(office, people, timedelta(minutes=1))
        if results(office, broadcast).get("completed", 0) == len(openers(broadcast)) > 0:
            return
    pytest.fail(f"not gone through: {results(office, broadcast)}")


async def test_what_lay_there_before_is_nothing_to_react_to(office: Office) -> None:
    people = colleagues(office)
    broadcast = await sent(office, "Rapat pindah.")
    people.look_away()
    await passes(office, people, timedelta(seconds=1))
    await passes(office, people, SLOWEST)
    assert results(office, broadcast) == {"delivered": len(TEAM)}
