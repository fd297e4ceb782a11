"""The methods that answer a pressed button or an inline query."""

import re
from typing import Any

from playground.telegram.errors import bad_request
from playground.telegram.formatting import caption_text, message_text
from playground.telegram.keyboard import inline_keyboard
from playground.telegram.plain_text import utf16_length
from playground.telegram.world import Handler, Json, Request, World

MAX_RESULTS = 50
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(world: World, request: Request) -> bool:
    """answerCallbackQuery: a toast, an alert, or just the end of the waiting sign."""
    text = request.text("text")
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = request.text("callback_query_id")
    answer = {
        "text": text,
        "show_alert": request.flag("show_alert"),
        "url": request.text("url"),
        "cache_time": request.params.get("cache_time", 0),
    }
    user_id = world.queries.answer_callback(query_id, answer, world.unix_time())
    world.happenings.publish({"type": "answer", "chat_id": user_id, "callback_query_id": query_id, **answer})
    return True


def answer_inline_query(world: World, request: Request) -> bool:
    """answerInlineQuery: up to 50 results with different ids."""
    query_id = request.text("inline_query_id")
    next_offset = request.text("next_offset")
    if len(next_offset.encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = {
        "results": _results(request.params.get("results")),
        "next_offset": next_offset,
        "cache_time": request.params.get("cache_time", 300),
        "is_personal": request.flag("is_personal"),
        "button": _button(request.params.get("button")),
    }
    user_id = world.queries.answer_inline(query_id, answer, world.unix_time())
    world.happenings.publish({"type": "inline", "chat_id": user_id, "inline_query_id": query_id, **answer})
    return True


def _results(given: Any) -> list[Json]:
    if not isinstance(given, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(given) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in given]
    if any(not 1 <= len(result_id.encode()) <= 64 for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return [_result(result) for result in given]


def _result(result: Json) -> Json:
    if not result.get("title") and result.get("type") == "article":
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content")
    if content is None and result.get("type") == "article":
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    if content and "message_text" in content:
        message_text(content["message_text"], content.get("parse_mode"), content.get("entities"))
    caption_text(result.get("caption"), result.get("parse_mode"), result.get("caption_entities"))
    inline_keyboard(result.get("reply_markup"))
    return result


def _button(button: Any) -> Json | None:
    if not isinstance(button, dict):
        return None
    if not button.get("text"):
        raise bad_request("inline query button text must be non-empty")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(str(button["start_parameter"])):
        raise bad_request("START_PARAM_INVALID")
    return button


METHODS: dict[str, Handler] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
