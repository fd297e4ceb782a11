"""The shipped list of other words: spoken forms, abbreviations, English terms."""

import tomllib
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "synonyms.toml"

REPLACING = frozenset({"colloquial"})
"""Tables whose words are not looked for themselves."""


@lru_cache(maxsize=1)
def shipped_synonyms() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Of each word: what else says it, and whether that takes its place."""
    found: dict[str, tuple[tuple[str, ...], bool]] = {}
    if not SHIPPED.exists():
        return found
    for name, entries in tomllib.loads(SHIPPED.read_text(encoding="utf-8")).items():
        for word, others in entries.items():
            before, replaces = found.get(word, ((), True))
            found[word] = (tuple(dict.fromkeys([*before, *others])), replaces and name in REPLACING)
    return found
