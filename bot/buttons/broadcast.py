"""Buttons of broadcasts that were sent: what receivers tap, and how authors steer them."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.broadcasts import Standing


@button
@dataclass(frozen=True, slots=True)
class OpenBroadcast(Button):
    """Open what came with a broadcast, or say that it has been read."""

    code: ClassVar[str] = "wo"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class AnswerQuiz(Button):
    """Give this option, counted from 0, as the answer to the quiz of a broadcast."""

    code: ClassVar[str] = "wa"
    broadcast: int
    choice: int


@button
@dataclass(frozen=True, slots=True)
class SnoozeBroadcast(Button):
    """Have a broadcast later."""

    code: ClassVar[str] = "wz"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ShowBroadcasts(Button):
    """What one can broadcast, and what was sent."""

    code: ClassVar[str] = "wb"


@button
@dataclass(frozen=True, slots=True)
class ShowSent(Button):
    """A page, counted from 0, of what one has sent."""

    code: ClassVar[str] = "wn"
    page: int


@button
@dataclass(frozen=True, slots=True)
class ShowUnderWay(Button):
    """A page, counted from 0, of what runs, is scheduled or comes every week, of all authors."""

    code: ClassVar[str] = "wna"
    page: int


@button
@dataclass(frozen=True, slots=True)
class ShowBroadcast(Button):
    """What became of a broadcast."""

    code: ClassVar[str] = "ws"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class PauseBroadcast(Button):
    """Let nothing more leave for now."""

    code: ClassVar[str] = "wsp"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ResumeBroadcast(Button):
    """Let it go on."""

    code: ClassVar[str] = "wsr"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class StopBroadcast(Button):
    """End it for everybody who has it not yet; asks once, unless `sure`."""

    code: ClassVar[str] = "wst"
    broadcast: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class WithdrawBroadcast(Button):
    """Take it back; asks once, unless `sure`."""

    code: ClassVar[str] = "wsw"
    broadcast: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class RemindOfBroadcast(Button):
    """Remind those who did not open it; asks once, unless `sure`."""

    code: ClassVar[str] = "wsm"
    broadcast: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ReopenBroadcast(Button):
    """Make a draft again of what is scheduled, to give it another time; asks once, unless `sure`."""

    code: ClassVar[str] = "wsc"
    broadcast: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class SendAgain(Button):
    """Make a new draft of what was sent."""

    code: ClassVar[str] = "wsa"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ShowRecipients(Button):
    """The people of one standing, on a page counted from 0."""

    code: ClassVar[str] = "wsl"
    broadcast: int
    standing: Standing
    page: int


@button
@dataclass(frozen=True, slots=True)
class ShowSeries(Button):
    """What comes every week."""

    code: ClassVar[str] = "we"


@button
@dataclass(frozen=True, slots=True)
class ShowOneSeries(Button):
    """One series."""

    code: ClassVar[str] = "wes"
    series: int


@button
@dataclass(frozen=True, slots=True)
class AskWeekday(Button):
    """Ask on which day of the week a draft shall come again and again."""

    code: ClassVar[str] = "wew"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class AskSeriesClock(Button):
    """Ask at what time a draft shall come every week on this day, Monday being 1."""

    code: ClassVar[str] = "wek"
    broadcast: int
    weekday: int


@button
@dataclass(frozen=True, slots=True)
class PreviewSeries(Button):
    """See what would come every week on this day at a time (as HHMM), when first, and to how many."""

    code: ClassVar[str] = "wep"
    broadcast: int
    weekday: int
    at: int


@button
@dataclass(frozen=True, slots=True)
class BeginSeries(Button):
    """Let a draft come every week as its preview showed it; `check` tells that from any other."""

    code: ClassVar[str] = "web"
    broadcast: int
    weekday: int
    at: int
    check: int


@button
@dataclass(frozen=True, slots=True)
class AskSeriesTime(Button):
    """Ask for another day or time of a series."""

    code: ClassVar[str] = "wet"
    series: int


@button
@dataclass(frozen=True, slots=True)
class MoveSeries(Button):
    """Let a series come on this day; Monday is 1."""

    code: ClassVar[str] = "wem"
    series: int
    weekday: int


@button
@dataclass(frozen=True, slots=True)
class TimeSeries(Button):
    """Let a series come at a time (as HHMM)."""

    code: ClassVar[str] = "wec"
    series: int
    at: int


@button
@dataclass(frozen=True, slots=True)
class TimeSeriesInBreak(Button):
    """Let a series come in each one's next break."""

    code: ClassVar[str] = "wei"
    series: int


@button
@dataclass(frozen=True, slots=True)
class EndSeries(Button):
    """End a series; asks once, unless `sure`."""

    code: ClassVar[str] = "wee"
    series: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class TakeOverSeries(Button):
    """Go on with the series of somebody who left it."""

    code: ClassVar[str] = "weo"
    series: int
