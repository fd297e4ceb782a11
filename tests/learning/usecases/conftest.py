"""Use cases run at a small place of work."""

import pytest

from learning.world import World
from storage.database import Database
from tests.clock import StillClock
from tests.learning.usecases.workplace import Workplace
from tests.people import SARI


@pytest.fixture
def work(database: Database, world: World, clock: StillClock, people: dict[int, int]) -> Workplace:
    """A place of work with everybody on the roster and nobody activated, Monday at eight."""
    return Workplace(database, world, clock, people)


@pytest.fixture
def sari(work: Workplace) -> Workplace:
    """The same place of work, where Sari has joined."""
    work.activate(SARI)
    return work
