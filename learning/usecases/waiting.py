"""What waits for a curator, list by list: only what this curator looks after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.auditing import entry_by
from learning.curation import Listed, Unfound, Waiting
from learning.knowledge import ItemState
from learning.notices import ExpertQuestion, QuestionState
from learning.people import Actor
from learning.ports import Records
from learning.rules.access import may_curate
from learning.rules.lookup import words_to_look_up
from learning.rules.terms import term_of

SOON = timedelta(days=30)
"""What many read is shown so long before its review date passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list: what it leads to (an item, a question or a search), and how often it was wanted."""

    id: int
    label: str
    often: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfoundGroup:
    """Searches that ask for the same, the newest first."""

    searches: tuple[Unfound, ...]

    @property
    def newest(self) -> Unfound:
        """The search that stands for all."""
        return self.searches[0]

    @property
    def wordings(self) -> tuple[str, ...]:
        """The questions, each once."""
        return tuple(dict.fromkeys(search.question for search in self.searches))


def counts(records: Records, actor: Actor, *, now: datetime) -> Mapping[Waiting, int]:
    """How much waits in each list."""
    return {waiting: len(entries(records, actor, waiting, now=now)) for waiting in Waiting}


def entries(records: Records, actor: Actor, waiting: Waiting, *, now: datetime) -> Sequence[Entry]:
    """The lines of a list, most urgent first."""
    if waiting is Waiting.EXPERTS:
        return [Entry(id=one.id, label=one.question) for one in _questions(records, actor)]
    if waiting is Waiting.UNFOUND:
        groups = unfound_groups(records, actor)
        return [Entry(id=one.newest.id, label=one.newest.question, often=len(one.searches)) for one in groups]
    listed = _items(records, actor, waiting, now)
    shows_reads = waiting is Waiting.STALE
    return [
        Entry(id=one.id, label=one.title, often=one.opened if shows_reads else 0)
        for one in listed
        if may_curate(actor, one.scope)
    ]


def unfound_groups(records: Records, actor: Actor) -> Sequence[UnfoundGroup]:
    """Searches that found nothing, together where they ask for the same terms, most frequent first."""
    groups: dict[frozenset[str], list[Unfound]] = {}
    for search in records.curation.unfound():
        if may_curate(actor, search.unit):
            terms = frozenset(map(term_of, words_to_look_up(search.question)))
            groups.setdefault(terms or frozenset({search.question}), []).append(search)
    # The sort is stable: of groups of one size the newest stays first.
    return sorted(
        (UnfoundGroup(searches=tuple(one)) for one in groups.values()), key=lambda g: -len(g.searches)
    )


def unfound_group(records: Records, actor: Actor, search_id: int) -> UnfoundGroup | None:
    """The group that a search belongs to, None where it was settled or is not this curator's."""
    groups = unfound_groups(records, actor)
    return next((one for one in groups if any(search.id == search_id for search in one.searches)), None)


def settle_unfound(records: Records, actor: Actor, search_id: int, *, now: datetime) -> UnfoundGroup | None:
    """Takes a group of searches off the list; None where somebody else did, or it is not this curator's."""
    group = unfound_group(records, actor, search_id)
    if group is None:
        return None
    records.searches.settle([search.id for search in group.searches])
    detail = f"{len(group.searches)} like search {search_id}"
    records.journal.audit(entry_by(actor, "searches_settled", now=now, detail=detail))
    return group


def following(records: Records, actor: Actor, waiting: Waiting, *, after: int, now: datetime) -> Entry | None:
    """The line that a curator sees to next, None where the list is done."""
    return next((one for one in entries(records, actor, waiting, now=now) if one.id != after), None)


def _questions(records: Records, actor: Actor) -> Sequence[ExpertQuestion]:
    waiting = records.experts.in_states(QuestionState.OPEN, QuestionState.TAKEN)
    return [one for one in waiting if may_curate(actor, one.asker_unit)]


def _items(records: Records, actor: Actor, waiting: Waiting, now: datetime) -> Sequence[Listed]:
    curation = records.curation
    today = actor.person.local_date(now)
    match waiting:
        case Waiting.REVIEW:
            open_ = curation.in_states(ItemState.DRAFT, ItemState.IN_REVIEW)
            return [one for one in open_ if one.state is ItemState.IN_REVIEW or one.author_id is None]
        case Waiting.REPORTED:
            return curation.these(curation.reported_items())
        case Waiting.PAUSED:
            return curation.these(curation.paused_by())
        case Waiting.OVERDUE:
            return curation.overdue(today)
        case Waiting.STALE:
            return curation.most_read(today + SOON)
        case _:
            return curation.in_states(ItemState.RETIRED)
