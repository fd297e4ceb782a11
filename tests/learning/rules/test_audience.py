"""Whom an author may address, and whom a selection names."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learning.broadcasts import Addressee, Selection
from learning.people import Actor, EmploymentType, Grant, Person, PersonState, Role
from learning.rules.audience import audience, digest_of, is_led, scope_of

UNITS = ("Biro", "Biro/Umum", "Biro/Umum/Arsip", "Birokrasi", "Balai", "Balai/Uji")


def actor(*grants: tuple[Role, str | None]) -> Actor:
    """Somebody with these roles over these units."""
    person = Person(
        id=1,
        employee_number="1",
        name="Budi",
        unit_id=1,
        unit="Biro",
        time_zone="Asia/Jakarta",
        language="id",
        employment_type=EmploymentType.PNS,
        state=PersonState.ACTIVE,
    )
    held = tuple(Grant(role=role, unit=unit, starts_on=date(2026, 1, 1)) for role, unit in grants)
    return Actor(person=person, grants=held)


def addressee(person_id: int, unit: str) -> Addressee:
    """Somebody of this unit."""
    return Addressee(
        person_id=person_id,
        unit=unit,
        time_zone="Asia/Jakarta",
        unreached=None,
        working_days=frozenset({1, 2, 3, 4, 5}),
        works_on_holidays=False,
        unit_windows={},
        chosen={},
        used={},
    )


PEOPLE = [addressee(number, unit) for number, unit in enumerate(UNITS, 10)]


def named(selection: Selection, *scope: str | None, **more: object) -> list[str]:
    """The units of those whom a selection names within a scope."""
    given_ = {"holders": (), "done": (), "author_id": 1, **more}
    return [one.unit for one in audience(PEOPLE, selection, scope, **given_)]  # type: ignore[arg-type]


def test_a_supervisor_leads_their_unit_and_all_below_and_no_namesake() -> None:
    assert scope_of(actor((Role.SUPERVISOR, "Biro"))) == ("Biro",)
    assert named(Selection(), "Biro") == ["Biro", "Biro/Umum", "Biro/Umum/Arsip"]


def test_a_unit_below_another_that_is_led_adds_nothing() -> None:
    both = actor((Role.SUPERVISOR, "Biro/Umum"), (Role.SUPERVISOR, "Biro"), (Role.SUPERVISOR, "Balai"))
    assert scope_of(both) == ("Biro", "Balai")


def test_admins_lead_everybody_and_others_nobody() -> None:
    assert scope_of(actor((Role.ADMIN, None))) == (None,)
    assert scope_of(actor((Role.SUPERVISOR, None))) == (None,)
    assert scope_of(actor((Role.CURATOR, "Biro"))) == ()
    assert scope_of(actor()) == ()
    assert named(Selection()) == []


def test_a_selection_never_leaves_the_scope() -> None:
    assert named(Selection(units=("Balai",)), "Biro") == []
    assert named(Selection(units=("Biro/Umum", "Balai")), "Biro") == ["Biro/Umum", "Biro/Umum/Arsip"]


def test_roles_and_what_was_done_narrow_it() -> None:
    assert named(Selection(roles=(Role.CURATOR,)), None, holders={11}) == ["Biro/Umum"]
    assert named(Selection(not_done=True), "Biro", done={10, 11}) == ["Biro/Umum/Arsip"]


def test_authors_write_to_others() -> None:
    assert "Biro" not in named(Selection(), None, author_id=10)


@given(st.lists(st.sampled_from(UNITS)), st.lists(st.sampled_from(UNITS)))
def test_everyone_named_is_led(units: list[str], scope: list[str]) -> None:
    for unit in named(Selection(units=tuple(units)), *scope):
        assert is_led(unit, scope)
        assert not units or is_led(unit, units)


@given(st.sets(st.integers(1, 10_000)), st.sets(st.integers(1, 10_000)))
def test_an_audience_has_one_name_whatever_its_order(one: set[int], other: set[int]) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)
    assert digest_of(sorted(one)) == digest_of(sorted(one, reverse=True))
