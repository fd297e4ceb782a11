"""What a course is made of: lessons of text and questions, as frozen values."""

import hashlib
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = str
"""A two-letter language code, such as `id` or `en`."""


class ContentModel(BaseModel):
    """A frozen piece of content with a stable hash of all it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @cached_property
    def content_hash(self) -> str:
        """The first 32 hexadecimal digits of the SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]


class QuestionBase(ContentModel):
    """What all question kinds share; `prompt` and `explanation` are Markdown."""

    id: str
    prompt: str
    explanation: str


class SingleChoice(QuestionBase):
    """One right option among several; `right` is its index."""

    kind: Literal["single"] = "single"
    options: tuple[str, ...]
    right: int


class MultipleChoice(QuestionBase):
    """Several right options; `right` holds their indices in ascending order."""

    kind: Literal["multiple"] = "multiple"
    options: tuple[str, ...]
    right: tuple[int, ...]


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    kind: Literal["true_false"] = "true_false"
    right: bool


class Numeric(QuestionBase):
    """A number within `tolerance` of `right`, in `unit` (may be empty)."""

    kind: Literal["numeric"] = "numeric"
    right: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""


class ShortText(QuestionBase):
    """A word or two; any of `accepted` is right, the first is the one shown."""

    kind: Literal["short_text"] = "short_text"
    accepted: tuple[str, ...]


class Ordering(QuestionBase):
    """Steps to put in order; `items` are in the right order."""

    kind: Literal["order"] = "order"
    items: tuple[str, ...]


class Matching(QuestionBase):
    """Pairs of left and right sides to match."""

    kind: Literal["match"] = "match"
    pairs: tuple[tuple[str, str], ...]


class Choice(ContentModel):
    """A way on from a scene of a case."""

    text: str
    to: str


class Scene(ContentModel):
    """One card of a case: it has choices, or it ends well or badly."""

    id: str
    text: str
    choices: tuple[Choice, ...] = ()
    ends_well: bool | None = None


class Case(QuestionBase):
    """A short story whose next card depends on the choice; the first scene opens it."""

    kind: Literal["case"] = "case"
    scenes: tuple[Scene, ...]

    def scene(self, scene_id: str) -> Scene:
        """The scene of this id; raises KeyError where there is none."""
        for scene in self.scenes:
            if scene.id == scene_id:
                return scene
        raise KeyError(scene_id)


Question = Annotated[
    SingleChoice | MultipleChoice | TrueFalse | Numeric | ShortText | Ordering | Matching | Case,
    Field(discriminator="kind"),
]


class Lesson(ContentModel):
    """One idea in one language: text and questions, with its planned minutes and its source."""

    course: str
    id: str
    language: Language
    title: str
    minutes: int = Field(ge=1, le=60)
    competency: str
    tags: tuple[str, ...] = ()
    owner: str = ""
    source: str = ""
    review_by: date | None = None
    verified_by: str = ""
    picture: str = ""
    text: str
    questions: tuple[Question, ...] = ()

    @property
    def key(self) -> str:
        """`course/lesson`: the same for every language of the lesson."""
        return f"{self.course}/{self.id}"

    @property
    def planned_seconds(self) -> int:
        """The credit of this lesson, in seconds."""
        return self.minutes * 60

    def question(self, question_id: str) -> Question | None:
        """The question of this id, or None where the lesson has none such."""
        return next((question for question in self.questions if question.id == question_id), None)


class Course(ContentModel):
    """A row of lessons under one title, for everyone or for some units and roles."""

    id: str
    title: dict[Language, str] = Field(min_length=1)
    description: dict[Language, str] = {}
    competency: str = ""
    owner: str = ""
    lessons: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    folder: Path = Field(default=Path(), exclude=True)

    def title_in(self, language: Language) -> str:
        """The title in this language, or in the first language the course has."""
        return self.title.get(language) or next(iter(self.title.values()))
