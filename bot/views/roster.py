"""Screens of the roster: people found, one of them, and what can be changed about them."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.flagged import ShowFlagged
from bot.buttons.roster import AskPerson, ChangePerson, ShowPerson, ShowRoles, ShowRoster, ShowZones
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.breaks import ZONES
from learning.people import Person, PersonState, Role, Unit
from learning.roster import Change, Found, Held, RosterProfile, RosterSize
from learning.rules.breaks import Leave
from learning.rules.written_spans import SpanWrong
from learning.usecases.roster_in_chat import Asked

LABEL_LENGTH = 48
MOST_UNITS = 8
MOST_LEAVES = 5
GRANTED = (Role.SUPERVISOR, Role.CURATOR, Role.ADMIN)


def home(size: RosterSize, t: Texts) -> Screen:
    """How large the roster is, and how to find somebody."""
    flagged = Key(t.plain("Minutes to look at ({n})", n=t.number(size.flagged)), ShowFlagged())
    return Screen(
        text=paragraphs(
            t("<b>Roster</b>"),
            t(
                "{people} people, {active} of them use Sela.",
                people=t.number(size.people),
                active=t.number(size.active),
            ),
            t(
                "Write a name, or the last digits of an employee number. "
                "To bring the whole roster up to date, send it as a file (XLSX or CSV)."
            ),
        ),
        keys=rows(flagged if size.flagged else None, Key(t.plain("Never mind"), StopDialogue())),
    )


def found(people: Found, t: Texts) -> Screen:
    """The people whom somebody's words name; the next message is taken again where there are none."""
    if not people.people:
        return Screen(
            text=t(
                "Nobody is called “{words}”, and no number ends so. Please write it once more.",
                words=_short(people.sought),
            ),
            keys=rows(Key(t.plain("Never mind"), StopDialogue())),
        )
    more = t("There are more. Write more of the name to find others.") if people.more else None
    return Screen(
        text=paragraphs(t("Whom do you mean?"), more),
        keys=(*rows(*(_person_key(person, t) for person in people.people)), (back_home(t),)),
    )


def person(shown: RosterProfile, t: Texts) -> Screen:
    """One person: where and who they are, and what can be changed. Never what they answered."""
    one = shown.person
    return Screen(
        text=paragraphs(
            lines(
                t("<b>{name}</b>", name=one.name),
                t("{unit} · {number}", unit=one.unit, number=one.masked_number),
                *_state(one, t),
            ),
            lines(
                t("Clock: {zone}", zone=t.zone(one.time_zone)),
                t("Employment: {kind}", kind=employment(one, t)),
                t("Employed since {day}", day=t.short_date(one.starts_on)) if one.starts_on else None,
            ),
            lines(t("<b>Roles</b>"), *(_held(held, t) for held in shown.held)) if shown.held else None,
            lines(t("<b>Leave</b>"), *(_leave(leave, t) for leave in shown.leaves[:MOST_LEAVES]))
            if shown.leaves
            else None,
        ),
        keys=(*(() if one.state is PersonState.LEFT else _changes(shown, t)), (back_home(t),)),
    )


def roles(shown: RosterProfile, t: Texts) -> Screen:
    """The roles of a person, to take away, and those that can be given."""
    one = shown.person
    held = [held.grant.role for held in shown.held]
    take = [
        Key(t.plain("Take away: {role}", role=role_name(role, t)), _change(one, Change.TAKE_ROLE, role.value))
        for role in dict.fromkeys(held)
    ]
    give = [
        Key(t.plain("Give: {role}", role=role_name(role, t)), _change(one, Change.GIVE_ROLE, role.value))
        for role in GRANTED
        if role not in held
    ]
    until = [
        Key(t.plain("{role} until …", role=role_name(role, t)), AskPerson(one.id, Asked.UNTIL, role.value))
        for role in GRANTED
        if role not in held
    ]
    pairs = [key for pair in zip(give, until, strict=True) for key in pair]
    return Screen(
        text=paragraphs(
            t("<b>Roles of {name}</b>", name=one.name),
            lines(*(_held(held, t) for held in shown.held)) or t("No role besides learning."),
            t("A role holds for {unit} and all below it; that of an admin holds everywhere.", unit=one.unit),
        ),
        keys=(*rows(*take), *rows(*pairs, width=2), (back_to(one, t),)),
    )


