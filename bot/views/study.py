"""Screens of a lesson: its cards, its questions, the verdicts and the end."""

from markupsafe import Markup

from bot.buttons.courses import ShowCourses
from bot.buttons.progress import ShowProgress
from bot.buttons.study import AskMistake, Draft, Give, GoOn, Learn, OpenCard, TellMistake
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.answers import answer_keys, answer_text, given_text, right_text
from bot.views.assigning import learned
from bot.views.nudges import unverified_note
from bot.views.rating import keys as rating_keys
from bot.views.rating import question
from content.markup import telegram_html
from content.models import Case
from learning.rules.grading import Verdict, scene_after
from learning.rules.planning import ItemKind
from learning.rules.targets import Standing, TargetKind
from learning.usecases.progress import Summary
from learning.usecases.steps import AnswerGraded, CardShown, Completed, Gone, NothingDue, QuestionShown, Step

MISTAKE_REASONS = ("fact", "answer", "language", "old")


def step(outcome: Step, t: Texts) -> Screen:
    """The screen of whatever came out of a step."""
    match outcome:
        case CardShown():
            return _card(outcome, t)
        case QuestionShown():
            return _question(outcome, t)
        case AnswerGraded():
            return _graded(outcome, t)
        case Completed():
            return Screen(text=_completed(outcome, t), keys=_after(outcome, t))
        case NothingDue():
            return _nothing(outcome, t)
        case Gone():
            return gone(t)


def gone(t: Texts) -> Screen:
    """A button whose lesson is not there any more."""
    return Screen(
        text=t("That button is out of date. Here is a fresh start:"),
        keys=rows(Key(t.plain("Learn now"), Learn(0)), Key(t.plain("Courses"), ShowCourses()), width=2),
    )


def how_many_minutes(t: Texts) -> Screen:
    """Asks how much time there is."""
    keys = [Key(t.plain("{n} min", n=minutes), Learn(minutes)) for minutes in (3, 5, 10, 15)]
    return Screen(text=t("How many minutes do you have?"), keys=(tuple(keys),))


def mistake_question(attempt: int, question: int, t: Texts) -> Screen:
    """Asks what is wrong."""
    labels = {
        "fact": t.plain("A fact is wrong"),
        "answer": t.plain("The answer is wrong"),
        "language": t.plain("Hard to understand"),
        "old": t.plain("Out of date"),
    }
    keys = [Key(labels[reason], TellMistake(attempt, question, reason)) for reason in MISTAKE_REASONS]
    return Screen(
        text=t("What is wrong here? Your report goes to the owner of this lesson."),
        keys=(*rows(*keys, width=2), (Key(t.plain("Back"), GoOn(attempt)),)),
    )


def mistake_told(attempt: int, t: Texts) -> Screen:
    """Thanks for a report."""
    return Screen(
        text=t("Thank you. The owner of this lesson will look at it."),
        keys=((Key(t.plain("Go on"), GoOn(attempt)),),),
    )


def standing(summary: Summary, t: Texts) -> Markup:
    """JP against the target, pace and streak in one line."""
    recorded, target = t.jp(summary.recorded), t.jp(summary.target.jp)
    if summary.target.kind is TargetKind.CEILING:
        jp = t("{jp} JP recorded (at most {target})", jp=recorded, target=target)
    else:
        jp = t("{jp} of {target} JP", jp=recorded, target=target)
    parts = [jp, pace_word(summary.pace.standing, t)]
    if summary.streak_days:
        parts.append(t.count("streak {n} day", "streak {n} days", summary.streak_days))
    return Markup(" · ").join(parts)


def pace_word(where: Standing, t: Texts) -> Markup:
    """On pace, behind, met, in a word."""
    words = {
        Standing.MET: t("target met"),
        Standing.ON_PACE: t("on pace"),
        Standing.BEHIND: t("behind pace"),
        Standing.AT_CEILING: t("ceiling reached"),
        Standing.BELOW_CEILING: t("below the ceiling"),
    }
    return words[where]


def _card(shown: CardShown, t: Texts) -> Screen:
    lesson = shown.lesson
    head = lines(
        t("<b>{title}</b>", title=lesson.title),
        _place(shown, t),
        None if lesson.verified_by else unverified_note(t),
        _capped_note(shown.still_counts, t),
    )
    is_last = shown.number == shown.count
    foot = t("<i>Source: {source}</i>", source=lesson.source) if is_last and lesson.source else None
    if not is_last:
        onward = Key(t.plain("Next"), OpenCard(shown.attempt_id, shown.number + 1))
    elif lesson.questions:
        onward = Key(t.plain("To the questions"), OpenCard(shown.attempt_id, shown.number + 1))
    else:
        onward = Key(t.plain("Finish"), OpenCard(shown.attempt_id, shown.number + 1))
    back = Key(t.plain("Back"), OpenCard(shown.attempt_id, shown.number - 1)) if shown.number > 1 else None
    return Screen(
        text=paragraphs(head, telegram_html(shown.markdown), foot),
        keys=(
            *rows(back, onward, width=2),
            (Key(t.plain("Report a mistake"), AskMistake(shown.attempt_id, 0)),),
        ),
        files=(File(name=lesson.picture, content=shown.picture, is_picture=True),) if shown.picture else (),
    )


def _place(shown: CardShown, t: Texts) -> Markup:
    minutes = t("±{minutes} min", minutes=shown.lesson.minutes)
    if shown.count == 1:
        return minutes
    return t("Page {number}/{count} · {minutes}", number=shown.number, count=shown.count, minutes=minutes)


