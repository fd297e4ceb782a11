"""The methods about the bot, its profile, its commands, its chats, its files and its intake of updates."""

from collections.abc import Callable
from typing import Any

from playground.telegram.errors import bad_request
from playground.telegram.files import LARGEST_DOWNLOAD
from playground.telegram.world import Handler, Json, Request, World

GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
)  # fmt: skip


def get_me(world: World, _request: Request) -> Json:
    """getMe."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }


def yes(_world: World, _request: Request) -> bool:
    """logOut and close: nothing to do here."""
    return True


async def get_updates(world: World, request: Request) -> list[Json]:
    """getUpdates."""
    return await world.updates.poll(
        offset=request.params.get("offset", 0),
        limit=request.params.get("limit", 100),
        timeout=request.params.get("timeout", 0),
        allowed=request.params.get("allowed_updates"),
    )


def set_webhook(world: World, request: Request) -> bool:
    """setWebhook: remembered (and closes getUpdates), but nothing is delivered to it."""
    url = request.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.webhook_url = url
    world.updates.allow(request.params.get("allowed_updates"))
    return _drop_pending(world, request)


def delete_webhook(world: World, request: Request) -> bool:
    """deleteWebhook."""
    world.updates.webhook_url = ""
    return _drop_pending(world, request)


def get_webhook_info(world: World, _request: Request) -> Json:
    """getWebhookInfo."""
    updates = world.updates
    kinds = {"allowed_updates": list(updates.allowed)} if updates.allowed else {}
    return {
        "url": updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": updates.pending,
        **kinds,
    }


def set_my_commands(world: World, request: Request) -> bool:
    """setMyCommands."""
    commands = request.params.get("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    return _store_commands(world, request, commands)


def delete_my_commands(world: World, request: Request) -> bool:
    """deleteMyCommands."""
    return _store_commands(world, request, [])


def get_my_commands(world: World, request: Request) -> list[Json]:
    """getMyCommands."""
    return world.profile.commands(request.params.get("scope"), request.text("language_code"))


def set_chat_menu_button(world: World, request: Request) -> bool:
    """setChatMenuButton, of one chat or of all."""
    if request.chat_id is not None:
        world.chats.known(request.chat_id)
    world.profile.set_menu_button(request.chat_id, request.params.get("menu_button") or {"type": "commands"})
    world.happenings.publish({"type": "commands", "chat_id": request.chat_id})
    return True


def get_chat_menu_button(world: World, request: Request) -> Json:
    """getChatMenuButton."""
    return world.profile.menu_button(request.chat_id)


def get_chat(world: World, request: Request) -> Json:
    """getChat."""
    chat = world.chats.known(request.chat_id)
    pinned = chat.messages.get(chat.pinned) if chat.pinned is not None else None
    return {
        **chat.face,
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
        **({"pinned_message": pinned} if pinned else {}),
    }


def get_file(world: World, request: Request) -> Json:
    """getFile: at most 20 MB can be downloaded."""
    if not request.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id(request.text("file_id"))
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.identity(), "file_path": stored.path}


def _drop_pending(world: World, request: Request) -> bool:
    if request.flag("drop_pending_updates"):
        world.updates.forget_all()
    return True


def _store_commands(world: World, request: Request, commands: list[Json]) -> bool:
    scope = request.params.get("scope") or {}
    if "chat_id" in scope:
        world.chats.known(scope["chat_id"])
    world.profile.set_commands(request.params.get("scope"), request.text("language_code"), commands)
    world.happenings.publish({"type": "commands", "chat_id": None})
    return True


def _setter(kind: str) -> Handler:
    def set_text(world: World, request: Request) -> bool:
        world.profile.set_text(kind, request.text("language_code"), request.text(kind))
        return True

    return set_text


def _getter(kind: str) -> Callable[[World, Request], Any]:
    def get_text(world: World, request: Request) -> Json:
        return {kind: world.profile.text(kind, request.text("language_code"))}

    return get_text


METHODS: dict[str, Handler] = {
    "getMe": get_me,
    "logOut": yes,
    "close": yes,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getChat": get_chat,
    "getFile": get_file,
}
