"""Whoever reads why somebody has no copy reads words of their own, not those of a library."""

import pytest
from telegram.error import BadRequest, Conflict, NetworkError, TimedOut

from bot.request import AnswerLost, GarbledAnswer
from bot.texts import LANGUAGES, texts_for
from bot.views.broadcast_reasons import reason
from learning.broadcasts import Held, Unreached
from storage.audiences import NO_LONGER_LED
from storage.outbox import OVER, STOPPED
from storage.reception import UNCHANGED

FAULTS = [
    TimedOut(),
    AnswerLost("no answer in time"),
    GarbledAnswer("an answer Telegram would not write"),
    NetworkError("Bad Gateway"),
]
RECORDED = [
    *Held,
    *Unreached,
    *(f"{type(fault).__name__}: {fault.message}" for fault in FAULTS),
    "RetryAfter: Flood control exceeded. Retry in 5 seconds",
    *("NotSent", "InvalidToken", "stopped before its turn came", STOPPED, OVER, UNCHANGED, NO_LONGER_LED),
    *("left", "done", "opened", "gone", "stopped", "withdrawn"),
]


@pytest.mark.parametrize("recorded", RECORDED)
def test_every_reason_that_is_recorded_has_words(recorded: str) -> None:
    said = reason(recorded, texts_for("en"))
    assert said
    assert not said.startswith(("Telegram refused it", "Sela failed over it"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_expected_is_short_and_names_who_refused(language: str) -> None:
    t = texts_for(language)
    for error in (BadRequest("Wrong file identifier/HTTP URL specified"), Conflict("x" * 10 + " y" * 400)):
        said = reason(f"{type(error).__name__}: {error.message}", t)
        assert "Telegram" in said
        assert type(error).__name__ not in said
        assert len(said) < 110
    assert "KeyError" in reason("KeyError", t)


def test_no_reason_is_no_words() -> None:
    assert reason("", texts_for("id")) == ""
