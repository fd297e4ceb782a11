"""Who may do what, and how a person is shown."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from learning.people import EmploymentType, Grant, Person, PersonState, Role, is_within, masked
from learning.policy import Policy
from learning.rules.access import ALLOWED, Action, actor_of, may

TODAY = date(2026, 4, 8)


def person(state: PersonState = PersonState.ACTIVE, number: str = "196804111993031009") -> Person:
    return Person(
        id=1,
        employee_number=number,
        name="Sari",
        unit_id=1,
        unit="Balai Besar/Seksi Uji",
        time_zone="Asia/Jayapura",
        language="id",
        employment_type=EmploymentType.PNS,
        state=state,
    )


def grant(role: Role, starts_on: date = date(2026, 1, 1), ends_on: date | None = None) -> Grant:
    return Grant(role=role, unit="Balai Besar", starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize("action", list(Action))
def test_every_employee_may_learn_and_see_their_own(action: Action) -> None:
    own = {
        Action.LEARN,
        Action.SET_OWN_PREFERENCES,
        Action.SEE_OWN_RECORD,
        Action.LOOK_UP,
        Action.CONTRIBUTE,
    }
    assert may(actor_of(person(), [], TODAY), action) is (action in own)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", [PersonState.LISTED, PersonState.LEFT])
def test_who_left_or_never_began_may_do_nothing(action: Action, state: PersonState) -> None:
    everything = [grant(role) for role in Role]
    assert not may(actor_of(person(state), everything, TODAY), action)


def test_every_action_says_who_may_do_it() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values())


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_exactly_what_the_table_says(role: Role) -> None:
    actor = actor_of(person(), [grant(role)], TODAY)
    assert actor.roles == {Role.EMPLOYEE, role}
    for action, roles in ALLOWED.items():
        assert may(actor, action) is bool(roles & {Role.EMPLOYEE, role})


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(on: date, holds: bool) -> None:
    acting = grant(Role.SUPERVISOR, date(2026, 3, 1), date(2026, 3, 31))
    assert (Role.SUPERVISOR in actor_of(person(), [acting], on).roles) is holds


def test_a_grant_without_end_goes_on() -> None:
    assert grant(Role.CURATOR).in_force(date(2050, 1, 1))


@pytest.mark.parametrize(
    ("unit", "within"),
    [
        ("Balai Besar", True),
        ("Balai Besar/Seksi Uji", True),
        ("Balai Besar Lain", False),
        ("Balai", False),
        ("Pusat/Balai Besar", False),
    ],
)
def test_a_unit_reaches_over_itself_and_what_lies_below(unit: str, within: bool) -> None:
    assert is_within(unit, "Balai Besar") is within


def test_an_employee_number_is_shown_by_its_last_three_digits() -> None:
    assert person().masked_number == "…009"
    assert masked("") == "…"


def test_the_date_is_that_of_the_persons_own_clock() -> None:
    at = datetime(2026, 4, 7, 15, 0, tzinfo=UTC)
    assert person().zone == ZoneInfo("Asia/Jayapura")
    assert person().local_date(at) == TODAY
    assert at.astimezone(Policy().zone).date() == date(2026, 4, 7)
