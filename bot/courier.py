"""Carries screens to Telegram, and says honestly what became of them."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from telegram import InputFile, InputMediaPhoto
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.empty_picture import empty_picture
from bot.request import NotSent
from bot.screens import File, Screen
from bot.sela_bot import SelaBot
from learning.broadcasts import MediaKind
from learning.usecases.deliver import Sending

REPLY = 0
INLINE_CACHE_SECONDS = 0
"""What may be seen is asked anew at every query: nothing taken back lives on in a cache."""
GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot was kicked", "peer_id_invalid")
UNCHANGED = "message is not modified"
TOO_OLD = "can't be deleted"
CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is known after sending; `message_id` only when it surely arrived."""

    sending: Sending
    message_id: int | None = None
    reason: str = ""


class Courier:
    """Sends and edits messages of one bot."""

    def __init__(self, bot: SelaBot) -> None:
        self.bot = bot
        self._empty_picture = ""

    def seconds_until_free(self, priority: int) -> float:
        """About how many seconds a message of this priority would wait now."""
        return self.bot.seconds_until_free(priority)

    async def deliver(
        self, chat_id: int, screen: Screen, *, priority: int, replaces: int | None = None, instead: Screen
    ) -> Sent:
        """Sends what Sela starts by itself; the message it replaces goes first: cards never pile up.

        Telegram deletes nothing older than two days, so an older message becomes `instead`.
        """
        try:
            if replaces is not None and not await self.delete(chat_id, replaces, priority=priority):
                with suppress(NetworkError, RetryAfter):
                    await self.rewrite(chat_id, replaces, instead, priority=priority)
            method, fields = _message_of(screen)
            message = await self.bot.call(method, priority, chat_id=chat_id, **fields)
        except TelegramError as error:
            return _what_became(error)
        except asyncio.CancelledError:
            if _is_cancelled_itself():
                raise
            return Sent(sending=Sending.NO_CONNECTION, reason="stopped before its turn came")
        return Sent(sending=Sending.SENT, message_id=message.get("message_id"))

    async def send_along(self, chat_id: int, file: File, *, priority: int) -> bool:
        """Sends a file after a message that has arrived, once; whether it surely arrived as well."""
        try:
            await self._send_file(
                chat_id, file.name, file.content, is_picture=file.is_picture, priority=priority
            )
        except TelegramError:
            return False
        return True

    async def send(self, chat_id: int, screen: Screen) -> int | None:
        """Answers a person with a new message, files first; the id of the message."""
        for file in screen.files:
            await self._send_file(chat_id, file.name, file.content, is_picture=file.is_picture)
        method, fields = _message_of(screen)
        message = await self.bot.call(method, REPLY, chat_id=chat_id, **fields)
        message_id: int | None = message.get("message_id")
        return message_id

    async def send_document(self, chat_id: int, name: str, content: bytes, file_id: str) -> str:
        """Sends a file, by Telegram's own id of it where that is known; the id to use from now on."""
        if file_id:
            try:
                await self.bot.call("sendDocument", REPLY, chat_id=chat_id, document=file_id)
            except BadRequest:
                file_id = ""
            else:
                return file_id
        message = await self.bot.call(
            "sendDocument", REPLY, chat_id=chat_id, document=InputFile(content, filename=name)
        )
        return str(message.get("document", {}).get("file_id", ""))

    async def download(self, file_id: str) -> bytes:
        """The content of a file that somebody sent."""
        return await self.bot.download(file_id)

    async def answer_inline(self, query_id: str, results: list[dict[str, Any]], *, join: str = "") -> None:
        """Offers cards to share in any chat, to this person alone; `join` leads strangers to the bot."""
        button = json.dumps({"text": join, "start_parameter": "hello"}) if join else None
        try:
            await self.bot.call(
                "answerInlineQuery",
                REPLY,
                inline_query_id=query_id,
                results=json.dumps(results, ensure_ascii=False),
                cache_time=INLINE_CACHE_SECONDS,
                is_personal=True,
                button=button,
            )
        except (BadRequest, NetworkError):
            return

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Changes a message in place; one that is gone or cannot be changed is sent anew."""
        if screen.files:
            await self.send(chat_id, screen)
            return
        method, fields = _edit_of(screen)
        try:
            await self.bot.call(method, REPLY, chat_id=chat_id, message_id=message_id, **fields)
        except BadRequest as error:
            if _says(error, UNCHANGED):
                return
            if not _says(error, *CANNOT_EDIT):
                raise
            await self.send(chat_id, screen)

    async def rewrite(self, chat_id: int, message_id: int, screen: Screen, *, priority: int) -> bool:
        """Changes a message by itself, in its turn; False where it cannot be changed any more.

        Raises NetworkError and RetryAfter where nobody knows yet.
        """
        method, fields = _edit_of(screen)
        try:
            await self.bot.call(method, priority, chat_id=chat_id, message_id=message_id, **fields)
        except BadRequest as error:
            return _says(error, UNCHANGED)
        except Forbidden:
            return False
        return True

    async def empty(self, chat_id: int, message_id: int, text: Markup, *, priority: int) -> bool:
        """Puts an empty picture and a text in the place of a picture or document; False where it stays.

        The picture is uploaded once. Raises NetworkError and RetryAfter where nobody knows yet.
        """
        try:
            try:
                await self._put_empty(chat_id, message_id, text, self._empty_picture, priority)
            except BadRequest:
                if not self._empty_picture:
                    raise
                await self._put_empty(chat_id, message_id, text, "", priority)
        except BadRequest as error:
            return _says(error, UNCHANGED)
        except Forbidden:
            return False
        return True

    async def _put_empty(
        self, chat_id: int, message_id: int, text: Markup, file_id: str, priority: int
    ) -> None:
        media = InputMediaPhoto(file_id or empty_picture(), caption=str(text), parse_mode="HTML")
        message = await self.bot.call(
            "editMessageMedia", priority, chat_id=chat_id, message_id=message_id, media=media
        )
        sizes = message.get("photo") if isinstance(message, dict) else None
        self._empty_picture = str(sizes[-1].get("file_id", "")) if sizes else ""

    async def edit_keys(self, chat_id: int, message_id: int, keyboard: list[list[dict[str, Any]]]) -> None:
        """Changes only the buttons under a message; one that cannot be changed stays as it is."""
        markup = json.dumps({"inline_keyboard": keyboard}, ensure_ascii=False)
        fields = {"chat_id": chat_id, "message_id": message_id, "reply_markup": markup}
        try:
            await self.bot.call("editMessageReplyMarkup", REPLY, **fields)
        except (BadRequest, NetworkError, RetryAfter):
            return

    async def delete(self, chat_id: int, message_id: int, *, priority: int) -> bool:
        """Takes a message away; False where it stays because it is too old."""
        try:
            await self.bot.call("deleteMessage", priority, chat_id=chat_id, message_id=message_id)
        except (BadRequest, Forbidden, NetworkError, RetryAfter) as error:
            return not _says(error, TOO_OLD)
        return True

    async def take_back(self, chat_id: int, message_id: int, *, priority: int) -> bool:
        """Takes a message away; False where it stays, as it is too old or the chat is gone.

        Raises NetworkError and RetryAfter where nobody knows yet.
        """
        try:
            await self.bot.call("deleteMessage", priority, chat_id=chat_id, message_id=message_id)
        except BadRequest as error:
            return _says(error, "not found")
        except Forbidden:
            return False
        return True

    async def acknowledge(self, callback_id: str, text: str = "", *, alert: bool = False) -> None:
        """Ends the waiting sign on a button, with a short word where there is one."""
        try:
            await self.bot.call(
                "answerCallbackQuery",
                REPLY,
                callback_query_id=callback_id,
                text=text[:200] or None,
                show_alert=alert or None,
            )
        except (BadRequest, NetworkError):
            return

    async def set_up(
        self, *, commands: list[dict[str, str]], description: str, short_description: str, language_code: str
    ) -> None:
        """Publishes the command menu and the bot's words about itself; no language means every other."""
        code = language_code or None
        listed = json.dumps(commands, ensure_ascii=False)
        await self.bot.call("setMyCommands", REPLY, commands=listed, language_code=code)
        await self.bot.call("setMyDescription", REPLY, description=description, language_code=code)
        await self.bot.call(
            "setMyShortDescription", REPLY, short_description=short_description, language_code=code
        )

    async def set_own_commands(self, chat_id: int, commands: list[dict[str, str]]) -> bool:
        """Publishes the command menu of one chat; False where another try may help."""
        scope = json.dumps({"type": "chat", "chat_id": chat_id})
        listed = json.dumps(commands, ensure_ascii=False)
        try:
            await self.bot.call("setMyCommands", REPLY, commands=listed, scope=scope)
        except BadRequest:
            return True
        except NetworkError:
            return False
        return True

    async def _send_file(
        self, chat_id: int, name: str, content: bytes, *, is_picture: bool, priority: int = REPLY
    ) -> None:
        field = "photo" if is_picture else "document"
        method = "sendPhoto" if is_picture else "sendDocument"
        await self.bot.call(method, priority, chat_id=chat_id, **{field: InputFile(content, filename=name)})


