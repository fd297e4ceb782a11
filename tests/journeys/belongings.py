"""Things that belong to somebody: Sari's lesson, question, text and note; Bu Wati's broadcasts and series.

With them every button can be packed that names somebody else's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from bot.buttons import broadcast as sent_press
from bot.buttons import broadcast_draft as draft_press
from bot.buttons.experts import AskExpert
from bot.callbacks import Button
from content.items import KnowledgeItem
from learning.broadcasts import (
    AudienceGroup,
    Broadcast,
    ContentKind,
    Preview,
    Series,
    SeriesState,
    Standing,
    Timing,
)
from learning.curation import Decision, Waiting
from learning.knowledge import Item, ItemState
from learning.notes import NoteKind
from learning.people import Actor, Role
from learning.ports import Records
from learning.records import RosterEntry
from learning.roster import Change
from learning.rules.lookup import Synonym
from learning.usecases import (
    assigning,
    audience_groups,
    broadcasting,
    contributing,
    drafting,
    enrol,
    handing_over,
    importing,
    notes,
    series,
)
from learning.usecases.broadcasting import Confirmed
from learning.usecases.roster import import_roster
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.raw_records import number_in
from tests.people import BAYU, CAST, EAST, SARI, STRANGER, UNIT, entry
from tests.storage.rows import credit

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

WATI, GITA, HADI, DODI = 1006, 1007, 1008, 1009
"""Another supervisor of Pak Budi's unit; a curator of it, and one of another; one who has not activated."""

SECRET = "zamrud"
"""Stands in everything of Sari's and Bu Wati's that others have no business to read."""

