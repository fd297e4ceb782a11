"""The card with which a lesson or some reviews arrive in a break."""

from markupsafe import Markup

from bot.buttons.knowledge import OpenItem
from bot.buttons.study import OpenNudge, PutOffNudge
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from learning.people import Person
from learning.rules.planning import ItemKind, Why
from learning.usecases.deliver import Delivery
from learning.usecases.put_off import LaterOutcome, PutOff


def nudge_card(delivery: Delivery, t: Texts) -> Screen:
    """What arrives: the title, how long it takes, why it came and how to put it off."""
    nudge = delivery.nudge
    minutes = max(1, round(nudge.seconds / 60))
    if nudge.kind is ItemKind.LESSON:
        title = t("<b>{title}</b>", title=delivery.title)
        place = t(
            "{number}/{count} · ±{minutes} min · {course}",
            number=delivery.lesson_number,
            count=delivery.lesson_count,
            minutes=minutes,
            course=delivery.course_title,
        )
    else:
        title = t("<b>Do you still know?</b>")
        place = t.count(
            "{n} question · ±{minutes} min",
            "{n} questions · ±{minutes} min",
            len(nudge.question_keys),
            minutes=minutes,
        )
    onward = t.plain("Go on") if delivery.begun else t.plain("Open")
    unverified = nudge.kind is ItemKind.LESSON and not delivery.verified
    return Screen(
        text=paragraphs(
            lines(title, place, unverified_note(t) if unverified else None),
            t("<i>{why}</i>", why=_why(delivery, t)),
            t("Goes with it: {title}", title=delivery.tip.title) if delivery.tip else None,
        ),
        keys=(
            (Key(onward, OpenNudge(nudge.id)),),
            (
                *(() if nudge.is_return else (Key(t.plain("Later"), PutOffNudge(nudge.id, later=True)),)),
                Key(t.plain("Not today"), PutOffNudge(nudge.id, later=False)),
            ),
            *rows(_tip_key(delivery, t)),
        ),
    )


def _tip_key(delivery: Delivery, t: Texts) -> Key | None:
    if delivery.tip is None:
        return None
    return Key(t.plain("Read what goes with it"), OpenItem(delivery.tip.item_id, 0))


def unverified_note(t: Texts) -> Markup:
    """The mark of a lesson that a specialist must still confirm."""
    return t("<i>Example, not verified yet</i>")


def replaced(t: Texts) -> Screen:
    """What is left of a card that stayed unanswered and is too old to be taken away."""
    return Screen(text=t("<i>This card has given way to a newer one.</i>"))


def put_off(outcome: PutOff, person: Person, t: Texts) -> Screen:
    """The answer to "later" and "not today"."""
    if outcome.outcome is LaterOutcome.LATER and outcome.returns_at is not None:
        text = t("All right. It comes back once: {moment}.", moment=t.moment(outcome.returns_at, person.zone))
    elif outcome.outcome is LaterOutcome.LATER:
        text = t("Fine, later. It comes back once, when you are back.")
    elif outcome.outcome is LaterOutcome.SKIPPED:
        text = t("All right, not today. There is more in your next break; /learn works at any time.")
    else:
        text = t("This card has been settled already. /learn shows what is next.")
    return Screen(text=text)


def _why(delivery: Delivery, t: Texts) -> Markup:
    nudge = delivery.nudge
    if nudge.slowed and not delivery.told_slowing:
        return t(
            "The last cards stayed unopened, so I now come only once a week, until you open one. "
            "/pause keeps me quiet altogether."
        )
    if nudge.slowed:
        return t("Your one card this week. /pause stops it, /breaks changes the time.")
    if nudge.is_return:
        return t("You asked to see this later. /pause stops it, /breaks changes the time.")
    reasons = {
        Why.ASSIGNED: t(
            "Because this course was assigned to you. /pause stops it, /breaks changes the time."
        ),
        Why.UNIT_OR_ROLE: t(
            "Because this course is for your unit. /pause stops it, /breaks changes the time."
        ),
        Why.CHOSEN: t("Because you chose this course. /pause stops it, /breaks changes the time."),
        Why.EVERYONE: t("Because it is your break. /pause stops it, /breaks changes the time."),
        Why.REVIEW: t("Because it is time to remember. /pause stops it, /breaks changes the time."),
    }
    return reasons[nudge.why]
