"""Screens of a change of one person: what it means, that it is made, or why it is not."""

from datetime import date

from markupsafe import Markup

from bot.buttons.roster import ChangePerson, ShowPerson
from bot.screens import File, Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views.roster import back_home, back_to, role_name
from learning.people import Person, Role
from learning.roster import Change, Wish
from learning.usecases.roster_changes import Done
from learning.usecases.roster_wishes import Refused


def ask_sure(wish: Wish, asked_at: int, t: Texts) -> Screen:
    """Says what a change means, before it is made."""
    one = wish.person
    value = str(asked_at) if wish.change is Change.LINK else wish.value
    return Screen(
        text=paragraphs(*_meaning(wish, t)),
        keys=rows(
            Key(_yes(wish, t), ChangePerson(one.id, wish.change, value, sure=True)),
            Key(t.plain("Rather not"), ShowPerson(one.id)),
        ),
    )


def done(made: Done, t: Texts) -> Screen:
    """The change is made."""
    wish = made.wish
    has_left = wish.change is Change.DEACTIVATE
    return Screen(text=_outcome(wish, t), keys=((back_home(t) if has_left else _to_person(wish.person, t),),))


def link(made: Done, address: str, sheet: bytes, expires_on: date, t: Texts) -> Screen:
    """A fresh link, as a card to print and in words."""
    one = made.wish.person
    return Screen(
        text=paragraphs(
            t("The link for <b>{name}</b>, for this person alone:", name=one.name),
            t("<code>{address}</code>", address=address),
            t("It works once, until {day}.", day=t.day(expires_on)),
            t("The file holds the same as a card with a code: open it in a browser and print it."),
        ),
        keys=((_to_person(one, t),),),
        files=(File(name="sela-link.html", content=sheet),),
    )


def refused(one: Person | None, why: Refused, t: Texts) -> Screen:
    """Why nothing was changed."""
    said = {
        Refused.GONE: t("This person is not on the roster any more, or the button is out of date."),
        Refused.LAST_ADMIN: t(
            "That would leave Sela without an admin, so nothing was changed. "
            "Give somebody else who uses Sela the role first."
        ),
        Refused.SO_ALREADY: t("That is so already. Nothing was changed."),
        Refused.HAS_ACCOUNT: t(
            "This person uses Sela already. To let them use another account, release this one first."
        ),
    }
    key = back_home(t) if one is None or why is Refused.GONE else back_to(one, t)
    return Screen(text=said[why], keys=((key,),))


def _meaning(wish: Wish, t: Texts) -> list[Markup | None]:
    one = wish.person
    name = t("<b>{name}</b>, {unit}", name=one.name, unit=one.unit)
    match wish.change:
        case Change.UNIT:
            return [name, *_moving(wish, t)]
        case Change.GIVE_ROLE:
            return [name, _giving(wish, t)]
        case Change.TAKE_ROLE:
            again = t("If the roster file lists the role, the next import gives it again.")
            return [name, _taking(wish, t), again]
        case Change.ZONE:
            return [name, t("Clock: <b>{zone}</b>. Breaks and notices follow it.", zone=t.zone(wish.zone))]
        case Change.LEAVE:
            return [name, t("Away {span}. Sela brings nothing on these days.", span=_span(wish, t))]
        case Change.END_LEAVE:
            return [name, t("Takes back the leave {span}.", span=_span(wish, t))]
        case Change.RELEASE:
            return [
                name,
                t(
                    "Unbinds the Telegram account. "
                    "<b>Nothing arrives any more</b> until a fresh link is opened."
                ),
                t("What was learned stays."),
            ]
        case Change.LINK:
            return [
                name,
                t("<b>A link or card made before stops working.</b> The new one is for this person alone."),
            ]
        case Change.DEACTIVATE:
            return [
                name,
                t(
                    "Ends the access <b>at once</b>: lessons, roles, open links. "
                    "What was learned stays on record."
                ),
                t("A roster file that lists the person brings them back."),
            ]


