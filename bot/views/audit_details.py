"""The details of an entry of the audit log, which are kept for programs, in the words of its reader."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.texts import Texts
from bot.views.audit_words import group_names
from bot.views.broadcast_words import kinds
from bot.views.credit_kinds import kind_words
from bot.views.report_words import period_name
from bot.views.roster import role_name
from learning.auditing import AuditGroup
from learning.broadcasts import ContentKind
from learning.notes import NoteKind
from learning.people import Role
from learning.records import AuditEntry, CreditKind
from learning.rules.periods import parse

WHOLE_MINUTE = 60
BETWEEN = " · "

Words = Callable[[re.Match[str], Texts], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """How the details of an action are written down, and what they say."""

    pattern: re.Pattern[str]
    words: Words


def details_for(entry: AuditEntry, t: Texts) -> str:
    """What else is known of it; details in a form that nobody writes (any more) are shown as they are."""
    form = FORMS.get(entry.action)
    found = form.pattern.fullmatch(entry.detail) if form else None
    if form is None or found is None:
        return entry.detail
    try:
        return BETWEEN.join(filter(None, form.words(found, t)))
    except ValueError:
        return entry.detail


def _broadcast(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    kind = kinds(t)[ContentKind(found["kind"])] if found["kind"] else ""
    people = _people(found["people"], t) if found["people"] else ""
    return t.plain("broadcast {number}", number=found["id"]), kind, people


def _series(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    number = t.plain("recurring broadcast {number}", number=found["id"])
    return number, kinds(t)[ContentKind(found["kind"])]


def _group(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (t.plain("group {number}", number=found["id"]),)


def _note(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    names = {
        NoteKind.PRAISE: t.plain("praise"),
        NoteKind.NOTE: t.plain("a note"),
        NoteKind.QUESTION: t.plain("a question"),
        NoteKind.REPLY: t.plain("a reply"),
    }
    return (names[NoteKind(found[0])],)


def _course(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    until = t.plain("until {day}", day=_day(found["due_on"], t)) if found["due_on"] else ""
    people = _people(found["people"], t) if found["people"] else ""
    given_to = found["given_to"] or ""
    role = role_name(Role(given_to), t) if given_to in set(Role) else given_to
    return found["course"], until, people, role


def _source(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    """What a row of the ledger was credited for, with the minutes that a correction added or took away."""
    kind = kind_words(t)[CreditKind(found["kind"])] if found["kind"] != "import" else t.plain("from a file")
    of = found["lesson"] or ""
    return kind, of, _minutes(int(found["seconds"]), t) if found["seconds"] else ""


def _minutes(seconds: int, t: Texts) -> str:
    """Signed minutes, seconds where it is less than one."""
    sign = "+" if seconds > 0 else "−"
    if abs(seconds) < WHOLE_MINUTE:
        return t.plain("{sign}{seconds} s", sign=sign, seconds=t.number(abs(seconds)))
    return t.plain("{sign}{minutes} min", sign=sign, minutes=t.minutes(abs(seconds)))


def _item(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return t.plain("item {number}", number=found["id"]), t.plain("version {number}", number=found["version"])


def _items(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    items = str(t.count("{n} item", "{n} items", int(found["items"])))
    of = t.plain("of {n}", n=t.number(int(found["of"]))) if found["of"] else ""
    files = str(t.count("{n} file", "{n} files", int(found["files"]))) if found["files"] else ""
    return " ".join(filter(None, (items, of))), files


def _question(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (t.plain("question {number}", number=found["id"]),)


def _searches(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    searches = t.count("{n} search", "{n} searches", int(found["count"]))
    return str(searches), t.plain("like number {number}", number=found["id"])


def _audit_group(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (group_names(t)[AuditGroup(found[0])],)


def _added_and_changed(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    added, changed = int(found["first"]), int(found["second"])
    return t.plain("{n} new", n=t.number(added)), t.plain("{n} changed", n=t.number(changed))


def _role(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (role_name(Role(found[0]), t),)


def _grant(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return role_name(Role(found["role"]), t), found["unit"].strip(), _span(found["span"], t)


def _leave(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (_span(found[0], t),)


def _span(span: str, t: Texts) -> str:
    first, _, last = span.partition("–")
    if not last:
        return t.plain("from {day}", day=_day(first, t))
    return t.plain("{first} – {last}", first=_day(first, t), last=_day(last, t))


def _zone(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (t.zone(found[0]),)


def _kept(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    return (_people(found[0], t),)


def _batch(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    rows = str(t.count("{n} entry", "{n} entries", int(found["rows"]))) if found["rows"] else ""
    replies: tuple[str, ...] = ()
    if found["accepted"]:
        accepted, rejected = t.number(int(found["accepted"])), t.number(int(found["rejected"]))
        replies = t.plain("{n} acknowledged", n=accepted), t.plain("{n} rejected", n=rejected)
    if found["turned"]:
        turned = t.number(int(found["turned"]))
        replies = (*replies, t.plain("{n} answered otherwise before", n=turned))
    return t.plain("batch {number}", number=found["id"]), rows, *replies


def _behind(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    told = t.count("told {n} supervisor", "told {n} supervisors", int(found["supervisors"]))
    return _people(found["people"], t), str(told), found["unit"] or ""


def _report(found: re.Match[str], t: Texts) -> tuple[str, ...]:
    period = parse(found["period"])
    if period is None:
        raise ValueError(found["period"])
    about = found["about"] or ""
    if about == "on Monday":
        return period_name(period, t), t.plain("with the Monday message")
    return period_name(period, t), *about.split(BETWEEN)


def _people(number: str, t: Texts) -> str:
    return str(t.count("{n} person", "{n} people", int(number)))


def _day(written: str, t: Texts) -> str:
    return t.short_date(date.fromisoformat(written))


def _of(actions: str, pattern: str, words: Words) -> Mapping[str, Form]:
    return dict.fromkeys(actions.split(), Form(re.compile(pattern, re.DOTALL), words))


DAY = r"\d{4}-\d\d-\d\d"
FORMS: Mapping[str, Form] = {
    **_of(
        "broadcast_confirmed broadcast_urgent broadcast_paused broadcast_resumed broadcast_stopped "
        "broadcast_corrected broadcast_withdrawn broadcast_reminded broadcast_reopened",
        r"broadcast (?P<id>\d+)(?:, (?P<kind>[a-z]+))?(?:, (?P<people>\d+) people)?",
        _broadcast,
    ),
    **_of(
        "series_begun series_sent series_changed series_ended series_taken_over",
        r"series (?P<id>\d+), (?P<kind>[a-z]+)",
        _series,
    ),
    **_of("group_saved group_removed", r"group (?P<id>\d+)", _group),
    **_of("note_written note_taken_back", r"[a-z]+", _note),
    **_of(
        "course_assigned assignment_changed",
        rf"(?P<course>\S+)(?: (?:(?P<due_on>{DAY})|people=(?P<people>\d+)|(?P<given_to>.+)))?",
        _course,
    ),
    **_of(
        "credit_accepted credit_corrected",
        r"(?P<kind>[a-z]+):(?:(?P<lesson>[^:]+/[^:]+):\d{4}|[^: ]+(?::\d+)?)(?:: (?P<seconds>[+-]\d+) s)?",
        _source,
    ),
    **_of(
        "contribution_sent_in contribution_taken_back contribution_thrown_away item_approve item_verify "
        "item_retire item_restore item_settle item_confirm item_share item_unshare item_returned "
        "item_changed_title item_changed_text item_changed_tags item_changed_source "
        "item_changed_owner_owner_id item_changed_review_by item_changed_title_summary_text_source_tags",
        r"item (?P<id>\d+) v(?P<version>\d+)",
        _item,
    ),
    **_of(
        "file_imported files_imported knowledge_exported",
        r"(?P<items>\d+)(?: of (?P<of>\d+))? items(?: of (?P<files>\d+) files)?",
        _items,
    ),
    **_of(
        "question_taken question_given_back question_answered question_drafted",
        r"question (?P<id>\d+)",
        _question,
    ),
    **_of("searches_settled", r"(?P<count>\d+) like search (?P<id>\d+)", _searches),
    **_of("audit_exported", r"[a-z]+", _audit_group),
    **_of("roster_imported ledger_imported", r"(?P<first>\d+)\+(?P<second>\d+)", _added_and_changed),
    **_of("granted", rf"(?P<role>[a-z]+) (?P<unit>.*) (?P<span>{DAY}–(?:{DAY})?)", _grant),
    **_of("role_taken", r"[a-z]+", _role),
    **_of("leave_ended", rf"{DAY}–{DAY}", _leave),
    **_of("zone_set", r"\S+", _zone),
    **_of("missing_kept", r"\d+", _kept),
    **_of(
        "hand_over_made hand_over_written hand_over_replied",
        r"(?P<id>\d+)(?:: (?:(?P<rows>\d+)"
        r"|(?P<accepted>\d+)\+(?P<rejected>\d+)(?:, (?P<turned>\d+) turned)?))?",
        _batch,
    ),
    **_of(
        "behind_handed_over",
        r"people=(?P<people>\d+) supervisors=(?P<supervisors>\d+)(?: (?P<unit>.+))?",
        _behind,
    ),
    **_of("report_exported", r"(?P<period>[\dWQ-]+)(?:(?: ·)? (?P<about>.+))?", _report),
}
"""How the details of each action read. What is missing has none, or names a thing by its own name."""
