"""What Telegram and the network do to a broadcast, and what becomes of each person's copy."""

from pathlib import Path

import pytest

from bot.buttons.broadcast import OpenBroadcast, ResumeBroadcast
from learning.broadcasts import Standing
from playground.telegram import Fault, serve
from tests.process.announcing import AUTHOR, Announcement, announcement_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

PEOPLE = 24
IN_FLIGHT = 8
PAUSED = "SELECT reason FROM broadcast WHERE state = 'paused'"
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
UNPARSABLE = "Bad Request: can't parse entities: unsupported start tag"


def copies_on_phones(sent: Announcement) -> list[int]:
    """How many copies each phone has."""
    return [sent.received(phone) for phone in phones(sent.stage.people)]


def has_read(sent: Announcement, phone: int, words: str) -> bool:
    """Whether a message on this phone holds these words."""
    return any(words in message.get("text", "") for message in sent.api.messages(phone))


async def run_to_the_end(sent: Announcement, timeout: float = 60) -> None:
    """Starts the bot, and stops it when nobody's copy waits any more."""
    await sent.bot.start()
    await sent.until_over(timeout)
    await sent.bot.stop()


async def test_case_7_a_429_is_waited_out_and_others_are_answered(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, PEOPLE, messages_per_second=30) as sent:
        sent.api.inject(Fault(method="sendMessage", retry_after=2))
        await sent.bot.start()
        await sent.api.until(lambda: any(call.status == 429 for call in sent.api.calls), 20)
        asking = phones(PEOPLE)[-1]
        sent.api.say(asking, "/bantuan")
        await sent.api.until(lambda: has_read(sent, asking, "/jadwal"), 5)
        await sent.until_over()
        await sent.bot.stop()
        assert sent.states == {"sent": PEOPLE}
        assert copies_on_phones(sent) == [1] * PEOPLE
        assert sum(call.status == 429 for call in sent.api.calls_of("sendMessage")) == 1


async def test_case_8_what_telegram_itself_refuses_for_now_is_tried_again(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, PEOPLE) as sent:
        sent.api.inject(Fault(method="sendMessage", status=500, times=3))
        sent.api.inject(Fault(method="sendMessage", status=503, body=HTML, times=2))
        await run_to_the_end(sent)
        assert sent.states == {"sent": PEOPLE}
        assert copies_on_phones(sent) == [1] * PEOPLE
        assert sent.results().maybe_twice == 0


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="sendMessage", status=502, body=HTML, times=2, accept=True),
        Fault(method="sendMessage", body=b'{"ok":tr', times=2, accept=True),
        Fault(method="sendMessage", body=b"", times=2, accept=True),
        Fault(method="sendMessage", drop=True, times=2, accept=True),
        pytest.param(Fault(method="sendMessage", delay=20, times=2), marks=pytest.mark.soak),
    ],
    ids=["html", "half a JSON", "nothing", "no answer", "an answer too late"],
)
async def test_case_9_a_copy_whose_answer_got_lost_is_uncertain_and_does_not_come_again(
    tmp_path: Path, fault: Fault
) -> None:
    async with announcement_in(tmp_path, PEOPLE) as sent:
        sent.api.inject(fault)
        await run_to_the_end(sent)
        await run_to_the_end(sent)
        assert sent.states == {"sent": PEOPLE - 2, "uncertain": 2}
        assert copies_on_phones(sent) == [1] * PEOPLE
        assert sent.results().people == {Standing.DELIVERED: PEOPLE - 2, Standing.UNCERTAIN: 2}


async def test_case_9_without_a_connection_it_waits_and_goes_on_without_a_copy(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, PEOPLE, messages_per_second=4) as sent:
        port = int(sent.bot.settings["telegram_api_url"].rpartition(":")[2])
        await sent.bot.start()
        await sent.stage.until_arrived(4)
        (server,) = list(sent.api.servers)
        await server.__aexit__(None, None, None)
        await sent.api.until(lambda: '"reason": "NotSent"' in sent.bot.log, 20)
        async with serve(sent.api, port=port):
            await sent.until_over()
            await sent.bot.stop()
        assert copies_on_phones(sent) == [1] * PEOPLE
        unsure = sent.states.get("uncertain", 0)
        assert sent.states.get("sent", 0) == PEOPLE - unsure
        assert unsure <= 8


