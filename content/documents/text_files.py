"""Reads Markdown, with or without front matter, and plain text."""

import re
from datetime import date, datetime

import yaml

from content.documents.decoding import decoded
from content.documents.document import DocumentRefused, Limits, ReadDocument
from content.documents.fields import REVIEW_BY, front_matter_field, iso_date
from content.documents.tidying import one_line, tidy, title_of

FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?=[ \t]*(?:#|[\w-]+[ \t]*:))(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
OPEN_FRONT_MATTER = re.compile(r"\A---[ \t]*\n[\w-]+[ \t]*:")
LONGEST_FRONT_MATTER = 20_000
MOST_BRACKETS = 100
"""Thousands of brackets inside each other take PyYAML half a minute."""
FENCE = re.compile(r"^ {0,3}(```|~~~)")
DEEP_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^#\s].*)$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})$")
BLOCK = re.compile(r"^\s*([-*+>#|]|\d+[.)]\s)")
LONGEST_TITLE_LINE = 100
UNREADABLE_VALUES = (ValueError, KeyError, AttributeError, RecursionError)
"""What PyYAML lets through besides its own errors, such as ValueError for the date 2027-13-30."""


def read_markdown(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """A Markdown file as one document, its headings three levels deep; HTML in it stays literal text."""
    text, notes = decoded(data, limits=limits)
    front, body = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    title = front.pop("title", "")
    body = tidy("\n".join(_headings_in_one_form(tidy(body).split("\n"))))
    title = title or title_of(body, said="", name=name)
    return (ReadDocument(title=title, text=body, notes=notes, fields=front),)


def read_text(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """A plain text file as one document; indentation is dropped, since Markdown would take it for code."""
    text, notes = decoded(data, limits=limits)
    body = tidy("\n".join(line.strip() for line in tidy(text).split("\n")))
    title = title_of(body, said=_title_line(body), name=name)
    return (ReadDocument(title=title, text=body, notes=notes),)


def _title_line(body: str) -> str:
    """A short first line that stands alone and is no sentence."""
    first, _, rest = body.partition("\n")
    stands_alone = rest.startswith("\n") and len(first) <= LONGEST_TITLE_LINE
    return first if stands_alone and not first.endswith((".", ",", ";", ":", "?", "!")) else ""


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    found = FRONT_MATTER.match(text[: 2 * LONGEST_FRONT_MATTER])
    if not found:
        if OPEN_FRONT_MATTER.match(text):
            raise DocumentRefused("the front matter is not closed; add a line '---' after its fields")
        return {}, text
    if len(found[1]) > LONGEST_FRONT_MATTER:
        raise DocumentRefused(
            f"the front matter is longer than {LONGEST_FRONT_MATTER} characters; shorten it"
        )
    if found[1].count("[") + found[1].count("{") > MOST_BRACKETS:
        raise DocumentRefused(f"the front matter has more than {MOST_BRACKETS} brackets; remove some")
    return _fields(_mapping(found[1])), text[found.end() :]


def _mapping(front: str) -> dict[object, object]:
    try:
        # An alias can make a few lines grow without end once they are written out.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, Loader=yaml.SafeLoader)):
            raise DocumentRefused("the front matter refers to itself with '*'; write the values out")
        values = yaml.safe_load(front) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        raise DocumentRefused(
            f"the front matter cannot be read at line {line}; put texts with ':' in quotes"
        ) from error
    except UNREADABLE_VALUES as error:
        raise DocumentRefused(
            f"the front matter has a value that cannot be read: {error}; correct it"
        ) from error
    if not isinstance(values, dict):
        raise DocumentRefused("the front matter must be lines of 'field: value'")
    return values


def _fields(values: dict[object, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value in values.items():
        name = front_matter_field(str(key))
        text = _value(name, value)
        if name == REVIEW_BY and text:
            day = iso_date(text)
            if day is None:
                raise DocumentRefused(f"the front matter field '{name}' is no date; write it like 2027-06-30")
            text = day
        if text:
            fields[name] = text
    return fields


def _value(name: str, value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return one_line(str(value))
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ", ".join(filter(None, (_value(name, item) for item in value)))
    raise DocumentRefused(f"the front matter field '{name}' has parts of its own; write one value or a list")


def _headings_in_one_form(lines: list[str]) -> list[str]:
    """Headings as '#' to '###' on a line of their own, code left alone."""
    fence = ""
    held: list[str] = []
    for line in lines:
        if mark := FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        underline = None if fence else UNDERLINE.match(line)
        if underline and held and held[-1].strip() and not BLOCK.match(held[-1]):
            held[-1] = f"{'#' if underline[1][0] == '=' else '##'} {held[-1].strip()}"
            continue
        heading = None if fence else DEEP_HEADING.match(line)
        held.append(f"{heading[1][:3]} {_unclosed(heading[2])}" if heading else line)
    return held


def _unclosed(heading: str) -> str:
    """A heading without the '#' signs that may close it."""
    words = heading.rstrip("#")
    return words.rstrip() if words.endswith((" ", "\t")) else heading
