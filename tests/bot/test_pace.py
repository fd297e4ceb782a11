"""Everything leaves at one pace: replies first, the rest at most 30 a second, and no chat too often."""

import asyncio
import heapq
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.limits import ChatLimit
from bot.pace import BROADCAST, NUDGE, REPLY, REPORT
from tests.bot.virtual_clock import World, on_a_virtual_clock

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*")


def test_a_broadcast_takes_hardly_longer_than_the_limit_and_never_breaks_it() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*world.broadcast(900))
        assert len(world.admitted) == 900
        assert world.busiest_second() <= 30
        assert world.seconds() <= 1.03 * 900 / 30

    on_a_virtual_clock(story)


def test_replies_overtake_a_broadcast_and_the_server_still_sees_its_limit_kept() -> None:
    async def story(world: World) -> None:
        bulk = world.broadcast(300)
        waits = []
        for n in range(20):
            await asyncio.sleep(0.37)
            asked = world.seconds()
            waits.append(await world.call("reply", chat=n + 1) - asked)
        await asyncio.gather(*bulk)
        assert max(waits) < 0.060 + 0.101
        assert sorted(waits)[18] <= 2 * 0.060
        assert world.busiest_second() <= 30

    on_a_virtual_clock(story)


def test_a_storm_of_replies_waits_no_longer_than_its_patience() -> None:
    async def story(world: World) -> None:
        bulk = world.broadcast(100)
        await asyncio.sleep(0.5)
        started = world.seconds()
        await asyncio.gather(*(world.call("reply", chat=n) for n in range(1, 201)))
        assert max(world.times("reply")) - started <= 0.201
        await asyncio.sleep(0.9)
        assert max(world.times("bulk")) < started + 0.11
        await asyncio.gather(*bulk)

    on_a_virtual_clock(story)


def test_a_reply_without_patience_leaves_at_once() -> None:
    async def story(world: World) -> None:
        bulk = world.broadcast(60)
        await asyncio.sleep(0.99)
        started = world.seconds()
        await world.call("reply")
        assert world.times("reply") == [started]
        await asyncio.gather(*bulk)

    on_a_virtual_clock(story, reply_patience=0)


def test_while_people_tap_their_replies_take_the_next_place_and_slow_nobody_down() -> None:
    async def story(world: World) -> None:
        await world.call("reply")
        await asyncio.sleep(2)
        began = world.seconds()
        bulk = world.broadcast(300)
        waits = []
        for n in range(20):
            await asyncio.sleep(0.35)
            asked = world.seconds()
            await world.call("reply", chat=n + 10)
            waits.append(world.times("reply")[-1] - asked)
        await asyncio.gather(*bulk)
        assert sorted(waits)[10] < 0.034
        assert max(waits) < 0.101
        assert world.seconds() - began < 1.04 * (300 + 20) / 30
        assert world.busiest_second() <= 30

    on_a_virtual_clock(story)


def test_lessons_go_before_broadcasts_and_broadcasts_before_reports() -> None:
    async def story(world: World) -> None:
        calls = [
            asyncio.ensure_future(world.call(f"{priority}", priority=priority, chat=priority * 100 + n))
            for priority in (REPORT, BROADCAST, NUDGE)
            for n in range(20)
        ]
        await asyncio.gather(*calls)
        names = [name for _, name in world.left]
        assert names[1:] == sorted(names[1:])

    on_a_virtual_clock(story)


def test_first_come_first_served_within_a_priority() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*world.broadcast(50))
        assert [name for _, name in world.left] == [f"bulk {n}" for n in range(50)]

    on_a_virtual_clock(story)


def test_a_chat_gets_three_messages_at_once_and_then_one_a_second() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.call("card", chat=5) for _ in range(6)))
        assert [round(moment, 3) for moment in world.times("card")] == [0, 0, 0, 1, 2, 3]

    on_a_virtual_clock(story)


