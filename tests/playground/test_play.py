"""The playground as a newcomer meets it: `sela playground` in a process, and its page in a real browser."""

import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.playground.chromium import EXECUTABLE, Page, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium is installed here"),
    pytest.mark.asyncio(loop_scope="module"),
]
HOUSE = Path(__file__).parents[2]
START_SECONDS = 60.0
MINUTE = 60
SARI, BAYU, BUDI, RINA, WULAN = range(1001, 1006)
QUIZ = "Kapan arsip dikunci?\nSiang\n* Saat semua pulang"
AWAY = ["Kembali", "Mulai lagi", "Baca lagi", "⌫", "Laporkan kekeliruan"]
LAST = "[...document.querySelectorAll('#phone-{phone} .message')].at(-1)"
SHOW_OTHER = """(id) => {
    const picker = document.querySelector('.picker');
    picker.value = id;
    picker.dispatchEvent(new Event('change'));
}"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def address() -> AsyncIterator[str]:
    """The address that `sela playground` says it opened."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", "--no-open", "--port", "0"),
        cwd=HOUSE,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        async with asyncio.timeout(START_SECONDS):
            async for line in process.stdout:
                if told := re.search(rb"http://127\.0\.0\.1:\d+", line):
                    break
        assert told is not None, "the playground ended before it said where it is"
        yield told[0].decode()
    finally:
        process.send_signal(signal.SIGINT)
        _, complaints = await asyncio.wait_for(process.communicate(), 15)
    assert b"Traceback" not in complaints, complaints.decode()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser_tab() -> AsyncIterator[Page]:
    """One tab for all."""
    async with chromium() as browser, browser.tab() as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser_tab: Page, address: str) -> AsyncIterator[Page]:
    """The page as it opens for the first time; no test may leave a complaint of the browser."""
    await browser_tab.look(width=1600, height=1000)
    await browser_tab.go(f"{address}/")
    await browser_tab.evaluate("localStorage.clear()")
    await browser_tab.go(f"{address}/")
    await browser_tab.until(f"document.querySelector('#phone-{SARI}')", timeout=10)
    yield browser_tab
    assert browser_tab.complaints == []


async def test_the_phones_open_with_what_happened_on_the_last_days(page: Page) -> None:
    for phone in (SARI, BAYU, BUDI, RINA):
        count = await page.evaluate(f"document.querySelectorAll('#phone-{phone} .message').length")
        assert count >= 2, phone
    assert re.search(r"\d,\d dari 20,0 JP", await last_text(page, SARI))
    assert "lagi satu kali" in await whole_text(page, BUDI)


async def test_bu_rina_opens_on_a_monday_with_the_week_its_picture_and_its_spreadsheet(page: Page) -> None:
    chat = f"#phone-{RINA} .message"
    assert await page.evaluate(f"document.querySelectorAll('{chat} .photo').length") >= 1
    names = await page.evaluate(
        f"[...document.querySelectorAll('{chat} .document-name')].map((one) => one.innerText)"
    )
    assert any(re.fullmatch(r"sela-\d{4}-W\d\d\.xlsx", name) for name in names)
    assert re.search(r"\d+ JP", await whole_text(page, RINA))


async def test_the_files_of_a_week_come_on_the_day_of_their_message(page: Page, address: str) -> None:
    sent = await messages_of(address, RINA)
    files = [one for one in sent if "photo" in one or "document" in one]
    told = [one["date"] for one in sent if re.match(r"Minggu \d+, \d{4} \(", one.get("text", ""))]
    assert len(files) == 2 * len(told) >= 2
    for file in files:
        assert any(0 <= file["date"] - date <= MINUTE for date in told), file


async def test_pak_budis_phone_lists_his_commands_from_the_beginning(page: Page, address: str) -> None:
    state = await state_of(address)
    commands = next(phone["commands"] for phone in state["phones"] if phone["user_id"] == BUDI)
    assert {"tim", "laporan"} <= {command["command"] for command in commands}


async def test_pak_budi_leads_everybody_and_finds_what_he_sent_last_week(page: Page) -> None:
    await write(page, BUDI, "/tim", "39 orang")
    for group in ("Dua minggu", "Baru", "Cuti", "Belum aktif", "Memblokir"):
        assert any(label.startswith(group) for label in await labels(page, BUDI)), group
    await write(page, BUDI, "/siaran", "Siaran")
    await tap(page, BUDI, "Yang sudah saya kirim")
    await tap(page, BUDI, "Tautan masuk")
    assert re.search(r"Dibuka: 2\d .*balasan", await last_text(page, BUDI), re.DOTALL)


