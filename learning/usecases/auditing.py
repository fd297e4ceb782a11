"""The audit log: read page by page by admins, and taken out of Sela, which is written down as well."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from learning.auditing import GROUPS, AuditGroup, AuditLine, AuditPage, AuditSought, entry_by
from learning.people import Actor
from learning.ports import Records
from learning.records import AuditEntry
from learning.rules.access import Action, may

PAGE = 10
MOST_EXPORTED = 10_000
"""Entries of one spreadsheet; the command line gives them all."""

AT_ONCE = 500


def page(
    records: Records, actor: Actor, group: AuditGroup, *, beside: int = 0, newer: bool = False
) -> AuditPage | None:
    """The page older (or newer) than the entry `beside`, the newest for 0; None for whom it is not.

    Near the top there is always a full page.
    """
    if not may(actor, Action.AUDIT):
        return None
    actions = GROUPS.get(group)
    if newer and beside:
        above = records.journal.log(AuditSought(actions=actions, newer_than=beside), limit=PAGE + 1)
        if len(above) >= PAGE:
            shown = tuple(above[-PAGE:])
            return AuditPage(group=group, lines=shown, has_newer=len(above) > PAGE, has_older=True)
    start = None if newer or not beside else beside
    below = records.journal.log(AuditSought(actions=actions, older_than=start), limit=PAGE + 1)
    return AuditPage(
        group=group,
        lines=tuple(below[:PAGE]),
        has_newer=start is not None,
        has_older=len(below) > PAGE,
    )


def begin_export(records: Records, actor: Actor, group: AuditGroup, *, now: datetime) -> bool:
    """Writes down that somebody takes the log out of Sela; False for whom it is not."""
    if not may(actor, Action.AUDIT):
        return False
    records.journal.audit(entry_by(actor, "audit_exported", now=now, detail=group.value))
    return True


def exported(records: Records, actor: Actor, group: AuditGroup) -> Sequence[AuditLine]:
    """The newest entries of a group, as many as a spreadsheet takes; none for whom it is not."""
    if not may(actor, Action.AUDIT):
        return ()
    return tuple(found(records, AuditSought(actions=GROUPS.get(group)), limit=MOST_EXPORTED))


def found(records: Records, sought: AuditSought, *, limit: int) -> Iterator[AuditLine]:
    """Entries for the command line, newest first, read a few hundred at a time."""
    return islice(_all(records, sought), limit)


def _all(records: Records, sought: AuditSought) -> Iterator[AuditLine]:
    lines = records.journal.log(sought, limit=AT_ONCE)
    while lines:
        yield from lines
        following = replace(sought, older_than=lines[-1].id)
        lines = records.journal.log(following, limit=AT_ONCE) if len(lines) == AT_ONCE else []


def note(records: Records, *, actor: str, action: str, detail: str = "", now: datetime) -> None:
    """Writes down what was done on the command line."""
    records.journal.audit(AuditEntry(at=now, actor=actor, action=action, detail=detail))
