"""Selections of people that an author of broadcasts saves under a name, to take them again."""

from dataclasses import replace
from datetime import datetime

from learning.auditing import entry_by
from learning.broadcasts import AudienceGroup, Broadcast
from learning.people import Actor
from learning.ports import Records
from learning.usecases.drafting import Flaw, draft, kept

MOST_GROUPS = 20
LONGEST_NAME = 40


def save(
    records: Records, actor: Actor, broadcast_id: int, name: str, *, now: datetime
) -> AudienceGroup | Flaw:
    """Saves the selection of a draft under a name."""
    found = draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        return Flaw.NAME_TOO_LONG
    if len(records.audiences.groups(actor.person.id)) >= MOST_GROUPS:
        return Flaw.TOO_MANY_GROUPS
    saved = records.audiences.save_group(actor.person.id, name, found.selection)
    records.journal.audit(entry_by(actor, "group_saved", now=now, detail=f"group {saved.id}"))
    return saved


def take(records: Records, actor: Actor, broadcast_id: int, group_id: int) -> Broadcast | Flaw:
    """Takes a saved selection; units that the author leads no more are left out when it is resolved."""
    found = draft(records, actor, broadcast_id)
    group = next((one for one in own(records, actor) if one.id == group_id), None)
    if found is None or group is None:
        return Flaw.NOT_YOURS
    return kept(records, replace(found, selection=group.selection))


def own(records: Records, actor: Actor) -> list[AudienceGroup]:
    """The selections this person saved."""
    return list(records.audiences.groups(actor.person.id))


def drop(records: Records, actor: Actor, group_id: int, *, now: datetime) -> bool:
    """Deletes a saved selection; False where it is not theirs."""
    is_gone = records.audiences.drop_group(actor.person.id, group_id)
    if is_gone:
        records.journal.audit(entry_by(actor, "group_removed", now=now, detail=f"group {group_id}"))
    return is_gone
