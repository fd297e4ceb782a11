"""What Sela says, in the reader's language: phrases, numbers, dates; values are escaped by construction."""

import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup

from learning.rules.targets import truncated

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("id", "en")
ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The phrases of one language. English phrases are the keys of the catalogue."""

    language: str

    def __call__(self, phrase: str, **values: object) -> Markup:
        """The phrase as HTML; every value that is not HTML already is escaped."""
        return Markup(_catalogue(self.language).gettext(phrase)).format(**values)  # noqa: S704 - our own phrases

    def plain(self, phrase: str, **values: object) -> str:
        """The phrase as plain text, for buttons and alerts."""
        return _catalogue(self.language).gettext(phrase).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """The phrase in the form that the number asks for; `{n}` is the number."""
        phrase = _catalogue(self.language).ngettext(one, many, number)
        return Markup(phrase).format(n=self.number(number), **values)  # noqa: S704 - our own phrases

    def number(self, value: int | Decimal) -> str:
        """A number with the separators of the language: 1.234,5 in Indonesian."""
        return _with_true_minus(format_decimal(value, locale=self.language))

    def minutes(self, seconds: int) -> str:
        """Seconds as minutes, with one decimal where they are not whole."""
        return self.number(Decimal(seconds * 10 // 60) / 10)

    def jp(self, jp: Fraction) -> str:
        """JP, cut to one decimal."""
        return _with_true_minus(format_decimal(truncated(jp), format="#,##0.0", locale=self.language))

    def day(self, on: date) -> str:
        """A date with its weekday: Senin, 23 November 2026."""
        return str(format_date(on, "EEEE, d MMMM y", locale=self.language))

    def short_date(self, on: date) -> str:
        """A date without its weekday: 23 Nov 2026."""
        return str(format_date(on, "d MMM y", locale=self.language))

    def short_day(self, on: date) -> str:
        """A date without year: Sen, 23 Nov."""
        return str(format_date(on, "EEE, d MMM", locale=self.language))

    def month(self, number: int) -> str:
        """The short name of a month."""
        return str(Locale.parse(self.language).months["stand-alone"]["abbreviated"][number])

    def clock(self, at: time) -> str:
        """A time of the day: 12.00 in Indonesian, 12:00 in English."""
        return at.strftime("%H.%M" if self.language == "id" else "%H:%M")

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        """A moment on somebody's clock: Senin, 23 November 2026 12.00 WIB."""
        local = at.astimezone(zone)
        text = format_datetime(local, "EEEE, d MMMM", locale=self.language)
        return f"{text}, {self.clock(local.time())} {self.zone(zone.key)}"

    def zone(self, name: str) -> str:
        """The short name of a time zone: WIB, WITA, WIT, else its city."""
        return ZONE_LABELS.get(name, name.rpartition("/")[2].replace("_", " "))


def _with_true_minus(number: str) -> str:
    return number.replace("-", "−")


def texts_for(language: str | None) -> Texts:
    """The phrases of this language, Indonesian where Sela does not speak it."""
    short = (language or "").split("-")[0].lower()
    return Texts(short if short in LANGUAGES else LANGUAGES[0])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    file = LOCALES / language / "LC_MESSAGES" / "sela.po"
    with file.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
