"""How people rated courses, and what they wrote about them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The stars somebody gave a course on a date of their own calendar, with a sentence or none."""

    person_id: int
    course: str
    rated_on: date
    rated_at: datetime
    stars: int
    sentence: str = ""


class StarSum(NamedTuple):
    """So many stars in so many ratings of so many people; who rated in two units counts in one of them."""

    stars: int = 0
    ratings: int = 0
    raters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseToRate:
    """A course that ended with a sitting; `stars` is 0 before any were given.

    What was given on an earlier day stays, so `is_open` is false then.
    """

    attempt_id: int
    course: str
    title: str
    stars: int = 0
    sentence: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """How a course was rated and what was written, without names.

    Of a group too small to hide anybody there is nothing but its size.
    """

    course: str
    title: str
    ratings: int
    index: Decimal | None = None
    sentences: tuple[str, ...] = ()
    is_too_small: bool = False
    page: int = 0
    pages: int = 1
