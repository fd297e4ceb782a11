"""Reads what the personnel system replies to a batch, out of CSV, XLSX or JSON, and names every flaw."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.handover_layout import ReplyLayout
from bot.headed_table import Columns, HeadedReading, HeadedRow, TableProblem, read_headed, read_rows
from bot.roster_cells import CellWrong, quoted, read_words, text_of
from bot.table_file import MOST_BYTES, Table, TableRow
from learning.handover import REFERENCE, Reply
from learning.usecases.handing_over import NamedRow, RefusedReply, ReplyFlaw

HEADERS = {
    "referensi": "reference",
    "nomor referensi": "reference",
    "status": "status",
    "keputusan": "status",
    "hasil": "status",
    "alasan": "reason",
    "keterangan": "reason",
    "catatan": "reason",
}
MOST_DIGITS = 15
BEGINS_JSON = (b"[", b"{")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReading:
    """The rows of a reply that are right, and every problem in order of rows.

    `named` are the rows of the ledger that it names, also where something else is wrong with the answer;
    `reference` is how the file writes that column.
    """

    replies: tuple[Reply, ...]
    problems: tuple[TableProblem, ...]
    named: tuple[NamedRow, ...] = ()
    reference: str = "reference"


def read_reply(path: Path, layout: ReplyLayout) -> ReplyReading:
    """The replies in this file; a bad file gives problems, never an exception. It may have other columns."""
    columns = Columns(
        noun="a reply",
        readers=_readers(layout),
        headers={
            **HEADERS,
            layout.reference: "reference",
            layout.status: "status",
            layout.reason: "reason",
        },
        required=("reference", "status"),
        takes_others=True,
    )
    reading = _json_rows(path, columns) or read_headed(path, columns)
    return _replies(reading)


def all_problems(reading: ReplyReading, refused: Iterable[RefusedReply]) -> tuple[TableProblem, ...]:
    """What is wrong with a reply and with rows of it that fit none of the batch, in the order of the rows."""
    found = (*reading.problems, *(_problem(one, reading.reference) for one in refused))
    return tuple(sorted(found, key=lambda problem: problem.row))


def _readers(layout: ReplyLayout) -> Mapping[str, Callable[[object], Any]]:
    verdicts = {_plain(word): False for word in layout.rejected}
    verdicts |= {_plain(word): True for word in layout.accepted}

    def read_status(cell: object) -> bool:
        text = text_of(cell)
        verdict = verdicts.get(_plain(text))
        if verdict is None:
            known = ", ".join((*layout.accepted[:3], *layout.rejected[:2]))
            raise CellWrong(f"{quoted(text)} is no answer: write one of {known}")
        return verdict

    return {"reference": read_reference, "status": read_status, "reason": read_words}


def read_reference(cell: object) -> int:
    """The ledger row that a reference names."""
    text = text_of(cell)
    digits = text.upper().removeprefix(REFERENCE)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MOST_DIGITS:
        raise CellWrong(f"{quoted(text)} is no reference of Sela: it looks like {REFERENCE}123")
    return int(digits)


def _json_rows(path: Path, columns: Columns) -> HeadedReading | None:
    """The rows of a JSON list of objects, numbered from 1; None where the file is no JSON."""
    try:
        with path.open("rb") as file:
            if not file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGINS_JSON):
                return None
        if path.stat().st_size > MOST_BYTES:
            return _unreadable("the file is larger than 50 MB; split it")
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return _unreadable(f"the file cannot be opened: {error.strerror}")
    except (ValueError, RecursionError):
        return _unreadable("the file begins like JSON and is none: write it again, or send CSV or XLSX")
    listed = found.get("rows") if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return _unreadable(
            'the JSON is no list of objects such as {"reference": "SELA-1", "status": "accepted"}'
        )
    return read_rows(Table(rows=iter(_as_rows(listed))), columns)


def _as_rows(objects: list[dict[str, object]]) -> list[TableRow]:
    headers = list(dict.fromkeys(header for one in objects for header in one))
    return [(0, tuple(headers)), *((at, _values(one, headers)) for at, one in enumerate(objects, start=1))]


def _values(one: dict[str, object], headers: list[str]) -> tuple[object, ...]:
    return tuple("" if one.get(header) is None else str(one[header]) for header in headers)


def _unreadable(message: str) -> HeadedReading:
    return HeadedReading(rows=(), problems=(TableProblem(row=0, message=message),))


def _replies(reading: HeadedReading) -> ReplyReading:
    problems = list(reading.problems)
    replies = []
    for row in reading.rows:
        values = row.values
        if not values["status"] and not values["reason"]:
            problems.append(_without_reason(row, reading))
            continue
        replies.append(
            Reply(
                row=row.row,
                credit_id=values["reference"],
                is_accepted=values["status"],
                reason=values["reason"],
            )
        )
    ordered = sorted(problems, key=lambda problem: problem.row)
    return ReplyReading(
        replies=tuple(replies),
        problems=tuple(ordered),
        named=tuple(
            NamedRow(row=row.row, credit_id=row.values["reference"])
            for row in sorted((*reading.rows, *reading.broken), key=lambda row: row.row)
            if "reference" in row.values
        ),
        reference=reading.headers.get("reference", "reference"),
    )


def _without_reason(row: HeadedRow, reading: HeadedReading) -> TableProblem:
    message = "a rejected row needs a reason, which the learner reads: fill it in"
    return TableProblem(row=row.row, column=reading.headers.get("reason", "reason"), message=message)


def _problem(refused: RefusedReply, column: str) -> TableProblem:
    if refused.flaw is ReplyFlaw.TWICE:
        message = f"row {refused.other_row} answers for the same reference: keep one of the two rows"
    else:
        message = "this batch has no such row: compare the reference, and the number of the batch"
    return TableProblem(row=refused.row, column=column, message=message)


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())
