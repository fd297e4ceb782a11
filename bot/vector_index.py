"""The vectors of all passages in memory, and which of them lie nearest to a question."""

import threading
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from learning.rules.meaning import NEAREST, standing_out

LARGEST_CODE = 127
AT_ONCE = 512
"""Passages compared at a time; of more, numpy's BLAS starts threads: eight times slower on a busy machine."""


def coded(vectors: NDArray[np.float32]) -> list[bytes]:
    """Each vector with one signed byte a number, by its largest; its length is lost, its direction stays."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    codes = np.rint(vectors * (LARGEST_CODE / np.where(largest > 0, largest, 1)))
    return [row.tobytes() for row in codes.astype(np.int8)]


class VectorIndex:
    """Directions of passages, one byte a number: 300,000 passages of 384 numbers take 115 MB.

    Every passage is compared with every question, so that no index has to be built. Threads take turns.
    """

    def __init__(self) -> None:
        self._codes = np.empty((0, 0), dtype=np.int8)
        self._scales = np.empty(0, dtype=np.float32)
        self._ids = np.empty(0, dtype=np.int64)
        self._places: dict[int, int] = {}
        self._turn = threading.Lock()

    def __len__(self) -> int:
        """How many passages are in memory."""
        return len(self._places)

    def put(self, vectors: Sequence[tuple[int, bytes]]) -> None:
        """Takes in vectors by passage, in place of those they had; only those as long as the first ever."""
        numbers = self._codes.shape[1] or (len(vectors[0][1]) if vectors else 0)
        vectors = [(id_, vector) for id_, vector in vectors if len(vector) == numbers > 0]
        if not vectors:
            return
        codes = np.frombuffer(b"".join(vector for _, vector in vectors), dtype=np.int8).reshape(-1, numbers)
        lengths = np.linalg.norm(codes.astype(np.float32), axis=1)
        with self._turn:
            places = [self._places.setdefault(id_, len(self._places)) for id_, _ in vectors]
            self._make_room(numbers)
            self._codes[places] = codes
            self._scales[places] = 1 / np.maximum(lengths, 1)
            self._ids[places] = [id_ for id_, _ in vectors]

    def nearest(self, question: NDArray[np.float32], most: int = NEAREST) -> Mapping[int, float]:
        """Of the nearest passages, by id, how far each stands out; empty where none can be compared."""
        with self._turn:
            held = len(self)
            if held < 2 or len(question) != self._codes.shape[1]:
                return {}
            cosines = self._cosines(question / max(float(np.linalg.norm(question)), 1e-9), held)
            first = np.argpartition(-cosines, min(most, held - 1))[:most]
            ids = self._ids[first].tolist()
        mean, deviation = float(cosines.mean()), float(cosines.std())
        return {
            id_: standing_out(cosine, mean=mean, deviation=deviation, passages=held)
            for id_, cosine in zip(ids, cosines[first].tolist(), strict=True)
        }

    def _cosines(self, question: NDArray[np.float32], held: int) -> NDArray[np.float32]:
        cosines = np.empty(held, dtype=np.float32)
        numbers = np.empty((min(AT_ONCE, held), len(question)), dtype=np.float32)
        for start in range(0, held, AT_ONCE):
            part = slice(start, min(start + AT_ONCE, held))
            some = numbers[: part.stop - start]
            np.copyto(some, self._codes[part])
            np.dot(some, question, out=cosines[part])
        cosines *= self._scales[:held]
        return cosines

    def _make_room(self, numbers: int) -> None:
        """Makes place for all that have one, and a quarter more, so that most vectors find room."""
        if len(self) <= len(self._ids):
            return
        more = len(self) + len(self) // 4 - len(self._ids)
        if not len(self._ids):
            self._codes = np.empty((0, numbers), dtype=np.int8)
        self._codes = np.concatenate([self._codes, np.empty((more, numbers), np.int8)])
        self._scales = np.concatenate([self._scales, np.empty(more, np.float32)])
        self._ids = np.concatenate([self._ids, np.empty(more, np.int64)])
