"""Activation links guessed, used twice, too late, by two at once, or to take somebody over."""

import re

from structlog.testing import capture_logs

from learning.people import PersonState
from playground.telegram import Fault
from tests.journeys.office import Office
from tests.people import CAST, CITRA, SARI, STRANGER

TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")


def account_of(office: Office, person: int) -> int | None:
    """The Telegram account that is bound to this employee."""
    number = CAST[person].employee_number
    found = office.database.transact(lambda records: records.people.by_number(number))
    assert found is not None
    return found.telegram_id


def replies(office: Office, person: int) -> int:
    """How many messages of Sela are on this phone."""
    return sum(message["from"]["is_bot"] for message in office.api.messages(person))


async def say_and_wait(office: Office, person: int, text: str) -> str:
    """Says something and returns Sela's answer."""
    before = replies(office, person)
    office.api.say(person, text)
    await office.api.until(lambda: replies(office, person) > before)
    return office.shown(person)


async def test_case_30_a_token_has_144_bits_and_guessing_stops_after_ten_tries_an_hour(
    office: Office,
) -> None:
    assert TOKEN.fullmatch(office.link_of(SARI))
    with capture_logs() as logs:
        for number in range(30):
            office.api.say(STRANGER, f"/start {number:024}")
        await office.api.until(lambda: replies(office, STRANGER) == 11)
        token = office.link_of(SARI)
        office.api.say(STRANGER, f"/start {token}")
        office.api.say(CITRA, f"/start {office.link_of(CITRA)}")
        await office.sees(CITRA, "Sela")
        await office.settled()
    assert replies(office, STRANGER) == 11
    assert account_of(office, SARI) is None
    assert [log["event"] for log in logs].count("link_refused") == 11
    office.clock.turn(hours=1, seconds=1)
    await say_and_wait(office, STRANGER, f"/start {token}")
    assert account_of(office, SARI) == STRANGER


async def test_case_30_a_link_works_once(office: Office) -> None:
    token = office.link_of(SARI)
    await say_and_wait(office, SARI, f"/start {token}")
    assert account_of(office, SARI) == SARI
    await say_and_wait(office, CITRA, f"/start {token}")
    assert account_of(office, SARI) == SARI
    assert account_of(office, CITRA) is None


async def test_case_30_a_link_expires_after_fourteen_days(office: Office) -> None:
    token = office.link_of(SARI)
    office.clock.turn(days=14)
    await say_and_wait(office, SARI, f"/start {token}")
    assert account_of(office, SARI) is None


async def test_case_30_a_new_link_ends_the_one_before(office: Office) -> None:
    old, new = office.link_of(SARI), office.link_of(SARI)
    await say_and_wait(office, SARI, f"/start {old}")
    assert account_of(office, SARI) is None
    await say_and_wait(office, SARI, f"/start {new}")
    assert account_of(office, SARI) == SARI


async def test_case_30_of_two_accounts_racing_for_a_link_exactly_one_gets_in(office: Office) -> None:
    token = office.link_of(SARI)
    office.api.say(SARI, f"/start {token}")
    office.api.say(STRANGER, f"/start {token}")
    await office.api.until(lambda: bool(replies(office, SARI) and replies(office, STRANGER)))
    await office.settled()
    bound = office.database.transact(
        lambda records: [p for p in records.people.everyone() if p.state is PersonState.ACTIVE]
    )
    assert [person.telegram_id for person in bound] == [account_of(office, SARI)]
    assert bound[0].telegram_id in {SARI, STRANGER}


async def test_case_30_a_link_for_somebody_else_does_not_change_who_one_is(office: Office) -> None:
    await office.activate(SARI)
    await say_and_wait(office, SARI, f"/start {office.link_of(CITRA)}")
    assert account_of(office, SARI) == SARI
    assert account_of(office, CITRA) is None


async def test_case_31_a_take_over_is_refused_and_the_old_account_is_told(office: Office) -> None:
    await office.activate(SARI)
    await office.activate(CITRA)
    answer = await say_and_wait(office, STRANGER, f"/start {office.link_of(SARI)}")
    assert account_of(office, SARI) == SARI
    await office.sees(SARI, "Seseorang mencoba")
    assert "Sari" not in answer
    assert "Seseorang mencoba" not in office.shown(CITRA)


async def test_case_31_the_old_account_is_told_even_if_the_intruder_blocks_sela_at_once(
    office: Office,
) -> None:
    await office.activate(SARI)
    office.api.inject(Fault(method="sendMessage", status=403, chat_id=STRANGER))
    office.api.say(STRANGER, f"/start {office.link_of(SARI)}")
    await office.sees(SARI, "Seseorang mencoba")


async def test_an_activation_link_is_never_written_down(office: Office) -> None:
    token = office.link_of(SARI)
    wrong = "W" * 24
    await say_and_wait(office, STRANGER, f"/start {wrong}")
    await say_and_wait(office, STRANGER, f"/MULAI@SelaBot   {wrong}")
    await say_and_wait(office, SARI, f"/start {token}")
    await office.settled()
    office.clock.turn(days=1)
    await office.sela.tidy()
    folder = office.settings.calendar_file.parent
    for file in folder.glob("sela.db*"):
        assert token.encode() not in file.read_bytes(), file.name
        assert wrong.encode() not in file.read_bytes(), file.name


async def test_an_own_link_lets_the_person_in_again(office: Office) -> None:
    token = office.link_of(SARI)
    await say_and_wait(office, SARI, f"/start {token}")
    again = await say_and_wait(office, SARI, f"/start {token}")
    assert "Sari Dewi" in again
    office.clock.turn(days=30)
    assert "Sari Dewi" in await say_and_wait(office, SARI, f"/start {token}")
