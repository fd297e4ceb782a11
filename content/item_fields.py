"""Makes a knowledge item of a text and the fields that a file gives beside it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from content.items import KnowledgeItem

LISTS = frozenset({"tags", "questions"})
SWITCHES = {
    "true": True,
    "ya": True,
    "yes": True,
    "1": True,
    "false": False,
    "tidak": False,
    "no": False,
    "0": False,
}
FIELDS = frozenset(KnowledgeItem.model_fields) - {"text"}
"""What may stand beside a text."""


class ItemBroken(Exception):
    """A field cannot be used; `reason` names it and the mend."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def knowledge_item(key: str, title: str, text: str, fields: Mapping[str, Any]) -> KnowledgeItem:
    """The item of this key; fields that are given win over the title and key. Raises ItemBroken."""
    values: dict[str, Any] = {"id": key, "title": title[:200], "text": text}
    for name, value in fields.items():
        if name not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            raise ItemBroken(f"unknown field '{name}'; known: {known}")
        if value is not None and value != "":
            values[name] = _read(name, value)
    try:
        return KnowledgeItem(**values)
    except ValidationError as error:
        detail = error.errors()[0]
        raise ItemBroken(f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].lower()}") from error


def _read(name: str, value: Any) -> Any:
    if name in LISTS:
        if not isinstance(value, str | list | tuple):
            raise ItemBroken(f"{name}: write a list, or words with commas between them")
        parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
        return tuple(text for part in parts if (text := str(part).strip()))
    if name == "shareable" and not isinstance(value, bool):
        if str(value).strip().casefold() not in SWITCHES:
            raise ItemBroken(f"shareable: write yes or no, not '{value}'")
        return SWITCHES[str(value).strip().casefold()]
    return value if name == "review_by" else str(value).strip()
