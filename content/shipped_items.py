"""The knowledge items that ship with Sela."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from content.documents.document import LIMITS
from content.item_fields import knowledge_item
from content.items import KnowledgeItem

QUICK_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The first start of Sela waits for these files; where PyYAML has its C loader it is ten times as fast."""

SHIPPED_KNOWLEDGE = Path(__file__).parent / "knowledge"


def shipped_items() -> Iterator[KnowledgeItem]:
    """Every shipped item under the key `field/file`, in the order of the keys."""
    # Only a base that lacks the items needs what reads them.
    from content.documents.text_files import read_markdown

    for file in _files():
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(front, Loader=QUICK_LOADER)  # noqa: S506 - both are safe loaders
        (document,) = read_markdown(file.name, body.encode(), limits=LIMITS)
        yield knowledge_item(f"{file.parent.name}/{file.stem}", document.title, document.text, fields)


@lru_cache(maxsize=1)
def shipped_digest() -> str:
    """A hash of all files of the shipped items, by which a base tells whether it has them."""
    digest = hashlib.sha256()
    for file in _files():
        digest.update(f"{file.parent.name}/{file.name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files() -> list[Path]:
    return sorted(SHIPPED_KNOWLEDGE.glob("*/*.md"))
