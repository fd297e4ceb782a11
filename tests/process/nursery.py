"""Starts processes that run Sela as `python -m bot` does, forked from one that has imported it already.

Importing takes most of a start, and the tests start the bot more than a hundred times. What runs is a process
of its own all the same: with its own memory, files and signals, to be stopped and killed as any other.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

WIDTH = "300"
"""So wide that no sentence is broken; a console measures itself when it is made."""


def _nursery() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.cli.app"])
    return context


NURSERY = _nursery()


class Child:
    """One process: what `asyncio.subprocess.Process` is, as far as the tests need it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended: the exit code, less than nothing for a signal, None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Sends a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._process.kill()

    async def wait(self) -> int:
        """Waits for its end; the exit code."""
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


async def born(
    words: Sequence[str], *, folder: Path, environment: Mapping[str, str], says: Path, complains: Path
) -> Child:
    """A process that runs `sela` with these words in a folder, and appends what it says to files."""
    process = NURSERY.Process(target=_live, args=(words, folder, dict(environment), says, complains))
    around = {name: os.environ.get(name) for name in ("COLUMNS", "PTB_TIMEDELTA")}
    os.environ.update(COLUMNS=WIDTH, PTB_TIMEDELTA="true")
    try:
        await asyncio.to_thread(process.start)
    finally:
        for name, value in around.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
    return Child(process)


def _live(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], says: Path, complains: Path
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for stream, file in ((1, says), (2, complains)):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, stream)
        os.close(opened)
    sys.argv = ["sela", *words]
    from bot.__main__ import main

    main()
