"""Reads HTML pages, and turns the HTML of other readers into Markdown."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import Comment, Tag
from markdownify import MarkdownConverter

from content.documents.decoding import decoded
from content.documents.document import Limits, ReadDocument
from content.documents.tidying import one_line, table_lines, tidy, title_of

NEVER_READ = [
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "canvas",
    "audio", "video", "img", "picture", "head", "nav", "form", "select", "button", "textarea", "input",
]  # fmt: skip
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WIDEST_SPAN = 50


def read_web_page(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """An HTML page as one document: its main part, without scripts, styles, menus and hidden text."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True) or ""
    text, notes = decoded(data, limits=limits, declared=declared)
    soup = BeautifulSoup(text, "lxml")
    said = soup.title.get_text() if soup.title else ""
    main = soup.find_all("main")
    body = markdown_of(main[0] if len(main) == 1 else soup)
    return (ReadDocument(title=title_of(body, said=said, name=name), text=body, notes=notes),)


def markdown_of(page: str | Tag) -> str:
    """The Markdown of some HTML: headings three levels deep, lists, links to the web; tables become lines."""
    soup = BeautifulSoup(page, "lxml") if isinstance(page, str) else page
    _drop_unread(soup)
    for heading in soup.find_all(HEADINGS):
        heading.name = min(heading.name, "h3")
        heading.string = one_line(heading.get_text(" "))
    for link in soup.find_all("a"):
        _keep_web_link(link)
    # The innermost table comes last in the document, and must be text before the one around it is read.
    for table in reversed(soup.find_all("table")):
        _replace_table(table)
    # Nothing is escaped: the text is searched as it stands, and its writer escapes what it shows.
    converter = MarkdownConverter(
        heading_style="ATX", bullets="-", autolinks=False,
        escape_asterisks=False, escape_underscores=False, escape_misc=False,
    )  # fmt: skip
    return tidy(converter.convert_soup(soup))


def _drop_unread(soup: Tag) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(NEVER_READ):
        tag.extract()
    for tag in soup.find_all(_is_hidden):
        tag.extract()


def _is_hidden(tag: Tag) -> bool:
    return (
        "hidden" in tag.attrs
        or tag.get("aria-hidden") == "true"
        or bool(INVISIBLE.search(str(tag.get("style", ""))))
    )


def _keep_web_link(link: Tag) -> None:
    address = str(link.get("href", ""))
    if address.startswith("#footnote-ref") or address.startswith("#endnote-ref"):
        link.extract()
    elif address.startswith(("https://", "http://")) and one_line(link.get_text()) != address:
        link.attrs = {"href": address}
    else:
        link.unwrap()


def _replace_table(table: Tag) -> None:
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if all(len(row) <= 1 for row in rows):
        # A table of one column is a frame around running text, whose shape is kept.
        table.name = "div"
        for part in table.find_all(["thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"]):
            part.name = "div"
        return
    paragraph = BeautifulSoup("", "lxml").new_tag("p")
    caption = [one_line(table.caption.get_text(" "))] if table.caption else []
    for line in caption + table_lines(_grid(rows)):
        paragraph.append(line)
        paragraph.append(BeautifulSoup("", "lxml").new_tag("br"))
    table.replace_with(paragraph)


def _grid(rows: Sequence[Sequence[Tag]]) -> list[list[str]]:
    """The cells in their columns: what spans several rows stands in each of them."""
    grid: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            _take_held(line, held)
            text = one_line(cell.get_text(" "))
            if (below := _span(cell, "rowspan") - 1) > 0:
                held[len(line)] = (below, text)
            line += [text] + [""] * (_span(cell, "colspan") - 1)
        _take_held(line, held)
        grid.append(line)
    return grid


def _take_held(line: list[str], held: dict[int, tuple[int, str]]) -> None:
    while len(line) in held:
        below, text = held.pop(len(line))
        if below > 1:
            held[len(line)] = (below - 1, text)
        line.append(text)


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1"))
    return min(int(said), WIDEST_SPAN) if said.isascii() and said.isdigit() else 1
