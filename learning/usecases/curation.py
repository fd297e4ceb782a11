"""What a curator decides about an item: each decision asked anew, audited, and safe against a second tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from learning.auditing import entry_by
from learning.curation import Decision
from learning.knowledge import Item, ItemState, StoredDocument
from learning.notices import Notice, NoticeKind
from learning.people import Actor, Person
from learning.ports import Records
from learning.rules.access import may_curate
from learning.usecases.importing import put_into_index
from learning.usecases.last_steps import Act, LastStep, last_step
from learning.usecases.notices import notify
from learning.usecases.pausing import pause_questions
from learning.world import World

LONGEST_NOTE = 1000
WAITING_STATES = frozenset({ItemState.DRAFT, ItemState.IN_REVIEW})
EVERY_STATE = frozenset(ItemState)

FROM: dict[Decision, frozenset[ItemState]] = {
    Decision.APPROVE: WAITING_STATES,
    Decision.VERIFY: WAITING_STATES | {ItemState.PUBLISHED},
    Decision.RETIRE: EVERY_STATE - {ItemState.RETIRED},
    Decision.RESTORE: frozenset({ItemState.RETIRED}),
    Decision.SETTLE: EVERY_STATE,
    Decision.CONFIRM: EVERY_STATE,
    Decision.SHARE: EVERY_STATE,
    Decision.UNSHARE: EVERY_STATE,
}
"""The states in which a decision can be taken; in any other somebody was faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """An item as its curators see it: with what readers report, and whether questions pause for it.

    `last` is who gave it back to its author or retired it.
    """

    item: Item
    reports: tuple[str, ...] = ()
    is_paused: bool = False
    last: LastStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """It was decided or changed before: the item as it is now, and whether this curator did that."""

    item: Item
    by_self: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An item as it was after one change; `by` is whoever made it in chat, empty for a file."""

    item: Item
    number: int
    title: str
    text: str
    by: str
    changed_at: datetime


Outcome = Curated | Overtaken | None
"""None where the item is not (or no longer) for this curator."""


def look(records: Records, actor: Actor, item_id: int) -> Curated | None:
    """The item as its curators see it; None where it is not this actor's to look after."""
    item = curated_item(records, actor, item_id)
    if item is None:
        return None
    return Curated(
        item=item,
        reports=tuple(records.curation.open_reports(item.id)),
        is_paused=records.curation.is_paused_by(item.id),
        last=last_step(records, actor.person, item),
    )


def taken_back(records: Records, actor: Actor, item_id: int) -> LastStep | None:
    """By whom and when a contribution that this actor would look after was taken back; None for others."""
    item = records.knowledge.get(item_id)
    if item is None or not may_look_after(actor, item) or not _is_private(item):
        return None
    last = last_step(records, actor.person, item)
    return last if last is not None and last.act is Act.TAKEN_BACK else None


def curated_item(records: Records, actor: Actor, item_id: int) -> Item | None:
    """The item, if this actor looks after it now; what an author still writes is nobody else's."""
    item = records.knowledge.get(item_id)
    if item is None or not may_look_after(actor, item):
        return None
    return None if _is_private(item) else item


def may_look_after(actor: Actor, item: Item) -> bool:
    """Whether the actor curates what the item is for, or, where it is for everybody, its author's unit."""
    return may_curate(actor, item.author_unit if item.unit is None else item.unit)


def decide(
    records: Records,
    world: World,
    actor: Actor,
    item_id: int,
    version: int,
    decision: Decision,
    *,
    now: datetime,
) -> Outcome:
    """Takes a decision about this version of an item, as long as nobody decided otherwise meanwhile.

    A second tap on one's own decision decides nothing and is told the same as the first.
    """
    item = curated_item(records, actor, item_id)
    if item is None:
        return None
    is_verified = decision is Decision.VERIFY and item.state is ItemState.PUBLISHED and item.verified_by
    if item.version != version or item.state not in FROM[decision] or is_verified:
        is_again = _is_done_by(records, actor, item, version, decision)
        return look(records, actor, item_id) if is_again else overtaken(records, actor, item)
    match decision:
        case Decision.SETTLE:
            records.curation.settle_reports(item.id)
        case Decision.CONFIRM:
            records.curation.confirm(item.id)
        case _:
            _keep(records, world, actor, item, _as_decided(item, actor, decision), now)
    audit(records, actor, f"item_{decision.name.lower()}", item, now)
    return look(records, actor, item_id)


def overtaken(records: Records, actor: Actor, item: Item) -> Overtaken:
    """What a curator is told whose button is about an item as it was before."""
    newest = records.journal.newest_about(_detail(item, item.version))
    if newest is not None:
        return Overtaken(item=item, by_self=newest.actor_id == actor.person.id)
    changed_by = [row["changed_by"] for row in records.knowledge.versions(item.id)][-1:]
    return Overtaken(item=item, by_self=changed_by == [actor.person.id])


def give_back(
    records: Records, world: World, actor: Actor, item_id: int, version: int, note: str, *, now: datetime
) -> Outcome:
    """Gives an item back to its author with a note, who may change it and send it in again."""
    item = curated_item(records, actor, item_id)
    if item is None:
        return None
    if item.version != version or item.state is not ItemState.IN_REVIEW:
        return overtaken(records, actor, item)
    note = note.strip()[:LONGEST_NOTE]
    returned = replace(item, state=ItemState.DRAFT, note=note or "–", changed_at=now)
    records.knowledge.change(returned, is_new_version=False)
    audit(records, actor, "item_returned", item, now)
    if item.author_id is not None:
        notice = Notice(kind=NoticeKind.ITEM_RETURNED, subject=item.id)
        notify(records, world, [item.author_id], notice, now=now, again=now.isoformat())
    return look(records, actor, item_id)


