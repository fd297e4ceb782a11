"""The real bot as a process of its own: started, stopped, killed, and its log and records read."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bot
from bot.clock import system_clock
from playground.telegram import BotApi, serve
from storage.database import Database, database_url
from storage.migrate import migrate
from tests.process.crowd import give_phones, phones, seat
from tests.process.nursery import WIDTH, Child, born

TOKEN = "123456789:AAEmbeddedEmbeddedEmbeddedEmbeddedE"
COMMAND_SECONDS = 60.0
"""After so long a command hangs; one that works takes two, more on a busy machine."""

ROOT = Path(bot.__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command of `python -m bot` ended."""

    code: int
    said: str
    complained: str


class BotProcess:
    """`python -m bot` in a folder of its own: the database, the log, and one running process at most."""

    def __init__(self, folder: Path, api_url: str, **settings: Any) -> None:
        self.folder = folder
        self.database_file = folder / "sela.db"
        self.log_file = folder / "log.txt"
        self.settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": api_url,
            "database_url": f"sqlite:///{self.database_file}",
            "messages_per_second": 200,
            "log_format": "json",
            "shipped_knowledge": False,  # or every first start takes a second longer
            **settings,
        }
        self._process: Child | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the process knows of the world: the settings, and nothing of this machine's own."""
        given = {f"SELA_{name.upper()}": str(value) for name, value in self.settings.items()}
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": WIDTH, **given}

    async def command(self, *words: str, through: Sequence[str] = ()) -> Ended:
        """Runs a command to its end, `through` another program where one is named."""
        if through:
            return await self._command_through(through, words)
        with TemporaryDirectory() as folder:
            said, complained = Path(folder) / "said", Path(folder) / "complained"
            process = await self._born(words, said, complained)
            try:
                code = await asyncio.wait_for(process.wait(), COMMAND_SECONDS)
            except TimeoutError:
                process.kill()
                raise
            return Ended(code=code, said=said.read_text(), complained=complained.read_text())

    async def _command_through(self, program: Sequence[str], words: Sequence[str]) -> Ended:
        process = await asyncio.create_subprocess_exec(
            *program, sys.executable, "-m", "bot", *words,
            cwd=self.folder, env=self.environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, complained = await asyncio.wait_for(process.communicate(), COMMAND_SECONDS)
        return Ended(code=process.returncode or 0, said=said.decode(), complained=complained.decode())

    async def start(self) -> None:
        """Starts the bot; returns at once."""
        self._process = await self._born(["run"], self.log_file, self.log_file)

    async def _born(self, words: Sequence[str], says: Path, complains: Path) -> Child:
        return await born(
            words, folder=self.folder, environment=self.environment, says=says, complains=complains
        )

    async def kill(self) -> None:
        """Ends the process as a power cut does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> tuple[int, float]:
        """Ends the process as an operator does; exit code and seconds it took."""
        began = time.monotonic()
        code = await self._end(signal.SIGTERM)
        return code, time.monotonic() - began

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(number)
        return await process.wait()

    async def close(self) -> None:
        """Leaves no process behind."""
        if self._process is not None:
            await self.kill()

    @property
    def pid(self) -> int:
        """The id of the running process."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything the process has written so far, over all its lives."""
        return self.log_file.read_text() if self.log_file.exists() else ""

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the records, while the bot runs or not."""
        with closing(sqlite3.connect(f"file:{self.database_file}?mode=ro", uri=True, timeout=10)) as records:
            return records.execute(query).fetchall()

    def outbox(self) -> dict[str, int]:
        """How many messages are in each state."""
        return dict(self.ask("SELECT state, count(*) FROM outbox GROUP BY state"))

    def open_database(self) -> Database:
        """The records, for a test that changes them while no bot runs."""
        return Database(f"sqlite:///{self.database_file}")


class Stage:
    """An embedded Telegram with a crowd, and the real bot that serves it."""

    def __init__(self, api: BotApi, bot: BotProcess, people: int) -> None:
        self.api, self.bot, self.people = api, bot, people

    @property
    def arrived(self) -> int:
        """How many messages are on all phones together."""
        return sum(len(self.api.world.chats.chat(phone).messages) for phone in phones(self.people))

    @property
    def copies(self) -> list[int]:
        """The phones on which more than one message arrived."""
        return [phone for phone in phones(self.people) if len(self.api.messages(phone)) > 1]

    async def until_arrived(self, count: int, timeout: float = 60) -> None:
        """Waits until so many messages are on the phones."""
        await self.api.until(lambda: self.arrived >= count, timeout)

    async def until_polled(self, timeout: float = 20) -> None:
        """Waits until the bot listens."""
        await self.api.until(lambda: self.api.world.updates.is_polled, timeout)

    async def until_settled(self, timeout: float = 60) -> None:
        """Waits until everybody has been planned for and nothing waits or is on its way."""
        await self.api.until(self.is_settled, timeout)

    def is_settled(self) -> bool:
        """Whether everybody's message has come to an end."""
        outbox = self.bot.outbox()
        busy = outbox.get("queued", 0) + outbox.get("claimed", 0)
        return not busy and sum(outbox.values()) >= self.people


def make_records(folder: Path, people: int) -> None:
    """A database with a crowd that is due."""
    folder.mkdir(exist_ok=True)
    url = database_url(f"sqlite:///{folder / 'sela.db'}")
    migrate(url)
    database = Database(url)
    seat(database, people, now=system_clock())
    database.close()


@asynccontextmanager
async def stage_in(
    folder: Path, people: int, api: BotApi | None = None, **settings: Any
) -> AsyncIterator[Stage]:
    """A stage with a crowd that is due; nobody serves it yet."""
    make_records(folder, people)
    api = api or BotApi(token=TOKEN, clock=system_clock, keep_calls=False)
    give_phones(api, people)
    async with serve(api) as base_url:
        process = BotProcess(folder, base_url, **settings)
        try:
            yield Stage(api, process, people)
        finally:
            await process.close()
