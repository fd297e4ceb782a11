"""A lesson with a picture, as it comes to a phone."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from content.catalogue import SHIPPED_PACKS
from tests.journeys.office import office_in
from tests.people import SARI

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


async def test_opening_a_card_with_a_picture_leaves_no_old_card_behind(tmp_path: Path) -> None:
    course = tmp_path / "packs" / "rantai-dingin"
    shutil.copytree(SHIPPED_PACKS / "rantai-dingin", course)
    for first in course.glob("*/01-*.md"):
        first.unlink()
    async with office_in(tmp_path, content_dirs=[tmp_path / "packs"]) as office:
        office.list_people()
        await office.activate(SARI)
        await office.turn_to(NOON)
        card = office.api.last(SARI)["message_id"]
        await office.tap(SARI, "Buka")
        messages = office.api.messages(SARI)
        assert any("photo" in message for message in messages)
        assert "Halaman 1/" in office.shown(SARI)
        assert card not in {message["message_id"] for message in messages}
