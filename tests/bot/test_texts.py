"""What Sela says: whole catalogues, sound markup, and numbers, dates and clocks as the reader writes them."""

import ast
import re
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Message
from markupsafe import Markup

from bot.commands import COMMANDS, KEY_OF
from bot.phrases import CODE, catalogue, catalogue_file, phrases_in_code, updated, written
from bot.texts import LANGUAGES, texts_for

TELEGRAM_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}
TAG = re.compile(r"<(/?)([^<>\s]*)([^<>]*)>")
COMMAND = re.compile(r"(?<![\w<}/])/([a-z]+)")
PLACEHOLDER = re.compile(r"{([^{}]*)}")
NOON_IN_JAKARTA = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def entries(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(said: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


def pairs(language: str) -> list[tuple[str, str]]:
    """Every phrase with every form of its translation; plural forms stand beside the many."""
    return [(forms(entry.id)[-1], form) for entry in entries(language) for form in forms(entry.string)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_code_is_in_the_catalogue_and_no_other(language: str) -> None:
    said = {forms(message.id) for message in phrases_in_code() if message.id}
    known = {forms(entry.id) for entry in entries(language)}
    assert said - known == set(), "run `python -m bot.phrases`, then translate"
    assert known - said == set(), "run `python -m bot.phrases`"
    assert not catalogue(language).obsolete


def counted_in_code() -> set[tuple[str, str]]:
    """The two forms of everything that the code counts, found without Babel."""
    found = set()
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "count"
            ):
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if len(words) > 1 and all(isinstance(word, str) for word in words[:2]):
                    found.add((str(words[0]), str(words[1])))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_its_forms_in_the_catalogue(language: str) -> None:
    """Babel takes a phrase for an uncounted one where `t` is handed on between its values."""
    counted = counted_in_code()
    assert len(counted) > 50
    assert counted - {entry.id for entry in entries(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_translated_in_all_its_forms_and_none_is_a_guess(language: str) -> None:
    whole = catalogue(language)
    assert whole.num_plurals == {"id": 1, "en": 2}[language]
    for entry in entries(language):
        expected = 1 if isinstance(entry.id, str) else whole.num_plurals
        assert len(forms(entry.string)) == expected, entry.id
        assert all(form.strip() for form in forms(entry.string)), entry.id
        assert not entry.fuzzy, entry.id


def test_english_says_exactly_what_the_code_says() -> None:
    assert [entry.id for entry in entries("en") if forms(entry.id) != forms(entry.string)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_collecting_the_phrases_again_changes_no_byte(language: str) -> None:
    again = written(updated(catalogue(language), phrases_in_code()))
    assert again == catalogue_file(language).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_values(language: str) -> None:
    for phrase, translation in pairs(language):
        missing = set(PLACEHOLDER.findall(phrase)) - set(PLACEHOLDER.findall(translation))
        unknown = set(PLACEHOLDER.findall(translation)) - set(PLACEHOLDER.findall(phrase))
        is_singular = missing == {"n"} and language == "en"
        assert not missing or is_singular, phrase
        assert not unknown, phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_what_telegram_understands_and_every_tag_is_closed(language: str) -> None:
    for phrase, translation in pairs(language):
        opened: list[str] = []
        for closing, name, attributes in TAG.findall(translation):
            assert name in TELEGRAM_TAGS, translation
            assert not attributes or name == "a", translation
            if closing:
                assert opened, translation
                assert opened.pop() == name, translation
            else:
                opened.append(name)
        assert not opened, translation
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", TAG.sub("", translation)), translation
        assert Counter(TAG.findall(phrase)) == Counter(TAG.findall(translation)), phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_a_phrase_is_one_that_the_reader_finds_in_the_menu(language: str) -> None:
    names = {command.name_in[language] for command in COMMANDS}
    for phrase, translation in pairs(language):
        named = COMMAND.findall(translation)
        assert set(named) <= names, translation
        meant = Counter(KEY_OF[name] for name in COMMAND.findall(phrase))
        assert meant == Counter(KEY_OF[name] for name in named), phrase


def test_indonesian_keeps_to_its_own_words() -> None:
    for phrase, translation in pairs("id"):
        words = PLACEHOLDER.sub("", translation)
        assert not re.search(r"\b(kamu|kalian|user|klik|lesson|course|link)\b", words, re.I), phrase
        assert not re.search(r"\banda\b", words), f"{phrase}: Anda has a capital"


def test_indonesian_has_one_form_for_every_number_and_english_two() -> None:
    indonesian, english = texts_for("id"), texts_for("en")
    said = [(t.count("{n} day", "{n} days", number)) for t in (indonesian, english) for number in (0, 1, 2)]
    assert said == ["0 hari", "1 hari", "2 hari", "0 days", "1 day", "2 days"]
    assert indonesian.count("{n} day", "{n} days", 1234) == "1.234 hari"


def test_numbers_have_the_separators_of_the_language() -> None:
    assert texts_for("id").number(Decimal("1234.5")) == "1.234,5"
    assert texts_for("en").number(Decimal("1234.5")) == "1,234.5"
    assert texts_for("id").minutes(90) == "1,5"
    assert texts_for("id").minutes(240) == "4"


def test_jp_are_cut_to_one_decimal_and_never_rounded_up() -> None:
    assert texts_for("id").jp(Fraction(1999, 100)) == "19,9"
    assert texts_for("en").jp(Fraction(20)) == "20.0"


def test_dates_are_written_out_in_the_language() -> None:
    monday = date(2026, 11, 23)
    assert texts_for("id").day(monday) == "Senin, 23 November 2026"
    assert texts_for("id").short_day(monday) == "Sen, 23 Nov"
    assert texts_for("en").day(monday) == "Monday, 23 November 2026"
    assert texts_for("id").month(8) == "Agu"


def test_indonesian_clocks_have_a_point_and_english_ones_a_colon() -> None:
    assert texts_for("id").clock(time(12, 0)) == "12.00"
    assert texts_for("en").clock(time(7, 5)) == "07:05"


@pytest.mark.parametrize(
    ("zone", "clock"),
    [("Asia/Jakarta", "12.00 WIB"), ("Asia/Makassar", "13.00 WITA"), ("Asia/Jayapura", "14.00 WIT")],
)
def test_a_moment_is_told_on_the_readers_own_clock(zone: str, clock: str) -> None:
    told = texts_for("id").moment(NOON_IN_JAKARTA, ZoneInfo(zone))
    assert told == f"Senin, 23 November, {clock}"


def test_an_unknown_zone_is_told_by_its_city() -> None:
    assert texts_for("id").zone("America/New_York") == "New York"
    assert texts_for("id").zone("Asia/Pontianak") == "WIB"


def test_a_name_with_markup_shows_literally() -> None:
    greeting = texts_for("id")(
        "<b>Hello, {name}.</b> I am Sela. I bring short lessons into your breaks.", name="Ani <b>&</b> {x}"
    )
    assert greeting.startswith("<b>Halo, Ani &lt;b&gt;&amp;&lt;/b&gt; {x}.</b>")


def test_html_that_is_html_already_is_kept_and_buttons_stay_plain() -> None:
    t = texts_for("id")
    assert t("<b>{title}</b>", title=Markup("<i>A</i>")) == "<b><i>A</i></b>"
    assert t.plain("Time zone: {zone}", zone="<WIB>") == "Zona waktu: <WIB>"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("id", "id"), ("en", "en"), ("en-GB", "en"), ("ID", "id"), ("de", "id"), ("", "id"), (None, "id")],
)
def test_sela_speaks_indonesian_to_everybody_whose_language_it_does_not_know(
    asked: str | None, spoken: str
) -> None:
    assert texts_for(asked).language == spoken
