"""Learning from elsewhere comes into the ledger once, and every change of it as a new row."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.policy import Policy
from learning.records import CreditKind
from learning.usecases import checking_ledger, correcting, ledger_import, privacy, roster
from learning.usecases.ledger_import import Activity, Changed, Flaw, LedgerChange, Refused
from storage.records import SqlRecords
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, CAST, SARI
from tests.storage.rows import credit

NIP = CAST[SARI].employee_number


def activity(**more: Any) -> Activity:
    """A webinar of Sari's, an hour and a half."""
    values: dict[str, Any] = {
        "row": 2,
        "employee_number": NIP,
        "on": date(2026, 11, 3),
        "kind": CreditKind.WEBINAR,
        "title": "Arsip digital",
        "seconds": 5400,
        "evidence": "SERT-12/2026",
        "origin": "Pusdiklat",
    }
    return Activity(**{**values, **more})


def imports(work: Workplace, *activities: Activity, **more: Any) -> LedgerChange:
    """Imports a file with these rows."""
    return work.do(ledger_import.import_activities, work.world, activities, actor="test", **more)


def seconds_of(work: Workplace, who: int = SARI) -> list[int]:
    """The seconds of each ledger row of somebody."""
    return [row.seconds for row in work.ledger(who)]


def test_an_activity_is_booked_on_its_date_for_the_unit_of_today_beside_any_cap(work: Workplace) -> None:
    change = imports(work, activity(seconds=6 * 3600))
    assert (change.added, change.people, change.unchanged) == (1, 1, 0)
    assert change.seconds_by_kind == {CreditKind.WEBINAR: 6 * 3600}
    (row,) = work.ledger(SARI)
    assert (row.kind, row.seconds, row.title) == (CreditKind.WEBINAR, 6 * 3600, "Arsip digital")
    assert (row.year, row.iso_year, row.iso_week, row.local_on) == (2026, 2026, 45, date(2026, 11, 3))
    assert row.unit_id == work.person(SARI).unit_id
    assert (row.evidence, row.rule_version, row.minutes_per_jp) == ({"origin": "Pusdiklat"}, "import-1", 45)
    assert work.look(lambda r: r.bookings.words_of(work.ids[SARI])) == {row.source: "SERT-12/2026"}
    assert work.look(lambda r: r.ledger.self_paced_seconds_on(work.ids[SARI], row.local_on)) == 0


def test_the_last_days_of_a_year_count_in_their_year_and_in_their_iso_week(work: Workplace) -> None:
    imports(work, activity(on=date(2025, 12, 30)))
    (row,) = work.ledger(SARI)
    assert (row.year, row.iso_year, row.iso_week) == (2025, 2026, 1)


def test_the_same_file_again_changes_nothing(work: Workplace) -> None:
    rows = [activity(), activity(row=3, employee_number=CAST[BAYU].employee_number)]
    imports(work, *rows)
    change = imports(work, *rows)
    assert (change.added, change.unchanged, change.changed) == (0, 2, ())
    assert seconds_of(work) == [5400]


def test_a_row_that_stands_twice_in_a_file_counts_once(work: Workplace) -> None:
    change = imports(work, activity(), activity(row=3, title="ARSIP digital"), activity(row=4))
    assert (change.added, change.unchanged) == (1, 2)
    assert seconds_of(work) == [5400]


def test_other_minutes_become_a_correction_and_nothing_is_overwritten(work: Workplace) -> None:
    imports(work, activity())
    change = imports(work, activity(seconds=3600, row=7))
    assert change.changed == (
        Changed(row=7, number="…001", title="Arsip digital", before_seconds=5400, seconds=3600),
    )
    assert (change.added, change.seconds_by_kind) == (0, {CreditKind.CORRECTION: -1800})
    assert seconds_of(work) == [5400, -1800]
    assert imports(work, activity(seconds=3600)).unchanged == 1
    imports(work, activity())
    assert seconds_of(work) == [5400, -1800, 1800]
    assert work.look(checking_ledger.check).is_sound


def test_what_somebody_corrected_by_hand_stays_when_the_file_comes_again(work: Workplace) -> None:
    imports(work, activity())
    (row,) = work.look(lambda r: r.bookings.rows_of(work.ids[SARI]))
    by_hand = {"actor_name": "x", "actor_id": None, "credit_id": row.id, "reason": "Hadir separuh waktu."}
    work.do(correcting.correct, work.world, seconds=-2700, **by_hand)
    assert imports(work, activity()).unchanged == 1
    assert sum(seconds_of(work)) == 2700
    imports(work, activity(seconds=5460))
    assert sum(seconds_of(work)) == 2760
    change = imports(work, activity(seconds=60))
    assert change.refused == (Refused(row=2, flaw=Flaw.BELOW_ZERO),)
    assert sum(seconds_of(work)) == 2760


