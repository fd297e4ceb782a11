"""What each action of the audit log is called in plain words."""

from collections.abc import Mapping
from functools import cache

from bot.texts import Texts, texts_for
from learning.auditing import AuditGroup


def words_for(action: str, t: Texts) -> str:
    """What was done, such as "published an item"; an action without words, by its name."""
    return _words(t.language).get(action, action)


def group_names(t: Texts) -> Mapping[AuditGroup, str]:
    """What the groups of actions are called."""
    return {
        AuditGroup.EVERYTHING: t.plain("everything"),
        AuditGroup.BROADCASTS: t.plain("broadcasts"),
        AuditGroup.TEAM: t.plain("team"),
        AuditGroup.KNOWLEDGE: t.plain("knowledge"),
        AuditGroup.ROSTER: t.plain("roster and privacy"),
        AuditGroup.HOURS: t.plain("hours and reports"),
    }


@cache
def _words(language: str) -> Mapping[str, str]:
    t = texts_for(language)
    return {**_broadcasts(t), **_team(t), **_knowledge(t), **_roster(t), **_hours(t)}


def _broadcasts(t: Texts) -> Mapping[str, str]:
    return {
        "broadcast_confirmed": t.plain("confirmed a broadcast"),
        "broadcast_urgent": t.plain("confirmed an urgent broadcast"),
        "broadcast_paused": t.plain("paused a broadcast"),
        "broadcast_resumed": t.plain("resumed a broadcast"),
        "broadcast_stopped": t.plain("stopped a broadcast"),
        "broadcast_corrected": t.plain("corrected a broadcast"),
        "broadcast_withdrawn": t.plain("withdrew a broadcast"),
        "broadcast_reminded": t.plain("reminded those who had not opened a broadcast"),
        "broadcast_reopened": t.plain("made a scheduled broadcast a draft again"),
        "series_begun": t.plain("began a recurring broadcast"),
        "series_sent": t.plain("sent the next one of a recurring broadcast"),
        "series_changed": t.plain("changed a recurring broadcast"),
        "series_ended": t.plain("ended a recurring broadcast"),
        "series_taken_over": t.plain("took a recurring broadcast over"),
        "group_saved": t.plain("saved a group of receivers"),
        "group_removed": t.plain("removed a group of receivers"),
    }


def _team(t: Texts) -> Mapping[str, str]:
    return {
        "note_written": t.plain("wrote a personal note"),
        "note_taken_back": t.plain("took a personal note back"),
        "course_assigned": t.plain("assigned a course"),
        "credit_accepted": t.plain("accepted minutes that were flagged"),
        "assignment_changed": t.plain("changed the due date of an assigned course"),
        "assignment_taken_back": t.plain("took an assigned course back"),
    }


def _knowledge(t: Texts) -> Mapping[str, str]:
    return {
        "contribution_sent_in": t.plain("sent a text in for review"),
        "contribution_taken_back": t.plain("took their own text back"),
        "contribution_thrown_away": t.plain("threw their own draft away"),
        "file_imported": t.plain("took a file into the knowledge base"),
        "files_imported": t.plain("took files into the knowledge base"),
        "knowledge_exported": t.plain("wrote the knowledge base into a file"),
        "item_approve": t.plain("published an item"),
        "item_verify": t.plain("verified an item"),
        "item_retire": t.plain("retired an item"),
        "item_restore": t.plain("brought a retired item back"),
        "item_settle": t.plain("settled the reports about an item"),
        "item_confirm": t.plain("confirmed the lessons that rest on an item"),
        "item_share": t.plain("allowed an item to be shared into other chats"),
        "item_unshare": t.plain("no longer allows an item to be shared into other chats"),
        "item_returned": t.plain("gave a text back to its author"),
        "item_changed_title": t.plain("changed the title of an item"),
        "item_changed_text": t.plain("changed the text of an item"),
        "item_changed_tags": t.plain("changed the tags of an item"),
        "item_changed_source": t.plain("changed the source of an item"),
        "item_changed_owner_owner_id": t.plain("changed the owner of an item"),
        "item_changed_review_by": t.plain("changed the review date of an item"),
        "item_changed_title_summary_text_source_tags": t.plain("restored an older version of an item"),
        "question_taken": t.plain("took a question to answer it"),
        "question_given_back": t.plain("left a question to the others"),
        "question_answered": t.plain("answered a question"),
        "question_drafted": t.plain("made a draft item of a question and its answer"),
        "searches_settled": t.plain("took searches in vain off the list"),
        "word_added": t.plain("added other words for a word"),
        "word_removed": t.plain("removed other words for a word"),
    }


def _roster(t: Texts) -> Mapping[str, str]:
    return {
        "activated": t.plain("activated their account"),
        "take_over_refused": t.plain("was refused: this person has another account"),
        "copied_own_data": t.plain("took a copy of their own data"),
        "forgot": t.plain("asked to be forgotten"),
        "audit_exported": t.plain("took the audit log out as a spreadsheet"),
        "backed_up": t.plain("made a backup of the database"),
        "restored": t.plain("restored the database from a backup"),
        "roster_imported": t.plain("imported a roster file"),
        "link_issued": t.plain("made an activation link"),
        "released": t.plain("unlinked the Telegram account"),
        "deactivated": t.plain("ended the access"),
        "erased": t.plain("erased everything that names this person"),
        "granted": t.plain("gave a role"),
        "leave_recorded": t.plain("recorded leave"),
        "leave_ended": t.plain("took leave back"),
        "missing_kept": t.plain("left people who are not in the roster file as they are"),
        "person_moved": t.plain("moved to another unit"),
        "role_taken": t.plain("took a role away"),
        "zone_set": t.plain("set the clock of a person"),
        "unit_shaped": t.plain("set the days and breaks of a unit"),
    }


def _hours(t: Texts) -> Mapping[str, str]:
    return {
        "credit_corrected": t.plain("corrected recorded minutes"),
        "hand_over_made": t.plain("handed hours over to the personnel system"),
        "hand_over_replied": t.plain("took in the reply of the personnel system"),
        "hand_over_written": t.plain("wrote a batch for the personnel system again"),
        "behind_handed_over": t.plain("told supervisors who is behind pace"),
        "report_exported": t.plain("took a report with names out"),
        "ledger_imported": t.plain("imported learning hours from a file"),
    }
