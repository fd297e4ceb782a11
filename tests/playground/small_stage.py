"""A small stage for the page: two people, a clock that stands still, a bot that says what it is told."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from playground.telegram import BotApi
from playground.web import JumpTo, Phone, Turn

SARI, BAYU = 11, 12


class SmallStage:
    """A stage whose clock stands still until somebody turns it."""

    organisation = "Balai Contoh"
    time_zone = "Asia/Jakarta"

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
        self.turns: list[Turn] = []
        self.held: list[int] = []
        self.phones: Sequence[Phone] = (
            Phone(
                user_id=SARI,
                name="Sari",
                role="employee",
                place="Jakarta",
                time_zone="Asia/Jakarta",
                shown=True,
            ),
            Phone(
                user_id=BAYU,
                name="Bayu",
                role="employee",
                place="Jayapura",
                time_zone="Asia/Jayapura",
                shown=False,
            ),
        )

    def now(self) -> datetime:
        return self.moment

    async def turn(self, step: Turn) -> datetime:
        self.turns.append(step)
        self.moment = step.at if isinstance(step, JumpTo) else self.moment + timedelta(minutes=10)
        return self.moment

    def hold(self, user_ids: Collection[int]) -> None:
        self.held = list(user_ids)


def started_api(stage: SmallStage) -> BotApi:
    """Return an embedded Bot API on the stage's clock, whose people the bot may write to."""
    api = BotApi(token="1:test", clock=stage.now)
    for phone in stage.phones:
        api.add_user(phone.user_id, phone.name, started=True)
    return api


async def bot(api: BotApi, method: str, **params: Any) -> Any:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api.app), base_url="http://bot") as client:
        return (await client.post(f"/bot1:test/{method}", json=params)).json()["result"]
