"""The page's server: what it tells, what it passes on, and whom it refuses."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from playground.telegram import BotApi
from playground.web import Forward, JumpTo, NextBreak, NextDay, NextMonday, Turn, build_page
from tests.playground.small_stage import BAYU, SARI, SmallStage, bot, started_api

JAKARTA = ZoneInfo("Asia/Jakarta")
STRANGER = 99
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def stage() -> SmallStage:
    return SmallStage()


@pytest.fixture
def api(stage: SmallStage) -> BotApi:
    return started_api(stage)


@pytest.fixture
async def browser(stage: SmallStage, api: BotApi) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=build_page(stage, api))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        yield client


async def test_the_page_and_its_files_come_from_this_server_alone(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "//" not in page.text.replace("/static/", "")
    assert (await browser.get("/static/page.js")).headers["content-type"].startswith("text/javascript")


async def test_the_state_shows_every_phone_with_its_chat_and_its_commands(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    await bot(api, "setMyCommands", commands=[{"command": "belajar", "description": "Pelajaran berikutnya"}])
    await bot(api, "setMyDescription", description="Satu pelajaran tiap jeda.")
    await bot(api, "sendMessage", chat_id=BAYU, text="<b>Halo</b>", parse_mode="HTML")
    state = (await browser.get("/api/state")).json()
    assert state["organisation"] == "Balai Contoh"
    assert state["now"] == "2026-11-23T01:40:00+00:00"
    assert state["bot"] == {"name": "Sela", "username": "SelaBot", "description": "Satu pelajaran tiap jeda."}
    sari, bayu = state["phones"]
    assert (sari["messages"], bayu["messages"][0]["text"]) == ([], "Halo")
    assert (bayu["place"], bayu["time_zone"], bayu["shown"], bayu["blocked"]) == (
        "Jayapura",
        "Asia/Jayapura",
        False,
        False,
    )
    assert sari["commands"][0]["command"] == "belajar"


async def test_what_a_person_writes_reaches_the_bot(browser: httpx.AsyncClient, api: BotApi) -> None:
    answer = await browser.post("/api/say", json={"user_id": SARI, "text": "/start"})
    assert answer.status_code == 200
    assert api.last(SARI)["text"] == "/start"
    [update] = await bot(api, "getUpdates")
    assert update["message"]["from"]["id"] == SARI


async def test_only_a_card_that_was_offered_to_a_person_is_sent_by_them(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    asked = await browser.post("/api/inline", json={"user_id": SARI, "query": "suhu"})
    query_id = asked.json()["inline_query_id"]
    content = {"message_text": "Vaksin"}
    card = {"type": "article", "id": "a", "title": "Vaksin", "input_message_content": content}
    wish = {"user_id": SARI, "inline_query_id": query_id, "result_id": "a"}
    assert (await browser.post("/api/choose", json=wish)).status_code == 400
    await bot(api, "answerInlineQuery", inline_query_id=query_id, results=[card])
    assert (await browser.post("/api/choose", json={**wish, "user_id": BAYU})).status_code == 400
    assert (await browser.post("/api/choose", json={**wish, "result_id": "b"})).status_code == 400
    assert (await browser.post("/api/choose", json=wish)).json()["text"] == "Vaksin"
    updates = await bot(api, "getUpdates")
    assert updates[-1]["message"]["via_bot"]["username"] == "SelaBot"


async def test_a_pressed_button_reaches_the_bot(browser: httpx.AsyncClient, api: BotApi) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Mulai", "callback_data": "go"}]]}
    sent = await bot(api, "sendMessage", chat_id=SARI, text="Siap?", reply_markup=keyboard)
    wish = {"user_id": SARI, "message_id": sent["message_id"], "data": "go"}
    query_id = (await browser.post("/api/press", json=wish)).json()["callback_query_id"]
    [update] = await bot(api, "getUpdates")
    assert (update["callback_query"]["id"], update["callback_query"]["data"]) == (query_id, "go")


async def test_a_vote_counts(browser: httpx.AsyncClient, api: BotApi) -> None:
    sent = await bot(
        api, "sendPoll", chat_id=SARI, question="Berguna?", options=["Ya", "Tidak"], is_anonymous=False
    )
    wish = {"user_id": SARI, "message_id": sent["message_id"], "option_ids": [1]}
    assert (await browser.post("/api/vote", json=wish)).status_code == 200
    assert [option["voter_count"] for option in api.last(SARI)["poll"]["options"]] == [0, 1]


async def test_a_vote_for_an_option_that_is_not_there_is_refused(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    sent = await bot(api, "sendPoll", chat_id=SARI, question="Berguna?", options=["Ya", "Tidak"])
    wish = {"user_id": SARI, "message_id": sent["message_id"], "option_ids": [7]}
    assert (await browser.post("/api/vote", json=wish)).status_code == 400


async def test_blocking_and_unblocking_show_in_the_state(browser: httpx.AsyncClient) -> None:
    for wish, blocked in (("block", True), ("unblock", False)):
        await browser.post(f"/api/{wish}", json={"user_id": SARI})
        assert (await browser.get("/api/state")).json()["phones"][0]["blocked"] is blocked


async def test_a_file_from_a_phone_comes_back_with_its_name_and_type(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    content = b"nip;nama\n1;Sari"
    upload = {"file": ("pegawai désember.csv", content, "text/csv")}
    assert (await browser.post("/api/file", data={"user_id": SARI}, files=upload)).status_code == 200
    file_id = api.last(SARI)["document"]["file_id"]
    answer = await browser.get(f"/api/file/{file_id}")
    assert answer.content == content
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''pegawai%20d%C3%A9sember.csv"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_picture_is_sent_as_a_photo_and_shown_in_place(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    upload = {"file": ("foto.png", PIXEL, "image/png")}
    await browser.post("/api/file", data={"user_id": SARI}, files=upload)
    file_id = api.last(SARI)["photo"][0]["file_id"]
    answer = await browser.get(f"/api/file/{file_id}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("name", "content", "mime_type", "kind"),
    [("foto.png", PIXEL, "image/png", "photo"), ("denah.pdf", b"%PDF", "application/pdf", "document")],
)
async def test_a_file_brings_its_words_and_may_answer_a_message(
    browser: httpx.AsyncClient, api: BotApi, name: str, content: bytes, mime_type: str, kind: str
) -> None:
    sent = await bot(api, "sendMessage", chat_id=SARI, text="Kirim denahnya.")
    wish = {"user_id": SARI, "caption": "Denah baru", "reply_to": sent["message_id"]}
    answer = await browser.post("/api/file", data=wish, files={"file": (name, content, mime_type)})
    assert answer.status_code == 200
    message = api.last(SARI)
    assert (message["caption"], message["reply_to_message"]["text"]) == ("Denah baru", "Kirim denahnya.")
    assert kind in message


async def test_words_may_answer_a_message_but_tell_only_of_that_one(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    for text in ("Rapat pindah?", "Ya.", "Baik."):
        before = api.messages(SARI)[-1:]
        reply_to = before[0]["message_id"] if before else None
        await browser.post("/api/say", json={"user_id": SARI, "text": text, "reply_to": reply_to})
    first, second, third = api.messages(SARI)
    assert "reply_to_message" not in first
    assert second["reply_to_message"] == first
    assert third["reply_to_message"] == {
        field: kept for field, kept in second.items() if field != "reply_to_message"
    }


async def test_the_page_says_which_phones_are_played_by_hand(
    browser: httpx.AsyncClient, stage: SmallStage
) -> None:
    assert (await browser.post("/api/hold", json={"user_ids": [BAYU]})).status_code == 200
    assert stage.held == [BAYU]


async def test_a_web_page_sent_as_a_document_is_downloaded_never_shown(
    browser: httpx.AsyncClient, api: BotApi
) -> None:
    upload = {"file": ("x.html", b"<script>alert(1)</script>", "text/html")}
    await browser.post("/api/file", data={"user_id": SARI}, files=upload)
    answer = await browser.get(f"/api/file/{api.last(SARI)['document']['file_id']}")
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_an_unknown_file_is_not_found(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/api/file/none")).status_code == 404


@pytest.mark.parametrize(
    ("wish", "turn"),
    [
        ({"step": "next_break"}, NextBreak()),
        ({"step": "next_day"}, NextDay()),
        ({"step": "next_monday"}, NextMonday()),
        ({"step": "forward", "minutes": 10}, Forward(minutes=10)),
        (
            {"step": "jump", "at": "2026-11-24T12:00"},
            JumpTo(at=datetime(2026, 11, 24, 12, tzinfo=JAKARTA).astimezone(UTC)),
        ),
    ],
)
async def test_the_clock_turns_as_asked(
    browser: httpx.AsyncClient, stage: SmallStage, wish: dict[str, Any], turn: Turn
) -> None:
    answer = await browser.post("/api/clock", json=wish)
    assert stage.turns == [turn]
    assert answer.json() == {"now": stage.now().isoformat()}


async def test_the_clock_never_turns_back(browser: httpx.AsyncClient, stage: SmallStage) -> None:
    answer = await browser.post("/api/clock", json={"step": "jump", "at": "2026-11-23T08:39"})
    assert (answer.status_code, answer.json(), stage.turns) == (400, {"error": "only_forward"}, [])


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("/api/say", {"user_id": SARI}),
        ("/api/say", {"user_id": SARI, "text": ""}),
        ("/api/say", {"user_id": SARI, "text": "x", "more": 1}),
        ("/api/press", {"user_id": SARI, "message_id": 1, "data": "x" * 65}),
        ("/api/clock", {"step": "forward", "minutes": -5}),
        ("/api/clock", {"step": "jump"}),
        ("/api/clock", {"step": "back"}),
        ("/api/file", {"user_id": SARI}),
        ("/api/hold", {"user_ids": "all"}),
        ("/api/say", [SARI, "halo"]),
    ],
)
async def test_a_wish_that_makes_no_sense_is_refused(
    browser: httpx.AsyncClient, path: str, wish: Any
) -> None:
    answer = await browser.post(path, json=wish)
    assert (answer.status_code, answer.json()) == (400, {"error": "not_understood"})


async def test_nobody_can_act_for_a_person_who_is_not_on_stage(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/say", json={"user_id": STRANGER, "text": "halo"})
    assert (answer.status_code, answer.json()) == (404, {"error": "no_such_person"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "sela.example.org"},
        {"Host": "127.0.0.1.example.org:8080"},
        {"Host": "[broken"},
        {"Origin": "https://example.org"},
        {"Origin": "http://127.0.0.1:9090"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
async def test_a_page_elsewhere_can_neither_read_nor_drive_the_phones(
    browser: httpx.AsyncClient, api: BotApi, headers: dict[str, str]
) -> None:
    said = await browser.post("/api/say", json={"user_id": SARI, "text": "halo"}, headers=headers)
    read = await browser.get("/api/state", headers=headers)
    assert (said.status_code, read.status_code, api.messages(SARI)) == (403, 403, [])


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
async def test_the_page_itself_is_heard(browser: httpx.AsyncClient, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    browser.base_url = httpx.URL(f"http://{host}")
    answer = await browser.post("/api/say", json={"user_id": SARI, "text": "halo"}, headers=headers)
    assert answer.status_code == 200


async def test_a_link_in_the_manual_may_open_the_page(browser: httpx.AsyncClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await browser.get("/", headers=headers)).status_code == 200


async def test_events_begin_with_the_clock_and_go_on_with_what_happens(
    stage: SmallStage, api: BotApi
) -> None:
    async with listening(stage, api) as events:
        assert await anext(events) == {"type": "clock", "now": "2026-11-23T01:40+00:00"}
        await bot(api, "sendMessage", chat_id=SARI, text="Istirahat")
        told = await anext(events)
        assert (told["type"], told["chat_id"], told["message"]["text"]) == ("message", SARI, "Istirahat")


async def test_a_turned_clock_is_told_with_the_next_event(stage: SmallStage, api: BotApi) -> None:
    async with listening(stage, api) as events:
        await anext(events)
        stage.moment += timedelta(hours=1)
        await bot(api, "sendChatAction", chat_id=SARI, action="typing")
        assert (await anext(events))["type"] == "typing"
        assert await anext(events) == {"type": "clock", "now": "2026-11-23T02:40+00:00"}


async def test_every_open_page_hears_everything(stage: SmallStage, api: BotApi) -> None:
    page = build_page(stage, api)
    async with listening(stage, api, page) as one, listening(stage, api, page) as other:
        for events in (one, other):
            await anext(events)
        await bot(api, "sendMessage", chat_id=SARI, text="Istirahat")
        assert await anext(one) == await anext(other)


@asynccontextmanager
async def listening(
    stage: SmallStage, api: BotApi, page: Any = None
) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """Open the event stream as a browser would, and hang up at the end (httpx waits for the end)."""
    app = page or build_page(stage, api)
    chunks: asyncio.Queue[bytes] = asyncio.Queue()
    hung_up = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        await chunks.put(message.get("body", b""))

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/events",
        "raw_path": b"/api/events",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8080")],
        "scheme": "http",
    }
    serving = asyncio.ensure_future(app(scope, receive, send))
    async with aclosing(told(chunks)) as events:
        yield events
    hung_up.set()
    await asyncio.wait_for(serving, 1)


async def told(chunks: asyncio.Queue[bytes]) -> Any:
    while True:
        chunk = (await asyncio.wait_for(chunks.get(), 3)).decode()
        if chunk.startswith("data: "):
            yield json.loads(chunk.removeprefix("data: "))
