"""When it is better to say that nothing fits than to show what holds a few of the words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.everyday_words import everyday_words
from learning.knowledge import Candidate, Fit
from learning.rules.everyday import NO_EVERYDAY, everyday_of
from learning.rules.fitting import fit_of, how_sure
from learning.rules.lookup import Meant, Scored, score, terms_in, wanted_of, weigh, words_to_look_up
from learning.rules.stopwords import STOPWORDS
from learning.rules.terms import content_words, roots_of, words_of

CANDIDATE = Candidate(passage_id=1, item_id=1, lesson_key="", title_terms="", tag_terms="", text_terms="")
EVERYDAY = everyday_of(everyday_words())


def terms(text: str) -> str:
    """The terms of a text as the index keeps them."""
    return " ".join(root for word in content_words(words_of(text)) for root in roots_of(word))


def found(question: str, text: str, title: str = "") -> Scored:
    """What a passage says of a question whose every word ten of three hundred passages hold."""
    wanted = wanted_of(words_to_look_up(question), {}, {}, everyday=EVERYDAY)
    weighing = weigh(wanted, dict.fromkeys(terms_in(wanted), 10), 300)
    return score(replace(CANDIDATE, title_terms=terms(title), text_terms=terms(text)), weighing)


def test_a_question_on_another_topic_gets_nothing_from_a_passage_that_holds_its_other_words() -> None:
    text = "Syarat pinjam arsip: isi formulir di ruang arsip."
    assert fit_of(found("syarat pinjam arsip", text)) is not Fit.NOTHING
    assert fit_of(found("syarat kredit motor", text)) is Fit.NOTHING


def test_a_word_mentioned_in_passing_makes_no_answer_to_an_everyday_question() -> None:
    assert (
        fit_of(found("syarat cuti tahunan pegawai", "Pegawai yang cuti menyerahkan berkasnya."))
        is Fit.NOTHING
    )


def test_an_everyday_topic_that_the_base_is_about_is_answered() -> None:
    text = (
        "Cuti tahunan diajukan lewat atasan. Sisa cuti tahunan terlihat di aplikasi. Cuti diajukan tiga hari."
    )
    answer = found("cara mengajukan cuti tahunan", text, title="Mengajukan cuti tahunan")
    assert answer.elsewhere == 0
    assert fit_of(answer) is Fit.FOUND


def test_two_words_are_enough_to_find_something() -> None:
    assert fit_of(found("kriteria arsip", "Arsip dinilai. Arsip vital. Arsip inaktif.")) is not Fit.NOTHING


@pytest.mark.parametrize(
    "word", ["cuti", "cutinya", "mengasuransikan", "resep", "weather", "zodiak", "gowes"]
)
def test_everyday_topics_are_known_in_any_form(word: str) -> None:
    assert EVERYDAY.names(word)
    assert not NO_EVERYDAY.names(word)


@pytest.mark.parametrize(
    "word",
    ["arsip", "vaksin", "gratifikasi", "data", "label", "loket", "suhu", "obat", "pil", "acara", "gula", ""],
)
def test_words_of_the_shipped_fields_and_of_every_office_name_no_everyday_topic(word: str) -> None:
    assert not EVERYDAY.names(word)
    assert not EVERYDAY.names_shortened(word)


@pytest.mark.parametrize(
    ("written", "meant", "unknown", "is_everyday"),
    [
        ("tunjngan", "tunjngan", {"tunjngan"}, True),
        ("tunjngan", "kunjungan", {"tunjngan"}, True),
        ("lwt", "lwt", set(), False),
        ("lwt", "lewat", {"lwt"}, False),
    ],
)
def test_only_an_unknown_word_that_is_short_for_no_other_is_an_everyday_one_without_its_vowels(
    written: str, meant: str, unknown: set[str], is_everyday: bool
) -> None:
    assert EVERYDAY.names_shortened(written)
    reading = {} if written == meant else {written: Meant(word=meant, trust=0.7)}
    (wanted,) = wanted_of([written], {}, reading, everyday=EVERYDAY, unknown=unknown)
    assert wanted.is_everyday is is_everyday


def test_no_listed_word_is_one_that_questions_leave_out() -> None:
    assert STOPWORDS.isdisjoint(everyday_words())


@given(
    *(st.floats(0, 1) for _ in range(3)),
    st.floats(0, 30),
    st.integers(1, 12),
    st.floats(0, 1),
)
def test_more_of_the_question_never_makes_less_sure_and_another_topic_never_more(
    coverage: float, titled: float, elsewhere: float, mass: float, words: int, more: float
) -> None:
    one = Scored(
        candidate=CANDIDATE,
        score=1.0,
        coverage=coverage,
        mass=mass,
        titled=titled,
        elsewhere=elsewhere,
        held=(1.0,) * words,
    )
    assert 0 <= how_sure(one) <= 1
    assert how_sure(replace(one, coverage=coverage + more)) >= how_sure(one)
    assert how_sure(replace(one, mass=mass + more)) >= how_sure(one)
    assert how_sure(replace(one, titled=titled + more)) >= how_sure(one)
    assert how_sure(replace(one, elsewhere=elsewhere + more)) <= how_sure(one)
    assert how_sure(replace(one, told=one.told + more)) >= how_sure(one)
