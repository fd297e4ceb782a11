"""Taking back a broadcast whose moment lies ahead, so that its author can give it another."""

from dataclasses import replace
from datetime import datetime

from learning.auditing import entry_by
from learning.broadcasts import Broadcast, BroadcastState
from learning.people import Actor
from learning.ports import Records
from learning.usecases.broadcasting import sent
from learning.usecases.drafting import kept


def reopen(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> Broadcast | None:
    """Makes a draft again of what the actor scheduled, with everything chosen; another draft gives way to it.

    Nothing of it leaves until it is confirmed anew. None where it is not theirs, comes every week, or a copy
    may have left already.
    """
    found = sent(records, actor, broadcast_id)
    if found is None or found.author_id != actor.person.id or found.state is not BroadcastState.RUNNING:
        return None
    if found.moment is None or found.series_id is not None or not records.reception.unsend(broadcast_id):
        return None
    other = records.broadcasts.draft_of(actor.person.id)
    if other is not None:
        records.broadcasts.discard(other.id)
    again = replace(found, state=BroadcastState.DRAFT, confirmed_at=None, ends_at=None, view_message_id=None)
    detail = f"broadcast {broadcast_id}"
    records.journal.audit(entry_by(actor, "broadcast_reopened", now=now, detail=detail))
    return kept(records, again)
