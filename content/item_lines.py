"""Reads a collection of knowledge items written as JSON, one item a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from content.item_fields import ItemBroken, knowledge_item
from content.items import KnowledgeItem

OTHER_NAMES = {"body": "text", "contents": "text", "_id": "id"}

BLANKS = " \t\r\n"
"""What is cut off around a text; a form feed at its start is an empty first page and stays."""

NO_LETTER = re.compile("[\\0\ud800-\udfff]")
"""What JSON can carry and no database keeps."""


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
    except (ValueError, RecursionError) as error:
        raise ItemBroken(f"line {number}: a number is too long, or the row is nested too deep") from error
    if not isinstance(row, dict):
        raise ItemBroken(f'line {number}: write an object such as {{"id": "1", "title": "…", "body": "…"}}')
    fields = {OTHER_NAMES.get(str(name), str(name)): value for name, value in row.items()}
    text = str(fields.pop("text", "") or "").strip(BLANKS)
    key = "" if fields.get("id") is None else str(fields["id"]).strip()
    if not key or not text:
        raise ItemBroken(f"line {number}: every row needs 'id' and 'body'")
    if NO_LETTER.search("".join(map(str, fields.values())) + text):
        raise ItemBroken(f"line {number}: a value holds what is no letter (NUL or half a sign); remove it")
    title = str(fields.pop("title", "") or "").strip() or text.strip().split("\n", 1)[0][:80]
    try:
        return knowledge_item(key, title, text, fields)
    except ItemBroken as broken:
        raise ItemBroken(f"line {number}: {broken.reason}") from broken


def line_of(item: KnowledgeItem) -> str:
    """The item as a line of a collection, which gives the same item when read; empty fields are left out.

    A text that begins or ends with blanks comes back without them.
    """
    values = item.model_dump(mode="json", exclude_defaults=True)
    values["body"] = values.pop("text")
    return json.dumps(values, ensure_ascii=False)
