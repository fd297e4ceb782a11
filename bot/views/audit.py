"""Screens of the audit log: who did what to whom, in plain words."""

from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.buttons.audit import SendAudit, ShowAudit
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.audit_details import details_for
from bot.views.audit_words import group_names, words_for
from learning.auditing import AuditGroup, AuditLine, AuditPage

LONGEST_NAME, LONGEST_UNIT, LONGEST_DETAIL = 50, 80, 90
COMMAND_LINE = "command line: "


def log(page: AuditPage, zone: ZoneInfo, t: Texts) -> Screen:
    """A page of the log, newest first, with the groups to narrow it to."""
    shown = [_entry(line, zone, t) for line in page.lines]
    group = page.group
    newer = ShowAudit(group, page.lines[0].id, newer=True) if page.lines else ShowAudit(group, 0, newer=False)
    older = ShowAudit(group, page.lines[-1].id, newer=False) if page.lines else None
    return Screen(
        text=paragraphs(
            t("<b>Audit log</b>: {group}", group=group_names(t)[group]),
            *(shown or [t("Nothing is written down here yet.")]),
        ),
        keys=(
            *rows(
                Key("‹", newer) if page.has_newer else None,
                Key("›", older) if page.has_older and older else None,
                width=2,
            ),
            *rows(*(_choice(one, group, t) for one in AuditGroup), width=2),
            (Key(t.plain("Send as a spreadsheet"), SendAudit(group)),),
        ),
    )


def spreadsheet(content: bytes, count: int, made_on: date, t: Texts) -> Screen:
    """The log as a file."""
    return Screen(
        text=t.count(
            "The audit log: {n} entry. That you took it out is written down as well.",
            "The audit log: the newest {n} entries. That you took them out is written down as well.",
            count,
        ),
        files=(File(name=f"sela-audit-{made_on.isoformat()}.xlsx", content=content),),
    )


def refused(t: Texts) -> Screen:
    """Whoever is no admin (any more)."""
    return Screen(text=t("Only admins read the audit log."))


def who(line: AuditLine, t: Texts) -> str:
    """Who acted: somebody's name, the command line, or what is known of them."""
    entry = line.entry
    if entry.actor.startswith(COMMAND_LINE):
        return t.plain("command line ({name})", name=entry.actor.removeprefix(COMMAND_LINE))
    if entry.actor == "stranger":
        return t.plain("a stranger")
    if entry.actor_id is None:
        return entry.actor
    return line.actor_name or t.plain("somebody whose name was erased")


def whom(line: AuditLine, t: Texts) -> str:
    """Whom it concerns, empty where it is nobody or the one who acted."""
    entry = line.entry
    if entry.person_id is None or entry.person_id == entry.actor_id:
        return ""
    return line.person_name or t.plain("somebody whose name was erased")


def _entry(line: AuditLine, zone: ZoneInfo, t: Texts) -> Markup:
    local = line.entry.at.astimezone(zone)
    concerned, details = whom(line, t), details_for(line.entry, t)
    return lines(
        t(
            "<b>{day}, {time}</b> {who}",
            day=t.short_date(local.date()),
            time=t.clock(local.time()),
            who=_clipped(who(line, t), LONGEST_NAME),
        ),
        words_for(line.entry.action, t)[:LONGEST_DETAIL],
        t(
            "→ {name}, {unit}",
            name=_clipped(concerned, LONGEST_NAME),
            unit=_clipped(line.person_unit, LONGEST_UNIT),
        )
        if concerned
        else None,
        Markup("<i>{}</i>").format(_clipped(details, LONGEST_DETAIL)) if details else None,
    )


def _clipped(text: str, longest: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1]}…"


def _choice(one: AuditGroup, chosen: AuditGroup, t: Texts) -> Key:
    name = group_names(t)[one]
    return Key(f"• {name}" if one is chosen else name, ShowAudit(one, 0, newer=False))
