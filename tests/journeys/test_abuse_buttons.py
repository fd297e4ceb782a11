"""Buttons that nobody was ever shown: whatever comes back in a tap, Sela answers and nothing breaks."""

import random
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.buttons.privacy import Forget
from bot.callbacks import BUTTONS, VERSION
from tests.journeys.office import Office
from tests.people import CITRA, SARI

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NUMBERS = ("0", "1", "2", "7", "-1", "00", "999999999999999", "1000000000000000", "1e3", "٣", "", " ", "0x1")
TEXTS = (
    "",
    "a",
    "lunch",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<b>",
    "%s{0}",
    "\u202e",
    "Asia/Jakarta",
    "🌱" * 12,
)
WHOLE: tuple[Any, ...] = (
    None, "", ":", "1", "1:", "2no:1", "x" * 64, "x" * 65, "1no:1:1", "1no", "1kc:" + "y" * 58, "\x00",
    "1a:::", "1c:1", "DROP TABLE person", "../../../etc/passwd", "\ud800", [], {},
)  # fmt: skip


def forged() -> Iterator[Any]:
    """Callback data of every kind, right in shape and wrong in content, and wrong altogether."""
    chance = random.Random(28)
    yield from WHOLE
    for code, kind in BUTTONS.items():
        if kind is Forget:
            continue
        for _ in range(3):
            parts = [chance.choice(TEXTS if field.type is str else NUMBERS) for field in fields(kind)]
            yield ":".join([VERSION + code, *parts])
        yield ":".join([VERSION + code, *("1" for _ in fields(kind))])


async def press(office: Office, person: int, message_id: int, data: Any) -> None:
    """Presses a button that is not there, and waits for the answer."""
    tap = office.api.press(person, message_id, data)
    await office.api.until(lambda: office.api.answers(tap) is not None)
    await office.settled()


@pytest.fixture
async def learner(office: Office) -> Office:
    """An office in which Sari is in the middle of a lesson."""
    await office.activate(SARI)
    await office.turn_to(NOON)
    await office.tap(SARI, 0)
    return office


async def test_case_28_no_forged_button_makes_a_handler_fail(learner: Office) -> None:
    message = learner.api.last(SARI)["message_id"]
    with capture_logs() as logs:
        for data in forged():
            await press(learner, SARI, message, data)
    assert [log for log in logs if log["event"] in {"handler_failed", "answer_not_sent"}] == []
    refused = [
        call for call in learner.api.calls if call.status == 400 and "not modified" not in str(call.error)
    ]
    assert [call.error for call in refused] == []


async def test_case_28_a_forged_button_opens_nothing_of_somebody_else(learner: Office) -> None:
    await learner.activate(CITRA)
    message = learner.api.last(CITRA)["message_id"]
    shown_to_sari = learner.shown(SARI)
    for data in ("1no:1", "1nl:1:0", "1g:1", "1c:1:2", "1a:1:0:0", "1d:1:0:0", "1m:1:1", "1mr:1:0:wrong"):
        await press(learner, CITRA, message, data)
    assert learner.shown(SARI) == shown_to_sari
    citra = learner.database.transact(lambda records: records.people.by_telegram_id(CITRA))
    assert citra is not None
    attempt = learner.database.transact(lambda records: records.study.unfinished(1))
    assert attempt is not None
    assert attempt.cards_opened == 1
    assert learner.database.transact(lambda records: records.study.unfinished(citra.id)) is None
    assert learner.database.transact(lambda records: records.courses.mistake_reports()) == []
