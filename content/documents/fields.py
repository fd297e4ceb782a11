"""The names that front matter and table columns may have, in Indonesian and English, and their values."""

import re
from datetime import date, datetime

DESCRIPTIONS = {
    "tag": "tags", "tags": "tags",
    "source": "source", "sumber": "source",
    "owner": "owner", "pemilik": "owner",
    "unit": "unit",
    "language": "language", "bahasa": "language",
    "review_by": "review_by", "tinjau": "review_by",
    "summary": "summary", "ringkasan": "summary",
    "id": "id",
}  # fmt: skip
"""What describes a document, in a column beside the answer or in front matter."""
COLUMNS = {
    "question": "question", "title": "question", "pertanyaan": "question", "judul": "question",
    "answer": "answer", "body": "answer", "jawaban": "answer", "isi": "answer",
    **DESCRIPTIONS,
}  # fmt: skip
FRONT_MATTER = {"title": "title", "judul": "title", **DESCRIPTIONS}
REVIEW_BY = "review_by"
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def column_called(heading: str) -> str | None:
    """The field that a column of a table holds; None where its heading is not known."""
    return COLUMNS.get(_plain_name(heading))


def front_matter_field(name: str) -> str:
    """The field that a front matter name stands for; an unknown name stands for itself."""
    return FRONT_MATTER.get(_plain_name(name), _plain_name(name))


def iso_date(text: str) -> str | None:
    """A date such as 2027-06-30 or 30/6/2027 (day first) in ISO form; None where it is no date."""
    day_first = DAY_FIRST.fullmatch(text)
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day).isoformat()
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None


def _plain_name(heading: str) -> str:
    return re.sub(r"[\s_-]+", "_", heading.strip().lower())
