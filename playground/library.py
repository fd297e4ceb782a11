"""What waits at the made-up office's knowledge base: a question, a text to review, failed searches."""

from datetime import datetime

from learning.knowledge import Fit, Item, ItemState, Lookup
from learning.people import Person
from learning.ports import Records
from learning.usecases import experts
from learning.world import World

QUESTION = "Siapa yang boleh memusnahkan obat retur di gudang kita?"
FAILED = ("prosedur pinjam kendaraan dinas", "pinjam kendaraan dinas", "jadwal poliklinik kantor")
TITLE = "Menyiapkan ruang rapat hibrida"
TEXT = """Datang lima belas menit lebih awal. Nyalakan layar, lalu kamera, lalu pengeras suara.

Bunyikan satu kalimat dan minta peserta jarak jauh mengangkat tangan. Kalau gema, matikan mikrofon laptop; \
yang dipakai hanya mikrofon meja.

Tulis kata sandi rapat di papan, bukan di undangan yang diteruskan ke mana-mana."""


def fill_shelves(records: Records, world: World, *, now: datetime) -> None:
    """Lets colleagues ask and write, so that a curator has something to do."""
    people = {person.name: person for person in records.people.everyone()}
    sari = people["Sari Dewi"]
    colleagues = [person for person in people.values() if person.id != sari.id and person.telegram_id]
    search = records.searches.keep(sari.id, _nothing(QUESTION), now)
    experts.ask_expert(records, world, sari, search, now=now)
    for person, words in zip(colleagues, FAILED, strict=False):
        records.searches.keep(person.id, _nothing(words), now)
    _contribute(records, colleagues[-1], now)


def _contribute(records: Records, author: Person, now: datetime) -> None:
    item = Item(
        key="chat/sample",
        title=TITLE,
        text=TEXT,
        tags=("rapat", "ruang"),
        owner=author.unit.rpartition("/")[2],
        author_id=author.id,
        state=ItemState.IN_REVIEW,
        changed_at=now,
    )
    records.knowledge.add(item, by=author.id)


def _nothing(words: str) -> Lookup:
    return Lookup(question=words, fit=Fit.NOTHING)
