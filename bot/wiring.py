"""The composition root: the only place that sees every part."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from telegram.error import InvalidToken, NetworkError

from bot.calendar_file import CalendarBroken, CalendarSource
from bot.clock import system_clock
from bot.collector import calm_collector
from bot.pace import Pace
from bot.request import AiohttpRequest
from bot.running import HEARTBEAT, Sela
from bot.sela_bot import SelaBot
from bot.settings import Settings
from content.catalogue import Catalogue, load_catalogue
from content.problems import ContentBroken
from content.shipped_items import shipped_digest, shipped_items
from learning.errors import StorageUnavailable
from learning.usecases.importing import index_anew, index_lessons
from learning.usecases.shipped import bring_shipped
from learning.world import World
from scheduler.ticker import Ticker
from storage.backup import back_up, restore
from storage.database import Database, UnusableAddress, database_url, sqlite_file
from storage.health import DatabaseTrouble, check_database, is_current
from storage.lock import AlreadyServed, only_one
from storage.migrate import DatabaseNewer, migrate

if TYPE_CHECKING:
    from bot.meaning import Meaning

log = structlog.get_logger()

Clock = Callable[[], datetime]


class CannotStart(Exception):
    """Sela stops before it wrote anything: one plain sentence, and the mend."""


class WorldSource:
    """The world as it stands now: the calendar file is looked at each time.

    `catalogue` is what the content folders hold, where somebody has read them already.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue | None = None) -> None:
        self._policy = settings.policy
        self._calendar = CalendarSource(settings.calendar_file)
        self._catalogue = catalogue or load_catalogue(settings.content_dirs)
        self._calendar.current()
        self._last: World | None = None
        self._complaint = ""

    def __call__(self) -> World:
        """Policy, calendar in force, and catalogue; a broken calendar file leaves the last one in force."""
        try:
            calendar = self._calendar.current()
        except CalendarBroken as error:
            if self._last is None:
                raise
            if str(error) != self._complaint:
                self._complaint = str(error)
                log.error("calendar_broken", reason=self._complaint)
            return self._last
        if self._last is None or self._last.calendar is not calendar:
            self._last = World(policy=self._policy, calendar=calendar, catalogue=self._catalogue)
        return self._last


@contextmanager
def plain_sentences() -> Iterator[None]:
    """Turns what can stop Sela at its start into CannotStart."""
    try:
        yield
    except DatabaseTrouble as trouble:
        raise CannotStart(str(trouble)) from trouble
    except StorageUnavailable as error:
        raise CannotStart(f"The database cannot be used: {error.reason}.") from error
    except DatabaseNewer as error:
        raise CannotStart(
            f"The database was made by a newer Sela (revision {error}). "
            "Install that version, or restore a backup."
        ) from error
    except ContentBroken as broken:
        first = "\n".join(str(problem) for problem in broken.problems[:20])
        raise CannotStart(f"The course packs have {len(broken.problems)} errors:\n{first}") from broken
    except CalendarBroken as error:
        raise CannotStart(str(error)) from error
    except AlreadyServed as error:
        raise CannotStart(
            "Another Sela serves this database already. Stop it first; two would get in each other's way."
        ) from error
    except InvalidToken as error:
        raise CannotStart(
            "Telegram does not know this token. Copy it anew from @BotFather into SELA_TELEGRAM_TOKEN."
        ) from error
    except UnusableAddress as error:
        raise CannotStart(f"A setting cannot be used: {error}") from error


def open_database(settings: Settings, *, create: bool = False) -> Database:
    """The database, checked and at the newest schema; `create` allows a new one. Raises CannotStart."""
    with plain_sentences():
        url = database_url(settings.database_url)
        check_database(url, may_be_missing=create)
        migrate(url)
        return Database(url)


def migrate_database(settings: Settings) -> tuple[str | None, str | None]:
    """Brings the database to the newest schema; revisions before and after. Raises CannotStart."""
    with plain_sentences():
        url = database_url(settings.database_url)
        check_database(url, may_be_missing=True)
        return migrate(url)


def back_up_database(settings: Settings, target: Path) -> int:
    """Writes a checked backup; its size in bytes. Raises CannotStart."""
    with plain_sentences():
        return back_up(database_url(settings.database_url), target)


