"""Who is asking, what they ask for, and which handler answers: one readable table."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot import callbacks as press
from bot.callbacks import Button, StaleButton, unpack
from bot.commands import publish_own_menu, split_command
from bot.courier import Courier
from bot.handlers import breaks, courses, enrol, general, privacy, progress, study
from bot.texts import texts_for
from bot.turn import Turn
from bot.views import enrol as enrol_views
from bot.views import general as general_views
from learning.errors import StorageUnavailable
from learning.people import Actor, Person
from learning.ports import Store
from learning.rules.access import Action, may
from learning.usecases import enrol as enrolment
from learning.world import World

log = structlog.get_logger()

OnCommand = Callable[[Turn, str], Awaitable[None]]
OnPress = Callable[[Turn, Any], Awaitable[None]]

COMMANDS: dict[str, tuple[Action, OnCommand]] = {
    "start": (Action.SET_OWN_PREFERENCES, enrol.start),
    "learn": (Action.LEARN, study.learn),
    "courses": (Action.LEARN, courses.show_all),
    "progress": (Action.SEE_OWN_RECORD, progress.show),
    "breaks": (Action.SET_OWN_PREFERENCES, breaks.show),
    "pause": (Action.SET_OWN_PREFERENCES, breaks.ask_pause),
    "language": (Action.SET_OWN_PREFERENCES, breaks.ask_language),
    "privacy": (Action.SEE_OWN_RECORD, privacy.show),
    "my_data": (Action.SEE_OWN_RECORD, privacy.send_my_data),
    "forget": (Action.SEE_OWN_RECORD, privacy.ask_forget),
    "help": (Action.SET_OWN_PREFERENCES, general.help_),
}

PRESSES: dict[type[Button], tuple[Action, OnPress]] = {
    press.Acknowledge: (Action.SET_OWN_PREFERENCES, enrol.acknowledge),
    press.EnrolLanguage: (Action.SET_OWN_PREFERENCES, enrol.choose_language),
    press.EnrolZone: (Action.SET_OWN_PREFERENCES, enrol.choose_zone),
    press.EnrolWindow: (Action.SET_OWN_PREFERENCES, enrol.switch_window),
    press.EnrolDone: (Action.SET_OWN_PREFERENCES, enrol.done),
    press.Learn: (Action.LEARN, study.learn_by_button),
    press.AskMinutes: (Action.LEARN, study.ask_minutes),
    press.OpenNudge: (Action.LEARN, study.open_nudge),
    press.PutOffNudge: (Action.LEARN, study.put_off_nudge),
    press.OpenCard: (Action.LEARN, study.open_card),
    press.GoOn: (Action.LEARN, study.go_on),
    press.Draft: (Action.LEARN, study.draft),
    press.Give: (Action.LEARN, study.give),
    press.AskMistake: (Action.LEARN, study.ask_mistake),
    press.TellMistake: (Action.LEARN, study.tell_mistake),
    press.ShowCourses: (Action.LEARN, courses.show_all),
    press.ShowCourse: (Action.LEARN, courses.show_one),
    press.ChooseCourse: (Action.LEARN, courses.choose),
    press.StartLesson: (Action.LEARN, courses.start_lesson),
    press.ShowProgress: (Action.SEE_OWN_RECORD, progress.show),
    press.SendHistory: (Action.SEE_OWN_RECORD, progress.send_history),
    press.ShowBreaks: (Action.SET_OWN_PREFERENCES, breaks.show),
    press.SwitchWindow: (Action.SET_OWN_PREFERENCES, breaks.switch),
    press.MoveWindow: (Action.SET_OWN_PREFERENCES, breaks.move),
    press.AskZone: (Action.SET_OWN_PREFERENCES, breaks.ask_zone),
    press.ChooseZone: (Action.SET_OWN_PREFERENCES, breaks.choose_zone),
    press.AskPause: (Action.SET_OWN_PREFERENCES, breaks.ask_pause),
    press.Pause: (Action.SET_OWN_PREFERENCES, breaks.pause),
    press.Resume: (Action.SET_OWN_PREFERENCES, breaks.resume),
    press.ChooseLanguage: (Action.SET_OWN_PREFERENCES, breaks.choose_language),
    press.SendMyData: (Action.SEE_OWN_RECORD, privacy.send_my_data),
    press.AskForget: (Action.SEE_OWN_RECORD, privacy.ask_forget),
    press.Forget: (Action.SEE_OWN_RECORD, privacy.forget),
    press.ShowHelp: (Action.SET_OWN_PREFERENCES, general.help_),
}

BEFORE_THE_NOTICE: frozenset[OnPress] = frozenset({enrol.acknowledge, enrol.start})
"""What somebody may do who has not read the privacy notice."""

STRANGERS_REMEMBERED = 1000
SECONDS_BETWEEN_REFUSALS = 20
LINKS_PER_HOUR = 10


class Switchboard:
    """Takes one raw update and has the right handler answer it.

    Authorises by the sender, on the server, at the moment the update comes; nothing in a button is
    believed. Raises StorageUnavailable, so that the update is kept and tried again.
    """

    def __init__(
        self,
        store: Store,
        courier: Courier,
        world: Callable[[], World],
        clock: Callable[[], datetime],
    ) -> None:
        self.store, self.courier, self.world, self.clock = store, courier, world, clock
        self._strangers = Strangers()

    async def handle(self, update: dict[str, Any]) -> None:
        """Answers an update; what goes wrong in a handler is said and logged, never raised."""
        try:
            await self._route(update)
        except StorageUnavailable:
            raise
        except Forbidden:
            log.info("answer_refused", reason="blocked")
        except NetworkError as error:
            if isinstance(error, BadRequest):
                await self._apologise(update, error)
            else:
                log.warning("answer_not_sent", error=type(error).__name__)
        except Exception as error:
            await self._apologise(update, error)

    async def _route(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self._on_press(update["callback_query"])
        elif "message" in update:
            await self._on_message(update["message"])
        elif "my_chat_member" in update:
            await self._on_membership(update["my_chat_member"])

    async def _on_message(self, message: dict[str, Any]) -> None:
        sender, chat, text = message.get("from"), message["chat"], message.get("text", "")
        if sender is None or chat.get("type") != "private":
            return
        command = split_command(text)
        if command is not None and command[0] == "start" and command[1]:
            await self._redeem(sender, chat["id"], command[1])
            return
        turn = await self._turn(sender, chat["id"], text=text)
        if turn is None:
            return
        if command is not None and command[0] in COMMANDS:
            action, handler = COMMANDS[command[0]]
            await self._answer(turn, action, handler, command[1])
        elif command is not None or not await self._takes_words(turn):
            await self._answer(turn, Action.LEARN, _free_text, "")

    async def _takes_words(self, turn: Turn) -> bool:
        if turn.person.onboarded_at is None or not turn.text or not may(turn.actor, Action.LEARN):
            return False
        return await study.written_answer(turn)

    async def _on_press(self, query: dict[str, Any]) -> None:
        message = query.get("message") or {}
        sender, chat = query["from"], message.get("chat", {})
        if chat.get("type", "private") != "private" or not message:
            await self.courier.acknowledge(query["id"])
            return
        turn = await self._turn(
            sender, sender["id"], message_id=message.get("message_id"), callback_id=query["id"]
        )
        if turn is None:
            await self.courier.acknowledge(query["id"])
            return
        try:
            pressed = unpack(query.get("data"))
        except StaleButton:
            log.info("stale_button")
            turn.message_id = None
            await turn.show(general_views.stale(turn.texts))
            return
        action, handler = PRESSES[type(pressed)]
        await self._answer(turn, action, handler, pressed)

    async def _answer(self, turn: Turn, action: Action, handler: OnPress, argument: Any) -> None:
        """Lets the handler answer if the sender may ask for this, and has read the privacy notice."""
        if not may(turn.actor, action):
            log.warning("refused", action=action)
            await turn.show(general_views.stale(turn.texts))
        elif _must_join_first(turn.person, handler):
            await enrol.start(turn, "")
        else:
            if turn.person.onboarded_at is None and action is Action.LEARN:
                await enrol.join_as_listed(turn)
            await handler(turn, argument)

    async def _on_membership(self, change: dict[str, Any]) -> None:
        if change.get("chat", {}).get("type") != "private":
            return
        status = change.get("new_chat_member", {}).get("status")
        now = self.clock()
        if status == "kicked":
            await self.store.write(enrolment.unreachable, change["from"]["id"], now=now)
        elif status == "member":
            actor = await self._actor(change["from"]["id"], now)
            if actor is not None:
                await self.store.write(enrolment.reachable_again, self.world(), actor.person.id, now=now)

    async def _turn(
        self,
        sender: dict[str, Any],
        chat_id: int,
        *,
        text: str = "",
        message_id: int | None = None,
        callback_id: str | None = None,
    ) -> Turn | None:
        """The turn of a person of the roster; strangers are told politely how to join, now and then."""
        now = self.clock()
        actor = await self._actor(sender["id"], now)
        if actor is None:
            await self._refuse_stranger(sender, chat_id)
            return None
        return Turn(
            store=self.store,
            world=self.world(),
            courier=self.courier,
            actor=actor,
            chat_id=chat_id,
            now=now,
            text=text,
            message_id=message_id,
            callback_id=callback_id,
        )

    async def _actor(self, telegram_id: int, now: datetime) -> Actor | None:
        return await self.store.read(enrolment.who_is, telegram_id, now=now)

    async def _refuse_stranger(self, sender: dict[str, Any], chat_id: int) -> None:
        if self._strangers.may_be_answered(sender["id"], self.clock()):
            log.warning("stranger")
            texts = texts_for(sender.get("language_code"))
            await self.courier.send(chat_id, enrol_views.stranger(self.world().policy.organisation, texts))

    async def _redeem(self, sender: dict[str, Any], chat_id: int, token: str) -> None:
        now = self.clock()
        texts = texts_for(sender.get("language_code"))
        outcome: enrolment.Enrolled | enrolment.LinkRefused
        if self._strangers.may_try_link(sender["id"], now):
            outcome = await self.store.write(enrolment.redeem, token, sender["id"], now=now)
            self._strangers.tried_link(sender["id"], now)
        elif self._strangers.may_be_answered(sender["id"], now):
            outcome = enrolment.LinkRefused(reason=enrolment.Refusal.TOO_MANY)
        else:
            log.warning("link_attempts_limited")
            return
        if isinstance(outcome, enrolment.LinkRefused):
            log.warning("link_refused", reason=outcome.reason)
            if outcome.warn_telegram_id is not None:
                await self._warn(outcome.warn_telegram_id, now)
            await self.courier.send(chat_id, enrol_views.refused(outcome, texts))
            return
        await publish_own_menu(self.courier, chat_id, outcome.person.language)
        turn = await self._turn(sender, chat_id)
        if turn is not None:
            await enrol.start(turn, "")

    async def _warn(self, telegram_id: int, now: datetime) -> None:
        actor = await self._actor(telegram_id, now)
        if actor is None:
            return
        try:
            await self.courier.send(telegram_id, enrol_views.somebody_tried(texts_for(actor.person.language)))
        except TelegramError as error:
            log.warning("warning_not_sent", error=type(error).__name__)

    async def _apologise(self, update: dict[str, Any], error: Exception) -> None:
        """The last resort: whatever else goes wrong, the update is handled and does not come back."""
        log.exception("handler_failed", error=type(error).__name__)
        try:
            await self._say_sorry(update)
        except Exception as failure:
            log.warning("apology_not_sent", error=type(failure).__name__)

    async def _say_sorry(self, update: dict[str, Any]) -> None:
        query = update.get("callback_query")
        sender = (query or update.get("message") or {}).get("from")
        if sender is None:
            return
        if query is not None:
            await self.courier.acknowledge(query["id"])
        texts = texts_for(sender.get("language_code"))
        await self.courier.send(sender["id"], general_views.went_wrong(texts))


class Strangers:
    """Remembers whom Sela answered lately, so that nobody can make it chatter or guess links."""

    def __init__(self) -> None:
        self._answered_at: OrderedDict[int, datetime] = OrderedDict()
        self._tries: OrderedDict[int, list[datetime]] = OrderedDict()

    def may_be_answered(self, telegram_id: int, now: datetime) -> bool:
        """Whether some time has passed since this stranger was last answered."""
        last = self._answered_at.get(telegram_id)
        if last is not None and (now - last).total_seconds() < SECONDS_BETWEEN_REFUSALS:
            return False
        self._answered_at[telegram_id] = now
        self._answered_at.move_to_end(telegram_id)
        while len(self._answered_at) > STRANGERS_REMEMBERED:
            self._answered_at.popitem(last=False)
        return True

    def may_try_link(self, telegram_id: int, now: datetime) -> bool:
        """Whether this account may try a link: so many an hour, far too few to guess one."""
        return len(self._tries_of(telegram_id, now)) < LINKS_PER_HOUR

    def tried_link(self, telegram_id: int, now: datetime) -> None:
        """Notes a try that was looked at."""
        self._tries[telegram_id] = [*self._tries_of(telegram_id, now), now]
        self._tries.move_to_end(telegram_id)
        while len(self._tries) > STRANGERS_REMEMBERED:
            self._tries.popitem(last=False)

    def _tries_of(self, telegram_id: int, now: datetime) -> list[datetime]:
        return [at for at in self._tries.get(telegram_id, ()) if (now - at).total_seconds() < 3600]


def _must_join_first(person: Person, handler: OnPress) -> bool:
    """Whether the screen of joining comes instead of what was asked for."""
    if person.acknowledged_at is None:
        return handler not in BEFORE_THE_NOTICE
    return person.onboarded_at is None and handler is _free_text


async def _free_text(turn: Turn, _: str) -> None:
    await general.free_text(turn)
