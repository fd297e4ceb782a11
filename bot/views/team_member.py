"""Screens of one person of a team, and of links for those who have not activated."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.buttons.team import (
    AskMemberLink,
    AskTeamLinks,
    ChooseTeamUnit,
    MakeMemberLink,
    MakeTeamLinks,
    ShowMember,
    ShowMembers,
)
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.progress import strength_lines
from bot.views.study import pace_word
from bot.views.team import back_to_team, recorded
from learning.people import Person
from learning.rules.targets import Standing
from learning.team import CourseProgress, Group, MemberProfile, Order

MOST_COURSES = 8


def member(
    shown: MemberProfile, back: ShowMember, t: Texts, *, actions: tuple[tuple[Key, ...], ...] = ()
) -> Screen:
    """One person: where they are, what they have learned and in what they are strong, in sums only."""
    week = t("This week: {minutes} min", minutes=t.number(shown.member.figures.week_seconds // 60))
    listed = Key(t.plain("Back to the list"), ShowMembers(back.unit, back.group, back.order, back.page))
    return person(shown, week, (listed, back_to_team(back.unit, t)), t, actions=actions)


def person(
    shown: MemberProfile,
    lately: Markup,
    back: tuple[Key, ...],
    t: Texts,
    *,
    actions: tuple[tuple[Key, ...], ...] = (),
) -> Screen:
    """The same with `lately` for what they did last, and other ways back."""
    found = shown.person
    needs_link = shown.member.figures.active_since is None and found.telegram_id is None
    link = Key(t.plain("Make a fresh link"), AskMemberLink(found.id)) if needs_link else None
    return Screen(
        text=paragraphs(
            lines(
                t("<b>{name}</b>", name=found.name),
                t("{unit} · {number}", unit=found.unit, number=found.masked_number),
                *_state(shown, t),
            ),
            _learned(shown, lately, t),
            _courses(shown, t),
            _strengths(shown, t),
        ),
        keys=(
            *actions,
            *rows(link, *back),
        ),
    )


def ask_links(unit_id: int, unit: str | None, people: int, asked_at: datetime, t: Texts) -> Screen:
    """Says what making links for these people does, before it is done."""
    who = t.count("{n} person has not activated", "{n} people have not activated", people)
    return Screen(
        text=paragraphs(
            lines(t("<b>Fresh links</b>"), unit, who),
            t(
                "You get a sheet to print, with a card and a code for each of them. "
                "<b>Links and sheets made before stop working for them.</b>"
            ),
            t("A code opens Sela for one person: give each card to nobody else."),
        ),
        keys=rows(
            Key(t.plain("Make the sheet"), MakeTeamLinks(unit_id, int(asked_at.timestamp()))),
            Key(t.plain("Rather not"), ShowMembers(unit_id, Group.LISTED, Order.NAME)),
        ),
    )


def no_links_needed(unit_id: int, t: Texts) -> Screen:
    """Everybody has activated."""
    return Screen(
        text=t("Nobody here needs a link: everyone has opened theirs."), keys=((back_to_team(unit_id, t),),)
    )


def too_many_links(people: int, most: int, unit_id: int, t: Texts) -> Screen:
    """More people than one sheet carries."""
    text = t(
        "{n} people have not activated, and a sheet carries at most {most}. "
        "Choose a unit and make its links there, or ask the administrators for a file.",
        n=t.number(people),
        most=t.number(most),
    )
    choose = Key(t.plain("Choose a unit"), ChooseTeamUnit())
    return Screen(text=text, keys=rows(choose, back_to_team(unit_id, t)))


def sheet(content: bytes, cards: int, expires_on: date, unit_id: int, t: Texts) -> Screen:
    """The sheet with fresh links."""
    return Screen(
        text=paragraphs(
            t.count("The sheet has {n} card.", "The sheet has {n} cards.", cards),
            t(
                "Open it in a browser and print it; each card is for one person alone, works once, "
                "until {day}. Delete the file when it is printed.",
                day=t.day(expires_on),
            ),
        ),
        keys=((back_to_team(unit_id, t),),),
        files=(File(name="sela-links.html", content=content),),
    )


def made_already(again: AskTeamLinks | AskMemberLink, unit_id: int, t: Texts) -> Screen:
    """A second tap, or somebody else was faster."""
    return Screen(
        text=t("Those links were made already. If they did not reach you, make them anew."),
        keys=rows(Key(t.plain("Make fresh links"), again), back_to_team(unit_id, t)),
    )


def ask_link(person: Person, asked_at: datetime, t: Texts) -> Screen:
    """Says what a fresh link for one person does, before it is made."""
    return Screen(
        text=paragraphs(
            t("A fresh link for <b>{name}</b>?", name=person.name),
            t("<b>A link or card made before stops working.</b> The new one is for this person alone."),
        ),
        keys=rows(
            Key(t.plain("Make the link"), MakeMemberLink(person.id, int(asked_at.timestamp()))),
            Key(t.plain("Rather not"), ShowMember(person.id)),
        ),
    )


def link(person: Person, address: str, expires_on: date, t: Texts) -> Screen:
    """The link of one person, to pass on."""
    return Screen(
        text=paragraphs(
            t("The link for <b>{name}</b>, for this person alone:", name=person.name),
            t("<code>{address}</code>", address=address),
            t("It works once, until {day}.", day=t.day(expires_on)),
        ),
        keys=((Key(t.plain("Back to the person"), ShowMember(person.id)),),),
    )


def _state(shown: MemberProfile, t: Texts) -> Sequence[Markup]:
    figures = shown.member.figures
    zone = shown.person.zone
    said = []
    if figures.active_since is None:
        has_begun = shown.person.telegram_id is not None
        said.append(t("Has begun to join, not finished yet") if has_begun else t("Not activated yet"))
    else:
        since = t.short_date(figures.active_since.astimezone(zone).date())
        said.append(t("Uses Sela since {day}", day=since))
    if figures.blocked_at is not None:
        since = t.short_date(figures.blocked_at.astimezone(zone).date())
        said.append(t("Has blocked Sela since {day}: nothing arrives", day=since))
    if shown.member.away_until is not None:
        said.append(t("On leave or pausing until {day}", day=t.short_day(shown.member.away_until)))
    elif shown.member.is_away:
        said.append(t("On leave or pausing until further notice"))
    return said


def _learned(shown: MemberProfile, lately: Markup, t: Texts) -> Markup:
    last = shown.member.figures.last_learned_on
    year = t("{year}: {jp}", year=shown.today.year, jp=recorded(shown.member, t))
    if shown.member.standing is not None:
        year = t("{year} – {word}", year=year, word=pace_word(shown.member.standing, t))
    open_ = shown.member.standing in {Standing.ON_PACE, Standing.BEHIND} and shown.member.recorded
    projected = t("At this pace {jp} JP by 31 December", jp=t.jp(shown.pace.projected)) if open_ else None
    return lines(
        lately,
        year,
        projected,
        t("Last learned: {day}", day=t.short_day(last)) if last else t("Has not learned in Sela yet"),
    )


def _courses(shown: MemberProfile, t: Texts) -> Markup | None:
    if not shown.courses:
        return None
    hidden = len(shown.courses) - MOST_COURSES
    more = t.count("… and {n} more course", "… and {n} more courses", hidden) if hidden > 0 else None
    said = [_course(one, shown.today, t) for one in shown.courses[:MOST_COURSES]]
    return lines(t("<b>Courses</b>"), *said, more)


def _course(one: CourseProgress, today: date, t: Texts) -> Markup:
    title = one.course.title_in(t.language)
    said = t(
        "{mark} {title}: {done} of {count}",
        mark="✅" if one.is_complete else "○",
        title=title,
        done=one.done,
        count=one.count,
    )
    if one.due_on is None or one.is_complete:
        return said
    day = t.short_day(one.due_on)
    due = t("was due {day}", day=day) if one.due_on < today else t("due {day}", day=day)
    return Markup(" · ").join((said, due))


def _strengths(shown: MemberProfile, t: Texts) -> Markup | None:
    if not shown.strengths:
        return None
    return lines(t("<b>Strengths</b> (questions known now)"), *strength_lines(shown.strengths, t))
