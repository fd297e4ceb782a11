"""A real python-telegram-bot works against the embedded Telegram, unmodified."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from playground.telegram import BotApi, serve
from tests.playground.real_bot import BAYU, SARI, TurnedClock, client_of, polling, two_people

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAD0lEQVR4nGNgYGD4D8MAEgYC/lCsGeEAAAAASUVORK5CYII="
)
YES_NO = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="v1:ya")]])


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def api(clock: TurnedClock) -> BotApi:
    return two_people(clock)


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with serve(api) as base_url, client_of(base_url) as client:
        yield client


async def test_a_press_is_answered_and_the_message_changes_in_place(api: BotApi) -> None:
    async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_html("<b>Halo</b> 😀", reply_markup=YES_NO)

    async def pressed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Tersimpan", show_alert=True)
        await update.callback_query.edit_message_text("Terima kasih")

    async with serve(api) as base_url, polling(base_url) as application:
        application.add_handlers([CommandHandler("start", start), CallbackQueryHandler(pressed)])
        api.say(BAYU, "/start")
        await api.until(lambda: len(api.messages(BAYU)) == 2)
        assert api.last(BAYU)["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
        assert api.buttons(api.last(BAYU)) == [("Ya", "v1:ya")]
        press = api.press_text(BAYU, "Ya")
        await api.until(lambda: api.last(BAYU)["text"] == "Terima kasih")
    answer = api.answers(press)
    assert answer is not None
    assert (answer["text"], answer["show_alert"]) == ("Tersimpan", True)
    assert api.buttons(api.last(BAYU)) == []


async def test_every_update_arrives_once_and_in_order(api: BotApi) -> None:
    heard: list[str] = []

    async def listen(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        heard.append(update.message.text or "")

    async with serve(api) as base_url, polling(base_url) as application:
        application.add_handler(MessageHandler(filters.TEXT, listen))
        for number in range(250):
            api.say(SARI, str(number))
        await api.until(lambda: len(heard) == 250)
    assert heard == [str(number) for number in range(250)]


async def test_a_stopped_bot_finds_what_was_said_meanwhile(api: BotApi) -> None:
    heard: list[str] = []

    async def listen(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        heard.append(update.message.text or "")

    async with serve(api) as base_url:
        for word in ("satu", "dua"):
            api.say(SARI, word)
            async with polling(base_url) as application:
                application.add_handler(MessageHandler(filters.TEXT, listen))
                await api.until(lambda word=word: word in heard)  # type: ignore[misc]
    assert heard == ["satu", "dua"]


async def test_a_quiz_is_sent_voted_on_and_stopped(api: BotApi) -> None:
    voted: list[tuple[int, ...]] = []

    async def answered(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.poll_answer is not None
        voted.append(update.poll_answer.option_ids)

    async with serve(api) as base_url, polling(base_url) as application:
        application.add_handler(PollAnswerHandler(answered))
        sent = await application.bot.send_poll(
            SARI, "Berapa suhu aman?", ["60 °C", "70 °C"], type="quiz", correct_option_ids=[1],
            explanation="<b>70 °C</b>", explanation_parse_mode="HTML",
            description="Kartu 3", is_anonymous=False,
        )  # fmt: skip
        api.vote(SARI, sent.message_id, [1])
        await api.until(lambda: voted == [(1,)])
        with pytest.raises(ValueError, match="one answer only"):
            api.vote(SARI, sent.message_id, [0])
        stopped = await application.bot.stop_poll(SARI, sent.message_id)
    assert stopped.is_closed
    assert [option.voter_count for option in stopped.options] == [0, 1]
    assert api.vote_of(SARI, sent.message_id) == (1,)
    assert api.last(SARI)["poll"]["description"] == "Kartu 3"


async def test_pictures_and_documents_go_there_and_back(api: BotApi, bot: Bot) -> None:
    photo = await bot.send_photo(SARI, PNG, caption="<i>Kartu</i>", parse_mode="HTML")
    document = await bot.send_document(SARI, b"a;b\n1;2\n", filename="laporan.csv", caption="Laporan")
    again = await bot.send_photo(SARI, photo.photo[-1].file_id)
    assert (photo.photo[-1].width, photo.photo[-1].height) == (3, 2)
    assert photo.caption_entities[0].type == "italic"
    assert document.document is not None
    assert document.document.file_name == "laporan.csv"
    assert again.photo[-1].file_id == photo.photo[-1].file_id
    stored = await bot.get_file(document.document.file_id)
    assert bytes(await stored.download_as_bytearray()) == b"a;b\n1;2\n"
    assert api.file(document.document.file_id).mime_type == "text/csv"


async def test_a_file_from_a_person_can_be_downloaded(api: BotApi, bot: Bot) -> None:
    api.send_document(SARI, "pelajaran.md", b"# Judul", "text/markdown", caption="impor")
    api.send_photo(SARI, PNG)
    updates = await bot.get_updates()
    received = updates[0].message
    assert received is not None
    assert received.document is not None
    stored = await received.document.get_file()
    assert bytes(await stored.download_as_bytearray()) == b"# Judul"
    assert updates[1].message is not None
    assert updates[1].message.photo[0].width == 3


async def test_a_photo_message_changes_its_picture_caption_and_buttons(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_photo(SARI, PNG, caption="satu", reply_markup=YES_NO)
    await bot.edit_message_caption(SARI, sent.message_id, caption="dua")
    assert (api.last(SARI)["caption"], api.buttons(api.last(SARI))) == ("dua", [])
    await bot.edit_message_reply_markup(SARI, sent.message_id, reply_markup=YES_NO)
    assert api.buttons(api.last(SARI)) == [("Ya", "v1:ya")]
    await bot.edit_message_media(InputMediaPhoto(PNG, caption="tiga"), SARI, sent.message_id)
    assert api.last(SARI)["caption"] == "tiga"
    assert api.last(SARI)["photo"][0]["file_id"] != sent.photo[0].file_id


async def test_commands_follow_scope_first_and_language_second(api: BotApi, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("bantuan", "Bantuan")], language_code="id")
    await bot.set_my_commands([BotCommand("tim", "Tim saya")], scope=BotCommandScopeChat(SARI))
    assert [command["command"] for command in api.commands_for(SARI, "id")] == ["tim"]
    assert [command["command"] for command in api.commands_for(BAYU, "id")] == ["bantuan"]
    assert [command["command"] for command in api.commands_for(BAYU, "en")] == ["help"]
    await bot.set_my_commands([BotCommand("cari", "Cari")], scope=BotCommandScopeAllPrivateChats())
    assert [command["command"] for command in api.commands_for(BAYU, "id")] == ["cari"]
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert await bot.get_my_commands(language_code="id") == (BotCommand("bantuan", "Bantuan"),)


async def test_the_bot_introduces_itself_in_each_language(api: BotApi, bot: Bot) -> None:
    await bot.set_my_description("Belajar di sela kerja", language_code="id")
    await bot.set_my_short_description("Learn in the gaps")
    await bot.set_my_name("Sela Kota")
    await bot.set_chat_menu_button(SARI, MenuButtonCommands())
    assert (await bot.get_my_description("id")).description == "Belajar di sela kerja"
    assert (await bot.get_my_short_description("id")).short_description == "Learn in the gaps"
    assert (await bot.get_my_name()).name == "Sela Kota"
    assert isinstance(await bot.get_chat_menu_button(SARI), MenuButtonCommands)
    assert api.description("id") == "Belajar di sela kerja"


async def test_inline_queries_are_answered_page_by_page(api: BotApi, bot: Bot) -> None:
    query_id = api.inline(BAYU, "suhu", offset="")
    updates = await bot.get_updates()
    assert updates[0].inline_query is not None
    results = [
        InlineQueryResultArticle(str(number), f"Hasil {number}", InputTextMessageContent(f"isi {number}"))
        for number in range(60)
    ]
    await bot.answer_inline_query(query_id, results, is_personal=True, current_offset="")
    answer = api.inline_answers(query_id)
    assert answer is not None
    assert (len(answer["results"]), answer["next_offset"], answer["is_personal"]) == (50, "1", True)


async def test_a_query_is_too_old_after_its_time_on_the_injected_clock(
    api: BotApi, bot: Bot, clock: TurnedClock
) -> None:
    fresh, stale = api.press(SARI, 1, "a"), api.press(SARI, 1, "b")
    inline = api.inline(SARI, "x")
    clock.turn(seconds=31)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(inline, [])
    assert await bot.answer_callback_query(fresh)
    clock.turn(seconds=120)
    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await bot.answer_callback_query(stale)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("12345")


async def test_a_turned_clock_loses_no_update(api: BotApi, bot: Bot, clock: TurnedClock) -> None:
    api.press(SARI, 1, "a")
    api.say(SARI, "halo")
    clock.turn(days=30)
    assert len(await bot.get_updates()) == 2


async def test_a_stranger_a_blocker_and_a_deleted_account_cannot_be_written_to(api: BotApi, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(BAYU, "halo")
    api.block(SARI)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(SARI, "halo")
    updates = await bot.get_updates()
    assert updates[0].my_chat_member is not None
    assert updates[0].my_chat_member.new_chat_member.status == "kicked"
    api.say(SARI, "/start")
    assert (await bot.send_message(SARI, "halo lagi")).text == "halo lagi"
    api.deactivate(SARI)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(SARI, "halo")


async def test_a_wrong_token_is_refused(api: BotApi) -> None:
    async with serve(api) as base_url:
        with pytest.raises(InvalidToken):
            async with Bot("987654321:AAAnotherAnotherAnotherAnotherAno", base_url=f"{base_url}/bot"):
                pass


async def test_replies_copies_forwards_pins_and_reactions(api: BotApi, bot: Bot) -> None:
    question = api.say(SARI, "Tanya")
    answer = await bot.send_message(SARI, "Jawab", reply_parameters=ReplyParameters(question["message_id"]))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "Tanya"
    api.say(BAYU, "/start")
    copy = await bot.copy_message(BAYU, SARI, answer.message_id)
    assert (api.last(BAYU)["message_id"], api.last(BAYU)["text"]) == (copy.message_id, "Jawab")
    forwarded = await bot.forward_message(BAYU, SARI, answer.message_id)
    assert forwarded.forward_origin is not None
    await bot.pin_chat_message(BAYU, copy.message_id)
    assert (pinned := (await bot.get_chat(BAYU)).pinned_message) is not None
    assert pinned.message_id == copy.message_id
    assert await bot.set_message_reaction(SARI, question["message_id"], ReactionTypeEmoji("👍"))
    assert await bot.send_chat_action(SARI, "typing")


async def test_deleted_messages_are_gone_from_the_phone(api: BotApi, bot: Bot, clock: TurnedClock) -> None:
    sent = [await bot.send_message(SARI, str(number)) for number in range(4)]
    await bot.delete_message(SARI, sent[0].message_id)
    await bot.delete_messages(SARI, [sent[1].message_id, 9999])
    assert [message["text"] for message in api.messages(SARI)] == ["2", "3"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(SARI, sent[0].message_id)
    clock.turn(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(SARI, sent[2].message_id)


async def test_a_group_can_speak_and_press(api: BotApi, bot: Bot) -> None:
    spoken = api.say(SARI, "/start@SelaBot", chat=-5001)
    sent = await bot.send_message(-5001, "Pilih", reply_markup=YES_NO)
    api.press(BAYU, sent.message_id, "v1:ya", chat=-5001)
    message, press = await bot.get_updates()
    assert message.message is not None
    assert (message.message.chat.type, message.message.message_id) == ("group", spoken["message_id"])
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == BAYU


async def test_a_watcher_sees_everything_that_happens(api: BotApi, bot: Bot) -> None:
    events = api.events()
    sent = await bot.send_message(SARI, "satu")
    await bot.edit_message_text("dua", SARI, sent.message_id)
    await bot.send_chat_action(SARI, "typing")
    await bot.delete_message(SARI, sent.message_id)
    await events.aclose()
    seen: list[dict[str, Any]] = [event async for event in events]
    assert [event["type"] for event in seen] == ["message", "edit", "typing", "delete"]
    assert {event["chat_id"] for event in seen} == {SARI}


async def test_a_watcher_who_falls_behind_is_told_to_look_anew(api: BotApi) -> None:
    events = api.events()
    for number in range(2001):
        api.say(SARI, str(number))
    assert (await anext(events))["type"] == "lost"
    assert (await anext(events))["message"]["text"] == "2000"


async def test_waiting_in_vain_tells_the_last_calls(api: BotApi, bot: Bot) -> None:
    await bot.send_message(SARI, "halo")
    with pytest.raises(TimeoutError, match=f"sendMessage to {SARI}: 200"):
        await api.until(lambda: False, timeout=0.02)


async def test_a_label_that_is_not_there_names_the_visible_ones(api: BotApi, bot: Bot) -> None:
    await bot.send_message(SARI, "Pilih", reply_markup=YES_NO)
    with pytest.raises(AssertionError, match=r"visible: \['Ya'\]"):
        api.press_text(SARI, "Tidak")


async def test_leaving_the_server_ends_long_polls_at_once(api: BotApi) -> None:
    async with serve(api) as base_url, client_of(base_url) as client:
        poll = asyncio.ensure_future(client.get_updates(timeout=30))
        await api.until(lambda: api.world.updates.is_polled)
        started = asyncio.get_running_loop().time()
        async with serve(api):
            pass
    with pytest.raises(Exception, match=r"."):
        await poll
    assert asyncio.get_running_loop().time() - started < 2
