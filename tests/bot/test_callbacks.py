"""Buttons: what is packed comes back the same, and anything else is a stale button and no harm."""

from dataclasses import fields
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import bot.routes  # noqa: F401 - every button is known once its handlers are
from bot.buttons.breaks import SwitchWindow
from bot.buttons.study import Give, Learn
from bot.callbacks import BUTTONS, MOST_BYTES, Button, StaleButton, unpack
from learning.rules.breaks import WindowKind

WORDS = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=8)
VALUES: dict[object, SearchStrategy[object]] = {
    int: st.integers(min_value=0, max_value=10**15 - 1),
    bool: st.booleans(),
    str: WORDS,
}


def values(kind: Any) -> SearchStrategy[object]:
    """Any value of a field of this type."""
    return st.sampled_from(list(kind)) if issubclass(kind, StrEnum) else VALUES[kind]


def buttons() -> SearchStrategy[Button]:
    """Any button with fields that fit."""
    return st.one_of(
        [
            st.builds(kind, **{field.name: values(field.type) for field in fields(kind)})
            for kind in BUTTONS.values()
        ]
    )


@given(buttons())
def test_every_button_comes_back_as_it_was_packed(button: Button) -> None:
    try:
        packed = button.pack()
    except ValueError:
        return
    assert len(packed.encode()) <= MOST_BYTES
    assert unpack(packed) == button


@given(st.text())
def test_arbitrary_text_is_a_button_or_a_stale_one(data: str) -> None:
    try:
        assert isinstance(unpack(data), Button)
    except StaleButton:
        return


@given(st.sampled_from(sorted(BUTTONS)), st.lists(st.text(max_size=20), max_size=4))
def test_a_known_code_with_arbitrary_fields_is_a_button_or_a_stale_one(code: str, parts: list[str]) -> None:
    try:
        assert unpack(":".join([f"1{code}", *parts])).code == code
    except StaleButton:
        return


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "1",
        ":",
        "::::",
        "x" * 64,
        "x" * 65,
        "1le:" + "9" * 60,
        "1le:" + "9" * 61,
        "\ufffd\ufffd",
        "\udcff",
        "1le:\udcff",
        "1le:\x00",
        "1le:-1",
        "1le:+1",
        "1le: 1",
        "1le:1.5",
        "1le:1e3",
        "1le:0x1",
        "1le:１",
        "1le:²",
        "1le:99999999999999999999999999",
        "1le",
        "1le:",
        "1le:1:2",
        "1le:1' OR '1'='1",
        "'; DROP TABLE people; --",
        "../../etc/passwd",
        "1no:../../etc/passwd",
        "0le:3",
        "2le:3",
        "le:3",
        "1LE:3",
        "1zz:3",
    ],
)
def test_what_is_no_button_of_ours_is_stale(data: str | None) -> None:
    with pytest.raises(StaleButton):
        unpack(data)


def test_codes_are_short_and_say_their_version() -> None:
    assert all(1 <= len(code) <= 3 and code.isalpha() for code in BUTTONS)
    assert Learn(3).pack() == "1le:3"


def test_a_button_that_does_not_fit_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValueError):
        Give(1, 0, "a" * 64).pack()
    with pytest.raises(ValueError):
        Give(1, 0, "a:b").pack()


def test_a_letter_of_several_bytes_counts_as_several() -> None:
    assert len(Give(1, 0, "é" * 28).pack().encode()) <= MOST_BYTES
    with pytest.raises(ValueError):
        Give(1, 0, "é" * 30).pack()


def test_a_kind_of_window_travels_as_its_word() -> None:
    assert SwitchWindow(WindowKind.LUNCH, True).pack() == "1bs:lunch:1"
