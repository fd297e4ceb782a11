"""The playground: the real wiring in one process, an embedded Telegram, and a clock that can be turned."""

import asyncio
import socket
import tempfile
import time
import webbrowser
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Literal

import uvicorn

from bot.running import Sela
from bot.settings import Settings
from bot.wiring import WorldSource, make_sela, open_database, sync_shipped
from learning.ports import Records
from learning.rules.breaks import next_opening
from learning.rules.schedules import schedule_of
from learning.world import World
from playground import sample
from playground.colleagues import Colleagues
from playground.last_days import LastDays
from playground.last_week import begin_last_week
from playground.library import fill_shelves
from playground.telegram import BotApi, serve
from playground.web import Forward, JumpTo, NextBreak, NextDay, NextMonday, Phone, Turn, build_page
from storage.database import Database

TOKEN = "1000000000:PlaygroundPlaygroundPlaygroundPlay"  # noqa: S105 - opens nothing but the playground
PLACES = {"Asia/Jakarta": "Jakarta", "Asia/Makassar": "Makassar", "Asia/Jayapura": "Jayapura"}
MORNING = time_of_day(8, 0)
PATIENCE_SECONDS = 10.0
FILES_SECONDS = 60.0
"""The first picture of all may take a while to be drawn; the day must not go on without it."""

DAYS_LIVED = 2
"""Working days that happen before the page opens."""

LAST_WEEK = 5
"""So many working days before, the leader sent something to all."""

REACTIONS, STEP = timedelta(minutes=20), timedelta(minutes=5)
"""How long everybody had for it then, and in which steps that goes by."""

AFTERNOON = timedelta(hours=4)
"""So much later the breaks are over in which it came again to those who put it off."""

PUTS_OFF = sample.LEADER
"""Who put the last card off, so that it can be seen coming back."""


class StageClock:
    """Runs like any clock, and can be turned forward."""

    def __init__(self, now: datetime) -> None:
        self._base, self._since = now, time.monotonic()

    def __call__(self) -> datetime:
        """This moment on stage, aware UTC."""
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def turn_to(self, at: datetime) -> None:
        """Goes on from this moment."""
        self._base, self._since = at, time.monotonic()