def _moving(wish: Wish, t: Texts) -> list[Markup | None]:
    assert wish.unit is not None
    names = ", ".join(role_name(role, t) for role in wish.roles)
    return [
        t("Goes to <b>{unit}</b> ({zone}), at once.", unit=wish.unit.path, zone=t.zone(wish.unit.time_zone)),
        t("What was learned before stays with the old unit.")
        if not wish.roles
        else t("What was learned before stays with the old unit. Goes along: {roles}.", roles=names),
        t("If the roster file says otherwise, the next import moves the person again."),
    ]


def _taking(wish: Wish, t: Texts) -> Markup:
    """Which role goes, with every unit for which it was held."""
    role = role_name(wish.roles[0], t)
    units = list(dict.fromkeys(grant.unit for grant in wish.grants))
    if None in units or wish.roles[0] is Role.ADMIN:
        return t("Takes the role “{role}” away, at once.", role=role)
    if len(units) == 1:
        return t("Takes the role “{role}” for {unit} away, at once.", role=role, unit=units[0])
    lead = t("Takes the role “{role}” away, at once, for all {n} units:", role=role, n=t.number(len(units)))
    return Markup("\n").join((lead, *(t("• {unit}", unit=unit) for unit in units)))


def _giving(wish: Wish, t: Texts) -> Markup:
    role = wish.roles[0]
    where = t("everywhere") if role is Role.ADMIN else t("for {unit} and all below it", unit=wish.person.unit)
    if wish.until is None:
        return t(
            "Becomes <b>{role}</b>, {where}, until it is taken away.", role=role_name(role, t), where=where
        )
    return t(
        "Becomes <b>{role}</b>, {where}, until {day}.",
        role=role_name(role, t),
        where=where,
        day=t.day(wish.until),
    )


def _yes(wish: Wish, t: Texts) -> str:
    return {
        Change.UNIT: t.plain("Yes, move"),
        Change.GIVE_ROLE: t.plain("Yes, give the role"),
        Change.TAKE_ROLE: t.plain("Yes, take it away"),
        Change.ZONE: t.plain("Yes, set the clock"),
        Change.LEAVE: t.plain("Yes, record it"),
        Change.END_LEAVE: t.plain("Yes, take it back"),
        Change.RELEASE: t.plain("Yes, release"),
        Change.LINK: t.plain("Make the link"),
        Change.DEACTIVATE: t.plain("Yes, end the access"),
    }[wish.change]


def _outcome(wish: Wish, t: Texts) -> Markup:
    name = wish.person.name
    match wish.change:
        case Change.UNIT:
            assert wish.unit is not None
            return t("<b>{name}</b> works in {unit} now.", name=name, unit=wish.unit.path)
        case Change.GIVE_ROLE:
            return t("<b>{name}</b> is {role} now.", name=name, role=role_name(wish.roles[0], t))
        case Change.TAKE_ROLE:
            return t("<b>{name}</b> is no longer {role}.", name=name, role=role_name(wish.roles[0], t))
        case Change.ZONE:
            return t("<b>{name}</b> works by {zone} now.", name=name, zone=t.zone(wish.zone))
        case Change.LEAVE:
            return t("<b>{name}</b> is away {span}.", name=name, span=_span(wish, t))
        case Change.END_LEAVE:
            return t("The leave of <b>{name}</b> {span} is taken back.", name=name, span=_span(wish, t))
        case Change.RELEASE:
            return t("<b>{name}</b> can open a fresh link now.", name=name)
        case Change.LINK:
            return t("The link for <b>{name}</b> is made.", name=name)
        case Change.DEACTIVATE:
            return t("The access of <b>{name}</b> has ended.", name=name)


def _span(wish: Wish, t: Texts) -> Markup:
    assert wish.leave is not None
    assert wish.leave.ends_on is not None
    first, last = wish.leave.starts_on, wish.leave.ends_on
    if first == last:
        return t("on {day}", day=t.day(first))
    return t("{first} – {last}", first=t.short_date(first), last=t.short_date(last))


def _to_person(one: Person, t: Texts) -> Key:
    return Key(t.plain("Back to the person"), ShowPerson(one.id))
