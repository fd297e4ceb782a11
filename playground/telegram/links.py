"""Which addresses Telegram accepts behind a link or a button."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def checked_link(address: str) -> str | None:
    """The address as Telegram keeps it (http:// and a path are added), or None when it is no valid link."""
    address = address.strip()
    if address.startswith(("tg://", "ton://", "mailto:", "tel:")):
        return address
    if any(character.isspace() for character in address):
        return None
    return _checked_web_address(address if "://" in address else f"http://{address}")


def _checked_web_address(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not (_HOST.fullmatch(host) or _ADDRESS.fullmatch(host)):
        return None
    return address if parts.path or parts.query or parts.fragment else f"{address}/"
