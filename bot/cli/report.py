"""The commands that report a week, month, quarter or year: for reading, as a spreadsheet, for programs."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, errors, fail, plain_ending, read_settings, typist
from bot.clock import system_clock
from bot.report_summary import Row, summary_rows, year_rows
from bot.report_workbook import report_workbook
from bot.settings import Settings
from bot.spreadsheets import HUNDREDTHS, TENTHS, hundredths_of, safe_cell
from bot.texts import texts_for
from bot.views.report_words import TENTH, rounded
from bot.wiring import WorldSource, open_database, plain_sentences
from learning.ports import Records
from learning.report_lists import YearTable
from learning.reports import PeriodReport, Standings
from learning.rules.periods import Period, PeriodKind, parse, period_at
from learning.rules.rating import Band
from learning.rules.targets import Standing, truncated
from learning.usecases import auditing, reports

app = typer.Typer(
    help="Figures of a week, month, quarter or year, all from the ledger.", no_args_is_help=True
)

ENGLISH = texts_for("en")
CEILINGS = (Standing.AT_CEILING, Standing.BELOW_CEILING)
DIGITS = 6
"""Decimals of the shares and JP in JSON and CSV; the exact ones follow from the seconds."""


class Format(StrEnum):
    """How a report is written."""

    TABLE = "table"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


class Lines(StrEnum):
    """Which lines of a report CSV holds."""

    UNITS = "units"
    PERSONS = "persons"
    COURSES = "courses"
    COMPETENCIES = "competencies"
    KINDS = "kinds"
    WEEKS = "weeks"


PeriodArgument = Annotated[
    str | None,
    typer.Argument(metavar="[PERIOD]", help="2026-W47, 2026-11, 2026-Q4 or 2026; else the last over"),
]
UnitOption = Annotated[str | None, typer.Option(help="Only this unit and what is below it, by its path")]
CourseOption = Annotated[str | None, typer.Option(help="Only what was learned in this course, by its id")]
FormatOption = Annotated[
    Format, typer.Option("--format", help="A table to read, a spreadsheet, or lines for programs")
]
LinesOption = Annotated[Lines, typer.Option(help="Which lines CSV holds")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Where to write; a spreadsheet needs it")
]


def _command(kind: PeriodKind) -> Callable[..., None]:
    def command(
        period: PeriodArgument = None,
        unit: UnitOption = None,
        course: CourseOption = None,
        format_: FormatOption = Format.TABLE,
        lines: LinesOption = Lines.UNITS,
        output: OutputOption = None,
    ) -> None:
        settings = read_settings()
        wanted = _period(kind, period, settings)
        if format_ is Format.XLSX and output is None:
            output = Path(f"report-{wanted}.xlsx")
        with_people = format_ is Format.XLSX or (format_ is Format.CSV and lines is Lines.PERSONS)
        with plain_ending(), plain_sentences():
            report, table = _made(settings, wanted, unit, course, with_people=with_people)
        content = _written(report, table, settings, format_, lines)
        if content is None:
            return
        _put(content, output)

    command.__doc__ = DESCRIPTIONS[kind]
    return command


DESCRIPTIONS = {
    PeriodKind.WEEK: "Report an ISO week of the organisation; without PERIOD the last that is over.",
    PeriodKind.MONTH: "Report a month; without PERIOD the last that is over.",
    PeriodKind.QUARTER: "Report a quarter; without PERIOD the last that is over.",
    PeriodKind.YEAR: "Report a year with its table of six indicators; without PERIOD the one that runs.",
}
for kind in PeriodKind:
    app.command(kind.value)(_command(kind))


def _period(kind: PeriodKind, text: str | None, settings: Settings) -> Period:
    if text is None:
        running = period_at(kind, system_clock(), settings.zone)
        return running if kind is PeriodKind.YEAR else running.previous
    found = parse(text)
    if found is None or found.kind is not kind:
        example = period_at(kind, system_clock(), settings.zone)
        fail(f"{text!r} is no {kind}. Write it like this: {example}")
    if found.starts_on > system_clock().astimezone(settings.zone).date():
        fail(f"{found} has not begun.")
    return found


def _made(
    settings: Settings, period: Period, unit: str | None, course: str | None, *, with_people: bool
) -> tuple[PeriodReport, YearTable | None]:
    """The report; that people's names leave Sela is in the audit log."""
    world, now = WorldSource(settings)(), system_clock()
    today = now.astimezone(world.policy.zone).date()

    def work(records: Records) -> tuple[PeriodReport | None, YearTable | None]:
        found = reports.report_of_all(
            records, world, period, unit=unit, course=course, with_people=with_people, now=now
        )
        if found is not None and with_people:
            detail = " · ".join(filter(None, (str(period), unit, course)))
            auditing.note(records, actor=typist(), action="report_exported", detail=detail, now=now)
        is_table = period.kind is PeriodKind.YEAR and unit is None and course is None
        return found, reports.year_table_of_all(records, period.year, today=today) if is_table else None

    found, table = open_database(settings).transact(work)
    if found is None:
        named = course if course is not None and course not in world.catalogue.courses else unit
        fail(f"There is no unit or course {named!r}. See `sela roster list` and `sela course list`.")
    return found, table


