"""Reports in chat: a period's facts, picture and spreadsheet, drilled down to units, people and courses."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.buttons.reports import (
    ChoosePeriod,
    HandBehind,
    OfReport,
    SendReportPicture,
    SendReportWorkbook,
    ShowBehind,
    ShowNeverReached,
    ShowReport,
    ShowReportCourses,
    ShowReportPeople,
    ShowReportPerson,
    ShowReportUnits,
    TypePeriod,
)
from bot.report_files import picture_of, workbook_of
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import report_lists as list_views
from bot.views import report_person as person_views
from bot.views import reports as views
from bot.views.notes import person_keys
from learning.notices import Dialogue
from learning.people import Role
from learning.rules.periods import Period, PeriodKind, parse, period_at
from learning.rules.written_periods import written_period
from learning.usecases import dialogues, reports_in_chat
from learning.usecases.reports_in_chat import EVERYTHING, ShownReport

R = TypeVar("R", bound=OfReport)


async def show(turn: Turn, press: ShowReport | str) -> None:
    """The report of a period; the command shows this week, or the period written after it."""
    if isinstance(press, ShowReport):
        await _show(turn, parse(press.period), press.unit, press.course)
        return
    period = written_period(press, _today(turn)) if press else _this_week(turn)
    if period is None:
        await turn.show(views.no_period(_today(turn), turn.texts, is_asked=False))
    else:
        await _show(turn, period, EVERYTHING, "")


async def choose_period(turn: Turn, press: ChoosePeriod) -> None:
    """The periods that are near."""
    period = parse(press.period) or _this_week(turn)
    await turn.show(views.periods(period, press.unit, press.course, _today(turn), turn.texts))


async def type_period(turn: Turn, press: TypePeriod) -> None:
    """Asks for a period in words."""
    is_theirs = await turn.store.write(
        reports_in_chat.ask_period, turn.actor, press.unit, press.course, now=turn.now
    )
    await turn.show(views.ask_period(turn.texts) if is_theirs else general_views.stale(turn.texts))


async def take_period(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written period."""
    period = written_period(turn.text, _today(turn))
    if period is None:
        await turn.show(views.no_period(_today(turn), turn.texts, is_asked=True))
        return
    await turn.store.write(dialogues.end, turn.person)
    await _show(turn, period, int(dialogue.payload["unit"]), str(dialogue.payload["course"]))


async def show_units(turn: Turn, press: ShowReportUnits) -> None:
    """A page of the units below."""
    shown = await _found(turn, parse(press.period), press.unit, press.course)
    if shown is not None:
        await turn.show(list_views.units(shown, press.page, turn.texts))


async def show_people(turn: Turn, press: ShowReportPeople) -> None:
    """A page of people."""
    shown = await _found(turn, parse(press.period), press.unit, press.course, with_people=True)
    if shown is not None:
        await turn.show(list_views.people(shown, press.page, turn.person.id, turn.texts))


async def show_person(turn: Turn, press: ShowReportPerson) -> None:
    """One person with what the period brought them."""
    period = parse(press.period) or _this_week(turn)
    found = await turn.store.read(
        reports_in_chat.person_in,
        turn.world,
        turn.actor,
        period,
        press.unit,
        press.course,
        press.person,
        now=turn.now,
    )
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    member = found.profile and found.profile.member
    actions = person_keys(press.person, turn.texts) if member and member.figures.active_since else ()
    await turn.show(person_views.person(found, turn.texts, actions=actions))


async def show_courses(turn: Turn, press: ShowReportCourses) -> None:
    """A page of courses."""
    shown = await _found(turn, parse(press.period), press.unit, "")
    if shown is not None:
        await turn.show(list_views.courses(shown, press.page, turn.texts))


async def send_picture(turn: Turn, press: SendReportPicture) -> None:
    """The picture of a report."""
    shown = await _found(turn, parse(press.period), press.unit, press.course)
    if shown is None:
        return
    await turn.acknowledge()
    content = await picture_of(shown.report, turn.texts)
    await turn.send(views.picture(shown, content, turn.texts))


async def send_workbook(turn: Turn, press: SendReportWorkbook) -> None:
    """The spreadsheet of a report; that it was taken is in the log first."""
    period = parse(press.period)
    is_theirs = period is not None and await turn.store.write(
        reports_in_chat.taken_out, turn.world, turn.actor, period, press.unit, press.course, now=turn.now
    )
    if not is_theirs:
        await turn.show(general_views.stale(turn.texts))
        return
    await turn.acknowledge()
    shown = await _found(turn, period, press.unit, press.course, with_people=True)
    if shown is None:
        return
    target_jp, table = turn.world.policy.target_jp, shown.year_table
    content = await workbook_of(shown.report, turn.texts, target_jp=target_jp, table=table)
    await turn.send(views.spreadsheet(shown, content, turn.texts))


async def show_never_reached(turn: Turn, press: ShowNeverReached) -> None:
    """A page of units with people whom Sela cannot write to."""
    found = await turn.store.read(
        reports_in_chat.never_reached, turn.world, turn.actor, press.unit, now=turn.now
    )
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    await turn.show(list_views.never_reached(found, _checked(turn, press), turn.texts))


async def show_behind(turn: Turn, press: ShowBehind) -> None:
    """A page of people behind pace."""
    period = parse(press.period) or _this_week(turn)
    found = await turn.store.read(
        reports_in_chat.behind, turn.world, turn.actor, press.unit, period, now=turn.now
    )
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    can_hand_over = Role.ADMIN in turn.actor.roles and period.holds(_today(turn))
    shown = list_views.behind(
        found, replace(press, period=f"{period}"), turn.texts, can_hand_over=can_hand_over
    )
    await turn.show(shown)


async def hand_behind(turn: Turn, press: HandBehind) -> None:
    """Tells the supervisors who of their people is behind pace."""
    outcome = await turn.store.write(
        reports_in_chat.hand_over, turn.world, turn.actor, press.unit, now=turn.now
    )
    if outcome is None:
        await turn.show(general_views.stale(turn.texts))
        return
    await turn.show(list_views.handed(outcome, _checked(turn, press), turn.texts))


async def _show(turn: Turn, period: Period | None, unit_id: int, course: str) -> None:
    shown = await _found(turn, period, unit_id, course)
    if shown is not None:
        await turn.show(views.report(shown, turn.world.policy.target_jp, turn.texts))


async def _found(
    turn: Turn, period: Period | None, unit_id: int, course: str, *, with_people: bool = False
) -> ShownReport | None:
    """The report that a button names; where it is not the person's to see, they are told so."""
    shown = None
    if period is not None and period.starts_on > _today(turn):
        await turn.show(views.not_begun(period, unit_id, course, _today(turn), turn.texts))
        return None
    if period is not None:
        shown = await turn.store.read(
            reports_in_chat.shown,
            turn.world,
            turn.actor,
            period,
            unit_id,
            course,
            with_people=with_people,
            now=turn.now,
        )
    if shown is None:
        await turn.show(general_views.stale(turn.texts))
    return shown


def _checked(turn: Turn, press: R) -> R:
    """A button that names a period to go back to, which is this week where it names none."""
    return replace(press, period=f"{parse(press.period) or _this_week(turn)}")


def _this_week(turn: Turn) -> Period:
    return period_at(PeriodKind.WEEK, turn.now, turn.world.policy.zone)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.world.policy.zone).date()
