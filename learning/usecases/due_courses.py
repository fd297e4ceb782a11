"""The courses that people of a team have until a date: which are open or overdue, and how far they are."""

from datetime import datetime

from learning.assignments import AssignedProgress
from learning.people import Actor
from learning.ports import Records
from learning.team import DuePage
from learning.usecases.assigning import progress_of
from learning.usecases.team import scope_in
from learning.world import World

PAGE = 8
"""Courses on a page of the list."""


def page_of(
    records: Records, world: World, actor: Actor, page: int, *, unit: str | None = None, now: datetime
) -> DuePage:
    """A page of what the people have to finish by a date, longest overdue first.

    Of everything the actor leads or of one unit of it; a page that is not there any more is the last one.
    """
    scope, courses = scope_in(actor, unit), list(world.catalogue.courses)
    without, today = actor.person.id, now.astimezone(world.policy.zone).date()
    count = records.assignments.count_open(scope, courses, without=without)
    late = records.assignments.count_open(scope, courses, without=without, before=today)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = records.assignments.open_by_date(scope, courses, without=without, limit=PAGE, offset=page * PAGE)
    shown = [progress_of(records, world, one, actor.person.language, now=now) for one in found]
    return DuePage(
        unit=unit,
        page=page,
        pages=pages,
        count=count,
        late=late,
        first=page * PAGE + 1,
        today=today,
        courses=[one for one in shown if isinstance(one, AssignedProgress)],
    )
