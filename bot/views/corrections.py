"""What a learner reads when minutes of theirs were corrected by hand."""

from bot.buttons.notes import ReplyTo
from bot.buttons.progress import SendHistory
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views.credit_kinds import kind_words
from learning.bookings import Correction


def corrected(correction: Correction, t: Texts) -> Screen:
    """What was corrected, to what, why, by whom, and how to answer."""
    entry, remark = correction.corrected.entry, correction.remark
    before = correction.total_seconds - correction.row.entry.seconds
    values = {
        "title": entry.title or kind_words(t)[entry.kind],
        "on": t.short_date(entry.local_on),
        "before": t.minutes(before),
        "now": t.minutes(correction.total_seconds),
    }
    who = None
    if correction.actor:
        who = t("Corrected by {name}. You can answer; only {name} reads it.", name=correction.actor)
    answer = Key(t.plain("Reply"), ReplyTo(0, remark.note_id)) if remark.note_id else None
    return Screen(
        text=paragraphs(
            t("Your recorded minutes for <b>{title}</b> ({on}) were corrected: {before} → {now}.", **values),
            t("<i>“{reason}”</i>", reason=remark.words) if remark.words else None,
            who,
        ),
        keys=rows(answer, Key(t.plain("My history"), SendHistory()), width=2),
    )