def test_a_group_gets_twenty_messages_a_minute() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.call("card", chat=-100123) for _ in range(22)))
        assert sum(moment < 60 for moment in world.times("card")) <= 20 + 2
        assert world.times("card")[3:5] == [pytest.approx(3), pytest.approx(6)]

    on_a_virtual_clock(story)


def test_chats_that_have_rested_are_forgotten() -> None:
    limit = ChatLimit()
    for chat in range(1, 20_001):
        limit.take(chat, now=0)
    limit.take(-1, now=10)
    assert limit.ready_at(1) < limit.ready_at(-1)
    assert len(limit) == 1


def test_a_reply_goes_before_a_broadcast_to_the_same_chat() -> None:
    async def story(world: World) -> None:
        bulk = [asyncio.ensure_future(world.call("bulk", priority=BROADCAST, chat=5)) for _ in range(6)]
        await asyncio.sleep(0.5)
        await world.call("reply", chat=5)
        assert len(world.times("bulk")) == 3
        await asyncio.gather(*bulk)

    on_a_virtual_clock(story)


def test_a_chat_that_must_wait_holds_up_nobody_else() -> None:
    async def story(world: World) -> None:
        crowd = [asyncio.ensure_future(world.call("crowd", priority=NUDGE, chat=5)) for _ in range(40)]
        await asyncio.gather(*world.broadcast(60))
        assert world.seconds() < 2.4
        for call in crowd:
            call.cancel()

    on_a_virtual_clock(story)


@pytest.mark.parametrize(
    "endpoint",
    [
        "sendChatAction",
        "answerCallbackQuery",
        "answerInlineQuery",
        "getFile",
        "setMyCommands",
        "deleteMessage",
    ],
)
def test_what_is_no_message_never_waits(endpoint: str) -> None:
    async def story(world: World) -> None:
        bulk = world.broadcast(40)
        await asyncio.gather(
            *(world.call("free", endpoint=endpoint, chat=1000, priority=BROADCAST) for _ in range(50))
        )
        assert world.times("free") == [0.0] * 50
        await asyncio.gather(*bulk)
        assert world.seconds() < 1.7

    on_a_virtual_clock(story)


@pytest.mark.parametrize("endpoint", ["sendPhoto", "editMessageText", "copyMessage", "forwardMessage"])
def test_every_kind_of_message_waits_for_its_chat(endpoint: str) -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.call("card", endpoint=endpoint, chat=5) for _ in range(4)))
        assert world.times("card")[3] == pytest.approx(1)

    on_a_virtual_clock(story)


def test_a_cancelled_call_gives_up_its_turn() -> None:
    async def story(world: World) -> None:
        bulk = world.broadcast(100)
        await asyncio.sleep(0.5)
        for call in bulk[:60]:
            call.cancel()
        await asyncio.gather(*bulk[60:])
        assert world.seconds() < 2.6
        assert world.pace.seconds_until_free(BROADCAST) < 0.1

    on_a_virtual_clock(story)


def test_a_call_cancelled_in_the_moment_of_its_turn_leaves_no_place_taken() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.call("card", chat=5) for _ in range(3)))
        for _ in range(40):
            waiting = asyncio.ensure_future(world.call("card", chat=5))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(1 - world.seconds() % 1, waiting.cancel)
            await asyncio.wait([waiting])
        await asyncio.sleep(6)
        await asyncio.gather(*world.broadcast(30))
        assert max(world.times("bulk")) - min(world.times("bulk")) < 1

    on_a_virtual_clock(story)


def test_waiting_calls_are_cancelled_at_the_end() -> None:
    async def story(world: World) -> None:
        world.refusals.append(60)
        calls = [*world.broadcast(50), *(asyncio.ensure_future(world.call("card", chat=5)) for _ in range(5))]
        press = asyncio.ensure_future(world.call("press", endpoint="answerCallbackQuery"))
        await asyncio.sleep(1)
        world.refusals.append(60)
        press = asyncio.ensure_future(world.call("press", endpoint="answerCallbackQuery"))
        await asyncio.sleep(1)
        await world.pace.shutdown()
        done, _ = await asyncio.wait([*calls, press])
        assert sum(call.cancelled() for call in done) >= 50
        assert world.seconds() < 3

    on_a_virtual_clock(story)