def _written(
    report: PeriodReport, table: YearTable | None, settings: Settings, format_: Format, lines: Lines
) -> bytes | None:
    """The content of a file; None for what was printed to be read."""
    match format_:
        case Format.TABLE:
            _print(report, table, settings)
            return None
        case Format.XLSX:
            language = texts_for(settings.language)
            return report_workbook(report, language, target_jp=settings.target_jp, table=table)
        case Format.CSV:
            return _as_csv(getattr(report, lines)).encode("utf-8")
        case Format.JSON:
            values = {**_plain(report), **_derived(report)}
            if table is not None:
                values["year_table"] = {**_plain(table), **_derived_of_year(table)}
            return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _put(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(content.decode("utf-8"))
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"{output} cannot be written ({error.strerror}). Choose another place.")
    errors.print(f"Wrote {output}.", highlight=False, markup=False)


def _print(report: PeriodReport, table: YearTable | None, settings: Settings) -> None:
    _print_rows(summary_rows(report, ENGLISH, target_jp=settings.target_jp))
    units = Table("unit", "people", "learned", "hours", "JP", "JP a person", "on pace", "not activated")
    for line in report.units:
        per_person = "" if line.jp_per_person is None else as_read(line.jp_per_person, HUNDREDTHS)
        units.add_row(
            Text(line.path),
            f"{line.people:,}",
            f"{line.learned:,}",
            _minus(f"{truncated(Fraction(line.seconds, 3600)):,}"),
            _minus(f"{truncated(line.jp)}"),
            per_person,
            f"{line.standings.on_pace:,} of {line.standings.paced:,}",
            f"{line.not_activated:,}",
        )
    if report.units:
        console.print(units)
    if table is not None:
        _print_rows(year_rows(table, ENGLISH))


def _print_rows(rows: Sequence[Row]) -> None:
    title, *others = rows
    shown = Table(title=title.label, title_justify="left", show_header=False)
    for row in others:
        value = "" if row.value is None else as_read(row.value, row.format)
        shown.add_row(Text(row.label), Text(value, justify="right"), Text(row.note))
    console.print(shown)


def as_read(value: str | int | Decimal | Fraction, format_: str) -> str:
    """A value of the summary or of a unit, with the decimals that its format says."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return _minus(f"{hundredths_of(value):,}")
    if isinstance(value, Decimal) and format_ == TENTHS:
        return _minus(f"{rounded(value, TENTH)}")
    return _minus(f"{value:.1%}" if format_.endswith("%") else f"{value:,}")


def _minus(number: str) -> str:
    return number.replace("-", "−")


def _as_csv(lines: Sequence[Any]) -> str:
    """Lines with one column for each figure; figures within figures have their names joined by a dot."""
    rows = [dict(_flat(_plain(line))) for line in lines]
    head = list(dict.fromkeys(name for row in rows for name in row))
    content = io.StringIO()
    writer = csv.DictWriter(content, head, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: safe_cell(one) if isinstance(one, str) else one for name, one in row.items()})
    return content.getvalue()


def _flat(values: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _plain(value: Any) -> Any:
    """A value as JSON knows it: by field, fractions as decimals."""
    match value:
        case Band():
            return value.label_in("en")
        case Period():
            return str(value)
        case Standings():
            named = {
                "on_pace": value.on_pace,
                "behind": value.behind,
                "of_activated_with_target": value.paced,
            }
            return {**named, **{f"{standing}": value.counts.get(standing, 0) for standing in CEILINGS}}
        case Fraction() | Decimal():
            return round(float(value), DIGITS)
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case Mapping():
            return {str(_plain(name)): _plain(one) for name, one in value.items()}
        case tuple() | list():
            return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _derived(report: PeriodReport) -> dict[str, Any]:
    """Averages and shares, each with what it is over in its name."""
    return {
        "learned_share_of_people": _plain(report.learned_share),
        "jp_per_person_on_roster": _plain(report.jp_per_person),
        "jp_per_learner": _plain(report.jp_per_learner),
        "change_of_seconds": _plain(report.change),
    }


def _derived_of_year(table: YearTable) -> dict[str, Any]:
    return {
        "completions": table.completions,
        "jp_per_staff": _plain(table.jp_per_staff),
        "jp_per_user": _plain(table.jp_per_user),
        "coverage": _plain(table.coverage),
    }
