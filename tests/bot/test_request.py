"""A call that fails tells what is known: never left, fate unknown, or refused; and never tells the token."""

import asyncio
import logging
import traceback
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.request import AiohttpRequest, AnswerLost, GarbledAnswer, NotSent, form_encoded
from tests.bot.local_server import SECRET, TOKEN, Answer, answering, half_an_answer, hanging_up, http, silence


def text_to(chat: int) -> RequestData:
    return RequestData(
        [RequestParameter.from_input("chat_id", chat), RequestParameter.from_input("text", "Halo")]
    )


async def send(request: AiohttpRequest, url: str) -> object:
    async with request:
        return await request.post(url, text_to(7))


async def failure_of(answer: Answer, method: str = "sendMessage", **timeouts: float) -> TelegramError:
    async with answering(answer) as server:
        with pytest.raises(TelegramError) as caught:
            await send(AiohttpRequest(**timeouts), server.url(method))  # type: ignore[arg-type]
    return caught.value


YES = http(200, b'{"ok":true,"result":{"message_id":5}}')
HTML = b"<html><body>Welcome to the hotel</body></html>"


async def test_an_answer_comes_back_as_telegram_wrote_it() -> None:
    async with answering(YES) as server:
        assert await send(AiohttpRequest(), server.url()) == {"message_id": 5}
        assert dict(parse_qsl(server.seen[0].split(b"\r\n\r\n")[1].decode())) == {
            "chat_id": "7",
            "text": "Halo",
        }


async def test_an_answer_with_spaces_in_its_json_is_as_good() -> None:
    async with answering(http(200, b'{"ok": true, "result": true}')) as server:
        assert await send(AiohttpRequest(), server.url()) is True


async def test_a_refused_connection_was_never_sent() -> None:
    async with answering(YES) as server:
        pass
    with pytest.raises(NotSent):
        await send(AiohttpRequest(), server.url())


async def test_a_name_that_does_not_resolve_was_never_sent() -> None:
    with pytest.raises(NotSent):
        await send(AiohttpRequest(), f"http://telegram.invalid/bot{TOKEN}/sendMessage")


async def test_a_call_without_a_free_connection_in_time_was_never_sent() -> None:
    async with answering(silence) as server, AiohttpRequest(connections=1, read_timeout=0.05) as request:
        first = asyncio.create_task(request.post(server.url(), text_to(1)))
        await asyncio.sleep(0.01)
        with pytest.raises(NotSent):
            await request.post(server.url(), text_to(2), pool_timeout=0.01, connect_timeout=0.01)
        with pytest.raises(TimedOut):
            await first
        assert len(server.seen) == 1


async def test_a_call_before_the_start_or_after_the_end_was_never_sent() -> None:
    request = AiohttpRequest()
    for _ in range(2):
        with pytest.raises(NotSent):
            await request.post("http://127.0.0.1:9/botx/sendMessage", text_to(1))
        await request.initialize()
        await request.shutdown()


async def test_the_session_opens_again_after_it_was_closed() -> None:
    request = AiohttpRequest()
    async with answering(YES) as server:
        assert await send(request, server.url()) == await send(request, server.url())


async def test_silence_after_the_call_left_is_of_unknown_fate() -> None:
    failure = await failure_of(silence, read_timeout=0.02)
    assert isinstance(failure, TimedOut)
    assert not isinstance(failure, NotSent)


async def test_a_timeout_given_with_the_call_wins_over_the_usual_one() -> None:
    async with answering(silence) as server, AiohttpRequest(read_timeout=None) as request:
        with pytest.raises(TimedOut):
            await request.post(server.url(), text_to(1), read_timeout=0.02)


@pytest.mark.parametrize(
    "breaking", [hanging_up, half_an_answer, http(200, b"", "Content-Encoding: gzip\r\n")]
)
async def test_a_connection_that_breaks_before_the_answer_is_of_unknown_fate(breaking: Answer) -> None:
    assert isinstance(await failure_of(breaking), AnswerLost)


@pytest.mark.parametrize(
    "body", [HTML, b"", b'{"ok":true,"result":{"mess', b'{"ok":true}', b"[]", b"null", b"\xff"]
)
async def test_a_200_that_is_not_telegrams_is_of_unknown_fate(body: bytes) -> None:
    assert isinstance(await failure_of(http(200, body)), GarbledAnswer)


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_gateways_page_about_a_broken_server_is_of_unknown_fate(status: int) -> None:
    assert isinstance(await failure_of(http(status, HTML)), GarbledAnswer)


@pytest.mark.parametrize("status", [302, 307, 403, 404, 413, 503])
async def test_a_gateways_refusal_is_not_taken_for_telegrams(status: int) -> None:
    failure = await failure_of(http(status, HTML, "Location: http://127.0.0.1:9/login\r\n"))
    assert type(failure) is NetworkError


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (
            403,
            b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}',
            Forbidden,
        ),
        (400, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}', BadRequest),
        (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', NetworkError),
        (429, b'{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":3}}', RetryAfter),
        (
            400,
            b'{"ok":false,"description":"upgraded","parameters":{"migrate_to_chat_id":-100}}',
            ChatMigrated,
        ),
        (200, b'{"ok":false,"error_code":403,"description":"Forbidden"}', Forbidden),
        (200, b'{"ok":false,"error_code":200}', NetworkError),
    ],
)
@pytest.mark.filterwarnings("ignore:.*retry_after.*")
async def test_telegrams_own_refusals_arrive_as_what_they_are(
    status: int, body: bytes, expected: type[TelegramError]
) -> None:
    assert type(await failure_of(http(status, body))) is expected


