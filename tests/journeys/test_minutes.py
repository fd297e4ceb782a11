"""The end of a lesson, one more, the minutes somebody has, the day's limit, and the courses."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.clock import MONDAY_MORNING, StillClock
from tests.journeys.office import Office, office_in
from tests.journeys.phone import Phone, settled
from tests.people import BUDI, CAST, SARI


async def learns(phone: Phone, words: str = "/belajar", seconds_each: float = 40) -> str:
    """Goes through what comes next to its end; the last screen."""
    await phone.says(words)
    return await phone.office.finish(phone.id, seconds_each=seconds_each)


async def test_the_end_says_minutes_score_jp_pace_and_streak_and_offers_one_more(office: Office) -> None:
    sari = settled(office, SARI)
    end = await learns(sari)
    minutes, standing = end.split("\n\n")[-1].split("\n")
    assert minutes.startswith("+4 menit · ")
    assert minutes.endswith("dari 4 benar")
    assert standing.startswith("0,0 dari 20,0 JP · ")
    assert "beruntun 1 hari" in standing
    assert sari.labels[0].startswith("Lagi: ")
    assert "Halaman 1" in await sari.taps("Lagi: ")
    assert sari.minutes == 4


async def test_a_doubled_tap_on_the_last_answer_records_the_minutes_once(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    before = sari.message
    while " JP" not in sari.text:
        before = sari.message
        await office.tap(SARI, "Kirim" if "Kirim" in sari.labels else _onward(sari))
    end = sari.text
    send = "Kirim" if any(label == "Kirim" for label, _ in office.api.buttons(before)) else ""
    await office.restart()
    assert await sari.taps_in(before, send) == end
    assert sari.minutes == 4


async def test_three_minutes_get_a_lesson_of_three_and_one_minute_gets_the_truth(office: Office) -> None:
    sari = settled(office, SARI)
    assert "±3 menit" in await sari.says("/belajar 3")
    assert "±3 menit" in await sari.says("/learn 3 minutes")
    await office.finish(SARI)
    assert sari.minutes == 3
    assert "3 menit" in await sari.says("/belajar 1")
    assert "±3 menit" in await sari.taps("3 menit")


async def test_the_minutes_can_be_chosen_by_button(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/bantuan")
    await sari.taps("Ada waktu sebentar")
    assert sari.labels == ["3 menit", "5 menit", "10 menit", "15 menit"]
    assert "±4 menit" in await sari.taps("10 menit")
    await office.finish(SARI)
    assert "±4" in next(label for label in sari.labels if "Lagi" in label)
    await sari.taps("Lagi: ")
    await office.finish(SARI)
    assert not any("Lagi" in label for label in sari.labels), "two minutes are too few for one more"


async def test_the_days_limit_is_said_before_a_lesson_starts_and_earns_nothing_more(tmp_path: Path) -> None:
    async with office_in(tmp_path, daily_credit_minutes=7) as office:
        sari = settled(office, SARI)
        assert "Batas menit" not in await sari.says("/belajar")
        await office.finish(SARI)
        assert "+3 menit" in await learns(sari), "what is left of seven minutes after four"
        assert "Batas menit" in await sari.says("/belajar")
        await sari.taps("Lanjut")
        assert "+0 menit" in await office.finish(SARI)
        assert sari.minutes == 7
        office.clock.turn(days=1)
        assert "Batas menit" not in await sari.says("/belajar")


async def test_a_lesson_read_too_fast_counts_and_is_flagged_openly(office: Office) -> None:
    sari = settled(office, SARI)
    assert "cepat" in await learns(sari, seconds_each=0)
    rows = office.database.transact(lambda records: records.ledger.rows(1))
    assert [(row.seconds, row.flagged) for row in rows] == [(240, True)]


async def test_a_lesson_left_for_a_day_goes_on_where_it_was(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    await sari.taps("Lanjut", "Ke soal")
    asked = sari.text
    office.clock.turn(days=1)
    await office.restart()
    assert await sari.says("/belajar") == asked


async def test_courses_show_what_is_done_and_any_lesson_can_be_begun_or_repeated(office: Office) -> None:
    sari = settled(office, SARI)
    assert "0/6 · ±24 menit" in await sari.says("/kursus")
    await sari.taps("Cek KLIK")
    assert sari.text.count("○") == 6
    await sari.taps("2")
    assert "▶ 2." in await _course_now(sari)
    await sari.taps("2")
    await office.finish(SARI)
    assert "✅ 2." in await _course_now(sari)
    assert "▰▱▱▱▱▱ 1/6" in await sari.taps("Semua kursus")
    await sari.taps("Cek KLIK", "2")
    assert "+0 menit" in await office.finish(SARI)
    assert sari.minutes == 4


async def test_a_course_chosen_first_comes_first_and_can_be_given_back(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/kursus")
    await sari.taps("Arsip yang mudah", "Dahulukan kursus ini")
    await sari.taps("Semua kursus")
    assert sari.text.split("\n")[2].startswith("Arsip yang mudah")
    await office.turn_to(MONDAY_MORNING + timedelta(hours=4))
    assert "Arsip yang mudah ditemukan" in sari.text
    assert "memilih kursus ini" in sari.text
    await sari.says("/kursus")
    await sari.taps("Arsip yang mudah")
    await sari.taps("Tak perlu didahulukan")
    assert "Dahulukan kursus ini" in sari.labels


async def test_contract_staff_see_a_ceiling_and_no_gap_to_close(office: Office) -> None:
    budi = settled(office, BUDI, employment_type="PPPK")
    end = await learns(budi)
    assert "paling banyak 24,0" in end
    assert "laju" not in end.split("\n\n")[-1]
    progress = await budi.says("/kemajuan")
    assert "paling banyak 24,0" in progress
    assert "seminggu" not in progress


async def test_who_started_last_week_has_a_target_for_the_rest_of_the_year(office: Office) -> None:
    listed = replace(CAST[SARI], starts_on=date(2026, 11, 16))
    sari = settled(office, SARI, starts_on=listed.starts_on)
    assert "0,0 dari 2,5 JP" in await learns(sari)


async def test_a_new_year_starts_at_nothing_and_the_old_one_stays_in_the_history(tmp_path: Path) -> None:
    new_years_eve = StillClock(MONDAY_MORNING.replace(month=12, day=30, hour=3))
    async with office_in(tmp_path, new_years_eve) as office:
        sari = settled(office, SARI)
        await learns(sari)
        office.clock.turn(days=5)
        assert "Belajar Anda tahun 2027" in await sari.says("/kemajuan")
        assert "JP tercatat: 0,0" in sari.text
        assert sari.minutes == 4


async def _course_now(phone: Phone) -> str:
    await phone.says("/kursus")
    return await phone.taps("Cek KLIK")


def _onward(phone: Phone) -> str:
    away = {"Kembali", "Mulai lagi", "Baca lagi", "⌫", "Laporkan kekeliruan"}
    return next(label for label in phone.labels if label not in away)
