"""What a knowledge item is: one answerable text with its source, as a frozen value."""

from datetime import date

from pydantic import Field

from content.models import ContentModel, Language


class KnowledgeItem(ContentModel):
    """A text people look up; `text` is Markdown in which a form feed stands between two pages.

    `unit` limits who sees it to a unit and everything below it; empty means everyone. `lesson` is the key
    `course/lesson` of what teaches it, `questions` the keys `course/lesson/question` that ask for it.
    """

    id: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)
    summary: str = Field(default="", max_length=500)
    text: str = Field(min_length=1)
    tags: tuple[str, ...] = ()
    language: Language = Field(default="id", pattern=r"^[a-z]{2}$")
    source: str = ""
    owner: str = ""
    unit: str = ""
    shareable: bool = False
    review_by: date | None = None
    verified_by: str = ""
    lesson: str = ""
    questions: tuple[str, ...] = ()
