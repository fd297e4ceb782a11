"""The audit log on the screen and as a spreadsheet: plain words, nobody's markup, nothing that runs."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.audit_workbook import audit_workbook
from bot.buttons.audit import ShowAudit
from bot.callbacks import MOST_BYTES, unpack
from bot.screens import Screen
from bot.texts import LANGUAGES, texts_for
from bot.views import audit as views
from content.markup import visible_length
from learning.auditing import AuditGroup, AuditLine, AuditPage
from learning.records import AuditEntry

JAYAPURA = ZoneInfo("Asia/Jayapura")
ENGLISH = texts_for("en")


def line(action: str = "granted", **more: Any) -> AuditLine:
    """An entry of Sunday evening in London: Monday morning in Jayapura."""
    said = {"actor": "Rina Hartati", "actor_id": 5, "person_id": 1, "detail": "supervisor"}
    names = {"actor_name": "Rina Hartati", "person_name": "Sari Dewi", "person_unit": "Biro Umum"}
    entry = {name: more.get(name, value) for name, value in said.items()}
    named = {name: more.get(name, value) for name, value in names.items()}
    at = datetime(2026, 11, 22, 23, 15, tzinfo=UTC)
    return AuditLine(id=more.get("id", 7), entry=AuditEntry(at=at, action=action, **entry), **named)


def shown(*lines: AuditLine, **more: Any) -> Screen:
    """A page of these entries as somebody in Jayapura sees it."""
    return views.log(AuditPage(group=AuditGroup.EVERYTHING, lines=lines, **more), JAYAPURA, ENGLISH)


def test_an_entry_tells_when_on_the_readers_clock_who_what_whom_and_details() -> None:
    text = str(shown(line()).text)
    assert "23 Nov 2026, 08:15" in text
    assert "Rina Hartati" in text
    assert "gave a role" in text
    assert "→ Sari Dewi, Biro Umum" in text
    assert "supervisor" in text


def test_an_action_without_words_is_shown_by_its_name() -> None:
    assert "moon_reached" in shown(line("moon_reached")).text


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({"actor": "command line: budi", "actor_id": None}, "command line (budi)"),
        ({"actor": "stranger", "actor_id": None}, "a stranger"),
        ({"actor": "", "actor_name": ""}, "somebody whose name was erased"),
        ({"actor": "self", "actor_id": 1, "actor_name": "Sari Dewi"}, "Sari Dewi"),
        ({"actor": "test", "actor_id": None}, "test"),
    ],
)
def test_whoever_acted_is_named_as_far_as_known(more: dict[str, Any], who: str) -> None:
    assert views.who(line(**more), ENGLISH) == who


def test_who_acts_for_themselves_is_named_once() -> None:
    assert views.whom(line(actor="self", actor_id=1), ENGLISH) == ""
    assert "→" not in shown(line(actor="self", actor_id=1)).text


def test_what_stands_in_the_log_is_never_markup() -> None:
    text = shown(line(detail="<b>x</b>", actor_name="<i>", person_name="&", action="<u>")).text
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "<u>" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_page_fits_into_a_message(language: str) -> None:
    long = "Kata & <tanda> " * 40
    lines = tuple(
        line(long, id=10**9, detail=long, actor_name=long, person_name=long, person_unit=long)
        for _ in range(10)
    )
    for group in AuditGroup:
        page = AuditPage(group=group, lines=lines, has_newer=True, has_older=True)
        screen = views.log(page, JAYAPURA, texts_for(language))
        assert visible_length(screen.text) <= 4096
        for key in (key for row in screen.keys for key in row):
            assert len(key.press.pack().encode()) <= MOST_BYTES
            assert unpack(key.press.pack()) == key.press
            assert 0 < len(key.label) <= 64


def test_the_buttons_lead_to_both_sides_and_to_every_group() -> None:
    screen = shown(line(id=9), line(id=3), has_newer=True, has_older=True)
    everything = AuditGroup.EVERYTHING
    assert [key.press for key in screen.keys[0]] == [
        ShowAudit(everything, 9, newer=True),
        ShowAudit(everything, 3, newer=False),
    ]
    groups = [key.press.group for row in screen.keys for key in row if isinstance(key.press, ShowAudit)]
    assert set(groups) == set(AuditGroup)
    assert next(key.label for row in shown(line()).keys for key in row) == "• everything"


def test_an_empty_group_says_so() -> None:
    assert "Nothing is written down here yet." in shown().text


def test_the_spreadsheet_holds_every_entry_with_a_real_moment_and_nothing_that_runs() -> None:
    evil = line(detail="=1+1", actor_name="@x", person_name="+y", person_unit="-z", id=2)
    content = audit_workbook([line(), evil], ENGLISH, JAYAPURA)
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "When (WIT)"
    moment = datetime(2026, 11, 23, 8, 15)
    assert rows[1] == (
        moment,
        "Rina Hartati",
        "gave a role",
        "granted",
        "Sari Dewi",
        "Biro Umum",
        "supervisor",
    )
    assert rows[2][1:] == ("'@x", "gave a role", "granted", "'+y", "'-z", "'=1+1")
    assert len(rows) == 3
