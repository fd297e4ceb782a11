"""Screens of the hand-over to the personnel system."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.handover import AskHandOverReply, MakeHandOver, SendHandOver, ShowHandOvers
from bot.headed_table import TableProblem
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.reports import report_key
from bot.views.table_problems import line
from learning.handover import HandOver, Reply
from learning.usecases.handing_over import Replied
from learning.usecases.handing_over_in_chat import Overview

MOST_PROBLEMS, MOST_TURNED = 10, 5


def overview(found: Overview, period: str, t: Texts) -> Screen:
    """What waits, and what became of the newest batches; `period` is that of the report which led here."""
    waiting = t("Every recorded entry is in a batch already.")
    make = None
    if found.waiting_rows:
        waiting = t.count(
            "{n} recorded entry ({minutes} min) waits to be handed over.",
            "{n} recorded entries ({minutes} min) wait to be handed over.",
            found.waiting_rows,
            minutes=t.minutes(found.waiting_seconds),
        )
        make = Key(t.plain("Hand them over now"), MakeHandOver(period))
    return Screen(
        text=paragraphs(
            t("<b>Hand-over to the personnel system</b>"),
            waiting,
            lines(*(_standing(batch, t) for batch in found.batches)),
        ),
        keys=(
            *rows(make),
            *((_again(batch, period, t), _reply(batch, period, t)) for batch in found.batches),
            *rows(report_key(period, t)),
        ),
    )


def batch(made: HandOver, content: bytes, period: str, t: Texts) -> Screen:
    """A batch as a file, and where its reply goes."""
    return Screen(
        text=paragraphs(
            _standing(made, t),
            t("It has whole employee numbers: keep it like a password. That you took it is written down."),
        ),
        keys=rows(_reply(made, period, t), _all(period, t), width=2),
        files=(File(name=f"sela-{made.id}.xlsx", content=content),),
    )


def ask_reply(made: HandOver, t: Texts) -> Screen:
    """Asks for the reply as a file."""
    text = t(
        "Send me the reply to batch {batch} as your next message: CSV, XLSX or JSON with the columns "
        "reference, status (accepted or rejected) and reason.",
        batch=made.id,
    )
    return Screen(text=text, keys=rows(Key(t.plain("Never mind"), StopDialogue())))


def file_wanted(t: Texts) -> Screen:
    """Something came that is no file, or too large a one."""
    return Screen(
        text=t("Please send the reply as a file of at most 20 MB, or /cancel."),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def problems(found: Sequence[TableProblem], t: Texts) -> Screen:
    """What is wrong with a reply; the next file is taken again."""
    more = len(found) - MOST_PROBLEMS
    return Screen(
        text=paragraphs(
            t.count(
                "The reply has {n} mistake, so nothing was taken over:",
                "The reply has {n} mistakes, so nothing was taken over:",
                len(found),
            ),
            lines(*(line(problem, t) for problem in found[:MOST_PROBLEMS])),
            t("… and {n} more.", n=t.number(more)) if more > 0 else None,
            t("Mend the file and send it again."),
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def replied(outcome: Replied, period: str, t: Texts) -> Screen:
    """What a reply changed."""
    return Screen(
        text=paragraphs(
            t(
                "Taken over: {accepted} acknowledged, {rejected} rejected, {unchanged} known before.",
                accepted=t.number(outcome.accepted),
                rejected=t.number(outcome.rejected),
                unchanged=t.number(outcome.unchanged),
            ),
            _turned(outcome.turned, t) if outcome.turned else None,
            _standing(outcome.batch, t),
        ),
        keys=rows(_all(period, t)),
    )


def _turned(replies: Sequence[Reply], t: Texts) -> Markup:
    """Which entries are answered otherwise now: the first few, and how many more."""
    more = len(replies) - MOST_TURNED
    return lines(
        t.count(
            "{n} entry had been answered otherwise before: ⚠ its answer changed.",
            "{n} entries had been answered otherwise before: ⚠ their answers changed.",
            len(replies),
        ),
        *(t("– {turned}", turned=turned_reply(reply, t)) for reply in replies[:MOST_TURNED]),
        t("… and {n} more.", n=t.number(more)) if more > 0 else None,
    )


def turned_reply(reply: Reply, t: Texts) -> str:
    """A row that was answered otherwise before, with both answers."""
    answers = (t.plain("acknowledged"), t.plain("rejected"))
    before, after = reversed(answers) if reply.is_accepted else answers
    return f"{reply.reference} ({before} → {after})"


def _standing(made: HandOver, t: Texts) -> Markup:
    return t(
        "Batch {batch}: {rows} entries, {minutes} min – {accepted} acknowledged, {rejected} rejected, "
        "{open} without a reply.",
        batch=made.id,
        rows=t.number(made.rows),
        minutes=t.minutes(made.seconds),
        accepted=t.number(made.accepted),
        rejected=t.number(made.rejected),
        open=t.number(made.open),
    )


def _again(made: HandOver, period: str, t: Texts) -> Key:
    return Key(t.plain("File {batch}", batch=made.id), SendHandOver(made.id, period))


def _reply(made: HandOver, period: str, t: Texts) -> Key:
    return Key(t.plain("Reply to {batch}", batch=made.id), AskHandOverReply(made.id, period))


def _all(period: str, t: Texts) -> Key:
    return Key(t.plain("All batches"), ShowHandOvers(period))
