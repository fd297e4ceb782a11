"""Keeps the page of phones to the browser of this computer: no other page may drive or read it."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class OwnBrowserOnly:
    """Refuses requests that a page elsewhere, or a name that merely points here, has caused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _is_own(scope):
            await self._app(scope, receive, send_safely)
        else:
            await JSONResponse({"error": "not_from_here"}, status_code=403)(scope, receive, send_safely)


def _is_own(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if _host_name(headers.get("host", "")) not in OWN_HOSTS:
        return False
    origin = headers.get("origin")
    if origin is not None and origin != f"{scope['scheme']}://{headers['host']}":
        return False
    if headers.get("sec-fetch-site", "none") in {"same-origin", "none"}:
        return True
    followed_a_link = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
    return followed_a_link and scope["path"] == "/"


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