def test_one_wrong_row_keeps_the_whole_file_out(work: Workplace) -> None:
    wrong = activity(row=3, employee_number=NIP[:-2] + "11")
    change = imports(work, activity(), wrong)
    assert not change.is_written
    assert change.refused == (Refused(row=3, flaw=Flaw.NOBODY, near="…001", digit=17),)
    assert seconds_of(work) == []
    assert work.look(lambda r: r.journal.newest_about("1+0")) is None


def test_wrong_rows_are_left_out_when_that_is_wished(work: Workplace) -> None:
    change = imports(work, activity(), activity(row=3, employee_number="12345"), skips_wrong=True)
    assert change.is_written
    assert [refused.row for refused in change.refused] == [3]
    assert seconds_of(work) == [5400]


def test_the_same_activity_with_two_lengths_in_one_file_is_refused(work: Workplace) -> None:
    change = imports(work, activity(), activity(row=3, seconds=60))
    assert change.refused == (Refused(row=3, flaw=Flaw.TWICE_WITH_OTHER_MINUTES, other_row=2),)


@pytest.mark.parametrize(
    "words", [{"title": "Coaching SARI DEWI"}, {"origin": f"surat {NIP}"}, {"competency": "sari dewi"}]
)
def test_the_ledger_takes_no_words_that_name_the_person(work: Workplace, words: dict[str, str]) -> None:
    change = imports(work, activity(**words))
    assert change.refused == (Refused(row=2, flaw=Flaw.NAMES_THE_PERSON),)


def test_who_left_keeps_what_they_learned_and_their_name_goes_when_they_are_erased(work: Workplace) -> None:
    work.do(roster.deactivate, NIP, actor="test")
    imports(work, activity(evidence="Sertifikat Sari Dewi.pdf"))
    assert work.do(privacy.erase, NIP, actor="test")
    assert seconds_of(work) == [5400]
    assert work.look(lambda r: r.bookings.words_of(work.ids[SARI])) == {}
    assert imports(work, activity()).refused[0].flaw is Flaw.NOBODY


def test_a_new_rate_holds_for_new_rows_and_a_correction_keeps_the_old_one(work: Workplace) -> None:
    imports(work, activity())
    work.world = replace(work.world, policy=Policy(minutes_per_jp=60))
    imports(work, activity(seconds=3600), activity(row=3, title="Baru"))
    assert [row.minutes_per_jp for row in work.ledger(SARI)] == [45, 45, 60]


ROWS = st.lists(
    st.tuples(st.sampled_from([SARI, BAYU]), st.integers(0, 2), st.integers(1, 1440)), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(ROWS, min_size=1, max_size=4))
def test_after_any_files_each_activity_counts_what_the_last_right_file_said(
    work: Workplace, files: list[list[tuple[int, int, int]]]
) -> None:
    said: dict[tuple[int, int], int] = defaultdict(int)
    before = [*work.ledger(SARI), *work.ledger(BAYU)]
    example, counted = len(before), {who: sum(seconds_of(work, who)) for who in (SARI, BAYU)}
    for file in files:
        rows = [
            activity(
                row=at,
                employee_number=CAST[who].employee_number,
                title=f"Judul {number} dari {example}",
                seconds=minutes * 60,
            )
            for at, (who, number, minutes) in enumerate(file, start=2)
        ]
        change = imports(work, *rows)
        if change.is_written:
            assert imports(work, *rows).seconds_by_kind == {}
            said.update({(who, number): minutes * 60 for who, number, minutes in file})
        after = [*work.ledger(SARI), *work.ledger(BAYU)]
        assert all(row in after for row in before)
        before = after
    for who in (SARI, BAYU):
        mine = sum(seconds for (whose, _), seconds in said.items() if whose == who)
        assert sum(seconds_of(work, who)) - counted[who] == mine
    assert work.look(checking_ledger.check).is_sound


def test_the_check_finds_a_sum_that_somebody_changed_and_a_row_below_nothing(work: Workplace) -> None:
    imports(work, activity())
    work.look(lambda r: r.ledger.add(credit(work.ids[SARI])))
    assert work.look(checking_ledger.check).is_sound

    def spoil(records: SqlRecords) -> None:
        records.connection.exec_driver_sql("UPDATE credit_year SET seconds = seconds + 1")

    work.look(spoil)
    found = work.look(checking_ledger.check)
    assert (found.rows, found.seconds, found.wrong_sums, found.is_sound) == (2, 5640, 1, False)