class Play:
    """The stage of the page: the cast's phones, and the clock with everything that hangs on it."""

    def __init__(self, *, settings: Settings, clock: StageClock, api: BotApi) -> None:
        self.settings, self.clock, self.api = settings, clock, api
        self.organisation = settings.organisation
        self.time_zone = settings.timezone
        self.world = WorldSource(settings)
        self.database: Database = open_database(settings, create=True)
        self.sela: Sela = make_sela(settings, self.database, self.world, clock)
        self.phones: Sequence[Phone] = tuple(_phone(one) for one in sample.cast())
        self.last_days = LastDays(
            api=api,
            database=self.database,
            world=self.world(),
            pass_time=lambda span: self.clock.turn_to(self.clock() + span),
        )
        ids = [phone.user_id for phone in self.phones]
        self.colleagues = Colleagues(api=api, clock=clock, phones=ids, lessons=self.last_days)
        self.hold([])

    def hold(self, user_ids: Collection[int]) -> None:
        """Leaves these phones, and those that always show, to whoever looks at the page."""
        shown = {phone.user_id for phone in self.phones if phone.shown}
        self.colleagues.held = shown | set(user_ids) | {_telegram_id("Wulan")}

    def fill(self, *, now: datetime) -> str:
        """Puts the office on the roster with its history until now; the token that Wulan was handed."""
        for one in sample.cast():
            joined = not one.entry.name.startswith("Wulan")
            self.api.add_user(one.telegram_id, one.entry.name.split(" ")[0], started=joined)
        token = self.database.transact(sample.fill, self.world(), now=now)
        self.api.block(_telegram_id(sample.BLOCKED))
        sync_shipped(self.settings, self.database, self.world().catalogue, self.clock())
        return token

    async def live_until(self, morning: datetime) -> None:
        """Lets the days before this morning happen, so that no phone is empty when the page opens."""
        await self._live_last_week(morning)
        self.clock.turn_to(sample.morning_before(self.world(), morning, days=DAYS_LIVED))
        shown = [phone for phone in self.phones if phone.shown]
        off = [phone.user_id for phone in shown if phone.name == PUTS_OFF]
        last_morning = sample.morning_before(self.world(), morning)
        while (at := self._next_break()) < morning:
            await self.turn(JumpTo(at=at))
            await self.last_days.answer_cards(
                [phone.user_id for phone in shown], puts_off=off if at > last_morning else ()
            )
        self.database.transact(_bring_lessons_next, [phone.user_id for phone in shown])
        await self._tell_the_week(morning)
        self.clock.turn_to(morning)
        self.database.transact(fill_shelves, self.world(), now=self.clock())

    async def _live_last_week(self, morning: datetime) -> None:
        """What the leader sent and asked last week, and what everybody did about it."""
        began, opens_on = self.now(), morning.astimezone(self.settings.zone).date()
        self.database.transact(begin_last_week, self.world(), opens_on=opens_on, now=began)
        self.colleagues.held = {_telegram_id(sample.LEADER)}
        await self._let_react()
        await self.turn(JumpTo(at=began + AFTERNOON))
        await self._let_react()
        self.colleagues.look_away()
        self.hold([])

    async def _tell_the_week(self, morning: datetime) -> None:
        """Monday at eight: the leaders read of their week, and the admin has picture and spreadsheet too."""
        on = morning.astimezone(self.settings.zone).date()
        await self.turn(JumpTo(at=datetime.combine(on, MORNING, tzinfo=self.settings.zone).astimezone(UTC)))

    async def _let_react(self) -> None:
        until = self.now() + REACTIONS
        while self.now() < until:
            await self._happen(self.now() + STEP)
            await self.last_days.answered(await self.colleagues.live())
            await self.api.until(lambda: not self.sela.intake.is_busy, PATIENCE_SECONDS)

    def now(self) -> datetime:
        """This moment on stage."""
        return self.clock()

    async def turn(self, step: Turn) -> datetime:
        """Turns the clock forward; every break on the way happens, and all that waits for its moment."""
        target = max(self._target(step), self.now())
        while True:
            due = await self.database.read(_next_moment, self.now())
            if due is None or due >= target:
                break
            await self._happen(max(due, self.now()))
        await self._happen(target)
        return self.now()

    async def _happen(self, at: datetime) -> None:
        """Lets one moment happen: the tick, everything it sends, and the files that follow a message."""
        self.clock.turn_to(at)
        await self.sela.tick()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if not await self.database.read(lambda records: records.outbox.is_moving(self.now())):
                break
            await asyncio.sleep(0.02)
        with suppress(TimeoutError):
            await self.api.until(lambda: not self.sela.sender.is_busy, FILES_SECONDS)

    def _target(self, step: Turn) -> datetime:
        match step:
            case Forward(minutes=minutes):
                return self.now() + timedelta(minutes=minutes)
            case JumpTo(at=at):
                return at
            case NextDay():
                return self._morning(1)
            case NextMonday():
                today = self.now().astimezone(self.settings.zone).date()
                return self._morning(8 - today.isoweekday())
            case NextBreak():
                return self._next_break()

    def _morning(self, days: int) -> datetime:
        on = self.now().astimezone(self.settings.zone).date() + timedelta(days=days)
        return datetime.combine(on, MORNING, tzinfo=self.settings.zone).astimezone(UTC)

    def _next_break(self) -> datetime:
        """The next opening of anybody whose phone is shown."""
        shown = [phone.user_id for phone in self.phones if phone.shown]
        openings = self.database.transact(_next_openings, self.world(), shown, self.now())
        return min(openings, default=self.now() + timedelta(hours=1))


def _next_moment(records: Records, now: datetime) -> datetime | None:
    """When the next break begins for anybody, or the next message may leave."""
    moments = (records.nudges.earliest_due(), records.outbox.next_due(now))
    return min((moment for moment in moments if moment is not None), default=None)


