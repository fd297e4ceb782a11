"""The audit log as admins read it: who did what to whom, in groups, and page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.people import Actor
from learning.records import AuditEntry


class AuditGroup(StrEnum):
    """What an admin narrows the log to."""

    EVERYTHING = "everything"
    BROADCASTS = "broadcasts"
    TEAM = "team"
    KNOWLEDGE = "knowledge"
    ROSTER = "roster"
    HOURS = "hours"


GROUPS: Mapping[AuditGroup, frozenset[str]] = {
    AuditGroup.BROADCASTS: frozenset(
        {
            "broadcast_confirmed",
            "broadcast_urgent",
            "broadcast_paused",
            "broadcast_resumed",
            "broadcast_stopped",
            "broadcast_corrected",
            "broadcast_withdrawn",
            "broadcast_reminded",
            "broadcast_reopened",
            "series_begun",
            "series_sent",
            "series_changed",
            "series_ended",
            "series_taken_over",
            "group_saved",
            "group_removed",
        }
    ),
    AuditGroup.TEAM: frozenset(
        {
            "note_written",
            "note_taken_back",
            "course_assigned",
            "assignment_changed",
            "assignment_taken_back",
            "link_issued",
        }
    ),
    AuditGroup.KNOWLEDGE: frozenset(
        {
            "contribution_sent_in",
            "contribution_taken_back",
            "contribution_thrown_away",
            "file_imported",
            "files_imported",
            "item_approve",
            "item_verify",
            "item_retire",
            "item_restore",
            "item_settle",
            "item_confirm",
            "item_share",
            "item_unshare",
            "item_returned",
            "item_changed_title",
            "item_changed_text",
            "item_changed_tags",
            "item_changed_source",
            "item_changed_owner_owner_id",
            "item_changed_review_by",
            "item_changed_title_summary_text_source_tags",
            "knowledge_exported",
            "question_taken",
            "question_given_back",
            "question_answered",
            "question_drafted",
            "searches_settled",
            "word_added",
            "word_removed",
        }
    ),
    AuditGroup.ROSTER: frozenset(
        {
            "activated",
            "audit_exported",
            "backed_up",
            "copied_own_data",
            "deactivated",
            "erased",
            "forgot",
            "granted",
            "leave_ended",
            "leave_recorded",
            "link_issued",
            "missing_kept",
            "person_moved",
            "released",
            "restored",
            "role_taken",
            "roster_imported",
            "take_over_refused",
            "unit_shaped",
            "zone_set",
        }
    ),
    AuditGroup.HOURS: frozenset(
        {
            "credit_accepted",
            "credit_corrected",
            "hand_over_made",
            "hand_over_replied",
            "hand_over_written",
            "ledger_imported",
            "behind_handed_over",
            "report_exported",
        }
    ),
}
"""The actions of each group; what is in none is shown under everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSought:
    """Which entries: of these actions (None: of any), older or newer than an id, said so, since then.

    `actor` and `action` are parts of what stands there, however it is capitalised.
    """

    actions: frozenset[str] | None = None
    older_than: int | None = None
    newer_than: int | None = None
    since: datetime | None = None
    actor: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An entry with the names of who acted and of whom it concerns, empty where there are none (any more)."""

    id: int
    entry: AuditEntry
    actor_name: str = ""
    person_name: str = ""
    person_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Some entries, newest first, and whether there are others on either side."""

    group: AuditGroup
    lines: tuple[AuditLine, ...] = ()
    has_newer: bool = False
    has_older: bool = False


def entry_by(
    actor: Actor, action: str, *, now: datetime, person_id: int | None = None, detail: str = ""
) -> AuditEntry:
    """What somebody did in chat, with their name and id."""
    person = actor.person
    return AuditEntry(
        at=now, actor=person.name, actor_id=person.id, action=action, person_id=person_id, detail=detail
    )


def own_entry(person_id: int, action: str, *, now: datetime, detail: str = "") -> AuditEntry:
    """What somebody did about their own record or texts."""
    return AuditEntry(
        at=now, actor="self", actor_id=person_id, action=action, person_id=person_id, detail=detail
    )
