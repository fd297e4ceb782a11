"""What questions and passages mean: asked at each lookup, and computed for new passages in the background."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import numpy as np
import structlog

from bot.embedders import Embedder, EmbedderAway, EndpointEmbedder, LocalEmbedder, Vectors
from bot.settings import Settings
from bot.vector_index import VectorIndex, coded
from learning.errors import StorageUnavailable
from learning.knowledge import PassageText
from learning.ports import Records, Store

log = structlog.get_logger()

BATCH, PAGE = 16, 2_000
TITLE_SHARE = 0.3
"""How much of a passage's vector its title is, once more: questions often name what titles name."""

PATIENCE_SECONDS = 1.0
"""For the vector of a question; whoever asks gets what the words find after that."""

AWAY_SECONDS = 30.0
"""After a failure nobody waits in vain for so long."""

LOOK_SECONDS = 30.0
"""How often new passages are looked for where nobody says that there are any."""


class Meaning:
    """The nearest passages to a question, as soon as nearly all passages have a vector.

    Whatever goes wrong, lookup by words goes on: `nearest` then returns None.
    """

    def __init__(
        self, embedder: Embedder, store: Store, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._embedder, self._store, self._seconds = embedder, store, seconds
        self._index = VectorIndex()
        self._is_ready = False
        self._away_until = 0.0
        self._changed = asyncio.Event()

    async def nearest(self, question: str) -> Mapping[int, float] | None:
        """How far the nearest passages stand out, by id; None where meaning cannot help now."""
        if not self._is_ready or self._seconds() < self._away_until:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                vector = await self._embedder.question(question)
        except (EmbedderAway, TimeoutError) as error:
            self._away_until = self._seconds() + AWAY_SECONDS
            log.warning("meaning_away", reason=str(error) or type(error).__name__)
            return None
        return await asyncio.to_thread(self._index.nearest, vector) or None

    def wake(self) -> None:
        """Says that passages changed."""
        self._changed.set()

    async def run(self) -> None:
        """Keeps the vectors of all passages as they should be, until it is cancelled."""
        while True:
            self._changed.clear()
            try:
                while await self.embed_some():
                    pass
            except (EmbedderAway, StorageUnavailable) as error:
                log.warning("passages_not_embedded", reason=str(error))
            # Not wait_for: in Python 3.11 it swallows a cancellation that comes together with its end.
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()

    async def embed_some(self) -> bool:
        """Computes the vectors of some passages that have none; whether there may be more.

        Raises EmbedderAway and StorageUnavailable; what was computed until then is kept.
        """
        passages = await self._store.read(_without_vector, self._embedder.model)
        if len(passages) == BATCH:
            self._is_ready = False
        if passages:
            vectors = coded(await self._vectors_of(passages))
            made = list(zip(passages, vectors, strict=True))
            kept = set(await self._store.write(_keep, self._embedder.model, made))
            await asyncio.to_thread(
                self._index.put, [(one.passage_id, each) for one, each in made if one.passage_id in kept]
            )
        if len(passages) == BATCH:
            return True
        await self._follow_store()
        return False

    async def close(self) -> None:
        """Lets go of the model or the connections."""
        await self._embedder.close()

    async def _vectors_of(self, passages: Sequence[PassageText]) -> Vectors:
        titles = list(dict.fromkeys(one.title for one in passages))
        vectors = _of_length_one(
            await self._embedder.passages([*(_full_text(one) for one in passages), *titles])
        )
        of_title = dict(zip(titles, vectors[len(passages) :], strict=True))
        title_of_each = np.stack([of_title[one.title] for one in passages])
        return _weighted(vectors[: len(passages)], title_of_each)

    async def _follow_store(self) -> None:
        """Reads all vectors anew where some are gone, or where none are in memory yet."""
        stored = await self._store.read(_count, self._embedder.model)
        if stored != len(self._index):
            index, last = VectorIndex(), 0
            while page := await self._store.read(_after, self._embedder.model, last):
                await asyncio.to_thread(index.put, page)
                last = page[-1][0]
            self._index = index
        if not self._is_ready:
            log.info("meaning_ready", passages=len(self._index), model=self._embedder.model)
        self._is_ready = True


def make_meaning(settings: Settings, store: Store) -> Meaning | None:
    """Lookup by meaning as the settings say; None where it is off or cannot be."""
    if settings.semantic == "off":
        return None
    try:
        return Meaning(_embedder(settings), store)
    except EmbedderAway as error:
        log.warning("meaning_off", reason=str(error))
        return None


def _embedder(settings: Settings) -> Embedder:
    if settings.semantic == "local":
        return LocalEmbedder()
    if not settings.embeddings_url or not settings.embeddings_model:
        raise EmbedderAway("SELA_SEMANTIC=endpoint needs SELA_EMBEDDINGS_URL and SELA_EMBEDDINGS_MODEL")
    return EndpointEmbedder(
        settings.embeddings_url, settings.embeddings_model, settings.embeddings_key.get_secret_value()
    )


def _full_text(passage: PassageText) -> str:
    heading = ". ".join([passage.title, " › ".join(passage.path)] if passage.path else [passage.title])
    return f"{heading}\n{passage.text}"


def _weighted(passages: Vectors, titles: Vectors) -> Vectors:
    both: Vectors = np.float32(1 - TITLE_SHARE) * passages + np.float32(TITLE_SHARE) * titles
    return both


def _of_length_one(vectors: Vectors) -> Vectors:
    lengths: Vectors = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / lengths


def _without_vector(records: Records, model: str) -> Sequence[PassageText]:
    return records.vectors.missing(model, BATCH)


def _keep(records: Records, model: str, made: Sequence[tuple[PassageText, bytes]]) -> Sequence[int]:
    return records.vectors.put(model, made)


def _count(records: Records, model: str) -> int:
    return records.vectors.count(model)


def _after(records: Records, model: str, passage_id: int) -> Sequence[tuple[int, bytes]]:
    return records.vectors.after(model, passage_id, PAGE)
