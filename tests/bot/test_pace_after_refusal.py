"""A 429 is obeyed by everything that sends, costs no message, and slows Sela down for a while."""

import asyncio

import pytest
from telegram.error import RetryAfter, TimedOut

from tests.bot.virtual_clock import World, on_a_virtual_clock

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*")


def test_after_a_429_no_message_leaves_before_the_deadline() -> None:
    async def story(world: World) -> None:
        slow = asyncio.ensure_future(world.call("slow", chat=3))
        await asyncio.sleep(0.001)
        world.refusals.append(5)
        bulk = world.broadcast(40)
        replies = [asyncio.ensure_future(world.call("reply", chat=n + 1)) for n in range(5)]
        await asyncio.gather(slow, *bulk, *replies)
        refused_at = 0.08
        assert not [moment for moment, _ in world.left if refused_at < moment < 5.04]
        assert len(world.admitted) == 46

    on_a_virtual_clock(story)


def test_a_call_that_ends_during_the_pause_does_not_end_the_pause() -> None:
    async def story(world: World) -> None:
        world.refusals.extend([4, 9, 1])
        await asyncio.gather(*(world.call("card", chat=n) for n in range(1, 7)))
        assert not [moment for moment, _ in world.left if 0.0 < moment < 9]
        assert len(world.admitted) == 6

    on_a_virtual_clock(story)


def test_button_presses_are_answered_during_the_pause() -> None:
    async def story(world: World) -> None:
        world.refusals.append(5)
        card = asyncio.ensure_future(world.call("card"))
        await asyncio.sleep(1)
        assert await world.call("press", endpoint="answerCallbackQuery") < 1.1
        await card

    on_a_virtual_clock(story)


def test_a_429_for_a_button_press_holds_only_button_presses() -> None:
    async def story(world: World) -> None:
        world.refusals.append(5)
        press = asyncio.ensure_future(world.call("press", endpoint="answerCallbackQuery"))
        await asyncio.sleep(1)
        assert await world.call("card") < 1.1
        late = asyncio.ensure_future(world.call("press", endpoint="answerCallbackQuery"))
        await asyncio.gather(press, late)
        assert world.times("press")[1] >= 5

    on_a_virtual_clock(story)


def test_the_refused_call_is_the_first_of_its_priority_to_leave_again() -> None:
    async def story(world: World) -> None:
        world.refusals.append(2)
        await asyncio.gather(*world.broadcast(40))
        after = [name for moment, name in world.left if moment > 2]
        assert after[0] == "bulk 0"

    on_a_virtual_clock(story)


def test_a_call_refused_six_times_gives_up() -> None:
    async def story(world: World) -> None:
        world.refusals.extend([1] * 6)
        with pytest.raises(RetryAfter):
            await world.call("card")
        assert len(world.left) == 6

    on_a_virtual_clock(story)


def test_any_other_error_goes_to_the_caller_at_once() -> None:
    async def story(world: World) -> None:
        with pytest.raises(TimedOut):
            await world.call("card", fails=TimedOut())
        assert len(world.left) == 1

    on_a_virtual_clock(story)


def test_the_rate_is_halved_once_by_one_429_and_comes_back_slowly() -> None:
    async def story(world: World) -> None:
        world.refusals.extend([1] * 4)
        await asyncio.gather(*(world.call(chat=n) for n in range(1, 9)))
        assert world.pace.counters.messages_per_second == 15
        await asyncio.sleep(41)
        assert world.pace.counters.messages_per_second == 17
        await asyncio.sleep(20 * 20)
        assert world.pace.counters.messages_per_second == 30

    on_a_virtual_clock(story)


def test_the_rate_never_falls_below_one_a_second() -> None:
    async def story(world: World) -> None:
        for _ in range(8):
            world.refusals.append(1)
            await world.call("card")
        assert world.pace.counters.messages_per_second == 1

    on_a_virtual_clock(story)


def test_after_a_429_a_broadcast_keeps_to_half_the_rate() -> None:
    async def story(world: World) -> None:
        world.refusals.append(1)
        await asyncio.gather(*world.broadcast(60))
        after = [moment for moment, _ in world.left if moment > 1]
        assert sum(moment < after[0] + 1 for moment in after) <= 15

    on_a_virtual_clock(story)


def test_replies_that_piled_up_behind_a_429_do_not_all_leave_at_once() -> None:
    async def story(world: World) -> None:
        world.refusals.append(10)
        replies = [asyncio.ensure_future(world.call("reply", chat=n)) for n in range(1, 301)]
        await asyncio.gather(*replies)
        late = sorted(moment for moment in world.admitted if moment > 10)
        assert max(sum(moment <= other < moment + 1 for other in late) for moment in late) <= 30

    on_a_virtual_clock(story)
