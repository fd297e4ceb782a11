"""What every use case needs besides the records: policy, calendar and catalogue as they stand now."""

from dataclasses import dataclass

from content.catalogue import Catalogue
from learning.policy import Policy
from learning.rules.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The organisation's decisions, the calendar in force and what is taught."""

    policy: Policy
    calendar: Calendar
    catalogue: Catalogue
