"""Screens of files that people send: what they are for, why one cannot be read, what one would bring."""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.buttons.contributing import ImportDocument, ShareDocument
from bot.buttons.dialogues import StopDialogue
from bot.buttons.general import ShowHelp
from bot.buttons.roster import ReadRoster
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from content.items import KnowledgeItem
from learning.usecases.importing import Taken

MOST_TITLES = 8

REFUSALS = (
    "protected by a password",
    "no text that can be read",
    "not a known kind of file",
    "carry macros",
    "format of before 2007",
    "is empty",
    "split it",
    "damaged",
)
"""What the reason of a refused file holds, where it has words in both languages."""


def file_offered(name: str, *, may_import: bool, may_be_roster: bool = False, t: Texts) -> Screen:
    """A file came unasked: what is it for?"""
    import_key = Key(t.plain("Import it into the knowledge base"), ImportDocument(False))
    roster_key = Key(t.plain("This is the roster"), ReadRoster())
    return Screen(
        text=t("Thank you for “{name}”. Shall I share it with colleagues?", name=name),
        keys=rows(
            roster_key if may_be_roster else None,
            Key(t.plain("Share it with colleagues"), ShareDocument()),
            import_key if may_import else None,
            Key(t.plain("No, thank you"), ShowHelp()),
        ),
    )


def file_gone(t: Texts) -> Screen:
    """The file was offered too long ago."""
    return Screen(text=t("I do not have that file any more. Please send it again."))


def file_too_large(t: Texts) -> Screen:
    """Telegram does not hand such a file to a bot."""
    return Screen(text=t("That file is larger than 20 MB, which I cannot fetch. Please send a smaller one."))


def file_refused(reason: str, t: Texts) -> Screen:
    """Why a file cannot be read, in the reader's words where there are any."""
    known = {
        "protected by a password": t("It is protected by a password. Save it without one and send it again."),
        "no text that can be read": t("It holds no text that I can read; perhaps its pages are pictures."),
        "not a known kind of file": t(
            "I do not know this kind of file. I read PDF, Word, PowerPoint, Excel, web pages and text."
        ),
        "carry macros": t(
            "It may carry macros, which I never read. Save it without macros and send it again."
        ),
        "format of before 2007": t("It is in a format of before 2007. Save it as DOCX, XLSX or PPTX."),
        "is empty": t("It is empty."),
        "split it": t("It is too large to be read at once. Split it and send the parts."),
        "damaged": t("It is damaged or was not copied completely. Open it in its program and save it again."),
    }
    found = next((known[hint] for hint in REFUSALS if hint in reason), None)
    return Screen(
        text=paragraphs(
            t("I cannot read this file."), found or t("The reason: <i>{reason}</i>", reason=reason)
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def import_preview(
    name: str, items: Sequence[KnowledgeItem], foreseen: Mapping[str, Taken], t: Texts
) -> Screen:
    """What a file would bring into the knowledge base."""
    listed = [t("– {title}", title=item.title) for item in items[:MOST_TITLES]]
    more = t("… and {n} more", n=t.number(len(items) - MOST_TITLES)) if len(items) > MOST_TITLES else None
    is_news = bool({Taken.ADDED, Taken.CHANGED} & set(foreseen.values()))
    return Screen(
        text=paragraphs(
            t("<b>{name}</b> would bring:", name=name),
            lines(*listed, more),
            _counted(foreseen, t),
            _who_would_find_it(items, t) if is_news else None,
        ),
        keys=rows(
            Key(t.plain("Yes, import it"), ImportDocument(True)) if is_news else None,
            Key(t.plain("No, thank you"), StopDialogue()),
            width=2,
        ),
    )


def imported(outcomes: Mapping[str, Taken], t: Texts) -> Screen:
    """What a file brought into the knowledge base."""
    return Screen(text=paragraphs(t("Imported."), _counted(outcomes, t)))


def _who_would_find_it(items: Sequence[KnowledgeItem], t: Texts) -> Markup:
    if any(item.unit for item in items):
        return t("The people of its unit would find it at once.")
    return t("Everybody would find it at once.")


def _counted(outcomes: Mapping[str, Taken], t: Texts) -> Markup:
    counted = Counter(outcomes.values())
    said = {
        Taken.ADDED: t("new: {n}", n=t.number(counted[Taken.ADDED])),
        Taken.CHANGED: t("changed: {n}", n=t.number(counted[Taken.CHANGED])),
        Taken.UNCHANGED: t("as it is there already: {n}", n=t.number(counted[Taken.UNCHANGED])),
        Taken.KEPT: t("edited in chat, so left alone: {n}", n=t.number(counted[Taken.KEPT])),
        Taken.UNIT_UNKNOWN: t(
            "for an unknown unit, so left out: {n}", n=t.number(counted[Taken.UNIT_UNKNOWN])
        ),
    }
    return lines(*(said[taken] for taken in Taken if counted[taken]))
