"""Reports in chat: a period's facts, picture and spreadsheet, drilled down to units, people and courses."""

from datetime import date

from bot.buttons.reports import (
    ChoosePeriod,
    HandBehind,
    SendReportPicture,
    SendReportWorkbook,
    ShowBehind,
    ShowNeverReached,
    ShowReport,
    ShowReportCourses,
    ShowReportPeople,
    ShowReportUnits,
    TypePeriod,
)
from bot.report_files import picture_of, workbook_of
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import report_lists as list_views
from bot.views import reports as views
from learning.notices import Dialogue
from learning.people import Role
from learning.rules.periods import Period, PeriodKind, parse, period_at
from learning.rules.written_periods import written_period
from learning.usecases import dialogues, reports_in_chat
from learning.usecases.reports_in_chat import EVERYTHING, ShownReport


async def show(turn: Turn, press: ShowReport | str) -> None:
    """The report of a period; the command shows this week, or the period written after it."""
    if isinstance(press, ShowReport):
        await _show(turn, parse(press.period), press.unit, press.course)
        return
    period = written_period(press, _today(turn)) if press else _this_week(turn)
    if period is None:
        await turn.show(views.no_period(turn.texts))
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
        await turn.show(views.no_period(turn.texts))
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
    content = await workbook_of(shown.report, turn.texts, target_jp=turn.world.policy.target_jp)
    await turn.send(views.spreadsheet(shown, content, turn.texts))


async def show_never_reached(turn: Turn, press: ShowNeverReached) -> None:
    """A page of units with people whom Sela cannot write to."""
    found = await turn.store.read(
        reports_in_chat.never_reached, turn.world, turn.actor, press.unit, now=turn.now
    )
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    period = f"{_this_week(turn)}"
    await turn.show(list_views.never_reached(found, press.unit, press.page, period, turn.texts))


async def show_behind(turn: Turn, press: ShowBehind) -> None:
    """A page of people behind pace."""
    found = await turn.store.read(reports_in_chat.behind, turn.world, turn.actor, press.unit, now=turn.now)
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    period, is_admin = f"{_this_week(turn)}", Role.ADMIN in turn.actor.roles
    await turn.show(list_views.behind(found, press.unit, press.page, period, turn.texts, is_admin=is_admin))


async def hand_behind(turn: Turn, press: HandBehind) -> None:
    """Tells the supervisors who of their people is behind pace."""
    outcome = await turn.store.write(
        reports_in_chat.hand_over, turn.world, turn.actor, press.unit, now=turn.now
    )
    if outcome is None:
        await turn.show(general_views.stale(turn.texts))
        return
    await turn.show(list_views.handed(outcome, press.unit, f"{_this_week(turn)}", turn.texts))


async def _show(turn: Turn, period: Period | None, unit_id: int, course: str) -> None:
    shown = await _found(turn, period, unit_id, course)
    if shown is not None:
        await turn.show(views.report(shown, turn.world.policy.target_jp, turn.texts))


async def _found(
    turn: Turn, period: Period | None, unit_id: int, course: str, *, with_people: bool = False
) -> ShownReport | None:
    """The report that a button names; where it is not the person's to see, they are told so."""
    shown = None
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


def _this_week(turn: Turn) -> Period:
    return period_at(PeriodKind.WEEK, turn.now, turn.world.policy.zone)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.world.policy.zone).date()
