"""Words for broadcasts that several screens use: what, for whom, when, and why something cannot be."""

from datetime import date, datetime, timedelta
from textwrap import shorten
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.texts import Texts
from learning.broadcasts import Broadcast, Content, ContentKind, MediaKind, Selection, Timing
from learning.people import Role
from learning.rules.quick_quiz import (
    FEWEST_OPTIONS,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    FlawedQuiz,
    QuizFlaw,
)
from learning.rules.written_moments import MomentFlaw
from learning.usecases.audience_groups import MOST_GROUPS
from learning.usecases.drafting import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    LONGEST_WORDS,
    Flaw,
)

LONGEST_TITLE, LONGEST_UNIT = 60, 40
MOST_UNITS = 4
"""So many units are named; more are counted."""


def kinds(t: Texts) -> dict[ContentKind, str]:
    """What can be sent."""
    return {
        ContentKind.LESSON: t.plain("Lesson"),
        ContentKind.COURSE: t.plain("Course"),
        ContentKind.ITEM: t.plain("Knowledge item"),
        ContentKind.QUIZ: t.plain("Quick quiz"),
        ContentKind.TEXT: t.plain("Text, picture or document"),
    }


def title_of(content: Content, title: str, t: Texts) -> str:
    """What is sent, in one line; `title` is that of a lesson, course or item, empty where it is gone."""
    if content.quiz is not None:
        return clipped(content.quiz.question)
    if content.kind is not ContentKind.TEXT:
        return clipped(title) or kinds(t)[content.kind]
    if content.text:
        return clipped(content.text)
    if content.media is not None:
        is_picture = content.media.kind is MediaKind.PICTURE
        return t.plain("Picture") if is_picture else clipped(content.media.name)
    return kinds(t)[ContentKind.TEXT]


def clipped(text: str, longest: int = LONGEST_TITLE) -> str:
    """The beginning of a text, in one line."""
    return shorten(text, longest, placeholder=" …") if text.split() else ""


def whom(selection: Selection, t: Texts) -> Markup:
    """For whom, in a few lines."""
    names = [clipped(unit.rpartition("/")[2], LONGEST_UNIT) for unit in selection.units]
    if len(names) > MOST_UNITS:
        names = [*names[:MOST_UNITS], t.plain("{n} more", n=len(names) - MOST_UNITS)]
    parts: list[Markup | str] = [", ".join(names) if names else t("everybody you lead, with all units below")]
    if selection.roles:
        parts.append(t("only {roles}", roles=", ".join(roles(t)[role] for role in selection.roles)))
    if selection.not_done:
        parts.append(t("only who has not done this yet"))
    return Markup(" · ").join(parts)


def roles(t: Texts) -> dict[Role, str]:
    """The roles one can choose."""
    employees = t.plain("employees without another role")
    return {
        Role.EMPLOYEE: employees,
        Role.SUPERVISOR: t.plain("supervisors"),
        Role.CURATOR: t.plain("curators"),
    }


def when(broadcast: Broadcast, t: Texts) -> Markup:
    """When it arrives, in one line."""
    timings = {
        Timing.NEXT_BREAK: t("in each person's next break"),
        Timing.NOW: t("now, in working hours"),
    }
    if broadcast.timing in timings:
        return t("now, at any time but the night") if broadcast.is_urgent else timings[broadcast.timing]
    assert broadcast.on is not None
    assert broadcast.at is not None
    moment = {"day": t.short_day(broadcast.on), "time": t.clock(broadcast.at)}
    if broadcast.timing is Timing.AT:
        return t("{day}, {time} on each person's clock", **moment)
    zone = t.zone(broadcast.author_zone)
    return t("{day}, {time} {zone}, one moment for all", **moment, zone=zone)


def day_word(on: date, today: date, t: Texts) -> str:
    """A date as one says it: today, tomorrow, else with its weekday."""
    if on == today:
        return t.plain("today")
    return t.plain("tomorrow") if on == today + timedelta(days=1) else t.short_day(on)


def moment_word(at: datetime, broadcast: Broadcast, now: datetime, t: Texts) -> str:
    """A moment on the author's clock, seen from now."""
    zone = ZoneInfo(broadcast.author_zone)
    local = at.astimezone(zone)
    day = day_word(local.date(), now.astimezone(zone).date(), t)
    return f"{day} {t.clock(local.time())} {t.zone(broadcast.author_zone)}"