PART = f"{UNIT}/Arsip"
PEOPLE: Mapping[int, RosterEntry] = {
    **CAST,
    SARI: replace(CAST[SARI], unit=PART),
    BAYU: replace(CAST[BAYU], roles=("supervisor",)),
    WATI: entry("197001012000012006", "Wati Zamrud", roles=("supervisor",)),
    GITA: entry("198101012005012007", "Gita Anjani", roles=("curator",)),
    HADI: entry("198201012005011008", "Hadi Wijaya", unit=EAST, zone="Asia/Jayapura", roles=("curator",)),
    DODI: entry("199501012020011009", "Dodi Zamrud", unit=PART),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """The numbers of what belongs to somebody."""

    person: int
    newcomer: int
    unit: int
    nudge: int
    attempt: int
    course: str
    search: int
    question: int
    item: int
    written: int
    """What Sari wrote for colleagues, waiting for a curator of her unit."""
    being_written: int
    draft: int
    check: int
    weekly_check: int
    sent: int
    group: int
    series: int
    resting: int
    note: int
    batch: int

    def button(self, kind: type[Button]) -> Button:
        """A button of this kind that names what belongs to somebody."""
        return kind(*(self._value(kind, field.name, field.type) for field in fields(kind)))

    def _value(self, kind: type[Button], name: str, of: Any) -> Any:
        if (kind.__name__, name) in EXACTLY:
            return EXACTLY[kind.__name__, name]
        if isinstance(of, type) and issubclass(of, StrEnum):
            return CHOSEN.get(of, next(iter(of)))
        if of is bool:
            return True
        if name == "broadcast":
            return self.draft if _is_about_a_draft(kind) else self.sent
        if name == "item" and _is_about_writing(kind):
            return self.being_written if kind.__name__ in ABOUT_DRAFTS else self.written
        if name == "question" and "attempt" in [field.name for field in fields(kind)]:
            return 0
        if name in ANY:
            return ANY[name]
        named = INSTEAD.get((kind.__name__, name), name)
        assert hasattr(self, named), f"say in ANY or EXACTLY what {name} of {kind.__name__} shall be"
        return getattr(self, named)


EXACTLY: Mapping[tuple[str, str], Any] = {
    ("Pause", "days"): 1,
    ("KeepFor", "days"): 3,
    ("TellMistake", "reason"): "wrong",
    ("TellReport", "reason"): "wrong",
    ("ResumeDialogue", "kind"): "contribute",
    ("TakeMoment", "on"): 20261130,
    ("TakeDue", "on"): 20261218,
    ("ReplyTo", "broadcast"): 0,
    ("ShowTo", "only_my_unit"): False,
    ("OpenItem", "search"): 0,
    ("SendNote", "check"): 1,
    ("SendAnswer", "check"): 1,
    ("AskPerson", "role"): "curator",
    ("ChangePerson", "change"): Change.ZONE,
    ("ChangePerson", "value"): "Asia/Makassar",
}
INSTEAD: Mapping[tuple[str, str], str] = {
    ("BeginSeries", "check"): "weekly_check",
    ("TakeOverSeries", "series"): "resting",
    ("AskMemberLink", "person"): "newcomer",
    ("MakeMemberLink", "person"): "newcomer",
}
ABOUT_DRAFTS = {"AskOwn", "SendIn", "ShowTo", "ThrowAway"}
CHOSEN: Mapping[type[StrEnum], StrEnum] = {
    Decision: Decision.APPROVE,
    Waiting: Waiting.REVIEW,
    Role: Role.SUPERVISOR,
    Standing: Standing.DELIVERED,
    Timing: Timing.AT,
    Change: Change.DEACTIVATE,
}
ANY: Mapping[str, Any] = {
    "language": "en",
    "zone": "Asia/Makassar",
    "minutes": 3,
    "number": 1,
    "given": "0",
    "preset": 1,
    "rank": 1,
    "card": 1,
    "page": 0,
    "period": "2026-W48",
    "word": "mesin",
    "version": 1,
    "months": 6,
    "beside": 0,
    "choice": 0,
    "weekday": 3,
    "at": 1000,
    "stars": 5,
    "credit": 1,
    "seconds": 0,
    "role": "supervisor",
    "asked": int(NOON.timestamp()),
    "due": 20261211,
    "subject": 0,
    "file": 1,
}
"""What these fields say wherever they stand; all others name something that belongs to somebody."""


def _is_about_a_draft(kind: type[Button]) -> bool:
    ahead = {
        sent_press.AskWeekday,
        sent_press.AskSeriesClock,
        sent_press.PreviewSeries,
        sent_press.BeginSeries,
    }
    return kind.__module__ == draft_press.__name__ or kind in ahead


def _is_about_writing(kind: type[Button]) -> bool:
    return kind.code.startswith(("q", "s"))


async def settle_in(office: Office) -> Belongings:
    """Everybody has joined, and Sari and Bu Wati have something of their own."""
    for person, listed in PEOPLE.items():
        office.api.add_user(person, listed.name.split()[0], started=True)
    office.api.world.chats.chat(STRANGER).opened = True
    office.database.transact(_join, office)
    office.database.transact(_publish, office)
    await office.turn_to(NOON)
    sent = office.database.transact(_broadcast, office)
    await office.turn_to(NOON)
    searches = [await _asks(office, words) for words in (f"kunci {SECRET} di mana", f"siapa {SECRET} itu")]
    sari = Phone(office, SARI)
    await sari.presses(sari.message["message_id"], AskExpert(searches[0]).pack())
    await sari.says("/belajar")
    await sari.taps("")
    found = office.database.transact(_belongings, office, sent, searches[1])
    await come_to_rest(office)
    return found


async def come_to_rest(office: Office) -> None:
    """Waits until all that may leave now has left; Bu Wati's note waits until later."""
    office.sela.sender.wake()
    now = office.clock().strftime("%Y-%m-%d %H:%M:%S.999999")
    moving = (
        f"SELECT count(*) FROM outbox WHERE state = 'claimed' OR state = 'queued' AND not_before < '{now}'"
    )
    await office.api.until(lambda: number_in(office, moving) == 0)


async def _asks(office: Office, words: str) -> int:
    """What Sari looks up; the number of the search."""
    await Phone(office, SARI).says(words)
    return number_in(office, "SELECT max(id) FROM knowledge_search")


def _join(records: Records, office: Office) -> None:
    now = office.clock()
    import_roster(records, office.world(), list(PEOPLE.values()), actor="test", now=now)
    for telegram_id, listed in PEOPLE.items():
        person = records.people.by_number(listed.employee_number)
        assert person is not None
        if telegram_id == DODI:
            continue
        records.people.bind(person.id, telegram_id)
        enrol.acknowledge(records, person.id, now=now)
        enrol.finish(records, office.world(), person.id, now=now)


def _actor(records: Records, office: Office, telegram_id: int) -> Actor:
    found = enrol.who_is(records, telegram_id, now=office.clock())
    assert found is not None
    return found


def _publish(records: Records, office: Office) -> None:
    item = KnowledgeItem(id="kantor/tinta", title="Tinta mesin", text="Tinta diganti petugas lantai dua.")
    importing.import_items(records, [importing.FoundItem(item=item, origin="test")], now=office.clock())
    records.knowledge.set_synonym("mesin", Synonym(others=("alat",)), by=None, at=office.clock())


def _drafted(records: Records, office: Office, words: str) -> Broadcast:
    """A draft of Bu Wati's to Sari's part of the unit, as she has seen it."""
    now, wati = office.clock(), _actor(records, office, WATI)
    begun = drafting.begin(records, wati, ContentKind.TEXT, now=now)
    drafting.write(records, wati, begun.id, words)
    part = records.roster.unit(PART)
    assert part is not None
    drafting.select(records, wati, begun.id, unit_id=part.id)
    drafting.time_it(records, wati, begun.id, Timing.NOW, now=now)
    shown = broadcasting.preview(records, office.world(), wati, begun.id, now=now)
    assert isinstance(shown, Preview), shown
    return shown.broadcast


def _broadcast(records: Records, office: Office) -> int:
    """A broadcast of Bu Wati's that is on its way to Sari."""
    drafted = _drafted(records, office, f"Rapat {SECRET} pindah.")
    wati = _actor(records, office, WATI)
    outcome = broadcasting.confirm(records, office.world(), wati, drafted.id, now=office.clock())
    assert isinstance(outcome, Confirmed), outcome
    return drafted.id


def _belongings(records: Records, office: Office, sent: int, search: int) -> Belongings:
    world, now = office.world(), office.clock()
    sari, wati = _actor(records, office, SARI), _actor(records, office, WATI)
    part = records.roster.unit(PART)
    assert part is not None
    weekly = [_series(records, office) for _ in range(2)]
    records.broadcasts.keep_series(replace(weekly[1], state=SeriesState.RESTING))
    course = next(iter(world.catalogue.courses))
    assigning.assign(records, world, wati, sari.person.id, course, date(2026, 12, 18), now=now)
    words = f"Ingat {SECRET}."
    note = notes.write(records, world, wati.person, sari.person.id, NoteKind.NOTE, words, now=now)
    draft = _drafted(records, office, f"Rencana {SECRET}.")
    group = audience_groups.save(records, wati, draft.id, f"Grup {SECRET}", now=now)
    assert isinstance(group, AudienceGroup)
    published = records.knowledge.by_key("kantor/tinta")
    assert published is not None
    newcomer = records.people.by_number(PEOPLE[DODI].employee_number)
    assert newcomer is not None
    records.ledger.add(credit(sari.person.id, unit_id=part.id, source="import:1", title=f"Arsip {SECRET}"))
    made = handing_over.make(records, actor="test", now=now)
    assert made is not None
    return Belongings(
        person=sari.person.id,
        newcomer=newcomer.id,
        unit=part.id,
        nudge=number_in(office, f"SELECT max(id) FROM nudge WHERE person_id = {sari.person.id}"),
        attempt=number_in(office, f"SELECT max(id) FROM attempt WHERE person_id = {sari.person.id}"),
        course=course,
        search=search,
        question=number_in(office, "SELECT max(id) FROM expert_question"),
        item=published.id,
        written=_written(records, office, sari, handed_in=True),
        being_written=_written(records, office, sari, handed_in=False),
        draft=draft.id,
        check=drafting.check_of(draft),
        weekly_check=series.check_of(draft, ANY["weekday"], time(10)),
        sent=sent,
        group=group.id,
        series=weekly[0].id,
        resting=weekly[1].id,
        note=note.note.id,
        batch=made[0].id,
    )


def _series(records: Records, office: Office) -> Series:
    drafted = _drafted(records, office, f"Mingguan {SECRET}.")
    wati = _actor(records, office, WATI)
    world, now = office.world(), office.clock()
    shown = series.preview(records, world, wati, drafted.id, 5, now=now)
    assert isinstance(shown, series.SeriesPreview)
    begun = series.begin(records, world, wati, drafted.id, 5, check=shown.check, now=now)
    assert isinstance(begun, series.Begun)
    return begun.series


def _written(records: Records, office: Office, sari: Actor, *, handed_in: bool) -> int:
    """What Sari wrote for her unit, handed in or not."""
    now = office.clock()
    item = records.knowledge.add(
        Item(
            key=f"chat/{handed_in}",
            title=f"Kunci {SECRET}",
            text=f"Kunci {SECRET} ada di pos satpam.",
            author_id=sari.person.id,
            unit=PART,
            state=ItemState.DRAFT,
            changed_at=now,
        )
    )
    if handed_in:
        contributing.send_in(records, office.world(), sari.person, item.id, now=now)
    return item.id
