"""A lesson's text is cut into cards that read well on a phone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from content.cards import CARD_LENGTH, TELEGRAM_LENGTH, cut_into_cards
from content.markup import telegram_html, visible_length


def section(name: str, letters: int) -> str:
    return f"## {name}\n\n{'x' * letters}"


def test_a_short_text_is_one_card_headings_and_all() -> None:
    text = f"Awal.\n\n{section('Satu', 50)}"
    assert cut_into_cards(text) == (text,)


def test_a_long_text_is_cut_at_its_headings() -> None:
    first, second = section("Satu", 1000), section("Dua", 1000)
    assert cut_into_cards(f"{first}\n\n{second}") == (first, second)


def test_neighbouring_sections_share_a_card_while_they_fit() -> None:
    parts = [section(str(number), 800) for number in range(5)]
    cards = cut_into_cards("\n\n".join(parts))
    assert cards == (f"{parts[0]}\n\n{parts[1]}", f"{parts[2]}\n\n{parts[3]}", parts[4])


def test_two_sections_that_just_fill_a_card_share_it() -> None:
    first, third = section("Satu", 900), section("Tiga", 900)
    room = CARD_LENGTH - visible_length(telegram_html(f"{first}\n\n{section('Dua', 0)}"))
    counted_differently = CARD_LENGTH - visible_length(telegram_html(f"{first}\n\n{section('Dua', room)}"))
    full = section("Dua", room + counted_differently)
    assert cut_into_cards(f"{first}\n\n{full}\n\n{third}") == (f"{first}\n\n{full}", third)
    over = f"{full}x"
    assert cut_into_cards(f"{first}\n\n{over}\n\n{third}")[0] == first


def test_what_stands_before_the_first_heading_is_kept() -> None:
    cards = cut_into_cards("Pembuka.\n\n" + section("Satu", 1795) + "\n\n" + section("Dua", 900))
    assert cards[0] == "Pembuka."


def test_only_second_level_headings_cut() -> None:
    text = "### Kecil\n\n" + "x" * 1000 + "\n\n### Kecil juga\n\n" + "x" * 1000
    assert cut_into_cards(text) == (text,)


def test_one_card_holds_what_reads_well_which_is_less_than_telegram_carries() -> None:
    exact = "x" * CARD_LENGTH
    assert cut_into_cards(exact) == (exact,)
    assert CARD_LENGTH < TELEGRAM_LENGTH < 4096


words = st.text("abcåé🙂", min_size=1, max_size=12)
texts = st.lists(
    st.one_of(st.lists(words, max_size=80).map(" ".join), words.map(lambda word: f"\n\n## {word}\n\n")),
    max_size=14,
).map("\n".join)


@settings(deadline=None, max_examples=60)
@given(texts.map(lambda text: text * 4))
def test_cutting_loses_no_words_and_keeps_their_order(text: str) -> None:
    cards = cut_into_cards(text)
    assert cards
    assert " ".join(cards).split() == text.split()
    for card in cards:
        fits = visible_length(telegram_html(card)) <= CARD_LENGTH
        assert fits or card.count("\n## ") == 0
