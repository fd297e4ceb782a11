"""A server on this machine that answers, falls silent or hangs up as a test says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

SECRET = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
TOKEN = f"123456:{SECRET}"

Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """A server on this machine that keeps what it was sent and answers as a test says."""

    def __init__(self, answer: Answer) -> None:
        self.seen: list[bytes] = []
        self.port = 0
        self._answer = answer
        self._writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    (
                        int(line[15:])
                        for line in head.lower().split(b"\r\n")
                        if line.startswith(b"content-length:")
                    ),
                    0,
                )
                chunked = b"transfer-encoding: chunked" in head.lower()
                body = await (reader.readuntil(b"\r\n0\r\n\r\n") if chunked else reader.readexactly(length))
                self.seen.append(head + body)
                await self._answer(self.seen[-1], writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def hang_up(self) -> None:
        """Ends every connection, and waits until the loop has let go of it."""
        for writer in self._writers:
            writer.transport.abort()
        for writer in self._writers:
            with suppress(ConnectionError):
                await writer.wait_closed()

    def url(self, method: str = "sendMessage") -> str:
        return f"http://127.0.0.1:{self.port}/bot{TOKEN}/{method}"


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[Server]:
    server = Server(answer)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await asyncio.sleep(0)
        await server.hang_up()


def http(status: int, body: bytes, headers: str = "") -> Answer:
    async def answer(_: bytes, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


async def silence(_: bytes, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def hanging_up(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def half_an_answer(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":true,"result":{"mess')
    await writer.drain()
    writer.close()
