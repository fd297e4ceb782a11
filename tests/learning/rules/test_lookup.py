"""Which passage answers best, and when it is better to say that nothing fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.knowledge import Candidate, Fit
from learning.rules.fitting import fit_of, how_sure
from learning.rules.lookup import (
    MANY_PASSAGES,
    MOST_SOUGHT,
    MOST_WORDS,
    Meant,
    Scored,
    Synonym,
    Weighing,
    best_of_each,
    score,
    terms_in,
    wanted_of,
    weigh,
    with_whole_items,
    without_told_twice,
    words_to_look_up,
)
from learning.rules.terms import content_words, roots_of, words_of

PASSAGES = 1000


def terms(text: str) -> str:
    """The terms of a text as the index keeps them."""
    return " ".join(root for word in content_words(words_of(text)) for root in roots_of(word))


def passage(
    text: str, *, title: str = "", tags: str = "", id_: int = 1, item: int | None = 1, lesson: str = ""
) -> Candidate:
    """A candidate with these words."""
    return Candidate(
        passage_id=id_,
        item_id=item,
        lesson_key=lesson,
        title_terms=terms(title),
        tag_terms=terms(tags),
        text_terms=terms(text),
    )


def asked(question: str, rare: int = 10, **counts: int) -> Weighing:
    """A question over a collection where its words stand in so many passages."""
    wanted = wanted_of(words_to_look_up(question), {}, {})
    return weigh(wanted, {term: counts.get(term, rare) for term in terms_in(wanted)}, PASSAGES)


def order(question: str, *candidates: Candidate) -> list[int]:
    """The ids of the passages, best first."""
    weighing = asked(question)
    return [one.candidate.passage_id for one in best_of_each([score(one, weighing) for one in candidates])]


def test_the_title_counts_more_than_the_text() -> None:
    text = passage("Suhu vaksin dicatat.", id_=1, item=1)
    title = passage("Dicatat.", title="Suhu vaksin", id_=2, item=2)
    assert order("suhu vaksin", text, title) == [2, 1]


def test_two_of_the_words_count_more_than_one_of_them_often() -> None:
    often = passage("vaksin " * 9, id_=1, item=1)
    both = passage("Vaksin dan suhu.", id_=2, item=2)
    assert order("suhu vaksin", often, both) == [2, 1]


def test_words_that_stand_together_count_more_than_words_apart() -> None:
    apart = passage("suhu ruang dan botol vaksin", id_=1, item=1)
    together = passage("botol ruang dan suhu vaksin", id_=2, item=2)
    assert order("suhu vaksin", apart, together) == [2, 1]


def test_a_rare_word_says_more_than_a_common_one() -> None:
    weighing = asked("arsip merkuri", arsip=400, merkur=2)
    common, rare = (score(passage(text), weighing) for text in ("arsip", "merkuri"))
    assert rare.score > common.score
    assert rare.coverage > common.coverage


def test_another_form_of_a_word_is_the_word() -> None:
    one, other = (
        score(passage("menyimpan arsip"), asked(text)) for text in ("simpan arsip", "penyimpanan arsip")
    )
    assert one.coverage == other.coverage > 0.7


def test_a_synonym_says_it_less_than_the_word_and_all_of_a_phrase_must_be_there() -> None:
    synonyms = {"kulkas": Synonym(others=("lemari pendingin",))}
    wanted = wanted_of(["kulkas"], synonyms, {})
    weighing = weigh(wanted, dict.fromkeys(terms_in(wanted), 10), PASSAGES)
    word, phrase, half = (score(passage(text), weighing) for text in ("kulkas", "lemari pendingin", "lemari"))
    assert word.score > phrase.score > half.score == 0


def test_a_word_that_is_replaced_is_not_looked_for() -> None:
    wanted = wanted_of(["gerah"], {"gerah": Synonym(others=("panas",), replaces=True)}, {})
    assert terms_in(wanted) == {"panas"}


def test_a_repaired_word_counts_less_than_one_that_was_written() -> None:
    sure = wanted_of(["rentang"], {}, {})
    guessed = wanted_of(["rendang"], {}, {"rendang": Meant(word="rentang", trust=0.7)})
    found = [score(passage("rentang"), weigh(wanted, {"rentang": 5}, PASSAGES)) for wanted in (sure, guessed)]
    assert found[0].coverage > found[1].coverage


def test_words_that_say_nothing_are_not_looked_for_and_no_more_than_so_many_are() -> None:
    assert words_to_look_up("apa itu yang bagaimana sblm") == []
    assert len(words_to_look_up(" ".join(f"kata{number}" for number in range(200)))) == MOST_WORDS


def sought(counts: dict[str, int], *words: str) -> dict[str, bool]:
    """The words that passages are sought by among 100,000, each with whether it is common."""
    weighing = weigh(wanted_of(words, {}, {}), counts, 100_000)
    return {one.word: one.is_common for one in weighing.sought()}


def test_what_no_passage_holds_is_not_sought_and_what_very_many_hold_not_alone() -> None:
    many = MANY_PASSAGES * 3
    assert sought({"arsip": many, "suhu": 40}, "arsip", "suhu", "merkuri") == {"suhu": False, "arsip": True}
    assert sought({"arsip": many}, "arsip", "merkuri") == {"arsip": False}


def test_of_a_long_question_only_the_rarest_words_are_sought_alone() -> None:
    words = [f"kata{number}" for number in range(20)]
    found = sought({word: 5 + number for number, word in enumerate(words)}, *words)
    assert [word for word, is_common in found.items() if not is_common] == words[:MOST_SOUGHT]


def test_an_item_shows_its_best_passage_and_gains_by_its_others() -> None:
    weighing = asked("suhu vaksin beku")
    both = [score(passage("suhu vaksin", id_=1), weighing), score(passage("beku", id_=2), weighing)]
    alone = with_whole_items(both[:1], weighing)[0]
    best = best_of_each(with_whole_items(both, weighing))
    assert [one.candidate.passage_id for one in best] == [1]
    assert best[0].score > alone.score


def test_a_lesson_comes_after_an_item_that_fits_as_well_and_before_one_that_fits_less() -> None:
    lesson = passage("suhu vaksin", id_=1, item=None, lesson="lesson")
    same = passage("suhu vaksin", id_=2, item=2)
    less = passage("suhu ruang", id_=3, item=3)
    assert order("suhu vaksin", lesson, same, less) == [2, 1, 3]


def test_an_item_that_names_a_lesson_takes_its_place() -> None:
    weighing = asked("suhu vaksin beku")
    ranked = [
        score(one, weighing)
        for one in (
            passage("suhu vaksin beku", id_=1, item=None, lesson="told"),
            passage("suhu vaksin", id_=2, item=2),
            passage("suhu", id_=3, item=3),
        )
    ]
    shown = without_told_twice(ranked, {2: "", 3: "told"})
    assert [one.candidate.passage_id for one in shown] == [3, 2]
    assert without_told_twice(ranked, {}) == ranked


def test_a_passage_that_says_all_of_it_is_found_and_one_that_says_little_is_nothing() -> None:
    weighing = asked("suhu simpan vaksin")
    whole = score(passage("suhu vaksin disimpan", title="Menyimpan vaksin"), weighing)
    little = score(
        passage("ruang simpan"), asked("jadwal kereta bandung simpan", kereta=0, bandung=0, jadwal=0)
    )
    assert fit_of(whole) is Fit.FOUND
    assert fit_of(little) is Fit.NOTHING
    assert fit_of(None) is Fit.NOTHING


def test_a_far_question_whose_words_were_repaired_into_others_is_nothing() -> None:
    meant = {"rendang": Meant(word="rentang", trust=0.7), "padang": Meant(word="pasang", trust=0.7)}
    wanted = wanted_of(["resep", "rendang", "padang"], {}, meant)
    weighing = weigh(wanted, {"rentang": 3, "pasang": 20, "resep": 3}, 300)
    assert fit_of(score(passage("Alat dipasang pada rentang suhu."), weighing)) is Fit.NOTHING


@pytest.mark.parametrize("size", [300, 5_000, 300_000])
def test_how_sure_an_answer_is_hardly_depends_on_how_large_the_collection_is(size: int) -> None:
    wanted = wanted_of(words_to_look_up("suhu simpan vaksin"), {}, {})
    weighing = weigh(wanted, {term: max(1, size // 50) for term in terms_in(wanted)}, size)
    assert fit_of(score(passage("suhu vaksin disimpan", title="Vaksin"), weighing)) is Fit.FOUND
    assert fit_of(score(passage("suhu ruang rapat"), weighing)) is Fit.NOTHING


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=120), st.integers(0, 10_000))
def test_any_question_and_text_give_a_score_and_a_share(words: list[str], text: str, passages: int) -> None:
    weighing = asked(" ".join(words), rare=passages)
    found = score(passage(text, title=text[:20]), weighing)
    assert found.score >= 0
    assert 0 <= found.coverage <= 1.000001
    assert 0 <= how_sure(found) <= 1
    assert with_whole_items([found], weighing)[0].score == pytest.approx(found.score)


def test_a_passage_of_nothing_is_no_hit() -> None:
    candidate = passage("")
    found = score(candidate, asked("vaksin"))
    assert found == Scored(candidate=candidate, score=0.0, coverage=0.0, held=(0.0,))
