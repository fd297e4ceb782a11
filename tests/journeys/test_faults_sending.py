"""What Telegram or the network does to a message Sela starts by itself, and what becomes of it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.courier import Courier, Sent
from playground.telegram import Fault, serve
from tests.journeys.office import Office
from tests.people import CITRA, SARI


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NEXT_NOON = NOON + timedelta(days=1)
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def state_of(office: Office, person: int) -> tuple[str, int]:
    """State and number of tries of the newest message to this person."""
    with office.database.engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT outbox.state, attempts FROM outbox JOIN person ON person.id = outbox.person_id "
            "WHERE telegram_id = ? ORDER BY outbox.id DESC LIMIT 1",
            (person,),
        ).one()
    return row[0], row[1]


def cards_sent(office: Office, person: int) -> int:
    """How often Sela tried to bring this person a lesson."""
    return sum(
        call.chat_id == person and "±" in str(call.params.get("text"))
        for call in office.api.calls_of("sendMessage")
    )


async def until_tried(office: Office, person: int) -> None:
    """Waits until a message to this person has been tried and waits to be tried again."""
    await office.api.until(lambda: state_of(office, person) == ("queued", 1))


def blocked_since(office: Office, person: int) -> datetime | None:
    """When this person blocked Sela, as far as it knows."""
    found = office.database.transact(lambda records: records.people.by_telegram_id(person))
    assert found is not None
    return found.blocked_at


async def until_blocked(office: Office, person: int, blocked: bool) -> None:
    """Waits until Sela knows whether this person has blocked it."""
    await office.api.until(lambda: (blocked_since(office, person) is not None) is blocked)


async def bring(office: Office, at: datetime) -> None:
    """Turns the clock and lets the tick happen; what is sent is not waited for."""
    office.clock.now = at
    await office.sela.tick()


async def test_case_7_a_429_is_waited_out_and_others_are_answered_in_time(office: Office) -> None:
    await office.activate(SARI)
    await office.activate(CITRA)
    office.api.inject(Fault(method="sendMessage", retry_after=1, chat_id=SARI))
    await bring(office, NOON)
    await office.api.until(lambda: cards_sent(office, SARI) == 1)
    began = time.monotonic()
    office.api.say(CITRA, "/bantuan")
    await office.sees(CITRA, "/jadwal")
    assert time.monotonic() - began < 2
    await office.sent()
    assert state_of(office, SARI)[0] == "sent"
    assert cards_sent(office, SARI) == 2


@pytest.mark.parametrize("status", [500, 503])
async def test_case_8_what_telegram_itself_refuses_for_now_is_tried_again(
    office: Office, status: int
) -> None:
    await office.activate(SARI)
    office.api.inject(Fault(method="sendMessage", status=status))
    await bring(office, NOON)
    await until_tried(office, SARI)
    office.clock.turn(seconds=5)
    office.sela.sender.wake()
    await office.sent()
    assert state_of(office, SARI) == ("sent", 2)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="sendMessage", status=502, body=HTML),
        Fault(method="sendMessage", body=b'{"ok":tr'),
        Fault(method="sendMessage", body=b""),
    ],
    ids=["html", "half a JSON", "nothing"],
)
async def test_case_8_after_an_answer_that_is_not_telegrams_a_nudge_is_uncertain(
    office: Office, fault: Fault
) -> None:
    await office.activate(SARI)
    office.api.inject(fault)
    await office.turn_to(NOON)
    await office.turn_to(NOON + timedelta(minutes=1))
    assert state_of(office, SARI) == ("uncertain", 1)


async def two_answers(office: Office) -> None:
    """Sari asks twice, and gets both answers."""
    before = len(office.api.messages(SARI))
    office.api.say(SARI, "/bantuan")
    office.api.say(SARI, "/bantuan")
    await office.api.until(lambda: len(office.api.messages(SARI)) == before + 4)


async def test_case_8_polling_goes_on_after_every_kind_of_broken_answer(office: Office) -> None:
    await office.activate(SARI)
    for fault in (
        Fault(method="getUpdates", status=502, body=HTML),
        Fault(method="getUpdates", body=b'{"ok":true,"result":[{"upd'),
        Fault(method="getUpdates", drop=True),
    ):
        office.api.inject(fault)
        await two_answers(office)


async def test_case_9_a_nudge_whose_answer_got_lost_is_not_sent_again(office: Office) -> None:
    await office.activate(SARI)
    office.api.inject(Fault(method="sendMessage", accept=True, drop=True))
    await office.turn_to(NOON)
    await office.turn_to(NOON + timedelta(minutes=1))
    assert state_of(office, SARI) == ("uncertain", 1)
    assert cards_sent(office, SARI) == 1
    await office.restart()
    await office.turn_to(NOON + timedelta(minutes=2))
    assert cards_sent(office, SARI) == 1


async def close_the_port(office: Office) -> None:
    """Nobody listens where Telegram was: no connection comes about at all."""
    for server in list(office.api.servers):
        await server.__aexit__(None, None, None)


def waits_for_a_connection(office: Office) -> bool:
    """Whether the one message was given back, to be tried a little later."""
    with office.database.engine.connect() as connection:
        state, not_before = connection.exec_driver_sql("SELECT state, not_before FROM outbox").one()
    return state == "queued" and datetime.fromisoformat(not_before).replace(tzinfo=UTC) > office.clock.now


async def test_case_9_without_a_connection_a_nudge_is_tried_until_its_break_is_over(office: Office) -> None:
    await office.activate(SARI)
    port = int(office.settings.telegram_api_url.rpartition(":")[2])
    await close_the_port(office)
    await bring(office, NOON)
    for _ in range(8):
        async with asyncio.timeout(5):
            while not waits_for_a_connection(office):
                office.sela.sender.wake()
                await asyncio.sleep(0.01)
        office.clock.turn(minutes=2)
    async with serve(office.api, port=port):
        office.sela.sender.wake()
        await office.sent()
    assert state_of(office, SARI) == ("sent", 1)
    assert "±" in office.shown(SARI)


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
async def test_case_11_whoever_cannot_be_reached_is_left_alone_until_they_start_again(
    office: Office, status: int, description: str
) -> None:
    await office.activate(SARI)
    office.api.inject(Fault(method="sendMessage", status=status, description=description, chat_id=SARI))
    await office.turn_to(NOON)
    assert state_of(office, SARI) == ("unreachable", 1)
    await office.turn_to(NEXT_NOON)
    assert cards_sent(office, SARI) == 1
    office.api.say(SARI, "/start")
    await office.sees(SARI, "/jadwal")
    await office.turn_to(NEXT_NOON + timedelta(days=1))
    assert state_of(office, SARI)[0] == "sent"


async def test_case_11_blocking_cancels_what_waits_and_unblocking_brings_the_next_break(
    office: Office,
) -> None:
    await office.activate(SARI)
    office.api.block(SARI)
    await until_blocked(office, SARI, True)
    await office.turn_to(NOON)
    assert cards_sent(office, SARI) == 0
    office.api.unblock(SARI)
    await until_blocked(office, SARI, False)
    await office.turn_to(NEXT_NOON)
    assert cards_sent(office, SARI) == 1


async def test_case_23_a_text_telegram_never_takes_is_set_aside_and_others_get_theirs(
    office: Office,
) -> None:
    await office.activate(SARI)
    await office.activate(CITRA)
    refused = "Bad Request: can't parse entities: unsupported start tag"
    office.api.inject(Fault(method="sendMessage", status=400, description=refused, chat_id=SARI, times=None))
    await office.turn_to(NOON)
    assert state_of(office, SARI) == ("failed", 1)
    assert state_of(office, CITRA)[0] == "sent"


class BrokenFor(Courier):
    """A courier that fails over one person's message in a way nobody foresaw."""

    def __init__(self, office: Office, person: int) -> None:
        super().__init__(office.sela.bot)
        self.person = person

    async def deliver(self, chat_id: int, *args: Any, **more: Any) -> Sent:
        """Fails for one person."""
        if chat_id == self.person:
            raise LookupError("nobody foresaw this")
        return await super().deliver(chat_id, *args, **more)


async def test_case_23_a_message_over_which_sela_itself_fails_is_set_aside(office: Office) -> None:
    await office.activate(SARI)
    await office.activate(CITRA)
    office.sela.sender.courier = BrokenFor(office, SARI)
    await office.turn_to(NOON)
    assert state_of(office, SARI) == ("failed", 1)
    assert state_of(office, CITRA)[0] == "sent"
