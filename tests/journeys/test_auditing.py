"""An admin reads the audit log in chat, narrows it, pages through it and takes it out; nobody else does."""

import io

from openpyxl import load_workbook

from bot.buttons.audit import SendAudit, ShowAudit
from learning.auditing import AuditGroup, AuditSought
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.people import BUDI, RINA, SARI

EVERYTHING = AuditGroup.EVERYTHING


def admin(office: Office) -> Phone:
    """The phone of an admin who speaks English with Sela."""
    return english(office, RINA, roles=("admin",))


def actions(office: Office) -> list[str]:
    """Everything that is in the log, newest first."""
    lines = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=100))
    return [line.entry.action for line in lines]


async def test_an_admin_reads_narrows_and_pages_the_log(office: Office) -> None:
    settled(office, SARI)
    rina = admin(office)
    for word in range(12):
        await rina.says("/curate")
        await rina.taps("Other words", "Add a word")
        await rina.says(f"kata{'abcdefghijkl'[word]} = ponsel")
    assert "added other words for a word" in await rina.says("/audit")
    assert rina.text.count("Rina Hartati") == 10
    await rina.taps("›")
    assert "imported a roster file" in rina.text
    await rina.taps("‹")
    assert "‹" not in rina.labels
    await rina.taps("knowledge")
    assert "• knowledge" in rina.labels
    assert "roster file" not in await rina.taps("›")
    assert "Nothing is written down here yet." in await rina.taps("broadcasts")


async def test_the_spreadsheet_comes_as_a_file_and_is_in_the_log_itself(office: Office) -> None:
    rina = admin(office)
    await rina.says("/audit")
    await rina.taps("Send as a spreadsheet")
    (content,) = rina.files()
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][3] == "audit_exported", "the newest entry is this one"
    assert "took the audit log out" in await rina.says("/audit")


async def test_nobody_but_admins_comes_near_it_by_command_or_by_button(office: Office) -> None:
    admin(office)
    for who, roles in ((SARI, ("curator",)), (BUDI, ("supervisor",))):
        phone = settled(office, who, roles=roles)
        assert "Rina" not in await phone.says("/audit")
        assert not any("lembar kerja" in label or "spreadsheet" in label for label in phone.labels)
        message = phone.message["message_id"]
        for press in (ShowAudit(EVERYTHING, 0, newer=False), SendAudit(EVERYTHING)):
            await phone.presses(message, press.pack())
            assert "Rina" not in phone.text
        assert phone.files() == []
    assert "audit_exported" not in actions(office)


async def test_the_menu_names_it_to_admins_and_the_bare_word_is_still_looked_up(office: Office) -> None:
    rina = admin(office)
    await rina.says("/help")
    names = [command["command"] for command in office.api.commands_for(RINA, "en")]
    assert "audit" in names
    sari = settled(office, SARI)
    await sari.says("/bantuan")
    assert "audit" not in [command["command"] for command in office.api.commands_for(SARI, "id")]
    assert "Audit log" not in await rina.says("audit")
