"""The page of phones: shows the cast's chats with Sela, passes on what people do, and turns the clock."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from playground.guard import OwnBrowserOnly
from playground.telegram import BotApi
from playground.telegram.errors import Refused
from playground.wishes import Choose, Hold, Inline, OfPerson, Press, Say, SendFile, TurnClock, Vote, Wish

STATIC = Path(__file__).with_name("static")
TICK_SECONDS = 1.0
TICKS_PER_HEARTBEAT = 15
UPLOAD_BYTES = 20 * 1024 * 1024
SHOWN_IN_THE_BROWSER = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"}
)
SENT_AS_A_PHOTO = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One person's phone: who holds it, where it is, and whether the page shows it at the start."""

    user_id: int
    name: str
    role: Literal["employee", "supervisor", "admin"]
    place: str
    time_zone: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBreak:
    """Turn the clock to the next break of anyone on stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """Turn the clock to the next morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMonday:
    """Turn the clock to the morning of the next Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Turn the clock forward by whole minutes."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpTo:
    """Turn the clock to one moment (aware UTC), which lies ahead."""

    at: datetime


Turn = NextBreak | NextDay | NextMonday | Forward | JumpTo
NAMED_TURNS: dict[str, Turn] = {"next_break": NextBreak(), "next_day": NextDay(), "next_monday": NextMonday()}


class Stage(Protocol):
    """What the page may show and turn; the play behind it is somebody else's."""

    @property
    def organisation(self) -> str:
        """The organisation's name."""

    @property
    def time_zone(self) -> str:
        """The organisation's own time zone, as an IANA name: the zone of the clock bar."""

    @property
    def phones(self) -> Sequence[Phone]:
        """Every phone of the cast, in the order in which the page shows them."""

    def now(self) -> datetime:
        """The moment it is on stage, aware UTC."""

    async def turn(self, step: Turn) -> datetime:
        """Turn the clock forward, let happen what is due, and return the new moment (aware UTC)."""

    def hold(self, user_ids: Collection[int]) -> None:
        """Leave these phones, beside those that always show, to whoever looks at the page."""


_WishT = TypeVar("_WishT", bound=Wish)


