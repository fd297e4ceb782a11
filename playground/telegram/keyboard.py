"""Checks the buttons under a message the way Telegram does."""

from typing import Any

from playground.telegram.errors import bad_request
from playground.telegram.links import checked_link

Json = dict[str, Any]

MAX_BUTTONS = 100
MAX_ROW = 8
ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def inline_keyboard(markup: Any) -> Json | None:
    """The inline keyboard a message will carry, None for none; Refused when a button is not acceptable."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        _expect_known_markup(markup)
        return None
    rows = [[_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _expect_known_markup(markup: Json) -> None:
    if markup and not any(kind in markup for kind in OTHER_MARKUPS):
        raise bad_request("can't parse reply keyboard markup JSON object")


def _button(button: Json) -> Json:
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not str(button["text"]).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(action in button for action in ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        return {**button, "url": _button_url(str(button["url"]))}
    return button


def _button_url(url: str) -> str:
    checked = checked_link(url)
    if checked is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked
