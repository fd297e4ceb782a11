"""A text of which nothing can be seen counts as no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.visible_text import seen

UNSEEN = ["", "  \n", "\u200b", "\u2060\u200d\u200b", "\u2800\u3164", "\u00ad", "\ufe0f", "\u202e \u200f"]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_cannot_be_seen_is_no_text(text: str) -> None:
    assert seen(text) == ""


@pytest.mark.parametrize("text", ["a", "👩‍💻", "❤️", "é", "…", "\u200bRapat\u200b", "漢", "ﷺ"])
def test_what_can_be_seen_stays_as_it_was_written(text: str) -> None:
    assert seen(f" {text}\n") == text


@given(st.text(), st.sampled_from(UNSEEN))
def test_a_text_is_never_changed_within(text: str, unseen: str) -> None:
    assert seen(text) in ("", text.strip())
    assert seen(f"x{unseen}{text}x") == f"x{unseen}{text}x"
