"""Files that items came from: kept once by content, with Telegram's id of them."""

from learning.knowledge import StoredDocument
from storage.database import Database
from tests.clock import StillClock


def test_a_file_is_kept_once_whatever_its_name_and_remembers_telegrams_id_of_it(
    database: Database, clock: StillClock
) -> None:
    first = StoredDocument(sha256="a" * 64, name="sop.pdf", content=b"%PDF\x00\xff", added_at=clock())
    again = StoredDocument(sha256="a" * 64, name="copy.pdf", content=b"%PDF\x00\xff", added_at=clock())
    assert database.transact(lambda records: records.documents.put(first))
    assert not database.transact(lambda records: records.documents.put(again))
    assert database.transact(lambda records: records.documents.get("a" * 64)) == first
    database.transact(lambda records: records.documents.set_telegram_file_id("a" * 64, "BQAC"))
    kept = database.transact(lambda records: records.documents.get("a" * 64))
    assert kept is not None
    assert kept.telegram_file_id == "BQAC"


def test_a_file_nobody_kept_is_none(database: Database) -> None:
    assert database.transact(lambda records: records.documents.get("b" * 64)) is None
