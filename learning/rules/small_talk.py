"""Greetings and thanks: words that ask for nothing."""

from learning.rules.stopwords import STOPWORDS
from learning.rules.terms import words_of

_LISTED = """
halo hai hi hello hey pagi siang sore malam selamat salam assalamualaikum
terima kasih banyak sekali makasih makasi trims tq suwun nuhun thanks thank thx
oke ok okay sip siap mantap baik jelas bagus hebat cool great nice clear
good morning afternoon evening bye dadah kabar apa kabarnya
"""
SMALL_TALK = frozenset(_LISTED.split())


def is_small_talk(text: str) -> bool:
    """Whether a message is nothing but greeting or thanks."""
    words = words_of(text)
    return (
        bool(words)
        and all(word in SMALL_TALK or word in STOPWORDS for word in words)
        and any(word in SMALL_TALK for word in words)
    )
