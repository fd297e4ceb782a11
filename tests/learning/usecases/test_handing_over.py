"""Hours go to the personnel system once each, and what it replies stands beside each of them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.auditing import AuditSought
from learning.handover import HandedRow, HandedState, HandOver, Reply, Said
from learning.records import CreditKind
from learning.usecases import correcting, handing_over, ledger_import, privacy, roster
from learning.usecases.correcting import Corrected
from learning.usecases.handing_over import NamedRow, RefusedReply, Replied, ReplyFlaw
from storage.records import SqlRecords
from tests.learning.usecases.test_ledger_import import activity
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, CAST, SARI
from tests.storage.rows import credit

Made = tuple[HandOver, tuple[HandedRow, ...]]


def learns(work: Workplace, source: str, who: int = SARI, **more: Any) -> None:
    """Books a row."""
    work.look(lambda records: records.ledger.add(credit(work.ids[who], source=source, **more)))


def makes(work: Workplace, month: date | None = None) -> Made:
    """A batch of what waits."""
    made = work.do(handing_over.make, month=month, actor="test")
    assert made is not None
    return made


def waits_nothing(work: Workplace, month: date | None = None) -> bool:
    """Whether there is nothing to hand over."""
    return work.do(handing_over.make, month=month, actor="test") is None


def replies(work: Workplace, batch: int, *rows: tuple[int, str]) -> Replied:
    """The personnel system accepts rows (no reason) or rejects them."""
    given = [
        Reply(row=at, credit_id=credit_id, is_accepted=not reason, reason=reason)
        for at, (credit_id, reason) in enumerate(rows, start=2)
    ]
    replied = work.do(handing_over.take_reply, batch, given, actor="test")
    assert replied is not None
    return replied


def sources(made: Made) -> list[str]:
    """The sources of the rows of a batch."""
    return [row.entry.source for row in made[1]]


def test_a_row_is_handed_over_once_and_the_batch_can_be_had_again(work: Workplace) -> None:
    learns(work, "a")
    learns(work, "b", BAYU)
    made = makes(work)
    batch, rows = made
    assert sources(made) == ["a", "b"]
    assert (batch.rows, batch.seconds, batch.open, batch.month) == (2, 480, 2, "")
    assert [row.employee_number for row in rows] == [CAST[SARI].employee_number, CAST[BAYU].employee_number]
    assert waits_nothing(work)
    learns(work, "c")
    assert sources(makes(work)) == ["c"]
    again = work.do(handing_over.again, batch.id, actor="test")
    assert again == made
    assert work.do(handing_over.again, 77, actor="test") is None


def test_a_month_takes_what_was_learned_by_its_end_and_what_came_late(work: Workplace) -> None:
    learns(work, "october", local_on=date(2026, 10, 30))
    learns(work, "november", local_on=date(2026, 11, 30))
    learns(work, "december", local_on=date(2026, 12, 1))
    assert waits_nothing(work, date(2026, 9, 1))
    batch, _ = made = makes(work, date(2026, 11, 1))
    assert (sources(made), batch.month) == (["october", "november"], "2026-11")
    learns(work, "late", local_on=date(2026, 11, 3))
    assert sources(makes(work, date(2026, 12, 1))) == ["december", "late"]


def test_new_years_night_goes_with_the_year_it_is_booked_under(work: Workplace) -> None:
    """In Jayapura it is 2027 already while the organisation still counts 2026."""
    learns(work, "night", BAYU, year=2026, local_on=date(2027, 1, 1))
    learns(work, "evening", BAYU, year=2027, local_on=date(2026, 12, 31))
    assert waits_nothing(work, date(2026, 11, 1))
    assert sources(makes(work, date(2026, 12, 1))) == ["night"]
    assert sources(makes(work, date(2027, 1, 1))) == ["evening"]


def test_a_correction_goes_out_as_a_row_of_its_own_that_names_what_it_corrects(work: Workplace) -> None:
    work.do(ledger_import.import_activities, work.world, [activity()], actor="test")
    batch, (first,) = makes(work)
    corrected = work.do(
        correcting.correct,
        work.world,
        actor_name="x",
        actor_id=None,
        credit_id=first.credit_id,
        seconds=-1800,
        reason="Pulang lebih awal.",
    )
    assert isinstance(corrected, Corrected)
    _, (second,) = makes(work, date(2026, 11, 1))
    assert (second.entry.kind, second.activity) == (CreditKind.CORRECTION, CreditKind.WEBINAR)
    assert (second.entry.seconds, second.corrects_id) == (-1800, first.credit_id)
    assert second.reference == f"SELA-{second.credit_id}"
    assert (first.words, second.words) == ("SERT-12/2026", "Pulang lebih awal.")
    assert batch.seconds == 5400


def test_a_reply_stands_beside_each_row_for_its_learner(work: Workplace) -> None:
    for source in ("a", "b", "c"):
        learns(work, source)
    batch, (a, b, _) = makes(work)
    replied = replies(work, batch.id, (a.credit_id, ""), (b.credit_id, "Bukan jam kerja"))
    assert (replied.accepted, replied.rejected, replied.unchanged) == (1, 1, 0)
    assert (replied.batch.open, replied.batch.replied_at) == (1, work.clock())
    assert work.look(lambda r: r.hand_overs.said_of(work.ids[SARI])) == {
        "a": Said(state=HandedState.ACCEPTED),
        "b": Said(state=HandedState.REJECTED, reason="Bukan jam kerja"),
        "c": Said(state=HandedState.HANDED),
    }
    assert work.look(lambda r: r.hand_overs.said_of(work.ids[BAYU])) == {}


def test_the_same_reply_again_changes_nothing_and_a_newer_one_holds(work: Workplace) -> None:
    learns(work, "a")
    batch, (a,) = makes(work)
    replies(work, batch.id, (a.credit_id, "Bukti tidak terbaca"))
    assert replies(work, batch.id, (a.credit_id, "Bukti tidak terbaca")).unchanged == 1
    replied = replies(work, batch.id, (a.credit_id, ""))
    assert (replied.accepted, replied.batch.rejected) == (1, 0)
    assert waits_nothing(work)


def test_answers_that_turn_are_named_and_written_down(work: Workplace) -> None:
    for source in ("a", "b", "c"):
        learns(work, source)
    batch, (a, b, c) = makes(work)
    assert replies(work, batch.id, (a.credit_id, ""), (b.credit_id, "x")).turned == ()
    replied = replies(work, batch.id, (a.credit_id, "Ganda"), (b.credit_id, ""), (c.credit_id, ""))
    assert (replied.accepted, replied.rejected) == (2, 1)
    assert [reply.reference for reply in replied.turned] == [a.reference, b.reference]
    newest = work.look(lambda records: records.journal.log(AuditSought(), limit=1))[0].entry
    assert (newest.action, newest.detail) == ("hand_over_replied", f"{batch.id}: 2+1, 2 turned")
    assert replies(work, batch.id, (a.credit_id, "Alasan lain")).turned == (), "still rejected"


def test_rows_that_fit_none_are_found_whatever_else_is_wrong_with_the_reply(work: Workplace) -> None:
    learns(work, "a")
    batch, (a,) = makes(work)
    named = [NamedRow(row=2, credit_id=a.credit_id), NamedRow(row=3, credit_id=99)]
    refused = work.look(lambda records: handing_over.refused_of(records, batch.id, named))
    assert refused == (RefusedReply(row=3, flaw=ReplyFlaw.NOT_IN_THIS_BATCH),)
    assert work.look(lambda records: handing_over.refused_of(records, 77, named)) is None


class Killed(Exception):
    """Stands for the process that ends where it is."""


def test_a_batch_that_is_interrupted_leaves_no_half_of_it(work: Workplace) -> None:
    learns(work, "a")
    learns(work, "b", BAYU)

    def interrupted(records: SqlRecords) -> None:
        made = handing_over.make(records, actor="test", now=work.clock())
        assert made is not None
        raise Killed

    with pytest.raises(Killed):
        work.look(interrupted)
    assert work.look(lambda records: records.hand_overs.all()) == []
    assert work.look(lambda records: records.hand_overs.waiting()) == (2, 480)
    assert audited(work, "hand_over_made") == 0
    assert makes(work)[0].rows == 2, "the next try has all of it"


def test_a_reply_that_is_interrupted_answers_no_row(work: Workplace) -> None:
    learns(work, "a")
    learns(work, "b")
    batch, (a, b) = makes(work)

    def interrupted(records: SqlRecords) -> None:
        given = [Reply(row=at, credit_id=one.credit_id, is_accepted=True) for at, one in enumerate((a, b))]
        handing_over.take_reply(records, batch.id, given, actor="test", now=work.clock())
        raise Killed

    with pytest.raises(Killed):
        work.look(interrupted)
    assert work.look(lambda records: records.hand_overs.get(batch.id)) == batch
    assert audited(work, "hand_over_replied") == 0


def audited(work: Workplace, action: str) -> int:
    """How often the audit log has this action."""
    lines = work.look(lambda records: records.journal.log(AuditSought(actions=frozenset({action})), limit=9))
    return len(lines)


def test_a_reply_with_one_strange_row_changes_nothing(work: Workplace) -> None:
    learns(work, "a")
    batch, (a,) = makes(work)
    learns(work, "b")
    other, (b,) = makes(work)
    replied = replies(work, batch.id, (a.credit_id, ""), (b.credit_id, ""), (a.credit_id, "x"), (10**14, ""))
    assert replied.refused == (
        RefusedReply(row=3, flaw=ReplyFlaw.NOT_IN_THIS_BATCH),
        RefusedReply(row=4, flaw=ReplyFlaw.TWICE, other_row=2),
        RefusedReply(row=5, flaw=ReplyFlaw.NOT_IN_THIS_BATCH),
    )
    assert work.look(lambda r: r.hand_overs.get(batch.id)) == batch
    assert work.do(handing_over.take_reply, 99, [], actor="test") is None
    assert [one.id for one in work.look(lambda r: r.hand_overs.all())] == [other.id, batch.id]


def test_who_was_erased_goes_out_with_no_batch_and_loses_name_and_reason_in_the_old_ones(
    work: Workplace,
) -> None:
    learns(work, "a")
    batch, (a,) = makes(work)
    replies(work, batch.id, (a.credit_id, "Kata Sari Dewi"))
    number = CAST[SARI].employee_number
    work.do(roster.deactivate, number, actor="test")
    learns(work, "b")
    assert work.do(privacy.erase, number, actor="test")
    (row,) = work.look(lambda r: r.hand_overs.rows(batch.id))
    assert (row.employee_number, row.name, row.reason, row.state) == ("", "", "", HandedState.REJECTED)
    assert waits_nothing(work)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    learned=st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 5400)), max_size=8
    ),
    months=st.lists(st.tuples(st.sampled_from([2025, 2026]), st.integers(1, 12)), max_size=4),
)
def test_whatever_the_months_every_row_leaves_in_exactly_one_batch(
    work: Workplace, learned: list[tuple[date, int]], months: list[tuple[int, int]]
) -> None:
    before = {row.entry.source for batch in work.look(_batches) for row in batch}
    fresh = []
    for number, (on, seconds) in enumerate(learned):
        source = f"{len(before)}:{number}"
        fresh.append(source)
        learns(work, source, local_on=on, year=on.year, seconds=seconds)
    for year, month in months:
        made = work.do(handing_over.make, month=date(year, month, 1), actor="test")
        last = (year, month)
        assert made is None or all((r.entry.year, r.entry.local_on.month) <= last for r in made[1])
    work.do(handing_over.make, actor="test")
    handed = [row.entry.source for batch in work.look(_batches) for row in batch]
    assert sorted(handed) == sorted([*before, *fresh])


def _batches(records: Any) -> list[list[HandedRow]]:
    return [list(records.hand_overs.rows(batch.id)) for batch in records.hand_overs.all()]


@pytest.mark.parametrize("batch", [0, -1, 10**15])
def test_a_batch_that_nobody_made_is_none(work: Workplace, batch: int) -> None:
    assert work.look(lambda r: r.hand_overs.get(batch)) is None
