"""Screens of rating a course: the question and its stars, a sentence, and what admins read without names."""

from decimal import ROUND_HALF_UP, Decimal

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.progress import ShowProgress
from bot.buttons.rating import AskSentence, Rate, ShowSentences
from bot.buttons.study import Learn
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.reports import report_key
from learning.ratings import CourseToRate, Sentences
from learning.rules.rating import FEWEST, MOST, SMALLEST_GROUP, BandTable
from learning.usecases.rating import LONGEST, Unrated

CENT = Decimal("0.01")


def question(course: CourseToRate, t: Texts) -> Markup:
    """Asks how useful the course was; it may be left out."""
    if course.stars and not course.is_open:
        return t("Your rating of “{title}”: {stars}", title=course.title, stars=_stars(course.stars))
    if course.stars:
        return t(
            "Your rating of “{title}”: {stars}. You can change it until the day ends.",
            title=course.title,
            stars=_stars(course.stars),
        )
    return t(
        "How useful was “{title}” for your work? One star is little, five is very much. "
        "You may leave it out; nobody sees your name.",
        title=course.title,
    )


def keys(course: CourseToRate, t: Texts) -> tuple[tuple[Key, ...], ...]:
    """One to five stars, and a sentence once there are some; none where the day is over."""
    if not course.is_open:
        return ()
    stars = [
        Key(f"✓ {count} ★" if count == course.stars else f"{count} ★", Rate(course.attempt_id, count))
        for count in range(FEWEST, MOST + 1)
    ]
    label = t.plain("Change the sentence") if course.sentence else t.plain("Add a sentence")
    sentence = Key(label, AskSentence(course.attempt_id)) if course.stars else None
    return (tuple(stars), *rows(sentence))


def thanks(course: CourseToRate, t: Texts) -> str:
    """A word above the chat when a star was tapped."""
    return t.plain("Thank you: {n} of {most} stars.", n=course.stars, most=MOST)


def ask_sentence(course: CourseToRate, t: Texts) -> Screen:
    """Asks for a sentence."""
    now = t("So far: <i>{sentence}</i>", sentence=course.sentence) if course.sentence else None
    return Screen(
        text=paragraphs(
            t(
                "What helped you in “{title}”, what was missing? One sentence as your next message.",
                title=course.title,
            ),
            t(
                "Admins read it without your name, and only once {n} people have rated this course. "
                "Please name nobody in it.",
                n=SMALLEST_GROUP,
            ),
            now,
        ),
        keys=rows(Key(t.plain("Rather not"), StopDialogue())),
    )


def sentence_kept(course: CourseToRate, t: Texts) -> Screen:
    """The sentence is kept."""
    return Screen(
        text=t("Thank you. Your sentence about “{title}” is kept without your name.", title=course.title),
        keys=((Key(t.plain("Learn on"), Learn(0)), Key(t.plain("My progress"), ShowProgress())),),
    )


def unrated(why: Unrated, t: Texts) -> Screen:
    """Why nothing was kept."""
    said = {
        Unrated.GONE: t("That button is out of date: this course cannot be rated here any more."),
        Unrated.LATER_DAY: t("A rating can be changed on the day it was given. Yours stays as it is."),
        Unrated.NO_WORDS: t("I can keep written words only. One sentence, please."),
        Unrated.TOO_LONG: t("That is longer than {n} characters. A shorter sentence, please.", n=LONGEST),
    }
    again = why in {Unrated.NO_WORDS, Unrated.TOO_LONG}
    key = Key(t.plain("Rather not"), StopDialogue()) if again else Key(t.plain("My progress"), ShowProgress())
    return Screen(text=said[why], keys=((key,),))


def sentences(shown: Sentences, bands: BandTable, period: str, t: Texts) -> Screen:
    """How a course was rated and what was written, without names; a period leads back to its report."""
    title = t("<b>{title}</b>", title=shown.title)
    back = rows(report_key(period, t, course=shown.course))
    if shown.is_too_small or shown.index is None:
        text = t(
            "Stars and sentences are shown once {n} people have rated it, so that nobody is known by them.",
            n=SMALLEST_GROUP,
        )
        return Screen(text=paragraphs(title, text), keys=back)
    counted = t.count("{n} rating", "{n} ratings", shown.ratings)
    return Screen(
        text=paragraphs(
            lines(title, t("{counted} · {index}", counted=counted, index=index(shown.index, bands, t))),
            lines(*(t("• {sentence}", sentence=one) for one in shown.sentences))
            or t("Nobody has written a sentence."),
            t("<i>The newest rating of each person. Without names, in no order of time.</i>"),
        ),
        keys=(
            *turning(shown.page, shown.pages, lambda to: ShowSentences(shown.course, to, period)),
            *back,
        ),
    )


def index(value: Decimal, bands: BandTable, t: Texts) -> Markup:
    """An index with two digits and its band; the band is that of the exact value."""
    shown = value.quantize(CENT, rounding=ROUND_HALF_UP)
    return t(
        "index {index} of 100, {band}", index=t.number(shown), band=bands.band_of(value).label_in(t.language)
    )


def _stars(count: int) -> str:
    return "★" * count + "☆" * (MOST - count)
