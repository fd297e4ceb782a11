"""Spreadsheets that people take away."""

from collections.abc import Sequence
from datetime import date

from bot.texts import Texts
from learning.people import Person
from learning.records import CreditEntry


def history_workbook(
    rows: Sequence[CreditEntry], person: Person, texts: Texts, *, organisation: str, made_on: date
) -> bytes:
    """An XLSX."""
    raise NotImplementedError