def restore_database(settings: Settings, backup: Path) -> Path | None:
    """Puts a backup in place; where the old database was kept. Raises CannotStart."""
    with plain_sentences():
        return restore(database_url(settings.database_url), backup, now=system_clock())


def open_for_trying(settings: Settings, folder: Path) -> Database:
    """The database for a dry run: the real one, or a passing one in this folder where there is none yet."""
    file = sqlite_file(database_url(settings.database_url))
    if file is None or file.exists():
        return open_database(settings)
    return open_database(
        settings.model_copy(update={"database_url": f"sqlite:///{folder / 'dry-run.db'}"}), create=True
    )


def last_tick(settings: Settings) -> datetime | None:
    """When Sela last ticked, None where it never did; cheap, for health checks. Raises CannotStart."""
    with plain_sentences():
        url = database_url(settings.database_url)
        file = sqlite_file(url)
        if file is not None and not file.exists():
            return None
        database = Database(url)
        try:
            beat = database.transact(lambda records: records.journal.fact(HEARTBEAT))
        finally:
            database.close()
        return beat[1] if beat else None


def database_condition(settings: Settings) -> str:
    """One word on the schema for the doctor: current or old. Raises CannotStart."""
    with plain_sentences():
        url = database_url(settings.database_url)
        check_database(url)
        return "current" if is_current(url) else "old"


def make_bot(settings: Settings) -> SelaBot:
    """The bot over aiohttp with one pace, talking to the API that the settings name."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        raise CannotStart(
            "There is no bot token. Get one from @BotFather and put SELA_TELEGRAM_TOKEN=… into .env; "
            "to try Sela without one run `sela playground`."
        )
    base = settings.telegram_api_url.rstrip("/")
    proxy = settings.telegram_proxy or None
    return SelaBot(
        token=token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=AiohttpRequest(connections=64, proxy=proxy),
        get_updates_request=AiohttpRequest(connections=2, proxy=proxy),
        rate_limiter=Pace(settings.messages_per_second, at_once_to_a_chat=settings.messages_at_once),
    )


def make_sela(settings: Settings, database: Database, world: WorldSource, clock: Clock) -> Sela:
    """Everything wired together."""
    return Sela(
        bot=make_bot(settings),
        store=database,
        world=world,
        clock=clock,
        ticks=Ticker(settings.zone),
        default_language=settings.language,
        meaning=meaning_of(settings, database),
    )


def meaning_of(settings: Settings, database: Database) -> "Meaning | None":
    """Lookup by meaning where the settings ask for it; only then are its libraries loaded."""
    if settings.semantic == "off":
        return None
    from bot.meaning import make_meaning

    return make_meaning(settings, database)


async def bot_username(settings: Settings) -> str:
    """The bot's username, as Telegram says it. Raises CannotStart."""
    with plain_sentences():
        bot = make_bot(settings)
        try:
            await bot.initialize()
            return str(bot.username)
        except NetworkError as error:
            raise CannotStart(
                f"Telegram does not answer at {settings.telegram_api_url} ({type(error).__name__}). "
                "Check the network, SELA_TELEGRAM_API_URL and SELA_TELEGRAM_PROXY."
            ) from error
        finally:
            await bot.shutdown()


async def serve(settings: Settings, clock: Clock = system_clock) -> None:
    """Runs the bot until SIGTERM or SIGINT; raises CannotStart before anything is written.

    The database is held before it is migrated, so that no newer version changes it under a running one.
    """
    with plain_sentences():
        world = WorldSource(settings)
        make_bot(settings)
        url = database_url(settings.database_url)
        check_database(url)
        with only_one(url):
            database = open_database(settings)
            try:
                sync_shipped(settings, database, world().catalogue, clock())
                sela = make_sela(settings, database, world, clock)
                calm_collector()
                await sela.run(_until_told_to_stop())
            finally:
                database.close()


def _until_told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def sync_shipped(settings: Settings, database: Database, catalogue: Catalogue, now: datetime) -> int:
    """Brings shipped knowledge and lessons into lookup, cheap where they are; how many items that changed."""
    database.transact(index_anew, now=now)
    database.transact(index_lessons, catalogue, now=now)
    digest = shipped_digest() if settings.shipped_knowledge else None
    return database.transact(bring_shipped, digest, shipped_items, now=now)
