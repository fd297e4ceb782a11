"""What a report says in chat: each figure with what it is a share or an average of."""

from fractions import Fraction

from markupsafe import Markup

from bot.screens import lines
from bot.texts import Texts
from bot.views.report_words import (
    TENTH,
    accuracy,
    change,
    cut,
    duration,
    evenness,
    need,
    percent,
    previous_name,
    rating,
    shown_jp,
    signed,
    whole_minutes,
)
from learning.report_lists import YearTable
from learning.reports import Earned, PeriodReport


def learning(found: PeriodReport, t: Texts) -> Markup:
    """How many learned, for how long, and how that moved."""
    return lines(learned(found, t), time(found, t), _others(found, t), _averages(found, t))


def learned(found: PeriodReport, t: Texts) -> Markup:
    """How many of all people learned."""
    values = {"learned": t.number(found.totals.learned), "people": t.number(found.people)}
    if found.learned_share is None:
        return t("There is nobody here yet.")
    return t(
        "{learned} of {people} people learned ({percent} %)",
        percent=percent(found.learned_share, t),
        **values,
    )


def time(found: PeriodReport, t: Texts) -> Markup:
    """Hours, the JP they are, and the change since the period before."""
    said = t("{time} = {jp} JP", time=duration(found.totals.seconds, t), jp=shown_jp(found.totals.jp, t))
    if found.change is None:
        return said
    return t(
        "{time}, {change} % on {before}",
        time=said,
        change=change(found.change, t),
        before=previous_name(found.period, t),
    )


def quality(found: PeriodReport, t: Texts) -> Markup | None:
    """How much was right, and what learners think; None where nothing is known."""
    totals = found.totals
    first, reviews, stars = (
        accuracy(totals.first_try, t),
        accuracy(totals.reviews, t),
        rating(totals.rating, found.period, t),
    )
    return (
        lines(
            t("Right at the first try: {share}", share=first) if first else None,
            t("Right in reviews: {share}", share=reviews) if reviews else None,
            t("Rating: {rating}", rating=stars) if stars else None,
        )
        or None
    )


def course(found: PeriodReport, t: Texts) -> Markup | None:
    """How many began and completed the one course of a report; None where it is about all."""
    one = next((one for one in found.courses if one.course == found.course), None)
    if one is None or one.started is None or one.completed is None:
        return None
    return t.count(
        "{n} person began it, {completed} completed it",
        "{n} people began it, {completed} completed it",
        one.started,
        completed=t.number(one.completed),
    )


def standing(found: PeriodReport, target_jp: int, t: Texts) -> Markup:
    """Who keeps the pace of the year, and what the year has brought so far."""
    standings = found.standings
    year = t("{jp} JP recorded in {year} so far", jp=shown_jp(found.year_jp, t), year=found.as_of.year)
    return lines(pace(found, target_jp, t) if standings.paced else None, year)


def pace(found: PeriodReport, target_jp: int, t: Texts) -> Markup:
    """The share on pace, of the activated people who have a target."""
    standings = found.standings
    share = percent(Fraction(standings.on_pace, max(1, standings.paced)), t)
    return t.count(
        "{percent} % on pace for {target} JP ({on_pace} of {n} activated person with a target)",
        "{percent} % on pace for {target} JP ({on_pace} of {n} activated people with a target)",
        standings.paced,
        percent=share,
        target=t.number(target_jp),
        on_pace=t.number(standings.on_pace),
    )


def taking_part(found: PeriodReport, t: Texts) -> Markup | None:
    """Who had no minutes, the middle one, and how evenly it is spread; None without people."""
    spread = found.participation
    if spread.share_without is None:
        return None
    moved = None
    if found.change_without is not None:
        moved = t("{points} points", points=signed(cut(100 * found.change_without, TENTH), t))
    return lines(
        t(
            "Without minutes: {percent} % of {people} people",
            percent=percent(spread.share_without, t),
            people=t.number(spread.people),
        )
        + (Markup(", ") + moved if moved else ""),
        t.count(
            "Half of them had {n} minute or more",
            "Half of them had {n} minutes or more",
            whole_minutes(spread.median_seconds),
        )
        if spread.median_seconds
        else t("Half of them or more had none"),
        t("Spread (Gini): {gini}; 0 is even", gini=evenness(spread.gini, t))
        if spread.gini is not None
        else None,
        _unreached(found, t),
    )


def needing(found: PeriodReport, t: Texts) -> Markup | None:
    """The units that need somebody; None without any."""
    if not found.needing:
        return None
    said = [need(one, t) for one in found.needing]
    heading = t.count("One unit that needs you:", "{n} units that need you:", len(said))
    return lines(heading, *(t("– {what}", what=one) for one in said))


def year_table(table: YearTable, t: Texts) -> Markup:
    """The six indicators of a year, as agencies publish them."""
    return lines(
        t("<b>The year {year} in the ledger</b>", year=table.year),
        t("Events held: {n}", n=t.number(table.events)),
        t("Modules: {n}", n=t.number(table.modules)),
        t(
            "People who used it: {n} of {count} on the staff during the year",
            n=t.number(table.users),
            count=t.number(table.staff),
        ),
        t(
            "Completions: {n} ({unscheduled} unscheduled, {events} at events)",
            n=t.number(table.completions),
            unscheduled=t.number(table.unscheduled),
            events=t.number(table.at_events),
        ),
        t("Exam participants: {n}", n=t.number(table.exam_takers)),
        _table_jp(table, t),
    )


def _table_jp(table: YearTable, t: Texts) -> Markup:
    if table.jp_per_staff is None or table.jp_per_user is None:
        return t("JP recorded: {jp}", jp=shown_jp(table.jp, t))
    return t(
        "JP recorded: {jp}, {each} per person of the year's staff, {user} per person who used it",
        jp=shown_jp(table.jp, t),
        each=t.jp(table.jp_per_staff),
        user=t.jp(table.jp_per_user),
    )


def _others(found: PeriodReport, t: Texts) -> Markup | None:
    """What people earned here who are not among those counted; None where it is nothing."""
    if found.others == Earned():
        return None
    return t(
        "Of these {time} = {jp} JP by people who are no longer here",
        time=duration(found.others.seconds, t),
        jp=shown_jp(found.others.jp, t),
    )


def _averages(found: PeriodReport, t: Texts) -> Markup | None:
    if found.jp_per_person is None or found.jp_per_learner is None:
        return None
    people, learned = t.number(found.people), found.totals.learned
    if found.jp_per_person < 1:
        return t.count(
            "{each} minutes per person over all {people}, {learner} over the one who learned",
            "{each} minutes per person over all {people}, {learner} over the {n} who learned",
            learned,
            each=t.minutes(max(0, found.own.seconds) // found.people),
            learner=t.minutes(max(0, found.own.seconds) // learned),
            people=people,
        )
    return t.count(
        "{each} JP per person over all {people}, {learner} over the one who learned",
        "{each} JP per person over all {people}, {learner} over the {n} who learned",
        learned,
        each=t.jp(found.jp_per_person),
        learner=t.jp(found.jp_per_learner),
        people=people,
    )


def _unreached(found: PeriodReport, t: Texts) -> Markup | None:
    n, blocked = t.number(found.not_activated), t.number(found.blocked)
    if found.not_activated and found.blocked:
        return t("Not reached: {n} not activated, {blocked} blocked Sela", n=n, blocked=blocked)
    if found.not_activated:
        return t("Not reached: {n} not activated", n=n)
    return t("Not reached: {n} blocked Sela", n=blocked) if found.blocked else None
