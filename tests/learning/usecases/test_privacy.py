"""A person's own data: all of it on asking, none of it after forgetting, not a byte after erasing."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from learning.errors import StorageUnavailable
from learning.records import Assignment, LeaveKind
from learning.rules.breaks import Leave, WindowKind
from learning.usecases import breaks, courses, enrol, mistakes, privacy, roster, study
from storage.database import sqlite_file
from storage.tables import metadata
from tests.learning.usecases.classroom import COURSE, LEADERS, VARIETY, wrong_answer
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import CAST, CITRA, SARI

NUMBER, NAME = CAST[SARI].employee_number, CAST[SARI].name
ACCOUNT = 7_123_456_789
"""Sari's Telegram id in these tests: long enough to be searched for in a file."""

PERSONAL = {"answer", "review", "preference", "course_choice", "mistake_report"}
"""Tables of which nothing is left after a person forgot."""


@pytest.fixture
def lived(work: Workplace) -> Workplace:
    """A place of work where Sari has done one of everything, and Citra has learned too."""
    token = work.do(enrol.issue_link, work.ids[SARI], link_days=14)
    work.do(enrol.redeem, token, ACCOUNT)
    work.do(enrol.acknowledge, work.ids[SARI])
    work.do(enrol.finish, work.world, work.ids[SARI])
    work.do(courses.assign, Assignment(course=VARIETY, person_id=work.ids[SARI]), actor="test")
    work.do(courses.choose, work.world, work.ids[SARI], LEADERS)
    work.do(breaks.switch, work.world, work.ids[SARI], WindowKind.MORNING, on=True)
    nudge = work.bring_one(at("10:00"))
    step = work.do(study.open_nudge, work.world, work.person(SARI), nudge.id)
    end = work.finish(SARI, step, give=wrong_answer)
    work.do(mistakes.report, work.world, work.person(SARI), end.attempt_id, 0, "fact")
    work.do(study.begin_lesson, work.world, work.person(SARI), f"{COURSE}/01")
    leave = Leave(starts_on=MONDAY + timedelta(days=30), ends_on=None)
    work.look(lambda records: records.people.add_leave(work.ids[SARI], leave, LeaveKind.LEAVE))
    work.activate(CITRA)
    work.study(CITRA, f"{COURSE}/01", give=wrong_answer)
    return work


def rows_of(work: Workplace, who: int) -> dict[str, int]:
    """How many rows each table holds of a person."""
    tables = [table for table in metadata.sorted_tables if "person_id" in table.c]
    return work.look(
        lambda records: {
            table.name: records.connection.execute(
                sa.select(sa.func.count()).where(table.c.person_id == work.ids[who])
            ).scalar_one()
            for table in tables
        }
    )


def seconds(work: Workplace) -> int:
    """All the seconds in the ledger."""
    return sum(row.seconds for who in (SARI, CITRA) for row in work.ledger(who))


def test_the_copy_holds_everything(lived: Workplace) -> None:
    copy = lived.do(privacy.copy_of_my_data, lived.ids[SARI])
    text = json.dumps(copy, default=str, ensure_ascii=False)
    for part in (NUMBER, NAME, str(ACCOUNT), "morning", LEADERS, VARIETY, "sesuatu yang lain", "2026-12-23"):
        assert part in text, part
    assert len(copy["answers"]) == 8
    assert len(copy["reviews"]) == 8
    assert [row["seconds"] for row in copy["ledger"]] == [300]
    assert copy["attention"]["last_nudge_on"] == MONDAY
    assert [entry["action"] for entry in copy["access_log"]] == [
        "activated",
        "course_assigned",
        "copied_own_data",
    ]
    assert [report["reason"] for report in copy["mistake_reports"]] == ["fact"]


def test_the_copy_tells_of_every_link_when_it_was_made_and_used_and_nothing_of_its_token(
    work: Workplace,
) -> None:
    work.do(enrol.issue_link, work.ids[SARI], link_days=14)
    made_at = work.clock()
    work.clock.turn(hours=1)
    token = work.do(enrol.issue_link, work.ids[SARI], link_days=14)
    work.clock.turn(hours=1)
    work.do(enrol.redeem, token, SARI)
    lost, used = work.do(privacy.copy_of_my_data, work.ids[SARI])["activation_links"]
    assert (lost["created_at"], lost["used_at"]) == (made_at, None)
    assert lost["revoked_at"] == used["created_at"] == made_at + timedelta(hours=1)
    assert (used["used_at"], used["revoked_at"]) == (work.clock(), None)
    assert set(used) == {"created_at", "expires_at", "used_at", "revoked_at"}
    assert work.do(privacy.copy_of_my_data, work.ids[CITRA])["activation_links"] == []


def test_the_copy_holds_nothing_of_anybody_else(lived: Workplace) -> None:
    copy = json.dumps(lived.do(privacy.copy_of_my_data, lived.ids[CITRA]), default=str)
    assert NUMBER not in copy
    assert NAME not in copy
    assert "fact" not in copy


def test_a_supervisors_role_is_in_the_copy(work: Workplace) -> None:
    budi = next(who for who, entry in CAST.items() if entry.roles == ("supervisor",))
    copy = work.do(privacy.copy_of_my_data, work.ids[budi])
    assert [grant["role"] for grant in copy["roles"]] == ["supervisor"]


