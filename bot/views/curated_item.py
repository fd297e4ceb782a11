"""Screens of one item as its curators see it: what it says, what can be decided, changed and restored."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.curated_item import (
    AskChange,
    AskRetire,
    Decide,
    RestoreVersion,
    ReviewIn,
    SendCuratedDocument,
    ShowChanges,
    ShowCurated,
    ShowVersion,
    ShowVersions,
)
from bot.buttons.curation import ShowWaiting
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.curation import all_lists, next_keys
from bot.views.knowledge import plain_text
from learning.curation import Change, Decision, Waiting
from learning.knowledge import Item, ItemState
from learning.usecases.curation import Curated, Version
from learning.usecases.last_steps import Act, LastStep
from learning.usecases.waiting import Entry

EXCERPT_LENGTH = 1500
FACT_LENGTH = 300
VERSION_LENGTH = 3000
MOST_VERSIONS = 10
MOST_REPORTS = 5


def item(curated: Curated, waiting: Waiting, t: Texts, lead: Markup | None = None) -> Screen:
    """An item with everything a curator must know, and what can be decided about it."""
    found = curated.item
    return Screen(
        text=paragraphs(
            lead,
            lines(t("<b>{title}</b>", title=found.title), _state(found, t)),
            shortened(found.text, EXCERPT_LENGTH),
            facts(found, t),
            _given_back_line(curated, t),
            lines(*_reports(curated, t)),
            t("The questions of its lesson pause, since the text changed.") if curated.is_paused else None,
        ),
        keys=(
            *_decision_keys(curated, waiting, t),
            *rows(
                Key(t.plain("Change …"), ShowChanges(waiting, found.id)),
                Key(t.plain("Versions"), ShowVersions(waiting, found.id)) if found.version > 1 else None,
                Key(t.plain("📄 The document"), SendCuratedDocument(found.id)) if found.document else None,
                width=3,
            ),
            *rows(
                _retire_key(found, waiting, t),
                Key(t.plain("Back to the list"), ShowWaiting(waiting, 0)),
                width=2,
            ),
        ),
    )


def overtaken(curated: Curated, waiting: Waiting, t: Texts, *, by_self: bool = False) -> Screen:
    """It was decided or changed before, by somebody else or by oneself; the item as it stands now."""
    others = t("Somebody was faster: this has been changed or decided already. This is how it stands now:")
    own = t("You have changed or decided this already. This is how it stands now:")
    return item(curated, waiting, t, own if by_self else others)


def decided(
    curated: Curated, decision: Decision, waiting: Waiting, following: Entry | None, t: Texts
) -> Screen:
    """What was decided, and the next of the list."""
    unit = curated.item.unit
    said = {
        Decision.APPROVE: t("Published. Everybody in {unit} finds it now.", unit=unit)
        if unit
        else t("Published. Everybody finds it now."),
        Decision.VERIFY: t("Published, and verified by you."),
        Decision.RETIRE: t("Retired. Nobody finds it any more."),
        Decision.RESTORE: t("Published again. Everybody in {unit} finds it now.", unit=unit)
        if unit
        else t("Published again. Everybody finds it now."),
        Decision.SETTLE: t("The reports on it are settled."),
        Decision.CONFIRM: t("The questions of its lesson are asked again."),
    }
    return _done(curated, said.get(decision, t("Changed.")), waiting, following, t)


def given_back(curated: Curated, waiting: Waiting, following: Entry | None, t: Texts) -> Screen:
    """The author has it again, and the next of the list."""
    return _done(
        curated,
        t("Given back with your note. The author can change it and send it in again."),
        waiting,
        following,
        t,
    )


def retire_question(found: Item, waiting: Waiting, t: Texts) -> Screen:
    """Asks once before nobody finds an item any more."""
    return Screen(
        text=t(
            "Retire “{title}”? Nobody finds it any more; you can publish it again later.", title=found.title
        ),
        keys=rows(
            Key(t.plain("Yes, retire it"), Decide(waiting, found.id, found.version, Decision.RETIRE)),
            Key(t.plain("No"), ShowCurated(waiting, found.id)),
            width=2,
        ),
    )


def taken_back(last: LastStep, t: Texts) -> Screen:
    """The author of a contribution took it back, so that there is nothing to decide."""
    name = last.by or t.plain("The author")
    return Screen(
        text=lines(
            t("{name} took this contribution back on {day}.", name=name, day=t.short_date(last.on)),
            t("There is nothing to decide; if it is sent in again, it comes back into the list."),
        ),
        keys=((all_lists(t),),),
    )


def versions(found: Sequence[Version], waiting: Waiting, t: Texts) -> Screen:
    """The versions of an item, newest first."""
    item_ = found[0].item
    keys = [
        Key(
            f"{one.number} · {t.short_date(one.changed_at.date())}" + (f" · {one.by}" if one.by else ""),
            ShowVersion(waiting, item_.id, one.number),
        )
        for one in found[:MOST_VERSIONS]
    ]
    return Screen(
        text=paragraphs(t("<b>{title}</b>", title=item_.title), t("Tap a version to read it.")),
        keys=(*rows(*keys), (Key(t.plain("Back"), ShowCurated(waiting, item_.id)),)),
    )


def version(one: Version, waiting: Waiting, t: Texts) -> Screen:
    """What an item said in one version."""
    restore = None
    if one.number != one.item.version:
        press = RestoreVersion(waiting, one.item.id, one.item.version, one.number)
        restore = Key(t.plain("Let it say this again"), press)
    return Screen(
        text=paragraphs(
            lines(t("<b>{title}</b>", title=one.title), t("<i>Version {n}</i>", n=one.number)),
            shortened(one.text, VERSION_LENGTH),
        ),
        keys=rows(restore, Key(t.plain("Back"), ShowVersions(waiting, one.item.id))),
    )


def facts(found: Item, t: Texts) -> Markup:
    """What is known of an item beside its text, a line each."""
    return lines(
        t("Source: {source}", source=found.source[:FACT_LENGTH] or "–"),
        t("Owner: {owner}", owner=found.owner[:FACT_LENGTH] or "–"),
        t("<i>That is a name only: what readers report goes to the curators.</i>")
        if found.owner and found.owner_id is None
        else None,
        t("For: {unit}", unit=found.unit) if found.unit else t("For everybody"),
        t("To be reviewed by: {day}", day=_day(found.review_by, t)),
        t("Tags: {tags}", tags=", ".join(found.tags)[:FACT_LENGTH] or "–"),
        t("Verified by: {name}", name=found.verified_by)
        if found.verified_by
        else t("Example, not verified yet"),
        t("May be shared in other chats") if found.shareable else None,
    )


def states(t: Texts) -> dict[ItemState, str]:
    """What the states of an item are called."""
    return {
        ItemState.DRAFT: t.plain("draft"),
        ItemState.IN_REVIEW: t.plain("waits for a curator"),
        ItemState.PUBLISHED: t.plain("published"),
        ItemState.RETIRED: t.plain("retired"),
    }


def shortened(text: str, length: int) -> str:
    """The beginning of a text as it reads, without its marks."""
    plain = plain_text(text[: 2 * length]).strip()
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + " …"


def _done(curated: Curated, said: Markup, waiting: Waiting, following: Entry | None, t: Texts) -> Screen:
    again = Key(t.plain("Show it again"), ShowCurated(waiting, curated.item.id))
    return Screen(
        text=paragraphs(t("<b>{title}</b>", title=curated.item.title), said),
        keys=(*next_keys(waiting, following, t), (again,)),
    )


def _state(found: Item, t: Texts) -> Markup:
    author = t("by {name}", name=found.author) if found.author else None
    parts = (t("{state}", state=states(t)[found.state]), t("version {n}", n=found.version), author)
    return Markup("<i>") + Markup(" · ").join(part for part in parts if part) + Markup("</i>")


def _given_back_line(curated: Curated, t: Texts) -> Markup | None:
    last, note = curated.last, curated.item.note
    if last is None or last.act is not Act.RETURNED or not note:
        return None
    name, day = last.by or t.plain("A curator"), t.short_date(last.on)
    returned = t("{name} gave it back on {day}: <i>{note}</i>", name=name, day=day, note=note[:FACT_LENGTH])
    return lines(returned, t("Its author can change it and send it in again."))


def _reports(curated: Curated, t: Texts) -> list[Markup]:
    if not curated.reports:
        return []
    named = {
        "wrong": t.plain("Something is wrong"),
        "old": t.plain("Out of date"),
        "unclear": t.plain("Hard to understand"),
    }
    counted = dict.fromkeys(curated.reports)
    told = [
        t("– {reason} ({n})", reason=named.get(reason, reason), n=curated.reports.count(reason))
        for reason in list(counted)[:MOST_REPORTS]
    ]
    return [t("<b>Readers say:</b>"), *told]


def _decision_keys(curated: Curated, waiting: Waiting, t: Texts) -> tuple[tuple[Key, ...], ...]:
    found = curated.item
    place = (waiting, found.id, found.version)
    is_open = found.state in {ItemState.DRAFT, ItemState.IN_REVIEW}
    is_sent_in = found.state is ItemState.IN_REVIEW and found.author_id is not None
    needs_name = found.state is ItemState.PUBLISHED and not found.verified_by
    return rows(
        Key(t.plain("Publish"), Decide(*place, Decision.APPROVE)) if is_open else None,
        Key(t.plain("Publish, verified by me"), Decide(*place, Decision.VERIFY)) if is_open else None,
        Key(t.plain("Give back with a note"), AskChange(*place, Change.NOTE)) if is_sent_in else None,
        Key(t.plain("Verified by me"), Decide(*place, Decision.VERIFY)) if needs_name else None,
        Key(t.plain("The reports are settled"), Decide(*place, Decision.SETTLE)) if curated.reports else None,
        Key(t.plain("Ask the questions again"), Decide(*place, Decision.CONFIRM))
        if curated.is_paused
        else None,
        Key(t.plain("Still right: again in 1 year"), ReviewIn(*place, 12))
        if waiting in {Waiting.OVERDUE, Waiting.STALE}
        else None,
    )


def _retire_key(found: Item, waiting: Waiting, t: Texts) -> Key:
    if found.state is ItemState.RETIRED:
        return Key(t.plain("Publish again"), Decide(waiting, found.id, found.version, Decision.RESTORE))
    return Key(t.plain("Retire"), AskRetire(waiting, found.id, found.version))


def _day(on: date | None, t: Texts) -> str:
    return t.short_date(on) if on else "–"
