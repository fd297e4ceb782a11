"""The tables of knowledge: items and their passages, what was looked for, and questions to experts."""

from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables import json_field


class DocumentRow(SQLModel, table=True):
    """A file that an item came from; Telegram's own id of it once it was uploaded there."""

    __tablename__: ClassVar[Any] = "document"

    sha256: str = Field(primary_key=True)
    name: str
    size: int
    content: bytes
    telegram_file_id: str = ""
    added_at: datetime


class ItemRow(SQLModel, table=True):
    """A knowledge item as it is now."""

    __tablename__: ClassVar[Any] = "knowledge_item"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str
    summary: str = ""
    text: str
    tags: list[str] = json_field(default_factory=list)
    language: str
    source: str = ""
    owner: str = ""
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    shareable: bool = False
    review_by: date | None = Field(default=None, index=True)
    state: str = Field(index=True)
    verified_by: str = ""
    lesson_key: str = Field(default="", index=True)
    question_keys: list[str] = json_field(default_factory=list)
    origin: str = Field(default="", index=True)
    origin_hash: str = ""
    document: str | None = Field(default=None, foreign_key="document.sha256", index=True)
    note: str = ""
    version: int = 1
    opened: int = 0
    helpful: int = 0
    unhelpful: int = 0
    changed_at: datetime


class ItemVersionRow(SQLModel, table=True):
    """An item as it was after one change."""

    __tablename__: ClassVar[Any] = "knowledge_version"
    __table_args__: ClassVar[Any] = (sa.UniqueConstraint("item_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="knowledge_item.id")
    version: int
    content: dict[str, Any] = json_field()
    changed_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    changed_at: datetime


class PassageRow(SQLModel, table=True):
    """A passage that can be found: of a published item, or of a lesson; with the terms in the index."""

    __tablename__: ClassVar[Any] = "passage"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int | None = Field(default=None, foreign_key="knowledge_item.id", index=True)
    lesson_key: str = Field(default="", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    language: str
    number: int
    title: str
    path: list[str] = json_field(default_factory=list)
    page: int | None = None
    text: str
    words: str = ""
    title_terms: str
    tag_terms: str
    text_terms: str


class IndexTermRow(SQLModel, table=True):
    """In how many passages a term stands; the empty term stands in every passage."""

    __tablename__: ClassVar[Any] = "index_term"

    term: str = Field(primary_key=True)
    passages: int


class IndexWordRow(SQLModel, table=True):
    """In how many passages a word stands as it is written."""

    __tablename__: ClassVar[Any] = "index_word"

    word: str = Field(primary_key=True)
    passages: int


class SpellingRow(SQLModel, table=True):
    """A word with one letter left out, so that misspelt words find it (SymSpell)."""

    __tablename__: ClassVar[Any] = "index_spelling"

    form: str = Field(primary_key=True)
    word: str = Field(primary_key=True)


class SynonymRow(SQLModel, table=True):
    """What curators say of a word: other words for it; none takes away what the shipped list says."""

    __tablename__: ClassVar[Any] = "synonym"

    word: str = Field(primary_key=True)
    others: list[str] = json_field(default_factory=list)
    replaces: bool = False
    changed_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    changed_at: datetime


class SearchRow(SQLModel, table=True):
    """A question somebody looked up; who it was is forgotten after some weeks."""

    __tablename__: ClassVar[Any] = "knowledge_search"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    question: str
    fit: str
    item_id: int | None = Field(default=None, foreign_key="knowledge_item.id", index=True)
    lesson_key: str = ""
    opened: bool = False
    helpful: bool | None = None
    settled: bool = False
    searched_at: datetime = Field(index=True)


class ExpertQuestionRow(SQLModel, table=True):
    """A question that nothing answered, from asking until the asker has an answer."""

    __tablename__: ClassVar[Any] = "expert_question"

    id: int | None = Field(default=None, primary_key=True)
    asker_id: int = Field(foreign_key="person.id", index=True)
    question: str
    state: str = Field(index=True)
    taken_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    taken_at: datetime | None = None
    answer: str = ""
    answer_document: str | None = Field(default=None, foreign_key="document.sha256")
    answered_at: datetime | None = None
    escalated_at: datetime | None = None
    item_id: int | None = Field(default=None, foreign_key="knowledge_item.id", index=True)
    asked_at: datetime


class ItemReportRow(SQLModel, table=True):
    """A reader's report that an item is wrong."""

    __tablename__: ClassVar[Any] = "item_report"
    __table_args__: ClassVar[Any] = (sa.UniqueConstraint("person_id", "item_id", "version", "reason"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    item_id: int = Field(foreign_key="knowledge_item.id", index=True)
    version: int
    reason: str
    settled: bool = False
    reported_at: datetime


class PausedQuestionRow(SQLModel, table=True):
    """A question of a lesson that is not asked until its owner confirms it, since its item changed."""

    __tablename__: ClassVar[Any] = "paused_question"

    question_key: str = Field(primary_key=True)
    item_id: int = Field(foreign_key="knowledge_item.id", index=True)
    paused_at: datetime


class DialogueRow(SQLModel, table=True):
    """What the next written message of a person is for: an answer to a question, a title, a note."""

    __tablename__: ClassVar[Any] = "dialogue"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    kind: str
    payload: dict[str, Any] = json_field(default_factory=dict)
    begun_at: datetime


class PassageVectorRow(SQLModel, table=True):
    """What a passage means to a model: its vector, one signed byte a number, of any length."""

    __tablename__: ClassVar[Any] = "passage_vector"

    passage_id: int = Field(primary_key=True, foreign_key="passage.id", ondelete="CASCADE")
    model: str = Field(index=True)
    vector: bytes
