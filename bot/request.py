"""How a call leaves for Telegram and what is known when it fails: python-telegram-bot on aiohttp."""

import io
import json
import re
from functools import lru_cache
from typing import Any, Final

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_REPEATABLE: Final = ("get", "set", "delete")
_SHORT_YES: Final = b'{"ok":true,"result":'
_FORM_ESCAPES: Final = {bytes([code]): b"%%%02X" % code for code in range(256)}
_FORM_OFTEN: Final = [(bytes([code]), b"%%%02X" % code) for code in b'%+",:{}[]!?\n/<>=&;()\\']
_FORM_SELDOM: Final = re.compile(rb"[^A-Za-z0-9_.~ %-]")


class NotSent(NetworkError):
    """The request surely never reached the server: sending it again cannot make a second copy."""

    __slots__ = ()


class AnswerLost(TimedOut):
    """The request left and its answer never came: Telegram may have acted on it or not."""

    __slots__ = ()


class GarbledAnswer(AnswerLost):
    """An answer came that Telegram would not write (HTML, half a JSON, nothing): it may have acted or not."""

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """Sends python-telegram-bot's calls over one aiohttp session.

    A failed call raises exactly one of four things, none of which contains the token:

    - `NotSent`: safe to send again;
    - `telegram.error.TimedOut`, with `AnswerLost` and `GarbledAnswer` below it: it left, its fate is unknown;
    - `Forbidden`, `BadRequest`, `RetryAfter`, `ChatMigrated`, `Conflict`, `InvalidToken`: Telegram said no;
    - `NetworkError` itself: refused for now (Telegram's own 5xx, or a gateway's page with 3xx, 4xx or 503).
      Calls that may be repeated freely (get…, set…, delete…) also raise this where others raise `AnswerLost`,
      because python-telegram-bot repeats a timed-out getUpdates without a pause.
    """

    __slots__ = ("_connections", "_proxy", "_session", "_timeout", "_trust_env", "_upload_seconds", "_wait")

    def __init__(
        self,
        *,
        connections: int = 64,
        connect_timeout: float | None = 5,
        read_timeout: float | None = 15,
        write_timeout: float | None = 60,
        pool_timeout: float | None = 10,
        proxy: str | None = None,
        trust_env: bool = False,
    ) -> None:
        """Times are in seconds, None for no limit; a new connection may take connect plus pool timeout.

        `write_timeout` bounds the upload of files only: a call without files is handed to the system at once.
        `proxy` is an http:// or https:// address; with `trust_env` the usual environment variables name it.
        Raises ValueError for a proxy aiohttp cannot speak to (SOCKS).
        """
        if proxy is not None and not proxy.startswith(("http://", "https://")):
            raise ValueError("the proxy must be an http:// or https:// address")
        self._connections = connections
        self._proxy = proxy
        self._trust_env = trust_env
        self._wait = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._timeout = _timeout(self._wait, uploading=False)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take when the call does not say otherwise."""
        return self._wait[0]

    async def initialize(self) -> None:
        """Open the session; opening it twice is harmless."""
        if self._session is not None and not self._session.closed:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            trust_env=self._trust_env,
        )

    async def shutdown(self) -> None:
        """Close the session and its connections; a call made afterwards raises `NotSent`."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the HTTP status and the body; timeouts are in seconds, None for no limit."""
        wait = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        repeatable = method == "GET" or url.rpartition("/")[2].startswith(_REPEATABLE)
        try:
            status, body = await self._exchange(url, method, request_data, wait)
        except (aiohttp.ClientError, OSError) as error:
            failure = _what_is_known(error, repeatable=repeatable)
        else:
            if method == "GET" and status < 300:
                return status, body
            return _telegrams_word(status, body, repeatable=repeatable)
        # Raised outside the except clause: aiohttp's errors quote the address, and that holds the token.
        raise failure

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, wait: tuple[ODVInput[float], ...]
    ) -> tuple[int, bytes]:
        if self._session is None or self._session.closed:
            raise NotSent("the connection to Telegram is closed")
        uploading = request_data is not None and request_data.contains_files
        async with self._session.request(
            method,
            url,
            data=_body(request_data),
            headers=None if uploading or request_data is None else _FORM,
            timeout=self._timeout_for(wait, uploading=uploading),
            proxy=self._proxy,
            allow_redirects=method == "GET",  # a redirected POST would be a second message
        ) as response:
            return response.status, await response.read()

    def _timeout_for(self, wait: tuple[ODVInput[float], ...], *, uploading: bool) -> aiohttp.ClientTimeout:
        if not uploading and all(isinstance(seconds, DefaultValue) for seconds in wait):
            return self._timeout
        chosen = tuple(
            usual if isinstance(seconds, DefaultValue) else seconds
            for seconds, usual in zip(wait, self._wait, strict=True)
        )
        return _timeout(chosen, uploading=uploading)

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the JSON object in a body; raises `GarbledAnswer`, which does not quote it."""
        answer = _json_object(payload)
        if answer is None:
            raise GarbledAnswer(f"an answer of {len(payload)} bytes that is not Telegram's")
        return answer


def _timeout(wait: tuple[float | None, ...], *, uploading: bool) -> aiohttp.ClientTimeout:
    read, write, connect, pool = wait
    until_connected = None if connect is None or pool is None else connect + pool
    whole = None
    if uploading and until_connected is not None and write is not None and read is not None:
        whole = until_connected + write + read
    return aiohttp.ClientTimeout(total=whole, connect=until_connected, sock_connect=connect, sock_read=read)


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if request_data is None:
        return None
    if request_data.contains_files:
        return _multipart(request_data)
    return form_encoded(request_data.json_parameters)


def _multipart(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, text in request_data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, media_type) in request_data.multipart_data.items():
        # aiohttp writes raw bytes in one piece, which would hold everybody else up for a large file.
        pieces = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, pieces, filename=filename, content_type=media_type)
    return form


def form_encoded(parameters: dict[str, str]) -> bytes:
    """Return the parameters as an HTML form body, as urllib's urlencode does in six times the time."""
    return b"&".join([_quoted_name(name) + b"=" + _quoted(text) for name, text in parameters.items()])


