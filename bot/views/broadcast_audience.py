"""Screens that ask for whom a broadcast is: units, roles, who has not done it, and saved selections."""

from collections.abc import Sequence

from bot.buttons.broadcast_draft import (
    AskWords,
    DropGroup,
    ShowAudience,
    ShowGroups,
    TickEveryone,
    TickNotDone,
    TickRole,
    TickUnit,
    UseGroup,
)
from bot.screens import Key, Screen, lines, on_page, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.broadcast_draft import draft_key
from bot.views.broadcast_words import clipped, roles, whom
from learning.broadcasts import AudienceGroup, Broadcast, ContentKind
from learning.usecases.broadcast_words import Wording

PAGE = 8
MOST_EXPLAINED = 8
"""Saved selections that are spelt out; more have their button only."""

CAN_BE_DONE = frozenset({ContentKind.LESSON, ContentKind.COURSE, ContentKind.ITEM})


def audience(broadcast: Broadcast, units: Sequence[tuple[int, str, int]], page: int, t: Texts) -> Screen:
    """For whom: all one leads, or ticked units, with roles and who has not done it."""
    id_, selection = broadcast.id, broadcast.selection
    shown, page, pages = on_page(units, page, PAGE)
    not_done = None
    if broadcast.content.kind in CAN_BE_DONE:
        label = _ticked(t.plain("Only who has not done this yet"), is_on=selection.not_done)
        not_done = Key(label, TickNotDone(id_, page))
    everyone = Key(_ticked(t.plain("Everybody I lead"), is_on=not selection.units), TickEveryone(id_))
    return Screen(
        text=paragraphs(
            t("<b>For whom?</b>"),
            whom(selection, t),
            lines(
                t("A ticked unit counts with all units below it. The preview says how many people that are."),
                t("Units {first} to {last} of {count}.", **_range(page, shown, units)) if pages > 1 else None,
            ),
        ),
        keys=(
            *rows(everyone),
            *rows(*(_unit_key(broadcast, one, page, t) for one in shown if len(units) > 1)),
            *turning(page, pages, lambda to: ShowAudience(id_, to)),
            *rows(
                *(
                    Key(
                        _ticked(t.plain("Only {roles}", roles=name), is_on=role in selection.roles),
                        TickRole(id_, role, page),
                    )
                    for role, name in roles(t).items()
                ),
                width=2,
            ),
            *rows(not_done),
            (Key(t.plain("Saved groups"), ShowGroups(id_)), draft_key(id_, t)),
        ),
    )


def groups(broadcast: Broadcast, saved: Sequence[AudienceGroup], t: Texts) -> Screen:
    """The selections one saved: use, delete, or save this one."""
    id_ = broadcast.id
    listed = [
        t("<b>{name}</b>: {whom}", name=one.name, whom=whom(one.selection, t))
        for one in saved[:MOST_EXPLAINED]
    ]
    return Screen(
        text=paragraphs(t("<b>Saved groups</b>"), *(listed or [t("You have not saved any selection yet.")])),
        keys=(
            *(
                (Key(clipped(one.name), UseGroup(id_, one.id)), Key("🗑", DropGroup(id_, one.id, sure=False)))
                for one in saved
            ),
            (Key(t.plain("Save this selection"), AskWords(id_, Wording.GROUP)),),
            (Key(t.plain("For whom"), ShowAudience(id_, 0)), draft_key(id_, t)),
        ),
    )


def drop_group_question(broadcast: Broadcast, group: AudienceGroup, t: Texts) -> Screen:
    """Asks once before a saved selection is deleted."""
    return Screen(
        text=t("Delete the saved group “{name}”? Nobody is removed from anything else.", name=group.name),
        keys=rows(
            Key(t.plain("Yes, delete it"), DropGroup(broadcast.id, group.id, sure=True)),
            Key(t.plain("Keep it"), ShowGroups(broadcast.id)),
            width=2,
        ),
    )


def _unit_key(broadcast: Broadcast, unit: tuple[int, str, int], page: int, t: Texts) -> Key:
    id_, path, people = unit
    depth = path.count("/")
    name = "· " * min(depth, 3) + clipped(path.rpartition("/")[2], 40)
    label = t.plain("{unit} ({n})", unit=name, n=t.number(people))
    return Key(_ticked(label, is_on=path in broadcast.selection.units), TickUnit(broadcast.id, id_, page))


def _ticked(label: str, *, is_on: bool) -> str:
    return f"✓ {label}" if is_on else label


def _range(page: int, shown: Sequence[object], units: Sequence[object]) -> dict[str, int]:
    first = page * PAGE
    return {"first": first + 1, "last": first + len(shown), "count": len(units)}
