"""The embedded Telegram refuses what Telegram refuses, in the same words."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.telegram import BotApi
from playground.telegram.decoding import ARRAY_FIELDS, FLAG_FIELDS, NUMBER_FIELDS, OBJECT_FIELDS
from playground.telegram.dispatch import METHODS
from playground.telegram.pictures import picture_size
from tests.playground.real_bot import BAYU, SARI, TOKEN, TurnedClock, Wire, two_people, wire_to


@pytest.fixture
def api() -> BotApi:
    return two_people(TurnedClock())


@pytest.fixture
async def wire(api: BotApi) -> AsyncIterator[Wire]:
    async with wire_to(api) as served:
        yield served


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "a", "reply_markup": keyboard(text="b", callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(text="b", callback_data="")}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a", "reply_markup": keyboard(text="", callback_data="x")},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"text": "a", "reply_markup": keyboard(text="b")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "reply_markup": keyboard(text="b", url="http://localhost")},
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "c"}] * 9]}},
            "REPLY_MARKUP_TOO_LONG",
        ),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "a", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "a", "chat_id": BAYU}, "chat not found"),
        ({"text": "a", "chat_id": "@siapa"}, "chat not found"),
        ({"text": "a", "chat_id": None}, "chat_id is empty"),
    ],
)
async def test_a_message_is_refused(wire: Wire, params: dict[str, Any], words: str) -> None:
    assert await wire.description("sendMessage", **({"chat_id": SARI} | params)) == f"Bad Request: {words}"


async def test_sixty_four_bytes_of_callback_data_are_fine(wire: Wire) -> None:
    sent = await wire.result(
        "sendMessage", chat_id=SARI, text="a", reply_markup=keyboard(text="b", callback_data="é" * 32)
    )
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "é" * 32


async def test_an_edit_that_changes_nothing_is_refused(wire: Wire) -> None:
    markup = keyboard(text="b", callback_data="c")
    sent = await wire.result("sendMessage", chat_id=SARI, text="a", reply_markup=markup)
    same = {"chat_id": SARI, "message_id": sent["message_id"], "text": "a"}
    assert await wire.description("editMessageText", **same, reply_markup=markup) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert "reply_markup" not in await wire.result("editMessageText", **same)


async def test_only_the_bots_own_texts_can_be_edited(api: BotApi, wire: Wire) -> None:
    said = api.say(SARI, "halo")
    poll = await wire.result("sendPoll", chat_id=SARI, question="?", options=["a"])
    edit = {"chat_id": SARI, "text": "x"}
    assert await wire.description("editMessageText", **edit, message_id=99) == (
        "Bad Request: message to edit not found"
    )
    assert await wire.description("editMessageText", **edit, message_id=said["message_id"]) == (
        "Bad Request: message can't be edited"
    )
    assert await wire.description("editMessageText", **edit, message_id=poll["message_id"]) == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_unknown_methods_tokens_and_unbuilt_methods_differ(wire: Wire) -> None:
    assert await wire.call("sendTelepathy") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )
    assert await wire.description("sendDice", chat_id=SARI) == (
        "Bad Request: method not implemented by the embedded Bot API"
    )
    answer = await wire.http.post(f"{wire.base_url}/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert (await wire.http.post(f"{wire.base_url}/botnonsense/getMe")).status_code == 404


async def test_parameters_come_as_query_form_json_or_multipart(wire: Wire) -> None:
    url = f"{wire.base_url}/bot{TOKEN}/SENDmessage"
    form = {
        "chat_id": str(SARI),
        "text": "a+b & ü",
        "reply_markup": json.dumps(keyboard(text="b", callback_data="c")),
    }
    answers = [
        await wire.http.get(url, params=form),
        await wire.http.post(url, data=form),
        await wire.http.post(url, json=form),
        await wire.http.post(url, data=form, files={"unused": ("a.txt", b"x")}),
    ]
    messages = [answer.json()["result"] for answer in answers]
    assert {message["text"] for message in messages} == {"a+b & ü"}
    assert all("reply_markup" in message for message in messages)


async def test_calls_are_recorded_with_typed_parameters(api: BotApi, wire: Wire) -> None:
    await wire.http.post(f"{wire.base_url}/bot{TOKEN}/sendMessage", data={"chat_id": str(SARI), "text": ""})
    (call,) = api.calls_of("sendMessage")
    assert (call.chat_id, call.status, call.error) == (SARI, 400, "Bad Request: message text is empty")
    assert call.at == api.world.clock()


async def test_calls_are_forgotten_when_nobody_keeps_them() -> None:
    api = two_people(TurnedClock(), keep_calls=False)
    async with wire_to(api) as wire:
        for _ in range(230):
            await wire.result("getMe")
    assert len(api.calls) <= 200


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "a" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": ["a"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["a" * 101]}, "poll options length must not exceed 100"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [5]}, "wrong correct option ID specified"),
        (
            {"type": "quiz", "correct_option_ids": [0], "explanation": "a\nb\nc\nd"},
            "poll explanation must not have more than 2 line feeds",
        ),
        ({"open_period": 3}, "poll can't be open for this long"),
    ],
)
async def test_a_poll_is_refused(wire: Wire, params: dict[str, Any], words: str) -> None:
    poll = {"chat_id": SARI, "question": "?", "options": ["a", "b"]} | params
    assert await wire.description("sendPoll", **poll) == f"Bad Request: {words}"


async def test_a_poll_closes_on_the_injected_clock() -> None:
    clock = TurnedClock()
    api = two_people(clock)
    async with wire_to(api) as wire:
        poll = await wire.result("sendPoll", chat_id=SARI, question="?", options=["a", "b"], open_period=60)
        clock.turn(seconds=60)
        with pytest.raises(ValueError, match="closed"):
            api.vote(SARI, poll["message_id"], [0])
        stop = {"chat_id": SARI, "message_id": poll["message_id"]}
        assert "already been closed" in await wire.description("stopPoll", **stop)


async def test_files_are_limited_in_kind_and_size(wire: Wire) -> None:
    async def upload(method: str, field: str, content: bytes) -> tuple[int, str]:
        answer = await wire.http.post(
            f"{wire.base_url}/bot{TOKEN}/{method}",
            data={"chat_id": str(SARI)},
            files={field: ("a.png", content)},
        )
        return answer.status_code, answer.json().get("description", "")

    assert await upload("sendPhoto", "photo", b"no picture") == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    assert (await upload("sendPhoto", "photo", b"x" * (10 * 2**20 + 1)))[1].endswith(
        "is too big for a photo; the maximum size is 10485760 bytes"
    )
    big = await upload("sendDocument", "document", b"x" * (20 * 2**20 + 1))
    assert big == (200, "")
    assert "wrong remote file identifier" in await wire.description("getFile", file_id="nonsense")


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(api: BotApi, wire: Wire) -> None:
    sent = api.send_document(SARI, "a.bin", b"x" * (20 * 2**20 + 1), "application/octet-stream")
    assert (
        await wire.description("getFile", file_id=sent["document"]["file_id"])
        == "Bad Request: file is too big"
    )


async def test_alert_texts_and_inline_answers_have_their_limits(api: BotApi, wire: Wire) -> None:
    press, query = api.press(SARI, 1, "x"), api.inline(SARI, "x")
    too_long = {"callback_query_id": press, "text": "a" * 201}
    assert await wire.description("answerCallbackQuery", **too_long) == "Bad Request: MESSAGE_TOO_LONG"
    result = {"type": "article", "id": "1", "title": "a", "input_message_content": {"message_text": "b"}}
    answer = {"inline_query_id": query}
    assert "RESULT_ID_DUPLICATE" in await wire.description(
        "answerInlineQuery", **answer, results=[result] * 2
    )
    assert "RESULTS_TOO_MUCH" in await wire.description("answerInlineQuery", **answer, results=[result] * 51)
    assert "message text is empty" in await wire.description(
        "answerInlineQuery", **answer, results=[result | {"input_message_content": {"message_text": " "}}]
    )


@pytest.mark.parametrize("name", ["Start", "a" * 33, "", "dua-kata"])
async def test_command_names_are_small_letters_digits_and_underscores(wire: Wire, name: str) -> None:
    commands = [{"command": name, "description": "x"}]
    assert await wire.description("setMyCommands", commands=commands) == "Bad Request: BOT_COMMAND_INVALID"


async def test_a_stranger_gets_no_commands_and_no_menu_button_of_their_own(wire: Wire) -> None:
    commands = [{"command": "tim", "description": "Tim"}]
    scope = {"type": "chat", "chat_id": BAYU}
    words = "Bad Request: chat not found"
    assert await wire.description("setMyCommands", commands=commands, scope=scope) == words
    assert await wire.description("setChatMenuButton", chat_id=BAYU) == words


NAMES = sorted(FLAG_FIELDS | NUMBER_FIELDS - {"timeout"} | OBJECT_FIELDS | ARRAY_FIELDS | {"text", "caption"})
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.just({"type": "photo"}),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "type", "id", "url"]), inner)
    ),
    max_leaves=5,
)


@settings(max_examples=300)
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(NAMES), junk))
def test_junk_is_answered_and_never_breaks_the_server(method: str, params: dict[str, Any]) -> None:
    api = two_people(TurnedClock())
    asyncio.run(api.answer("sendMessage", {"chat_id": SARI, "text": "x"}))
    answer = asyncio.run(api.answer(method, {"chat_id": SARI, "message_id": 1} | params))
    assert answer.status in (200, 400, 409)
    assert json.loads(answer.body)["ok"] is (answer.status == 200)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0", (640, 480)),
        (b"GIF89a\x10\x00\x08\x00", (16, 8)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x08\x00\x10", (16, 8)),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x0f\x00\x00\x07\x00\x00", (16, 8)),
        (b"\xff\xd8\xff", None),
        (b"", None),
    ],
)
def test_picture_sizes_are_read_from_the_first_bytes(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size
