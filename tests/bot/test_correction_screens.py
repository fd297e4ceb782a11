"""What a learner reads when minutes of theirs were corrected."""

from typing import Any

import pytest

from bot.buttons.notes import ReplyTo
from bot.buttons.progress import SendHistory
from bot.texts import LANGUAGES, texts_for
from bot.views.credit_kinds import kind_words
from bot.views.notices import notice
from learning.bookings import Booked, Correction, Remark
from learning.notices import NoticeKind, Told
from learning.records import CreditKind
from tests.storage.rows import credit

REMARK = Remark(corrects_id=1, words="Bagian <b>dua</b> tidak dibuka.", actor_id=5, note_id=9)


def correction(**more: Any) -> Told:
    """Bu Rina has taken two of four minutes off."""
    values: dict[str, Any] = {
        "row": Booked(id=2, entry=credit(1, source="correction:1:1", seconds=-120)),
        "corrected": Booked(id=1, entry=credit(1)),
        "total_seconds": 120,
        "remark": REMARK,
        "actor": "Rina & Co",
    }
    return Told(kind=NoticeKind.CREDIT_CORRECTED, correction=Correction(**{**values, **more}))


def test_it_says_what_to_what_why_and_by_whom_and_offers_an_answer() -> None:
    screen = notice(correction(), texts_for("en"))
    text = screen.text.striptags()
    assert "Your recorded minutes for Pelajaran 01 (23 Nov 2026) were corrected: 4 → 2." in text
    assert "&lt;b&gt;dua&lt;/b&gt;" in screen.text
    assert "only Rina & Co reads it" in text
    assert [key.press for row in screen.keys for key in row] == [ReplyTo(0, 9), SendHistory()]


def test_without_anybody_to_answer_there_is_no_such_button() -> None:
    screen = notice(correction(remark=Remark(corrects_id=1, words="x"), actor=""), texts_for("id"))
    assert [key.press for row in screen.keys for key in row] == [SendHistory()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_learning_has_a_name(language: str) -> None:
    assert set(kind_words(texts_for(language))) == set(CreditKind)
