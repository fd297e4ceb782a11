"""The Monday message: the week of a team with at most two useful things to do, or of the organisation."""

from textwrap import shorten

from markupsafe import Markup

from bot.buttons.notes import AskNote, EndMondays, SwitchMondays
from bot.buttons.reports import ShowReport
from bot.buttons.team import WHOLE_TEAM, ShowMember, ShowMembers, ShowTeam
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views import report_facts as facts
from bot.views.report_words import whole_minutes
from bot.views.reports import headline
from learning.mondays import Suggestion, SuggestionKind, TeamWeek
from learning.notes import NoteKind
from learning.reports import PeriodReport, UnitNeed
from learning.team import Group, Order

LABEL_LENGTH = 30


def week(shown: TeamWeek, t: Texts, report: PeriodReport | None = None) -> Screen:
    """The message, with the figures of the report where there is one."""
    if shown.is_admin:
        return _of_everything(shown, report, t)
    return Screen(
        text=paragraphs(
            t("<b>Your team last week</b>"),
            _figures(shown, t) if report is None or not report.totals.learned else _facts(shown, report, t),
            *(_text(one, t) for one in shown.suggestions),
        ),
        keys=(
            *(_keys(one, t) for one in shown.suggestions),
            *rows(Key(t.plain("My team"), ShowTeam(WHOLE_TEAM)), _to_report(report, t), width=2),
            (Key(t.plain("No Monday message"), EndMondays()),),
        ),
    )


def switched(on: bool, t: Texts) -> Screen:
    """After the message was switched."""
    if on:
        return Screen(
            text=t("Every Monday at 08:00 you get the week of your team."),
            keys=rows(Key(t.plain("No Monday message"), SwitchMondays(False))),
        )
    return Screen(
        text=t(
            "No message comes on Mondays any more. You can have it again at any time, here or in /breaks."
        ),
        keys=rows(Key(t.plain("Monday message again"), SwitchMondays(True))),
    )


def _of_everything(shown: TeamWeek, report: PeriodReport | None, t: Texts) -> Screen:
    """The week of the organisation, and below it what would help the own team of an admin who leads one."""
    figures = t("The figures of last week are in /report.") if report is None else None
    needing = report.needing if report else ()
    return Screen(
        text=paragraphs(
            headline(report, t) if report else None,
            _facts(shown, report, t) if report else figures,
            facts.needing(report, t) if report else None,
            t("<b>Your team</b>") if shown.suggestions else None,
            *(_text(one, t) for one in shown.suggestions),
        ),
        keys=(
            *rows(*(_to_unit(one, report, t) for one in needing if report)),
            *(_keys(one, t) for one in shown.suggestions),
            *rows(_to_report(report, t), Key(t.plain("No Monday message"), EndMondays()), width=2),
        ),
    )


def _facts(shown: TeamWeek, report: PeriodReport, t: Texts) -> Markup:
    """The figures in short; hours never stand without how much was right."""
    return lines(
        facts.learned(report, t),
        facts.time(report, t),
        facts.pace(report, shown.target_jp, t) if report.standings.paced else None,
        facts.quality(report, t),
    )


def _to_report(report: PeriodReport | None, t: Texts) -> Key | None:
    return Key(t.plain("The report"), ShowReport(f"{report.period}")) if report else None


def _to_unit(one: UnitNeed, report: PeriodReport, t: Texts) -> Key:
    name = shorten(one.line.name, LABEL_LENGTH, placeholder=" …")
    return Key(t.plain("See {name}", name=name), ShowReport(f"{report.period}", one.line.unit_id))


def _figures(shown: TeamWeek, t: Texts) -> Markup:
    if not shown.learned:
        return t.count(
            "It was a quiet week: the one person of your team had no time to learn.",
            "It was a quiet week: nobody of the {n} people found time to learn.",
            shown.people,
        )
    return t(
        "{learned} of {people} people learned, {minutes} minutes together.",
        learned=t.number(shown.learned),
        people=t.number(shown.people),
        minutes=t.number(whole_minutes(shown.seconds)),
    )


def _text(one: Suggestion, t: Texts) -> Markup:
    if one.kind is SuggestionKind.DUE:
        assert one.due_on is not None
        course = {"name": one.person, "title": one.title, "day": t.short_day(one.due_on)}
        first = (
            t("📚 {name} has not finished “{title}”, which was due on {day}. A word may help.", **course)
            if one.is_late
            else t("📚 {name} has “{title}” to finish by {day}. A word from you may help.", **course)
        )
        others = t.count(
            "{n} more person has a date like that.", "{n} more people have a date like that.", one.people - 1
        )
        return t("{first} {others}", first=first, others=others) if one.people > 1 else first
    if one.kind is SuggestionKind.ACTIVATE:
        return t.count(
            "🔑 One person has not joined yet: a fresh link makes it easy.",
            "🔑 {n} people have not joined yet: fresh links make it easy.",
            one.people,
        )
    if one.kind is SuggestionKind.CONGRATULATE:
        return t("🎉 {name} finished “{title}” last week.", name=one.person, title=one.title)
    return t("🌱 {name} has had no time to learn for a while. A friendly word may help.", name=one.person)


def _keys(one: Suggestion, t: Texts) -> tuple[Key, ...]:
    name = shorten(one.person, LABEL_LENGTH, placeholder=" …")
    if one.kind is SuggestionKind.DUE:
        see = Key(t.plain("See {name}", name=name), ShowMember(one.person_id))
        everyone = Key(t.plain("All courses with a date"), ShowMembers(WHOLE_TEAM, Group.DUE, Order.NAME))
        return (see, everyone) if one.people > 1 else (see,)
    if one.kind is SuggestionKind.ACTIVATE:
        return (Key(t.plain("Make links"), ShowMembers(WHOLE_TEAM, Group.LISTED, Order.NAME)),)
    if one.kind is SuggestionKind.CONGRATULATE:
        return (
            Key(t.plain("👏 Well done"), AskNote(one.person_id, NoteKind.PRAISE)),
            Key(t.plain("💬 Ask how it went"), AskNote(one.person_id, NoteKind.QUESTION)),
        )
    return (Key(t.plain("✉️ Write to {name}", name=name), AskNote(one.person_id, NoteKind.NOTE)),)
