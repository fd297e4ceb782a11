"""The screens of the roster: every flaw of a file has words of its own, and nothing long breaks them."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

import bot.employee_number
import bot.handover_reply
import bot.headed_table
import bot.roster_cells
import bot.roster_file
import bot.table_file
from bot.headed_table import TableProblem
from bot.screens import Screen
from bot.texts import LANGUAGES, Texts, texts_for
from bot.views import roster as views
from bot.views import roster_changes as change_views
from bot.views import roster_facts as fact_views
from bot.views import roster_file as file_views
from bot.views import table_problems
from learning.people import EmploymentType, Grant, Person, PersonState, Role, Unit
from learning.records import RosterFact
from learning.roster import Change, FactChange, Fate, Found, Held, RosterPlan, RosterProfile, Wish
from learning.rules.breaks import Leave
from learning.usecases.roster_changes import Done
from learning.usecases.roster_file import TakenBefore
from tests.learning.usecases.workplace import MONDAY
from tests.people import UNIT, entry

LONG = "Sri <b>Wahyuni</b> & " + "Kusumawardhani " * 13
SARI = Person(
    id=10**9,
    employee_number="199001012015042001",
    name=LONG,
    unit_id=1,
    unit=UNIT + "/Bagian" * 20,
    time_zone="Asia/Jakarta",
    language="id",
    employment_type=EmploymentType.PNS,
    state=PersonState.ACTIVE,
    telegram_id=1,
)
MODULES = (
    bot.roster_cells,
    bot.employee_number,
    bot.headed_table,
    bot.roster_file,
    bot.handover_reply,
    bot.table_file,
)
RAISED = {"CellWrong", "TableUnreadable", "_unreadable"}


def said_by_the_reading() -> Iterator[str]:
    """Every message that reading a roster or a reply can give, with x for a value of the file."""
    for module in MODULES:
        assert module.__file__
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            for found in _messages(node):
                if not isinstance(found, ast.Constant | ast.JoinedStr):
                    continue
                text = _text(found, vars(module))
                if ": " in text or "; " in text or "match up" in text or "twice" in text:
                    yield text


def _messages(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "")
        raised = node.args[:1] if name in RAISED else []
        return [*raised, *(keyword.value for keyword in node.keywords if keyword.arg == "message")]
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
        return [node.value]
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | ast.JoinedStr):
        return [node.value]
    return []


def _text(node: ast.Constant | ast.JoinedStr, names: dict[str, object]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            named = names.get(getattr(part.value, "id", ""))
            parts.append(str(named) if isinstance(named, str | int) else _stands_for(part.value))
    return "".join(parts)


def _stands_for(value: ast.expr) -> str:
    return {
        "known": ", ".join(Role),
        "mend": "Sela does not read it",
        "columns.noun": "a roster",
        "' or '.join(LANGUAGES)": "id or en",
    }.get(ast.unparse(value), "x")


@pytest.mark.parametrize("message", sorted(set(said_by_the_reading())))
def test_every_flaw_of_a_file_has_words_of_its_own(message: str) -> None:
    if message.startswith(("x: ", "row ", "the file, ")) or message == "x: x: x":
        return
    known = table_problems._known("en")
    assert any(pattern.fullmatch(message) for pattern, _ in known), message


def test_there_is_much_to_say() -> None:
    assert len(set(said_by_the_reading())) > 40


def test_what_a_file_holds_stands_in_the_message_as_it_is() -> None:
    flaw = TableProblem(
        row=7,
        column="zona_waktu",
        message="'{x} <b>' is no time zone: write WIB, WITA, WIT or a name like Asia/Jakarta",
    )
    for language in LANGUAGES:
        assert "'{x} <b>'" in table_problems.message(flaw, texts_for(language))
        shown = file_views.problems("a.csv", [flaw], texts_for(language))
        assert "&lt;b&gt;" in shown.text


def test_a_header_that_looks_misspelt_names_the_one_that_is_meant() -> None:
    flaw = TableProblem(row=1, column="namma", message="'namma' is no column of a roster: did you mean nama?")
    assert table_problems.message(flaw, texts_for("en")) == flaw.message


def test_a_message_without_words_is_said_as_it_is() -> None:
    flaw = TableProblem(row=0, message="something new")
    assert table_problems.message(flaw, texts_for("id")) == "something new"


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Texts:
    """The phrases of each language."""
    return texts_for(request.param)


def fits(screen: Screen) -> None:
    """Whether Telegram takes a screen, and nothing of a name is markup."""
    assert 0 < len(screen.text) <= 4096
    assert "<b>Wahyuni" not in screen.text
    for row in screen.keys:
        for key in row:
            assert key.label
            assert len(key.press.pack().encode()) <= 64


def profile(person: Person) -> RosterProfile:
    """A person with everything that can stand on their screen."""
    held = [
        Held(grant=Grant(role=role, unit=person.unit, starts_on=MONDAY, ends_on=MONDAY), is_from_file=True)
        for role in (Role.SUPERVISOR, Role.CURATOR, Role.ADMIN)
    ]
    leaves = [Leave(starts_on=MONDAY, ends_on=None), Leave(starts_on=MONDAY, ends_on=MONDAY)]
    return RosterProfile(person=person, held=tuple(held), leaves=tuple(leaves), today=MONDAY)


@pytest.mark.parametrize("state", list(PersonState))
def test_long_and_odd_names_fit_into_every_screen(t: Texts, state: PersonState) -> None:
    person = replace(SARI, state=state, telegram_id=1 if state is PersonState.ACTIVE else None)
    shown = profile(person)
    units = [
        Unit(id=number, path=person.unit + str(number), time_zone="Asia/Jakarta") for number in range(30)
    ]
    for screen in (
        views.person(shown, t),
        views.roles(shown, t),
        views.zones(shown, t),
        views.found(Found(sought=LONG, people=(person,) * 8, more=True), t),
        views.found(Found(sought=LONG, people=()), t),
        views.units(person, units, LONG, t),
        views.units(person, [], LONG, t),
    ):
        fits(screen)


@pytest.mark.parametrize("change", list(Change))
def test_every_change_says_what_it_means_and_that_it_is_made(t: Texts, change: Change) -> None:
    wish = Wish(
        person=SARI,
        change=change,
        value="supervisor.20261231",
        unit=Unit(id=2, path="Balai Jayapura", time_zone="Asia/Jayapura"),
        roles=(Role.SUPERVISOR,),
        until=MONDAY,
        zone="Asia/Jayapura",
        leave=Leave(starts_on=MONDAY, ends_on=MONDAY),
    )
    fits(change_views.ask_sure(wish, 10**10, t))
    fits(change_views.done(Done(wish=wish), t))


def every_change() -> dict[RosterFact, tuple[FactChange, ...]]:
    """Every fact changes about thousands of people, and is emptied where an empty cell can do that."""
    other = FactChange(name=LONG, before=LONG, after=f"{LONG}.")
    gone = FactChange(name=LONG, before=LONG, after="")
    many: tuple[FactChange, ...] = (other,) * 2_000
    changes = dict.fromkeys(RosterFact, many)
    for fact in (RosterFact.ROLES, RosterFact.STARTS_ON, RosterFact.EMAIL):
        changes[fact] += (gone,) * 2_000
    kinds = permutations(EmploymentType, 2)
    changes[RosterFact.EMPLOYMENT_TYPE] = tuple(
        FactChange(name=LONG, before=before.value, after=after.value) for before, after in kinds
    )
    return changes


def test_the_preview_of_a_large_file_fits(t: Texts) -> None:
    rows = tuple((fate, entry(f"{number:018}", LONG)) for fate in Fate for number in range(50))
    plan = RosterPlan(
        rows=rows,
        unchanged=4_000,
        new_units=tuple(f"{UNIT}/{number}" for number in range(100)),
        missing=(SARI,) * 3_000,
        new_admins=(LONG,) * 5,
        people=2_000,
        facts=every_change(),
    )
    notes = [TableProblem(row=row, column="nip", message="x" * 60, is_error=False) for row in range(50)]
    fits(file_views.preview(LONG, 2**32 - 1, plan, notes, t))
    fits(file_views.ask_missing(2**32 - 1, plan, t))
    fits(file_views.taken_before(TakenBefore(counts=plan.counts, unchanged=4_000, left=3_000), t))


def test_every_fact_of_a_person_has_a_name(t: Texts) -> None:
    assert set(fact_views.fact_words(t)) == set(RosterFact)
