"""The colleagues whose phones nobody holds: each opens, answers, puts off or replies, in their own time."""

import asyncio
import heapq
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.buttons.broadcast import AnswerQuiz, OpenBroadcast, SnoozeBroadcast
from bot.buttons.notes import ReplyTo
from bot.buttons.study import OpenNudge
from bot.callbacks import Button, unpack
from learning.ports import Records
from playground.half_year import chance
from playground.last_days import LastDays
from playground.telegram import BotApi

LOOK_SECONDS = 0.25
MOST_TAPS = 60

NEVER_OPENS, PUTS_OFF, REPLIES, ANSWERS_NOTE, LEARNS, KNOWS = 0.12, 0.08, 0.14, 0.6, 0.5, 0.7
"""How likely each is, from 0 to 1."""

SOONEST, SLOWEST = timedelta(seconds=4), timedelta(minutes=4)
"""Between a message and what somebody does about it, on the clock of the stage."""

THANKS = (
    "Terima kasih, sudah saya baca.",
    "Siap, saya sampaikan ke tim.",
    "Apakah ini juga berlaku untuk balai?",
    "Baik. Boleh kita bahas sebentar di rapat Senin?",
    "Sudah, dan berguna sekali. Terima kasih.",
)
BACK = (
    "Terima kasih atas perhatiannya. Contoh kasusnya dekat dengan pekerjaan saya.",
    "Terima kasih. Minggu ini penuh, besok pagi saya lanjutkan.",
    "Terima kasih, jadi tambah semangat. Pelajaran ketiga paling berguna.",
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody will do with a message: tap a button, write words back, or go on with what they learn."""

    phone: int
    message_id: int
    button: Button | None = None
    words: str = ""
    taps_left: int = 0


@dataclass(slots=True, kw_only=True)
class Colleagues:
    """People who react by themselves, always in the same way to the same message.

    `held` are the phones that somebody plays by hand; their owners do nothing by themselves.
    """

    api: BotApi
    clock: Callable[[], datetime]
    phones: Sequence[int]
    lessons: LastDays
    held: Collection[int] = ()
    _seen: dict[int, int] = field(default_factory=dict)
    _deeds: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _places: Iterator[int] = field(default_factory=count)

    async def run(self) -> None:
        """Lets them react to what comes from now on, until cancelled."""
        self.look_away()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.live()

    async def live(self) -> list[str]:
        """Lets them see what is new and do what is due by now; the taps that the bot has still to answer."""
        self._look()
        due, taps = [], []
        while self._deeds and self._deeds[0][0] <= self.clock():
            due.append(heapq.heappop(self._deeds))
        for at, _, deed in due:
            if tap := await self._do(deed, at):
                taps.append(tap)
        return taps

    def look_away(self) -> None:
        """Forgets what is on the phones and in mind: nobody reacts to it any more."""
        self._deeds.clear()
        for phone in self.phones:
            for _ in self._new_messages(phone):
                pass

    def _look(self) -> None:
        for phone in self.phones:
            for message in self._new_messages(phone):
                if phone not in self.held:
                    self._make_up_mind(phone, message)

    def _new_messages(self, phone: int) -> Iterator[Json]:
        messages = self.api.messages(phone)
        before = self._seen.get(phone, 0)
        if not messages or messages[-1]["message_id"] <= before:
            return
        self._seen[phone] = messages[-1]["message_id"]
        for message in messages:
            if message["message_id"] > before and message["from"]["id"] != phone:
                yield message

    def _make_up_mind(self, phone: int, message: Json) -> None:
        found = [unpack(data) for _, data in self.api.callback_buttons(message)]
        person, is_last = str(phone), message == self.api.last(phone)
        for button in found:
            match button:
                case OpenBroadcast(broadcast=id_):
                    self._receive(phone, message, id_, button, found)
                    return
                case AnswerQuiz(broadcast=id_):
                    self._receive(phone, message, id_, None, found)
                    return
                case ReplyTo(note=id_) if id_ and chance(person, f"answers note {id_}") < ANSWERS_NOTE:
                    words = _one_of(BACK, person, f"words to note {id_}")
                    self._plan(phone, message, f"note {id_}", words=words)
                    return
                case OpenNudge(nudge=id_) if is_last and chance(person, f"learns {id_}") < LEARNS:
                    self._plan(phone, message, f"nudge {id_}", button=button, taps_left=MOST_TAPS)
                    return

    def _receive(
        self, phone: int, message: Json, id_: int, button: Button | None, found: Sequence[Button]
    ) -> None:
        """A broadcast came: most open it, some reply as well, a few see it later, and some never do."""
        person, mood = str(phone), chance(str(phone), f"opens broadcast {id_}")
        later = next((one for one in found if isinstance(one, SnoozeBroadcast)), None)
        if mood < NEVER_OPENS:
            return
        if later is not None and mood < NEVER_OPENS + PUTS_OFF:
            self._plan(phone, message, f"broadcast {id_}", button=later)
            return
        opened_by = button or AnswerQuiz(id_, -1)
        self._plan(phone, message, f"broadcast {id_}", button=opened_by, taps_left=MOST_TAPS)
        if chance(person, f"writes back on broadcast {id_}") < REPLIES:
            words = _one_of(THANKS, person, f"words to broadcast {id_}")
            self._plan(phone, message, f"reply to broadcast {id_}", words=words, after=SLOWEST)

    def _plan(
        self, phone: int, message: Json, what: str, *, after: timedelta = timedelta(), **does: Any
    ) -> None:
        """They do it after a while; soon more often than late."""
        patience = chance(str(phone), f"patience with {what}") ** 2
        deed = Deed(phone=phone, message_id=message["message_id"], **does)
        self._put(self.clock() + after + SOONEST + patience * (SLOWEST - SOONEST), deed)

    def _put(self, at: datetime, deed: Deed) -> None:
        heapq.heappush(self._deeds, (at, next(self._places), deed))

    async def _do(self, deed: Deed, at: datetime) -> str | None:
        """Does it unless somebody plays the phone now or the bot is blocked; the tap, where it is one.

        What follows a tap is due a little after it was: a turned clock is caught up with, tap by tap.
        """
        if deed.phone in self.held or self.api.is_blocked(deed.phone):
            return None
        if deed.words:
            self.api.say(deed.phone, deed.words, reply_to=deed.message_id)
            return None
        tap = await (self._press(deed, deed.button) if deed.button else self.lessons.tap(deed.phone))
        if tap and deed.taps_left:
            pause = timedelta(seconds=6 + 14 * chance(str(deed.phone), f"tap {deed.taps_left}"))
            going_on = Deed(phone=deed.phone, message_id=deed.message_id, taps_left=deed.taps_left - 1)
            self._put(at + pause, going_on)
        return tap

    async def _press(self, deed: Deed, button: Button) -> str:
        if isinstance(button, AnswerQuiz):
            right, options = await self.lessons.database.read(_quiz, button.broadcast)
            button = AnswerQuiz(button.broadcast, _answer(str(deed.phone), button.broadcast, right, options))
        return self.api.press(deed.phone, deed.message_id, button.pack())


def _quiz(records: Records, broadcast_id: int) -> tuple[int | None, int]:
    """The right option of a quiz, where there is one, and how many there are."""
    broadcast = records.broadcasts.get(broadcast_id)
    quiz = broadcast.content.quiz if broadcast is not None else None
    return (quiz.right, len(quiz.options)) if quiz else (None, 1)


def _answer(person: str, broadcast_id: int, right: int | None, options: int) -> int:
    """Most know what is right; the others, and everybody where nothing is, take any."""
    if right is not None and chance(person, f"knows quiz {broadcast_id}") < KNOWS:
        return right
    return int(chance(person, f"guesses quiz {broadcast_id}") * options)


def _one_of(sentences: Sequence[str], person: str, what: str) -> str:
    return sentences[int(chance(person, what) * len(sentences))]
