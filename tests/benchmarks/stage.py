"""Sela as it is wired, over made-up lessons and the bench server, never started as a whole."""

from collections.abc import Callable
from datetime import datetime

from pydantic import SecretStr

from bot.running import Sela
from bot.settings import Settings
from bot.wiring import make_bot
from learning.policy import Policy
from learning.rules.calendar import Calendar
from learning.world import World
from storage.database import Database
from tests.benchmarks.lessons import made_up_catalogue
from tests.journeys.office import NoTicks


def made_up_world() -> World:
    """Default decisions, the national calendar and the made-up catalogue."""
    return World(policy=Policy(), calendar=Calendar(), catalogue=made_up_catalogue())


def sela_over(database: Database, clock: Callable[[], datetime], *, world: World, port: int = 0) -> Sela:
    """Sela whose parts a benchmark uses one by one; its bot talks to the bench server on this port."""
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr("1:benchmark"),
        telegram_api_url=f"http://127.0.0.1:{port}",
    )
    return Sela(
        bot=make_bot(settings),
        store=database,
        world=lambda: world,
        clock=clock,
        ticks=NoTicks(),
        default_language="id",
    )
