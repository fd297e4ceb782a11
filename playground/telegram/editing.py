"""The methods that change, pin, mark or remove a message that is there already."""

from typing import Any

from playground.telegram.chats import Chat
from playground.telegram.errors import bad_request
from playground.telegram.formatting import caption_text
from playground.telegram.keyboard import inline_keyboard
from playground.telegram.messaging import caption_content, document_content, photo_content, text_content
from playground.telegram.world import Handler, Json, Request, World

DELETABLE_SECONDS = 48 * 3600
COMPARED_FIELDS = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MEDIA_FIELDS = ("photo", "document", "caption", "caption_entities", "show_caption_above_media")


def edit_message_text(world: World, request: Request) -> Json:
    """editMessageText; without reply_markup the buttons go."""
    chat, message = _own_message(world, request)
    content = text_content(request)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    kept = _without(message, "text", "entities", "link_preview_options")
    return _change(world, chat, kept | content, request)


def edit_message_caption(world: World, request: Request) -> Json:
    """editMessageCaption; an empty caption removes it."""
    chat, message = _own_message(world, request)
    if not ("photo" in message or "document" in message):
        raise bad_request("there is no caption in the message to edit")
    content = caption_content(request)
    return _change(world, chat, _without(message, "caption", "caption_entities") | content, request)


def edit_message_reply_markup(world: World, request: Request) -> Json:
    """editMessageReplyMarkup; without reply_markup the buttons go."""
    chat, message = _own_message(world, request)
    return _change(world, chat, message, request)


def edit_message_media(world: World, request: Request) -> Json:
    """editMessageMedia with a photo or a document."""
    chat, message = _own_message(world, request)
    media = request.params.get("media")
    if not isinstance(media, dict):
        raise bad_request("input media is not specified")
    content = _media_content(world, request, media)
    if "poll" in message:
        raise bad_request("message can't be edited")
    return _change(world, chat, _without(message, "text", "entities", *MEDIA_FIELDS) | content, request)


def delete_message(world: World, request: Request) -> bool:
    """deleteMessage."""
    chat = world.chats.known(request.chat_id)
    message_id = request.required_integer("message_id", "message identifier is not specified")
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    if world.unix_time() - chat.messages[message_id]["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.remove(chat, message_id)
    return True


def delete_messages(world: World, request: Request) -> bool:
    """deleteMessages: 1-100 at once, those not found are skipped."""
    chat = world.chats.known(request.chat_id)
    ids = request.params.get("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("wrong number of messages to delete")
    for message_id in ids:
        if message_id in chat.messages:
            world.remove(chat, message_id)
    return True


def set_message_reaction(world: World, request: Request) -> bool:
    """setMessageReaction: told to the phone, kept nowhere."""
    chat = world.chats.reachable(request.chat_id)
    message_id = request.required_integer("message_id", "message identifier is not specified")
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    reaction = request.params.get("reaction") or []
    world.happenings.publish(
        {"type": "reaction", "chat_id": chat.id, "message_id": message_id, "reaction": reaction}
    )
    return True


def pin_chat_message(world: World, request: Request) -> bool:
    """pinChatMessage."""
    chat = world.chats.reachable(request.chat_id)
    message_id = request.required_integer("message_id", "message identifier is not specified")
    if message_id not in chat.messages:
        raise bad_request("message to pin not found")
    return _pin(world, chat, message_id)


def unpin_chat_message(world: World, request: Request) -> bool:
    """unpinChatMessage and unpinAllChatMessages."""
    return _pin(world, world.chats.reachable(request.chat_id), None)


def _pin(world: World, chat: Chat, message_id: int | None) -> bool:
    chat.pinned = message_id
    world.happenings.publish({"type": "pin", "chat_id": chat.id, "message_id": message_id})
    return True


def _own_message(world: World, request: Request) -> tuple[Chat, Json]:
    chat = world.chats.reachable(request.chat_id)
    message_id = request.required_integer("message_id", "message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, chat: Chat, message: Json, request: Request) -> Json:
    keyboard = inline_keyboard(request.params.get("reply_markup"))
    buttons: Json = {"reply_markup": keyboard} if keyboard else {}
    changed = _without(message, "reply_markup", "edit_date") | buttons
    before = chat.messages[message["message_id"]]
    if all(before.get(field) == changed.get(field) for field in COMPARED_FIELDS):
        raise bad_request(NOT_MODIFIED)
    return world.replace(chat, {**changed, "edit_date": world.unix_time()})


def _media_content(world: World, request: Request, media: Json) -> Json:
    kind, source = media.get("type"), media.get("media")
    if kind == "photo":
        content = photo_content(world, request, source)
    elif kind == "document":
        content = document_content(world, request, source)
    else:
        raise bad_request("type of the media is not implemented by the embedded Bot API")
    return content | _media_caption(media)


def _media_caption(media: Json) -> Json:
    caption = caption_text(media.get("caption"), media.get("parse_mode"), media.get("caption_entities"))
    if not caption.text:
        return {}
    entities: dict[str, Any] = {"caption_entities": list(caption.entities)} if caption.entities else {}
    return {"caption": caption.text, **entities}


def _without(message: Json, *fields: str) -> Json:
    return {field: value for field, value in message.items() if field not in fields}


METHODS: dict[str, Handler] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_chat_message,
}
