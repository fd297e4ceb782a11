"""Serves a BotApi on 127.0.0.1 inside the running event loop."""

import asyncio
import socket
from types import TracebackType
from typing import Any, Protocol

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from playground.telegram.web_app import CLOSE_CONNECTION

KEEP_ALIVE_SECONDS = 75


class Served(Protocol):
    """What can be served: an application that may be offline."""

    @property
    def app(self) -> ASGIApp: ...

    @property
    def is_offline(self) -> bool: ...

    @property
    def servers(self) -> "set[serve]": ...


class serve:  # noqa: N801
    """`async with serve(api, port=0) as base_url`; leaving closes every connection, long polls included."""

    def __init__(self, api: Served, *, port: int = 0) -> None:
        self._api = api
        self._port = port
        self._state = ServerState()
        self._config = Config(
            api.app, log_config=None, access_log=False, lifespan="off", ws="none", proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )  # fmt: skip
        self._listener: asyncio.Server | None = None

    async def __aenter__(self) -> str:
        self._config.load()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            self._connection, "127.0.0.1", self._port, family=socket.AF_INET, backlog=1024
        )
        self._api.servers.add(self)
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    async def __aexit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._api.servers.discard(self)
        if self._listener is not None:
            self._listener.close()
        self.hang_up()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # The transports report their end in the next turns of the loop.
        for _ in range(3):
            await asyncio.sleep(0)

    def hang_up(self) -> None:
        """Closes every open connection without an answer."""
        for connection in list(self._state.connections):
            transport = connection.transport
            if transport is not None:
                transport.abort()

    def _connection(self) -> asyncio.Protocol:
        return _Connection(self._config, self._state, self._api)


class _Connection(H11Protocol):
    def __init__(self, config: Config, state: ServerState, api: Served) -> None:
        super().__init__(config=config, server_state=state, app_state={CLOSE_CONNECTION: self._close})
        self._api = api

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self._api.is_offline:
            transport.abort()

    def _close(self) -> None:
        # Told to uvicorn first, so that it does not answer 500 for the missing response.
        self.cycle.disconnected = True
        self.transport.abort()
