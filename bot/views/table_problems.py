"""What is wrong with a table that was sent, in the reader's language: the reading speaks plain English."""

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup

from bot.headed_table import TableProblem
from bot.texts import Texts, texts_for

VALUE, NEAR, OTHER = "{value}", "{near}", "{other}"
"""Stand for what the file holds, for what comes near it, and for another way to write it."""

NUMBER = re.compile(r"\d{1,3}(,\d{3})+")


def line(problem: TableProblem, t: Texts) -> Markup:
    """A problem with its place."""
    return t("• <b>{where}</b>: {what}", where=where(problem, t), what=message(problem, t))


def where(problem: TableProblem, t: Texts) -> str:
    """The place of a problem, as a spreadsheet shows it."""
    place = t.plain("Row {row}", row=problem.row) if problem.row else t.plain("The file")
    return (
        t.plain("{place}, column {column}", place=place, column=problem.column) if problem.column else place
    )


def message(problem: TableProblem, t: Texts) -> str:
    """What is wrong and how to mend it; a message without words in this language, as it is."""
    for pattern, phrase in _known(t.language):
        found = pattern.fullmatch(problem.message)
        if found is not None:
            return phrase.format(**{place: _as_read(value, t) for place, value in found.groupdict().items()})
    return problem.message


def _as_read(value: str, t: Texts) -> str:
    """A number of thousands with the separators of the reader's language; anything else as it is."""
    return t.number(int(value.replace(",", ""))) if NUMBER.fullmatch(value) else value


@cache
def _known(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How each message reads in English, and its phrase."""
    english, said = _phrases(texts_for("en")), _phrases(texts_for(language))
    return tuple((_pattern(key), phrase) for key, phrase in zip(english, said, strict=True))


def _pattern(phrase: str) -> re.Pattern[str]:
    escaped = re.escape(phrase)
    for place, group in ((VALUE, "(?P<value>.+)"), (NEAR, "(?P<near>.+)"), (OTHER, "(?P<other>.+)")):
        escaped = escaped.replace(re.escape(place), group)
    return re.compile(escaped, re.DOTALL)


def _phrases(t: Texts) -> Iterable[str]:
    return (*_of_cells(t), *_of_numbers(t), *_of_rows(t), *_of_files(t), *_of_replies(t))


def _of_cells(t: Texts) -> Iterable[str]:
    return (
        t.plain("the cell is empty: fill it in"),
        t.plain("the cell shows the error {value}: enter the value itself", value=VALUE),
        t.plain("there is no letter in the name: enter the name"),
        t.plain("a part of the unit is empty: write names with one / between them"),
        t.plain(
            "{value} is no time zone: write WIB, WITA, WIT or a name like Asia/Jakarta",
            value=VALUE,
        ),
        t.plain("{value} is no language of Sela: write id or en", value=VALUE),
        t.plain("{value} is no employment type: write PNS, PPPK or other", value=VALUE),
        t.plain(
            "{value} is no role: write employee, supervisor, curator, admin, with | between several",
            value=VALUE,
        ),
        t.plain("{value} is no date of employment: write 2026-01-31 or 31/01/2026", value=VALUE),
        t.plain("{value} is no e-mail address: write name@example.go.id, or nothing", value=VALUE),
        t.plain("there are invisible or direction-changing characters: type the text again"),
        t.plain("the text is longer than {value} characters: shorten it", value=VALUE),
    )


def _of_numbers(t: Texts) -> Iterable[str]:
    mend = t.plain("format the column as text, then enter the number again")
    return (
        t.plain("a spreadsheet has taken the number for something else: {mend}", mend=mend),
        t.plain("a spreadsheet has shortened the number to a power of ten: {mend}", mend=mend),
        t.plain("a spreadsheet has added decimals to the number: {mend}", mend=mend),
        t.plain("the number ends in 000, as when a spreadsheet has cut the last digits: {mend}", mend=mend),
        t.plain("the cell is a number, of which a spreadsheet keeps 15 digits: {mend}", mend=mend),
        t.plain("the cell is no whole number: enter the digits only"),
        t.plain("there is something else than digits, spaces and dots: enter the digits only"),
        t.plain("the number has more than {value} digits: enter one number", value=VALUE),
        t.plain("digits 1 to 8 are no date of birth: compare with the letter of appointment"),
        t.plain("digits 13 and 14 are no month: compare, or write PPPK as the employment type"),
        t.plain(
            "the number has {value} digits, and those of PNS and PPPK have 18: "
            "compare, or write other as the employment type",
            value=VALUE,
        ),
        t.plain("digit 15 is neither 1 nor 2: compare with the letter of appointment"),
        t.plain("an age under 17 or over 80 at the appointment: compare digits 1 to 12"),
        t.plain("the appointment lies in the future: compare digits 9 to 14"),
    )


def _of_rows(t: Texts) -> Iterable[str]:
    return (
        t.plain("the same number is in row {value}: keep one of the two rows", value=VALUE),
        t.plain("the column is there twice: delete one of them"),
        t.plain(
            "the column {near} is missing: add it with the header “{value}” or “{other}”",
            near=NEAR,
            value=VALUE,
            other=OTHER,
        ),
        t.plain("the column {near} is missing: add it with the header “{value}”", near=NEAR, value=VALUE),
        t.plain("{value} is no column of a roster: Sela does not read it", value=VALUE),
        t.plain("{value} is no column of a roster: did you mean {near}?", value=VALUE, near=NEAR),
        t.plain("a value stands beyond the last header: put quotation marks around values with commas"),
        t.plain("{value} errors so far: the rows below were not read", value=VALUE),
        t.plain("quotation marks do not match up here: close each one, or delete it"),
        t.plain(
            "a cell is longer than {value} characters: "
            "shorten it, or close the quotation mark that it begins with",
            value=VALUE,
        ),
    )


def _of_files(t: Texts) -> Iterable[str]:
    return (
        t.plain("the file is empty: begin with {value}", value=VALUE),
        t.plain(
            "only the first sheet, {value}, is read: move the one with the table to the front", value=VALUE
        ),
        t.plain("the file is larger than 50 MB; split it"),
        t.plain("the file cannot be opened: {value}", value=VALUE),
        t.plain("the file is an old or locked Excel workbook; save it as XLSX without password"),
        t.plain("the file is no text; save it as CSV UTF-8 or XLSX"),
        t.plain("the file holds zero bytes and is no text; save it as CSV UTF-8 or XLSX"),
        t.plain("the file is no readable XLSX workbook; save it as XLSX again"),
        t.plain("the XLSX workbook is cut off; copy it again"),
        t.plain("the XLSX workbook is broken; copy it again"),
        t.plain("the workbook is packed out of too many files; save it as XLSX again"),
        t.plain("the workbook would unpack to more than 256 MB; delete what is not the roster"),
        t.plain("the file has more than 200,000 rows; split it"),
        t.plain("the file is not UTF-8 and was read as Windows-1252; look at letters with accents"),
    )


def _of_replies(t: Texts) -> Iterable[str]:
    return (
        t.plain("{value} is no answer: write one of {near}", value=VALUE, near=NEAR),
        t.plain("{value} is no reference of Sela: it looks like SELA-123", value=VALUE),
        t.plain("a rejected row needs a reason, which the learner reads: fill it in"),
        t.plain("row {value} answers for the same reference: keep one of the two rows", value=VALUE),
        t.plain("this batch has no such row: compare the reference, and the number of the batch"),
        t.plain("the file begins like JSON and is none: write it again, or send CSV or XLSX"),
        t.plain("the JSON is no list of objects such as {value}", value=VALUE),
    )