def _quoted(text: str) -> bytes:
    escaped = text.encode()
    if escaped.isalnum():
        return escaped
    for character, escape in _FORM_OFTEN:
        escaped = escaped.replace(character, escape)
    return _FORM_SELDOM.sub(lambda found: _FORM_ESCAPES[found[0]], escaped).replace(b" ", b"+")


_quoted_name = lru_cache(maxsize=256)(_quoted)


def _what_is_known(error: Exception, *, repeatable: bool) -> TelegramError:
    name = type(error).__name__
    match error:
        case (
            aiohttp.ConnectionTimeoutError() | aiohttp.ClientConnectorError() | aiohttp.ClientHttpProxyError()
        ):
            return NotSent(f"no connection to Telegram ({name})")
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError():
            return NotSent(f"not an address that can be called ({name})")
        case TimeoutError():
            return TimedOut(f"no answer in time ({name})")
        case _:
            kind = NetworkError if repeatable else AnswerLost
            return kind(f"the connection broke before the answer came ({name})")


def _telegrams_word(status: int, body: bytes, *, repeatable: bool) -> tuple[int, bytes]:
    """Return status and body when Telegram wrote them; raise what is known when something else did."""
    if status < 300 and not repeatable and body.startswith(_SHORT_YES):
        return status, body
    answer = _json_object(body)
    if answer is not None and answer.get("ok") is False:
        return (status if status >= 300 else _error_code(answer)), body
    if answer is not None and status < 300 and "result" in answer:
        return status, body
    told = f"HTTP {status} with {len(body)} bytes that are not Telegram's"
    refused_on_the_way = 300 <= status < 500 or status == 503
    raise NetworkError(told) if repeatable or refused_on_the_way else GarbledAnswer(told)


def _error_code(answer: dict[str, Any]) -> int:
    code = answer.get("error_code")
    return code if isinstance(code, int) and code >= 400 else 500


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
