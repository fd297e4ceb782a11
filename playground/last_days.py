"""The last days before the stage opens: the cards that came, and what the phones' owners did with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.buttons.study import Draft, Give, GoOn, OpenCard, OpenNudge, PutOffNudge
from bot.callbacks import Button, unpack
from content.models import Matching, MultipleChoice, Numeric, Ordering, Question, ShortText
from learning.ports import Records
from learning.rules.grading import NotAnAnswer, Verdict, grade
from learning.usecases.sitting import parts_of
from learning.world import World
from playground.telegram import BotApi
from storage.database import Database

SECONDS_BETWEEN_TAPS = 25
MOST_TAPS = 100
PATIENCE_SECONDS = 15.0
ONWARD = (OpenNudge, GoOn, OpenCard)
"""What leads to the end of a lesson, the most promising first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDays:
    """Taps on the phones as their owners would have; the real bot answers."""

    api: BotApi
    database: Database
    world: World
    pass_time: Callable[[timedelta], None]

    async def answer_cards(self, phones: Sequence[int], *, puts_off: Sequence[int] = ()) -> None:
        """Goes from the newest card of each phone to its minutes, or puts it off."""
        for _ in range(MOST_TAPS):
            taps = [tap for phone in phones if (tap := await self.tap(phone, later=phone in puts_off))]
            if not taps:
                return
            await self.answered(taps)
            self.pass_time(timedelta(seconds=SECONDS_BETWEEN_TAPS))

    async def tap(self, phone: int, *, later: bool = False) -> str | None:
        """Taps what leads on from the newest message; None where nothing does."""
        if not self.api.messages(phone):
            return None
        message = self.api.last(phone)
        found = [unpack(data) for _, data in self.api.callback_buttons(message)]
        wish = next((one for one in found if isinstance(one, PutOffNudge) and one.later), None)
        press = wish if later else await self._onward(phone, found)
        return self.api.press(phone, message["message_id"], press.pack()) if press else None

    async def answered(self, taps: Sequence[str]) -> None:
        """Waits until the bot has answered these taps."""
        await self.api.until(lambda: all(self.api.answers(tap) is not None for tap in taps), PATIENCE_SECONDS)

    async def _onward(self, phone: int, found: Sequence[Button]) -> Button | None:
        answers = [one for one in found if isinstance(one, Give | Draft)]
        if answers:
            return await self.database.read(_best, self.world, phone, answers)
        for kind in ONWARD:
            presses = [one for one in found if isinstance(one, kind)]
            if presses:
                return presses[-1]
        return None


def _best(records: Records, world: World, phone: int, answers: Sequence[Give | Draft]) -> Button:
    """The right answer, else what leads nearest to it, else any."""
    question = _question(records, world, phone, answers[0])
    right = _right_answer(question)
    for answer in answers:
        if isinstance(answer, Give) and _is_right(question, answer.given):
            return answer
    nearer = [one for one in answers if isinstance(one, Draft) and right.startswith(one.given)]
    return max(nearer, key=lambda draft: len(draft.given), default=answers[0])


def _question(records: Records, world: World, phone: int, answer: Give | Draft) -> Question:
    person = records.people.by_telegram_id(phone)
    assert person is not None
    attempt = records.study.get(answer.attempt, person.id)
    assert attempt is not None
    return parts_of(records, world, person, attempt)[answer.question].question


def _is_right(question: Question, given: str) -> bool:
    try:
        return grade(question, given) is Verdict.RIGHT
    except NotAnAnswer:
        return False


def _right_answer(question: Question) -> str:
    """What is put together tap by tap in the end; empty for questions that one tap answers."""
    match question:
        case MultipleChoice(right=right):
            return ",".join(map(str, right))
        case Ordering(items=parts) | Matching(pairs=parts):
            return ",".join(map(str, range(len(parts))))
        case ShortText(accepted=accepted):
            return accepted[0]
        case Numeric(right=number):
            return str(number)
    return ""
