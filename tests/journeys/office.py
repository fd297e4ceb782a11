"""An office on stage: the real bot over HTTP against the embedded Telegram, and a clock to turn."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.running import Sela
from bot.settings import Settings
from bot.wiring import WorldSource, make_sela, open_database
from content.catalogue import Catalogue, load_catalogue
from learning.usecases import enrol, roster
from playground.telegram import BotApi, serve
from storage.database import Database
from tests.clock import StillClock
from tests.people import CAST, STRANGER

TOKEN = "123456789:AAEmbeddedEmbeddedEmbeddedEmbeddedE"

BACKWARD = {"Kembali", "Ulangi", "Baca lagi", "⌫", "Laporkan kekeliruan"}
"""Labels of buttons that lead away from the end of a lesson."""


class Office:
    """The bot, its records, the people's phones and the clock on the wall."""

    def __init__(self, api: BotApi, settings: Settings, clock: StillClock) -> None:
        self.api, self.settings, self.clock = api, settings, clock
        self.world = WorldSource(settings, _courses(tuple(settings.content_dirs)))
        self.database: Database
        self.sela: Sela
        self._running: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def open(self) -> None:
        """Starts the bot."""
        self.database = open_database(self.settings, create=True)
        self.sela = make_sela(self.settings, self.database, self.world, self.clock)
        self.sela.ticks = NoTicks()
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.sela.run(self._stop))
        await self.api.until(lambda: self.api.world.updates.is_polled)

    async def close(self) -> None:
        """Stops the bot as SIGTERM does."""
        self._stop.set()
        if self._running is not None:
            await self._running
        self.database.close()

    async def restart(self) -> None:
        """Stops the bot and starts it again on the same records."""
        await self.close()
        await self.open()

    def list_people(self, people: Iterable[int] = CAST) -> None:
        """Puts people on the roster."""
        entries = [CAST[person] for person in people]
        self.database.transact(roster.import_roster, self.world(), entries, actor="test", now=self.clock())

    def link_of(self, person: int) -> str:
        """A fresh activation token for one of the cast."""
        found = self.database.transact(lambda r: r.people.by_number(CAST[person].employee_number))
        assert found is not None
        return self.database.transact(enrol.issue_link, found.id, link_days=14, now=self.clock())

    async def activate(self, person: int) -> None:
        """Takes a person through the whole of joining, by tapping."""
        self.api.say(person, f"/start {self.link_of(person)}")
        await self.sees(person, "Sela")
        await self.tap(person, 0)
        await self.tap(person, "Bahasa Indonesia")
        await self.tap(person, "✓")
        await self.tap(person, -1)

    async def sees(self, person: int, text: str, timeout: float = 5.0) -> dict[str, Any]:
        """Waits until the newest message on the person's phone holds this text."""
        await self.api.until(lambda: text in self.shown(person), timeout)
        return self.api.last(person)

    def shown(self, person: int) -> str:
        """The newest message on the person's phone, from Sela or the person."""
        messages = self.api.messages(person)
        return str(messages[-1].get("text") or messages[-1].get("caption") or "") if messages else ""

    def labels(self, person: int) -> list[str]:
        """The labels of the buttons under the newest message."""
        return [label for label, _ in self.api.buttons(self.api.last(person))]

    async def tap(self, person: int, which: int | str) -> None:
        """Taps a button of the newest message by its place or label, and waits for the answer."""
        message = self.api.last(person)
        buttons = self.api.buttons(message)
        if isinstance(which, str):
            data = next((data for label, data in buttons if which in label), None)
            assert data is not None, f"no button {which!r} among {[label for label, _ in buttons]}"
        else:
            data = buttons[which][1]
        query = self.api.press(person, message["message_id"], data)
        await self.api.until(lambda: self.api.answers(query) is not None)
        await self.settled()

    async def finish(self, person: int, *, seconds_each: float = 40) -> str:
        """Goes through whatever is open until minutes are recorded, right or wrong; the last screen."""
        for _ in range(80):
            if " JP" in self.shown(person):
                return self.shown(person)
            self.clock.turn(seconds=seconds_each)
            labels = self.labels(person)
            onward = [label for label in labels if label not in BACKWARD]
            await self.tap(person, "Kirim" if "Kirim" in labels else onward[0])
        raise AssertionError(f"no end in sight: {self.shown(person)}")

    async def settled(self) -> None:
        """Waits until every update is handled and nothing is on its way."""
        await self.api.until(lambda: not self.sela.intake.is_busy)

    async def turn_to(self, moment: datetime) -> None:
        """Turns the clock, lets the tick happen, and waits until everything due has been sent."""
        self.clock.now = moment
        await self.sela.tick()
        await self.sent()

    async def sent(self) -> None:
        """Waits until nothing is leaving and nothing may leave now; what is held for later waits on."""
        for _ in range(500):
            if not self.database.transact(lambda records: records.outbox.is_moving(self.clock())):
                return
            await asyncio.sleep(0.01)
        counts = self.database.transact(lambda records: records.outbox.counts())
        raise AssertionError(f"the outbox stays busy: {counts}")


class NoTicks:
    """Ticks only when the test turns the clock."""

    def every_minute(self, job: Any, name: str) -> None:
        """Nothing runs by itself."""

    def every_day(self, job: Any, name: str) -> None:
        """Nothing runs by itself."""

    def start(self) -> None:
        """Nothing runs by itself."""

    async def stop(self, seconds: float) -> None:
        """Nothing runs by itself."""


@cache
def _courses(folders: tuple[Path, ...]) -> Catalogue:
    """The courses of these folders, read once for all offices."""
    return load_catalogue(folders)


@cache
def _empty_database() -> bytes:
    """A database at the newest schema with nobody in it, made once for all offices."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sela.db"
        settings = Settings(_env_file=None, database_url=f"sqlite:///{file}")
        open_database(settings, create=True).close()
        return file.read_bytes()


@asynccontextmanager
async def office_in(folder: Path, clock: StillClock | None = None, **settings: Any) -> AsyncIterator[Office]:
    """An open office whose records lie in this folder."""
    clock = clock or StillClock()
    (folder / "sela.db").write_bytes(_empty_database())
    api = BotApi(token=TOKEN, clock=clock)
    for person, listed in CAST.items():
        api.add_user(person, listed.name.split()[0])
    api.add_user(STRANGER, "Orang", language_code="en")
    async with serve(api, port=0) as base_url:
        given = {
            "telegram_token": TOKEN,
            "telegram_api_url": base_url,
            "database_url": f"sqlite:///{folder / 'sela.db'}",
            "calendar_file": folder / "calendar.toml",
            "organisation": "Badan Contoh",
            "messages_at_once": 1000,
            "messages_per_second": 1000,
            **settings,
        }
        office = Office(api, Settings(_env_file=None, **given), clock)
        await office.open()
        try:
            yield office
        finally:
            await office.close()
