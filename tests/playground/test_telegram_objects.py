"""Everything the embedded Telegram emits is a complete object for python-telegram-bot 22.8."""

from collections.abc import Iterator
from typing import Any

import pytest
from telegram import (
    CallbackQuery,
    ChatFullInfo,
    File,
    Message,
    Poll,
    TelegramObject,
    Update,
    User,
    WebhookInfo,
)

from playground.telegram import BotApi
from playground.telegram.dispatch import METHODS
from playground.telegram.method_names import METHOD_NAMES
from tests.playground.real_bot import BAYU, SARI, TurnedClock, two_people, wire_to
from tests.playground.test_telegram_journeys import PNG

TAGS = (
    '<b>a</b><i>a</i><u>a</u><s>a</s><tg-spoiler>a</tg-spoiler><a href="https://a.id">a</a><code>a</code>'
    '<pre><code class="language-py">a</code></pre><blockquote>a</blockquote>'
    '<tg-emoji emoji-id="1">😀</tg-emoji>'
)


def unknown_fields(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, TelegramObject):
        yield from ((type(thing).__name__, extra) for extra in thing.api_kwargs.items())
        for name in thing.to_dict(recursive=False):
            yield from unknown_fields(getattr(thing, "from_user" if name == "from" else name, None))
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from unknown_fields(item)


def assert_complete(kind: type[TelegramObject], emitted: dict[str, Any]) -> None:
    assert list(unknown_fields(kind.de_json(emitted, None))) == []


async def everything_the_bot_sends(api: BotApi) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}, {"text": "c", "url": "a.id"}]]}
    content = {"chat_id": SARI, "reply_markup": markup, "protect_content": True, "message_effect_id": "5"}
    quiz = {"type": "quiz", "correct_option_ids": [0, 1], "explanation": "e", "description": "<b>d</b>",
            "description_parse_mode": "HTML", "is_anonymous": False, "open_period": 60,
            "allows_multiple_answers": True}  # fmt: skip
    async with wire_to(api) as wire:
        said = api.say(SARI, "/start https://a.id")
        photo = api.send_photo(SARI, PNG, caption="c")["photo"][0]["file_id"]
        document = api.send_document(SARI, "a.csv", b"a", "text/csv")["document"]["file_id"]
        preview = {"is_disabled": True}
        reply = {"message_id": said["message_id"]}
        sent = await wire.result("sendMessage", **content, text=TAGS, parse_mode="HTML",
                                 link_preview_options=preview, reply_parameters=reply)  # fmt: skip
        await wire.result("editMessageText", chat_id=SARI, message_id=sent["message_id"], text="baru")
        await wire.result("sendPhoto", **content, photo=photo, caption="c", show_caption_above_media=True)
        await wire.result("sendDocument", **content, document=document, caption="#a")
        poll = await wire.result("sendPoll", **content, **quiz, question="q", options=["a", {"text": "b"}])
        await wire.result("forwardMessage", chat_id=SARI, from_chat_id=SARI, message_id=sent["message_id"])
        await wire.result("pinChatMessage", chat_id=SARI, message_id=sent["message_id"])
        api.vote(SARI, poll["message_id"], [0])
        assert_complete(Poll, await wire.result("stopPoll", chat_id=SARI, message_id=poll["message_id"]))
        assert_complete(ChatFullInfo, await wire.result("getChat", chat_id=SARI))
        assert_complete(User, await wire.result("getMe"))
        assert_complete(File, await wire.result("getFile", file_id=photo))
        assert_complete(WebhookInfo, await wire.result("getWebhookInfo"))


async def test_every_message_and_update_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    api = two_people(TurnedClock())
    await everything_the_bot_sends(api)
    api.edit_own(SARI, 1, "diubah")
    for message_id in (4, 99):
        api.press(SARI, message_id, "x")
    api.inline(BAYU, "q")
    api.say(BAYU, "halo", chat=-7)
    api.block(SARI)
    api.unblock(SARI)
    updates = await api.world.updates.poll()
    for message in api.messages(SARI) + api.messages(-7):
        assert_complete(Message, message)
    for update in updates:
        assert_complete(Update, update)
    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert kinds == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "poll",
        "poll_answer",
        "my_chat_member",
    }


async def test_a_press_on_a_message_that_is_gone_carries_an_inaccessible_message() -> None:
    api = two_people(TurnedClock())
    api.press(SARI, 99, "x")
    (update,) = await api.world.updates.poll()
    query = CallbackQuery.de_json(update["callback_query"], None)
    assert query.message is not None
    assert not query.message.is_accessible


def test_every_method_carried_out_is_a_bot_api_method() -> None:
    assert set(METHODS) <= METHOD_NAMES
