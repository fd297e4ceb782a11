"""Screens of a roster file that was sent: what it would change, its problems, how far it is, what it did."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.dialogues import StopDialogue
from bot.buttons.roster import AskMissing, ReadRoster, ShowRoster, TakeRoster
from bot.headed_table import TableProblem
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.spreadsheets import safe_cell
from bot.texts import Texts
from bot.views.roster_facts import facts, short
from bot.views.table_problems import line, message
from learning.roster import Fate, RosterPlan
from learning.usecases.roster_file import RosterTaken, TakenBefore

MOST_PROBLEMS = 10
MOST_NAMES, MOST_EXAMPLES = 10, 3
LONGEST = 80
"""Characters of a name that are shown."""


def problems(name: str, found: Sequence[TableProblem], t: Texts) -> Screen:
    """What is wrong with the file: the first few, and the whole list as a file; nothing is written."""
    errors = [problem for problem in found if problem.is_error]
    return Screen(
        text=paragraphs(
            t.count(
                "“{name}” has {n} mistake, so nothing was changed. Please mend it and send the file anew.",
                "“{name}” has {n} mistakes, so nothing was changed. Please mend them and send it anew.",
                len(errors),
                name=_short(name),
            ),
            lines(*(line(problem, t) for problem in errors[:MOST_PROBLEMS])),
            t("All of them are in the attached list.") if len(errors) > MOST_PROBLEMS else None,
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
        files=(_list_of(found, t),) if len(errors) > MOST_PROBLEMS else (),
    )


def preview(name: str, file: int, plan: RosterPlan, warnings: Sequence[TableProblem], t: Texts) -> Screen:
    """What the file would change; who is not in it is asked about explicitly.

    `file` tells it from one that is sent later.
    """
    noted = [line(problem, t) for problem in warnings[:MOST_PROBLEMS]]
    title = t("<b>{name}</b> lists {n} people.", name=_short(name), n=t.number(plan.people))
    if plan.changes_nothing:
        text = paragraphs(title, t("The roster says the same already: there is nothing to change."))
        return Screen(text=text, keys=rows(Key(t.plain("All right"), StopDialogue())))
    taking = TakeRoster(plan.check, missing_leave=False, file=file)
    keep = Key(_keep_label(plan, t), taking)
    keys = (
        (
            keep if plan.rows else None,
            Key(_leave_label(plan, t), AskMissing(plan.check, file)),
        )
        if plan.missing
        else (Key(t.plain("Yes, take it over"), taking),)
    )
    return Screen(
        text=paragraphs(
            title,
            _counted(plan, t),
            facts(plan, t),
            _new_admins(plan, t),
            _missing(plan, t) if plan.missing else None,
            lines(t("<b>Please look at</b>"), *noted) if noted else None,
            t("Nothing is changed yet."),
        ),
        keys=rows(*keys, Key(t.plain("No, thank you"), StopDialogue())),
    )


def ask_missing(file: int, plan: RosterPlan, t: Texts) -> Screen:
    """Names who would leave, before anybody does."""
    units = Counter(person.unit for person in plan.missing)
    named = [
        t("– {name}, {unit}", name=_short(one.name), unit=_short(one.unit))
        for one in plan.missing[:MOST_NAMES]
    ]
    more = len(plan.missing) - len(named)
    return Screen(
        text=paragraphs(
            t.count(
                "<b>{n} person is not in the file.</b> Shall their access end?",
                "<b>{n} people are not in the file.</b> Shall their access end?",
                len(plan.missing),
            ),
            lines(*named, t.count("… and {n} more", "… and {n} more", more) if more > 0 else None),
            t.count("They come from {n} unit.", "They come from {n} units.", len(units)),
            t("They can do nothing in Sela from that moment on. What they learned stays on record."),
            _is_many(plan, t),
        ),
        keys=rows(
            Key(_end_label(plan, t), TakeRoster(plan.check, missing_leave=True, file=file)),
            Key(t.plain("Back"), ReadRoster()),
        ),
    )


def writing(done: int, total: int, t: Texts) -> Screen:
    """How far the import is."""
    if not total:
        return Screen(text=t("The roster is being brought up to date …"))
    return Screen(
        text=t(
            "The roster is being brought up to date: {done} of {total} …",
            done=t.number(done),
            total=t.number(total),
        )
    )


def taken(outcome: RosterTaken, t: Texts) -> Screen:
    """What the file did."""
    done = TakenBefore(counts=outcome.plan.counts, unchanged=outcome.change.unchanged, left=outcome.left)
    return _done(done, _counts(outcome.plan, t), t)


def taken_before(done: TakenBefore, t: Texts) -> Screen:
    """What the file did, for a second tap."""
    said = {
        Fate.ADDED: t("new: {n}", n=t.number(done.counts.get(Fate.ADDED, 0))),
        Fate.RETURNED: t("coming back: {n}", n=t.number(done.counts.get(Fate.RETURNED, 0))),
        Fate.MOVED: t("to another unit: {n}", n=t.number(done.counts.get(Fate.MOVED, 0))),
        Fate.CHANGED: t("changed: {n}", n=t.number(done.counts.get(Fate.CHANGED, 0))),
    }
    return _done(done, [said[fate] for fate in Fate if done.counts.get(fate)], t)


def _done(done: TakenBefore, counted: Sequence[Markup], t: Texts) -> Screen:
    links = done.counts.get(Fate.ADDED) or done.counts.get(Fate.RETURNED)
    return Screen(
        text=paragraphs(
            t("The roster is up to date."),
            lines(
                *counted,
                t("access ended: {n}", n=t.number(done.left)) if done.left else None,
                t("as they were: {n}", n=t.number(done.unchanged)),
            ),
            t("Who is new needs a link: make a sheet with /team, “Not activated”.") if links else None,
        ),
        keys=((Key(t.plain("To the roster"), ShowRoster()),),),
    )


def no_admin_left(t: Texts) -> Screen:
    """The file would shut every admin out."""
    return Screen(
        text=t(
            "With this file nobody who uses Sela would be an admin any more, you included. "
            "Nothing was changed. "
            "Please write admin into the column of roles of somebody who has activated."
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def changed_meanwhile(t: Texts) -> Screen:
    """The roster is not what it was when the file was looked at."""
    return Screen(
        text=t("The roster has changed since I showed you this. Please look once more."),
        keys=rows(Key(t.plain("Look once more"), ReadRoster()), Key(t.plain("Never mind"), StopDialogue())),
    )


def replaced(t: Texts) -> Screen:
    """A newer file came since this one was looked at, which the buttons do not mean."""
    return Screen(text=t("This preview has been replaced by a newer file."))


def _counted(plan: RosterPlan, t: Texts) -> Markup:
    units = t("new units: {n} ({names})", n=t.number(len(plan.new_units)), names=_few(plan.new_units))
    return lines(
        *_counts(plan, t),
        t("as they are: {n}", n=t.number(plan.unchanged)),
        units if plan.new_units else None,
    )


def _counts(plan: RosterPlan, t: Texts) -> list[Markup]:
    counts = plan.counts
    said = {
        Fate.ADDED: t("new: {n} ({names})", n=t.number(counts[Fate.ADDED]), names=_names(plan, Fate.ADDED)),
        Fate.RETURNED: t(
            "coming back: {n} ({names})", n=t.number(counts[Fate.RETURNED]), names=_names(plan, Fate.RETURNED)
        ),
        Fate.MOVED: t(
            "to another unit: {n} ({names})", n=t.number(counts[Fate.MOVED]), names=_names(plan, Fate.MOVED)
        ),
        Fate.CHANGED: t(
            "changed: {n} ({names})", n=t.number(counts[Fate.CHANGED]), names=_names(plan, Fate.CHANGED)
        ),
    }
    return [said[fate] for fate in Fate if counts[fate]]


def _names(plan: RosterPlan, fate: Fate) -> str:
    return _few([entry.name for of, entry in plan.rows if of is fate])


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(_short(name) for name in names[:MOST_EXAMPLES])
    return f"{shown}, …" if len(names) > MOST_EXAMPLES else shown


def _new_admins(plan: RosterPlan, t: Texts) -> Markup | None:
    if not plan.new_admins:
        return None
    return t(
        "⚠ Becomes an admin, who sees and changes everything: <b>{names}</b>", names=_few(plan.new_admins)
    )


def _missing(plan: RosterPlan, t: Texts) -> Markup:
    return paragraphs(
        t.count(
            "<b>Not in the file: {n} person</b> of the roster.",
            "<b>Not in the file: {n} people</b> of the roster.",
            len(plan.missing),
        ),
        _is_many(plan, t),
    )


def _is_many(plan: RosterPlan, t: Texts) -> Markup | None:
    """A file that lacks half the roster is rather a part of it."""
    if len(plan.missing) <= plan.people:
        return None
    return t("⚠ That is more than half of the roster. Is the file really complete?")


def _keep_label(plan: RosterPlan, t: Texts) -> str:
    return str(
        t.count("Take it over; {n} missing stays", "Take it over; {n} missing stay", len(plan.missing))
    )


def _leave_label(plan: RosterPlan, t: Texts) -> str:
    return str(
        t.count(
            "Take it over; {n} missing has left …", "Take it over; {n} missing have left …", len(plan.missing)
        )
    )


def _end_label(plan: RosterPlan, t: Texts) -> str:
    return str(
        t.count("Yes, end the access of {n} person", "Yes, end the access of {n} people", len(plan.missing))
    )


def _list_of(found: Sequence[TableProblem], t: Texts) -> File:
    """Every problem as CSV, for whoever mends the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([t.plain("Row"), t.plain("Column"), t.plain("Kind"), t.plain("What and how to mend it")])
    for problem in found:
        kind = t.plain("mistake") if problem.is_error else t.plain("note")
        cells = (problem.column, kind, message(problem, t))
        writer.writerow([problem.row or "", *map(safe_cell, cells)])
    return File(name="sela-roster.csv", content=text.getvalue().encode("utf-8-sig"))


def _short(text: str) -> str:
    return short(text, LONGEST)
