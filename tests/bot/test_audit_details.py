"""The details of every action in the audit log are told in the words of whoever reads them."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.audit_workbook import audit_workbook
from bot.texts import texts_for
from bot.views import audit as views
from bot.views.audit_details import FORMS, details_for
from learning.auditing import GROUPS, AuditGroup, AuditLine, AuditPage
from learning.records import AuditEntry

TOLD = {
    ("broadcast_confirmed", "broadcast 3, lesson, 1234 people"): "broadcast 3 · Lesson · 1,234 people",
    ("broadcast_urgent", "broadcast 3, text, 1 people"): "broadcast 3 · Text, picture or document · 1 person",
    ("broadcast_paused", "broadcast 3"): "broadcast 3",
    ("broadcast_resumed", "broadcast 3"): "broadcast 3",
    ("broadcast_stopped", "broadcast 3, 5 people"): "broadcast 3 · 5 people",
    ("broadcast_reopened", "broadcast 3"): "broadcast 3",
    ("broadcast_corrected", "broadcast 3"): "broadcast 3",
    ("broadcast_withdrawn", "broadcast 3"): "broadcast 3",
    ("broadcast_reminded", "broadcast 3, 5 people"): "broadcast 3 · 5 people",
    ("series_begun", "series 3, lesson"): "recurring broadcast 3 · Lesson",
    ("series_sent", "series 3, course"): "recurring broadcast 3 · Course",
    ("series_changed", "series 3, item"): "recurring broadcast 3 · Knowledge item",
    ("series_ended", "series 3, quiz"): "recurring broadcast 3 · Quick quiz",
    ("series_taken_over", "series 3, text"): "recurring broadcast 3 · Text, picture or document",
    ("group_saved", "group 7"): "group 7",
    ("group_removed", "group 7"): "group 7",
    ("note_written", "praise"): "praise",
    ("note_taken_back", "reply"): "a reply",
    ("course_assigned", "arsip 2026-11-30"): "arsip · until 30 Nov 2026",
    ("course_assigned", "arsip people=12"): "arsip · 12 people",
    ("course_assigned", "arsip Deputi/Biro Umum"): "arsip · Deputi/Biro Umum",
    ("course_assigned", "arsip curator"): "arsip · curator",
    ("course_assigned", "arsip"): "arsip",
    ("assignment_changed", "arsip 2026-12-01"): "arsip · until 1 Dec 2026",
    ("credit_accepted", "lesson:arsip/01:2026"): "Lesson · arsip/01",
    ("credit_accepted", "review:55"): "Review",
    ("credit_corrected", "lesson:arsip/01:2026: -240 s"): "Lesson · arsip/01 · −4 min",
    ("credit_corrected", "review:55: +30 s"): "Review · +30 s",
    ("credit_corrected", "import:0ab3: -690 s"): "from a file · −11.5 min",
    ("credit_corrected", "correction:5:1: +60 s"): "Correction · +1 min",
    ("contribution_sent_in", "item 3 v2"): "item 3 · version 2",
    ("contribution_taken_back", "item 3 v2"): "item 3 · version 2",
    ("contribution_thrown_away", "item 3 v2"): "item 3 · version 2",
    ("file_imported", "2 of 3 items"): "2 items of 3",
    ("files_imported", "1 items of 4 files"): "1 item · 4 files",
    ("knowledge_exported", "5 items"): "5 items",
    ("item_approve", "item 3 v2"): "item 3 · version 2",
    ("item_verify", "item 3 v2"): "item 3 · version 2",
    ("item_retire", "item 3 v2"): "item 3 · version 2",
    ("item_restore", "item 3 v2"): "item 3 · version 2",
    ("item_settle", "item 3 v2"): "item 3 · version 2",
    ("item_confirm", "item 3 v2"): "item 3 · version 2",
    ("item_share", "item 3 v2"): "item 3 · version 2",
    ("item_unshare", "item 3 v2"): "item 3 · version 2",
    ("item_returned", "item 3 v2"): "item 3 · version 2",
    ("item_changed_title", "item 3 v2"): "item 3 · version 2",
    ("item_changed_text", "item 3 v2"): "item 3 · version 2",
    ("item_changed_tags", "item 3 v2"): "item 3 · version 2",
    ("item_changed_source", "item 3 v2"): "item 3 · version 2",
    ("item_changed_owner_owner_id", "item 3 v2"): "item 3 · version 2",
    ("item_changed_review_by", "item 3 v2"): "item 3 · version 2",
    ("item_changed_title_summary_text_source_tags", "item 3 v2"): "item 3 · version 2",
    ("question_taken", "question 9"): "question 9",
    ("question_given_back", "question 9"): "question 9",
    ("question_answered", "question 9"): "question 9",
    ("question_drafted", "question 9"): "question 9",
    ("searches_settled", "4 like search 12"): "4 searches · like number 12",
    ("audit_exported", "hours"): "hours and reports",
    ("roster_imported", "2+1"): "2 new · 1 changed",
    ("granted", "supervisor Deputi/Biro Umum 2026-11-01–"): "supervisor · Deputi/Biro Umum · from 1 Nov 2026",
    ("granted", "curator  2026-11-01–2026-12-31"): "curator · 1 Nov 2026 – 31 Dec 2026",
    ("role_taken", "supervisor"): "supervisor",
    ("leave_ended", "2026-11-01–2026-11-05"): "1 Nov 2026 – 5 Nov 2026",
    ("zone_set", "Asia/Jayapura"): "WIT",
    ("missing_kept", "3"): "3 people",
    ("hand_over_made", "1: 20"): "batch 1 · 20 entries",
    ("hand_over_written", "1"): "batch 1",
    ("hand_over_replied", "1: 2+1"): "batch 1 · 2 acknowledged · 1 rejected",
    ("hand_over_replied", "1: 2+1, 1 turned"): (
        "batch 1 · 2 acknowledged · 1 rejected · 1 answered otherwise before"
    ),
    ("behind_handed_over", "people=13 supervisors=1"): "13 people · told 1 supervisor",
    ("behind_handed_over", "people=1 supervisors=4 Deputi/Biro Umum"): (
        "1 person · told 4 supervisors · Deputi/Biro Umum"
    ),
    ("report_exported", "2026-W48 on Monday"): "Week 48 of 2026 · with the Monday message",
    ("report_exported", "2026"): "2026",
    ("report_exported", "2026-11 Deputi/Biro Umum arsip"): "Nov 2026 · Deputi/Biro Umum arsip",
    ("report_exported", "2026-Q4 · Deputi/Biro Umum · arsip"): (
        "Quarter 4 of 2026 · Deputi/Biro Umum · arsip"
    ),
    ("ledger_imported", "40+2"): "40 new · 2 changed",
}
OF_THEIR_OWN = {"assignment_taken_back", "person_moved", "unit_shaped", "word_added", "word_removed"}
"""Their details are the name of a thing: a course, units, a word."""

WITHOUT = {
    "activated", "backed_up", "copied_own_data", "deactivated", "erased", "forgot", "leave_recorded",
    "link_issued", "released", "restored", "take_over_refused",
}  # fmt: skip


def entry(action: str, detail: str) -> AuditEntry:
    return AuditEntry(at=datetime(2026, 11, 22, tzinfo=UTC), actor="Rina", action=action, detail=detail)


@pytest.mark.parametrize(("action", "detail"), TOLD)
def test_the_details_of_an_action_are_told_in_words(action: str, detail: str) -> None:
    assert details_for(entry(action, detail), texts_for("en")) == TOLD[action, detail]


def test_every_action_is_known_with_its_details() -> None:
    known = {action for action, _ in TOLD}
    assert known == set(FORMS)
    assert known | OF_THEIR_OWN | WITHOUT == frozenset().union(*GROUPS.values())
    for action in OF_THEIR_OWN:
        assert details_for(entry(action, "Kata → lain"), texts_for("id")) == "Kata → lain"


@pytest.mark.parametrize("action", [*FORMS, "moon_reached"])
@pytest.mark.parametrize("detail", ["", "<b>=1+1", "9999-99-99", "2026-99", "item 3", "moon", "moon:1: -5 s"])
def test_details_that_nobody_writes_are_shown_as_they_are_or_name_the_same(action: str, detail: str) -> None:
    told = details_for(entry(action, detail), texts_for("en"))
    assert told == detail or set(told.split(" · ")) <= {detail, *detail.split(" ", 1)}


def test_an_indonesian_admin_reads_no_english_in_the_chat_or_the_spreadsheet() -> None:
    indonesian = texts_for("id")
    told = {
        ("report_exported", "2026-W48 on Monday"): "Minggu 48, 2026",
        ("credit_corrected", "lesson:arsip/01:2026: -240 s"): "Pelajaran · arsip/01 · −4",
        ("granted", "supervisor Biro Umum 2026-11-01–"): "atasan · Biro Umum",
        ("hand_over_replied", "1: 2+1"): "2 diakui · 1 ditolak",
        ("series_begun", "series 3, lesson"): "siaran mingguan 3 · Pelajaran",
    }
    shown = [
        AuditLine(id=number, entry=entry(*stored), actor_name="Rina") for number, stored in enumerate(told, 1)
    ]
    zone = ZoneInfo("Asia/Jakarta")
    page = views.log(AuditPage(group=AuditGroup.EVERYTHING, lines=tuple(shown)), zone, indonesian).text
    book = load_workbook(io.BytesIO(audit_workbook(shown, indonesian, zone)))
    cells = [str(row[6]) for row in book.worksheets[0].iter_rows(values_only=True)]
    for words, cell in zip(told.values(), cells[1:], strict=True):
        assert words in page
        assert words in cell
    for english in ("on Monday", " s\n", "supervisor", "series", "lesson", "2+1"):
        assert english not in page
        assert not any(english in cell for cell in cells)