def scheduled_word(broadcast: Broadcast, now: datetime, t: Texts) -> str:
    """The moment for which a broadcast is scheduled, and on whose clock."""
    assert broadcast.moment is not None
    if broadcast.timing is Timing.MOMENT:
        return moment_word(broadcast.moment, broadcast, now, t)
    today = now.astimezone(ZoneInfo(broadcast.author_zone)).date()
    day, at = day_word(broadcast.moment.date(), today, t), t.clock(broadcast.moment.time())
    return t.plain("{day}, {time} on each person's clock", day=day, time=at)


def weekday_name(number: int, t: Texts) -> str:
    """The name of a day of the week; Monday is 1."""
    names = (
        t.plain("Monday"),
        t.plain("Tuesday"),
        t.plain("Wednesday"),
        t.plain("Thursday"),
        t.plain("Friday"),
        t.plain("Saturday"),
        t.plain("Sunday"),
    )
    return names[number - 1]


def flaw(found: Flaw, content: Content | None, text: str, t: Texts) -> Markup:
    """Why it cannot be, and the mend; `text` is what was written, to say how much is too much."""
    too_much = t.number(_units(text) - longest(content))
    sentences = {
        Flaw.NOTHING: t("There is nothing to send yet: write a text, or send a picture or document."),
        Flaw.TEXT_TOO_LONG: t(
            "That is {n} characters too long: {most} are possible here. Please shorten it and send it again.",
            n=too_much,
            most=t.number(longest(content)),
        ),
        Flaw.CAPTION_TOO_LONG: t(
            "That is {n} characters too long: beside a picture or document {most} are possible. "
            "Please shorten it, or send the text alone.",
            n=too_much,
            most=t.number(LONGEST_CAPTION),
        ),
        Flaw.GONE: t("What you chose is not there any more. Please choose something else."),
        Flaw.HIDDEN: t(
            "Some of the people addressed may not see this knowledge item: it is for one unit only. "
            "Choose that unit, or ask its curator to share it with everybody."
        ),
        Flaw.PAST: t("That moment has passed. Please choose a later one."),
        Flaw.TOO_FAR: t("That is more than half a year ahead. Please choose an earlier day."),
        Flaw.DUE_BEFORE: t(
            "The due date is before this broadcast is sent. "
            "Please choose a later due date, or an earlier moment."
        ),
        Flaw.NOT_YOURS: t(
            "This draft is not there any more: it was sent, thrown away, or a newer one took its place."
        ),
        Flaw.NAME_TOO_LONG: t("A name has one to 40 characters. Please write another."),
        Flaw.TOO_MANY_GROUPS: t(
            "You have {n} saved groups already. Delete one of them first.", n=MOST_GROUPS
        ),
    }
    return sentences[found]


def longest(content: Content | None) -> int:
    """How much may be written, as Telegram counts."""
    if content is None or content.kind is not ContentKind.TEXT:
        return LONGEST_WORDS
    return LONGEST_CAPTION if content.media is not None else LONGEST_TEXT


def quiz_flaw(found: FlawedQuiz, written: str, t: Texts) -> Markup:
    """What is wrong with the lines of a quiz, at which line, and the mend."""
    listed = written.strip().splitlines()
    line = clipped(listed[found.line - 1]) if 0 < found.line <= len(listed) else ""
    sentences = {
        QuizFlaw.NO_OPTIONS: t(
            "A quiz needs a question and at least {n} options, each on a line of its own.", n=FEWEST_OPTIONS
        ),
        QuizFlaw.TOO_MANY_OPTIONS: t(
            "These are too many options: at most {n}. Leave some out.", n=MOST_OPTIONS
        ),
        QuizFlaw.SAME_TWICE: t("This option is there twice. Write it differently, or leave it out."),
        QuizFlaw.TWO_RIGHT: t("Only one option can be the right one. Leave the star to one of them."),
        QuizFlaw.TOO_LONG: t(
            "This is too long: a question has at most {question} characters, an option {option}.",
            question=LONGEST_QUESTION,
            option=LONGEST_OPTION,
        ),
    }
    return Markup("\n").join((t("Line {n}: <i>{line}</i>", n=found.line, line=line), sentences[found.flaw]))


def moment_flaw(found: MomentFlaw, t: Texts) -> Markup:
    """Why what was written names no moment, and how to write one."""
    sentences = {
        MomentFlaw.UNCLEAR: t("I could not read a date and a time in that."),
        MomentFlaw.NO_TIME: t("The time is missing: at what time?"),
        MomentFlaw.NO_SUCH_DAY: t("There is no such day in the calendar."),
        MomentFlaw.NO_SUCH_TIME: t("There is no such time of the day."),
    }
    return sentences[found]


def _units(text: str) -> int:
    return len(text.strip().encode("utf-16-le")) // 2
