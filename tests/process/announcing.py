"""A supervisor whose broadcast to a crowd is on its way before or while the real bot runs."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.buttons.broadcast_draft import ConfirmBroadcast
from bot.clock import system_clock
from content.catalogue import Catalogue
from learning.broadcasts import ContentKind, Preview, Results, Timing
from learning.people import Grant, Role
from learning.policy import Policy
from learning.ports import Records
from learning.records import AttentionState
from learning.rules.calendar import Calendar
from learning.usecases import broadcasting, drafting, enrol
from learning.usecases.broadcasting import Confirmed
from learning.world import World
from playground.telegram import BotApi
from storage.database import Database
from tests.people import entry
from tests.process.bot_process import TOKEN, BotProcess, Stage, stage_in
from tests.process.crowd import FIRST_TELEGRAM_ID, UNIT, zone_in_the_middle_of_the_day

AUTHOR = FIRST_TELEGRAM_ID - 1
WORDS = "The meeting moves to the second floor."
WORLD = World(policy=Policy(), calendar=Calendar(), catalogue=Catalogue(courses={}, lessons={}))

STATES = (
    "SELECT outbox.state, maybe_twice, telegram_id, outbox.reason FROM outbox "
    "JOIN person ON person.id = outbox.person_id WHERE outbox.kind = 'broadcast'"
)
CLAIMED = STATES + " AND outbox.state = 'claimed'"
BUSY = "SELECT count(*) FROM outbox WHERE kind = 'broadcast' AND state IN ('queued', 'claimed')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is on record about one person's copy."""

    state: str
    maybe_twice: bool
    phone: int
    reason: str


class Announcement:
    """A broadcast of the supervisor to everybody of a stage."""

    def __init__(self, stage: Stage, broadcast_id: int, check: int) -> None:
        self.stage, self.id, self.check = stage, broadcast_id, check

    @property
    def api(self) -> BotApi:
        """The embedded Telegram."""
        return self.stage.api

    @property
    def bot(self) -> BotProcess:
        """The bot's process."""
        return self.stage.bot

    @property
    def confirm_button(self) -> str:
        """What the button under the preview sends."""
        return ConfirmBroadcast(self.id, self.check).pack()

    def copies(self, query: str = STATES) -> list[Copy]:
        """Everybody's copy as it is on record."""
        return [
            Copy(state=state, maybe_twice=bool(twice), phone=phone, reason=reason)
            for state, twice, phone, reason in self.bot.ask(query)
        ]

    def in_flight(self) -> list[int]:
        """The phones whose copy was being sent when the process ended."""
        return [copy.phone for copy in self.copies(CLAIMED)]

    @property
    def states(self) -> dict[str, int]:
        """How many copies are in each state."""
        return dict(
            self.bot.ask("SELECT state, count(*) FROM outbox WHERE kind = 'broadcast' GROUP BY state")
        )

    def is_over(self) -> bool:
        """Whether nobody's copy waits or is on its way."""
        return self.bot.ask(BUSY) == [(0,)]

    async def until_over(self, timeout: float = 60) -> None:
        """Waits until nobody's copy waits or is on its way."""
        await self.api.until(self.is_over, timeout)

    def received(self, phone: int) -> int:
        """How many copies are on a phone."""
        return sum(WORDS in message.get("text", "") for message in self.api.messages(phone))

    @property
    def view(self) -> str:
        """What the author's message about the broadcast says now."""
        return str(self.api.messages(AUTHOR)[0].get("text", ""))

    @property
    def sent_in_view(self) -> int:
        """How many have it, as the author's message says."""
        found = re.search(r"Sent ([\d,]+)", self.view)
        return int(found[1].replace(",", "")) if found else -1

    def results(self) -> Results:
        """What the author would be told now."""
        database = self.bot.open_database()
        try:
            return database.transact(_look, self.id)
        finally:
            database.close()


def _look(records: Records, broadcast_id: int) -> Results:
    found = records.broadcasts.get(broadcast_id)
    assert found is not None
    return broadcasting.results_of(records, WORLD, found, now=system_clock())


@asynccontextmanager
async def announcement_in(
    folder: Path, people: int, api: BotApi | None = None, *, confirmed: bool = True, **settings: Any
) -> AsyncIterator[Announcement]:
    """A crowd, and a supervisor's broadcast to it; nobody serves it yet.

    It is confirmed already, with the author watching it, or previewed and one tap away from leaving.
    """
    api = api or BotApi(token=TOKEN, clock=system_clock, keep_calls=False)
    api.add_user(AUTHOR, "Budi", language_code="en", started=True)
    async with stage_in(folder, people, api, **settings) as stage:
        database = stage.bot.open_database()
        try:
            database.transact(_let_rest)
            database.transact(_seat_author)
            view = await _message(api)
            broadcast_id, check = database.transact(draft_and_preview, WORDS)
            if confirmed:
                database.transact(_confirm, broadcast_id, view)
        finally:
            database.close()
        yield Announcement(stage, broadcast_id, check)


async def _message(api: BotApi) -> int:
    """The message in which the author reads the preview, then the progress."""
    await api.answer("sendMessage", {"chat_id": AUTHOR, "text": "…"})
    return int(api.last(AUTHOR)["message_id"])


def _let_rest(records: Records) -> None:
    """Nobody is due for a lesson: only the broadcast arrives."""
    unit = records.roster.unit(UNIT)
    assert unit is not None
    people = records.roster.people_of(unit.id)
    records.nudges.save_attention([AttentionState(person_id=one, next_due_at=None) for one in people])


def _seat_author(records: Records) -> None:
    now = system_clock()
    unit = records.roster.unit(UNIT)
    assert unit is not None
    listed = replace(
        entry("197504042000031004", "Budi", unit=UNIT, zone=zone_in_the_middle_of_the_day(now)),
        language="en",
    )
    author = records.roster.add_person(listed, unit, now)
    records.people.bind(author, AUTHOR)
    records.people.acknowledge(author, "test", now)
    records.people.finish_onboarding(author, now)
    records.people.set_language(author, "en")
    records.roster.add_grant(author, Grant(role=Role.SUPERVISOR, unit=UNIT, starts_on=now.date()))


def draft_and_preview(records: Records, words: str) -> tuple[int, int]:
    """A draft with these words that wants to leave now, as its author has seen it; its id and its check."""
    now = system_clock()
    author = enrol.who_is(records, AUTHOR, now=now)
    assert author is not None
    begun = drafting.begin(records, author, ContentKind.TEXT, now=now)
    drafting.write(records, author, begun.id, words)
    drafting.time_it(records, author, begun.id, Timing.NOW, now=now)
    shown = broadcasting.preview(records, WORLD, author, begun.id, now=now)
    assert isinstance(shown, Preview), shown
    return begun.id, drafting.check_of(shown.broadcast)


def _confirm(records: Records, broadcast_id: int, view: int) -> None:
    now = system_clock()
    author = enrol.who_is(records, AUTHOR, now=now)
    assert author is not None
    outcome = broadcasting.confirm(records, WORLD, author, broadcast_id, now=now)
    assert isinstance(outcome, Confirmed), outcome
    broadcasting.watch(records, author, broadcast_id, view)


def change(bot: BotProcess, work: Any, *args: Any) -> Any:
    """Changes the records beside a running bot, as the command line does."""
    database: Database = bot.open_database()
    try:
        return database.transact(work, *args)
    finally:
        database.close()
