"""HTML and odd characters in what people and offices are called are shown as they are."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from learning.usecases import enrol, roster
from tests.journeys.office import Office, office_in
from tests.people import CAST, SARI, entry

NAME = '<b>Sari</b> </a>&amp; "Dewi" {0.__class__} %s'
ORGANISATION = "<tg-spoiler>Badan & <Contoh>"
ODD_NAMES = (
    "\u202eiraS",
    "Sa\u200bri\u200d",
    "Sari 👩🏽‍🌾🇮🇩",
    "S" * 120,
    "_*[Sari](tg://user?id=1)*_",
    "<",
    "&lt;b&gt;",
)
EVERYWHERE = (
    "/belajar",
    "/kursus",
    "/kemajuan",
    "/jadwal",
    "/jeda",
    "/bahasa",
    "/privasi",
    "/dataku",
    "/hapus",
    "/bantuan",
)


@pytest.fixture
async def marked(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with markup in its name and in Sari's."""
    async with office_in(tmp_path, organisation=ORGANISATION) as office:
        yield office


def listed(office: Office, name: str, unit: str = "Biro <i>Umum</i> & Lain") -> str:
    """Puts somebody of this name on the roster; a link for them."""
    person = entry(CAST[SARI].employee_number, name, unit=unit)
    office.database.transact(roster.import_roster, office.world(), [person], actor="test", now=office.clock())
    found = office.database.transact(lambda records: records.people.by_number(person.employee_number))
    assert found is not None
    return office.database.transact(enrol.issue_link, found.id, link_days=14, now=office.clock())


async def say(office: Office, words: str) -> None:
    """Sari says something and waits for the whole answer."""
    before = len(office.api.calls_of("sendMessage"))
    office.api.say(SARI, words)
    await office.api.until(lambda: len(office.api.calls_of("sendMessage")) > before)
    await office.settled()


def refusals(office: Office) -> list[str]:
    """What Telegram did not take."""
    calls = office.api.calls_of("sendMessage", "editMessageText", "sendDocument", "sendPhoto")
    return [str(call.error) for call in calls if call.error and "not modified" not in call.error]


async def test_case_33_markup_in_names_is_shown_as_it_is_written(marked: Office) -> None:
    marked.api.say(SARI, f"/start {listed(marked, NAME)}")
    notice = await marked.sees(SARI, "Sela")
    assert NAME in notice["text"]
    assert ORGANISATION in notice["text"]
    bold = [entity for entity in notice["entities"] if entity["type"] == "bold"]
    assert len(bold) == 2
    assert all(entity["type"] in {"bold", "bot_command"} for entity in notice["entities"])


async def test_case_33_every_screen_survives_markup_in_names(marked: Office) -> None:
    marked.api.say(SARI, f"/start {listed(marked, NAME)}")
    await marked.sees(SARI, "Sela")
    await marked.tap(SARI, 0)
    await marked.tap(SARI, "Bahasa Indonesia")
    await marked.tap(SARI, "✓")
    await marked.tap(SARI, -1)
    for command in EVERYWHERE:
        await say(marked, command)
    assert refusals(marked) == []


async def test_case_33_odd_characters_in_names_reach_the_phone(marked: Office) -> None:
    for name in ODD_NAMES:
        await say(marked, f"/start {listed(marked, name)}")
        assert name.replace("\u202e", "") in marked.shown(SARI)  # Telegram takes the override out itself
    assert refusals(marked) == []


@pytest.mark.parametrize(
    "words", ["<b>tebal", "</a>&lt;", "<tg-spoiler>x</tg-spoiler>", "\u202e\u200b", "x" * 4096, "{0}%s"]
)
async def test_case_33_markup_in_free_words_harms_nothing(marked: Office, words: str) -> None:
    marked.api.say(SARI, f"/start {listed(marked, 'Sari')}")
    await marked.sees(SARI, "Sela")
    await marked.tap(SARI, 0)
    await say(marked, words)
    assert refusals(marked) == []