def test_it_says_how_long_a_message_would_wait() -> None:
    async def story(world: World) -> None:
        assert world.pace.seconds_until_free(REPLY) == world.pace.seconds_until_free(REPORT) == 0
        bulk = world.broadcast(91)
        await asyncio.sleep(0)
        assert world.pace.seconds_until_free(REPLY) == 0
        assert world.pace.seconds_until_free(NUDGE) < 0.1
        assert world.pace.seconds_until_free(BROADCAST) == pytest.approx(3, abs=0.1)
        await asyncio.gather(*bulk)
        world.refusals.append(8)
        held = asyncio.ensure_future(world.call("card"))
        await asyncio.sleep(0.5)
        assert world.pace.seconds_until_free(REPLY) == pytest.approx(7.65, abs=0.1)
        await held

    on_a_virtual_clock(story)


def test_it_counts_what_it_did() -> None:
    async def story(world: World) -> None:
        world.refusals.append(3)
        await world.call("card")
        await world.call("press", endpoint="answerCallbackQuery")
        counters = world.pace.counters
        assert (counters.sent, counters.refused, counters.retry_after_seconds_total) == (2, 1, 3.0)
        assert counters.waited == 1

    on_a_virtual_clock(story)


def test_a_channel_named_by_its_address_takes_a_place_but_has_no_chat_limit() -> None:
    async def story(world: World) -> None:
        await asyncio.gather(*(world.call("post", chat="@sela", priority=BROADCAST) for _ in range(31)))
        assert 0.9 < world.times("post")[30] < 1.1

    on_a_virtual_clock(story)


class AlwaysYes(BaseRequest):
    """Answers every call with the same message."""

    read_timeout = 5.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        return 200, b'{"ok":true,"result":{"message_id":1,"date":0,"chat":{"id":1,"type":"private"}}}'


@pytest.mark.parametrize(("priority", "seconds"), [(None, 0.0), (BROADCAST, 1.5)])
def test_a_bot_hands_its_priorities_to_the_pace(priority: int | None, seconds: float) -> None:
    async def story(world: World) -> None:
        bot = ExtBot("1:x", request=AlwaysYes(), get_updates_request=AlwaysYes(), rate_limiter=world.pace)
        for chat in range(1, 47):
            await bot.send_message(chat, "Halo", rate_limit_args=priority)
        assert world.seconds() == pytest.approx(seconds, abs=0.1)

    on_a_virtual_clock(story, messages_per_second=30 if priority else 100)


@given(
    calls=st.lists(
        st.tuples(st.floats(0, 5), st.sampled_from([REPLY, NUDGE, BROADCAST, REPORT]), st.integers(1, 12)),
        max_size=150,
    ),
    refusals=st.lists(st.sampled_from([0, 0, 1, 3]), max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_whatever_comes_nothing_is_lost_and_no_limit_is_broken(
    calls: list[tuple[float, int, int]], refusals: list[int]
) -> None:
    async def story(world: World) -> None:
        world.refusals.extend(seconds for seconds in refusals if seconds)
        asyncio_calls = [asyncio.ensure_future(one(world, *call)) for call in calls]
        await asyncio.gather(*asyncio_calls)
        assert len(world.admitted) == len(calls)
        for chat in range(1, 13):
            assert_kept(world.times(f"{chat}:"))

    async def one(world: World, delay: float, priority: int, chat: int) -> None:
        await asyncio.sleep(delay)
        await world.call(f"{chat}:", priority=priority, chat=chat)

    def assert_kept(moments: list[float]) -> None:
        recent: list[float] = []
        for moment in moments:
            while recent and recent[0] < moment - 3:
                heapq.heappop(recent)
            heapq.heappush(recent, moment)
            assert len(recent) <= 6

    on_a_virtual_clock(story)
