"""The screen of one's own progress."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from markupsafe import Markup

from bot.buttons.courses import ShowCourses
from bot.buttons.progress import SendHistory
from bot.buttons.study import Learn
from bot.screens import File, Key, Screen, lines, paragraphs
from bot.texts import Texts
from bot.views.credit_kinds import kind_words
from bot.views.study import pace_word
from learning.rules.targets import Standing, TargetKind
from learning.usecases.progress import Progress

STRONG_SHARE = 0.8
TYPICAL_LESSON_MINUTES = 4
MOST_REJECTED = 3


def progress(shown: Progress, picture: bytes | None, t: Texts) -> Screen:
    """JP against the target, the pace line, the week, the streak and strengths."""
    summary = shown.summary
    files = (File(name="sela.png", content=picture, is_picture=True),) if picture else ()
    streak = t.count("Streak: {n} working day", "Streak: {n} working days", summary.streak_days)
    return Screen(
        text=paragraphs(
            lines(t("<b>Your {year}</b>", year=shown.today.year), _recorded(shown, t), *_replied(shown, t)),
            _pace(shown, t),
            lines(
                t("This week: {minutes} min", minutes=t.number(summary.week_seconds // 60)),
                streak,
                t("Lessons done: {n}", n=t.number(shown.lessons_done)),
            ),
            _strengths(shown, t),
            t("<i>JP are recorded here; they count officially once the personnel system confirms them.</i>"),
        ),
        keys=(
            (Key(t.plain("Learn now"), Learn(0)),),
            (Key(t.plain("My history"), SendHistory()), Key(t.plain("Courses"), ShowCourses())),
        ),
        files=files,
    )


def _recorded(shown: Progress, t: Texts) -> Markup:
    summary = shown.summary
    values = {"jp": t.jp(summary.recorded), "target": t.jp(summary.target.jp)}
    if summary.target.kind is TargetKind.CEILING:
        return t("JP recorded: <b>{jp}</b>, at most {target}", **values)
    return t("JP recorded: <b>{jp}</b> of {target}", **values)


def _replied(shown: Progress, t: Texts) -> list[Markup]:
    """What the personnel system has said of the recorded JP, where it has said anything."""
    replied = shown.replied
    if replied is None:
        return []
    said = [t("Acknowledged by the personnel system: <b>{jp}</b> JP", jp=t.jp(replied.acknowledged))]
    for one in replied.rejected[:MOST_REJECTED]:
        title = one.entry.title or kind_words(t)[one.entry.kind]
        on = t.short_date(one.entry.local_on)
        said.append(t("Rejected: {title} ({on}), because {reason}", title=title, on=on, reason=one.reason))
    more = len(replied.rejected) - MOST_REJECTED
    if more > 0:
        said.append(
            t.count(
                "{n} more entry was rejected; see your history.",
                "{n} more entries were rejected; see your history.",
                more,
            )
        )
    return said


def _pace(shown: Progress, t: Texts) -> Markup:
    summary = shown.summary
    if shown.reachable is not None:
        return _within_reach(summary.recorded, shown.reachable, t)
    word = pace_word(summary.pace.standing, t)
    if summary.pace.standing is Standing.BEHIND and summary.pace.weekly_minutes_to_close:
        minutes = summary.pace.weekly_minutes_to_close
        lessons = ceil(minutes / TYPICAL_LESSON_MINUTES)
        closing = t.count("one short lesson a week", "{n} short lessons a week", lessons)
        return t(
            "At this pace {projected} JP by 31 December ({word}). "
            "This closes the gap: {closing} (±{minutes} min).",
            projected=t.jp(summary.pace.projected),
            word=word,
            closing=closing,
            minutes=t.number(minutes),
        )
    if summary.target.kind is TargetKind.CEILING or summary.pace.standing is Standing.MET:
        return t(
            "At this pace {projected} JP by 31 December: {word}.",
            projected=t.jp(summary.pace.projected),
            word=word,
        )
    return t(
        "At this pace {projected} JP by 31 December: {word}. Keep it up.",
        projected=t.jp(summary.pace.projected),
        word=word,
    )


def _within_reach(recorded: Fraction, reachable: Fraction, t: Texts) -> Markup:
    """What is realistic where closing the gap would ask too much, without a reproach."""
    if reachable == recorded:
        return t("Every lesson until 31 December still counts.")
    return t(
        "With one short lesson on each working day you reach <b>{jp} JP</b> by 31 December. "
        "Every one of them counts.",
        jp=t.jp(reachable),
    )


def _strengths(shown: Progress, t: Texts) -> Markup | None:
    if not shown.strengths:
        return None
    return lines(t("Strengths (questions you know now):"), *strength_lines(shown.strengths, t))


def strength_lines(strengths: Mapping[str, tuple[int, int]], t: Texts) -> list[Markup]:
    """Each competency with how many of its questions are known, the strongest first."""
    ranked = sorted(strengths.items(), key=lambda entry: -entry[1][0] / entry[1][1])
    return [
        t(
            "{mark} {name}: {right} of {count}",
            mark="◆" if right / count >= STRONG_SHARE else "◇",
            name=name,
            right=right,
            count=count,
        )
        for name, (right, count) in ranked
    ]
