"""One turn of the conversation: who wrote or tapped, when, and how to answer them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.callbacks import Button, StaleButton, unpack
from bot.courier import REPLY, Courier
from bot.screens import Key, Screen
from bot.texts import Texts, texts_for
from learning.knowledge import StoredDocument
from learning.knowledge_ports import Phrasing
from learning.people import Actor, Person
from learning.ports import Store
from learning.usecases import documents
from learning.world import World

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file that Telegram lets a bot download."""

LONGEST_NAME = 120
"""Characters of a file's name that are kept."""


Nearest = Callable[[str], Awaitable[Mapping[int, float] | None]]
"""How far the passages nearest in meaning to a question stand out; None where no model is asked."""


async def no_meaning(_: str) -> None:
    """Lookup by words alone."""


@dataclass(slots=True, kw_only=True)
class Turn:
    """What a handler needs of one update by one person of the roster.

    `message_id` is the message whose button was tapped, None for a written message, and `keyboard` the rows
    of buttons under it as Telegram has them. `replied_to` is the message that a written one answers by
    Telegram's own reply.
    """

    store: Store
    world: World
    courier: Courier
    actor: Actor
    chat_id: int
    now: datetime
    text: str = ""
    message_id: int | None = None
    replied_to: int | None = None
    callback_id: str | None = None
    document: dict[str, Any] | None = None
    photo: dict[str, Any] | None = None
    """The largest size of a picture that came with the message."""
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    nearest: Nearest = no_meaning
    phrasing: Phrasing | None = None
    _acknowledged: bool = field(default=False)

    @property
    def person(self) -> Person:
        """Who is asking."""
        return self.actor.person

    @property
    def texts(self) -> Texts:
        """The phrases of the person's language."""
        return texts_for(self.person.language)

    def know(self, person: Person) -> None:
        """Takes over what a use case changed about the person."""
        self.actor = replace(self.actor, person=person)

    async def show(self, screen: Screen) -> None:
        """Shows a screen: in place of the message whose button was tapped, else as a new message.

        A message that is to be read again later stays as it is.
        """
        if self.message_id is None or self._stays:
            answer = self.courier.send(self.chat_id, screen)
        else:
            answer = self.courier.edit(self.chat_id, self.message_id, screen)
        await asyncio.gather(self.acknowledge(), answer)

    @property
    def _stays(self) -> bool:
        """Whether the tapped message is one of those that are kept, by a button that only they have."""
        buttons = (_button_of(key) for row in self.keyboard for key in row)
        return any(button is not None and button.message_stays for button in buttons)

    async def send(self, screen: Screen) -> None:
        """Sends a screen as a new message, leaving the tapped one as it is."""
        await self.acknowledge()
        await self.courier.send(self.chat_id, screen)

    async def send_document(self, document: StoredDocument) -> None:
        """Sends a kept file; after the first time by Telegram's own id of it."""
        await self.acknowledge()
        file_id = await self.courier.send_document(
            self.chat_id, document.name, document.content, document.telegram_file_id
        )
        if file_id and file_id != document.telegram_file_id:
            await self.store.write(documents.uploaded, document.sha256, file_id)

    @property
    def file(self) -> dict[str, Any] | None:
        """The picture or document that came with the message."""
        return self.photo or self.document

    @property
    def is_too_large(self) -> bool:
        """Whether the file that came with the message is larger than a bot may fetch."""
        return self.document is not None and int(self.document.get("file_size") or 0) > LARGEST_FILE

    @property
    def document_name(self) -> str:
        """The name of that file without a path; its end tells the format, so it is cut at the front."""
        name = str((self.document or {}).get("file_name") or "document")
        return name.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:] or "document"

    async def drop_keys(self, *kinds: type[Button]) -> None:
        """Takes these buttons off the tapped message: what they ask for has been done."""
        kept = [[key for key in row if not isinstance(_button_of(key), kinds)] for row in self.keyboard]
        if self.message_id is not None and kept != self.keyboard:
            await self.courier.edit_keys(self.chat_id, self.message_id, [row for row in kept if row])

    async def swap_keys(self, kinds: tuple[type[Button], ...], rows: tuple[tuple[Key, ...], ...]) -> None:
        """Puts rows of buttons in the place of those that hold these kinds; the message stays as it is."""
        swapped = [any(isinstance(_button_of(key), kinds) for key in row) for row in self.keyboard]
        fresh = [[{"text": key.label, "callback_data": key.press.pack()} for key in row] for row in rows]
        at = swapped.index(True) if True in swapped else len(self.keyboard)
        kept = [row for row, is_swapped in zip(self.keyboard, swapped, strict=True) if not is_swapped]
        keyboard = [*kept[:at], *fresh, *kept[at:]]
        if self.message_id is not None and keyboard != self.keyboard:
            await self.courier.edit_keys(self.chat_id, self.message_id, keyboard)

    async def take_away(self) -> None:
        """Takes the tapped message away, when what it led to had to come as a new one."""
        if self.message_id is not None:
            await self.courier.delete(self.chat_id, self.message_id, priority=REPLY)

    async def acknowledge(self, text: str = "", *, alert: bool = False) -> None:
        """Ends the waiting sign on the tapped button, once."""
        if self.callback_id is not None and not self._acknowledged:
            self._acknowledged = True
            await self.courier.acknowledge(self.callback_id, text, alert=alert)


def _button_of(key: dict[str, Any]) -> Button | None:
    try:
        return unpack(key.get("callback_data"))
    except StaleButton:
        return None
