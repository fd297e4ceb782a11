"""What the index holds of a text: its passages, each with the terms and words it is found by."""

from collections.abc import Sequence

from content.passages import cut_into_passages
from learning.knowledge import IndexedPassage
from learning.rules.terms import content_words, roots_of, words_of

INDEX_VERSION = 1
"""Grows when texts are cut or words are rooted in another way: what was indexed before is indexed anew."""


def indexed_passages(
    *, title: str, text: str, language: str, summary: str = "", tags: Sequence[str] = ()
) -> tuple[IndexedPassage, ...]:
    """The passages of a text; the summary stands with the first, the headings above with each."""
    passages = []
    for number, passage in enumerate(cut_into_passages(text)):
        heading = content_words(words_of(f"{title} {' '.join(passage.path)}"))
        beside = content_words(words_of(" ".join([*tags, summary if number == 0 else ""])))
        body = content_words(words_of(passage.text))
        passages.append(
            IndexedPassage(
                title=title,
                path=passage.path,
                page=passage.page,
                text=passage.text,
                language=language,
                title_terms=_terms(heading),
                tag_terms=_terms(beside),
                text_terms=_terms(body),
                words=frozenset([*heading, *beside, *body]),
            )
        )
    return tuple(passages)


def _terms(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(root for word in words for root in roots_of(word))
