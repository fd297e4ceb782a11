"""Which kinds of learning the ledger knows, and by which words a file may name them."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from learning.records import CreditKind

WORDS: Mapping[CreditKind, tuple[str, ...]] = {
    CreditKind.EVENT: ("event", "kegiatan", "acara", "pelatihan", "training"),
    CreditKind.WEBINAR: ("webinar", "seminar daring", "seminar online", "kelas daring", "zoom"),
    CreditKind.CLASSROOM: (
        "classroom", "klasikal", "diklat", "kelas", "tatap muka", "pelatihan klasikal", "kursus", "penataran",
    ),
    CreditKind.WORKSHOP: ("workshop", "lokakarya", "bimtek", "bimbingan teknis", "sosialisasi"),
    CreditKind.SEMINAR: ("seminar", "konferensi", "conference", "sarasehan", "simposium"),
    CreditKind.ELEARNING: ("e-learning", "elearning", "mooc", "pelatihan jarak jauh", "belajar daring"),
    CreditKind.EXAM: ("exam", "ujian", "evaluasi", "tes", "test", "post-test", "uji kompetensi"),
    CreditKind.COACHING: ("coaching", "pembinaan", "pelatihan pribadi"),
    CreditKind.MENTORING: ("mentoring", "pementoran", "pendampingan"),
    CreditKind.COMMUNITY: (
        "community", "community of practice", "komunitas", "komunitas belajar", "komunitas praktik",
        "komunitas praktisi",
    ),
    CreditKind.SELF_STUDY: ("self-study", "self study", "belajar mandiri", "mandiri", "membaca"),
    CreditKind.SHARING: ("sharing", "knowledge sharing", "berbagi pengetahuan", "berbagi"),
    CreditKind.INTERNSHIP: ("internship", "magang", "praktik kerja", "pertukaran pegawai", "detasering"),
    CreditKind.STUDY_VISIT: ("study visit", "benchmarking", "patok banding", "studi banding", "kunjungan"),
}  # fmt: skip
"""The kinds that come from elsewhere, each by the words a file may use; the first is the one to write."""


def kind_named(words: str) -> CreditKind | None:
    """The kind that these words name, however they are written, or None."""
    return _BY_WORD.get(_plain(words))


def kinds_like(words: str) -> tuple[str, ...]:
    """Up to three names of kinds that look like these words."""
    return tuple(get_close_matches(_plain(words), sorted(_BY_WORD), n=3, cutoff=0.6))


def _plain(words: str) -> str:
    return re.sub(r"[\s_\-–/]+", " ", words.casefold()).strip()


_BY_WORD = {_plain(word): kind for kind, words in WORDS.items() for word in (*words, kind.value)}
