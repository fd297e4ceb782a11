"""An embedded Telegram: a Bot API server with people, phones and bad luck, on this machine only."""

from playground.telegram.api import BotApi
from playground.telegram.chats import User
from playground.telegram.dispatch import Call
from playground.telegram.errors import Refused
from playground.telegram.faults import Fault
from playground.telegram.files import StoredFile
from playground.telegram.limits import Limits
from playground.telegram.serving import serve

__all__ = ["BotApi", "Call", "Fault", "Limits", "Refused", "StoredFile", "User", "serve"]
