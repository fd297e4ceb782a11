"""What a roster file would change about people of the roster, fact by fact; what it empties stands apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.screens import lines
from bot.texts import Texts
from learning.people import EmploymentType
from learning.records import RosterFact
from learning.roster import FactChange, RosterPlan

MOST_EXAMPLES, LONGEST = 3, 20
"""So many people are named, and so many characters of each: there may be many lines of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """A fact of the roster, of how many people it changes, and how or whose."""

    fact: str
    people: int
    details: str
    is_emptied: bool


def facts(plan: RosterPlan, t: Texts) -> Markup | None:
    """What would change about people who are on the roster already, then what would be gone."""
    told = list(told_facts(plan.facts, t))
    return (
        lines(t("<b>What changes about people of the roster</b>"), *(_line(one, t) for one in told))
        if told
        else None
    )


def told_facts(changes: Mapping[RosterFact, Sequence[FactChange]], t: Texts) -> Iterator[ToldFact]:
    """The facts that get another value, then those that an empty cell empties."""
    words = fact_words(t)
    for is_emptied in (False, True):
        for fact, all_of_it in changes.items():
            those = [change for change in all_of_it if change.empties == is_emptied]
            if those:
                yield ToldFact(
                    fact=words[fact],
                    people=len(those),
                    details=_details(fact, those, t),
                    is_emptied=is_emptied,
                )


def fact_words(t: Texts) -> Mapping[RosterFact, str]:
    """What a roster file may say of a person, by name."""
    return {
        RosterFact.NAME: t.plain("name"),
        RosterFact.EMPLOYMENT_TYPE: t.plain("employment type"),
        RosterFact.ROLES: t.plain("roles"),
        RosterFact.STARTS_ON: t.plain("first day of work"),
        RosterFact.EMAIL: t.plain("e-mail"),
        RosterFact.LANGUAGE: t.plain("language"),
        RosterFact.TIME_ZONE: t.plain("time zone"),
    }


def _line(told: ToldFact, t: Texts) -> Markup:
    if told.is_emptied:
        return t.count(
            "– emptied: {fact} of {n} person",
            "– emptied: {fact} of {n} people",
            told.people,
            fact=told.fact,
        )
    return t("– {fact}: {n} ({names})", fact=told.fact, n=t.number(told.people), names=told.details)


def _details(fact: RosterFact, changes: Sequence[FactChange], t: Texts) -> str:
    """Which employment becomes which how often; else the first names, and what they are changed from."""
    if fact is RosterFact.EMPLOYMENT_TYPE:
        kinds = Counter((_employment(change.before, t), _employment(change.after, t)) for change in changes)
        return ", ".join(
            f"{before} → {after}: {t.number(count)}" for (before, after), count in kinds.most_common()
        )
    if fact is RosterFact.NAME:
        return _few(f"{short(change.before)} → {short(change.after)}" for change in changes)
    return _few(short(change.name) for change in changes)


def _employment(value: str, t: Texts) -> str:
    return t.plain("other") if value == EmploymentType.OTHER else value


def _few(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(every[:MOST_EXAMPLES])
    return f"{shown}, …" if len(every) > MOST_EXAMPLES else shown


def short(text: str, longest: int = LONGEST) -> str:
    """The text, cut where it is too long to be shown."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
