"""What the bot tells about itself: names, descriptions, commands, menu buttons."""

import re
from collections.abc import Sequence
from typing import Any

from playground.telegram.errors import bad_request

Json = dict[str, Any]
ScopeKey = tuple[Any, ...]

MAX_LENGTHS = {"name": 64, "description": 512, "short_description": 120}
DEFAULT_SCOPE: ScopeKey = ("default",)
PRIVATE_SCOPE: ScopeKey = ("all_private_chats",)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class Profile:
    """The bot's public face, by language and by scope."""

    def __init__(self, name: str) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[ScopeKey, str], list[Json]] = {}
        self._menu_buttons: dict[int | None, Json] = {}

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Sets the name, description or short_description for a language ("" for all others)."""
        if len(text) > MAX_LENGTHS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        self._texts[kind, language] = text

    def text(self, kind: str, language: str) -> str:
        """The text for exactly this language, else for all languages."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")

    def set_commands(self, scope: Json | None, language: str, commands: Sequence[Json]) -> None:
        """Replaces the commands of a scope and language; none removes them."""
        checked = [_command(command) for command in commands]
        if len(checked) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._commands[_scope_key(scope), language] = checked

    def commands(self, scope: Json | None, language: str) -> list[Json]:
        """The commands of exactly this scope and language."""
        return self._commands.get((_scope_key(scope), language), [])

    def commands_in_private(self, user_id: int, language: str) -> list[Json]:
        """The commands a phone shows in the private chat: narrowest scope first, its language before none."""
        for scope in (("chat", user_id), PRIVATE_SCOPE, DEFAULT_SCOPE):
            for code in (language[:2], ""):
                if commands := self._commands.get((scope, code)):
                    return commands
        return []

    def set_menu_button(self, chat_id: int | None, button: Json) -> None:
        """Sets the menu button of a chat, or of all chats for None."""
        self._menu_buttons[chat_id] = button

    def menu_button(self, chat_id: int | None) -> Json:
        """The menu button a phone shows."""
        return self._menu_buttons.get(chat_id) or self._menu_buttons.get(None) or {"type": "commands"}


def _scope_key(scope: Json | None) -> ScopeKey:
    if not scope:
        return DEFAULT_SCOPE
    kind = scope.get("type", "default")
    if kind in ("chat", "chat_administrators", "chat_member"):
        return tuple(part for part in (kind, scope.get("chat_id"), scope.get("user_id")) if part is not None)
    return (kind,)


def _command(command: Json) -> Json:
    name, description = str(command.get("command", "")).lstrip("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