@pytest.mark.parametrize(
    "answer", [hanging_up, http(200, HTML), http(200, b'{"ok":true,"result":[{"upd'), http(502, b"")]
)
async def test_polling_backs_off_when_answers_are_unusable(answer: Answer) -> None:
    """python-telegram-bot repeats getUpdates at once after a TimedOut, so this must not be one."""
    assert type(await failure_of(answer, "getUpdates")) is NetworkError


async def test_a_message_is_never_sent_twice_when_a_kept_connection_drops() -> None:
    async def once_then_drop(_: bytes, writer: asyncio.StreamWriter) -> None:
        await (YES if len(server.seen) == 1 else hanging_up)(b"", writer)

    async with answering(once_then_drop) as server, AiohttpRequest() as request:
        await request.post(server.url(), text_to(1))
        with pytest.raises(AnswerLost):
            await request.post(server.url(), text_to(2))
        assert len(server.seen) == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_never_makes_a_second_message(status: int) -> None:
    async with answering(YES) as elsewhere:
        await failure_of(http(status, b"", f"Location: {elsewhere.url()}\r\n"))
        assert elsewhere.seen == []


async def test_a_file_goes_up_with_its_name_and_its_neighbours() -> None:
    photo = InputFile(b"\x89PNG...", filename='Laporan "Nusa" é.png', attach=False)
    parameters = [RequestParameter.from_input("chat_id", 7), RequestParameter.from_input("photo", photo)]
    async with answering(YES) as server, AiohttpRequest() as request:
        await request.post(server.url("sendPhoto"), RequestData(parameters))
        body = server.seen[0]
    assert b"Content-Type: multipart/form-data; boundary=" in body
    assert 'name="photo"; filename="Laporan \\"Nusa\\" é.png"'.encode() in body
    assert b"Content-Type: image/png\r\n" in body
    assert b"\x89PNG..." in body
    assert b'name="chat_id"' in body


async def test_an_upload_that_nobody_takes_in_ends_in_time() -> None:
    uploaders: list[asyncio.StreamWriter] = []

    async def take_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        uploaders.append(writer)

    listener = await asyncio.start_server(take_nothing, "127.0.0.1", 0, limit=1024)
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/botx/sendDocument"
    document = RequestParameter.from_input("document", InputFile(b"x" * 20_000_000))
    request = AiohttpRequest(connect_timeout=0.01, pool_timeout=0.01, write_timeout=0.01, read_timeout=0.01)
    async with listener, request:
        with pytest.raises(TimedOut) as caught:
            await request.post(url, RequestData([document]))
        for writer in uploaders:
            writer.transport.abort()
        await asyncio.sleep(0.01)
    assert type(caught.value) is TimedOut


async def test_a_file_comes_down_byte_for_byte() -> None:
    async with answering(http(200, b"\x00\xff{not json")) as server, AiohttpRequest() as request:
        assert await request.retrieve(server.url("photos/file_1.jpg")) == b"\x00\xff{not json"


async def test_a_file_that_is_gone_is_refused() -> None:
    async with answering(http(404, HTML)) as server, AiohttpRequest() as request:
        with pytest.raises(NetworkError):
            await request.retrieve(server.url("photos/file_1.jpg"))


async def test_a_bot_speaks_through_it() -> None:
    me = http(
        200, b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Sela","username":"sela_bot"}}'
    )
    async with answering(me) as server:
        request = AiohttpRequest()
        bot = Bot(TOKEN, f"http://127.0.0.1:{server.port}/bot", request=request, get_updates_request=request)
        async with bot:
            assert bot.username == "sela_bot"


def test_a_socks_proxy_is_refused_before_the_start() -> None:
    with pytest.raises(ValueError, match="http"):
        AiohttpRequest(proxy="socks5://127.0.0.1:1080")


async def test_calls_go_through_the_proxy_when_there_is_one() -> None:
    async with answering(YES) as proxy:
        request = AiohttpRequest(proxy=f"http://127.0.0.1:{proxy.port}")
        await send(request, "http://telegram.invalid/botx/sendMessage")
        assert proxy.seen[0].startswith(b"POST http://telegram.invalid/botx/sendMessage HTTP/1.1")


async def test_a_proxy_that_refuses_the_tunnel_means_never_sent() -> None:
    async with answering(http(407, HTML)) as proxy:
        request = AiohttpRequest(proxy=f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(NotSent):
            await send(request, f"https://telegram.invalid/bot{TOKEN}/sendMessage")


@pytest.mark.parametrize(
    "answer",
    [
        hanging_up,
        half_an_answer,
        http(200, HTML),
        http(404, TOKEN.encode()),
        http(200, TOKEN.encode()),
        silence,
    ],
)
async def test_the_token_is_in_no_error_and_no_log(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failure = await failure_of(answer, read_timeout=0.02)
    assert failure.__context__ is None or SECRET not in repr(failure.__context__)
    told = "".join(traceback.format_exception(failure)) + repr(failure) + caplog.text
    assert SECRET not in told


@pytest.mark.parametrize(
    "address", ["http://", "ftp://host/", "http://127.0.0.1:1/", "http://host with space/"]
)
async def test_the_token_is_in_no_error_about_the_address(address: str) -> None:
    with pytest.raises(NotSent) as caught:
        await send(AiohttpRequest(), f"{address}bot{TOKEN}/sendMessage")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_any_parameters_survive_the_form(parameters: dict[str, str]) -> None:
    encoded = form_encoded(parameters).decode("ascii")
    assert dict(parse_qsl(encoded, keep_blank_values=True, strict_parsing=bool(encoded))) == parameters
