"""Correcting minutes by hand: by new rows only, told to the learner, who can answer."""

from datetime import date
from typing import Any

import pytest

from learning.bookings import Correction
from learning.records import CreditKind
from learning.usecases import correcting, deliver, privacy, replying, roster
from learning.usecases.correcting import Corrected, Hindrance, NotCorrected
from learning.usecases.deliver import NoticeDelivery, Sending
from learning.usecases.notes import Written
from storage.records import SqlRecords
from tests.learning.usecases.workplace import Workplace, at
from tests.people import CAST, RINA, SARI
from tests.storage.rows import credit

REASON = "Dua menit, bukan empat: bagian kedua tidak dibuka."


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, who was credited four minutes last year, and Bu Rina the admin; Monday at nine."""
    for who in (SARI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    row = credit(work.ids[SARI], local_on=date(2025, 12, 30), year=2025, iso_year=2026, iso_week=1)
    work.look(lambda records: records.ledger.add(row))
    return work


def credit_of(office: Workplace, source: str = "lesson:kelas/01:2026") -> int:
    """The id of Sari's row from this source."""
    found = office.look(
        lambda records: records.connection.exec_driver_sql(
            f"SELECT id FROM credit WHERE source = '{source}'"
        ).scalar_one()
    )
    return int(found)


def corrects(office: Workplace, seconds: int, reason: str = REASON, **more: Any) -> Corrected | NotCorrected:
    """Bu Rina corrects Sari's row."""
    values = {"credit_id": credit_of(office), "actor_name": "Rina Hartati", "actor_id": office.ids[RINA]}
    return office.do(correcting.correct, office.world, seconds=seconds, reason=reason, **{**values, **more})


def told(office: Workplace) -> Correction | None:
    """What Sari is told at this moment, if anything."""
    for delivery in office.do(deliver.claim, office.world, limit=5):
        assert isinstance(delivery, NoticeDelivery)
        office.settle(delivery, Sending.SENT, message_id=77)
        return delivery.told.correction
    return None


def test_a_correction_is_a_new_row_of_the_same_day_year_unit_and_rate(office: Workplace) -> None:
    outcome = corrects(office, -120)
    assert isinstance(outcome, Corrected)
    assert outcome.total_seconds == 120
    (first, second) = office.ledger(SARI)
    assert (first.seconds, second.seconds, second.kind) == (240, -120, CreditKind.CORRECTION)
    same = ("unit_id", "year", "iso_year", "iso_week", "local_on", "minutes_per_jp", "title", "competency")
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
    assert second.credited_at == office.clock()
    assert second.evidence == {"corrects": first.source}
    assert office.look(lambda r: r.ledger.seconds_by_rate(office.ids[SARI], 2025)) == {45: 120}


def test_corrections_add_up_and_never_go_below_nothing(office: Workplace) -> None:
    assert isinstance(corrects(office, -200), Corrected)
    assert corrects(office, -41) == NotCorrected(hindrance=Hindrance.BELOW_ZERO, counted=40)
    assert isinstance(corrects(office, -40), Corrected)
    assert isinstance(corrects(office, 240), Corrected)
    lesson = credit_of(office)
    assert office.look(lambda r: correcting.counted_seconds(r, lesson)) == 240
    assert [row.source for row in office.ledger(SARI)][1:] == [
        f"correction:{lesson}:{number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("wrong", "hindrance"),
    [
        ({"credit_id": 10**12}, Hindrance.NO_SUCH_ROW),
        ({"reason": "  "}, Hindrance.NO_REASON),
        ({"reason": "x" * 501}, Hindrance.REASON_TOO_LONG),
        ({"seconds": 0}, Hindrance.NOTHING_CHANGES),
        ({"seconds": 24 * 3600}, Hindrance.OVER_A_DAY),
    ],
)
def test_what_cannot_be_is_refused_and_writes_nothing(
    office: Workplace, wrong: dict[str, Any], hindrance: Hindrance
) -> None:
    outcome = corrects(office, **{"seconds": -60, **wrong})
    assert isinstance(outcome, NotCorrected)
    assert outcome.hindrance is hindrance
    assert len(office.ledger(SARI)) == 1
    assert told(office) is None


def test_a_correction_is_not_corrected_itself(office: Workplace) -> None:
    first = corrects(office, -60)
    assert isinstance(first, Corrected)
    outcome = corrects(office, 60, credit_id=first.row.id)
    assert isinstance(outcome, NotCorrected)
    assert outcome.hindrance is Hindrance.IS_A_CORRECTION


def test_the_learner_reads_the_reason_and_answers_who_gave_it(office: Workplace) -> None:
    corrects(office, -120)
    correction = told(office)
    assert correction is not None
    assert (correction.total_seconds, correction.remark.words, correction.actor) == (
        120,
        REASON,
        "Rina Hartati",
    )
    person = office.person(SARI)
    _, (note,) = office.look(lambda r: replying.under(r, person, 77))
    assert note.id == correction.remark.note_id
    outcome = office.do(
        replying.reply,
        office.world,
        person,
        note_id=correction.remark.note_id,
        text="Bagian kedua saya baca dari cetakan.",
    )
    assert isinstance(outcome, Written)
    assert outcome.note.receiver_id == office.ids[RINA]


def test_who_corrects_on_the_command_line_has_no_chat_to_be_answered_in(office: Workplace) -> None:
    corrects(office, -120, actor_name="command line: rina", actor_id=None)
    correction = told(office)
    assert correction is not None
    assert correction.remark.note_id is None
    assert correction.actor == ""


def test_the_audit_log_says_how_much_and_never_why(office: Workplace) -> None:
    corrects(office, -120)
    entries = office.look(lambda r: r.journal.audit_of(office.ids[SARI]))
    (entry,) = [entry for entry in entries if entry.action == "credit_corrected"]
    assert entry.actor_id == office.ids[RINA]
    assert entry.detail == "lesson:kelas/01:2026: -120 s"


def test_the_reason_goes_when_the_person_is_erased_and_the_hours_stay(office: Workplace) -> None:
    corrects(office, -120, reason="Kata Sari Dewi sendiri.")
    number = CAST[SARI].employee_number
    office.do(roster.deactivate, number, actor="test")
    assert office.do(privacy.erase, number, actor="test")
    assert [row.seconds for row in office.ledger(SARI)] == [240, -120]

    def words(records: SqlRecords) -> list[str]:
        return list(records.connection.exec_driver_sql("SELECT words FROM credit_remark").scalars())

    assert office.look(words) == [""]
