"""Broadcasts in the wrong hands: edited numbers, old buttons, another audience; and without a network."""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from enum import EnumType

import pytest
from structlog.testing import capture_logs

from bot.buttons.broadcast import (
    PauseBroadcast,
    RemindOfBroadcast,
    ShowBroadcast,
    StopBroadcast,
    WithdrawBroadcast,
)
from bot.buttons.broadcast_draft import ConfirmBroadcast, TickUnit
from bot.callbacks import BUTTONS, VERSION
from bot.routes import PRESSES
from learning.broadcasts import Broadcast, ContentKind, Preview, Standing, Timing
from learning.people import Actor, Role
from learning.ports import Records
from learning.rules.access import ALLOWED
from learning.usecases import broadcasting, drafting, enrol, roster
from playground.telegram import serve
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.raw_records import changed, number_in, records_of
from tests.journeys.test_abuse_buttons import NUMBERS, TEXTS
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
WORDS = "Rapat pindah ke lantai dua."


@pytest.fixture
async def budi(office: Office) -> Phone:
    """Pak Budi's phone at nine; Sari, Citra and Bu Rina are his people, Bayu belongs to another unit."""
    office.clock.now = MORNING
    for who in (SARI, CITRA, RINA, BAYU):
        settled(office, who)
    return settled(office, BUDI)


def author(records: Records, now: datetime) -> Actor:
    """Pak Budi as he may act now."""
    found = enrol.who_is(records, BUDI, now=now)
    assert found is not None
    return found


def previewed(office: Office, timing: Timing = Timing.NOW, keeps_days: int = 14) -> Broadcast:
    """A draft of Pak Budi's to everybody he leads, as he has seen it."""
    return office.database.transact(_previewed, office, timing, keeps_days)


def _previewed(records: Records, office: Office, timing: Timing, keeps_days: int) -> Broadcast:
    now, budi = office.clock(), author(records, office.clock())
    begun = drafting.begin(records, budi, ContentKind.TEXT, now=now)
    drafting.write(records, budi, begun.id, WORDS)
    drafting.time_it(records, budi, begun.id, timing, now=now)
    drafting.keep_for(records, budi, begun.id, keeps_days)
    shown = broadcasting.preview(records, office.world(), budi, begun.id, now=now)
    assert isinstance(shown, Preview), shown
    return shown.broadcast


async def confirms(phone: Phone, draft: Broadcast) -> str:
    """Taps the button under the preview; what is shown then."""
    if not phone.messages:
        await phone.says("/siaran")
    press = ConfirmBroadcast(draft.id, drafting.check_of(draft))
    return await phone.presses(phone.message["message_id"], press.pack())


def addressed(office: Office) -> int:
    """How many people a broadcast was sent to."""
    return number_in(office, "SELECT count(*) FROM outbox WHERE kind = 'broadcast'")


def copies(phone: Phone) -> int:
    """How many copies arrived."""
    return sum(WORDS in message.get("text", "") for message in phone.messages)


