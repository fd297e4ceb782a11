"""Commands for courses: list, check, assign, and what readers reported."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import console, errors, fail, plain_ending, read_settings, typist
from bot.clock import system_clock
from bot.wiring import open_database
from content.catalogue import load_catalogue, read_catalogue
from content.checks import check_courses
from content.problems import ContentBroken
from learning.people import Role
from learning.records import Assignment
from learning.usecases import courses

app = typer.Typer(help="Courses: what there is, whether it is sound, and who gets it.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """Show every course with its lessons and minutes."""
    settings = read_settings()
    catalogue = read_catalogue(settings.content_dirs).catalogue
    table = Table("course", "title", "lessons", "minutes", "languages")
    for course in catalogue.courses.values():
        keys = catalogue.lesson_keys[course.id]
        languages = sorted({language for (c, _, language) in catalogue.lessons if c == course.id})
        minutes = sum(catalogue.minutes.get(key, 0) for key in keys)
        table.add_row(
            course.id, course.title_in(settings.language), str(len(keys)), str(minutes), ", ".join(languages)
        )
    console.print(table)


@app.command()
def check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of courses; else those used")] = None,
) -> None:
    """Check courses like a careful editor: every finding with file and line, errors and warnings."""
    problems = check_courses(folders or read_settings().content_dirs)
    for problem in problems:
        errors.print(str(problem), highlight=False, markup=False)
    wrong = sum(problem.is_error for problem in problems)
    if wrong:
        fail(f"{wrong} errors, {len(problems) - wrong} warnings.")
    console.print(f"The courses are sound: no errors, {len(problems)} warnings.")


@app.command()
def assign(
    course: Annotated[str, typer.Argument(help="The course's id, as `sela course list` shows it")],
    unit: Annotated[str | None, typer.Option(help="A unit, with everything below it")] = None,
    role: Annotated[Role | None, typer.Option(help="Everyone with this role")] = None,
    person: Annotated[str | None, typer.Option(help="One person, by employee number")] = None,
) -> None:
    """Give a course to a unit, a role or a person; it then comes before all others."""
    if sum(option is not None for option in (unit, role, person)) != 1:
        fail("Say who gets it: exactly one of --unit, --role and --person.")
    settings = read_settings()
    try:
        catalogue = load_catalogue(settings.content_dirs)
    except ContentBroken as broken:
        fail(f"{broken}. Run `sela course check`.")
    if course not in catalogue.courses:
        fail(f"There is no course '{course}'. There are: {', '.join(catalogue.courses)}.")
    with plain_ending():
        database = open_database(settings)
    found = database.transact(lambda records: records.people.by_number(person)) if person else None
    if person and found is None:
        fail("Nobody on the roster has this employee number.")
    if unit and database.transact(lambda records: records.roster.unit(unit)) is None:
        fail(f"There is no unit '{unit}'. See `sela roster list`.")
    assignment = Assignment(course=course, unit=unit, role=role, person_id=found.id if found else None)
    if database.transact(courses.assign, assignment, actor=typist(), now=system_clock()):
        console.print("Assigned. It comes in the next breaks.")
    else:
        console.print("They have it already; nothing was changed.")


@app.command()
def reports() -> None:
    """Show what readers reported as wrong, newest first."""
    with plain_ending():
        database = open_database(read_settings())
    reported = database.transact(lambda records: records.courses.mistake_reports())
    if not reported:
        console.print("No reader has reported a mistake yet.")
        return
    table = Table("when", "lesson", "question", "what")
    for report in reported:
        when = f"{report.reported_at:%Y-%m-%d %H:%M}"
        table.add_row(when, report.lesson_key, report.question_key.rpartition("/")[2], report.reason)
    console.print(table)
