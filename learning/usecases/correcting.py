"""Corrections of the ledger: new rows beside the old ones, with a reason the learner sees and can answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from learning.bookings import Booked, Remark
from learning.notes import NoteKind
from learning.notices import Notice, NoticeKind
from learning.ports import Records
from learning.records import AuditEntry, CreditEntry, CreditKind
from learning.rules.credit import RULE_VERSION
from learning.usecases.notices import notify
from learning.world import World

LONGEST_REASON = 500
MOST_SECONDS = 24 * 60 * 60
"""No activity of one day counts for more."""


class Hindrance(StrEnum):
    """Why a row is not corrected so."""

    NO_SUCH_ROW = "no_such_row"
    IS_A_CORRECTION = "is_a_correction"
    NOTHING_CHANGES = "nothing_changes"
    BELOW_ZERO = "below_zero"
    OVER_A_DAY = "over_a_day"
    NO_REASON = "no_reason"
    REASON_TOO_LONG = "reason_too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCorrected:
    """Nothing was written; `counted` is what the row comes to now, 0 where there is none."""

    hindrance: Hindrance
    counted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The new row, the one it corrects, and what both and all earlier corrections come to."""

    row: Booked
    corrected: Booked
    total_seconds: int


def counted_seconds(records: Records, credit_id: int) -> int | None:
    """What a row counts with all its corrections, or None where there is no such row."""
    booked = records.bookings.get(credit_id)
    if booked is None:
        return None
    return booked.entry.seconds + sum(row.entry.seconds for row in records.bookings.corrections_of(credit_id))


def correct(
    records: Records,
    world: World | None,
    *,
    actor_name: str,
    actor_id: int | None,
    credit_id: int,
    seconds: int,
    reason: str,
    now: datetime,
) -> Corrected | NotCorrected:
    """Adds `seconds` (less than 0 to take away) to what a row counts, as a row of its own on the same day.

    Without `actor_id` (on the command line) the learner is told but has nobody to answer. Week, year, unit
    and rate are those of the corrected row, so that each figure that held it becomes right.
    """
    booked = records.bookings.get(credit_id)
    if booked is None:
        return NotCorrected(hindrance=Hindrance.NO_SUCH_ROW)
    earlier = records.bookings.corrections_of(credit_id)
    counted = booked.entry.seconds + sum(row.entry.seconds for row in earlier)
    reason = reason.strip()
    hindrance = _hindrance(booked, counted, seconds, reason)
    if hindrance is not None:
        return NotCorrected(hindrance=hindrance, counted=counted)
    person_id = booked.entry.person_id
    entry = correcting_entry(booked, f"correction:{booked.id}:{len(earlier) + 1}", seconds, now)
    note_id = _note(records, actor_id, person_id, reason, now)
    remark = Remark(corrects_id=booked.id, words=reason, actor_id=actor_id, note_id=note_id)
    row = records.bookings.book(entry, remark)
    assert row is not None
    notice = Notice(kind=NoticeKind.CREDIT_CORRECTED, subject=row.id)
    notify(records, world, [person_id], notice, now=now)
    records.journal.audit(
        AuditEntry(
            at=now,
            actor=actor_name,
            actor_id=actor_id,
            action="credit_corrected",
            person_id=person_id,
            detail=f"{booked.entry.source}: {seconds:+d} s",
        )
    )
    return Corrected(row=row, corrected=booked, total_seconds=counted + seconds)


def correcting_entry(booked: Booked, source: str, seconds: int, now: datetime) -> CreditEntry:
    """The row that adds so many seconds to another, on the same day, for the same unit, year and rate."""
    return replace(
        booked.entry,
        kind=CreditKind.CORRECTION,
        source=source,
        seconds=seconds,
        credited_at=now,
        rule_version=RULE_VERSION,
        evidence={"corrects": booked.entry.source},
        flagged=False,
    )


def _hindrance(booked: Booked, counted: int, seconds: int, reason: str) -> Hindrance | None:
    if booked.entry.kind is CreditKind.CORRECTION:
        return Hindrance.IS_A_CORRECTION
    if not reason:
        return Hindrance.NO_REASON
    if len(reason) > LONGEST_REASON:
        return Hindrance.REASON_TOO_LONG
    if seconds == 0:
        return Hindrance.NOTHING_CHANGES
    if counted + seconds < 0:
        return Hindrance.BELOW_ZERO
    return Hindrance.OVER_A_DAY if seconds > 0 and counted + seconds > MOST_SECONDS else None


def _note(records: Records, actor_id: int | None, person_id: int, reason: str, now: datetime) -> int | None:
    """Keeps the reason as a note, so that the learner can answer it; it leaves with the notice, not alone."""
    if actor_id is None or actor_id == person_id:
        return None
    note = records.notes.add(
        sender_id=actor_id, receiver_id=person_id, kind=NoteKind.NOTE, text=reason, at=now
    )
    return note.id
