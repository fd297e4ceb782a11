"""Credits that a person should look at, in chat: the list, accepted or corrected with a reason."""

from bot.buttons.flagged import AcceptFlag, AskCorrection, CorrectFlag, ShowFlag, ShowFlagged
from bot.turn import Turn
from bot.views import flagged as views
from bot.views import roster as roster_views
from learning.notices import Dialogue
from learning.rules.periods import named_period
from learning.usecases import flagged
from learning.usecases.flagged import Decided, Drafted, Undecided


async def show(turn: Turn, press: ShowFlagged) -> None:
    """A page of what waits."""
    shown = await turn.store.read(flagged.page, turn.actor, press.page)
    period = named_period(press.period)
    await turn.show(views.page(shown, period, turn.texts) if shown else roster_views.gone(turn.texts))


async def show_one(turn: Turn, press: ShowFlag) -> None:
    """One credit, with what can be decided."""
    found = await turn.store.read(flagged.one, turn.actor, press.credit)
    if isinstance(found, Undecided):
        await _show(turn, found, press.period)
    else:
        await turn.show(views.flag(found, named_period(press.period), turn.texts))


async def accept(turn: Turn, press: AcceptFlag) -> None:
    """Leaves a credit as it is."""
    outcome = await turn.store.write(flagged.accept, turn.actor, press.credit, now=turn.now)
    await _show(turn, outcome, press.period)


async def ask_correction(turn: Turn, press: AskCorrection) -> None:
    """Takes the next message as the reason of a correction."""
    period = named_period(press.period)
    drafted = await turn.store.write(
        flagged.ask_reason, turn.actor, press.credit, press.seconds, period=period, now=turn.now
    )
    if isinstance(drafted, Undecided):
        await _show(turn, drafted, period)
    else:
        await turn.show(views.ask_reason(drafted, turn.texts))


async def take_reason(turn: Turn, dialogue: Dialogue) -> None:
    """Shows the correction with the reason that was written."""
    outcome = await turn.store.write(flagged.draft, turn.actor, dialogue, turn.text, now=turn.now)
    await _show(turn, outcome, str(dialogue.payload.get("period", "")))


async def correct(turn: Turn, press: CorrectFlag) -> None:
    """Writes the correction that was shown."""
    outcome = await turn.store.write(
        flagged.correct_flagged, turn.world, turn.actor, press.credit, press.check, now=turn.now
    )
    await _show(turn, outcome, press.period)


async def _show(turn: Turn, outcome: Decided | Drafted | Undecided, written: str) -> None:
    period = named_period(written)
    match outcome:
        case Decided():
            await turn.show(views.decided(outcome, period, turn.texts))
        case Drafted():
            await turn.show(views.ask_sure(outcome, period, turn.texts))
        case Undecided():
            await turn.show(views.undecided(outcome, period, turn.texts))
