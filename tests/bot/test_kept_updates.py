"""What is kept of an update until it is handled: all of it, but of a link only the hash."""

import json
from typing import Any

import pytest

from bot.intake import LINK_HASH, without_activation_link
from learning.usecases.enrol import token_hash

TOKEN = "AbcdefghijklmnopqrstuvwX"


def kept(text: Any) -> dict[str, Any]:
    """The message of this text as it is kept."""
    update = {"update_id": 7, "message": {"from": {"id": 1}, "chat": {"id": 1}, "text": text}}
    packed = without_activation_link(update)
    assert TOKEN not in packed
    message: dict[str, Any] = json.loads(packed)["message"]
    return message


@pytest.mark.parametrize("words", ["/start {}", "/MULAI@SelaBot   {} ", " /start {}"])
def test_a_link_is_kept_as_the_hash_by_which_it_can_still_be_redeemed(words: str) -> None:
    message = kept(words.format(TOKEN))
    assert message[LINK_HASH] == token_hash(TOKEN)
    assert message["from"] == {"id": 1}


@pytest.mark.parametrize("text", ["/start", "/bantuan", "halo", "/belajar 3", "", None, 7, ["halo"]])
def test_whatever_is_no_link_is_kept_as_it_came(text: Any) -> None:
    message = kept(text)
    assert message["text"] == text
    assert LINK_HASH not in message


@pytest.mark.parametrize("update", [{}, {"message": None}, {"message": []}, {"message": {}}])
def test_a_broken_update_is_kept_too(update: dict[str, Any]) -> None:
    assert json.loads(without_activation_link(update)) == update


def test_letters_that_no_encoding_has_do_not_stop_the_keeping() -> None:
    assert len(kept("/start \ud800")[LINK_HASH]) == 64


def test_a_link_quoted_in_another_message_is_cut_out_too() -> None:
    update = {"update_id": 7, "message": {"text": "ini?", "reply_to_message": {"text": f"/start {TOKEN}"}}}
    assert TOKEN not in without_activation_link(update)
