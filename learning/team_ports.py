"""What the use cases of the team view need of the records; storage keeps these promises."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from learning.rules.credit import LedgerDay
from learning.team import Figures


class Team(Protocol):
    """What a supervisor may see of people, summed up in the database."""

    def figures(
        self, scope: Sequence[str | None], *, without: int, day: LedgerDay, leaves_since: date
    ) -> Sequence[Figures]: ...
    def figures_of(self, person_id: int, *, day: LedgerDay, leaves_since: date) -> Figures | None: ...
    def links_made_since(self, person_ids: Sequence[int], since: datetime) -> frozenset[int]: ...
