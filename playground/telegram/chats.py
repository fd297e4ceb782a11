"""People, chats and the messages in them as everybody's phone shows them now."""

from dataclasses import dataclass, field
from typing import Any

from playground.telegram.errors import Refused, bad_request

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"

    def as_sender(self) -> Json:
        """The `User` object a bot sees in `from`."""
        optional = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": False, **self._names(), **optional}

    def as_chat(self) -> Json:
        """The private `Chat` object of this person."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> Json:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value}


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat; a published message is never changed in place, an edit puts a new one into `messages`."""

    face: Json
    messages: dict[int, Json] = field(default_factory=dict)
    opened: bool = False
    blocked: bool = False
    deactivated: bool = False
    pinned: int | None = None

    @property
    def id(self) -> int:
        """The chat id; a private chat has its person's id."""
        return int(self.face["id"])


class Chats:
    """Every person and every chat of the embedded Telegram."""

    def __init__(self) -> None:
        self._users: dict[int, User] = {}
        self._chats: dict[int, Chat] = {}
        self._last_message_id = 0

    def add_user(self, user: User) -> None:
        """Makes the person and the (still unopened) private chat known; a known person gets the new names."""
        self._users[user.id] = user
        if user.id in self._chats:
            self._chats[user.id].face = user.as_chat()
        else:
            self._chats[user.id] = Chat(face=user.as_chat())

    def add_group(self, chat_id: int, title: str) -> Chat:
        """Makes a basic group known; returns the one that is there already."""
        face = {"id": chat_id, "type": "group", "title": title}
        return self._chats.setdefault(chat_id, Chat(face=face, opened=True))

    def user(self, user_id: int) -> User:
        """The person with this id; KeyError with a plain sentence when nobody has it."""
        if user_id not in self._users:
            raise KeyError(f"nobody has the Telegram id {user_id}; add_user comes first")
        return self._users[user_id]

    def chat(self, chat_id: int) -> Chat:
        """The chat with this id, for the phone's side."""
        if chat_id not in self._chats:
            raise KeyError(f"there is no chat {chat_id}; add_user or add_group comes first")
        return self._chats[chat_id]

    def known(self, chat_id: object) -> Chat:
        """The chat the bot names; Refused when the bot never met it."""
        chat = self._chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.opened:
            raise bad_request("chat not found" if chat_id not in (None, "") else "chat_id is empty")
        return chat

    def reachable(self, chat_id: object) -> Chat:
        """The chat the bot wants to write to; Refused when it may not."""
        chat = self.known(chat_id)
        if chat.deactivated:
            raise Refused(403, "Forbidden: user is deactivated")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def next_message_id(self) -> int:
        """A fresh message id, increasing over all chats of the bot."""
        self._last_message_id += 1
        return self._last_message_id
