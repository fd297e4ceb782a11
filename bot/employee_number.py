"""Tells a sound employee number from one that a spreadsheet or a typing error has spoilt."""

import re
from datetime import date, datetime

from bot.roster_cells import CellWrong, text_of
from learning.people import EmploymentType

NIP_LENGTH = 18
NEAR_NIP_LENGTH = range(15, 22)
LONGEST = 30
EXACT_IN_SPREADSHEET = 10**15
"""Spreadsheets keep 15 digits of a number and turn the rest into zeros."""

SCIENTIFIC = re.compile(r"^\d+([.,]\d+)?\s*[eE]\s*\+?\d+$")
DECIMAL_ZERO = re.compile(r"[.,]0{1,2}$")
YOUNGEST, OLDEST = 17, 80
MEND = "format the column as text, then enter the number again"


def read_employee_number(cell: object) -> str:
    """The digits of the number, without spaces and dots; raises CellWrong where digits were lost."""
    if isinstance(cell, bool | date | datetime):
        raise CellWrong(f"a spreadsheet has taken the number for something else: {MEND}")
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = text_of(cell).removeprefix("'")
    if SCIENTIFIC.match(text):
        raise CellWrong(f"a spreadsheet has shortened the number to a power of ten: {MEND}")
    if DECIMAL_ZERO.search(text):
        raise CellWrong(f"a spreadsheet has added decimals to the number: {MEND}")
    digits = re.sub(r"[\s.]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        raise CellWrong("there is something else than digits, spaces and dots: enter the digits only")
    if len(digits) > LONGEST:
        raise CellWrong(f"the number has more than {LONGEST} digits: enter one number")
    return digits


def employment_told_by(number: str) -> EmploymentType:
    """What a number that comes without employment type tells: PNS or PPPK by its pattern, else other."""
    if len(number) != NIP_LENGTH:
        return EmploymentType.OTHER
    for told in (EmploymentType.PNS, EmploymentType.PPPK):
        if flaw_of(number, told) is None:
            return told
    return EmploymentType.OTHER


def length_flaw(number: str, stated: EmploymentType | None) -> str | None:
    """Why a number of this length is none of a PNS or PPPK; others have any length, once that is stated.

    Where nothing is stated, a number of about 18 digits was meant as one of 18, or is that of an identity
    card, which has 16.
    """
    is_near = len(number) in NEAR_NIP_LENGTH
    if len(number) == NIP_LENGTH or stated is EmploymentType.OTHER or (stated is None and not is_near):
        return None
    return (
        f"the number has {len(number)} digits, and those of PNS and PPPK have 18: "
        "compare, or write other as the employment type"
    )


def flaw_of(number: str, employment_type: EmploymentType, *, today: date | None = None) -> str | None:
    """Why an 18-digit number cannot be right, None for a plausible one and for other lengths.

    A PNS number is birth date, year and month of the first appointment, sex, serial; in a PPPK number
    the number of contracts stands in place of the month. There is no check digit. Without `today`
    an appointment in the future passes.
    """
    if len(number) != NIP_LENGTH:
        return None
    if employment_type is EmploymentType.PNS:
        return _flaw(number, has_month=True, today=today)
    if employment_type is EmploymentType.PPPK:
        return _flaw(number, has_month=False, today=today)
    return _flaw(number, has_month=True, today=today) and _flaw(number, has_month=False, today=today)


def _flaw(number: str, *, has_month: bool, today: date | None) -> str | None:
    if number.endswith("000"):
        return f"the number ends in 000, as when a spreadsheet has cut the last digits: {MEND}"
    try:
        birth = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return "digits 1 to 8 are no date of birth: compare with the letter of appointment"
    year, month = int(number[8:12]), int(number[12:14]) if has_month else 12
    if not 1 <= month <= 12:
        return "digits 13 and 14 are no month: compare, or write PPPK as the employment type"
    if number[14] not in "12":
        return "digit 15 is neither 1 nor 2: compare with the letter of appointment"
    if not YOUNGEST <= year - birth.year - (month < birth.month) <= OLDEST:
        return f"an age under {YOUNGEST} or over {OLDEST} at the appointment: compare digits 1 to 12"
    if today and (year, month if has_month else 1) > (today.year, today.month):
        return "the appointment lies in the future: compare digits 9 to 14"
    return None


def _from_number(cell: int | float) -> str:
    if abs(cell) >= EXACT_IN_SPREADSHEET:
        raise CellWrong(f"the cell is a number, of which a spreadsheet keeps 15 digits: {MEND}")
    if not cell >= 0 or cell != int(cell):
        raise CellWrong("the cell is no whole number: enter the digits only")
    return str(int(cell))
