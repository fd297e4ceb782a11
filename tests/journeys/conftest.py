"""Journeys run in an office of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.office import Office, office_in


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with everybody on the roster and nobody activated."""
    async with office_in(tmp_path) as office:
        office.list_people()
        yield office
