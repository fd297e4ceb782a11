"""When Sela may come: windows, clock, pause, Friday, Ramadan, holidays and the language it speaks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import StillClock
from tests.journeys.office import Office, office_in
from tests.journeys.phone import Phone, settled
from tests.people import BAYU, SARI

MONDAY_NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
RAMADAN_MONDAY = datetime(2027, 2, 15, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


async def card_comes_at(phone: Phone, *moments: datetime) -> list[bool]:
    """Whether each of these moments, one after the other, brings a new card."""
    came = []
    for moment in moments:
        before = len(phone.office.api.calls_of("sendMessage"))
        await phone.office.turn_to(moment)
        came.append(len(phone.office.api.calls_of("sendMessage")) > before)
    return came


async def test_a_window_is_switched_moved_and_obeyed(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jadwal")
    assert "Istirahat berikutnya: Senin, 23 November, 12.00 WIB" in sari.text
    await sari.taps("☑ Siang", "☐ Sore")
    assert "15.00 WIB" in sari.text
    await office.api.until(lambda: "☑ Sore 15.00–15.15" in sari.labels)
    afternoon = MONDAY_NOON + timedelta(hours=3)
    assert await card_comes_at(sari, MONDAY_NOON, afternoon) == [False, True]


async def test_other_times_go_round_and_lunch_moves_with_them(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jadwal")
    await sari.taps("Ganti jam")
    assert "☑ Siang 12.30–13.30" in sari.labels
    assert await card_comes_at(sari, MONDAY_NOON, MONDAY_NOON + timedelta(minutes=30)) == [False, True]


async def test_an_evening_card_needs_only_ones_own_choice(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/breaks")
    await sari.taps("☑ Siang", "☐ Malam")
    assert await card_comes_at(sari, MONDAY_NOON, MONDAY_NOON + timedelta(hours=7)) == [False, True]


async def test_with_every_window_closed_nothing_comes_and_the_screen_says_so(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jadwal")
    await sari.taps("☑ Siang")
    assert "tidak ada" in sari.text.casefold()
    assert await card_comes_at(sari, *(MONDAY_NOON + days * DAY for days in range(5))) == [False] * 5
    assert "Halaman 1" in await sari.says("/belajar")


async def test_moving_to_jayapura_moves_noon(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jadwal")
    await sari.taps("Zona waktu: WIB", "WIT ·")
    assert "12.00 WIT" in sari.text
    assert await card_comes_at(sari, MONDAY_NOON - timedelta(hours=2), MONDAY_NOON) == [True, False]


async def test_friday_keeps_clear_of_prayer_and_the_weekend_is_quiet(office: Office) -> None:
    sari = settled(office, SARI)
    friday = MONDAY_NOON + 4 * DAY
    moments = (friday, friday + timedelta(minutes=44), friday + timedelta(minutes=45), friday + DAY)
    assert await card_comes_at(sari, *moments) == [False, False, True, False]


async def test_in_ramadan_lunch_is_half_an_hour_and_the_estimate_is_called_one(tmp_path: Path) -> None:
    async with office_in(tmp_path, StillClock(RAMADAN_MONDAY)) as office:
        sari = settled(office, SARI)
        assert "perkiraan" in await sari.says("/jadwal")
        noon = RAMADAN_MONDAY + timedelta(hours=4)
        assert await card_comes_at(sari, noon + timedelta(minutes=31), noon + DAY) == [False, True]
        await sari.taps("Nanti")
        assert "Rabu, 17 Februari, 12.00" in sari.text


async def test_a_holiday_is_named_beforehand_and_quiet(tmp_path: Path) -> None:
    christmas_week = StillClock(datetime(2026, 12, 23, 1, 0, tzinfo=UTC))
    async with office_in(tmp_path, christmas_week) as office:
        sari = settled(office, SARI)
        assert "Natal" in await sari.says("/jadwal")
        noons = [datetime(2026, 12, day, 5, 50, tzinfo=UTC) for day in (24, 25, 28)]
        assert await card_comes_at(sari, *noons) == [False, False, True]


async def test_a_pause_of_three_days_ends_by_itself(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/jeda")
    assert "Rabu, 25 November" in await sari.taps("3 hari")
    assert await card_comes_at(sari, *(MONDAY_NOON + days * DAY for days in range(4))) == [
        False,
        False,
        False,
        True,
    ]


async def test_a_pause_until_i_come_back_lasts_and_learning_works_meanwhile(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/pause")
    await sari.taps("Sampai saya kembali")
    await office.restart()
    assert not any(await card_comes_at(sari, *(MONDAY_NOON + 30 * days * DAY for days in range(3))))
    assert "Halaman 1" in await sari.says("/belajar")
    await office.finish(SARI)
    assert sari.minutes == 4
    await sari.says("/jadwal")
    await sari.taps("Akhiri jeda")
    assert "Istirahat berikutnya" in sari.text


async def test_pausing_while_a_card_waits_leaves_the_card_usable(office: Office) -> None:
    sari = settled(office, SARI)
    await office.turn_to(MONDAY_NOON)
    card = sari.message
    await sari.says("/jeda")
    await sari.taps("7 hari")
    await sari.taps_in(card, "Buka")
    opened = next(message for message in sari.messages if message["message_id"] == card["message_id"])
    assert "Halaman 1" in opened["text"]


async def test_the_language_switches_words_menu_cards_and_numbers(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/bahasa")
    await sari.taps("English")
    assert sari.text == "From now on I speak English with you."
    assert sari.labels == ["Learn now", "My progress", "What you can do"]
    names = [command["command"] for command in office.api.commands_for(SARI, "id")]
    assert names[:4] == ["learn", "courses", "search", "share"]
    await office.turn_to(MONDAY_NOON)
    assert "1/6 · ±4 min" in sari.text
    assert sari.labels == ["Open", "Later", "Not today"]
    assert "12:00 WIB" in await sari.says("/breaks")
    assert "of 20.0" in await sari.says("/progress")


async def test_a_lesson_begun_before_the_switch_goes_on_in_the_new_language(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    await sari.taps("Lanjut")
    assert "Halaman 2" in sari.text
    await sari.says("/bahasa")
    await sari.taps("English")
    english = office.world().catalogue.lesson("cek-klik/01-empat-cek", "en")
    assert english is not None
    assert (await sari.says("/learn")).startswith(f"{english.title}\nPage 1/2")
    await sari.taps("Next", "To the questions")
    assert english.questions[0].prompt[:20] in sari.text


async def test_a_lesson_with_answers_stays_in_the_language_it_was_answered_in(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/kursus")
    await sari.taps("Keamanan informasi", "5")
    await sari.taps("Lanjut", "Ke soal")
    await sari.taps(sari.labels[0])
    await sari.says("/bahasa")
    await sari.taps("English")
    await sari.says("/learn")
    assert "Question 2/3" in sari.text


async def test_each_zone_has_its_own_noon_on_the_same_day(office: Office) -> None:
    settled(office, SARI)
    bayu = settled(office, BAYU)
    assert "12.00 WIT" in await bayu.says("/jadwal")
    assert await card_comes_at(bayu, MONDAY_NOON - timedelta(hours=2)) == [True]
    assert bayu.labels == ["Buka", "Nanti", "Jangan hari ini"]


@pytest.mark.parametrize("days", [1, 14])
async def test_a_pause_names_its_last_day(office: Office, days: int) -> None:
    sari = settled(office, SARI)
    await sari.says("/jeda")
    last = (MONDAY_NOON + timedelta(days=days - 1)).day
    await sari.taps(f"{days} hari")
    assert f", {last} " in sari.text
