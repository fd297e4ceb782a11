"""Runs every benchmark, or those named: `python -m tests.benchmarks --quick tapping ticking`."""

import argparse
import importlib
import sys

QUICK: dict[str, list[str]] = {
    "sending": [],
    "pacing": ["--messages", "150", "--busy-messages", "90", "--models", "strict"],
    "nudging": ["--messages", "150", "--models", "strict"],
    "broadcasting": ["--messages", "150", "--contents", "text"],
    "addressing": ["--people", "500", "--rounds", "3"],
    "tapping": ["--seconds", "5"],
    "ticking": ["--people", "10000", "--rounds", "3"],
    "reporting": ["--people", "5000", "--rounds", "5"],
    "rostering": ["--people", "1000"],
    "starting": ["--rounds", "2"],
    "looking_up": ["--sizes", "2555", "--questions", "200"],
    "simulate_year": ["--people", "10"],
}
"""Every benchmark by its module, with the options that make it short."""


def main() -> None:
    """Runs the benchmarks one after another; each prints a table and adds a line to build/benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of {', '.join(QUICK)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="a few minutes in all; the figures say less")
    options = parser.parse_args()
    unknown = set(options.names) - set(QUICK)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}")
    for name in options.names or QUICK:
        sys.argv = [name, *(QUICK[name] if options.quick else [])]
        importlib.import_module(f"tests.benchmarks.{name}").main()


if __name__ == "__main__":
    main()
