"""The shipped list of usual words: how common each is in texts of every kind."""

import tomllib
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "usual_words.toml"


@lru_cache(maxsize=1)
def usual_words() -> dict[str, float]:
    """Of each root: how common it is on the Zipf scale, where 3 is once in a million words."""
    zipf = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["zipf"]
    return {root: float(common) for common, roots in zipf.items() for root in roots.split()}
