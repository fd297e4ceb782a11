"""What is remembered of knowledge: items, the passages they are found by, and questions to experts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ItemState(StrEnum):
    """Being written, waiting for a curator, found by everybody it is for, or out of use."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A knowledge item as it is kept; `version` counts from 1 and grows with every change of its text.

    `key` names it outside the database: the file it came from, or the chat. `unit` is the path of those who
    may see it, None for everyone. `document` is the SHA-256 of the file it came from, `note` what a curator
    said when giving it back. `author` and `author_unit` tell who wrote it in chat, as the roster has it now.
    """

    id: int = 0
    key: str
    title: str
    summary: str = ""
    text: str
    tags: tuple[str, ...] = ()
    language: str = "id"
    source: str = ""
    owner: str = ""
    owner_id: int | None = None
    author_id: int | None = None
    author: str = ""
    author_unit: str | None = None
    unit: str | None = None
    shareable: bool = False
    review_by: date | None = None
    state: ItemState = ItemState.PUBLISHED
    verified_by: str = ""
    lesson_key: str = ""
    question_keys: tuple[str, ...] = ()
    origin: str = ""
    origin_hash: str = ""
    document: str | None = None
    note: str = ""
    version: int = 1
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPassage:
    """A passage with the terms it is found by; of an item, or of a lesson by its key."""

    title: str
    path: tuple[str, ...] = ()
    page: int | None = None
    text: str
    language: str
    title_terms: tuple[str, ...]
    tag_terms: tuple[str, ...]
    text_terms: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that the index offers for a question, with the terms in it."""

    passage_id: int
    item_id: int | None
    lesson_key: str
    title_terms: str
    tag_terms: str
    text_terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """What is shown of a passage."""

    passage_id: int
    item_id: int | None
    lesson_key: str
    title: str
    path: tuple[str, ...]
    page: int | None
    text: str
    language: str


class Fit(StrEnum):
    """How well what was found fits: here it is, did you mean, nothing fits."""

    FOUND = "found"
    MAYBE = "maybe"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The best passage of one item or lesson; `score` is comparable within one answer only."""

    passage: PassageText
    score: float
    coverage: float
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What lookup says to a question: how well it fits, up to so many hits, best first, and repaired words.

    `terms` are what was looked for, to be shown in bold; `search_id` names the kept search, and `helpful` is
    what the person said of it, None until they do.
    """

    question: str
    fit: Fit
    hits: tuple[Hit, ...] = ()
    repaired: tuple[tuple[str, str], ...] = ()
    terms: frozenset[str] = field(default_factory=frozenset)
    search_id: int | None = None
    helpful: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSearch:
    """A question that somebody looked up, as it is kept; `helpful` is None until they say."""

    id: int
    question: str
    fit: str
    item_id: int | None = None
    helpful: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A file that items came from; `telegram_file_id` is empty until it was uploaded to Telegram."""

    sha256: str
    name: str
    content: bytes
    telegram_file_id: str = ""
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """An item worth offering beside a lesson."""

    item_id: int
    title: str
