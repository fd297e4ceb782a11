"""An employee number reaches Sela whole, or somebody is told how to mend it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.employee_number import employment_told_by, flaw_of, read_employee_number
from bot.roster_cells import CellWrong
from learning.people import EmploymentType

PNS, PPPK, OTHER = EmploymentType.PNS, EmploymentType.PPPK, EmploymentType.OTHER
SOUND_PNS = "196804111993031009"
SOUND_PPPK = "198507232023212015"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (SOUND_PNS, SOUND_PNS),
        ("19680411 199303 1 009", SOUND_PNS),
        ("19680411.199303.1.009", SOUND_PNS),
        (f"'{SOUND_PNS}", SOUND_PNS),
        (f'="{SOUND_PNS}"', SOUND_PNS),
        ("\u00a0196804111993031009 ", SOUND_PNS),
        ("130.000.000", "130000000"),
        ("007", "007"),
        (130012345, "130012345"),
        (130012345.0, "130012345"),
    ],
)
def test_a_number_is_its_digits_however_it_is_spaced(cell: object, number: str) -> None:
    assert read_employee_number(cell) == number


@pytest.mark.parametrize(
    "cell",
    [
        "1.96804E+17",
        "1,96804E+17",
        "2E17",
        "196804111993031000,0",
        "196804111993031009.0",
        "130012345.00",
        196804111993031009,
        1.96804111993031e17,
        float("inf"),
        float("nan"),
        12.5,
        -130012345,
        True,
        date(1968, 4, 11),
        datetime(1968, 4, 11, 0, 0),
        "19680411199303100A",
        "١٢٣٤٥٦٧٨٩",
        "-130012345",
        "1" * 31,
    ],
)
def test_a_number_that_lost_digits_or_holds_others_is_refused(cell: object) -> None:
    with pytest.raises(CellWrong):
        read_employee_number(cell)


def test_a_number_kept_as_a_number_is_refused_with_the_mend() -> None:
    with pytest.raises(CellWrong, match="keeps 15 digits: format the column as text"):
        read_employee_number(196804111993031009)


@pytest.mark.parametrize("number", [SOUND_PNS, "199912312018011001", "200001012025022999"])
def test_a_plausible_pns_number_has_no_flaw(number: str) -> None:
    assert flaw_of(number, PNS) is None


def test_a_pppk_number_has_contracts_where_a_pns_number_has_the_month() -> None:
    assert flaw_of(SOUND_PPPK, PPPK) is None
    assert "no month" in (flaw_of(SOUND_PPPK, PNS) or "")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("196813111993031009", "date of birth"),
        ("196802301993031009", "date of birth"),
        ("000000000000000001", "date of birth"),
        ("196804111993131009", "no month"),
        ("196804111993001009", "no month"),
        ("196804111993033009", "neither 1 nor 2"),
        ("196804111993031000", "ends in 000"),
        ("199804112010031009", "age under 17"),
        ("196804112049051009", "over 80"),
        ("196804111900031009", "age under 17"),
    ],
)
def test_an_impossible_number_is_named_with_its_digits(number: str, says: str) -> None:
    assert says in (flaw_of(number, PNS) or "")


def test_the_age_at_the_appointment_counts_in_months() -> None:
    assert flaw_of("200006152017061001", PNS) is None
    assert flaw_of("200006152017051001", PNS) is not None


def test_an_appointment_in_the_future_is_a_flaw_once_today_is_known() -> None:
    number = "200006152026121001"
    assert flaw_of(number, PNS) is None
    assert flaw_of(number, PNS, today=date(2026, 12, 1)) is None
    assert flaw_of(number, PNS, today=date(2026, 11, 30)) is not None
    assert flaw_of(SOUND_PPPK, PPPK, today=date(2023, 1, 1)) is None
    assert flaw_of(SOUND_PPPK, PPPK, today=date(2022, 12, 31)) is not None


@pytest.mark.parametrize("number", ["130012345", "1", "19680411199303100", "1968041119930310090"])
def test_numbers_of_other_lengths_are_taken_as_they_are(number: str) -> None:
    assert flaw_of(number, PNS) is None
    assert employment_told_by(number) is OTHER


def test_a_number_tells_the_employment_type_that_nobody_stated() -> None:
    assert employment_told_by(SOUND_PNS) is PNS
    assert employment_told_by(SOUND_PPPK) is PPPK
    assert employment_told_by("999999999999999999") is OTHER


@given(
    birth=st.dates(date(1950, 1, 1), date(2000, 12, 31)),
    age=st.integers(18, 60),
    month=st.integers(1, 12),
    sex=st.sampled_from("12"),
    serial=st.integers(1, 999),
)
def test_every_number_made_by_the_rule_passes(
    birth: date, age: int, month: int, sex: str, serial: int
) -> None:
    number = f"{birth:%Y%m%d}{birth.year + age}{month:02}{sex}{serial:03}"
    assert flaw_of(number, PNS) is None
    assert employment_told_by(number) is PNS
    assert read_employee_number(f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}") == number


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.none()))
def test_any_cell_is_either_digits_or_refused(cell: object) -> None:
    try:
        number = read_employee_number(cell)
    except CellWrong:
        return
    assert number.isascii()
    assert number.isdigit()