def _bring_lessons_next(records: Records, telegram_ids: Sequence[int]) -> None:
    """Lets a lesson lead, not reviews: it shows more of Sela to who sees it for the first time."""
    people = (records.people.by_telegram_id(telegram_id) for telegram_id in telegram_ids)
    states = [records.nudges.attention(person.id) for person in people if person is not None]
    records.nudges.save_attention([replace(state, lessons_since_review=0) for state in states])


def _next_openings(
    records: Records, world: World, telegram_ids: Sequence[int], now: datetime
) -> list[datetime]:
    people = (records.people.by_telegram_id(telegram_id) for telegram_id in telegram_ids)
    schedules = (
        schedule_of(records.people.circumstances(person.id), world.policy.windows)
        for person in people
        if person is not None
    )
    openings = (next_opening(schedule, world.calendar, now) for schedule in schedules)
    return [opening.starts_at for opening in openings if opening is not None]


class PageServer(uvicorn.Server):
    """Serves the page, and ends its streams of events first when it stops, so that it stops quietly."""

    def __init__(self, config: uvicorn.Config, *, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams, then the connections."""
        self._end_streams()
        await super().shutdown(sockets)


async def play(*, port: int, open_page: bool, say: Callable[[str], None]) -> None:
    """Opens the playground until Ctrl-C; everything it wrote is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sela-playground-") as folder:
        clock = StageClock(datetime.now(UTC))
        api = BotApi(token=TOKEN, clock=clock, username="SelaPlaygroundBot", keep_calls=False)
        async with serve(api, port=0) as base_url:
            settings = playground_settings(Path(folder), base_url)
            stage = Play(settings=settings, clock=clock, api=api)
            morning = sample.first_morning(stage.world(), clock())
            clock.turn_to(sample.morning_before(stage.world(), morning, days=LAST_WEEK))
            say("Setting the stage: forty people, half a year of learning …")
            token = stage.fill(now=sample.morning_before(stage.world(), morning, days=DAYS_LIVED))
            stop = asyncio.Event()
            running = asyncio.create_task(stage.sela.run(stop))
            try:
                await api.until(lambda: api.world.updates.is_polled, PATIENCE_SECONDS)
                await stage.live_until(morning)
                api.say(_telegram_id("Wulan"), f"/start {token}")
                async with asyncio.TaskGroup() as colleagues:
                    reacting = colleagues.create_task(stage.colleagues.run())
                    await _serve_page(stage, port, open_page, say)
                    reacting.cancel()
            finally:
                stop.set()
                await running
                stage.database.close()


def playground_settings(folder: Path, base_url: str) -> Settings:
    """Settings of a playground whose records lie in this folder; nothing is read from `.env`."""
    return Settings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_api_url=base_url,
        database_url=f"sqlite:///{folder / 'sela.db'}",
        calendar_file=folder / "calendar.toml",
        organisation=sample.ORGANISATION,
        messages_per_second=1000,
        messages_at_once=1000,
    )


async def _serve_page(stage: Play, port: int, open_page: bool, say: Callable[[str], None]) -> None:
    listening = socket.create_server(("127.0.0.1", port))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = PageServer(
        uvicorn.Config(
            build_page(stage, stage.api), log_level="error", lifespan="off", timeout_graceful_shutdown=1
        ),
        end_streams=stage.api.world.happenings.end,
    )
    say(f"The playground is open at [bold]{url}[/bold] – stop it with Ctrl-C.")
    if open_page:
        await asyncio.to_thread(webbrowser.open, url)
    await server.serve(sockets=[listening])


def _phone(one: sample.Cast) -> Phone:
    role: Literal["employee", "supervisor", "admin"] = "employee"
    if "admin" in one.entry.roles:
        role = "admin"
    elif "supervisor" in one.entry.roles:
        role = "supervisor"
    return Phone(
        user_id=one.telegram_id,
        name=one.entry.name,
        role=role,
        place=PLACES[one.entry.time_zone],
        time_zone=one.entry.time_zone,
        shown=one.is_lead and not one.entry.name.startswith("Wulan"),
    )


def _telegram_id(name: str) -> int:
    return next(one.telegram_id for one in sample.cast() if one.entry.name.startswith(name))
