"""The screen of one person in a report: what its period brought them, and the way back to it."""

from markupsafe import Markup

from bot.buttons.reports import ShowReportPeople
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views import team_member as member_views
from bot.views.report_lists import PAGE, against_target
from bot.views.report_words import duration, period_name, shown_jp
from bot.views.reports import back
from learning.usecases.reports_in_chat import ShownPerson


def person(found: ShownPerson, t: Texts, *, actions: tuple[tuple[Key, ...], ...] = ()) -> Screen:
    """One person with the period first; of somebody no longer led nothing but what is in the report."""
    if found.profile is not None:
        is_now = found.shown.report.period.year == found.today.year
        lately = lines(_period(found, t), None if is_now else _year(found, t))
        return member_views.person(found.profile, lately, _back(found, t), t, actions=actions)
    line = found.line
    return Screen(
        text=paragraphs(
            lines(
                t("<b>{name}</b>", name=line.name),
                t("{unit} · {number}", unit=line.unit, number=f"…{line.number[-3:]}"),
                t("Is no longer here"),
            ),
            lines(_period(found, t), _year(found, t)),
        ),
        keys=rows(*_back(found, t)),
    )


def _period(found: ShownPerson, t: Texts) -> Markup:
    report = found.shown.report
    said = t(
        "{period}: {time} = {jp} JP",
        period=period_name(report.period, t),
        time=duration(found.line.seconds, t),
        jp=shown_jp(found.line.jp, t),
    )
    return lines(report.course_title, said)


def _year(found: ShownPerson, t: Texts) -> Markup:
    return t("{year}: {jp}", year=found.shown.report.as_of.year, jp=against_target(found.line, t))


def _back(found: ShownPerson, t: Texts) -> tuple[Key, ...]:
    report, page = found.shown.report, found.place // PAGE
    listed = ShowReportPeople(f"{report.period}", found.shown.unit_id, report.course or "", page)
    return (Key(t.plain("Back to the list"), listed), *back(found.shown, t))
