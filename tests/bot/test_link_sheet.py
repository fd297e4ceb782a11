"""Links on paper and in a file: each person's own, safe to open, safe to print."""

import csv
import re
import stat
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import segno

from bot.link_sheet import link_of, write_link_sheet, write_links_csv
from learning.people import EmploymentType, Person, PersonState
from learning.usecases.roster import PersonLink

HOSTILE = "<script>alert(1)</script>\"'&"


def link(number: int, *, name: str = "Siti", unit: str = "Biro Umum", language: str = "id") -> PersonLink:
    person = Person(
        id=number,
        employee_number=f"196804111993031{number:03}",
        name=name,
        unit_id=1,
        unit=unit,
        time_zone="Asia/Jakarta",
        language=language,
        employment_type=EmploymentType.PNS,
        state=PersonState.LISTED,
        email="siti@example.go.id",
    )
    return PersonLink(person=person, token=f"token-{number}_x")


class Seen(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def sheet(tmp_path: Path, links: Sequence[PersonLink], organisation: str = "BPOM") -> str:
    path = tmp_path / "links.html"
    write_link_sheet(links, "SelaBot", organisation, "id", date(2026, 12, 5), path)
    return path.read_text(encoding="utf-8")


def test_a_link_opens_the_bot_with_the_token() -> None:
    assert link_of("@SelaBot", "abc") == "https://t.me/SelaBot?start=abc"


def test_a_card_holds_what_one_person_needs(tmp_path: Path) -> None:
    seen = Seen(sheet(tmp_path, [link(9, unit="Sekretariat/Biro Umum")]))
    assert seen.tags.count("article") == 1
    assert seen.tags.count("svg") == 1
    assert seen.tags.count("li") == 3
    for part in ("Siti", "Biro Umum", "…009", "https://t.me/SelaBot?start=token-9_x", "5 Desember 2026"):
        assert part in seen.text
    assert "196804" not in seen.text


def test_the_code_is_the_link(tmp_path: Path) -> None:
    (drawn,) = re.findall(r' d="([^"]+)"', sheet(tmp_path, [link(9)]))
    code = segno.make_qr("https://t.me/SelaBot?start=token-9_x", error="m")
    assert f' d="{drawn}"' in code.svg_inline()


def test_each_card_speaks_its_persons_language(tmp_path: Path) -> None:
    text = Seen(sheet(tmp_path, [link(1), link(2, name="Zoe", language="en")])).text
    assert "5 Desember 2026" in text
    assert "5 December 2026" in text


def test_eight_cards_fit_a_page_and_each_unit_begins_a_new_one(tmp_path: Path) -> None:
    links = [link(n) for n in range(9)] + [link(n, unit="Balai Jayapura") for n in range(10, 12)]
    page = sheet(tmp_path, links)
    assert [part.count("<article") for part in page.split("<section")[1:]] == [2, 8, 1]


def test_nothing_a_roster_says_becomes_markup(tmp_path: Path) -> None:
    seen = Seen(sheet(tmp_path, [link(1, name=HOSTILE, unit=HOSTILE)], organisation=HOSTILE))
    assert "script" not in seen.tags
    assert seen.text.count("alert(1)") >= 4


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    page = sheet(tmp_path, [link(1)])
    seen = Seen(page)
    assert not {"link", "script", "img", "iframe", "object", "base", "a"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name in ("src", "href", "xlink:href")]
    assert not re.search(r"url\(|@import", page)


def test_no_links_make_an_empty_page(tmp_path: Path) -> None:
    assert "article" not in Seen(sheet(tmp_path, [])).tags


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+cmd", "-2+3", "@SUM", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_runs_as_a_formula(tmp_path: Path, name: str) -> None:
    path = tmp_path / "links.csv"
    write_links_csv([link(7, name=name, unit=name)], "SelaBot", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header == ["employee_number", "name", "unit", "email", "link"]
    assert row[1] == row[2] == f"'{name}"
    assert row[4] == "https://t.me/SelaBot?start=token-7_x"


def test_only_the_owner_may_read_files_with_links(tmp_path: Path) -> None:
    (tmp_path / "links.html").write_text("of last year, readable by all")
    sheet(tmp_path, [link(1)])
    write_links_csv([link(1)], "SelaBot", tmp_path / "links.csv")
    for name in ("links.html", "links.csv"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
