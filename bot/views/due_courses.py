"""The list of courses that the people of a team have until a date."""

from markupsafe import Markup

from bot.buttons.team import ShowMember, ShowMembers
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.team import back_to_team, group_names
from learning.assignments import AssignedProgress
from learning.team import DuePage, Group, Order


def due(shown: DuePage, unit_id: int, t: Texts) -> Screen:
    """A page of the courses, longest overdue first; each leads to the person."""
    numbered = list(enumerate(shown.courses, shown.first))
    people = [
        Key(
            t.number(number),
            ShowMember(one.assignment.person_id, unit_id, Group.DUE, Order.NAME, shown.page),
        )
        for number, one in numbered
    ]
    return Screen(
        text=paragraphs(
            lines(t("<b>{list}</b>", list=group_names(t)[Group.DUE]), shown.unit, _count(shown, t)),
            *(_course(number, one, shown, t) for number, one in numbered),
            t("Nobody at the moment.") if not numbered else None,
        ),
        keys=(
            *rows(*people, width=4),
            *turning(
                shown.page,
                shown.pages,
                lambda page: ShowMembers(unit_id, Group.DUE, Order.NAME, page),
            ),
            (back_to_team(unit_id, t),),
        ),
    )


def _count(shown: DuePage, t: Texts) -> Markup:
    said = t.count("{n} assignment", "{n} assignments", shown.count)
    if shown.late:
        said = t("{assignments}, {n} of them overdue", assignments=said, n=t.number(shown.late))
    if shown.pages == 1:
        return said
    return t("{assignments}, page {n} of {count}", assignments=said, n=shown.page + 1, count=shown.pages)


def _course(number: int, one: AssignedProgress, shown: DuePage, t: Texts) -> Markup:
    assignment = one.assignment
    assert assignment.due_on is not None
    is_late = assignment.due_on < shown.today
    day = t.short_day(assignment.due_on)
    return lines(
        t(
            "{mark} {number}. <b>{name}</b>: {title}",
            mark="⚠️" if is_late else "📚",
            number=number,
            name=assignment.person,
            title=one.title,
        ),
        Markup(" · ").join(
            (
                t("was due {day}", day=day) if is_late else t("due {day}", day=day),
                t("{done} of {count} lessons", done=one.done, count=one.count),
                t.count("reminded once", "reminded {n} times", assignment.reminders)
                if assignment.reminders
                else t("not reminded yet"),
            )
        ),
    )
