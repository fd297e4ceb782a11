"""Other words for a word, as curators add them in chat: `hape = ponsel`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from learning.auditing import entry_by
from learning.notices import Dialogue
from learning.people import Actor
from learning.ports import Records
from learning.records import AuditEntry
from learning.rules.lookup import Synonym
from learning.rules.terms import content_words, words_of

ADDING_WORDS = "words"
"""The dialogue in which the next message says what else a word is called."""

LONGEST_WORD_BYTES = 32
"""A word travels in a button."""

MOST_OTHERS = 10
LONGEST_OTHER = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class WordAdded:
    """Questions with this word find these, too."""

    word: str
    others: tuple[str, ...]


def added(records: Records) -> Mapping[str, Synonym]:
    """Every word that curators said something of, by word."""
    return records.knowledge.all_synonyms()


def begin(records: Records, actor: Actor, *, now: datetime) -> None:
    """Takes the next message as a word and what else it is called."""
    records.dialogues.begin(actor.person.id, Dialogue(kind=ADDING_WORDS, payload={}, begun_at=now))


def add(records: Records, actor: Actor, line: str, *, now: datetime) -> WordAdded | None:
    """Keeps `word = other, other`; None where it does not read so, and may be written again."""
    found = read_line(line)
    if found is None:
        return None
    records.dialogues.end(actor.person.id)
    synonym = Synonym(others=found.others)
    records.knowledge.set_synonym(found.word, synonym, by=actor.person.id, at=now)
    _audit(records, actor, "word_added", found.word, now)
    return found


def keep(records: Records, word: str, synonym: Synonym, *, actor: str, now: datetime) -> None:
    """Keeps what the command line says of a word; without others it stands for itself alone."""
    records.knowledge.set_synonym(word, synonym, by=None, at=now)
    action = "word_added" if synonym.others else "word_removed"
    records.journal.audit(AuditEntry(at=now, actor=actor, action=action, detail=word))


def remove(records: Records, actor: Actor, word: str, *, now: datetime) -> bool:
    """Takes back what curators said of a word; False where nobody said anything of it any more."""
    is_removed = records.knowledge.remove_synonym(word)
    if is_removed:
        _audit(records, actor, "word_removed", word, now)
    return is_removed


def read_line(line: str) -> WordAdded | None:
    """The word and its others in `word = other, other`; None where there is not one word, or no other."""
    left, _, right = line.partition("=")
    words = words_of(left)
    if len(words) != 1 or not content_words(words) or len(words[0].encode()) > LONGEST_WORD_BYTES:
        return None
    phrases = (" ".join(words_of(part))[:LONGEST_OTHER] for part in re.split(r"[,;]", right))
    others = [phrase for phrase in phrases if content_words(phrase.split()) and phrase != words[0]]
    if not others:
        return None
    return WordAdded(word=words[0], others=tuple(dict.fromkeys(others))[:MOST_OTHERS])


def _audit(records: Records, actor: Actor, action: str, word: str, now: datetime) -> None:
    records.journal.audit(entry_by(actor, action, now=now, detail=word))