def zones(shown: RosterProfile, t: Texts) -> Screen:
    """The time zones of the country; another one comes with the roster file."""
    one = shown.person
    keys = [
        Key(f"{t.zone(name)} · {place}", _change(one, Change.ZONE, name))
        for name, place in ZONES.items()
        if name != one.time_zone
    ]
    return Screen(
        text=t(
            "Now <b>{zone}</b>. By which clock does {name} work?", zone=t.zone(one.time_zone), name=one.name
        ),
        keys=(*rows(*keys), (back_to(one, t),)),
    )


def ask(one: Person, asked: Asked, role: str, today: date, t: Texts) -> Screen:
    """Asks for what the admin's next message is to say."""
    until = date(today.year, 12, 31)
    said = {
        Asked.UNIT: t(
            "<b>{name}</b> works in {unit}. Write the name of the new unit, or a part of it.",
            name=one.name,
            unit=one.unit,
        ),
        Asked.LEAVE: t(
            "From when until when is <b>{name}</b> away? Write both days, for example "
            "{first} – {last}. One date alone is one day.",
            name=one.name,
            first=today.strftime("%d-%m-%Y"),
            last=until.strftime("%d-%m-%Y"),
        ),
        Asked.UNTIL: t(
            "Until when is <b>{name}</b> {role}? Write the last day, for example {day}.",
            name=one.name,
            role=role_name(Role(role), t) if role in set(Role) else role,
            day=until.strftime("%d-%m-%Y"),
        ),
    }
    return Screen(text=said[asked], keys=rows(back_to(one, t)))


def units(one: Person, named: Sequence[Unit], words: str, t: Texts) -> Screen:
    """The units that somebody's words name; the next message is taken again where there are none."""
    others = [unit for unit in named if unit.id != one.unit_id]
    if not others:
        text = t("No other unit has “{words}” in its name. Please write it once more.", words=_short(words))
        return Screen(text=text, keys=rows(back_to(one, t)))
    more = t("There are more. Write more of the name to find others.") if len(others) > MOST_UNITS else None
    keys = [Key(_end_of(unit.path), _change(one, Change.UNIT, str(unit.id))) for unit in others[:MOST_UNITS]]
    return Screen(
        text=paragraphs(t("Which unit does <b>{name}</b> go to?", name=one.name), more),
        keys=(*rows(*keys), (back_to(one, t),)),
    )


def wrong_span(one: Person, wrong: SpanWrong, t: Texts) -> Screen:
    """What is wrong with the days that were written; the next message is taken again."""
    said = {
        SpanWrong.NO_FIRST_DAY: t(
            "I read no first day in that. Please write it like 21-12-2026 – 31-12-2026."
        ),
        SpanWrong.NO_LAST_DAY: t("I read no last day in that. Please write it like 21-12-2026 – 31-12-2026."),
        SpanWrong.ENDS_FIRST: t("The last day lies before the first. Please write both once more."),
        SpanWrong.IS_OVER: t("Those days are over already. Please write days that are still to come."),
        SpanWrong.TOO_LONG: t("That is more than a year. Please write a shorter time."),
    }
    return Screen(text=said[wrong], keys=rows(back_to(one, t)))


def wrong_until(one: Person, day: date | None, t: Texts) -> Screen:
    """What is wrong with the last day of a role; the next message is taken again."""
    text = (
        t("I read no date in that. Please write it like 31-12-2026 or 31 December.")
        if day is None
        else t("{day} is over, or more than two years ahead. Please write another date.", day=t.day(day))
    )
    return Screen(text=text, keys=rows(back_to(one, t)))


def gone(t: Texts) -> Screen:
    """Somebody who is not there to be changed (any more)."""
    return Screen(
        text=t("This person is not on the roster any more, or the button is out of date."),
        keys=((back_home(t),),),
    )


def back_home(t: Texts) -> Key:
    """The way to the roster."""
    return Key(t.plain("Find somebody else"), ShowRoster())


