"""What the page may ask for: each wish as it comes from the browser, checked."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime


class Wish(BaseModel):
    """What the page asks for; nothing more than what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfPerson(Wish):
    """A wish of one phone."""

    user_id: int


class Say(OfPerson):
    """Write a message."""

    text: str = Field(min_length=1, max_length=4096)
    reply_to: int | None = None


class SendFile(OfPerson):
    """Send a picture or a document, with words under it."""

    caption: str = Field(default="", max_length=1024)
    reply_to: int | None = None


class Press(OfPerson):
    """Tap a button."""

    message_id: int
    data: str = Field(min_length=1, max_length=64)


class Vote(OfPerson):
    """Vote in a poll."""

    message_id: int
    option_ids: list[int] = Field(max_length=12)


class Inline(OfPerson):
    """Type words after the bot's name: cards are offered."""

    query: str = Field(max_length=256)


class Choose(OfPerson):
    """Send one of the cards that were offered."""

    inline_query_id: str = Field(max_length=64)
    result_id: str = Field(max_length=64)


class Hold(Wish):
    """Play these phones by hand: their owners do nothing by themselves meanwhile."""

    user_ids: list[int] = Field(max_length=100)


class TurnClock(Wish):
    """Turn the clock."""

    step: Literal["next_break", "next_day", "next_monday", "forward", "jump"]
    minutes: int = Field(default=60, ge=1, le=7 * 24 * 60)
    at: NaiveDatetime | None = None
