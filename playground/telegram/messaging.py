"""The methods that send: text, photos, documents, copies, forwards, and the typing sign."""

from typing import Any

from playground.telegram.chats import Chat
from playground.telegram.errors import bad_request
from playground.telegram.files import Upload
from playground.telegram.formatting import FormattedText, caption_text, message_text
from playground.telegram.keyboard import inline_keyboard
from playground.telegram.world import Handler, Json, Request, World

CONTENT_FIELDS = (
    "text", "entities", "caption", "caption_entities", "photo", "document", "link_preview_options",
)  # fmt: skip


def send_message(world: World, request: Request) -> Json:
    """sendMessage."""
    chat = world.chats.reachable(request.chat_id)
    content = text_content(request)
    return publish(world, chat, request, content)


def send_photo(world: World, request: Request) -> Json:
    """sendPhoto."""
    chat = world.chats.reachable(request.chat_id)
    caption = caption_content(request)
    return publish(world, chat, request, photo_content(world, request, request.params.get("photo")) | caption)


def send_document(world: World, request: Request) -> Json:
    """sendDocument."""
    chat = world.chats.reachable(request.chat_id)
    caption = caption_content(request)
    content = document_content(world, request, request.params.get("document"))
    return publish(world, chat, request, content | caption)


def copy_message(world: World, request: Request) -> Json:
    """copyMessage: the content without the sender; answers with the new message id only."""
    chat = world.chats.reachable(request.chat_id)
    original = _source_message(world, request, "message to copy not found")
    content = _content_of(original)
    if "caption" in request.params:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption_content(request)
    return {"message_id": publish(world, chat, request, content)["message_id"]}


def forward_message(world: World, request: Request) -> Json:
    """forwardMessage: the content with its origin, without buttons."""
    chat = world.chats.reachable(request.chat_id)
    original = _source_message(world, request, "message to forward not found")
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return publish(world, chat, request, {"forward_origin": origin, **_content_of(original)})


def send_chat_action(world: World, request: Request) -> bool:
    """sendChatAction: the phone shows "typing…" for a moment."""
    chat = world.chats.reachable(request.chat_id)
    if not request.text("action"):
        raise bad_request("wrong parameter action in request")
    world.happenings.publish({"type": "typing", "chat_id": chat.id, "action": request.text("action")})
    return True


def publish(world: World, chat: Chat, request: Request, content: Json) -> Json:
    """Puts a message from the bot into the chat; returns it."""
    keyboard = inline_keyboard(request.params.get("reply_markup"))
    message: Json = {
        "message_id": world.chats.next_message_id(),
        "from": world.bot,
        "chat": chat.face,
        "date": world.unix_time(),
        **_reply(chat, request),
        **content,
    }
    if keyboard:
        message["reply_markup"] = keyboard
    if request.flag("protect_content"):
        message["has_protected_content"] = True
    if effect := request.text("message_effect_id"):
        message["effect_id"] = effect
    return world.show(chat, message)


def text_content(request: Request) -> Json:
    """The text fields of a message from `text`, `parse_mode` and `entities`."""
    params = request.params
    text = message_text(params.get("text"), params.get("parse_mode"), params.get("entities"))
    return _with_entities("text", "entities", text) | _link_preview(request)


def caption_content(request: Request) -> Json:
    """The caption fields, none for an empty caption."""
    params = request.params
    caption = caption_text(params.get("caption"), params.get("parse_mode"), params.get("caption_entities"))
    content = _with_entities("caption", "caption_entities", caption) if caption.text else {}
    if content and request.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def photo_content(world: World, request: Request, value: Any) -> Json:
    """The photo field from an upload, an attach:// address or a file id."""
    source = _file_source(request, "photo", value)
    if isinstance(source, Upload):
        return {"photo": world.files.keep_photo(source).as_photo()}
    stored = world.files.by_id(source)
    if not stored.width:
        raise bad_request("can't use file of type Document as Photo")
    return {"photo": stored.as_photo()}


def document_content(world: World, request: Request, value: Any) -> Json:
    """The document field from an upload, an attach:// address or a file id."""
    source = _file_source(request, "document", value)
    if isinstance(source, Upload):
        return {"document": world.files.keep_document(source).as_document()}
    return {"document": world.files.by_id(source).as_document()}


def _file_source(request: Request, field: str, value: Any) -> Upload | str:
    if isinstance(value, str) and value.startswith("attach://"):
        field = value.removeprefix("attach://")
        if field not in request.files:
            raise bad_request(f"can't find attached file {field}")
    if field in request.files:
        return request.files[field]
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {field} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return value


def _with_entities(field: str, entities_field: str, text: FormattedText) -> Json:
    content: Json = {field: text.text}
    if text.entities:
        content[entities_field] = list(text.entities)
    return content


def _link_preview(request: Request) -> Json:
    options = request.params.get("link_preview_options")
    return {"link_preview_options": options} if options else {}


def _reply(chat: Chat, request: Request) -> Json:
    wanted = request.params.get("reply_parameters") or {}
    message_id = wanted.get("message_id", request.params.get("reply_to_message_id"))
    if message_id is None:
        return {}
    original = chat.messages.get(message_id)
    if original is None:
        if wanted.get("allow_sending_without_reply") or request.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in original.items() if k != "reply_to_message"}}


def _source_message(world: World, request: Request, complaint: str) -> Json:
    source = world.chats.known(request.params.get("from_chat_id"))
    message = source.messages.get(request.required_integer("message_id", complaint))
    if message is None:
        raise bad_request(complaint)
    return message


def _content_of(message: Json) -> Json:
    content = {field: message[field] for field in CONTENT_FIELDS if field in message}
    if not content:
        raise bad_request("message can't be copied")
    return content


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
}
