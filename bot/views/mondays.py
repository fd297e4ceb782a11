"""The Monday message of a supervisor: the week of their team, and at most two useful things to do."""

from textwrap import shorten

from markupsafe import Markup

from bot.buttons.notes import AskNote, SwitchMondays
from bot.buttons.team import WHOLE_TEAM, ShowMember, ShowMembers, ShowTeam
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from learning.mondays import Suggestion, SuggestionKind, TeamWeek
from learning.notes import NoteKind
from learning.team import Group, Order

LABEL_LENGTH = 30


def week(shown: TeamWeek, t: Texts) -> Screen:
    """The message."""
    return Screen(
        text=paragraphs(
            t("<b>Your team last week</b>"), _figures(shown, t), *(_text(one, t) for one in shown.suggestions)
        ),
        keys=(
            *(_keys(one, t) for one in shown.suggestions),
            (
                Key(t.plain("My team"), ShowTeam(WHOLE_TEAM)),
                Key(t.plain("No Monday message"), SwitchMondays(False)),
            ),
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
        minutes=t.minutes(shown.seconds),
    )


def _text(one: Suggestion, t: Texts) -> Markup:
    if one.kind is SuggestionKind.DUE:
        assert one.due_on is not None
        first = t(
            "📚 {name} has “{title}” to finish by {day}. A word from you may help.",
            name=one.person,
            title=one.title,
            day=t.short_day(one.due_on),
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
        return (Key(t.plain("See {name}", name=name), ShowMember(one.person_id)),)
    if one.kind is SuggestionKind.ACTIVATE:
        return (Key(t.plain("Make links"), ShowMembers(WHOLE_TEAM, Group.LISTED, Order.NAME)),)
    if one.kind is SuggestionKind.CONGRATULATE:
        return (
            Key(t.plain("👏 Well done"), AskNote(one.person_id, NoteKind.PRAISE)),
            Key(t.plain("💬 Ask how it went"), AskNote(one.person_id, NoteKind.QUESTION)),
        )
    return (Key(t.plain("✉️ Write to {name}", name=name), AskNote(one.person_id, NoteKind.NOTE)),)
