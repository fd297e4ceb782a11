"""Who is asking and what for: finds the handler in the table, and asks whether this person may."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.callbacks import StaleButton, unpack
from bot.commands import publish_own_menu, split_command, spoken_command
from bot.courier import Courier
from bot.handlers import contributing, enrol, general, inline, knowledge, notes, study
from bot.handlers import dialogues as dialogue_handlers
from bot.intake import LINK_HASH
from bot.routes import BEFORE_THE_NOTICE, COMMANDS, DIALOGUES, GOES_ON, PRESSES, OnPress
from bot.screens import Screen
from bot.strangers import Strangers
from bot.texts import texts_for
from bot.turn import Nearest, Turn, no_meaning
from bot.views import enrol as enrol_views
from bot.views import general as general_views
from learning.errors import StorageUnavailable
from learning.knowledge_ports import Phrasing
from learning.people import Actor, Person
from learning.ports import Store
from learning.rules.access import Action, may
from learning.usecases import dialogues
from learning.usecases import enrol as enrolment
from learning.world import World

log = structlog.get_logger()

Redeem = Callable[..., enrolment.Enrolled | enrolment.LinkRefused]


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
        nearest: Nearest = no_meaning,
        phrasing: Phrasing | None = None,
    ) -> None:
        self.nearest, self.phrasing = nearest, phrasing
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
        elif "inline_query" in update:
            await self._on_inline(update["inline_query"])
        elif "my_chat_member" in update:
            await self._on_membership(update["my_chat_member"])

    async def _on_message(self, message: dict[str, Any]) -> None:
        sender, chat = message.get("from"), message["chat"]
        text = message.get("text") or message.get("caption") or ""
        if sender is None or chat.get("type") != "private" or "via_bot" in message:
            return
        command = split_command(text)
        if command is not None and command[0] == "start" and command[1]:
            await self._redeem(sender, chat["id"], enrolment.redeem, command[1])
            return
        if kept := message.get(LINK_HASH):
            await self._redeem(sender, chat["id"], enrolment.redeem_hashed, kept)
            return
        turn = await self._turn(sender, chat["id"], text=text, document=message.get("document"))
        if turn is None:
            return
        turn.photo = (message.get("photo") or [None])[-1]
        turn.replied_to = (message.get("reply_to_message") or {}).get("message_id")
        if command is not None and command[0] in COMMANDS:
            action, handler = COMMANDS[command[0]]
            await self._leave_dialogue(turn, command[0])
            await self._answer(turn, action, handler, command[1])
        elif command is not None:
            await self._answer(turn, Action.SET_OWN_PREFERENCES, _unknown_command, "")
        elif _must_join_first(turn.person, _free_words):
            await self._answer(turn, Action.LOOK_UP, _free_words, "")
        else:
            await self._take_words(turn)

    async def _leave_dialogue(self, turn: Turn, command: str) -> None:
        dialogue = await self.store.read(dialogues.current, turn.person, now=turn.now)
        if dialogue is None or (command, dialogue.kind) in GOES_ON:
            return
        if dialogue.kind in DIALOGUES:
            await dialogue_handlers.put_aside(turn)

    async def _take_words(self, turn: Turn) -> None:
        """A written message: a reply, what somebody was asked for, the answer of a quiz, else a question."""
        if may(turn.actor, Action.SET_OWN_PREFERENCES) and await notes.taken_as_reply(turn):
            return
        dialogue = await self.store.read(dialogues.current, turn.person, now=turn.now)
        taking = DIALOGUES.get(dialogue.kind) if dialogue is not None else None
        spoken = spoken_command(turn.text)
        if spoken is not None and (taking is None or spoken[0] == "cancel"):
            await self._leave_dialogue(turn, spoken[0])
            await self._answer(turn, *COMMANDS[spoken[0]], spoken[1])
        elif taking is not None and may(turn.actor, taking[0]):
            await self._answer(turn, *taking, dialogue)
        elif turn.document is not None:
            await self._answer(turn, Action.CONTRIBUTE, contributing.document_came, "")
        elif not (turn.text and may(turn.actor, Action.LEARN) and await study.written_answer(turn)):
            await self._answer(turn, Action.LOOK_UP, _free_words, "")

    async def _on_inline(self, query: dict[str, Any]) -> None:
        """Cards to share in any chat: for people of the roster, as they may see them at this moment."""
        turn = None
        actor = await self._actor(query["from"]["id"], self.clock())
        if actor is not None and actor.person.onboarded_at is not None and may(actor, Action.LOOK_UP):
            turn = self._turn_of(actor, query["from"]["id"], self.clock())
        await inline.answer(self.courier, turn, query, texts_for(query["from"].get("language_code")))

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
        turn.keyboard = (message.get("reply_markup") or {}).get("inline_keyboard") or []
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
            is_typed = turn.message_id is None
            await turn.show(_refusal(turn, action, is_typed=is_typed))
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
        document: dict[str, Any] | None = None,
    ) -> Turn | None:
        """The turn of a person of the roster; strangers are told politely how to join, now and then."""
        now = self.clock()
        actor = await self._actor(sender["id"], now)
        if actor is None:
            await self._refuse_stranger(sender, chat_id)
            return None
        turn = self._turn_of(actor, chat_id, now)
        turn.text, turn.document = text, document
        turn.message_id, turn.callback_id = message_id, callback_id
        return turn

    def _turn_of(self, actor: Actor, chat_id: int, now: datetime) -> Turn:
        return Turn(
            store=self.store,
            world=self.world(),
            courier=self.courier,
            actor=actor,
            chat_id=chat_id,
            now=now,
            nearest=self.nearest,
            phrasing=self.phrasing,
        )

    async def _actor(self, telegram_id: int, now: datetime) -> Actor | None:
        return await self.store.read(enrolment.who_is, telegram_id, now=now)

    async def _refuse_stranger(self, sender: dict[str, Any], chat_id: int) -> None:
        if self._strangers.may_be_answered(sender["id"], self.clock()):
            log.warning("stranger")
            texts = texts_for(sender.get("language_code"))
            await self.courier.send(chat_id, enrol_views.stranger(self.world().policy.organisation, texts))

    async def _redeem(self, sender: dict[str, Any], chat_id: int, redeem: Redeem, secret: str) -> None:
        now = self.clock()
        texts = texts_for(sender.get("language_code"))
        outcome: enrolment.Enrolled | enrolment.LinkRefused
        if self._strangers.may_try_link(sender["id"], now):
            outcome = await self.store.write(redeem, secret, sender["id"], now=now)
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
        turn = await self._turn(sender, chat_id)
        if turn is not None:
            await publish_own_menu(self.courier, chat_id, turn.person.language, turn.actor.roles)
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


def _refusal(turn: Turn, action: Action, *, is_typed: bool) -> Screen:
    """What somebody reads who may not; a button of broadcasts is mostly that of who led people once."""
    if is_typed:
        return general_views.not_for_you(turn.texts)
    shows = general_views.leads_no_more if action is Action.BROADCAST else general_views.stale
    return shows(turn.texts)


def _must_join_first(person: Person, handler: OnPress) -> bool:
    """Whether the screen of joining comes instead of what was asked for."""
    if person.acknowledged_at is None:
        return handler not in BEFORE_THE_NOTICE
    return person.onboarded_at is None and handler is _free_words


async def _free_words(turn: Turn, _: str) -> None:
    """A question in one's own words; other things people send get a kind word."""
    if turn.text.strip():
        await knowledge.answer(turn, turn.text)
    else:
        await general.free_text(turn)


async def _unknown_command(turn: Turn, _: str) -> None:
    await general.help_(turn, "")
