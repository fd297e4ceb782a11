"""Updates are handed out as Telegram's getUpdates hands them out."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Update
from telegram.ext import ContextTypes, TypeHandler

from playground.telegram import BotApi, serve
from tests.playground.real_bot import BAYU, SARI, TurnedClock, Wire, polling, two_people, wire_to


@pytest.fixture
def api() -> BotApi:
    return two_people(TurnedClock())


@pytest.fixture
async def wire(api: BotApi) -> AsyncIterator[Wire]:
    async with wire_to(api) as served:
        yield served


async def texts(wire: Wire, **params: object) -> list[str]:
    return [update["message"]["text"] for update in await wire.result("getUpdates", **params)]


async def test_an_unconfirmed_update_is_delivered_again(api: BotApi, wire: Wire) -> None:
    api.say(SARI, "satu")
    assert await texts(wire) == ["satu"]
    assert await texts(wire) == ["satu"]


async def test_an_offset_confirms_everything_before_it(api: BotApi, wire: Wire) -> None:
    for word in ("satu", "dua", "tiga"):
        api.say(SARI, word)
    first = await wire.result("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["satu", "dua"]
    assert await texts(wire, offset=first[-1]["update_id"] + 1) == ["tiga"]
    assert (await wire.result("getWebhookInfo"))["pending_update_count"] == 1


async def test_a_negative_offset_keeps_the_newest_only(api: BotApi, wire: Wire) -> None:
    for word in ("satu", "dua", "tiga"):
        api.say(SARI, word)
    assert await texts(wire, offset=-1) == ["tiga"]
    assert await texts(wire) == ["tiga"]


async def test_update_ids_increase(api: BotApi, wire: Wire) -> None:
    for _ in range(3):
        api.press(SARI, 1, "x")
    ids = [update["update_id"] for update in await wire.result("getUpdates")]
    assert ids == sorted(set(ids))


async def test_a_long_poll_ends_with_the_first_update(api: BotApi, wire: Wire) -> None:
    poll = asyncio.ensure_future(texts(wire, timeout=30))
    await api.until(lambda: api.world.updates.is_polled)
    assert not poll.done()
    api.say(SARI, "halo")
    assert await poll == ["halo"]


async def test_a_long_poll_ends_empty_after_its_time(wire: Wire) -> None:
    assert await texts(wire, timeout=0.02) == []


async def test_a_second_poller_ends_the_first_with_409(api: BotApi, wire: Wire) -> None:
    first = asyncio.ensure_future(wire.call("getUpdates", timeout=30))
    await api.until(lambda: api.world.updates.is_polled)
    second = asyncio.ensure_future(texts(wire, timeout=30))
    status, answer = await first
    api.say(SARI, "halo")
    assert await second == ["halo"]
    assert status == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_a_webhook_closes_getupdates_until_it_is_deleted(api: BotApi, wire: Wire) -> None:
    await wire.result("setWebhook", url="https://sela.example.org/hook", allowed_updates=["message"])
    assert "can't use getUpdates method while webhook is active" in await wire.description("getUpdates")
    assert (await wire.result("getWebhookInfo"))["url"] == "https://sela.example.org/hook"
    api.say(SARI, "halo")
    await wire.result("deleteWebhook", drop_pending_updates=True)
    assert await texts(wire) == []


async def test_only_the_kinds_asked_for_are_queued(api: BotApi, wire: Wire) -> None:
    await wire.result("getUpdates", allowed_updates=["message"])
    api.press(SARI, 1, "x")
    api.say(SARI, "halo")
    assert await texts(wire) == ["halo"]
    await wire.result("getUpdates", offset=10**12, allowed_updates=[])
    api.press(SARI, 1, "x")
    assert len(await wire.result("getUpdates")) == 1


async def test_duplicates_and_late_updates_reach_the_bot(api: BotApi) -> None:
    heard: list[int] = []

    async def listen(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        heard.append(update.update_id)

    message = api.say(SARI, "halo")
    (original,) = await api.world.updates.poll()
    async with serve(api) as base_url, polling(base_url) as application:
        application.add_handler(TypeHandler(Update, listen))
        await api.until(lambda: len(heard) == 1)
        api.push_update(original)
        api.push_update({"update_id": 3, "message": message})
        await api.until(lambda: len(heard) == 3)
    assert heard == [original["update_id"], original["update_id"], 3]


async def test_a_malformed_update_is_handed_out_as_it_is(api: BotApi, wire: Wire) -> None:
    api.push_update({"update_id": 7, "poll": {"id": "1"}})
    assert await wire.result("getUpdates") == [{"update_id": 7, "poll": {"id": "1"}}]


async def test_an_edited_message_and_a_vote_are_updates_too(api: BotApi, wire: Wire) -> None:
    said = api.say(SARI, "satu")
    poll = await wire.result("sendPoll", chat_id=SARI, question="?", options=[{"text": "a"}, {"text": "b"}],
                             is_anonymous=False)  # fmt: skip
    api.edit_own(SARI, said["message_id"], "dua")
    api.vote(SARI, poll["message_id"], [1])
    api.vote(SARI, poll["message_id"], [])
    updates = await wire.result("getUpdates")
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == ["message", "edited_message", "poll", "poll_answer", "poll", "poll_answer"]
    assert updates[-1]["poll_answer"]["option_ids"] == []
    assert updates[-3]["poll_answer"]["option_persistent_ids"] == ["1"]


async def test_a_hung_up_poll_takes_nothing_with_it(api: BotApi, wire: Wire) -> None:
    poll = asyncio.ensure_future(wire.call("getUpdates", timeout=30))
    await api.until(lambda: api.world.updates.is_polled)
    poll.cancel()
    await api.until(lambda: not api.world.updates.is_polled)
    api.say(BAYU, "halo")
    assert await texts(wire) == ["halo"]
