"""The whole state behind the embedded Bot API: what every method and every phone works on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.telegram.chats import Chat, Chats
from playground.telegram.errors import bad_request
from playground.telegram.files import FileStore, Upload
from playground.telegram.happenings import Happenings
from playground.telegram.polls import Polls
from playground.telegram.profile import Profile
from playground.telegram.queries import Queries
from playground.telegram.updates import UpdateQueue

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class World:
    """Everything one bot token can see or change."""

    bot: Json
    clock: Callable[[], datetime]
    profile: Profile
    chats: Chats = field(default_factory=Chats)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    files: FileStore = field(default_factory=FileStore)
    polls: Polls = field(default_factory=Polls)
    queries: Queries = field(default_factory=Queries)
    happenings: Happenings = field(default_factory=Happenings)

    def unix_time(self) -> int:
        """The injected clock in whole seconds since 1970."""
        return int(self.clock().timestamp())

    def show(self, chat: Chat, message: Json) -> Json:
        """Puts a new message into the chat; returns it."""
        chat.messages[message["message_id"]] = message
        self.happenings.publish({"type": "message", "chat_id": chat.id, "message": message})
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Puts the changed message where the old one was; returns it."""
        chat.messages[message["message_id"]] = message
        self.happenings.publish({"type": "edit", "chat_id": chat.id, "message": message})
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Takes the message out of the chat."""
        del chat.messages[message_id]
        self.happenings.publish({"type": "delete", "chat_id": chat.id, "message_id": message_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call as a method reads it: decoded parameters and uploaded files by field name."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def chat_id(self) -> Any:
        """The chat the call names, if any."""
        return self.params.get("chat_id")

    def text(self, name: str) -> str:
        """A text parameter, empty when it is missing."""
        value = self.params.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def required_integer(self, name: str, complaint: str) -> int:
        """An integer parameter; Refused with the complaint when it is missing or no number."""
        value = self.params.get(name)
        if not isinstance(value, int) or value == 0:
            raise bad_request(complaint)
        return value

    def flag(self, name: str) -> bool:
        """A Boolean parameter, false when it is missing."""
        return self.params.get(name) is True


Handler = Callable[[World, Request], Any | Awaitable[Any]]
