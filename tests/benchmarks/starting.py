"""How long Sela takes from its start to the first getUpdates, and how much memory it then holds."""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from storage.database import database_url
from storage.migrate import migrate
from tests.benchmarks.results import keep, show, spread_of
from tests.benchmarks.server import running, stats

ROUNDS = 5
GOAL_SECONDS = 2.5
GOAL_MB = 150
SECONDS_IDLE = 3
IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)")


def start_once(port: int, folder: Path) -> tuple[float, float]:
    """Seconds until Sela polls, and MB resident after some idle seconds."""
    environment = {
        **os.environ,
        "SELA_TELEGRAM_TOKEN": "1:benchmark",
        "SELA_TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "SELA_DATABASE_URL": f"sqlite:///{folder / 'sela.db'}",
        "SELA_LOG_LEVEL": "ERROR",
    }
    before = stats(port)["polls"]
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment) as process:
        while stats(port)["polls"] == before:
            if process.poll() is not None:
                raise SystemExit("Sela did not start")
            time.sleep(0.01)
        seconds = time.perf_counter() - started
        time.sleep(SECONDS_IDLE)
        megabytes = psutil.Process(process.pid).memory_info().rss / 1e6
        process.terminate()
    return seconds, megabytes


def slowest_imports(most: int) -> list[tuple[str, float]]:
    """The packages whose import takes longest, with milliseconds of everything below them."""
    command = [sys.executable, "-X", "importtime", "-c", "import bot.cli.app, bot.wiring"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    found = [(match[4], int(match[2]) / 1000) for match in IMPORT.finditer(result.stderr)]
    return sorted(found, key=lambda one: -one[1])[:most]


def main() -> None:
    """Measure, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--imports", type=int, default=0, help="also list so many slow imports")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, running() as port:
        migrate(database_url(f"sqlite:///{Path(folder) / 'sela.db'}"))
        figures = [start_once(port, Path(folder)) for _ in range(options.rounds)]
    seconds, megabytes = [[figure[place] for figure in figures] for place in (0, 1)]
    show(
        f"From the start of the process to the first getUpdates, median of {options.rounds}",
        ["", "median", "least – most", "goal"],
        [
            ["seconds", f"{statistics.median(seconds):.2f}", spread_of(seconds), GOAL_SECONDS],
            ["idle, MB resident", f"{statistics.median(megabytes):.0f}", spread_of(megabytes), GOAL_MB],
        ],
    )
    if options.imports:
        rows = [[name, f"{cost:.0f}"] for name, cost in slowest_imports(options.imports)]
        show("Slowest imports", ["module", "ms with all below"], rows)
    keep("starting", {"seconds": seconds, "megabytes": megabytes})


if __name__ == "__main__":
    main()