def build_page(stage: Stage, api: BotApi) -> Starlette:
    """Return the app that serves the page, its files and its small API, to this computer's browser only."""
    desk = _Desk(stage, api)
    return Starlette(
        routes=[
            Route("/", desk.page),
            Route("/api/state", desk.state),
            Route("/api/events", desk.events),
            Route("/api/file/{file_id}", desk.file),
            Route("/api/say", desk.say, methods=["POST"]),
            Route("/api/press", desk.press, methods=["POST"]),
            Route("/api/vote", desk.vote, methods=["POST"]),
            Route("/api/inline", desk.inline, methods=["POST"]),
            Route("/api/choose", desk.choose, methods=["POST"]),
            Route("/api/file", desk.send_file, methods=["POST"]),
            Route("/api/block", desk.block, methods=["POST"]),
            Route("/api/unblock", desk.unblock, methods=["POST"]),
            Route("/api/hold", desk.hold, methods=["POST"]),
            Route("/api/clock", desk.clock, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(OwnBrowserOnly)],
        exception_handlers={HTTPException: _refuse},
    )


class _Desk:
    """Answers the page's requests, one method each."""

    def __init__(self, stage: Stage, api: BotApi) -> None:
        self._stage = stage
        self._api = api
        self._turning = asyncio.Lock()

    async def page(self, request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    async def state(self, request: Request) -> Response:
        language = "en" if request.query_params.get("language") == "en" else "id"
        return JSONResponse(
            {
                "organisation": self._stage.organisation,
                "time_zone": self._stage.time_zone,
                "now": self._stage.now().isoformat(),
                "bot": self._bot(language),
                "phones": [self._phone(phone, language) for phone in self._stage.phones],
            }
        )

    def _bot(self, language: str) -> dict[str, Any]:
        bot = self._api.world.bot
        return {
            "name": bot["first_name"],
            "username": bot["username"],
            "description": self._api.description(language),
        }

    def _phone(self, phone: Phone, language: str) -> dict[str, Any]:
        return {
            "user_id": phone.user_id,
            "name": phone.name,
            "role": phone.role,
            "place": phone.place,
            "time_zone": phone.time_zone,
            "shown": phone.shown,
            "blocked": self._api.is_blocked(phone.user_id),
            "commands": self._api.commands_for(phone.user_id, language),
            "messages": self._api.messages(phone.user_id),
        }

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        """Yield server-sent events: what happens in the chats, the clock by the minute, a heartbeat."""
        shown, quiet_ticks = "", 0
        async with aclosing(_with_ticks(self._api.events())) as happenings:
            async for happening in happenings:
                if happening is not None:
                    yield _event(happening)
                now = self._stage.now().isoformat(timespec="minutes")
                if now != shown:
                    yield _event({"type": "clock", "now": now})
                    shown = now
                quiet_ticks = 0 if happening else quiet_ticks + 1
                if quiet_ticks >= TICKS_PER_HEARTBEAT:
                    yield ": still here\n\n"
                    quiet_ticks = 0

    async def file(self, request: Request) -> Response:
        try:
            stored = self._api.file(request.path_params["file_id"])
        except Refused as error:
            raise HTTPException(404, "no_such_file") from error
        manner = "inline" if stored.mime_type in SHOWN_IN_THE_BROWSER else "attachment"
        disposition = f"{manner}; filename*=UTF-8''{quote(stored.name, safe='')}"
        return Response(
            stored.content,
            media_type=stored.mime_type,
            headers={"Content-Disposition": disposition},
        )

    async def say(self, request: Request) -> Response:
        wish = await self._read(request, Say)
        with _as_a_phone_would():
            return JSONResponse(self._api.say(wish.user_id, wish.text, reply_to=wish.reply_to))

    async def press(self, request: Request) -> Response:
        wish = await self._read(request, Press)
        return JSONResponse({"callback_query_id": self._api.press(wish.user_id, wish.message_id, wish.data)})

    async def vote(self, request: Request) -> Response:
        wish = await self._read(request, Vote)
        with _as_a_phone_would():
            self._api.vote(wish.user_id, wish.message_id, wish.option_ids)
        return JSONResponse({})

    async def inline(self, request: Request) -> Response:
        wish = await self._read(request, Inline)
        return JSONResponse({"inline_query_id": self._api.inline(wish.user_id, wish.query)})

    async def choose(self, request: Request) -> Response:
        wish = await self._read(request, Choose)
        with _as_a_phone_would():
            return JSONResponse(self._api.choose_inline(wish.user_id, wish.inline_query_id, wish.result_id))

    async def send_file(self, request: Request) -> Response:
        if int(request.headers.get("content-length", UPLOAD_BYTES + 1)) > UPLOAD_BYTES:
            raise HTTPException(413, "file_too_big")
        async with request.form(max_files=1, max_fields=len(SendFile.model_fields)) as form:
            upload = form.get("file")
            wish = self._checked(SendFile, {name: form[name] for name in form if name != "file"})
            if not isinstance(upload, UploadFile):
                raise HTTPException(400, "not_understood")
            with _as_a_phone_would():
                return JSONResponse(self._send(wish, upload, await upload.read()))

    def _send(self, wish: SendFile, upload: UploadFile, content: bytes) -> dict[str, Any]:
        mime_type = upload.content_type or "application/octet-stream"
        more: dict[str, Any] = {"caption": wish.caption, "reply_to": wish.reply_to}
        if mime_type in SENT_AS_A_PHOTO:
            return self._api.send_photo(
                wish.user_id, content, filename=upload.filename or "photo.jpg", **more
            )
        return self._api.send_document(wish.user_id, upload.filename or "file", content, mime_type, **more)

    async def hold(self, request: Request) -> Response:
        self._stage.hold((await self._read(request, Hold)).user_ids)
        return JSONResponse({})

    async def block(self, request: Request) -> Response:
        self._api.block((await self._read(request, OfPerson)).user_id)
        return JSONResponse({})

    async def unblock(self, request: Request) -> Response:
        self._api.unblock((await self._read(request, OfPerson)).user_id)
        return JSONResponse({})

    async def clock(self, request: Request) -> Response:
        step = self._turn(await self._read(request, TurnClock))
        async with self._turning:
            if isinstance(step, JumpTo) and step.at <= self._stage.now():
                raise HTTPException(400, "only_forward")
            now = await self._stage.turn(step)
        return JSONResponse({"now": now.isoformat()})

    def _turn(self, wish: TurnClock) -> Turn:
        if wish.step == "jump":
            return JumpTo(at=self._moment(wish.at))
        if wish.step == "forward":
            return Forward(minutes=wish.minutes)
        return NAMED_TURNS[wish.step]

    def _moment(self, local: datetime | None) -> datetime:
        """Return the moment that the organisation's clock shows as `local`."""
        if local is None:
            raise HTTPException(400, "not_understood")
        return local.replace(tzinfo=ZoneInfo(self._stage.time_zone)).astimezone(UTC)

    async def _read(self, request: Request, kind: type[_WishT]) -> _WishT:
        try:
            wish = json.loads(await request.body())
        except ValueError as error:
            raise HTTPException(400, "not_understood") from error
        return self._checked(kind, wish)

    def _checked(self, kind: type[_WishT], given: Any) -> _WishT:
        try:
            wish = kind.model_validate(given)
        except ValidationError as error:
            raise HTTPException(400, "not_understood") from error
        if isinstance(wish, OfPerson):
            self._on_stage(wish.user_id)
        return wish

    def _on_stage(self, user_id: int) -> int:
        if all(phone.user_id != user_id for phone in self._stage.phones):
            raise HTTPException(404, "no_such_person")
        return user_id


@contextmanager
def _as_a_phone_would() -> Iterator[None]:
    """Refuse what a real phone would not let a person do."""
    try:
        yield
    except (Refused, ValueError) as error:
        raise HTTPException(400, "not_understood") from error


async def _with_ticks(happenings: AsyncIterator[dict[str, Any]]) -> AsyncGenerator[dict[str, Any] | None]:
    """Yield each happening as it comes, and None once at the start and whenever nothing came for a tick."""
    coming = asyncio.ensure_future(anext(happenings))
    patience = 0.0  # the subscription stands before the first event leaves, so the page misses nothing
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=patience)
            patience = TICK_SECONDS
            if not done:
                yield None
                continue
            if coming.exception():  # the subscription has ended: the playground is closing
                return
            yield coming.result()
            coming = asyncio.ensure_future(anext(happenings))
    finally:
        coming.cancel()
        await asyncio.wait({coming})


def _event(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"


async def _refuse(request: Request, error: Exception) -> Response:
    """Answer with the constant name of what went wrong; the page knows the words for it."""
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, status_code=error.status_code, headers=error.headers)
