"""Log lines without secrets: structured, with the token taken out wherever it might appear."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
HIDDEN = "[token]"
CHATTY = ("httpx", "httpcore", "apscheduler", "telegram", "aiohttp", "uvicorn", "asyncio", "alembic")
"""Libraries whose INFO lines say nothing to an operator, or hold addresses with the token."""


def set_up_logs(*, style: str, level: str) -> None:
    """Writes log lines to standard error, as JSON or for a person's eyes."""
    renderer: Any = (
        structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer()
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, hide_tokens, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_tokens,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(getattr(logging, level))
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


def hide_tokens(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces anything that looks like a bot token, in every field."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = TOKEN.sub(HIDDEN, value)
    return event
