"""Taps of people who go through lessons: each a real button on a real attempt."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.buttons.study import Give, OpenCard
from bot.callbacks import Button
from learning.ports import Records
from learning.usecases import steps, study
from learning.world import World
from tests.benchmarks.population import FIRST_TELEGRAM_ID

TAPS_IN_A_LESSON = 5
"""The second card, on to the questions, and three answers, the last of which records the minutes."""


def begin_lessons(
    records: Records, world: World, people: Sequence[int], lessons: int, now: datetime
) -> dict[int, list[int]]:
    """Has each person (by number in the population) begin so many lessons; their attempts."""
    keys = [key for course in world.catalogue.lesson_keys.values() for key in course]
    return {number: [_begin(records, world, number, key, now) for key in keys[:lessons]] for number in people}


def _begin(records: Records, world: World, number: int, key: str, now: datetime) -> int:
    person = records.people.get(number + 1)
    assert person is not None
    step = study.begin_lesson(records, world, person, key, now=now)
    assert isinstance(step, steps.CardShown)
    return step.attempt_id


def updates_of(attempts: dict[int, list[int]]) -> list[dict[str, Any]]:
    """The taps of everybody in turn, each person's own in order, as raw updates without their ids."""
    rows = [list(_taps(number, theirs)) for number, theirs in attempts.items()]
    return [tap for taps in zip(*rows, strict=True) for tap in taps]


def _taps(number: int, attempts: Sequence[int]) -> Iterator[dict[str, Any]]:
    buttons = [button for attempt in attempts for button in _buttons(attempt)]
    for place, button in enumerate(buttons):
        yield update_of(FIRST_TELEGRAM_ID + number, f"{FIRST_TELEGRAM_ID + number}-{place}", button)


def _buttons(attempt: int) -> list[Button]:
    answers = [Give(attempt, question, str(question % 3)) for question in range(3)]
    return [OpenCard(attempt, 2), OpenCard(attempt, 3), *answers]


def update_of(telegram_id: int, query_id: str, button: Button) -> dict[str, Any]:
    """A tap on this button by this account, as Telegram gives it but for its number."""
    sender = {"id": telegram_id, "is_bot": False, "first_name": "Pegawai", "language_code": "id"}
    message = {
        "message_id": 77,
        "date": 1795410000,
        "chat": {"id": telegram_id, "type": "private", "first_name": "Pegawai"},
        "text": "Pelajaran",
    }
    query = {
        "id": query_id,
        "from": sender,
        "message": message,
        "chat_instance": "1",
        "data": button.pack(),
    }
    return {"callback_query": query}