async def test_pak_budi_asks_everybody_and_sees_their_answers_come(page: Page) -> None:
    await write(page, BUDI, "/siaran", "Siaran")
    await tap(page, BUDI, "Kuis kilat")
    await page.evaluate(f"document.querySelector('#phone-{BUDI} textarea').focus()")
    await page.write(QUIZ)
    await page.key("Enter")
    await page.until(f"{LAST.format(phone=BUDI)}?.innerText.includes('Pratinjau')")
    for label in ("Kapan", "Sekarang", "👁 Pratinjau", "✉️ Kirim ke 39 orang"):
        await tap(page, BUDI, label)
    await page.until(f"{LAST.format(phone=SARI)}?.innerText.includes('Kapan arsip dikunci?')", timeout=20)
    await page.until("!document.querySelector('.steps').disabled")
    await page.click("[data-step=plus_minutes]")
    await page.until("!document.querySelector('.steps').disabled", timeout=20)
    keys = f"[...document.querySelectorAll('#phone-{BUDI} .key')]"
    refresh = f"{keys}.findLast((one) => one.innerText.includes('Perbarui'))"
    view = f"{refresh}.closest('.message').innerText"
    async with asyncio.timeout(20):
        while not re.search(r"[12]\d jawaban", await page.evaluate(view)):
            await page.evaluate(f"{refresh}.click()")
            await asyncio.sleep(0.3)


async def test_turning_to_the_next_break_brings_sari_a_lesson_that_can_be_tapped_to_its_minutes(
    page: Page,
) -> None:
    await turn_until_a_card(page, SARI)
    assert "menit" in await last_text(page, SARI)
    await tap(page, SARI, "Buka")
    await page.until(f"{LAST.format(phone=SARI)}.innerText.length > 200")
    for _ in range(60):
        if " JP" in await last_text(page, SARI):
            break
        await tap(page, SARI, await onward(page, SARI))
    end = await last_text(page, SARI)
    assert re.search(r"\+\d+ menit", end)
    assert re.search(r"\d+,\d dari 20,0 JP", end)
    await tap(page, SARI, "Kemajuan saya")
    await page.until(
        f"[...document.querySelectorAll('#phone-{SARI} .message img')].at(-1)?.naturalWidth > 500", timeout=20
    )
    await page.until(f"{LAST.format(phone=SARI)}.innerText.includes('JP tercatat')", timeout=10)


async def test_bayu_in_jayapura_has_noon_before_sari(page: Page) -> None:
    await turn_until_a_card(page, BAYU)
    assert (await page.text(f"#phone-{BAYU} .caption-time")).endswith("WIT")
    assert (await page.text(f"#phone-{SARI} .caption-time")).endswith("WIB")


async def test_wulan_reads_the_notice_and_joins_by_clicks_alone(page: Page) -> None:
    await page.evaluate(f"({SHOW_OTHER})({WULAN})")
    await page.until(f"document.querySelector('#phone-{WULAN} .message .key')")
    for label in ("Sudah saya baca", "Bahasa Indonesia", "✓ WIB", "☐ Malam", "Selesai"):
        await tap(page, WULAN, label)
    await page.until(f"{LAST.format(phone=WULAN)}.innerText.includes('Pelajaran pertama')")


async def test_the_admin_may_choose_english_and_gets_it_with_the_menu(page: Page, address: str) -> None:
    await page.evaluate(f"document.querySelector('#phone-{RINA} textarea').focus()")
    await page.write("/bahasa")
    await page.key("Enter")
    await page.until(f"{LAST.format(phone=RINA)}?.innerText.includes('bahasa')")
    await tap(page, RINA, "English")
    await page.until(f"{LAST.format(phone=RINA)}.innerText.includes('From now on I speak English')")
    state = await state_of(address)
    commands = next(phone["commands"] for phone in state["phones"] if phone["user_id"] == RINA)
    assert commands[0]["command"] == "learn"


async def test_the_page_itself_speaks_english_when_asked(page: Page) -> None:
    await page.click(".languages [lang=en]")
    await page.until("document.documentElement.lang === 'en'")
    assert "Next break" in await page.text(".steps")
    assert "own break" in await page.text("#hint")


async def test_four_phones_stand_side_by_side_and_say_who_they_are(page: Page) -> None:
    names = await page.evaluate(
        "[...document.querySelectorAll('.phone-place')].filter((one) => one.getClientRects().length)"
        ".map((one) => one.innerText)"
    )
    for who, role in (("Sari", "Pegawai"), ("Bayu", "Jayapura"), ("Budi", "Atasan"), ("Rina", "Admin")):
        assert any(who in name and role in name for name in names)