def _is_cancelled_itself() -> bool:
    """False when only the wait for a turn was cancelled: the pace does that when it shuts down."""
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


def _text_of(screen: Screen) -> dict[str, Any]:
    keys = [[{"text": key.label, "callback_data": key.press.pack()} for key in row] for row in screen.keys]
    return {
        "text": str(screen.text),
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled": true}',
        "reply_markup": json.dumps({"inline_keyboard": keys}, ensure_ascii=False) if keys else None,
    }


def _message_of(screen: Screen) -> tuple[str, dict[str, Any]]:
    """The method that sends a screen, and its fields."""
    if screen.media is None:
        return "sendMessage", _text_of(screen)
    if screen.media.kind is MediaKind.PICTURE:
        return "sendPhoto", {"photo": screen.media.file_id, **_caption_of(screen)}
    return "sendDocument", {"document": screen.media.file_id, **_caption_of(screen)}


def _edit_of(screen: Screen) -> tuple[str, dict[str, Any]]:
    """The method that changes a message into a screen, and its fields."""
    if screen.media is None:
        return "editMessageText", _text_of(screen)
    return "editMessageCaption", _caption_of(screen)


def _caption_of(screen: Screen) -> dict[str, Any]:
    text = _text_of(screen)
    return {"caption": text["text"], "parse_mode": "HTML", "reply_markup": text["reply_markup"]}


def _says(error: TelegramError, *phrases: str) -> bool:
    """Whether Telegram's reason holds one of these phrases; the library writes the first letter large."""
    reason = error.message.casefold()
    return any(phrase in reason for phrase in phrases)


def _what_became(error: TelegramError) -> Sent:
    reason = type(error).__name__ + ": " + error.message
    if isinstance(error, NotSent | InvalidToken):
        return Sent(sending=Sending.NO_CONNECTION, reason=type(error).__name__)
    if isinstance(error, RetryAfter):
        return Sent(sending=Sending.NOT_SENT, reason=reason)
    if isinstance(error, TimedOut):
        return Sent(sending=Sending.UNCERTAIN, reason=reason)
    if isinstance(error, Forbidden) or _says(error, *GONE):
        return Sent(sending=Sending.UNREACHABLE, reason=reason)
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return Sent(sending=Sending.NOT_SENT, reason=reason)
    return Sent(sending=Sending.REFUSED, reason=reason)
