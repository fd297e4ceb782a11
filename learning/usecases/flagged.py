"""Credits that a person should look at: accepted, or corrected with a reason that the learner sees."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.auditing import entry_by
from learning.flags import Decision, FlaggedCredit, FlaggedPage
from learning.notices import Dialogue
from learning.people import Actor
from learning.ports import Records
from learning.rules.access import Action, may
from learning.usecases import dialogues
from learning.usecases.correcting import LONGEST_REASON, Corrected, NotCorrected, correct, counted_seconds
from learning.world import World

CORRECTING = "correct_credit"
"""The dialogue in which the next message is the reason of a correction."""

PAGE = 8


class Undecided(StrEnum):
    """Why nothing was decided."""

    GONE = "gone"
    ONES_OWN = "ones_own"
    NO_CHANGE = "no_change"
    NO_REASON = "no_reason"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A correction as it would be made: so many seconds stay, for this reason."""

    credit: FlaggedCredit
    counted: int
    seconds: int
    reason: str

    @property
    def check(self) -> int:
        """A number that another correction would not have."""
        return zlib.crc32(f"{self.credit.id} {self.counted} {self.seconds} {self.reason}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided; `seconds` is what counts now."""

    credit: FlaggedCredit
    decision: Decision
    seconds: int


def page(records: Records, actor: Actor, number: int) -> FlaggedPage | None:
    """A page of what waits for a decision, oldest first; None for whom it is not."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    count = records.flags.count()
    pages = max(1, -(-count // PAGE))
    number = min(number, pages - 1)
    shown = records.flags.page(limit=PAGE, offset=number * PAGE)
    return FlaggedPage(credits=tuple(shown), page=number, pages=pages, count=count)


def one(records: Records, actor: Actor, credit_id: int) -> FlaggedCredit | Undecided:
    """A credit that this actor may decide on: it waits, and is not their own."""
    found = records.flags.get(credit_id) if may(actor, Action.MANAGE_ROSTER) else None
    if found is None:
        return Undecided.GONE
    return Undecided.ONES_OWN if found.person.id == actor.person.id else found


def accept(records: Records, actor: Actor, credit_id: int, *, now: datetime) -> Decided | Undecided:
    """Leaves the credit as it is, once; a second tap gets the same outcome."""
    found = one(records, actor, credit_id)
    if isinstance(found, Undecided):
        return _before(records, actor, credit_id, Decision.ACCEPTED) or found
    records.flags.decide(credit_id, Decision.ACCEPTED, actor_id=actor.person.id, at=now)
    records.journal.audit(
        entry_by(actor, "credit_accepted", now=now, person_id=found.person.id, detail=found.entry.source)
    )
    counted = counted_seconds(records, credit_id) or 0
    return Decided(credit=found, decision=Decision.ACCEPTED, seconds=counted)


def ask_reason(
    records: Records, actor: Actor, credit_id: int, seconds: int, *, period: str = "", now: datetime
) -> Drafted | Undecided:
    """Lets the actor's next message be the reason why only so many seconds count; a period leads back."""
    drafted = _drafted(records, actor, credit_id, seconds, "")
    if isinstance(drafted, Drafted):
        dialogues.begin(
            records, actor.person, CORRECTING, now=now, credit=credit_id, seconds=seconds, period=period
        )
    return drafted


def draft(
    records: Records, actor: Actor, dialogue: Dialogue, text: str, *, now: datetime
) -> Drafted | Undecided:
    """Keeps the reason to be looked at before anything is written."""
    reason = text.strip()
    if not reason:
        return Undecided.NO_REASON
    if len(reason) > LONGEST_REASON:
        return Undecided.TOO_LONG
    credit_id, seconds = int(dialogue.payload["credit"]), int(dialogue.payload["seconds"])
    drafted = _drafted(records, actor, credit_id, seconds, reason)
    if isinstance(drafted, Drafted):
        dialogues.begin(records, actor.person, CORRECTING, now=now, **{**dialogue.payload, "text": reason})
    return drafted


def correct_flagged(
    records: Records, world: World, actor: Actor, credit_id: int, check: int, *, now: datetime
) -> Decided | Drafted | Undecided:
    """Writes the correction that was shown, once; any other is shown instead.

    A second tap gets the outcome of the first.
    """
    if (decided := _before(records, actor, credit_id, Decision.CORRECTED)) is not None:
        return decided
    dialogue = dialogues.unfinished(records, actor.person, now=now)
    if dialogue is None or dialogue.kind != CORRECTING or dialogue.payload.get("credit") != credit_id:
        return Undecided.GONE
    payload = dialogue.payload
    drafted = _drafted(records, actor, credit_id, int(payload["seconds"]), str(payload.get("text", "")))
    if isinstance(drafted, Undecided) or drafted.check != check:
        return drafted
    outcome = correct(
        records,
        world,
        actor_name=actor.person.name,
        actor_id=actor.person.id,
        credit_id=credit_id,
        seconds=drafted.seconds - drafted.counted,
        reason=drafted.reason,
        now=now,
    )
    if isinstance(outcome, NotCorrected):
        return Undecided.NO_REASON if not drafted.reason else Undecided.NO_CHANGE
    return _decided(records, actor, drafted, outcome, now)


def _before(records: Records, actor: Actor, credit_id: int, decision: Decision) -> Decided | None:
    """What this actor decided so before, with what counts now."""
    decided = records.flags.decided(credit_id, actor.person.id) if may(actor, Action.MANAGE_ROSTER) else None
    if decided is None or decided[1] is not decision:
        return None
    return Decided(credit=decided[0], decision=decision, seconds=counted_seconds(records, credit_id) or 0)


def _decided(records: Records, actor: Actor, drafted: Drafted, outcome: Corrected, now: datetime) -> Decided:
    records.flags.decide(drafted.credit.id, Decision.CORRECTED, actor_id=actor.person.id, at=now)
    dialogues.end(records, actor.person)
    return Decided(credit=drafted.credit, decision=Decision.CORRECTED, seconds=outcome.total_seconds)


def _drafted(
    records: Records, actor: Actor, credit_id: int, seconds: int, reason: str
) -> Drafted | Undecided:
    found = one(records, actor, credit_id)
    if isinstance(found, Undecided):
        return found
    counted = counted_seconds(records, credit_id) or 0
    if not 0 <= seconds < counted:
        return Undecided.NO_CHANGE
    return Drafted(credit=found, counted=counted, seconds=seconds, reason=reason)
