"""Screens of a team: its figures, its units, lists of its people, and the picture."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from bot.buttons.team import (
    AskTeamLinks,
    ChooseTeamUnit,
    ShowMember,
    ShowMembers,
    ShowTeam,
    ShowTeamPicture,
)
from bot.screens import File, Key, Screen, lines, on_page, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.study import pace_word
from learning.rules.targets import Standing, TargetKind
from learning.team import Bar, Group, Member, MemberPage, Order, TeamChart, TeamOverview, UnitCount

PAGE = 10
"""Units on one screen."""

LABEL_LENGTH = 50
MARKS = {
    Standing.MET: "✅",
    Standing.ON_PACE: "◆",
    Standing.BEHIND: "◇",
    Standing.BELOW_CEILING: "△",
    Standing.AT_CEILING: "▲",
}
NOT_ACTIVATED = "○"
TENTHS = 10


def home(shown: TeamOverview, unit_id: int, t: Texts) -> Screen:
    """The team at a glance, with a way to everyone whom a word may help."""
    title = t("<b>{team}</b>", team=team_name(shown, t))
    whole = Key(t.plain("Everyone I lead"), ShowTeam()) if unit_id else None
    if not shown.size:
        return Screen(
            text=paragraphs(title, t("There is nobody here yet.")), keys=rows(_units(shown, t), whole)
        )
    counted = t.count("{n} person, without you", "{n} people, without you", shown.size)
    return Screen(
        text=paragraphs(lines(title, counted), _week(shown, t), _year(shown, t)),
        keys=(
            *rows(*_group_keys(shown, unit_id, t), width=2),
            *rows(Key(t.plain("As a picture"), ShowTeamPicture(unit_id)), _units(shown, t), whole, width=2),
        ),
    )


def team_name(shown: TeamOverview, t: Texts) -> str:
    """What a team is called: its unit, or how many units it is."""
    if shown.unit is not None:
        return shown.unit
    if None in shown.scope:
        return t.plain("The whole organisation")
    if len(shown.scope) == 1:
        return str(shown.scope[0])
    return str(t.count("{n} unit", "{n} units", len(shown.scope)).unescape())


def units(found: Sequence[UnitCount], page: int, t: Texts) -> Screen:
    """A page of the units somebody leads, each counted with all below it."""
    shown, page, pages = on_page(found, page, PAGE)
    place = t("Page {n} of {count}", n=page + 1, count=pages) if pages > 1 else None
    return Screen(
        text=paragraphs(
            lines(t("<b>Units</b>"), place), t("In brackets: people, with those of the units below.")
        ),
        keys=(
            *rows(*(_unit_key(one, t) for one in shown)),
            *turning(page, pages, ChooseTeamUnit),
            (Key(t.plain("Everyone I lead"), ShowTeam()),),
        ),
    )


def members(shown: MemberPage, unit_id: int, year: int, t: Texts) -> Screen:
    """A page of people: minutes this week, JP of the year, and where each stands."""
    numbered = list(enumerate(shown.members, shown.first))
    by_name = shown.order is Order.NAME
    toggle = Key(
        t.plain("Who needs you first") if by_name else t.plain("By name"),
        ShowMembers(unit_id, shown.group, Order.NEED if by_name else Order.NAME),
    )
    links = shown.group is Group.LISTED and shown.count > 0
    return Screen(
        text=paragraphs(
            lines(t("<b>{list}</b>", list=group_names(t)[shown.group]), shown.unit, _place(shown, t)),
            lines(*(_line(number, member, t) for number, member in numbered)) or t("Nobody at the moment."),
            _legend(shown.members, year, t) if shown.members else None,
        ),
        keys=(
            *rows(*(_member_key(number, member, shown, unit_id, t) for number, member in numbered), width=5),
            *turning(
                shown.page, shown.pages, lambda page: ShowMembers(unit_id, shown.group, shown.order, page)
            ),
            *rows(toggle if shown.count > 1 else None),
            *rows(Key(t.plain("Make fresh links"), AskTeamLinks(unit_id)) if links else None),
            (back_to_team(unit_id, t),),
        ),
    )


def picture(chart: TeamChart, content: bytes, unit_id: int, t: Texts) -> Screen:
    """The picture, and the same in words."""
    said = (
        [_spread_line(tenth, count, t) for tenth, count in enumerate(chart.spread)]
        if chart.spread
        else [_bar_line(bar, t) for bar in chart.bars]
    )
    elapsed = t("{percent} % of the year has passed", percent=t.number(int(chart.elapsed * 100)))
    return Screen(
        text=paragraphs(
            lines(t("<b>JP of {year}</b>", year=chart.today.year), chart.unit, elapsed), lines(*said)
        ),
        keys=((back_to_team(unit_id, t),),),
        files=(File(name="sela-team.png", content=content, is_picture=True),),
    )


def group_names(t: Texts) -> Mapping[Group, str]:
    """What the lists are called."""
    return {
        Group.EVERYONE: t.plain("Everyone"),
        Group.BEHIND: t.plain("Behind pace"),
        Group.STUCK: t.plain("Quiet for two weeks"),
        Group.DUE: t.plain("Courses with a date"),
        Group.NEW: t.plain("New in two weeks"),
        Group.AWAY: t.plain("On leave or pausing"),
        Group.LISTED: t.plain("Not activated"),
        Group.BLOCKED: t.plain("Blocked Sela"),
    }


def recorded(member: Member, t: Texts) -> Markup:
    """JP of the year against the floor or ceiling."""
    values = {"jp": t.jp(member.recorded), "target": round_jp(member.target.jp, t)}
    if member.target.kind is TargetKind.CEILING:
        return t("{jp} JP, at most {target}", **values)
    return t("{jp} of {target} JP", **values)


def round_jp(jp: Fraction, t: Texts) -> str:
    """JP without a decimal where there is none."""
    return t.number(jp.numerator) if jp.denominator == 1 else t.jp(jp)


def back_to_team(unit_id: int, t: Texts) -> Key:
    """The way back to the figures."""
    return Key(t.plain("Back to the team"), ShowTeam(unit_id))


def _week(shown: TeamOverview, t: Texts) -> Markup:
    return lines(
        t("<b>This week</b>"),
        t("{n} of {count} people have learned", n=t.number(shown.learned), count=t.number(shown.size)),
        t("{minutes} min · {jp} JP", minutes=t.number(shown.week_seconds // 60), jp=t.jp(shown.week_jp)),
    )


def _year(shown: TeamOverview, t: Texts) -> Markup:
    standings = [
        t("{mark} {word}: {n}", mark=MARKS[one], word=pace_word(one, t), n=t.number(shown.standings[one]))
        for one in MARKS
        if shown.standings.get(one)
    ]
    waiting = shown.groups.get(Group.LISTED, 0)
    if waiting:
        standings.append(t("{mark} not activated: {n}", mark=NOT_ACTIVATED, n=t.number(waiting)))
    return lines(
        t("<b>{year}</b>", year=shown.today.year),
        t(
            "{jp} JP per person, over all {count}",
            jp=t.jp(shown.recorded_each),
            count=t.number(shown.size),
        ),
        *standings,
    )


def _group_keys(shown: TeamOverview, unit_id: int, t: Texts) -> Iterable[Key]:
    for group, name in group_names(t).items():
        if shown.groups.get(group):
            label = t.plain("{what} ({n})", what=name, n=t.number(shown.groups[group]))
            order = Order.NAME if group is Group.EVERYONE else Order.NEED
            yield Key(label, ShowMembers(unit_id, group, order))


def _units(shown: TeamOverview, t: Texts) -> Key | None:
    return Key(t.plain("Choose a unit"), ChooseTeamUnit()) if len(shown.units) > 1 else None


def _unit_key(one: UnitCount, t: Texts) -> Key:
    label = one.path if len(one.path) <= LABEL_LENGTH else "…" + one.path[1 - LABEL_LENGTH :]
    return Key(t.plain("{what} ({n})", what=label, n=t.number(one.people)), ShowTeam(one.unit_id))


def _member_key(number: int, member: Member, shown: MemberPage, unit_id: int, t: Texts) -> Key:
    press = ShowMember(member.figures.person_id, unit_id, shown.group, shown.order, shown.page)
    return Key(t.number(number), press)


def _place(shown: MemberPage, t: Texts) -> Markup:
    counted = t.count("{n} person", "{n} people", shown.count)
    if shown.pages == 1:
        return counted
    return t("{people}, page {n} of {count}", people=counted, n=shown.page + 1, count=shown.pages)


def _line(number: int, member: Member, t: Texts) -> Markup:
    line = t(
        "{mark} {number}. {name} · {minutes} min · {jp}",
        mark=NOT_ACTIVATED if member.standing is None else MARKS[member.standing],
        number=number,
        name=member.figures.name,
        minutes=t.number(member.figures.week_seconds // 60),
        jp=recorded(member, t),
    )
    return t("{person} · on leave or pausing", person=line) if member.is_away else line


def _legend(shown: Sequence[Member], year: int, t: Texts) -> Markup:
    present = [one for one in MARKS if any(member.standing is one for member in shown)]
    marks = [t("{mark} {word}", mark=MARKS[one], word=pace_word(one, t)) for one in present]
    if any(member.standing is None for member in shown):
        marks.append(t("{mark} not activated", mark=NOT_ACTIVATED))
    meaning = t("Minutes of this week, JP of {year}.", year=year)
    return t("<i>{meaning}\n{marks}</i>", meaning=meaning, marks=Markup(" · ").join(marks))


def _bar_line(bar: Bar, t: Texts) -> Markup:
    name = t("{name} ({n})", name=bar.name, n=t.number(bar.people)) if bar.people > 1 else bar.name
    return t("{name}: {jp} of {target}", name=name, jp=t.jp(bar.recorded), target=round_jp(bar.target, t))


def _spread_line(tenth: int, count: int, t: Texts) -> Markup:
    people = t.count("{n} person", "{n} people", count)
    if tenth >= TENTHS:
        return t("Target reached: {people}", people=people)
    return t("{low}–{high} % of the target: {people}", low=10 * tenth, high=10 * (tenth + 1), people=people)
