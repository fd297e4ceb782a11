"""Turns what arrives over HTTP (query, form, JSON, multipart) into typed parameters and files."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request as HttpRequest

from playground.telegram.errors import bad_request
from playground.telegram.files import Upload

OBJECT_FIELDS = frozenset({
    "reply_markup", "reply_parameters", "link_preview_options", "scope", "media", "menu_button", "button",
    "explanation_media",
})  # fmt: skip
ARRAY_FIELDS = frozenset({
    "entities", "caption_entities", "options", "results", "commands", "allowed_updates", "message_ids",
    "correct_option_ids", "reaction", "question_entities", "explanation_entities", "description_entities",
    "country_codes",
})  # fmt: skip
CHAT_FIELDS = frozenset({"chat_id", "from_chat_id"})
NUMBER_FIELDS = frozenset({
    "message_id", "message_thread_id", "offset", "limit", "timeout", "cache_time",
    "reply_to_message_id", "correct_option_id", "open_period", "close_date", "max_connections",
})  # fmt: skip
FLAG_FIELDS = frozenset({
    "disable_notification", "protect_content", "allow_paid_broadcast", "show_alert", "is_personal",
    "is_anonymous", "allows_multiple_answers", "allows_revoting", "is_closed", "members_only",
    "shuffle_options", "hide_results_until_closes", "allow_adding_options", "has_spoiler", "is_big",
    "show_caption_above_media", "drop_pending_updates", "disable_content_type_detection",
    "allow_sending_without_reply",
})  # fmt: skip
TRUE_WORDS = frozenset({"true", "yes", "1"})
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_FRACTION = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")


async def read_call(http: HttpRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The raw parameters and the uploaded files of one HTTP request."""
    params: dict[str, Any] = dict(http.query_params)
    content_type = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "multipart/form-data":
        fields, files = await _read_multipart(http)
        return params | fields, files
    body = await http.body()
    if content_type == "application/json":
        return params | _read_json(body), {}
    if body:
        params |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return params, {}


def decoded(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with numbers, Booleans and JSON objects in place of their texts."""
    return {name: _decoded(name, value) for name, value in raw.items()}


async def _read_multipart(http: HttpRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    params: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    async with http.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await _upload(value)
            else:
                params[name] = value
    return params, files


async def _upload(part: UploadFile) -> Upload:
    return Upload(
        name=part.filename or "file",
        mime_type=part.content_type or "application/octet-stream",
        content=await part.read(),
    )


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(parsed, dict):
        raise bad_request("can't parse request body as JSON object")
    return parsed


def _decoded(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in CHAT_FIELDS:
        return _chat(value)
    if name in NUMBER_FIELDS:
        return _number(value)
    if name in FLAG_FIELDS:
        return value is True or str(value).lower() in TRUE_WORDS
    if name in OBJECT_FIELDS:
        return _parsed(name, value, dict)
    if name in ARRAY_FIELDS:
        return _parsed(name, value, list)
    return value


def _chat(value: Any) -> Any:
    text = str(value)
    return int(text) if _INTEGER.fullmatch(text) else value


def _number(value: Any) -> float:
    text = str(value)
    if _INTEGER.fullmatch(text):
        return int(text)
    # Telegram reads anything else as zero; fractions of a second are of use to tests.
    return float(text) if _FRACTION.fullmatch(text) else 0


def _parsed(name: str, value: Any, kind: type) -> Any:
    if value == "":
        return None
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        parsed = None
    if not isinstance(parsed, kind):
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
    return parsed
