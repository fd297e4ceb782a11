"""Changing copies that have arrived already, after a broadcast was corrected or taken back."""

from dataclasses import dataclass

from learning.broadcasts import Broadcast, BroadcastState, Reaction
from learning.people import Person
from learning.ports import Records
from learning.usecases.carrying import Shown, asking_of, shown_of
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A copy to change into its broadcast as it stands, or to delete where that was taken back."""

    outbox_id: int
    telegram_id: int
    message_id: int
    person: Person
    broadcast: Broadcast
    shown: Shown
    reaction: Reaction

    @property
    def takes_back(self) -> bool:
        """Whether the copy goes away."""
        return self.broadcast.state is BroadcastState.WITHDRAWN


def next_amendments(records: Records, world: World, *, limit: int) -> list[Amendment]:
    """Copies that are older than their broadcast, in the order in which they were sent.

    A copy whose person cannot be reached any more counts as one that could not be changed.
    """
    found = []
    for outbox_id, broadcast_id, person_id, message_id, revision in records.reception.to_change(limit):
        person, broadcast = records.people.get(person_id), records.broadcasts.get(broadcast_id)
        if person is None or person.telegram_id is None or broadcast is None:
            records.reception.changed(outbox_id, revision, failed=True)
            continue
        found.append(
            Amendment(
                outbox_id=outbox_id,
                telegram_id=person.telegram_id,
                message_id=message_id,
                person=person,
                broadcast=asking_of(records, world, broadcast, person),
                shown=shown_of(records, world, broadcast.content, person.language),
                reaction=records.reception.reaction(broadcast_id, person_id),
            )
        )
    return found


def amended(records: Records, amendment: Amendment, *, failed: bool) -> None:
    """Records that a copy stands as its broadcast does, or that it could not be changed."""
    records.reception.changed(amendment.outbox_id, amendment.broadcast.revision, failed=failed)