def test_forgetting_leaves_no_answer_review_wish_or_account_and_keeps_the_hours(lived: Workplace) -> None:
    before = rows_of(lived, SARI)
    assert all(before[table] for table in PERSONAL)
    others, total = rows_of(lived, CITRA), seconds(lived)
    lived.do(privacy.forget, lived.ids[SARI])
    after = rows_of(lived, SARI)
    assert {table for table in PERSONAL if after[table]} == set()
    assert lived.person(SARI).telegram_id is None
    assert lived.do(enrol.who_is, ACCOUNT) is None
    assert rows_of(lived, CITRA) == others
    assert seconds(lived) == total
    assert lived.bring(at("10:00", day=1)) == []


def test_forgetting_ends_a_pause(work: Workplace) -> None:
    work.activate(SARI)
    work.do(breaks.pause, work.world, work.ids[SARI], None)
    work.do(privacy.forget, work.ids[SARI])
    work.activate(SARI)
    assert len(work.bring(at("12:00"))) == 1


def test_who_forgot_can_join_again_and_nothing_is_credited_twice(lived: Workplace) -> None:
    lived.do(privacy.forget, lived.ids[SARI])
    token = lived.do(enrol.issue_link, lived.ids[SARI], link_days=14)
    lived.do(enrol.redeem, token, ACCOUNT)
    lived.do(enrol.acknowledge, lived.ids[SARI])
    lived.do(enrol.finish, lived.world, lived.ids[SARI])
    again = lived.study(SARI, f"{VARIETY}/01")
    assert (again.credit.seconds, again.credit.repeated) == (0, True)


def test_only_who_left_can_be_erased(lived: Workplace) -> None:
    assert not lived.do(privacy.erase, NUMBER, actor="admin")
    assert not lived.do(privacy.erase, "404", actor="admin")
    assert lived.person(SARI).name == NAME


def test_erasing_keeps_the_totals_under_nobodys_name(lived: Workplace) -> None:
    total = seconds(lived)
    lived.do(roster.deactivate, NUMBER, actor="admin")
    assert lived.do(privacy.erase, NUMBER, actor="admin")
    nobody = lived.person(SARI)
    assert (nobody.name, nobody.employee_number, nobody.email, nobody.telegram_id) == ("", "", "", None)
    assert seconds(lived) == total
    assert lived.look(lambda records: records.people.by_number(NUMBER)) is None
    assert not lived.do(privacy.erase, NUMBER, actor="admin")


def test_an_erased_number_can_be_listed_anew_as_a_new_person(lived: Workplace) -> None:
    lived.do(roster.deactivate, NUMBER, actor="admin")
    lived.do(privacy.erase, NUMBER, actor="admin")
    change = lived.do(roster.import_roster, lived.world, [CAST[SARI]], actor="admin")
    assert change.added == (NUMBER,)
    found = lived.look(lambda records: records.people.by_number(NUMBER))
    assert found is not None
    assert lived.look(lambda records: records.ledger.rows(found.id)) == []


def test_after_erasing_no_byte_of_the_person_is_left_in_the_files(backend: str, lived: Workplace) -> None:
    if backend != "sqlite":
        pytest.skip("the files of a server are not Sela's")
    update = json.dumps({"from": {"id": ACCOUNT, "first_name": NAME}})
    lived.look(lambda records: records.inbox.store({1: update}, lived.clock()))
    lived.look(lambda records: records.inbox.handled([1], lived.clock()))
    assert found_in_files(lived) == {NUMBER.encode(), NAME.encode(), b"sesuatu yang lain", account_bytes()}
    lived.do(roster.deactivate, NUMBER, actor="admin")
    lived.do(privacy.erase, NUMBER, actor="admin")
    lived.database.scrub()
    assert found_in_files(lived) == set()
    assert seconds(lived) == 540


def test_scrubbing_says_when_somebody_reads_meanwhile_and_can_be_tried_again(
    backend: str, lived: Workplace
) -> None:
    if backend != "sqlite":
        pytest.skip("a server scrubs beside its readers")
    with lived.database.read_engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        with pytest.raises(StorageUnavailable):
            lived.database.scrub(wait_seconds=0.01)
    lived.database.scrub()


def test_a_server_is_scrubbed_too(backend: str, lived: Workplace) -> None:
    if backend != "postgres":
        pytest.skip("about a server")
    lived.database.scrub()
    assert seconds(lived) == 540


def account_bytes() -> bytes:
    """The account as SQLite writes it: six bytes, or the digits in a text."""
    return ACCOUNT.to_bytes(6, "big")


def found_in_files(work: Workplace) -> set[bytes]:
    """What of Sari is in the database file, its log and whatever lies beside them."""
    file = sqlite_file(work.database.url)
    assert file is not None
    content = b"".join(_bytes(path) for path in file.parent.glob(f"{file.name}*"))
    needles: list[bytes] = [NUMBER.encode(), NAME.encode(), b"sesuatu yang lain", account_bytes()]
    found = {needle for needle in needles if needle in content}
    return found | ({account_bytes()} if str(ACCOUNT).encode() in content else set())


def _bytes(path: Path) -> Any:
    return path.read_bytes()
