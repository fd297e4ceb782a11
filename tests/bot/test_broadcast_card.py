"""A broadcast as its receivers see it says what is asked of them, and offers what they may do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.empty_picture import empty_picture
from bot.screens import Screen
from bot.texts import texts_for
from bot.views import broadcast_asking, broadcast_people, broadcast_preview, broadcast_times
from bot.views.broadcast_card import card
from learning.broadcasts import Broadcast, Content, ContentKind, Held, Preview, Selection, SlotGroup
from learning.usecases.broadcast_words import Wording
from learning.usecases.carrying import Shown
from learning.usecases.following_up import Reach

NINE = datetime(2026, 11, 23, 2, tzinfo=UTC)
COURSE = Broadcast(
    id=7,
    author_id=4,
    author="Budi Santoso",
    author_unit="Sekretariat Utama/Biro Umum",
    author_zone="Asia/Jakarta",
    content=Content(kind=ContentKind.COURSE, key="arsip"),
    selection=Selection(),
    created_at=NINE,
    size=3,
)
URGENT = replace(
    COURSE, content=Content(kind=ContentKind.TEXT, text="Gedung tutup."), urgent_reason="Listrik padam"
)


def labels(screen: Screen) -> list[str]:
    """The labels of all buttons."""
    return [key.label for row in screen.keys for key in row]


@pytest.mark.parametrize(("language", "day"), [("id", "Kam, 3 Des"), ("en", "Thu, 3 Dec")])
def test_a_course_with_a_date_says_until_when_in_the_readers_language(language: str, day: str) -> None:
    sent, shown = replace(COURSE, due_on=date(2026, 12, 3)), Shown(title="Arsip", minutes=18, lessons=6)
    t = texts_for(language)
    assert day in card(sent, shown, t).text
    assert day in card(sent, shown, t, is_reminder=True).text
    assert day in broadcast_preview.message(sent, shown, t).text
    assert day not in card(COURSE, shown, t).text


def test_what_is_urgent_is_not_put_off() -> None:
    t = texts_for("en")
    assert labels(card(URGENT, Shown(), t)) == ["✓ I have read it", "Reply"]
    assert "Later" in labels(card(replace(URGENT, urgent_reason=""), Shown(), t))


def test_the_times_to_choose_say_the_rule_that_holds() -> None:
    ordinary = broadcast_times.timings(replace(URGENT, urgent_reason=""), 2, texts_for("en"))
    assert "at most 2 messages a day reach a person" in ordinary.text
    urgent = broadcast_times.timings(URGENT, 2, texts_for("en"))
    assert "not between 20:00 and 06:00" in urgent.text
    assert "a day" not in urgent.text
    assert "Now, in working hours" not in " ".join(labels(urgent))


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (Held.DAY_OFF, "weekend or holiday"),
        (Held.NIGHT, "night (held)"),
        (Held.OFF_HOURS, "outside working hours"),
    ],
)
def test_the_preview_says_why_it_comes_later(held: Held, why: str) -> None:
    later = (NINE + timedelta(days=1)).date()
    slot = SlotGroup(local_on=later, local_at=NINE.time(), time_zones=("Asia/Jakarta",), people=3, held=held)
    shown = broadcast_preview.counted(
        Preview(broadcast=COURSE, size=3, groups=(slot,)), NINE, texts_for("en")
    )
    assert why in shown.text


def test_the_question_before_a_reminder_says_who_is_left_out() -> None:
    t = texts_for("en")
    some = broadcast_people.remind_question(7, Reach(people=2, left_out=3), t)
    assert "Remind 2 people" in some.text
    assert "3 people who have not opened it are led by somebody else now" in some.text
    nobody = broadcast_people.remind_question(7, Reach(people=0, left_out=3), t)
    assert labels(nobody) == ["Back to the broadcast"]
    all_ = broadcast_people.remind_question(7, Reach(people=2, left_out=0), t)
    assert "somebody else" not in all_.text


def test_the_question_for_a_correction_says_whom_it_does_not_reach() -> None:
    t = texts_for("en")
    assert "4 people are not among those you lead" in str(
        broadcast_asking.ask(URGENT, Wording.CORRECTION, t, left_out=4).text
    )
    assert "not among those you lead" not in broadcast_asking.ask(URGENT, Wording.CORRECTION, t).text


def test_the_picture_in_the_place_of_a_file_is_one_that_telegram_takes() -> None:
    content = empty_picture()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert content.startswith(b"\x89PNG")
    assert width + height <= 10_000
    assert max(width, height) / min(width, height) <= 20
    assert len(content) < 10_000