def keep_change(
    records: Records,
    world: World,
    actor: Actor,
    item_id: int,
    version: int,
    changes: Mapping[str, Any],
    *,
    now: datetime,
) -> Outcome:
    """Keeps what a curator changed of this version; a change of what people read makes a new one."""
    item = curated_item(records, actor, item_id)
    if item is None:
        return None
    if item.version != version:
        return overtaken(records, actor, item)
    _keep(records, world, actor, item, replace(item, **changes), now)
    audit(records, actor, f"item_changed_{'_'.join(changes)}", item, now)
    return look(records, actor, item_id)


def versions(records: Records, actor: Actor, item_id: int) -> Sequence[Version] | None:
    """Every version of an item, newest first; None where it is not this actor's to look after."""
    item = curated_item(records, actor, item_id)
    if item is None:
        return None
    names: dict[int | None, str] = {None: ""}
    found = []
    for row in records.knowledge.versions(item_id):
        if row["changed_by"] not in names:
            person = records.people.get(row["changed_by"])
            names[row["changed_by"]] = person.name if person else ""
        found.append(_version_of(item, row, names[row["changed_by"]]))
    return found[::-1]


def restore_version(
    records: Records, world: World, actor: Actor, item_id: int, version: int, number: int, *, now: datetime
) -> Outcome:
    """Makes what an older version said the newest one."""
    rows = [row for row in records.knowledge.versions(item_id) if row["version"] == number]
    if not rows:
        return None
    content = rows[0]["content"]
    changes = {name: content[name] for name in ("title", "summary", "text", "source")}
    changes["tags"] = tuple(content["tags"])
    return keep_change(records, world, actor, item_id, version, changes, now=now)


def document_of(records: Records, actor: Actor, item_id: int) -> StoredDocument | None:
    """The file behind an item that this actor looks after, or None."""
    item = curated_item(records, actor, item_id)
    return records.documents.get(item.document) if item is not None and item.document else None


def audit(records: Records, actor: Actor, action: str, item: Item | None, now: datetime) -> None:
    """Notes who decided what about whose item."""
    detail = _detail(item, item.version) if item else ""
    author_id = item.author_id if item else None
    records.journal.audit(entry_by(actor, action, now=now, person_id=author_id, detail=detail))


def _is_private(item: Item) -> bool:
    """Whether its author still writes it, or took it back."""
    return item.state is ItemState.DRAFT and item.author_id is not None and not item.note


def _is_done_by(records: Records, actor: Actor, item: Item, version: int, decision: Decision) -> bool:
    """Whether this decision about this version is the last thing that was done, and this curator did it."""
    newest = records.journal.newest_about(_detail(item, version))
    if newest is None or item.version != version:
        return False
    return newest.actor_id == actor.person.id and newest.action == f"item_{decision.name.lower()}"


def _detail(item: Item, version: int) -> str:
    return f"item {item.id} v{version}"


def _as_decided(item: Item, actor: Actor, decision: Decision) -> Item:
    published = replace(item, state=ItemState.PUBLISHED, note="")
    match decision:
        case Decision.APPROVE | Decision.RESTORE:
            return published
        case Decision.VERIFY:
            return replace(published, verified_by=actor.person.name)
        case Decision.RETIRE:
            return replace(item, state=ItemState.RETIRED, note="")
        case _:
            return replace(item, shareable=decision is Decision.SHARE)


def _keep(records: Records, world: World, actor: Actor, before: Item, item: Item, now: datetime) -> None:
    """Keeps an item, lets lookup know, pauses the questions it answers, and tells its author."""
    says_else = any(
        getattr(before, name) != getattr(item, name) for name in ("title", "text", "tags", "source")
    )
    item = replace(item, changed_at=now)
    kept = records.knowledge.change(item, by=actor.person.id, is_new_version=says_else)
    put_into_index(records, [kept])
    if before.state is ItemState.PUBLISHED:
        pause_questions(records, world, kept, instead_of=before, but=actor.person.id, now=now)
    elif kept.state is ItemState.PUBLISHED:
        _published(records, world, actor, kept, now)


def _published(records: Records, world: World, actor: Actor, item: Item, now: datetime) -> None:
    """What follows when an item can be found that could not be before."""
    if item.version > 1:
        pause_questions(records, world, item, instead_of=replace(item, text=""), but=actor.person.id, now=now)
    author = _author_to_tell(records, actor, item)
    if author is not None:
        notice = Notice(kind=NoticeKind.ITEM_APPROVED, subject=item.id)
        notify(records, world, [author.id], notice, now=now, again=now.isoformat())


def _author_to_tell(records: Records, actor: Actor, item: Item) -> Person | None:
    if item.author_id is None or item.author_id == actor.person.id:
        return None
    return records.people.get(item.author_id)


def _version_of(item: Item, row: Mapping[str, Any], by: str) -> Version:
    content = row["content"]
    return Version(
        item=item,
        number=row["version"],
        title=content["title"],
        text=content["text"],
        by=by,
        changed_at=row["changed_at"],
    )
