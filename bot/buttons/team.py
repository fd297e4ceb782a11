"""Buttons of the team view: units, lists of people, one person, the picture, links."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.team import Group, Order

WHOLE_TEAM = 0
"""In the place of a unit: everything the person leads."""


@button
@dataclass(frozen=True, slots=True)
class ShowTeam(Button):
    """The team at a glance, or one unit of it."""

    code: ClassVar[str] = "tt"
    unit: int = WHOLE_TEAM


@button
@dataclass(frozen=True, slots=True)
class ChooseTeamUnit(Button):
    """A page of the units that somebody leads."""

    code: ClassVar[str] = "tu"
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowMembers(Button):
    """A page of the people of a team, or of some of them."""

    code: ClassVar[str] = "tl"
    unit: int
    group: Group
    order: Order
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowMember(Button):
    """One person of the team; the rest leads back to the list they were found in."""

    code: ClassVar[str] = "tm"
    person: int
    unit: int = WHOLE_TEAM
    group: Group = Group.EVERYONE
    order: Order = Order.NAME
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowTeamPicture(Button):
    """The team as a picture."""

    code: ClassVar[str] = "tp"
    unit: int = WHOLE_TEAM


@button
@dataclass(frozen=True, slots=True)
class AskTeamLinks(Button):
    """Ask before links are made for everyone who has not activated."""

    code: ClassVar[str] = "tq"
    unit: int = WHOLE_TEAM


@button
@dataclass(frozen=True, slots=True)
class MakeTeamLinks(Button):
    """Make those links; `asked` is when that was asked, in seconds since 1970, so that they are made once."""

    code: ClassVar[str] = "tk"
    unit: int
    asked: int


@button
@dataclass(frozen=True, slots=True)
class AskMemberLink(Button):
    """Ask before a link is made for one person."""

    code: ClassVar[str] = "ta"
    person: int


@button
@dataclass(frozen=True, slots=True)
class MakeMemberLink(Button):
    """Make a link for one person; `asked` as for a whole team."""

    code: ClassVar[str] = "tz"
    person: int
    asked: int
