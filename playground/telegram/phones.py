"""What people do with their phones: write, press, vote, send files, block the bot."""

from typing import Any

from playground.telegram.chats import Chat, User
from playground.telegram.detection import detected_entities
from playground.telegram.files import Upload
from playground.telegram.formatting import message_text
from playground.telegram.polling import cast_vote
from playground.telegram.screens import Screens

Json = dict[str, Any]


class Phones(Screens):
    """The people's side of the embedded Telegram; every action queues the update a bot would get."""

    def add_user(
        self,
        user_id: int,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "id",
        started: bool = False,
    ) -> User:
        """Gives a person a phone; `started` means that the bot may write to them already."""
        user = User(
            id=user_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self.world.chats.add_user(user)
        self.world.chats.chat(user_id).opened |= started
        return user

    def add_group(self, chat_id: int, title: str = "Grup") -> None:
        """Makes a basic group (negative id) that the bot belongs to."""
        self.world.chats.add_group(chat_id, title)

    def say(self, user_id: int, text: str, *, reply_to: int | None = None, chat: int | None = None) -> Json:
        """A text to the bot, in private or in a group; returns the message. Unblocks a blocked bot."""
        content: Json = {"text": text}
        if entities := [span.as_entity() for span in detected_entities(text, [])]:
            content["entities"] = entities
        where = self._writable(user_id, chat)
        return self._arrive(user_id, where, content | _answered(where, reply_to))

    def send_document(
        self,
        user_id: int,
        filename: str,
        content: bytes,
        mime_type: str,
        caption: str = "",
        *,
        reply_to: int | None = None,
    ) -> Json:
        """A file to the bot; returns the message."""
        stored = self.world.files.keep_document(Upload(name=filename, mime_type=mime_type, content=content))
        where = self._writable(user_id, None)
        fields: Json = {"document": stored.as_document()} | _captioned(caption)
        return self._arrive(user_id, where, fields | _answered(where, reply_to))

    def send_photo(
        self,
        user_id: int,
        content: bytes,
        *,
        filename: str = "photo.jpg",
        caption: str = "",
        reply_to: int | None = None,
    ) -> Json:
        """A picture to the bot; returns the message."""
        stored = self.world.files.keep_photo(Upload(name=filename, mime_type="image/jpeg", content=content))
        where = self._writable(user_id, None)
        fields: Json = {"photo": stored.as_photo()} | _captioned(caption)
        return self._arrive(user_id, where, fields | _answered(where, reply_to))

    def edit_own(self, user_id: int, message_id: int, text: str) -> Json:
        """Changes the text of a message the person wrote; returns the new message."""
        chat = self.world.chats.chat(user_id)
        message = chat.messages.get(message_id)
        if message is None or message["from"]["id"] != user_id or "text" not in message:
            raise ValueError(f"message {message_id} is no text of {user_id}")
        kept = {field: value for field, value in message.items() if field != "entities"}
        entities = [span.as_entity() for span in detected_entities(text, [])]
        marked: Json = {"entities": entities} if entities else {}
        edited = kept | {"text": text, "edit_date": self.world.unix_time()} | marked
        self.world.updates.add("edited_message", edited)
        return self.world.replace(chat, edited)

    def press(self, user_id: int, message_id: int, data: str, *, chat: int | None = None) -> str:
        """Presses a button, whether the message holds it or not; returns the callback_query_id."""
        where = self.world.chats.chat(user_id if chat is None else chat)
        query_id = self.world.queries.ask_callback(user_id, self.world.unix_time())
        gone = {"chat": where.face, "message_id": message_id, "date": 0}
        query = {
            "id": query_id,
            "from": self.world.chats.user(user_id).as_sender(),
            "message": where.messages.get(message_id, gone),
            "chat_instance": str(7_000_000_000 + where.id),
            "data": data,
        }
        self.world.updates.add("callback_query", query)
        return query_id

    def press_text(self, user_id: int, label: str) -> str:
        """Presses the newest button whose label contains this text; AssertionError names the visible ones."""
        visible: list[str] = []
        for message in reversed(self.messages(user_id)):
            for text, data in self.callback_buttons(message):
                if label in text:
                    return self.press(user_id, message["message_id"], data)
                visible.append(text)
        raise AssertionError(f"no button of {user_id} says {label!r}; visible: {visible}")

    def vote(self, user_id: int, message_id: int, option_ids: list[int]) -> None:
        """Votes in a poll, or takes the vote back with no option; ValueError where the phone would not."""
        chat = self.world.chats.chat(user_id)
        cast_vote(self.world, chat, user_id, message_id, option_ids)

    def inline(self, user_id: int, query: str, offset: str = "") -> str:
        """Types `@bot query` in some chat; returns the inline_query_id."""
        query_id = self.world.queries.ask_inline(user_id, self.world.unix_time())
        sender = self.world.chats.user(user_id).as_sender()
        content = {"id": query_id, "from": sender, "query": query, "offset": offset, "chat_type": "sender"}
        self.world.updates.add("inline_query", content)
        return query_id

    def choose_inline(self, user_id: int, query_id: str, result_id: str) -> Json:
        """Sends an offered card into the chat with the bot; ValueError where it was not offered to them."""
        offered = self.world.queries.inline_answer_for(query_id, user_id) or {"results": []}
        chosen = next((one for one in offered["results"] if one["id"] == result_id), None)
        content = (chosen or {}).get("input_message_content") or {}
        if "message_text" not in content:
            raise ValueError(f"no card {result_id!r} was offered to {user_id}")
        words = message_text(content["message_text"], content.get("parse_mode"), content.get("entities"))
        fields: Json = {"text": words.text, "via_bot": self.world.bot}
        if words.entities:
            fields["entities"] = list(words.entities)
        return self._arrive(user_id, self._writable(user_id, None), fields)

    def block(self, user_id: int) -> None:
        """Blocks the bot: my_chat_member, and 403 for whatever the bot sends."""
        chat = self.world.chats.chat(user_id)
        if not chat.blocked:
            chat.blocked = True
            self._membership(user_id, chat, "member", "kicked")

    def unblock(self, user_id: int) -> None:
        """Lets the bot write again."""
        chat = self.world.chats.chat(user_id)
        if chat.blocked:
            chat.blocked = False
            self._membership(user_id, chat, "kicked", "member")

    def deactivate(self, user_id: int) -> None:
        """Deletes the person's account: 403 for whatever the bot sends, for good."""
        self.world.chats.chat(user_id).deactivated = True

    def push_update(self, update: Json) -> None:
        """Queues a raw update as it is: a duplicate, one out of order, a malformed one."""
        self.world.updates.push(update)

    def _writable(self, user_id: int, chat_id: int | None) -> Chat:
        if chat_id is not None and chat_id != user_id:
            return self.world.chats.add_group(chat_id, "Grup")
        chat = self.world.chats.chat(user_id)
        if chat.deactivated:
            raise ValueError(f"the account {user_id} is deactivated")
        self.unblock(user_id)
        chat.opened = True
        return chat

    def _arrive(self, user_id: int, chat: Chat, content: Json) -> Json:
        message = {
            "message_id": self.world.chats.next_message_id(),
            "from": self.world.chats.user(user_id).as_sender(),
            "chat": chat.face,
            "date": self.world.unix_time(),
            **content,
        }
        self.world.updates.add("message", message)
        return self.world.show(chat, message)

    def _membership(self, user_id: int, chat: Chat, before: str, after: str) -> None:
        change = {
            "chat": chat.face,
            "from": self.world.chats.user(user_id).as_sender(),
            "date": self.world.unix_time(),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        self.world.updates.add("my_chat_member", change)
        self.world.happenings.publish({"type": "block", "chat_id": chat.id, "blocked": chat.blocked})

    def _member(self, status: str) -> Json:
        until: Json = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.world.bot, "status": status, **until}


def _captioned(caption: str) -> Json:
    entities = [span.as_entity() for span in detected_entities(caption, [])]
    return ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def _answered(where: Chat, reply_to: int | None) -> Json:
    """The message that this one answers, without the one which that answered in its turn."""
    original = where.messages.get(reply_to) if reply_to is not None else None
    if original is None:
        return {}
    return {"reply_to_message": {key: kept for key, kept in original.items() if key != "reply_to_message"}}
