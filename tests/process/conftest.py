"""How much of a soak is run; the full counts unless told otherwise."""

import os

import pytest


@pytest.fixture
def kills() -> int:
    """How often the bot is killed."""
    return int(os.environ.get("SELA_SOAK_KILLS", "200"))


@pytest.fixture
def people() -> int:
    """How many people are written to meanwhile."""
    return int(os.environ.get("SELA_SOAK_PEOPLE", "5000"))