def back_to(one: Person, t: Texts) -> Key:
    """The way back to a person."""
    return Key(t.plain("Back"), ShowPerson(one.id))


def role_name(role: Role, t: Texts) -> str:
    """What a role is called."""
    names: Mapping[Role, str] = {
        Role.EMPLOYEE: t.plain("employee"),
        Role.SUPERVISOR: t.plain("supervisor"),
        Role.CURATOR: t.plain("curator"),
        Role.ADMIN: t.plain("admin"),
    }
    return names[role]


def employment(one: Person, t: Texts) -> str:
    """PNS, PPPK or another."""
    return one.employment_type.value if one.employment_type.value.isupper() else t.plain("other")


def _changes(shown: RosterProfile, t: Texts) -> tuple[tuple[Key, ...], ...]:
    one = shown.person
    has_account = one.telegram_id is not None
    ended = [
        Key(
            t.plain("Take back leave from {day}", day=t.short_date(leave.starts_on)),
            _change(one, Change.END_LEAVE, span_value(leave)),
        )
        for leave in shown.leaves[:MOST_LEAVES]
        if leave.ends_on is not None
    ]
    return (
        *rows(
            Key(t.plain("Change unit"), AskPerson(one.id, Asked.UNIT)),
            Key(t.plain("Roles"), ShowRoles(one.id)),
            Key(t.plain("Time zone"), ShowZones(one.id)),
            Key(t.plain("Record leave"), AskPerson(one.id, Asked.LEAVE)),
            width=2,
        ),
        *rows(*ended),
        *rows(
            None if has_account else Key(t.plain("Make a fresh link"), _change(one, Change.LINK, "")),
            Key(t.plain("Release the account"), _change(one, Change.RELEASE, "")) if has_account else None,
            Key(t.plain("End access"), _change(one, Change.DEACTIVATE, "")),
            width=2,
        ),
    )


def span_value(leave: Leave) -> str:
    """Days as a button carries them."""
    assert leave.ends_on is not None
    return f"{leave.starts_on:%Y%m%d}.{leave.ends_on:%Y%m%d}"


def _change(one: Person, change: Change, value: str) -> ChangePerson:
    return ChangePerson(one.id, change, value, sure=False)


def _state(one: Person, t: Texts) -> list[Markup]:
    if one.state is PersonState.LEFT:
        return [t("Has left: the access is closed. A roster file that lists them brings them back.")]
    if one.telegram_id is None:
        return [t("Not activated yet")]
    said = [t("Uses Sela")] if one.onboarded_at else [t("Activated, but has not finished joining")]
    if one.blocked_at is not None:
        day = t.short_date(one.blocked_at.astimezone(one.zone).date())
        said.append(t("Has blocked Sela since {day}: nothing arrives", day=day))
    return said


def _held(held: Held, t: Texts) -> Markup:
    grant = held.grant
    role = role_name(grant.role, t)
    said = t("{role}, {unit}", role=role, unit=grant.unit) if grant.unit else t("{role}", role=role)
    until = t("until {day}", day=t.short_date(grant.ends_on)) if grant.ends_on else None
    source = t("by the roster file") if held.is_from_file else None
    return t("• {said}", said=Markup(" · ").join(part for part in (said, until, source) if part))


def _leave(leave: Leave, t: Texts) -> Markup:
    first = t.short_date(leave.starts_on)
    if leave.ends_on is None:
        return t("• from {first}", first=first)
    return t("• {first} – {last}", first=first, last=t.short_date(leave.ends_on))


def _person_key(one: Person, t: Texts) -> Key:
    has_left = t.plain("{name} (has left)", name=one.name) if one.state is PersonState.LEFT else one.name
    return Key(_short(f"{has_left} · {one.masked_number} · {_end_of(one.unit)}"), ShowPerson(one.id))


def _end_of(path: str) -> str:
    """A unit so that its end can be read."""
    return path if len(path) <= LABEL_LENGTH else f"…{path[-(LABEL_LENGTH - 1) :]}"


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LABEL_LENGTH * 2 else f"{one_line[: LABEL_LENGTH * 2 - 1]}…"