@pytest.mark.parametrize("dark", [False, True])
async def test_on_a_narrow_screen_a_card_and_its_buttons_fit(page: Page, dark: bool) -> None:
    await turn_until_a_card(page, BUDI)
    await page.look(width=390, height=844, dark=dark, touch=True)
    await page.evaluate(
        "[...document.querySelectorAll('[role=tab]')].find((one) => one.innerText === 'Budi').click()"
    )
    await page.until(f"document.querySelector('#phone-{BUDI} .key').getClientRects().length")
    boxes = await page.evaluate(
        f"[...document.querySelectorAll('#phone-{BUDI} .key')].map((key) => key.getBoundingClientRect())"
        ".filter((box) => box.width).map((box) => [box.left, box.right, box.height])"
    )
    assert all(left >= 0 and right <= 390 and height >= 32 for left, right, height in boxes)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def turn_until_a_card(page: Page, phone: int) -> None:
    """Presses "next break" until a card that can be opened is the newest message of this phone."""
    for _ in range(6):
        if {"Buka", "Open"} & set(await labels(page, phone)):
            return
        await page.until("!document.querySelector('.steps').disabled")
        await page.click("[data-step=next_break]")
        await page.until("!document.querySelector('.steps').disabled", timeout=20)
        await asyncio.sleep(0.05)
    raise AssertionError(f"no card on phone {phone}: {await last_text(page, phone)}")


async def write(page: Page, phone: int, words: str, answer: str) -> None:
    """Writes as the phone's owner and waits for an answer that says this."""
    count = f"document.querySelectorAll('#phone-{phone} .message').length"
    before = await page.evaluate(count)
    await page.evaluate(f"document.querySelector('#phone-{phone} textarea').focus()")
    await page.write(words)
    await page.key("Enter")
    told = f"{LAST.format(phone=phone)}.innerText.includes({json.dumps(answer)})"
    await page.until(f"{count} >= {before} + 2 && {told}", timeout=10)


async def tap(page: Page, phone: int, label: str) -> None:
    """Clicks the key with this label under the newest message, and waits until it is answered."""
    before = await page.evaluate(f"{LAST.format(phone=phone)}.outerHTML")
    sought = json.dumps(label)
    await page.evaluate(
        "document.querySelectorAll('[data-sought]').forEach((one) => delete one.dataset.sought);"
        f"[...{LAST.format(phone=phone)}.querySelectorAll('.key')]"
        f".find((one) => one.innerText.trim().startsWith({sought})).dataset.sought = 'yes'"
    )
    await page.click("[data-sought]")
    changed = f"{LAST.format(phone=phone)}.outerHTML.replace(/ data-sought=.yes.| aria-busy=.true./g, '')"
    await page.until(f"{changed} !== {json.dumps(before)}", timeout=10)
    await page.until(f"!document.querySelector('#phone-{phone} .key[aria-busy=true]')", timeout=10)


async def onward(page: Page, phone: int) -> str:
    """The label that leads on from the newest message."""
    found = await labels(page, phone)
    return "Kirim" if "Kirim" in found else next(label for label in found if label not in AWAY)


async def labels(page: Page, phone: int) -> list[str]:
    """The labels under the newest message."""
    keys = f"[...({LAST.format(phone=phone)}?.querySelectorAll('.key') ?? [])]"
    found = await page.evaluate(f"{keys}.map((one) => one.innerText.trim())")
    return list(found)


async def last_text(page: Page, phone: int) -> str:
    """The newest message of a phone."""
    return str(await page.evaluate(f"{LAST.format(phone=phone)}?.innerText ?? ''"))


async def whole_text(page: Page, phone: int) -> str:
    """Everything in the chat of a phone."""
    chat = f"[...document.querySelectorAll('#phone-{phone} .message')]"
    return str(await page.evaluate(f"{chat}.map((one) => one.innerText).join('\\n')"))


async def messages_of(address: str, phone: int) -> list[dict[str, Any]]:
    """Everything in the chat of a phone, as Telegram has it."""
    state = await state_of(address)
    return next(list(one["messages"]) for one in state["phones"] if one["user_id"] == phone)


async def state_of(address: str) -> dict[str, Any]:
    """What the page's own API tells."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/api/state") as answer:
        state: dict[str, Any] = await answer.json()
    return state
