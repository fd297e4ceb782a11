"""For whom, when and for how long a broadcast is, chosen in chat."""

from bot.buttons.broadcast_draft import (
    DropGroup,
    DropUrgency,
    KeepFor,
    ShowAudience,
    ShowDue,
    ShowGroups,
    ShowKeeps,
    ShowTimes,
    TakeDue,
    TakeMoment,
    TakeTiming,
    TickEveryone,
    TickNotDone,
    TickRole,
    TickUnit,
    UseGroup,
)
from bot.callbacks import clock_from, date_from
from bot.handlers.broadcast_draft import show_changed
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_audience as audience_views
from bot.views import broadcast_times as views
from learning.broadcasts import Broadcast, Timing
from learning.rules.leaving import MORE_FROM_SUPERVISORS
from learning.usecases import audience_groups, broadcast_words, dialogues, drafting
from learning.usecases.broadcast_words import Wording
from learning.usecases.drafting import Flaw


async def show_audience(turn: Turn, press: ShowAudience) -> None:
    """For whom it is, with the units to tick."""
    await turn.store.write(dialogues.end, turn.person)
    found = await _draft(turn, press.broadcast)
    if found is not None:
        units = await turn.store.read(drafting.units, turn.actor)
        await turn.show(audience_views.audience(found, units, press.page, turn.texts))


async def tick_unit(turn: Turn, press: TickUnit) -> None:
    """Ticks a unit on or off."""
    outcome = await turn.store.write(drafting.select, turn.actor, press.broadcast, unit_id=press.unit)
    await _show_ticked(turn, outcome, press.page)


async def tick_role(turn: Turn, press: TickRole) -> None:
    """Ticks a role on or off."""
    outcome = await turn.store.write(drafting.select, turn.actor, press.broadcast, role=press.role)
    await _show_ticked(turn, outcome, press.page)


async def tick_not_done(turn: Turn, press: TickNotDone) -> None:
    """Only those who have not done it, or all."""
    outcome = await turn.store.write(drafting.select, turn.actor, press.broadcast, not_done=True)
    await _show_ticked(turn, outcome, press.page)


async def tick_everyone(turn: Turn, press: TickEveryone) -> None:
    """Everybody one leads, without any tick."""
    outcome = await turn.store.write(drafting.select, turn.actor, press.broadcast, everyone=True)
    await _show_ticked(turn, outcome, 0)


async def show_groups(turn: Turn, press: ShowGroups) -> None:
    """The selections one saved; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    found = await _draft(turn, press.broadcast)
    if found is not None:
        saved = await turn.store.read(audience_groups.own, turn.actor)
        await turn.show(audience_views.groups(found, saved, turn.texts))


async def use_group(turn: Turn, press: UseGroup) -> None:
    """Takes a saved selection."""
    outcome = await turn.store.write(audience_groups.take, turn.actor, press.broadcast, press.group)
    await _show_ticked(turn, outcome, 0)


async def drop_group(turn: Turn, press: DropGroup) -> None:
    """Deletes a saved selection, after asking once."""
    found = await _draft(turn, press.broadcast)
    if found is None:
        return
    saved = await turn.store.read(audience_groups.own, turn.actor)
    group = next((one for one in saved if one.id == press.group), None)
    if group is not None and not press.sure:
        await turn.show(audience_views.drop_group_question(found, group, turn.texts))
        return
    await turn.store.write(audience_groups.drop, turn.actor, press.group, now=turn.now)
    await show_groups(turn, ShowGroups(found.id))


async def show_times(turn: Turn, press: ShowTimes) -> None:
    """When it arrives; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    found = await _draft(turn, press.broadcast)
    if found is not None:
        a_day = turn.world.policy.nudges_per_day + MORE_FROM_SUPERVISORS
        await turn.show(views.timings(found, a_day, turn.texts))


async def take_timing(turn: Turn, press: TakeTiming) -> None:
    """Takes a timing, or asks for its date and time, which may be tapped or written."""
    if press.timing in {Timing.AT, Timing.MOMENT}:
        wording = Wording.AT if press.timing is Timing.AT else Wording.MOMENT
        found = await _asked(turn, press.broadcast, wording)
        if found is not None:
            quick = broadcast_words.quick_times(turn.actor, turn.now)
            today = turn.person.local_date(turn.now)
            await turn.show(views.moments(found, press.timing, quick, today, turn.texts))
        return
    outcome = await turn.store.write(
        drafting.time_it, turn.actor, press.broadcast, press.timing, now=turn.now
    )
    await show_changed(turn, outcome)


async def take_moment(turn: Turn, press: TakeMoment) -> None:
    """Takes a date and a time that were tapped; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    on, at = date_from(press.on), clock_from(press.at)
    if on is None or at is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
        return
    outcome = await turn.store.write(
        drafting.time_it, turn.actor, press.broadcast, press.timing, on=on, at=at, now=turn.now
    )
    await show_changed(turn, outcome)


async def show_keeps(turn: Turn, press: ShowKeeps) -> None:
    """For how many days it may wait."""
    found = await _draft(turn, press.broadcast)
    if found is not None:
        await turn.show(views.keeps(found, turn.texts))


async def keep_for(turn: Turn, press: KeepFor) -> None:
    """Lets it wait for so many days."""
    outcome = await turn.store.write(drafting.keep_for, turn.actor, press.broadcast, press.days)
    await show_changed(turn, outcome)


async def show_due(turn: Turn, press: ShowDue) -> None:
    """Until when a course is asked for: a date may be tapped or written."""
    found = await _asked(turn, press.broadcast, Wording.DUE)
    if found is not None:
        await turn.show(views.due(found, turn.person.local_date(turn.now), turn.texts))


async def take_due(turn: Turn, press: TakeDue) -> None:
    """Asks for a course until a date that was tapped, or until none."""
    await turn.store.write(dialogues.end, turn.person)
    on = date_from(press.on)
    outcome = await turn.store.write(broadcast_words.take_due, turn.actor, press.broadcast, on, now=turn.now)
    await show_changed(turn, outcome)


async def drop_urgency(turn: Turn, press: DropUrgency) -> None:
    """It is not urgent after all."""
    await show_changed(turn, await turn.store.write(drafting.make_urgent, turn.actor, press.broadcast, ""))


async def _show_ticked(turn: Turn, outcome: Broadcast | Flaw, page: int) -> None:
    if isinstance(outcome, Broadcast):
        await show_audience(turn, ShowAudience(outcome.id, page))
    else:
        await show_changed(turn, outcome)


async def _draft(turn: Turn, broadcast_id: int) -> Broadcast | None:
    """The draft; where it is not there any more, says so."""
    found = await turn.store.read(drafting.draft, turn.actor, broadcast_id)
    if found is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    return found


async def _asked(turn: Turn, broadcast_id: int, wording: Wording) -> Broadcast | None:
    """The draft, of which the next message is this part; where it is not there any more, says so."""
    found = await turn.store.write(broadcast_words.ask, turn.actor, broadcast_id, wording, now=turn.now)
    if found is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
    return found