async def test_case_11_who_cannot_be_reached_is_counted_and_gets_it_when_they_come_back(
    tmp_path: Path,
) -> None:
    blocks, unknown, *_ = phones(PEOPLE)
    async with announcement_in(tmp_path, PEOPLE) as sent:
        sent.api.inject(Fault(method="sendMessage", status=403, chat_id=blocks))
        gone = "Bad Request: chat not found"
        sent.api.inject(Fault(method="sendMessage", status=400, description=gone, chat_id=unknown))
        await sent.bot.start()
        await sent.until_over()
        assert sent.results().people == {Standing.DELIVERED: PEOPLE - 2, Standing.BLOCKED: 2}
        assert [sent.received(phone) for phone in (blocks, unknown)] == [0, 0]
        sent.api.say(blocks, "/start")
        await sent.api.until(lambda: sent.received(blocks) == 1, 20)
        await sent.bot.stop()
        assert sent.results().people == {Standing.DELIVERED: PEOPLE - 1, Standing.BLOCKED: 1}


async def test_case_11_a_deleted_account_is_counted_and_stops_nobody(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, PEOPLE) as sent:
        sent.api.deactivate(phones(PEOPLE)[3])
        await run_to_the_end(sent)
        assert sent.results().people == {Standing.DELIVERED: PEOPLE - 1, Standing.BLOCKED: 1}


async def test_case_23_a_copy_that_telegram_never_takes_is_set_aside_and_others_get_theirs(
    tmp_path: Path,
) -> None:
    poisoned = phones(PEOPLE)[0]
    async with announcement_in(tmp_path, PEOPLE) as sent:
        refusal = Fault(
            method="sendMessage", status=400, description=UNPARSABLE, chat_id=poisoned, times=None
        )
        sent.api.inject(refusal)
        await run_to_the_end(sent)
        tried = [call for call in sent.api.calls_of("sendMessage") if call.chat_id == poisoned]
        assert sent.results().people == {Standing.DELIVERED: PEOPLE - 1, Standing.FAILED: 1}
        assert len(tried) == 1


async def test_when_too_many_fail_it_rests_tells_its_author_and_goes_on_when_they_say_so(
    tmp_path: Path,
) -> None:
    async with announcement_in(tmp_path, PEOPLE, messages_per_second=30) as sent:
        refusal = Fault(method="sendMessage", status=400, description=UNPARSABLE, times=None)
        sent.api.inject(refusal)
        await sent.bot.start()
        await sent.api.until(lambda: sent.bot.ask(PAUSED) == [("failures",)], 30)
        await sent.bot.kill()
        sent.api.clear_faults()
        await sent.bot.start()
        await sent.api.until(lambda: "Paused by itself" in sent.view, 20)
        await sent.api.until(lambda: has_read(sent, AUTHOR, "Your broadcast rests"), 20)
        failed, waiting = sent.states["failed"], sent.states["queued"]
        assert failed + waiting == PEOPLE
        assert waiting > 0
        assert not any(copies_on_phones(sent))
        view = sent.api.last(AUTHOR)["message_id"]
        tap = sent.api.press(AUTHOR, view, ResumeBroadcast(sent.id).pack())
        await sent.api.until(lambda: sent.api.answers(tap) is not None, 20)
        await sent.until_over()
        await sent.bot.stop()
        assert copies_on_phones(sent) == [1] * PEOPLE
        assert sent.results().people == {Standing.DELIVERED: PEOPLE}


async def test_behind_a_gateway_that_swallows_every_answer_it_rests_before_all_are_in_doubt(
    tmp_path: Path,
) -> None:
    people = 60
    async with announcement_in(tmp_path, people, messages_per_second=30) as sent:
        sent.api.inject(Fault(method="sendMessage", drop=True, times=None))
        await sent.bot.start()
        await sent.api.until(lambda: sent.bot.ask(PAUSED) == [("failures",)], 30)
        await sent.api.until(lambda: "claimed" not in sent.states, 20)
        await sent.bot.stop()
        assert sent.states["queued"] >= people - 10 - IN_FLIGHT


async def test_taps_on_copies_at_the_very_moment_of_the_broadcast_all_count(tmp_path: Path) -> None:
    people = 60
    async with announcement_in(tmp_path, people, messages_per_second=60) as sent:
        await sent.bot.start()
        taps: dict[int, str] = {}
        while len(taps) < people:
            await sent.api.until(lambda: sent.stage.arrived > len(taps), 20)
            for phone in phones(people):
                if phone not in taps and sent.received(phone):
                    message = sent.api.last(phone)["message_id"]
                    taps[phone] = sent.api.press(phone, message, OpenBroadcast(sent.id).pack())
        await sent.api.until(lambda: all(sent.api.answers(tap) is not None for tap in taps.values()), 20)
        await sent.until_over()
        await sent.bot.stop()
        assert sent.results().people == {Standing.OPENED: people}
        assert copies_on_phones(sent) == [1] * people
