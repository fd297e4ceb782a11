"""Learning that happened elsewhere, out of a file into the ledger: each once, and changes as new rows."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from learning.bookings import ImportedBefore, NumberedPerson, Remark
from learning.people import masked
from learning.ports import Records
from learning.records import AuditEntry, CreditEntry, CreditKind
from learning.rules.numbers import nearest_number
from learning.usecases.correcting import correcting_entry
from learning.world import World

RULE_VERSION = "import-1"
"""An import knows no cap and no repetition: what an organiser certifies counts as it is."""

MOST_NEAR = 100
"""For so many unknown numbers the nearest is looked up: more are another roster."""

SHORTEST_NAME = 4
"""Characters; a shorter name stands in too many words to be looked for."""

Booking = tuple[CreditEntry, Remark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One row of the file; `origin` is where the record comes from: an organiser, a system, a letter."""

    row: int
    employee_number: str
    on: date
    kind: CreditKind
    title: str
    seconds: int
    evidence: str
    origin: str
    competency: str = ""

    @property
    def source(self) -> str:
        """What makes it the same activity of a person when it comes again."""
        words = (self.on.isoformat(), self.kind.value, self.title.casefold(), self.origin.casefold())
        digest = hashlib.sha256("\n".join(words).encode()).hexdigest()
        return f"import:{digest[:24]}"


class Flaw(StrEnum):
    """Why an activity cannot go into the ledger."""

    NOBODY = "nobody"
    NAMES_THE_PERSON = "names_the_person"
    TWICE_WITH_OTHER_MINUTES = "twice_with_other_minutes"
    BELOW_ZERO = "below_zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An activity that stays out, and why.

    `near` is the masked number that was probably meant and `digit` where it differs; `other_row` the row that
    says the same activity took other minutes.
    """

    row: int
    flaw: Flaw
    near: str = ""
    digit: int = 0
    other_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An activity that was imported with other minutes before; the difference becomes a row of its own."""

    row: int
    number: str
    title: str
    before_seconds: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerChange:
    """What a file did to the ledger, or would do; with `refused` it does nothing unless those are skipped."""

    added: int
    unchanged: int
    people: int
    changed: tuple[Changed, ...] = ()
    refused: tuple[Refused, ...] = ()
    seconds_by_kind: Mapping[CreditKind, int] = field(default_factory=dict)
    is_written: bool = True


@dataclass(slots=True)
class _Sorted:
    """The activities of a file by what becomes of them; `seen` holds the first row of each."""

    bookings: list[Booking] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0
    seen: dict[tuple[int, str], Activity] = field(default_factory=dict)


def import_activities(
    records: Records,
    world: World,
    activities: Iterable[Activity],
    *,
    actor: str,
    skips_wrong: bool = False,
    now: datetime,
) -> LedgerChange:
    """Brings activities into the ledger, each once; one that cannot be keeps all out, unless it is skipped.

    Each counts for the unit of the person now, in the year and ISO week of its date, outside the daily cap.
    """
    people = {person.number: person for person in records.bookings.numbered_people()}
    before = records.bookings.imported()
    found = _Sorted()
    for activity in activities:
        _sort(found, activity, people, before, world.policy.minutes_per_jp, now)
    is_written = skips_wrong or not found.refused
    if is_written and found.bookings:
        records.bookings.book_all(found.bookings)
        detail = f"{len(found.bookings) - len(found.changed)}+{len(found.changed)}"
        records.journal.audit(AuditEntry(at=now, actor=actor, action="ledger_imported", detail=detail))
    return _change(found, is_written=is_written)


def _sort(
    found: _Sorted,
    activity: Activity,
    people: Mapping[str, NumberedPerson],
    before: Mapping[tuple[int, str], ImportedBefore],
    minutes_per_jp: int,
    now: datetime,
) -> None:
    person = people.get(activity.employee_number)
    if person is None:
        found.refused.append(_nobody(activity, people if len(found.refused) < MOST_NEAR else {}))
        return
    key = (person.id, activity.source)
    first = found.seen.setdefault(key, activity)
    known = before.get(key)
    refused = _refused(activity, first, person, known)
    if refused is not None:
        found.refused.append(refused)
    elif first is not activity or (known is not None and known.said_seconds == activity.seconds):
        found.unchanged += 1
    elif known is None:
        found.bookings.append(_new(activity, person, minutes_per_jp, now))
    else:
        found.bookings.append(_correcting(activity, known, now))
        found.changed.append(
            Changed(
                row=activity.row,
                number=masked(person.number),
                title=activity.title,
                before_seconds=known.said_seconds,
                seconds=activity.seconds,
            )
        )


def _refused(
    activity: Activity, first: Activity, person: NumberedPerson, known: ImportedBefore | None
) -> Refused | None:
    if _names(activity, person):
        return Refused(row=activity.row, flaw=Flaw.NAMES_THE_PERSON)
    if first.seconds != activity.seconds:
        return Refused(row=activity.row, flaw=Flaw.TWICE_WITH_OTHER_MINUTES, other_row=first.row)
    if known is not None and known.total_seconds + activity.seconds - known.said_seconds < 0:
        return Refused(row=activity.row, flaw=Flaw.BELOW_ZERO)
    return None


def _nobody(activity: Activity, people: Mapping[str, NumberedPerson]) -> Refused:
    near = nearest_number(activity.employee_number, people.keys())
    if near is None:
        return Refused(row=activity.row, flaw=Flaw.NOBODY)
    return Refused(row=activity.row, flaw=Flaw.NOBODY, near=masked(near.number), digit=near.digit)


def _names(activity: Activity, person: NumberedPerson) -> bool:
    """Whether words that go into the ledger name the person, who may be erased: it forgets nothing."""
    words = " ".join((activity.title, activity.origin, activity.competency)).casefold()
    name = person.name.casefold()
    return person.number in words or (len(name) >= SHORTEST_NAME and name in words)


def _new(activity: Activity, person: NumberedPerson, minutes_per_jp: int, now: datetime) -> Booking:
    iso_year, iso_week, _ = activity.on.isocalendar()
    entry = CreditEntry(
        person_id=person.id,
        unit_id=person.unit_id,
        kind=activity.kind,
        source=activity.source,
        title=activity.title,
        competency=activity.competency,
        seconds=activity.seconds,
        minutes_per_jp=minutes_per_jp,
        credited_at=now,
        year=activity.on.year,
        iso_year=iso_year,
        iso_week=iso_week,
        local_on=activity.on,
        rule_version=RULE_VERSION,
        evidence={"origin": activity.origin},
    )
    return entry, Remark(words=activity.evidence)


def _correcting(activity: Activity, known: ImportedBefore, now: datetime) -> Booking:
    """The difference to what files said before; what somebody corrected by hand since then stays."""
    source = f"{known.credit.entry.source}:{known.corrections + 1}"
    entry = correcting_entry(known.credit, source, activity.seconds - known.said_seconds, now)
    return entry, Remark(corrects_id=known.credit.id, words=activity.evidence)


def _change(found: _Sorted, *, is_written: bool) -> LedgerChange:
    seconds: dict[CreditKind, int] = defaultdict(int)
    for entry, _ in found.bookings:
        seconds[entry.kind] += entry.seconds
    return LedgerChange(
        added=len(found.bookings) - len(found.changed),
        unchanged=found.unchanged,
        people=len({entry.person_id for entry, _ in found.bookings}),
        changed=tuple(found.changed),
        refused=tuple(found.refused),
        seconds_by_kind=dict(seconds),
        is_written=is_written,
    )
