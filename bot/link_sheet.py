"""Activation links on paper and in a file: cards to cut out, each with a code that opens Sela for one."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from bot.spreadsheets import safe_cell
from bot.texts import Texts, texts_for
from learning.usecases.roster import PersonLink

CARDS_ON_PAGE = 8
CSV_HEADER = ("employee_number", "name", "unit", "email", "link")

STYLE = """
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0 }
html { color: #1d2b2a; font: 9.5pt/1.35 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif }
body { background: #d9d6cf }
.page { width: 210mm; height: 297mm; margin: 6mm auto; padding: 6mm 8mm; background: #fff; overflow: hidden;
  break-after: page }
.page:last-child { break-after: auto }
.head { display: flex; gap: 4mm; height: 9mm; align-items: center; font-size: 8.5pt; color: #4a5958 }
.head b { color: #0f5c57 }
.head .unit { flex: 1; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.cards { display: grid; grid-template: repeat(4, 69mm) / repeat(2, 97mm) }
.card { position: relative; padding: 4mm 5mm; border: 0 dashed #9fa9a8; overflow: hidden;
  display: grid; grid-template: auto minmax(0, 1fr) auto / 1fr 34mm; column-gap: 3mm }
.card:nth-child(odd) { border-right-width: .3mm }
.card { border-bottom-width: .3mm }
.card:nth-child(-n+2) { border-top-width: .3mm }
.who { min-width: 0; grid-column: 1 / 3; padding-bottom: 1mm }
.name { font-size: 12.5pt; line-height: 1.2; font-weight: 700; color: #0f5c57;
  max-height: 2.4em; overflow: hidden; overflow-wrap: anywhere }
.place { font-size: 8.5pt; color: #4a5958; max-height: 2.7em; overflow: hidden; overflow-wrap: anywhere }
.number { white-space: nowrap }
ol { padding: 0; list-style: none; counter-reset: step; align-self: center;
  font-size: 8.8pt; line-height: 1.28 }
li { counter-increment: step; position: relative; padding: 0 0 1.2mm 6.2mm }
li::before { content: counter(step); position: absolute; left: 0; top: .2mm; width: 4.6mm; height: 4.6mm;
  border-radius: 50%; background: #0f5c57; color: #fff; font-size: 7.5pt; font-weight: 700;
  line-height: 4.6mm; text-align: center; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.code { width: 34mm; height: 34mm; align-self: center }
.code svg { display: block; width: 100%; height: 100% }
.foot { grid-column: 1 / 3; padding-top: .6mm; font-size: 7.5pt; line-height: 1.3;
  color: #4a5958; overflow: hidden }
.link { font-family: "Liberation Mono", Consolas, monospace; font-size: 7pt; color: #1d2b2a;
  overflow-wrap: anywhere }
@media print { body { background: none } .page { margin: 0 } }
"""


def link_of(bot_username: str, token: str) -> str:
    """The address that opens the bot in Telegram with this token."""
    return f"https://t.me/{bot_username.removeprefix('@')}?start={token}"


def write_links_csv(links: Iterable[PersonLink], bot_username: str, path: Path) -> None:
    """Writes the links as CSV for a mail merge, with full employee numbers; readable by its owner only."""
    with open(path, "w", encoding="utf-8-sig", newline="", opener=_private) as file:
        writer = csv.writer(file)
        writer.writerow(CSV_HEADER)
        for link in links:
            person = link.person
            cells = (person.employee_number, person.name, person.unit, person.email)
            writer.writerow([*map(safe_cell, cells), link_of(bot_username, link.token)])


def write_link_sheet(
    links: Sequence[PersonLink],
    bot_username: str,
    organisation: str,
    texts_language: str,
    expires_on: date,
    path: Path,
) -> None:
    """Writes a page of HTML to print on A4, eight cards a page, each unit on pages of its own.

    Page heads are in `texts_language`, each card in its person's language. The file needs nothing from
    outside and is readable by its owner only.
    """
    with open(path, "w", encoding="utf-8", opener=_private) as file:
        file.writelines(link_sheet(links, bot_username, organisation, texts_language, expires_on))


def link_sheet(
    links: Sequence[PersonLink], bot_username: str, organisation: str, texts_language: str, expires_on: date
) -> Iterator[str]:
    """The same page piece by piece, for where it does not become a file on this machine."""
    t = texts_for(texts_language)
    pages = list(_pages(links))
    yield _beginning(t, organisation)
    for number, cards in enumerate(pages, start=1):
        head = _head(t, organisation, cards[0].person.unit, number, len(pages))
        yield f'<section class="page">{head}<div class="cards">'
        yield from (_card(link, bot_username, expires_on) for link in cards)
        yield "</div></section>\n"
    yield "</body></html>\n"


def _pages(links: Sequence[PersonLink]) -> Iterator[list[PersonLink]]:
    ordered = sorted(links, key=lambda link: (link.person.unit, link.person.name.casefold()))
    for _, of_unit in groupby(ordered, key=lambda link: link.person.unit):
        cards = list(of_unit)
        for start in range(0, len(cards), CARDS_ON_PAGE):
            yield cards[start : start + CARDS_ON_PAGE]


def _beginning(t: Texts, organisation: str) -> Markup:
    return Markup(
        '<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        "<title>{title}</title><style>{style}</style></head><body>\n"
    ).format(
        language=t.language,
        title=t("Sela at {organisation}: links to begin with", organisation=organisation),
        style=Markup(STYLE),  # noqa: S704 - our own text
    )


def _head(t: Texts, organisation: str, unit: str, number: int, count: int) -> Markup:
    return Markup(
        '<header class="head"><b>Sela · {organisation}</b><span class="unit">{unit}</span>'
        "<span>{page}</span></header>"
    ).format(
        organisation=organisation,
        unit=unit,
        page=t("Page {number} of {count}", number=t.number(number), count=t.number(count)),
    )


def _card(link: PersonLink, bot_username: str, expires_on: date) -> Markup:
    person = link.person
    t = texts_for(person.language)
    address = link_of(bot_username, link.token)
    return Markup(
        '<article class="card" lang="{language}"><div class="who"><div class="name">{name}</div>'
        '<div class="place">{unit} · <span class="number">{number}</span></div></div>'
        '<ol>{steps}</ol><div class="code">{code}</div>'
        '<div class="foot"><div class="link">{address}</div>{note}</div></article>\n'
    ).format(
        language=t.language,
        name=person.name,
        unit=person.unit.rpartition("/")[2],
        number=t("Employee number {number}", number=person.masked_number),
        steps=Markup("").join(Markup("<li>{step}</li>").format(step=step) for step in _steps(t)),
        code=_code(address),
        address=address,
        note=t("For you alone, works once, until {day}.", day=t.day(expires_on)),
    )


def _steps(t: Texts) -> tuple[Markup, ...]:
    return (
        t("Point your phone's camera at the code, or type the link into the browser."),
        t("Telegram opens: press <b>Start</b>."),
        t("Choose when you have a break. Your first lesson takes about five minutes."),
    )


def _code(address: str) -> Markup:
    """The address as a QR code, drawn in the page itself."""
    import segno

    drawing = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(drawing, kind="svg", xmldecl=False, svgns=False, omitsize=True, lineclass=None, svgclass=None)
    return Markup(drawing.getvalue().decode())  # noqa: S704 - drawn by the QR library from modules


def _private(path: str, flags: int) -> int:
    """Opens a file that holds keys to accounts, so that only its owner reads it."""
    descriptor = os.open(path, flags, 0o600)
    os.chmod(path, 0o600)
    return descriptor
