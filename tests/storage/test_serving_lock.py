"""Only one process serves a database."""

import multiprocessing
from multiprocessing.synchronize import Event

import pytest
from sqlalchemy.engine import URL

from storage.database import database_url
from storage.lock import AlreadyServed, only_one


def serve(url: str, serving: Event) -> None:
    """What a process does that serves until it is killed."""
    with only_one(database_url(url)):
        serving.set()
        multiprocessing.Event().wait()


def test_a_second_one_is_turned_away_at_once(url: URL) -> None:
    with only_one(url), pytest.raises(AlreadyServed), only_one(url):
        raise AssertionError("two serve")


def test_when_the_first_has_gone_the_next_may_serve(url: URL) -> None:
    for _ in range(2):
        with only_one(url):
            pass


def test_a_killed_process_holds_nothing(url: URL) -> None:
    context = multiprocessing.get_context("spawn")
    serving = context.Event()
    process = context.Process(target=serve, args=(url.render_as_string(hide_password=False), serving))
    process.start()
    assert serving.wait(20)
    with pytest.raises(AlreadyServed), only_one(url):
        raise AssertionError("two serve")
    process.kill()
    process.join(10)
    with only_one(url):
        pass
