"""Buttons of the audit log."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.auditing import AuditGroup


@button
@dataclass(frozen=True, slots=True)
class ShowAudit(Button):
    """The page of a group older (or newer) than an entry; 0 asks for the newest."""

    code: ClassVar[str] = "au"
    group: AuditGroup
    beside: int
    newer: bool


@button
@dataclass(frozen=True, slots=True)
class SendAudit(Button):
    """The entries of a group as a spreadsheet."""

    code: ClassVar[str] = "ax"
    group: AuditGroup
