"""Drives a headless Chromium over its DevTools protocol: open a page, click, type, look, take a picture."""

import asyncio
import base64
import json
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import aiohttp

EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
KEYS = {
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Tab": (9, ""),
    " ": (32, " "),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}
START_SECONDS = 20.0
WAIT_SECONDS = 5.0


class Page:
    """One tab; `complaints` collects uncaught errors and everything the console calls an error."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.complaints: list[str] = []
        self._socket = socket
        self._loaded = asyncio.Event()
        self._last_id = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listening = asyncio.ensure_future(self._listen())

    async def __aenter__(self) -> Self:
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.command(f"{domain}.enable")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()
        await self._listening

    async def command(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one DevTools command and return its result; RuntimeError with the browser's own words."""
        self._last_id += 1
        answer = self._answers[self._last_id] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._last_id, "method": method, "params": params})
        async with asyncio.timeout(WAIT_SECONDS + 1):
            result: dict[str, Any] = await answer
        return result

    async def go(self, url: str) -> None:
        """Open the address in this tab and wait until it has loaded."""
        self._loaded.clear()
        await self.command("Page.navigate", url=url)
        async with asyncio.timeout(START_SECONDS):
            await self._loaded.wait()

    async def look(self, *, width: int, height: int, dark: bool = False, touch: bool = False) -> None:
        """Set the size of the window in CSS pixels, and which colours the system asks for."""
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.command("Emulation.setEmulatedMedia", features=[scheme])

    async def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, awaited if it is a promise."""
        answer = await self.command(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    async def until(self, expression: str, timeout: float = WAIT_SECONDS) -> Any:
        """Return the expression's value as soon as it is truthy, True for an element.

        TimeoutError names the expression and the complaints so far.
        """
        look_again = f"""new Promise((found) => {{
            const deadline = performance.now() + {timeout * 1000};
            const look = () => {{
                let value = {expression};
                if (value instanceof Node) value = true;
                if (value || performance.now() > deadline) found(value); else setTimeout(look, 15);
            }};
            look();
        }})"""
        value = await self.evaluate(look_again)
        if not value:
            raise TimeoutError(f"never became true: {expression}; complaints: {self.complaints}")
        return value

    async def text(self, selector: str) -> str:
        """Return the text that shows in the first element matching the selector, "" if there is none."""
        return str(await self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    async def click(self, selector: str) -> None:
        """Click the middle of the first element matching the selector, with a real mouse press."""
        found = f"document.querySelector({json.dumps(selector)})"
        await self.until(f"!!{found}")
        x, y = await self.evaluate(
            f"(() => {{ const found = {found}; found.scrollIntoView({{block: 'nearest', inline: 'nearest'}});"
            " const box = found.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def write(self, text: str) -> None:
        """Type the text into what has the focus."""
        await self.command("Input.insertText", text=text)

    async def key(self, name: str) -> None:
        """Press and release one of KEYS."""
        code, text = KEYS[name]
        for kind in ("keyDown", "keyUp"):
            await self.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=name,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    async def picture(self) -> bytes:
        """Return what the window shows as a PNG."""
        answer = await self.command("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])

    async def _listen(self) -> None:
        async for frame in self._socket:
            told = json.loads(frame.data)
            if "id" in told:
                self._settle(told)
            else:
                self._note(told["method"], told["params"])

    def _settle(self, told: dict[str, Any]) -> None:
        answer = self._answers.pop(told["id"])
        if answer.done():
            return
        if "error" in told:
            answer.set_exception(RuntimeError(told["error"]["message"]))
        else:
            answer.set_result(told["result"])

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled" and params["type"] in {"error", "assert"}:
            self.complaints.append(json.dumps(params["args"]))


class Browser:
    """A running Chromium that opens tabs."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    @asynccontextmanager
    async def tab(self) -> AsyncIterator[Page]:
        """Open an empty tab and close it afterwards."""
        async with self._session.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json(content_type=None)
        connection = self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        async with connection as socket, Page(socket) as page:
            yield page
            await page.command("Page.close")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start Chromium with a new, empty profile and stop it afterwards."""
    assert EXECUTABLE is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            EXECUTABLE,
            *FLAGS,
            f"--user-data-dir={profile}",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr is not None
        port = await _announced_port(process.stderr)
        drained = asyncio.ensure_future(process.stderr.read())  # a full pipe would stop the browser
        try:
            async with aiohttp.ClientSession() as session:
                yield Browser(session, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            await process.wait()
            await drained


async def _announced_port(stderr: asyncio.StreamReader) -> int:
    async with asyncio.timeout(START_SECONDS):
        async for line in stderr:
            if announced := re.search(rb"DevTools listening on ws://[^:]+:(\d+)/", line):
                return int(announced[1])
    raise RuntimeError("Chromium ended before it said where it listens")
