"""The shipped list of words of everyday topics, which few knowledge bases are about."""

import tomllib
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "everyday_words.toml"


@lru_cache(maxsize=1)
def everyday_words() -> tuple[str, ...]:
    """All words of all topics."""
    topics = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["topics"]
    return tuple(word for words in topics.values() for word in words.split())
