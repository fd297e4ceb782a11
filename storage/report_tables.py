"""The tables beside the ledger: words about its rows, and what was handed over to the personnel system."""

from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class CreditRemarkRow(SQLModel, table=True):
    """Evidence of an imported row, or the reason of a correction: these words can be forgotten."""

    __tablename__: ClassVar[Any] = "credit_remark"

    credit_id: int = Field(
        foreign_key="credit.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    corrects_id: int | None = Field(default=None, foreign_key="credit.id", index=True)
    words: str = ""
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    note_id: int | None = Field(default=None, foreign_key="note.id")


class HandOverRow(SQLModel, table=True):
    """One batch of ledger rows for the personnel system."""

    __tablename__: ClassVar[Any] = "hand_over"

    id: int | None = Field(default=None, primary_key=True)
    month: str
    made_at: datetime
    replied_at: datetime | None = None


class HandedCreditRow(SQLModel, table=True):
    """A ledger row in the one batch that it went out with, and what the personnel system replied."""

    __tablename__: ClassVar[Any] = "hand_over_row"

    credit_id: int = Field(
        foreign_key="credit.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    hand_over_id: int = Field(foreign_key="hand_over.id", index=True)
    state: str
    reason: str = ""
    replied_at: datetime | None = None


class FlagDecisionRow(SQLModel, table=True):
    """What an admin decided about a flagged ledger row: it stays, or it was corrected by a new one."""

    __tablename__: ClassVar[Any] = "flag_decision"

    credit_id: int = Field(
        foreign_key="credit.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    decision: str
    actor_id: int = Field(foreign_key="person.id")
    decided_at: datetime


class RatingRow(SQLModel, table=True):
    """How somebody rated a course on the day they finished it; their sentence can be forgotten."""

    __tablename__: ClassVar[Any] = "rating"
    __table_args__: ClassVar[Any] = (
        sa.UniqueConstraint("person_id", "course", "rated_on"),
        sa.Index("ix_rating_course", "course", "rated_at"),
        sa.Index("ix_rating_moment", "rated_at", "unit_id", "stars"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    course: str
    rated_on: date
    rated_at: datetime
    stars: int
    sentence: str = ""


class CreditWeekRow(SQLModel, table=True):
    """What the ledger's rows of a week come to: by unit, kind, course, competency and rate.

    `course` is empty for what belongs to none; a correction has that of the row it corrects. `year` and
    `month` split the weeks that lie in two; `answers` are those of rows that know how many were right.
    """

    __tablename__: ClassVar[Any] = "credit_week"

    iso_year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    iso_week: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    month: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(primary_key=True)
    course: str = Field(primary_key=True)
    competency: str = Field(primary_key=True)
    minutes_per_jp: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    credits: int
    seconds: int
    right_answers: int
    answers: int


class LearnerWeekRow(SQLModel, table=True):
    """How many people have seconds in a week, each once: in the unit of their last row of that week."""

    __tablename__: ClassVar[Any] = "learner_week"

    iso_year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    iso_week: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    people: int
