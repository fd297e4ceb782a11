"""Screens of credits that a person should look at: the list, one of them, and the decision."""

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.flagged import AcceptFlag, AskCorrection, CorrectFlag, ShowFlag, ShowFlagged
from bot.buttons.roster import ShowPerson, ShowRoster
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.reports import report_key
from learning.flags import Decision, FlaggedCredit, FlaggedPage
from learning.usecases.correcting import LONGEST_REASON
from learning.usecases.flagged import PAGE, Decided, Drafted, Undecided

WHOLE_MINUTE = 60


def page(shown: FlaggedPage, period: str, t: Texts) -> Screen:
    """What waits for a decision, and why; `period` is that of the report which led here, if any."""
    if not shown.count:
        return Screen(text=t("Nothing waits for you here."), keys=((_out(period, t),),))
    first = shown.page * PAGE + 1
    numbered = list(enumerate(shown.credits, first))
    place = t("Page {n} of {count}", n=shown.page + 1, count=shown.pages) if shown.pages > 1 else None
    return Screen(
        text=paragraphs(
            lines(t("<b>Minutes to look at</b> ({n})", n=t.number(shown.count)), place),
            t("Done faster than most people read. They count until you decide otherwise."),
            *(_line(number, credit, t) for number, credit in numbered),
        ),
        keys=(
            *rows(*(Key(str(number), ShowFlag(credit.id, period)) for number, credit in numbered), width=4),
            *turning(shown.page, shown.pages, lambda to: ShowFlagged(to, period)),
            (_out(period, t),),
        ),
    )


def flag(credit: FlaggedCredit, period: str, t: Texts) -> Screen:
    """One credit, with what can be decided."""
    return Screen(
        text=paragraphs(_of(credit, t), t("What shall count?")),
        keys=rows(
            Key(t.plain("All of it: accept"), AcceptFlag(credit.id, period)),
            *_corrections(credit, period, t),
            Key(t.plain("See the person"), ShowPerson(credit.person.id)),
            _back(period, t),
        ),
    )


def ask_reason(drafted: Drafted, t: Texts) -> Screen:
    """Asks why less shall count."""
    return Screen(
        text=paragraphs(
            _of(drafted.credit, t),
            _kept(drafted, t),
            t(
                "Write the reason as your next message. {name} reads it with your name and can answer you.",
                name=drafted.credit.person.name,
            ),
        ),
        keys=rows(Key(t.plain("Rather not"), StopDialogue())),
    )


def ask_sure(drafted: Drafted, period: str, t: Texts) -> Screen:
    """Shows the correction with its reason, before it is written."""
    return Screen(
        text=paragraphs(
            _of(drafted.credit, t),
            _kept(drafted, t),
            t("The reason that {name} reads:", name=drafted.credit.person.name),
            t("<i>{reason}</i>", reason=drafted.reason),
            t("The old entry stays in the ledger; the correction stands beside it."),
        ),
        keys=rows(
            Key(t.plain("Record the correction"), CorrectFlag(drafted.credit.id, drafted.check, period)),
            Key(t.plain("Another reason"), AskCorrection(drafted.credit.id, drafted.seconds, period)),
            Key(t.plain("Rather not"), StopDialogue()),
        ),
    )


def decided(outcome: Decided, period: str, t: Texts) -> Screen:
    """What was decided."""
    name, minutes = outcome.credit.person.name, t.minutes(outcome.seconds)
    if outcome.decision is Decision.ACCEPTED:
        text = t("Accepted: {minutes} min of {name} stay as they are.", minutes=minutes, name=name)
    else:
        text = t(
            "Corrected: {minutes} min of {name} count now. They are told why.", minutes=minutes, name=name
        )
    return Screen(text=text, keys=((Key(t.plain("Next"), ShowFlagged(0, period)),),))


def undecided(why: Undecided, period: str, t: Texts) -> Screen:
    """Why nothing was decided."""
    said = {
        Undecided.GONE: t("This was decided already, or the button is out of date."),
        Undecided.ONES_OWN: t("These are your own minutes. Another admin has to look at them."),
        Undecided.NO_CHANGE: t("That is what counts already, or more. Nothing was changed."),
        Undecided.NO_REASON: t("There is no correction without a reason. Please write one."),
        Undecided.TOO_LONG: t(
            "That is longer than {n} characters. Please write a shorter reason.", n=t.number(LONGEST_REASON)
        ),
    }
    return Screen(text=said[why], keys=((_back(period, t),),))


def _line(number: int, credit: FlaggedCredit, t: Texts) -> Markup:
    return t(
        "{number}. <b>{name}</b>, {unit}: “{title}”, {why}",
        number=number,
        name=credit.person.name,
        unit=credit.unit.rpartition("/")[2],
        title=credit.entry.title or t("Review"),
        why=_why(credit, t),
    )


def _of(credit: FlaggedCredit, t: Texts) -> Markup:
    return lines(
        t("<b>{name}</b>", name=credit.person.name),
        t("{unit} · {number}", unit=credit.unit, number=credit.person.masked_number),
        t(
            "“{title}”, {day}: {why}",
            title=credit.entry.title or t("Review"),
            day=t.short_date(credit.entry.local_on),
            why=_why(credit, t),
        ),
    )


def _why(credit: FlaggedCredit, t: Texts) -> Markup:
    minutes, took = t.minutes(credit.entry.seconds), credit.took_seconds
    if took is None:
        return t("{minutes} min credited", minutes=minutes)
    if took < 2 * WHOLE_MINUTE:
        return t("{minutes} min credited, done in {seconds} s", minutes=minutes, seconds=t.number(took))
    return t("{minutes} min credited, done in {took} min", minutes=minutes, took=t.minutes(took))


def _corrections(credit: FlaggedCredit, period: str, t: Texts) -> list[Key]:
    """Nothing, or whole minutes of what it took, where that is less than what was credited."""
    took = -(-(credit.took_seconds or 0) // WHOLE_MINUTE) * WHOLE_MINUTE
    keys = []
    if 0 < took < credit.entry.seconds:
        label = _what_it_took(credit.took_seconds or 0, t.minutes(took), t)
        keys.append(Key(label, AskCorrection(credit.id, took, period)))
    return [*keys, Key(t.plain("Nothing of it …"), AskCorrection(credit.id, 0, period))]


def _what_it_took(seconds: int, minutes: str, t: Texts) -> str:
    """Below a minute with its seconds: the whole minute that would count is not what it took."""
    if seconds >= WHOLE_MINUTE:
        return t.plain("Only what it took: {minutes} min …", minutes=minutes)
    return t.plain(
        "Only what it took, {seconds} s: {minutes} min …", seconds=t.number(seconds), minutes=minutes
    )


def _kept(drafted: Drafted, t: Texts) -> Markup:
    return t(
        "Instead of {before} min, <b>{after} min</b> shall count.",
        before=t.minutes(drafted.counted),
        after=t.minutes(drafted.seconds),
    )


def _back(period: str, t: Texts) -> Key:
    return Key(t.plain("Back to the list"), ShowFlagged(0, period))


def _out(period: str, t: Texts) -> Key:
    return report_key(period, t) or Key(t.plain("To the roster"), ShowRoster())
