"""What can be seen on the phones: messages, buttons, answers, commands, files, and events as they happen."""

from typing import Any

from playground.telegram.files import StoredFile
from playground.telegram.happenings import Subscription
from playground.telegram.world import World

Json = dict[str, Any]


class Screens:
    """Reads the embedded Telegram; what it returns is not to be changed."""

    world: World

    def messages(self, user_id: int) -> list[Json]:
        """The private chat (or the group with this id) as it looks now, oldest first."""
        return list(self.world.chats.chat(user_id).messages.values())

    def last(self, user_id: int) -> Json:
        """The newest message of the chat; AssertionError when it is empty."""
        messages = self.world.chats.chat(user_id).messages
        if not messages:
            raise AssertionError(f"the chat of {user_id} is empty")
        return messages[next(reversed(messages))]

    def buttons(self, message: Json) -> list[tuple[str, str]]:
        """(label, data or url) of every button under the message; empty for other kinds of buttons."""
        return [
            (button["text"], button.get("callback_data") or button.get("url") or "")
            for button in _inline_buttons(message)
        ]

    def callback_buttons(self, message: Json) -> list[tuple[str, str]]:
        """(label, data) of the buttons that the bot hears of."""
        return [
            (button["text"], button["callback_data"])
            for button in _inline_buttons(message)
            if "callback_data" in button
        ]

    def answers(self, callback_query_id: str) -> Json | None:
        """text, show_alert, url, cache_time of the answer to a press; None while there is none."""
        return self.world.queries.callback_answer(callback_query_id)

    def inline_answers(self, inline_query_id: str) -> Json | None:
        """results, next_offset, cache_time, is_personal, button; None while there is no answer."""
        return self.world.queries.inline_answer(inline_query_id)

    def commands_for(self, user_id: int, language_code: str) -> list[Json]:
        """The command menu of a phone with this language."""
        return self.world.profile.commands_in_private(user_id, language_code)

    def menu_button(self, user_id: int) -> Json:
        """The menu button of the private chat."""
        return self.world.profile.menu_button(user_id)

    def description(self, language_code: str) -> str:
        """What an empty chat with the bot says."""
        return self.world.profile.text("description", language_code)

    def is_blocked(self, user_id: int) -> bool:
        """Whether this person has blocked the bot."""
        return self.world.chats.chat(user_id).blocked

    def vote_of(self, user_id: int, message_id: int) -> tuple[int, ...]:
        """The options this person chose in the poll of their private chat; empty for none."""
        poll = self.world.polls.in_message(user_id, message_id)
        return poll.votes.get(user_id, ()) if poll else ()

    def file(self, file_id: str) -> StoredFile:
        """The file with this id: name, mime_type, content; Refused when there is none."""
        return self.world.files.by_id(file_id)

    def events(self) -> Subscription:
        """What happens from now on: `async for event in api.events()`.

        Every event has `type` (message, edit, delete, answer, typing, commands, inline, reaction, pin,
        block) and `chat_id` (None for all chats). `{"type": "lost"}` means: fell 2,000 behind, look anew.
        """
        return self.world.happenings.subscribe()


def _inline_buttons(message: Json) -> list[Json]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