def _capped_note(still_counts: int | None, t: Texts) -> Markup | None:
    """Says before the start that today credits only a part of this, or nothing."""
    if still_counts is None:
        return None
    if still_counts:
        minutes = t.minutes(still_counts)
        return t("<i>Today's limit is near: {minutes} min of this still count.</i>", minutes=minutes)
    return t(
        "<i>You have reached today's limit of credited minutes. You can learn on; it adds no JP today.</i>"
    )


def _question(shown: QuestionShown, t: Texts) -> Screen:
    head = t("Question {number}/{count}", number=shown.index + 1, count=shown.count)
    if shown.kind is ItemKind.REVIEW:
        head = t("{head} · from “{title}”", head=head, title=shown.lesson.title)
    again = None
    if shown.kind is ItemKind.LESSON:
        again = Key(t.plain("Read again"), OpenCard(shown.attempt_id, 1))
    return Screen(
        text=paragraphs(
            t("<i>{head}</i>", head=head),
            _capped_note(shown.still_counts, t),
            t("<b>{prompt}</b>", prompt=telegram_html(shown.question.prompt)),
            answer_text(shown.question, shown.given, seed(shown.attempt_id, shown.index), t),
        ),
        keys=(
            *answer_keys(
                shown.question,
                shown.given,
                seed(shown.attempt_id, shown.index),
                t,
                give=lambda given: Give(shown.attempt_id, shown.index, given),
                draft=lambda given: Draft(shown.attempt_id, shown.index, given),
            ),
            *rows(
                again,
                Key(t.plain("Report a mistake"), AskMistake(shown.attempt_id, shown.index + 1)),
                width=2,
            ),
        ),
    )


def seed(attempt: int, index: int) -> str:
    """What fixes the order in which the parts of a question are shown."""
    return f"{attempt}.{index}"


def _graded(graded: AnswerGraded, t: Texts) -> Screen:
    is_right = graded.verdict is Verdict.RIGHT
    verdict = t("✅ <b>Right.</b>") if is_right else t("❌ <b>Not quite.</b>")
    question = graded.question
    ending = None
    if isinstance(question, Case):
        ending = telegram_html(scene_after(question, graded.given).text)
    keys: tuple[tuple[Key, ...], ...]
    if graded.completed is not None:
        keys = _after(graded.completed, t)
    else:
        keys = ((Key(t.plain("Next"), GoOn(graded.attempt_id)),),)
    report = (Key(t.plain("Report a mistake"), AskMistake(graded.attempt_id, graded.index + 1)),)
    return Screen(
        text=paragraphs(
            t("<b>{prompt}</b>", prompt=telegram_html(question.prompt)),
            ending,
            lines(
                verdict,
                None if is_right else t("Your answer: {given}", given=given_text(question, graded.given, t)),
                None if is_right else right_text(question, t),
            ),
            telegram_html(question.explanation),
            None if is_right else t("<i>This question comes back in a few days, until you know it.</i>"),
            _completed(graded.completed, t) if graded.completed else None,
        ),
        keys=(*keys, report),
    )


def _completed(completed: Completed, t: Texts) -> Markup:
    credit = completed.credit
    minutes = t.minutes(credit.seconds)
    if credit.repeated:
        earned = t("<b>+0 min</b> (counted already this year: well repeated!)")
    elif credit.capped and credit.seconds == 0:
        earned = t("<b>+0 min</b> (today's limit was reached before)")
    elif credit.capped:
        earned = t("<b>+{minutes} min</b> (today's limit is reached)", minutes=minutes)
    else:
        earned = t("<b>+{minutes} min</b>", minutes=minutes)
    score = None
    if completed.answered:
        score = t("{right} of {answered} right", right=completed.right, answered=completed.answered)
    flagged = None
    if credit.flagged:
        flagged = t("<i>That was quicker than most people read, so somebody may take a look at it.</i>")
    line = Markup(" · ").join(part for part in (earned, score) if part)
    finished = learned(completed.finished, t) if completed.finished else None
    asked = question(completed.rating, t) if completed.rating else None
    return paragraphs(lines(line, standing(completed.summary, t), flagged, finished), asked)


def _after(completed: Completed, t: Texts) -> tuple[tuple[Key, ...], ...]:
    one_more = None
    if completed.offer is not None:
        minutes = max(1, round(completed.offer.seconds / 60))
        if completed.offer.kind is ItemKind.REVIEW:
            label = t.plain("One more: review (±{minutes} min)", minutes=minutes)
        else:
            label = t.plain(
                "One more: {title} (±{minutes} min)", title=completed.offer_title, minutes=minutes
            )
        one_more = Key(label, Learn(completed.minutes_left))
    stars = rating_keys(completed.rating, t) if completed.rating else ()
    return (*rows(one_more), *stars, (Key(t.plain("My progress"), ShowProgress()),))


def _nothing(nothing: NothingDue, t: Texts) -> Screen:
    if nothing.minutes and nothing.shortest_minutes:
        text = t(
            "Nothing fits into {minutes} min. The shortest lesson takes {shortest} min.",
            minutes=nothing.minutes,
            shortest=nothing.shortest_minutes,
        )
        return Screen(
            text=text,
            keys=((Key(t.plain("{n} min", n=nothing.shortest_minutes), Learn(nothing.shortest_minutes)),),),
        )
    return Screen(
        text=t(
            "You have done everything there is for now. Questions to remember come back when they are due."
        ),
        keys=((Key(t.plain("Courses"), ShowCourses()), Key(t.plain("My progress"), ShowProgress())),),
    )
