"""Becoming a learner: one-time links, the privacy notice, language, clock and windows."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from learning.auditing import own_entry
from learning.broadcasts import Unreached
from learning.people import Actor, Person, PersonState
from learning.ports import Records
from learning.records import AuditEntry
from learning.rules.access import actor_of
from learning.usecases.attention import look_again
from learning.world import World

TOKEN_BYTES = 18
"""144 random bits: 24 characters in a link that may hold 64."""

NOTICE_VERSION = "2026-11-22"


class Refusal(StrEnum):
    """Why a link does not let a person in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    LEFT = "left"
    ACCOUNT_TAKEN = "account_taken"
    PERSON_TAKEN = "person_taken"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRefused:
    """A link that does not work.

    `warn_telegram_id` is the account to tell when somebody else tried to take a person over.
    """

    reason: Refusal
    warn_telegram_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The sender is this person now."""

    person: Person


def issue_link(records: Records, person_id: int, *, link_days: int, now: datetime) -> str:
    """A fresh token for this person; earlier unused ones stop working. Only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    records.links.revoke_open(person_id, now)
    records.links.add(person_id, token_hash(token), now, now + timedelta(days=link_days))
    return token


def token_hash(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to make a link of."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def redeem(records: Records, token: str, telegram_id: int, *, now: datetime) -> Enrolled | LinkRefused:
    """Binds the sender to the person of the link, once.

    Tapping an own link again lets the person in again. Another account for a bound person, or
    another person for a bound account, is refused.
    """
    return redeem_hashed(records, token_hash(token), telegram_id, now=now)


def redeem_hashed(
    records: Records, hashed: str, telegram_id: int, *, now: datetime
) -> Enrolled | LinkRefused:
    """The same by the hash of the token, for a tap kept over a restart; never for what somebody typed."""
    link = records.links.by_hash(hashed)
    person = records.people.get(link.person_id) if link else None
    if link is None or person is None:
        return LinkRefused(reason=Refusal.UNKNOWN)
    if person.telegram_id == telegram_id:
        return Enrolled(person=person)
    if person.state is PersonState.LEFT:
        return LinkRefused(reason=Refusal.LEFT)
    if person.telegram_id is not None:
        records.journal.audit(
            AuditEntry(at=now, actor="stranger", action="take_over_refused", person_id=person.id)
        )
        return LinkRefused(reason=Refusal.PERSON_TAKEN, warn_telegram_id=person.telegram_id)
    if link.used_at is not None or link.revoked_at is not None:
        return LinkRefused(reason=Refusal.USED)
    if link.expires_at <= now:
        return LinkRefused(reason=Refusal.EXPIRED)
    if records.people.by_telegram_id(telegram_id) is not None:
        return LinkRefused(reason=Refusal.ACCOUNT_TAKEN)
    if not records.links.use(link.id, now):
        return LinkRefused(reason=Refusal.USED)
    records.people.bind(person.id, telegram_id)
    records.journal.audit(own_entry(person.id, "activated", now=now))
    return Enrolled(person=_reread(records, person.id))


def who_is(records: Records, telegram_id: int, *, now: datetime) -> Actor | None:
    """The person bound to this account with the grants in force, or None for a stranger."""
    person = records.people.by_telegram_id(telegram_id)
    if person is None or person.state is not PersonState.ACTIVE:
        return None
    return actor_of(person, records.people.grants(person.id), person.local_date(now))


def acknowledge(records: Records, person_id: int, *, now: datetime) -> Person:
    """Records that the privacy notice was read, once."""
    person = _reread(records, person_id)
    if person.acknowledged_at is None:
        records.people.acknowledge(person_id, NOTICE_VERSION, now)
    return _reread(records, person_id)


def choose_language(records: Records, person_id: int, language: str) -> Person:
    """Sets the language Sela speaks with the person."""
    records.people.set_language(person_id, language)
    return _reread(records, person_id)


def choose_time_zone(
    records: Records, world: World, person_id: int, time_zone: str, *, now: datetime
) -> Person:
    """Sets the person's clock; their windows move with it."""
    records.people.set_time_zone(person_id, time_zone)
    look_again(records, world, person_id, now=now)
    return _reread(records, person_id)


def finish(records: Records, world: World, person_id: int, *, now: datetime) -> Person:
    """Ends the onboarding; from now on lessons come in the person's breaks."""
    person = _reread(records, person_id)
    if person.onboarded_at is None:
        records.people.finish_onboarding(person_id, now)
        look_again(records, world, person_id, now=now)
        records.reception.reach(person_id, now)
    return _reread(records, person_id)


def reachable_again(records: Records, world: World, person_id: int, *, now: datetime) -> None:
    """Revives a person who had blocked Sela."""
    person = _reread(records, person_id)
    if person.blocked_at is not None:
        records.people.set_blocked(person_id, None)
        look_again(records, world, person_id, now=now)
        records.reception.reach(person_id, now)


def unreachable(records: Records, telegram_id: int, *, now: datetime) -> None:
    """Records that a person blocked Sela; nothing more is sent until they come back."""
    person = records.people.by_telegram_id(telegram_id)
    if person is not None and person.blocked_at is None:
        records.people.set_blocked(person.id, now)
        records.outbox.cancel_queued(person.id, now, "blocked")
        records.reception.lose(person.id, now, Unreached.BLOCKED)
        records.nudges.expire_unsent()


def _reread(records: Records, person_id: int) -> Person:
    person = records.people.get(person_id)
    assert person is not None
    return person
