"""The audit log: everything that admins, curators and supervisors do, read page by page by admins only."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest

import learning
from bot.texts import LANGUAGES, texts_for
from bot.views.audit_words import words_for
from content.items import KnowledgeItem
from learning.auditing import GROUPS, AuditGroup, AuditLine, AuditPage, AuditSought, entry_by
from learning.knowledge import Fit, Lookup
from learning.people import Actor, Grant, Role
from learning.records import Assignment
from learning.rules.lookup import Synonym
from learning.usecases import auditing, courses, experts, importing_in_chat, knowledge, privacy, roster, words
from learning.usecases.importing_files import FoundFile
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import MONDAY, Workplace
from tests.people import BAYU, BUDI, CAST, CITRA, RINA, SARI, UNIT

ANY = AuditSought()
CODE = Path(learning.__file__).parent.parent
WRITERS = {"entry_by", "own_entry", "audit", "_audit", "_set_state", "_write_down", "log"}
ACTION = re.compile(r"[a-z]+(_[a-z]+)*")


def actor(work: Workplace, who: int, *roles: Role) -> Actor:
    """One of the cast with these roles over everything."""
    person = work.person(who) if work.person(who).telegram_id else work.activate(who)
    return Actor(person=person, grants=tuple(Grant(role=role, starts_on=MONDAY) for role in roles))


def log(work: Workplace, sought: AuditSought = ANY, limit: int = 100) -> list[AuditLine]:
    """The newest entries, newest first."""
    return list(work.look(lambda records: records.journal.log(sought, limit=limit)))


def actions(work: Workplace) -> list[str]:
    """What was done, newest first."""
    return [line.entry.action for line in log(work)]


def page(
    work: Workplace, admin: Actor, group: AuditGroup, beside: int = 0, *, newer: bool = False
) -> AuditPage:
    """A page as an admin sees it."""
    found = work.look(lambda records: auditing.page(records, admin, group, beside=beside, newer=newer))
    assert found is not None
    return found


def write_entries(work: Workplace, *names: str) -> None:
    """Puts entries of these actions into the log."""
    for name in names:
        work.do(auditing.note, actor="command line: test", action=name)


def test_an_entry_tells_who_did_what_to_whom_by_name_and_unit(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    entry = entry_by(rina, "note_written", now=work.clock(), person_id=work.ids[SARI], detail="x")
    work.look(lambda records: records.journal.audit(entry))
    newest = log(work)[0]
    assert newest.entry == entry
    assert (newest.actor_name, newest.person_name, newest.person_unit) == ("Rina Hartati", "Sari Dewi", UNIT)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.CURATOR, Role.SUPERVISOR])
def test_only_admins_read_the_log_or_take_it_out(work: Workplace, role: Role) -> None:
    budi, group = actor(work, BUDI, role), AuditGroup.EVERYTHING
    assert work.look(lambda records: auditing.page(records, budi, group)) is None
    assert not work.do(auditing.begin_export, budi, group)
    assert work.look(lambda records: auditing.exported(records, budi, group)) == ()
    assert "audit_exported" not in actions(work)


def test_taking_the_log_out_stands_in_it(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    assert work.do(auditing.begin_export, rina, AuditGroup.TEAM)
    newest = log(work)[0].entry
    assert (newest.action, newest.actor_id, newest.detail) == ("audit_exported", rina.person.id, "team")


def test_pages_hold_ten_and_lead_down_to_the_oldest_and_up_again(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    write_entries(work, *(f"step_{number}" for number in range(25)))
    first = page(work, rina, AuditGroup.EVERYTHING)
    assert [line.entry.action for line in first.lines] == [f"step_{number}" for number in range(24, 14, -1)]
    assert (first.has_newer, first.has_older) == (False, True)
    second = page(work, rina, AuditGroup.EVERYTHING, first.lines[-1].id)
    third = page(work, rina, AuditGroup.EVERYTHING, second.lines[-1].id)
    assert (second.has_newer, second.has_older) == (True, True)
    assert third.lines[4].entry.action == "step_0"
    assert not third.has_older
    assert page(work, rina, AuditGroup.EVERYTHING, third.lines[0].id, newer=True) == second
    assert page(work, rina, AuditGroup.EVERYTHING, second.lines[0].id, newer=True) == first


def test_the_newest_page_is_full_also_when_one_comes_up_to_it_from_an_odd_place(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    write_entries(work, *(f"step_{number}" for number in range(25)))
    third = log(work)[2]
    top = page(work, rina, AuditGroup.EVERYTHING, third.id, newer=True)
    assert top == page(work, rina, AuditGroup.EVERYTHING)


def test_an_entry_that_comes_meanwhile_moves_nothing_on_the_pages_below(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    write_entries(work, *(f"step_{number}" for number in range(25)))
    first = page(work, rina, AuditGroup.EVERYTHING)
    before = page(work, rina, AuditGroup.EVERYTHING, first.lines[-1].id)
    write_entries(work, "meanwhile")
    assert page(work, rina, AuditGroup.EVERYTHING, first.lines[-1].id) == before


def test_a_group_shows_its_own_actions_only_and_pages_through_them(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    for _ in range(8):
        write_entries(work, "item_approve", "granted", "item_retire", "something_new")
    first = page(work, rina, AuditGroup.KNOWLEDGE)
    second = page(work, rina, AuditGroup.KNOWLEDGE, first.lines[-1].id)
    assert {line.entry.action for line in (*first.lines, *second.lines)} == {"item_approve", "item_retire"}
    assert (len(first.lines), len(second.lines), second.has_older) == (10, 6, False)
    assert page(work, rina, AuditGroup.KNOWLEDGE, second.lines[0].id, newer=True) == first
    assert page(work, rina, AuditGroup.BROADCASTS).lines == ()
    assert "something_new" in {line.entry.action for line in page(work, rina, AuditGroup.EVERYTHING).lines}


@pytest.mark.parametrize("beside", [10**15 - 1, 2**40, 0])
def test_a_place_that_was_never_shown_leads_to_a_page_nevertheless(work: Workplace, beside: int) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    for newer in (False, True):
        assert page(work, rina, AuditGroup.EVERYTHING, beside, newer=newer).lines
        assert page(work, rina, AuditGroup.ROSTER, beside, newer=newer).lines


def test_the_command_line_finds_by_day_by_part_of_a_name_and_by_part_of_an_action(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    work.look(lambda records: records.journal.audit(entry_by(rina, "item_share", now=work.clock())))
    write_entries(work, "granted", "item_share")
    assert [one.entry.action for one in log(work, AuditSought(actor="rina h"))] == ["item_share", "activated"]
    assert len(log(work, AuditSought(action="ITEM_"))) == 2
    assert log(work, AuditSought(actor="100%")) == []
    assert log(work, AuditSought(since=work.clock() + timedelta(seconds=1))) == []
    assert len(log(work, AuditSought(since=work.clock(), action="grant"))) == 1


def test_more_than_is_read_at_once_comes_whole_and_in_order(work: Workplace) -> None:
    write_entries(work, *("granted",) * (auditing.AT_ONCE + 7))
    ids = work.look(lambda records: [line.id for line in auditing.found(records, ANY, limit=10**6)])
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == len(set(ids)) > auditing.AT_ONCE
    few = work.look(lambda records: list(auditing.found(records, ANY, limit=3)))
    assert [line.id for line in few] == ids[:3]


def test_who_was_erased_is_named_nowhere_in_the_log(work: Workplace) -> None:
    rina, sari = actor(work, RINA, Role.ADMIN), actor(work, SARI, Role.CURATOR)
    work.look(lambda records: records.journal.audit(entry_by(sari, "item_share", now=work.clock())))
    about = entry_by(rina, "granted", now=work.clock(), person_id=sari.person.id, detail="curator Sari")
    work.look(lambda records: records.journal.audit(about))
    before = len(log(work))
    number = CAST[SARI].employee_number
    work.do(roster.deactivate, number, actor="test")
    assert work.do(privacy.erase, number, actor="test")
    lines = log(work)
    assert len(lines) == before + 2, "nothing is taken out of the log"
    assert "Sari" not in str(lines)
    assert "Rina Hartati" in {line.entry.actor for line in lines}


def test_a_copy_of_ones_data_holds_what_one_did_oneself(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    about = entry_by(rina, "note_written", now=work.clock(), person_id=work.ids[SARI])
    work.look(lambda records: records.journal.audit(about))
    copy = work.do(privacy.copy_of_my_data, rina.person.id)
    assert [entry["action"] for entry in copy["access_log"]] == [
        "activated",
        "note_written",
        "copied_own_data",
    ]


def test_what_an_expert_does_with_a_question_is_written_down_once(work: Workplace) -> None:
    sari, citra = work.activate(SARI), actor(work, CITRA, Role.CURATOR)
    search = work.do(knowledge.keep, sari, Lookup(question="siapa juara karaoke?", fit=Fit.NOTHING)).search_id
    asked = work.do(experts.ask_expert, work.world, sari, search)
    assert isinstance(asked, experts.Asked)
    number = asked.question.id
    for _ in range(2):
        work.do(experts.take, citra, number)
    for _ in range(2):
        work.do(experts.give_back, citra, number)
    work.do(experts.take, citra, number)
    for _ in range(2):
        work.do(experts.answer, work.world, citra, number, "Tim kesebelasan.")
        work.do(experts.draft_of, citra, number)
    steps = ["taken", "given_back", "taken", "answered", "drafted"]
    mine = [line.entry for line in log(work) if line.entry.action.startswith("question_")][::-1]
    assert [entry.action for entry in mine] == [f"question_{step}" for step in steps]
    assert {(entry.actor_id, entry.person_id, entry.detail) for entry in mine} == {
        (citra.person.id, sari.id, f"question {number}")
    }


def test_a_course_given_on_the_command_line_is_written_down_unless_they_had_it(work: Workplace) -> None:
    given = Assignment(course=COURSE, unit=UNIT)
    for _ in range(2):
        work.do(courses.assign, given, actor="command line: budi")
    assert actions(work).count("course_assigned") == 1
    newest = log(work)[0].entry
    assert (newest.actor, newest.detail) == ("command line: budi", f"{COURSE} {UNIT}")


def test_other_words_and_files_are_written_down_with_who_brought_them(work: Workplace) -> None:
    rina = actor(work, RINA, Role.ADMIN)
    item = KnowledgeItem(id="a", title="Judul", text="Isi yang panjang.", language="id")
    work.do(importing_in_chat.take_in, rina, FoundFile(origin="chat/a.md", items=(item,)))
    work.do(words.keep, "hape", Synonym(others=("ponsel",)), actor="command line: budi")
    work.do(words.keep, "hape", Synonym(others=()), actor="command line: budi")
    work.do(words.add, rina, "lpa = laporan")
    found = [(one.entry.action, one.entry.actor, one.entry.actor_id) for one in log(work)[:4]]
    assert found == [
        ("word_added", "Rina Hartati", rina.person.id),
        ("word_removed", "command line: budi", None),
        ("word_added", "command line: budi", None),
        ("file_imported", "Rina Hartati", rina.person.id),
    ]


def test_who_joins_is_the_one_who_did_it(work: Workplace) -> None:
    bayu = work.activate(BAYU)
    newest = log(work)[0]
    assert (newest.entry.action, newest.actor_name) == ("activated", bayu.name)


def test_every_action_that_is_written_down_belongs_to_a_group_and_has_words() -> None:
    known = frozenset().union(*GROUPS.values())
    files = [*(CODE / "learning/usecases").glob("*.py"), *(CODE / "bot/cli").glob("*.py")]
    written = {name for file in files for name in _actions_in(ast.parse(file.read_text(encoding="utf-8")))}
    assert {"granted", "question_taken", "word_added", "activated", "backed_up"} <= written
    assert written <= known, (
        "give these a group in learning/auditing.py and words in bot/views/audit_words.py"
    )
    for language in LANGUAGES:
        for action in known:
            assert words_for(action, texts_for(language)) != action


def _actions_in(tree: ast.Module) -> set[str]:
    """The names given as action, as such or to a function that writes into the log."""
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
        if isinstance(call.func, ast.Name) and call.func.id in WRITERS:
            given += call.args
        texts = [part.value for one in given for part in ast.walk(one) if isinstance(part, ast.Constant)]
        found |= {text for text in texts if isinstance(text, str) and ACTION.fullmatch(text)}
    return found
