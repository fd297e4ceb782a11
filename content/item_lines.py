"""Reads a collection of knowledge items written as JSON, one item a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from content.item_fields import ItemBroken, knowledge_item
from content.items import KnowledgeItem

OTHER_NAMES = {"body": "text", "contents": "text", "_id": "id"}


def items_in_lines(file: Path) -> Iterator[KnowledgeItem]:
    """Each item of a JSONL file with `id`, `title`, `body` and the other fields. Raises ItemBroken."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _item(line, number)


def _item(line: str, number: int) -> KnowledgeItem:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ItemBroken(f"line {number}: no JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(row, dict):
        raise ItemBroken(f'line {number}: write an object such as {{"id": "1", "title": "…", "body": "…"}}')
    fields = {OTHER_NAMES.get(str(name), str(name)): value for name, value in row.items()}
    text = str(fields.pop("text", "") or "").strip()
    key = str(fields.get("id", "") or "").strip()
    if not key or not text:
        raise ItemBroken(f"line {number}: every row needs 'id' and 'body'")
    title = str(fields.pop("title", "") or "").strip() or text.split("\n", 1)[0][:80]
    try:
        return knowledge_item(key, title, text, fields)
    except ItemBroken as broken:
        raise ItemBroken(f"line {number}: {broken.reason}") from broken
