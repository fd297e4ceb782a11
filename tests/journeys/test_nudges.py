"""What arrives in a break, what its buttons do, and what becomes of a card nobody opened."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tests.journeys.office import Office, office_in
from tests.journeys.phone import Phone, settled
from tests.people import RINA, SARI

MONDAY_NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FRIDAY_BREAK = datetime(2026, 11, 27, 5, 45, tzinfo=UTC)


def cards_on(phone: Phone) -> list[str]:
    """The texts of all cards with an open button, oldest first."""
    texts = []
    for message in phone.messages:
        if any(label == "Buka" for label, _ in phone.office.api.buttons(message)):
            texts.append(message["text"])
    return texts


async def test_a_card_says_what_it_is_how_long_it_takes_why_it_came_and_how_to_stop(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(MONDAY_NOON)
    title, place, unverified, _, why = sari.text.split("\n")
    assert title == "Cek KLIK: empat cek sebelum membeli"
    assert place == "1/6 · ±4 menit · Cek KLIK: membaca produk sebelum membeli"
    assert unverified == "Contoh, belum diverifikasi"
    assert "jam istirahat" in why
    assert "/jeda" in why
    assert "/jadwal" in why
    assert sari.labels == ["Buka", "Nanti", "Jangan hari ini"]


async def test_a_card_of_a_lesson_that_was_begun_goes_on_with_it(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    await sari.taps("Lanjut")
    page = sari.text
    await office.turn_to(MONDAY_NOON)
    assert sari.labels == ["Lanjutkan", "Nanti", "Jangan hari ini"]
    assert await sari.taps("Lanjutkan") == page


async def test_later_brings_the_card_back_once_in_the_next_break_without_later(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(MONDAY_NOON)
    title = sari.text.split("\n")[0]
    assert "Selasa, 24 November, 12.00 WIB" in await sari.taps("Nanti")
    await office.turn_to(MONDAY_NOON + timedelta(minutes=30))
    assert cards_on(sari) == []
    await office.restart()
    await office.turn_to(MONDAY_NOON + DAY)
    assert sari.text.startswith(title)
    assert "“Nanti”" in sari.text
    assert "/jeda" in sari.text
    assert sari.labels == ["Buka", "Jangan hari ini"]
    await office.turn_to(MONDAY_NOON + DAY + timedelta(minutes=30))
    assert len(cards_on(sari)) == 1


async def test_later_comes_back_the_same_evening_when_the_evening_is_open(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jadwal")
    await sari.taps("☐ Malam")
    await office.turn_to(MONDAY_NOON)
    assert "Senin, 23 November, 19.00" in await sari.taps("Nanti")
    await office.turn_to(MONDAY_NOON + timedelta(hours=7))
    assert sari.labels == ["Buka", "Jangan hari ini"]


async def test_not_today_is_quiet_until_tomorrow(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(MONDAY_NOON)
    assert "tidak hari ini" in await sari.taps("Jangan hari ini")
    await office.turn_to(MONDAY_NOON + timedelta(minutes=40))
    assert cards_on(sari) == []
    await office.turn_to(MONDAY_NOON + DAY)
    assert len(cards_on(sari)) == 1


async def test_a_new_card_takes_the_place_of_the_one_nobody_opened(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(MONDAY_NOON)
    await office.turn_to(MONDAY_NOON + DAY)
    assert len(cards_on(sari)) == 1
    assert len(sari.messages) == 1


async def test_after_a_weekend_the_old_card_cannot_be_opened_any_more_either(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(FRIDAY_BREAK)
    old = sari.message
    assert old["date"] == int(FRIDAY_BREAK.timestamp())
    await office.turn_to(MONDAY_NOON + 7 * DAY)
    assert len(cards_on(sari)) == 1
    assert "digantikan" in sari.messages[0]["text"]
    assert office.api.buttons(sari.messages[0]) == []
    await sari.taps_in(old, "Buka")
    assert "Halaman 1" in sari.messages[0]["text"], "a phone that still shows the old button may use it"


async def test_later_on_an_old_card_does_not_bring_two_cards_together(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(FRIDAY_BREAK)
    old = sari.message
    await office.turn_to(MONDAY_NOON + 7 * DAY)
    await sari.taps_in(old, "Nanti")
    for days in (8, 9):
        await office.turn_to(MONDAY_NOON + days * DAY)
        assert len(cards_on(sari)) == 1


async def test_five_unopened_cards_slow_sela_down_and_it_says_so_once(office: Office) -> None:
    sari = settled(office, SARI)
    came = []
    for days in range(28):
        before = len(office.api.calls_of("sendMessage"))
        await office.turn_to(MONDAY_NOON + days * DAY + timedelta(minutes=50))
        if len(office.api.calls_of("sendMessage")) > before:
            came.append((days, sari.text))
    assert [days for days, _ in came[:5]] == [0, 1, 2, 3, 4]
    assert all(later - earlier >= 7 for (earlier, _), (later, _) in pairwise(came[4:]))
    assert sum("seminggu sekali" in text for _, text in came) == 1
    assert len(cards_on(sari)) == 1


async def test_opening_one_card_brings_the_daily_ones_back(office: Office) -> None:
    sari = settled(office, SARI)
    for days in range(12):
        await office.turn_to(MONDAY_NOON + days * DAY + timedelta(minutes=50))
    assert "seminggu sekali" in sari.text
    await sari.taps("Buka")
    await office.finish(SARI)
    await office.turn_to(MONDAY_NOON + 14 * DAY)
    assert "jam istirahat" in sari.text or "mengingat" in sari.text


async def test_going_on_with_a_lesson_by_command_counts_as_coming_back(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    for days in range(12):
        await office.turn_to(MONDAY_NOON + days * DAY + timedelta(minutes=50))
    assert "seminggu sekali" in sari.text
    await sari.says("/belajar")
    person = sari.person
    attention = office.database.transact(lambda records: records.nudges.attention(person.id))
    assert attention.unanswered_in_row == 0


async def test_blocking_sela_ends_the_cards_and_start_brings_them_back(office: Office) -> None:
    sari = settled(office, SARI)
    office.api.block(SARI)
    await office.api.until(lambda: sari.person.blocked_at is not None)
    await office.turn_to(MONDAY_NOON)
    assert sari.messages == []
    await sari.says("/start")
    assert sari.person.blocked_at is None
    await office.turn_to(MONDAY_NOON + DAY)
    assert len(cards_on(sari)) == 1


async def test_an_admin_gets_cards_like_everybody_else(office: Office) -> None:
    rina = settled(office, RINA)
    await office.turn_to(MONDAY_NOON)
    assert len(cards_on(rina)) == 1


async def test_minutes_learned_alone_count_in_the_week_of_cards(tmp_path: Path) -> None:
    async with office_in(tmp_path, weekly_minutes=4) as office:
        sari = settled(office, SARI)
        await sari.says("/belajar")
        await office.finish(SARI)
        shown = len(sari.messages)
        await office.turn_to(MONDAY_NOON + DAY)
        assert len(sari.messages) == shown, "four minutes were enough for this week"
        await office.turn_to(MONDAY_NOON + 7 * DAY)
        assert len(cards_on(sari)) == 1
