"""Collects what Sela says from the code and brings both catalogues up to date: `python -m bot.phrases`."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from bot.texts import LANGUAGES, LOCALES

CODE = Path(__file__).parent
RULES = CODE.parent / "babel.cfg"
SOURCE_LANGUAGE = "en"
PLURAL_FORMS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
LINE_LENGTH = 100
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def main() -> None:
    """Writes both catalogues anew; what a translator must still write stays empty."""
    found = phrases_in_code()
    for language in LANGUAGES:
        catalogue_file(language).write_bytes(written(updated(catalogue(language), found)))


def phrases_in_code() -> Catalog:
    """Every phrase of the code, without translation."""
    rules = io.StringIO(RULES.read_text(encoding="utf-8"))
    methods, options = parse_mapping_cfg(rules)  # type: ignore[no-untyped-call] # Babel gives it no types
    found = Catalog()
    for _, _, message, _, _ in extract_from_dir(CODE, methods, options, keywords={}):
        found.add(message)
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of this language as it is kept."""
    with catalogue_file(language).open("rb") as source:
        return read_po(source, locale=language)


def updated(kept: Catalog, found: Catalog) -> Catalog:
    """The kept translations of the phrases that are still said; English phrases translate themselves."""
    kept.update(found, no_fuzzy_matching=True, update_creation_date=False)
    kept.obsolete.clear()
    if str(kept.locale) == SOURCE_LANGUAGE:
        for message in kept:
            message.string = message.id
    return kept


def written(whole: Catalog) -> bytes:
    """The catalogue as a sorted file that changes only where a phrase does."""
    body = io.BytesIO()
    write_po(body, whole, width=LINE_LENGTH, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=whole.locale, plural_forms=PLURAL_FORMS[str(whole.locale)])
    return header.encode() + body.getvalue().rstrip(b"\n") + b"\n"


def catalogue_file(language: str) -> Path:
    """Where the catalogue of this language lies."""
    return LOCALES / language / "LC_MESSAGES" / "sela.po"


if __name__ == "__main__":
    main()
