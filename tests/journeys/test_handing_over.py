"""An admin hands hours over to the personnel system in chat, and sends its reply back."""

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from bot.buttons.handover import AskHandOverReply, MakeHandOver, SendHandOver, ShowHandOvers
from bot.texts import texts_for
from bot.views import handover as views
from learning.auditing import AuditSought
from learning.handover import HandOver, Reply
from learning.ports import Records
from learning.records import CreditEntry
from learning.usecases.handing_over import Replied
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.people import BUDI, RINA, SARI
from tests.storage.rows import credit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def admin(office: Office) -> Phone:
    """The phone of an admin who speaks English with Sela; Sari has two entries in the ledger."""
    rina = english(office, RINA, roles=("admin",))
    sari = settled(office, SARI)
    for source in ("a", "b"):
        row = credit(sari.person.id, unit_id=sari.person.unit_id, source=source)
        office.database.transact(_add, row)
    return rina


def _add(records: Records, row: CreditEntry) -> bool:
    return records.ledger.add(row)


async def sends(phone: Phone, content: bytes) -> str:
    """Sends a file and waits for the answer; its text."""
    written = phone.office.api.send_document(phone.id, "reply.csv", content, "text/csv", "")["message_id"]
    await phone.office.api.until(lambda: bool(phone.message["message_id"] > written))
    await phone.office.settled()
    return phone.text


async def test_a_batch_leaves_its_reply_comes_and_the_learner_reads_it(office: Office) -> None:
    rina = admin(office)
    await rina.says("/report")
    assert "2 recorded entries (8 min) wait" in await rina.taps("Hand-over")
    assert "Batch 1: 2 entries, 8 min" in await rina.taps("Hand them over now")
    (content,) = rina.files()
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["SELA-1", "SELA-2"]
    assert "Send me the reply to batch 1" in await rina.taps("Reply to 1")
    assert "as a file" in await rina.says("all fine")
    assert "this batch has no such row" in await sends(rina, b"reference,status\nSELA-9,accepted\n")
    assert "is no answer" in await sends(rina, b"reference,status\nSELA-1,perhaps\n")
    reply = b"reference,status,reason\nSELA-1,diterima,\nSELA-2,ditolak,Bukti kurang\n"
    said = await sends(rina, reply)
    assert "Taken over: 1 acknowledged, 1 rejected, 0 known before." in said
    assert "0 without a reply" in await rina.taps("All batches")
    assert "Every recorded entry is in a batch already." in rina.text
    sari = Phone(office, SARI)
    assert "Bukti kurang" in await sari.says("/progress")


async def waits_for_a_reply(office: Office) -> Phone:
    """An admin who made batch 1 and is asked for its reply."""
    rina = admin(office)
    await rina.says("/report")
    await rina.taps("Hand-over", "Hand them over now", "Reply to 1")
    return rina


async def test_everything_that_is_wrong_with_a_reply_is_said_in_one_round(office: Office) -> None:
    rina = await waits_for_a_reply(office)
    said = await sends(
        rina, b"referensi,keputusan,alasan\nSELA-1,mungkin,\nSELA-9,diakui,\nSELA-2,ditolak,\n"
    )
    assert "The reply has 3 mistakes, so nothing was taken over:" in said
    assert "Row 2, column keputusan: 'mungkin' is no answer" in said
    assert "Row 3, column referensi: this batch has no such row" in said
    assert "Row 4, column alasan: a rejected row needs a reason" in said
    said = await sends(rina, b"referensi;catatan\nSELA-1;x\n")
    assert "The reply has 1 mistake, so nothing was taken over:" in said
    assert "Row 1: the column status is missing: add it with the header “status” or “keputusan”" in said


async def test_an_answer_that_turns_is_shown_and_written_down(office: Office) -> None:
    rina = await waits_for_a_reply(office)
    await sends(rina, b"reference,status,reason\nSELA-1,diterima,\nSELA-2,ditolak,Bukti kurang\n")
    await rina.taps("All batches", "Reply to 1")
    said = await sends(rina, b"reference,status,reason\nSELA-1,ditolak,Ganda\nSELA-2,ditolak,Bukti kurang\n")
    assert "Taken over: 0 acknowledged, 1 rejected, 1 known before." in said
    assert "1 entry had been answered otherwise before: ⚠ its answer changed." in said
    assert "– SELA-1 (acknowledged → rejected)" in said
    (newest,) = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=1))
    assert newest.entry.detail == "1: 0+1, 1 turned"


def test_of_many_answers_that_turn_five_are_named() -> None:
    turned = tuple(Reply(row=at, credit_id=at, is_accepted=at == 2) for at in range(2, 9))
    batch = HandOver(id=1, month="", made_at=NOW, replied_at=NOW, rows=9, seconds=0, accepted=1, rejected=8)
    shown = views.replied(Replied(batch=batch, accepted=1, rejected=6, turned=turned), "", texts_for("en"))
    assert "– SELA-2 (rejected → acknowledged)\n– SELA-3 (acknowledged → rejected)" in shown.text
    assert shown.text.count("→") == 5
    assert "… and 2 more." in shown.text


async def test_a_reply_larger_than_telegram_hands_over_is_declined_politely(office: Office) -> None:
    rina = await waits_for_a_reply(office)
    assert "as a file of at most 20 MB" in await sends(rina, bytes(20 * 1024**2 + 1))
    assert "1 acknowledged" in await sends(rina, b"reference,status\nSELA-1,diakui\n"), "it still waits"


async def test_the_file_speaks_the_language_of_the_organisation(office: Office) -> None:
    rina = await waits_for_a_reply(office)
    header, first, *_ = load_workbook(io.BytesIO(rina.files()[0])).worksheets[0].iter_rows(values_only=True)
    assert header[:2] == ("referensi", "nip")
    assert first[5] == "Pelajaran"


async def test_a_second_tap_hands_nothing_over_twice(office: Office) -> None:
    rina = admin(office)
    await rina.says("/report")
    await rina.taps("Hand-over")
    message = rina.message
    await rina.taps("Hand them over now")
    await rina.presses(message["message_id"], MakeHandOver().pack())
    batches = office.database.transact(lambda records: records.hand_overs.all())
    assert [one.rows for one in batches] == [2]
    assert len(rina.files()) == 1


async def test_nobody_but_admins_comes_near_it(office: Office) -> None:
    rina = admin(office)
    await rina.says("/report")
    await rina.taps("Hand-over", "Hand them over now")
    budi = settled(office, BUDI, roles=("supervisor",))
    await budi.says("/report")
    assert "Hand-over" not in budi.labels
    message = budi.message["message_id"]
    for press in (ShowHandOvers(), MakeHandOver(), SendHandOver(1), AskHandOverReply(1)):
        await budi.presses(message, press.pack())
    assert budi.files() == []
    assert "SELA" not in budi.text
