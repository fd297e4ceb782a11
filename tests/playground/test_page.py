"""The page of phones in a real browser: what a visitor sees, presses and hears."""

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from playground.telegram import BotApi, serve
from playground.web import Forward, NextBreak, build_page
from tests.playground.chromium import EXECUTABLE, Page, chromium
from tests.playground.small_stage import BAYU, SARI, SmallStage, bot, started_api

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium is installed here"),
    pytest.mark.asyncio(loop_scope="module"),
]
MESSAGE = f"#phone-{SARI} .message"
SHOW_OTHER = """(id) => {
    const picker = document.querySelector('.picker');
    picker.value = id;
    picker.dispatchEvent(new Event('change'));
}"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ATTACH = """(selector, picture) => {
    const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
    const picked = new DataTransfer();
    picked.items.add(new File([bytes], 'denah.png', { type: 'image/png' }));
    const field = document.querySelector(selector);
    field.files = picked.files;
    field.dispatchEvent(new Event('change'));
}"""


class Served:
    """The page as `serve` wants it."""

    is_offline = False

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.servers: set[serve] = set()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def tab() -> AsyncIterator[Page]:
    async with chromium() as browser, browser.tab() as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> SmallStage:
    return SmallStage()


@pytest_asyncio.fixture(loop_scope="module")
async def api(stage: SmallStage) -> BotApi:
    api = started_api(stage)
    await bot(api, "setMyCommands", commands=[{"command": "belajar", "description": "Pelajaran berikutnya"}])
    return api


@pytest_asyncio.fixture(loop_scope="module")
async def page(tab: Page, stage: SmallStage, api: BotApi) -> AsyncIterator[Page]:
    """The page, open and connected, in Indonesian and light colours; no test may leave a complaint."""
    async with serve(Served(build_page(stage, api))) as address:
        await tab.look(width=1600, height=1000)
        await tab.go(f"{address}/")
        await tab.until(f"document.querySelector('#phone-{SARI} .greeting')")
        yield tab
        assert tab.complaints == []
        await tab.go("about:blank")


async def test_a_message_of_the_bot_appears_with_its_bold_text(page: Page, api: BotApi) -> None:
    await bot(
        api,
        "sendMessage",
        chat_id=SARI,
        text="🌱 Halo <b>Sari &amp; tim</b> 😀, <i>apa</i>",
        parse_mode="HTML",
    )
    await page.until(f"document.querySelector('{MESSAGE} strong')")
    assert await page.text(f"{MESSAGE} strong") == "Sari & tim"
    assert await page.text(f"{MESSAGE} em") == "apa"


async def test_markup_in_a_message_stays_text(page: Page, api: BotApi) -> None:
    await bot(api, "sendMessage", chat_id=SARI, text="<img src=x onerror=alert(1)>")
    await page.until(f"document.querySelector('{MESSAGE}')")
    assert "<img src=x onerror=alert(1)>" in await page.text(MESSAGE)


async def test_a_link_that_would_run_a_script_is_no_link(page: Page, api: BotApi) -> None:
    chat = api.world.chats.chat(SARI)
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:alert(1)"}
    api.world.show(chat, {"message_id": 900, "date": 0, "text": "klik", "entities": [link]})
    await page.until(f"document.querySelector('{MESSAGE}')")
    assert await page.evaluate(f"document.querySelectorAll('{MESSAGE} a').length") == 0


async def test_a_pressed_button_reaches_the_bot_and_its_answer_the_phone(page: Page, api: BotApi) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Mulai", "callback_data": "go"}]]}
    await bot(api, "sendMessage", chat_id=SARI, text="Siap?", reply_markup=keyboard)
    await page.click(f"{MESSAGE} .key")
    query_id = await pressed(api)
    await bot(api, "answerCallbackQuery", callback_query_id=query_id, text="Dicatat")
    await page.until(f"document.querySelector('#phone-{SARI} .toast').innerText === 'Dicatat'")
    assert await page.until("!document.querySelector('[aria-busy=true].key')")


async def test_an_alert_waits_for_escape(page: Page, api: BotApi) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Mulai", "callback_data": "go"}]]}
    await bot(api, "sendMessage", chat_id=SARI, text="Siap?", reply_markup=keyboard)
    await page.click(f"{MESSAGE} .key")
    await bot(
        api, "answerCallbackQuery", callback_query_id=await pressed(api), text="Kedaluwarsa", show_alert=True
    )
    await page.until("document.querySelector('dialog[open]')?.innerText.includes('Kedaluwarsa')")
    await page.key("Escape")
    await page.until("!document.querySelector('dialog')")


async def test_an_invitation_link_opens_in_the_same_phone(page: Page, api: BotApi) -> None:
    link = "<a href='https://t.me/SelaBot?start=abc'>Aktifkan</a>"
    await bot(api, "sendMessage", chat_id=SARI, text=link, parse_mode="HTML")
    await page.click(f"{MESSAGE} a")
    await api.until(lambda: api.last(SARI)["text"] == "/start abc")


async def test_a_spoiler_opens_by_key(page: Page, api: BotApi) -> None:
    text = "Jawaban: <tg-spoiler>20 <b>detik</b></tg-spoiler>"
    await bot(api, "sendMessage", chat_id=SARI, text=text, parse_mode="HTML")
    await page.until(f"document.querySelector('{MESSAGE} .spoiler')")
    await page.evaluate(f"document.querySelector('{MESSAGE} .spoiler').focus()")
    await page.key("Enter")
    assert await page.text(f"{MESSAGE} .revealed strong") == "detik"


async def test_an_edited_message_changes_in_place(page: Page, api: BotApi) -> None:
    sent = await bot(api, "sendMessage", chat_id=SARI, text="Pertanyaan 1")
    await bot(api, "sendMessage", chat_id=SARI, text="Sesudahnya")
    await page.until(f"document.querySelectorAll('{MESSAGE}').length === 2")
    await bot(api, "editMessageText", chat_id=SARI, message_id=sent["message_id"], text="Tepat")
    await page.until(f"document.querySelector('{MESSAGE}.changed')")
    assert (await page.text(f"{MESSAGE}:not(.day)")).startswith("Sela:")
    assert "Tepat" in await page.text(f"[data-message-id='{sent['message_id']}']")
    await bot(api, "deleteMessage", chat_id=SARI, message_id=sent["message_id"])
    await page.until(f"document.querySelectorAll('{MESSAGE}').length === 1")


async def test_writing_takes_the_keyboard_alone(page: Page, api: BotApi) -> None:
    await page.evaluate(f"document.querySelector('#phone-{SARI} textarea').focus()")
    await page.write("apa kabar?")
    await page.key("Enter")
    await page.until(f"document.querySelector('{MESSAGE}.own')")
    assert api.last(SARI)["text"] == "apa kabar?"


async def test_a_reply_quotes_what_it_answers(page: Page, api: BotApi) -> None:
    sent = await bot(api, "sendMessage", chat_id=SARI, text="Rapat pindah ke lantai dua.")
    await bot(api, "sendMessage", chat_id=SARI, text="Sesudahnya")
    await page.until(f"document.querySelectorAll('{MESSAGE}').length === 2")
    await page.click(f"[data-message-id='{sent['message_id']}'] .answer")
    await page.until(f"document.querySelector('#phone-{SARI} .pending').innerText.includes('lantai dua')")
    await page.write("Baik")
    await page.key("Enter")
    await page.until(f"document.querySelector('{MESSAGE}.own .quoted')?.innerText.includes('lantai dua')")
    assert api.last(SARI)["reply_to_message"]["message_id"] == sent["message_id"]
    assert await page.evaluate(f"document.querySelector('#phone-{SARI} .pending').hidden")


async def test_a_picture_goes_with_the_words_written_under_it(page: Page, api: BotApi) -> None:
    await page.evaluate(f"({ATTACH})('#phone-{SARI} input[type=file]', '{DOT}')")
    await page.until(f"document.querySelector('#phone-{SARI} .pending img')?.naturalWidth === 1")
    await page.write("Denah baru")
    await page.click(f"#phone-{SARI} .send")
    await page.until(f"document.querySelector('{MESSAGE}.own .photo img')?.naturalWidth === 1")
    assert (api.last(SARI)["caption"], "photo" in api.last(SARI)) == ("Denah baru", True)


async def test_an_attachment_can_be_taken_away_again(page: Page, api: BotApi) -> None:
    await page.evaluate(f"({ATTACH})('#phone-{SARI} input[type=file]', '{DOT}')")
    await page.click(f"#phone-{SARI} .pending button")
    await page.until(f"document.querySelector('#phone-{SARI} .pending').hidden")
    await page.write("Tanpa foto")
    await page.key("Enter")
    await api.until(lambda: bool(api.messages(SARI)))
    assert api.last(SARI)["text"] == "Tanpa foto"


async def test_the_picture_of_a_message_keeps_its_buttons_through_an_edit(page: Page, api: BotApi) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Sudah saya baca", "callback_data": "read"}]]}
    photo = api.send_photo(BAYU, base64.b64decode(DOT))["photo"][0]["file_id"]
    sent = await bot(
        api, "sendPhoto", chat_id=SARI, photo=photo, caption="Denah <b>lama</b>", reply_markup=keyboard
    )
    await page.until(f"document.querySelector('{MESSAGE} .photo img')?.naturalWidth === 1")
    where = {"chat_id": SARI, "message_id": sent["message_id"], "reply_markup": keyboard}
    await bot(api, "editMessageCaption", caption="Denah baru", **where)
    await page.until(f"document.querySelector('{MESSAGE}.changed')?.innerText.includes('Denah baru')")
    await page.until(f"document.querySelector('{MESSAGE} .photo img')?.naturalWidth === 1")
    assert await page.text(f"{MESSAGE} .key") == "Sudah saya baca"


async def test_whose_phone_is_opened_or_closed_the_stage_hears(page: Page, stage: SmallStage) -> None:
    await page.evaluate(f"({SHOW_OTHER})({BAYU})")
    await page.until(f"document.querySelector('#phone-{BAYU}')")
    assert stage.held == [BAYU]
    await page.click(f"#phone-{BAYU} .caption .icon-button")
    await page.until(f"!document.querySelector('#phone-{BAYU}')")
    async with asyncio.timeout(3):
        while stage.held:
            await page.evaluate("fetch('/api/state')")


async def test_the_command_menu_sends_a_command(page: Page, api: BotApi) -> None:
    await page.click(f"#phone-{SARI} .composer .menu-holder > button")
    await page.until("document.activeElement.innerText.includes('/belajar')")
    await page.key("Enter")
    await api.until(lambda: bool(api.messages(SARI)))
    assert api.last(SARI)["text"] == "/belajar"


async def test_cards_of_an_inline_query_stand_above_the_box_and_a_tap_sends_one(
    page: Page, api: BotApi
) -> None:
    await page.evaluate(f"document.querySelector('#phone-{SARI} textarea').focus()")
    await page.write("@SelaBot suhu")
    [update] = await bot(api, "getUpdates", allowed_updates=["inline_query"], timeout=5)
    assert update["inline_query"]["query"] == "suhu"
    content = {"message_text": "<b>Vaksin</b> 2–8 °C", "parse_mode": "HTML"}
    card = {"type": "article", "id": "a", "title": "Vaksin", "input_message_content": content}
    query_id = update["inline_query"]["id"]
    await bot(api, "answerInlineQuery", inline_query_id=query_id, results=[card])
    await page.until(f"document.querySelector('#phone-{SARI} .card')")
    await page.click(f"#phone-{SARI} .card")
    await page.until(f"document.querySelector('{MESSAGE}.own strong')")
    assert api.last(SARI)["text"] == "Vaksin 2–8 °C"
    assert await page.evaluate(f"document.querySelector('#phone-{SARI} textarea').value") == ""
    assert await page.evaluate(f"document.querySelector('#phone-{SARI} .cards').hidden")


async def test_a_vote_shows_its_result(page: Page, api: BotApi) -> None:
    await bot(api, "sendPoll", chat_id=SARI, question="Berguna?", options=["Ya", "Tidak"], is_anonymous=False)
    await page.click(f"{MESSAGE} .poll-option input")
    await page.click(f"{MESSAGE} .ballot button")
    await page.until(f"document.querySelector('{MESSAGE} .tally')?.innerText.includes('100 %')")


async def test_each_phone_shows_its_own_time(page: Page) -> None:
    await page.evaluate(f"({SHOW_OTHER})({BAYU})")
    await page.until(f"document.querySelector('#phone-{BAYU}')")
    assert await page.text(f"#phone-{SARI} .caption-time") == "08.40 WIB"
    assert await page.text(f"#phone-{BAYU} .caption-time") == "10.40 WIT"


async def test_the_clock_bar_turns_the_clock(page: Page, stage: SmallStage) -> None:
    await page.click("[data-step=next_break]")
    await page.until("document.querySelector('.now-time').innerText === '08.50 WIB'")
    await page.until("!document.querySelector('.steps').disabled")
    await page.click("[data-step=plus_minutes]")
    await page.until("document.querySelector('.now-time').innerText === '09.00 WIB'")
    assert stage.turns == [NextBreak(), Forward(minutes=10)]


async def test_blocking_the_bot_closes_the_message_box(page: Page, api: BotApi) -> None:
    await page.click(f"#phone-{SARI} .chat-header .menu-holder > button")
    await page.click(f"#phone-{SARI} .menu-item:last-child")
    await page.until(f"document.querySelector('#phone-{SARI} .blocked')")
    assert api.is_blocked(SARI)
    await page.click(f"#phone-{SARI} .blocked button")
    await page.until(f"document.querySelector('#phone-{SARI} textarea')")
    assert not api.is_blocked(SARI)


async def test_the_page_speaks_english_when_asked(page: Page) -> None:
    assert await page.evaluate("document.documentElement.lang") == "id"
    await page.click(".languages [lang=en]")
    await page.until("document.documentElement.lang === 'en'")
    assert "Next break" in await page.text(".steps")
    assert await page.text(f"#phone-{SARI} .caption-time") == "08:40 WIB"


async def test_dark_follows_the_system_and_can_be_switched(page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(background)
    await page.look(width=1600, height=1000, dark=True)
    dark = await page.evaluate(background)
    await page.until("document.querySelector('.settings > .icon-button').title.includes('terang')")
    await page.click(".settings > .icon-button")
    assert (light != dark, await page.evaluate(background)) == (True, light)


async def test_a_narrow_screen_shows_one_phone_and_nothing_sticks_out(page: Page) -> None:
    await page.look(width=380, height=844, touch=True)
    await page.evaluate(f"({SHOW_OTHER})({BAYU})")
    await page.until("document.querySelectorAll('.phone-place').length === 2")
    shown = (
        "[...document.querySelectorAll('.phone-place')].filter((one) => one.getClientRects().length).length"
    )
    assert await page.evaluate(shown) == 1
    assert await page.evaluate("document.documentElement.scrollWidth") == 380
    assert await page.text("[role=tab][aria-selected=true]") == "Bayu"


async def test_every_button_and_field_has_a_name(page: Page, api: BotApi) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Mulai", "callback_data": "go"}]]}
    await bot(api, "sendMessage", chat_id=SARI, text="Siap?", reply_markup=keyboard)
    await page.until(f"document.querySelector('{MESSAGE}')")
    nameless = await page.evaluate(
        "[...document.querySelectorAll('button, a, textarea, select, [role=log]')].filter((part) =>"
        " !part.getAttribute('aria-label') && !part.innerText.trim()"
        " && part.getClientRects().length).map((part) => part.outerHTML)"
    )
    assert nameless == []


async def pressed(api: BotApi) -> str:
    """Return the id of the newest press the bot would hear of."""
    async with asyncio.timeout(3):
        while True:
            for told in await bot(api, "getUpdates", timeout=1):
                if "callback_query" in told:
                    return str(told["callback_query"]["id"])
