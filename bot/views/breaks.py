"""Screens of break windows, clock, pauses and the chosen language."""

from datetime import date, time

from markupsafe import Markup

from bot.buttons.breaks import (
    AskPause,
    AskZone,
    ChooseZone,
    MoveWindow,
    Pause,
    Resume,
    ShowBreaks,
    SwitchWindow,
)
from bot.buttons.general import ShowHelp
from bot.buttons.notes import SwitchMondays
from bot.buttons.progress import ShowProgress
from bot.buttons.study import Learn
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from learning.people import Person
from learning.rules.breaks import WindowKind
from learning.usecases.breaks import PRESETS, Breaks, WindowStatus

ZONES = {"Asia/Jakarta": "Jakarta", "Asia/Makassar": "Makassar", "Asia/Jayapura": "Jayapura"}
PAUSES = (1, 3, 7, 14)


def breaks(shown: Breaks, t: Texts) -> Screen:
    """The person's windows with their switches."""
    keys = []
    for status in shown.windows:
        switch = Key(window_label(status, t), SwitchWindow(status.kind, not status.is_on))
        keys.append((switch, Key(t.plain("Other time"), MoveWindow(status.kind, _next_preset(status)))))
    pause = (
        Key(t.plain("End the pause"), Resume())
        if shown.paused is not None
        else Key(t.plain("Pause"), AskPause())
    )
    clock = Key(t.plain("Time zone: {zone}", zone=t.zone(shown.person.time_zone)), AskZone())
    return Screen(
        text=paragraphs(
            t("<b>When may I come?</b>"),
            _next(shown, t),
            t(
                "<i>Lunch on Fridays is {friday}, in Ramadan {ramadan}. Never on holidays and leave.</i>",
                friday=_span(shown.friday_lunch, t),
                ramadan=_span(shown.ramadan_lunch, t),
            ),
            _holidays(shown.holidays, t),
            t("The dates of Ramadan are estimates until they are confirmed.")
            if shown.ramadan_is_estimated
            else None,
        ),
        keys=(*keys, (pause, clock), *rows(_mondays(shown, t))),
    )


def pauses(t: Texts) -> Screen:
    """Asks how long to keep quiet."""
    keys = [Key(t.count("{n} day", "{n} days", days).striptags(), Pause(days)) for days in PAUSES]
    return Screen(
        text=t("How long shall I keep quiet? You can still learn at any time with /learn."),
        keys=(
            *rows(*keys, width=4),
            (Key(t.plain("Until I come back"), Pause(0)), Key(t.plain("Back"), ShowBreaks())),
        ),
    )


def paused(shown: Breaks, t: Texts) -> Screen:
    """The pause is on."""
    return Screen(
        text=paragraphs(_next(shown, t), t("/learn works all the same.")),
        keys=((Key(t.plain("End the pause"), Resume()),),),
    )


def zones(person: Person, t: Texts) -> Screen:
    """Asks for the clock."""
    keys = [
        Key(("✓ " if name == person.time_zone else "") + f"{t.zone(name)} · {place}", ChooseZone(name))
        for name, place in ZONES.items()
    ]
    return Screen(
        text=t("Which time zone are you in?"), keys=(*rows(*keys), (Key(t.plain("Back"), ShowBreaks()),))
    )


def language_chosen(language: str, t: Texts) -> Screen:
    """The language is set; said in that language, with what is used most one tap away."""
    return Screen(
        text=t("From now on I speak {language} with you.", language=language),
        keys=rows(
            Key(t.plain("Learn now"), Learn(0)),
            Key(t.plain("My progress"), ShowProgress()),
            Key(t.plain("What you can do"), ShowHelp()),
            width=2,
        ),
    )


def window_label(status: WindowStatus, t: Texts) -> str:
    """A window on its switch: what, when, on or off."""
    mark = "☑" if status.is_on else "☐"
    return f"{mark} {window_name(status.kind, t)} {t.clock(status.starts)}–{t.clock(status.ends)}"


def window_name(kind: WindowKind, t: Texts) -> str:
    """The name of a kind of window."""
    names = {
        WindowKind.LUNCH: t.plain("Lunch"),
        WindowKind.MORNING: t.plain("Morning"),
        WindowKind.AFTERNOON: t.plain("Afternoon"),
        WindowKind.COMMUTE: t.plain("Commute"),
        WindowKind.EVENING: t.plain("Evening"),
        WindowKind.WEEKEND: t.plain("Weekend"),
    }
    return names[kind]


def _mondays(shown: Breaks, t: Texts) -> Key | None:
    if shown.mondays is None:
        return None
    mark = "☑" if shown.mondays else "☐"
    return Key(t.plain("{mark} Monday message on your team", mark=mark), SwitchMondays(not shown.mondays))


def _next(shown: Breaks, t: Texts) -> Markup | None:
    if shown.paused is not None:
        if shown.paused.ends_on is None:
            return t("I keep quiet until you come back.")
        return t("I keep quiet up to and including {day}.", day=t.day(shown.paused.ends_on))
    if shown.next_opening is None:
        return t("No window is open, so nothing comes by itself.")
    return t("Next break: <b>{moment}</b>", moment=t.moment(shown.next_opening.starts_at, shown.person.zone))


def _holidays(days: tuple[tuple[date, str], ...], t: Texts) -> Markup | None:
    if not days:
        return None
    named = [t("• {day}: {name}", day=t.short_day(on), name=name) for on, name in days[:4]]
    return lines(t("Quiet days ahead:"), *named)


def _span(times: tuple[time, time], t: Texts) -> str:
    return f"{t.clock(times[0])}–{t.clock(times[1])}"


def _next_preset(status: WindowStatus) -> int:
    times = [(f"{status.starts:%H:%M}", f"{status.ends:%H:%M}") == preset for preset in PRESETS[status.kind]]
    return (times.index(True) + 1) % len(times) if True in times else 0
