"""Pak Budi broadcasts by the use cases, so that a journey can begin on the receivers' phones."""

from datetime import UTC, datetime
from typing import Any

from learning.broadcasts import Broadcast, ContentKind, Media, Timing
from learning.usecases import broadcasting, drafting, enrol, following_up
from tests.journeys.office import Office
from tests.people import BUDI

NINE = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Monday at nine in Jakarta."""


def confirmed(
    office: Office,
    text: str = "",
    *,
    kind: ContentKind = ContentKind.TEXT,
    key: str = "",
    media: Media | None = None,
) -> Broadcast:
    """A broadcast for now to everybody whom Pak Budi leads."""
    now, do = office.clock(), office.database.transact
    actor = do(enrol.who_is, BUDI, now=now)
    assert actor is not None
    draft = do(drafting.begin, actor, kind, key=key, now=now)
    if text:
        do(drafting.write, actor, draft.id, text)
    if media:
        do(drafting.attach, actor, draft.id, media)
    do(drafting.time_it, actor, draft.id, Timing.NOW, now=now)
    do(broadcasting.preview, office.world(), actor, draft.id, now=now)
    outcome = do(broadcasting.confirm, office.world(), actor, draft.id, now=now)
    assert isinstance(outcome, broadcasting.Confirmed)
    office.sela.sender.wake()
    return outcome.results.broadcast


def results(office: Office, sent: Broadcast) -> dict[str, int]:
    """How many people are in each standing."""
    found = office.database.transact(
        broadcasting.results_of, office.world(), _as_it_is(office, sent), now=office.clock()
    )
    return {standing.value: count for standing, count in found.people.items()}


def _as_it_is(office: Office, sent: Broadcast) -> Broadcast:
    found = office.database.transact(lambda records: records.broadcasts.get(sent.id))
    assert found is not None
    return found


async def arrived(office: Office, sent: Broadcast, person: int, text: str) -> dict[str, Any]:
    """Waits until a copy is on the phone and on record; the message."""
    message = await office.sees(person, text)
    await office.api.until(lambda: results(office, sent).get("waiting", 0) == 0)
    return message


async def remind(office: Office, sent: Broadcast) -> None:
    """Reminds whoever has not opened it."""
    now, do = office.clock(), office.database.transact
    actor = do(enrol.who_is, BUDI, now=now)
    assert actor is not None
    do(following_up.remind, actor, sent.id, now=now)
    office.sela.sender.wake()


async def change(office: Office, sent: Broadcast, text: str | None) -> None:
    """Corrects a broadcast, or takes it back where there is no text, and waits until that has happened."""
    now, do = office.clock(), office.database.transact
    actor = do(enrol.who_is, BUDI, now=now)
    assert actor is not None
    if text is None:
        do(broadcasting.withdraw, actor, sent.id, now=now)
    else:
        do(following_up.correct, actor, sent.id, text, now=now)
    office.sela.mender.wake()
    await office.api.until(lambda: not do(lambda records: records.reception.to_change(1)), 10)
