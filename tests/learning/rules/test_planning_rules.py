"""What comes next: reviews or a lesson, in the order of the courses, within the minutes a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from content.models import Course
from learning.people import Role
from learning.rules.planning import (
    REVIEWS_AT_ONCE,
    DueReview,
    Item,
    ItemKind,
    Learner,
    Why,
    best_fit,
    courses_with_reasons,
    new_lessons,
    next_item,
)
from learning.rules.repetition import REVIEW_SECONDS

NOON = datetime(2026, 4, 8, 5, 0, tzinfo=UTC)
LESSONS = {"pangan": ["pangan/01", "pangan/02"], "phishing": ["phishing/01", "phishing/02"]}
MINUTES = {"pangan/01": 4, "pangan/02": 3, "phishing/01": 5, "phishing/02": 3}


def due(*keys: str, lapses: int = 0) -> list[DueReview]:
    return [DueReview(question_key=key, due_at=NOON, lapses=lapses) for key in keys]


def learner(
    *courses: str,
    done: Sequence[str] = (),
    started: tuple[str, ...] = (),
    reviews: Sequence[DueReview] = (),
    since: int = 0,
) -> Learner:
    return Learner(
        courses=courses or ("pangan", "phishing"),
        done=frozenset(done),
        started=started,
        due=reviews,
        lessons_since_review=since,
    )


def upcoming(who: Learner, seconds: int | None = None) -> Item | None:
    return next_item(who, LESSONS, MINUTES, seconds_available=seconds)


def fitting(who: Learner, minutes: int) -> Item | None:
    return best_fit(who, LESSONS, MINUTES, seconds_available=minutes * 60)


@dataclass(frozen=True)
class Shared:
    course: str
    unit: str | None = None
    role: str | None = None


def course(name: str, *, units: tuple[str, ...] = (), roles: tuple[str, ...] = ()) -> Course:
    return Course(id=name, title={"id": name}, units=units, roles=roles)


def reasons(
    *courses: Course,
    assigned: Sequence[str] = (),
    chosen: Sequence[str] = (),
    shared: Sequence[Shared] = (),
    roles: frozenset[Role] = frozenset({Role.EMPLOYEE}),
) -> list[tuple[str, Why]]:
    found = courses_with_reasons(
        unit="Balai/Seksi Uji", roles=roles, assigned=assigned, chosen=chosen, shared=shared, courses=courses
    )
    return list(found.items())


def test_assigned_courses_lead_then_those_of_the_unit_then_the_chosen_then_everyones() -> None:
    found = reasons(
        course("everyone"),
        course("unit", units=("Balai",)),
        course("chosen", units=("Pusat",)),
        course("assigned"),
        assigned=["assigned"],
        chosen=["chosen"],
    )
    assert found == [
        ("assigned", Why.ASSIGNED),
        ("unit", Why.UNIT_OR_ROLE),
        ("chosen", Why.CHOSEN),
        ("everyone", Why.EVERYONE),
    ]


def test_a_course_has_the_strongest_of_its_reasons_and_comes_once() -> None:
    everything = reasons(
        course("a", units=("Balai",)), assigned=["a"], chosen=["a"], shared=[Shared("a", unit="Balai")]
    )
    assert everything == [("a", Why.ASSIGNED)]
    assert reasons(course("a"), chosen=["a"]) == [("a", Why.CHOSEN)]


def test_a_course_given_to_a_unit_reaches_everyone_below_it_and_nobody_else() -> None:
    assert reasons(shared=[Shared("a", unit="Balai"), Shared("b", unit="Balai/Seksi Lain")]) == [
        ("a", Why.UNIT_OR_ROLE)
    ]


def test_a_course_given_to_a_role_reaches_those_who_hold_it() -> None:
    given_to_supervisors = [Shared("a", role="supervisor")]
    assert reasons(shared=given_to_supervisors) == []
    leading = frozenset({Role.EMPLOYEE, Role.SUPERVISOR})
    assert reasons(shared=given_to_supervisors, roles=leading) == [("a", Why.UNIT_OR_ROLE)]


def test_a_course_written_for_a_role_or_another_unit_is_not_for_everyone() -> None:
    for_leaders, elsewhere = course("a", roles=("supervisor",)), course("b", units=("Pusat",))
    assert reasons(for_leaders, elsewhere) == []
    assert reasons(for_leaders, roles=frozenset({Role.SUPERVISOR})) == [("a", Why.UNIT_OR_ROLE)]


def test_the_next_lesson_is_the_first_not_done_of_the_first_course() -> None:
    item = upcoming(learner("phishing", "pangan", done=["phishing/01"]))
    assert item == Item(kind=ItemKind.LESSON, seconds=180, lesson_key="phishing/02")


def test_people_of_different_units_get_different_lessons() -> None:
    here, there = upcoming(learner("pangan")), upcoming(learner("phishing"))
    assert here is not None
    assert there is not None
    assert here.lesson_key != there.lesson_key


def test_a_lesson_already_begun_comes_before_a_new_one() -> None:
    item = upcoming(learner("pangan", "phishing", started=("phishing/02",)))
    assert item is not None
    assert item.lesson_key == "phishing/02"


def test_a_lesson_begun_and_finished_is_not_offered_again() -> None:
    keys = new_lessons(["pangan"], {"pangan/01"}, LESSONS, ["pangan/01"])
    assert list(keys) == ["pangan/02"]


def test_who_has_done_everything_gets_nothing_new() -> None:
    assert upcoming(learner(done=[*MINUTES])) is None


def test_who_has_done_everything_still_gets_due_reviews() -> None:
    item = upcoming(learner(done=[*MINUTES], reviews=due("pangan/01/q1")))
    assert item == Item(kind=ItemKind.REVIEW, seconds=30, question_keys=("pangan/01/q1",))


def test_a_missed_question_leads_after_one_lesson() -> None:
    missed = due("pangan/01/q1", lapses=1)
    first, second = upcoming(learner(reviews=missed)), upcoming(learner(reviews=missed, since=1))
    assert first is not None
    assert second is not None
    assert (first.kind, second.kind) == (ItemKind.LESSON, ItemKind.REVIEW)


def test_reviews_of_what_was_known_lead_after_two_lessons() -> None:
    known = due("pangan/01/q1")
    items = [upcoming(learner(reviews=known, since=since)) for since in (0, 1, 2, 3)]
    kinds = [item.kind for item in items if item]
    assert kinds == [ItemKind.LESSON, ItemKind.LESSON, ItemKind.REVIEW, ItemKind.REVIEW]


def test_a_sitting_asks_nine_questions_at_most_the_most_missed_and_longest_due_first() -> None:
    reviews = [
        *due("p/1/late", "p/1/b", "p/1/c", "p/1/d", "p/1/e", "p/1/f", "p/1/g", "p/1/h"),
        DueReview(question_key="p/1/early", due_at=NOON - timedelta(days=3)),
        *due("p/1/missed", lapses=2),
    ]
    item = upcoming(learner(done=[*MINUTES], reviews=reviews))
    assert item is not None
    assert item.question_keys == (
        "p/1/missed",
        "p/1/early",
        *(f"p/1/{letter}" for letter in "bcdefgh"),
    )
    assert item.seconds == 270


def test_a_lesson_too_long_for_the_time_left_gives_way_to_one_that_fits() -> None:
    item = upcoming(learner("pangan"), seconds=200)
    assert item is not None
    assert item.lesson_key == "pangan/02"


def test_a_lesson_that_fits_to_the_second_is_offered() -> None:
    item = upcoming(learner("pangan"), seconds=240)
    assert item is not None
    assert item.lesson_key == "pangan/01"


def test_nothing_is_offered_that_does_not_fit() -> None:
    assert upcoming(learner(reviews=due("pangan/01/q1")), seconds=29) is None
    assert upcoming(learner(reviews=due("pangan/01/q1", "pangan/01/q2")), seconds=-30) is None


def test_a_lesson_that_left_the_catalogue_is_passed_over() -> None:
    who = learner("pangan", "gone", started=("gone/01",))
    item = upcoming(who)
    assert item is not None
    assert item.lesson_key == "pangan/01"
    assert fitting(who, 4) == item


def test_learn_3_gives_one_lesson_of_three_minutes() -> None:
    assert fitting(learner(), 3) == Item(kind=ItemKind.LESSON, seconds=180, lesson_key="pangan/02")


def test_learn_15_gives_reviews_first_and_a_lesson_when_none_is_due() -> None:
    reviews = fitting(learner(reviews=due("phishing/01/q1", "phishing/01/q2")), 15)
    assert reviews is not None
    assert reviews.question_keys == ("phishing/01/q1", "phishing/01/q2")
    lesson = fitting(learner(), 15)
    assert lesson is not None
    assert lesson.lesson_key == "pangan/01"


def test_learn_1_without_reviews_gives_nothing() -> None:
    assert fitting(learner(), 1) is None


def test_learn_1_with_many_reviews_gives_two() -> None:
    item = fitting(learner(reviews=due("a/1/1", "a/1/2", "a/1/3")), 1)
    assert item is not None
    assert len(item.question_keys) == 2


names = st.text("abc", min_size=1, max_size=3)
catalogues = st.dictionaries(names, st.lists(names, unique=True, max_size=4), max_size=4).map(
    lambda courses: {course: [f"{course}/{name}" for name in lessons] for course, lessons in courses.items()}
)
reviews = st.lists(
    st.builds(
        DueReview,
        question_key=names,
        due_at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
        lapses=st.integers(0, 3),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(st.data(), catalogues, reviews, st.integers(-60, 3600))
def test_what_is_offered_never_exceeds_the_time(
    data: st.DataObject, lessons: dict[str, list[str]], reviews: list[DueReview], seconds: int
) -> None:
    keys = [key for course in lessons.values() for key in course]
    minutes = {key: data.draw(st.integers(1, 15)) for key in keys}
    done = data.draw(st.frozensets(st.sampled_from(keys))) if keys else frozenset()
    who = Learner(courses=tuple(lessons), done=done, due=reviews, lessons_since_review=2)
    wished = best_fit(who, lessons, minutes, seconds_available=seconds)
    brought = next_item(who, lessons, minutes, seconds_available=seconds)
    assert (wished is None) == (brought is None)
    for item in (wished, brought):
        assert item is None or item.seconds <= seconds
        assert item is None or item.lesson_key not in done


@given(reviews)
def test_a_review_sitting_is_never_longer_than_a_lesson(reviews: list[DueReview]) -> None:
    item = next_item(Learner(courses=(), due=reviews), {}, {})
    assert item is None or item.seconds == len(item.question_keys) * REVIEW_SECONDS
    assert item is None or len(item.question_keys) <= REVIEWS_AT_ONCE