async def test_case_29_whom_the_preview_counted_they_get_it_and_nobody_else(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    await confirms(budi, draft)
    await office.sent()
    assert addressed(office) == draft.size == 3
    assert [copies(Phone(office, who)) for who in (SARI, CITRA, RINA, BAYU)] == [1, 1, 1, 0]


async def test_case_29_an_audience_that_changed_after_the_preview_is_shown_before_anything_is_sent(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    office.database.transact(roster.deactivate, CAST[CITRA].employee_number, actor="test", now=office.clock())
    await confirms(budi, draft)
    assert addressed(office) == 0
    again = office.database.transact(lambda records: records.broadcasts.get(draft.id))
    assert again is not None
    assert again.size == 2
    await confirms(budi, again)
    assert addressed(office) == 2


async def test_case_29_an_author_who_moved_to_another_unit_reaches_nobody_of_the_old_one(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    moved = [replace(CAST[BUDI], unit=EAST)]
    office.database.transact(roster.import_roster, office.world(), moved, actor="test", now=office.clock())
    await confirms(budi, draft)
    assert addressed(office) == 0


async def test_case_29_a_unit_that_the_author_does_not_lead_cannot_be_ticked(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    foreign = number_in(office, f"SELECT id FROM unit WHERE path = '{EAST}'")
    before = records_of(office)
    await budi.says("/siaran")
    for unit in (foreign, 999_999, 10**14):
        await budi.presses(budi.message["message_id"], TickUnit(draft.id, unit, 0).pack())
    assert changed(before, records_of(office)) == {}


async def test_case_27_the_old_buttons_of_an_author_who_may_no_more_do_nothing(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    await confirms(budi, draft)
    await office.sent()
    other = previewed(office)
    plain = [replace(CAST[BUDI], roles=())]
    office.database.transact(roster.import_roster, office.world(), plain, actor="test", now=office.clock())
    before = records_of(office)
    for press in (
        PauseBroadcast(draft.id),
        StopBroadcast(draft.id, sure=True),
        WithdrawBroadcast(draft.id, sure=True),
        RemindOfBroadcast(draft.id, sure=True),
        ShowBroadcast(draft.id),
        ConfirmBroadcast(other.id, drafting.check_of(other)),
    ):
        await budi.presses(budi.message["message_id"], press.pack())
        assert changed(before, records_of(office)) == {}, press


async def test_case_27_words_that_were_asked_for_before_the_demotion_go_into_no_broadcast(
    office: Office, budi: Phone
) -> None:
    await budi.says("/siaran")
    await budi.taps("Teks")
    plain = [replace(CAST[BUDI], roles=())]
    office.database.transact(roster.import_roster, office.world(), plain, actor="test", now=office.clock())
    await budi.says("Semua pulang sekarang.")
    assert number_in(office, "SELECT count(*) FROM broadcast WHERE content LIKE '%pulang%'") == 0


async def test_confirmed_again_after_a_restart_and_from_another_message_it_is_sent_once(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    await confirms(budi, draft)
    await office.sent()
    await office.restart()
    await confirms(budi, draft)
    press = ConfirmBroadcast(draft.id, drafting.check_of(draft)).pack()
    await budi.presses(999_999, press)
    await office.sent()
    assert addressed(office) == 3
    assert copies(Phone(office, SARI)) == 1


def forged(kinds: dict[str, type]) -> Iterator[str]:
    """Callback data of every kind, right in shape and wrong in content."""
    chance = random.Random(28)
    for code, kind in kinds.items():
        for _ in range(2):
            parts = [chance.choice(NUMBERS if field.type is int else TEXTS) for field in fields(kind)]
            yield ":".join([VERSION + code, *parts])
        for number in ("1", "999999999999999"):
            yield ":".join([VERSION + code, *(_like(field.type, number) for field in fields(kind))])


def _like(of: object, number: str) -> str:
    if of is int:
        return number
    if of is bool:
        return "1"
    members = list(of) if isinstance(of, EnumType) else ["kantor"]
    return str(members[int(number) % len(members)])


async def test_case_28_no_forged_button_makes_a_handler_of_supervisors_and_curators_fail(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office)
    await confirms(budi, draft)
    previewed(office)
    rina = Phone(office, RINA)
    await rina.says("/bantuan")
    kinds = {code: kind for code, kind in BUTTONS.items() if Role.EMPLOYEE not in ALLOWED[PRESSES[kind][0]]}
    with capture_logs() as logs:
        for data in forged(kinds):
            await rina.presses(rina.message["message_id"], data)
            assert [log for log in logs if log["event"] == "handler_failed"] == [], data


async def six_hours_without_a_network(office: Office) -> int:
    """From the break on nobody listens where Telegram was; the port at which it was."""
    port = int(office.settings.telegram_api_url.rpartition(":")[2])
    for server in list(office.api.servers):
        await server.__aexit__(None, None, None)
    for hours in range(6):
        office.clock.now = NOON + timedelta(hours=hours)
        await office.sela.tick()
        await office.api.until(lambda: number_in(office, IN_THE_AIR) == 0)
    return port


async def test_case_10_after_hours_without_a_network_nothing_floods_and_the_next_break_brings_it(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office, Timing.NEXT_BREAK)
    await confirms(budi, draft)
    port = await six_hours_without_a_network(office)
    async with serve(office.api, port=port):
        await office.sela.tick()
        await office.api.until(lambda: number_in(office, IN_THE_AIR) == 0)
        assert [copies(Phone(office, who)) for who in (SARI, CITRA, RINA)] == [0, 0, 0]
        await office.turn_to(NOON + timedelta(days=1))
        assert [copies(Phone(office, who)) for who in (SARI, CITRA, RINA)] == [1, 1, 1]


async def test_case_10_what_expired_without_a_network_is_said_to_its_author_when_it_is_back(
    office: Office, budi: Phone
) -> None:
    draft = previewed(office, Timing.NEXT_BREAK, keeps_days=1)
    await confirms(budi, draft)
    view = budi.message
    port = await six_hours_without_a_network(office)
    await office.sela.watcher.refresh()
    office.clock.now = NOON + timedelta(days=1)
    await office.sela.tick()
    await office.sela.watcher.refresh()
    async with serve(office.api, port=port):
        results = office.database.transact(
            lambda r: broadcasting.results_of(r, office.world(), draft, now=office.clock())
        )
        assert results.people == {Standing.EXPIRED: 3}
        await office.sela.watcher.refresh()
        assert "Menunggu" not in budi.now(view)["text"]
        assert "Gagal 3" in budi.now(view)["text"]
        assert office.database.transact(
            lambda r: {
                one.reason
                for one in r.reception.recipients(
                    draft, (), Standing.EXPIRED, now=office.clock(), limit=9, offset=0
                )
            }
        ) == {"NotSent"}


IN_THE_AIR = "SELECT count(*) FROM outbox WHERE state = 'claimed'"
