"""A broadcast is put together piece by piece, and what cannot be sent is refused with its reason."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from content.items import KnowledgeItem
from learning.broadcasts import (
    Broadcast,
    ContentKind,
    Media,
    MediaKind,
    Selection,
    SeriesState,
    Standing,
    Timing,
)
from learning.knowledge import ItemState
from learning.people import Role
from learning.rules.quick_quiz import FlawedQuiz, QuizFlaw
from learning.rules.written_dates import NoDay
from learning.rules.written_moments import MomentFlaw
from learning.usecases import (
    audience_groups,
    broadcast_contents,
    broadcast_words,
    broadcasting,
    dialogues,
    drafting,
    receiving,
    recurring,
    series,
)
from learning.usecases.audience_groups import MOST_GROUPS
from learning.usecases.broadcast_words import Wording
from learning.usecases.broadcasting import Flawed
from learning.usecases.drafting import LONGEST_CAPTION, LONGEST_TEXT, Flaw, check_of
from learning.usecases.importing import FoundItem, import_items
from learning.usecases.series import Begun, SeriesPreview
from tests.learning.usecases.announcer import actor, broadcast, carry, draft, standings
from tests.learning.usecases.classroom import COURSE, LESSONS
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, EAST, RINA, SARI, UNIT

PICTURE = Media(kind=MediaKind.PICTURE, file_id="gambar")


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def change(
    office: Workplace, usecase: Any, drafted: Broadcast, *args: Any, by: int = BUDI, **more: Any
) -> Any:
    """What a use case makes of a draft of this author."""
    author = actor(office, by)
    return office.look(lambda records: usecase(records, author, drafted.id, *args, **more))


def item(office: Workplace, unit: str = "") -> str:
    """The number of a published item, for one unit or everybody."""
    found = FoundItem(
        item=KnowledgeItem(
            id="kantor/kunci", title="Kunci arsip", text="Kunci ada di pos satpam.", unit=unit
        ),
        origin="test",
    )
    office.do(import_items, [found], state=ItemState.PUBLISHED)
    kept = office.look(lambda records: records.knowledge.by_keys(["kantor/kunci"]))
    return str(kept["kantor/kunci"].id)


def test_a_new_draft_takes_the_place_of_the_one_there_was(office: Workplace) -> None:
    first, second = draft(office), draft(office, "Yang kedua")
    budi = actor(office)
    assert office.look(lambda records: drafting.draft(records, budi, first.id)) is None
    current = office.look(lambda records: drafting.current(records, budi))
    assert current is not None
    assert (current.id, current.content.text) == (second.id, "Yang kedua")


def test_a_draft_is_its_authors_alone(office: Workplace) -> None:
    drafted = draft(office)
    for stranger in (RINA, SARI):
        assert change(office, drafting.write, drafted, "Lain", by=stranger) is Flaw.NOT_YOURS
        assert change(office, drafting.discard, drafted, by=stranger) is False
        assert change(office, drafting.select, drafted, everyone=True, by=stranger) is Flaw.NOT_YOURS
    assert change(office, drafting.discard, drafted) is True
    assert change(office, drafting.discard, drafted) is False


def test_what_was_sent_is_no_draft_any_more(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    assert change(office, drafting.write, sent, "Lain") is Flaw.NOT_YOURS


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.NOTHING),
        (" \n ", Flaw.NOTHING),
        ("\u200b\u2060", Flaw.NOTHING),
        ("a" * (LONGEST_TEXT + 1), Flaw.TEXT_TOO_LONG),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(office: Workplace, text: str, flaw: Flaw) -> None:
    drafted = draft(office)
    assert change(office, drafting.write, drafted, text) is flaw
    kept = change(office, drafting.draft, drafted)
    assert kept.content.text == drafted.content.text


def test_emoji_count_as_telegram_counts_them(office: Workplace) -> None:
    drafted = draft(office)
    assert isinstance(change(office, drafting.write, drafted, "😀" * (LONGEST_TEXT // 2)), Broadcast)
    assert change(office, drafting.write, drafted, "😀" * (LONGEST_TEXT // 2 + 1)) is Flaw.TEXT_TOO_LONG


def test_braces_and_markup_are_kept_as_they_were_written(office: Workplace) -> None:
    drafted = draft(office, "Rapat {jam} di <b>lantai</b> 2 & 3")
    assert drafted.content.text == "Rapat {jam} di <b>lantai</b> 2 & 3"


def test_beside_a_picture_less_can_be_written_and_a_picture_needs_no_words(office: Workplace) -> None:
    drafted = draft(office)
    attached = change(office, drafting.attach, drafted, PICTURE, "Lihat denah ini")
    assert attached.content.media == PICTURE
    assert change(office, drafting.write, drafted, "a" * (LONGEST_CAPTION + 1)) is Flaw.CAPTION_TOO_LONG
    assert change(office, drafting.attach, drafted, PICTURE).content.text == "Lihat denah ini"
    without = change(office, drafting.attach, drafted, None)
    assert (without.content.media, without.content.text) == (None, "Lihat denah ini")


def test_only_a_text_carries_a_picture(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.COURSE, key=COURSE)
    assert change(office, drafting.attach, drafted, PICTURE) is Flaw.NOT_YOURS


def test_the_lines_of_a_quiz_are_read_or_refused_with_the_line(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.QUIZ)
    flawed = change(office, drafting.write, drafted, "Kapan?\nPagi\nPagi")
    assert flawed == FlawedQuiz(flaw=QuizFlaw.SAME_TWICE, line=3)
    written = change(office, drafting.write, drafted, "Kapan?\nPagi\n*Siang")
    assert written.content.quiz.right == 1


def test_lessons_and_courses_are_taken_by_their_place(office: Workplace) -> None:
    budi = actor(office)

    def take(drafted: Broadcast, course: str, number: int) -> Broadcast | Flaw:
        return office.look(
            lambda r: broadcast_contents.take_taught(r, office.world, budi, drafted.id, course, number)
        )

    lesson = draft(office, kind=ContentKind.LESSON)
    taken = take(lesson, COURSE, 2)
    assert isinstance(taken, Broadcast)
    assert taken.content.key == office.world.catalogue.lesson_keys[COURSE][1]
    for course, number in ((COURSE, LESSONS + 1), ("tidak-ada", 1), (COURSE, 0)):
        assert take(lesson, course, number) is Flaw.GONE
    course_draft = draft(office, kind=ContentKind.COURSE)
    taken = take(course_draft, COURSE, 0)
    assert isinstance(taken, Broadcast)
    assert taken.content.key == COURSE


def test_an_item_of_a_foreign_unit_cannot_be_taken(office: Workplace) -> None:
    drafted, key = draft(office, kind=ContentKind.ITEM), item(office, unit=EAST)
    budi = actor(office)
    assert office.look(lambda r: drafting.choose(r, office.world, budi, drafted.id, key)) is Flaw.GONE


def test_an_item_of_one_unit_does_not_go_to_others(office: Workplace) -> None:
    key = item(office, unit=UNIT)
    rina = actor(office, RINA)
    drafted = draft(office, by=RINA, kind=ContentKind.ITEM, key=key)
    outcome = office.do(broadcasting.preview, office.world, rina, drafted.id)
    assert isinstance(outcome, Flawed)
    assert outcome.flaw is Flaw.HIDDEN
    units = office.look(lambda records: drafting.units(records, rina))
    (unit_id,) = [id_ for id_, path, _ in units if path == UNIT]
    change(office, drafting.select, drafted, unit_id=unit_id, by=RINA)
    assert not isinstance(office.do(broadcasting.preview, office.world, rina, drafted.id), Flawed)


def test_an_item_that_becomes_another_units_does_not_arrive_and_is_not_opened(office: Workplace) -> None:
    sent = broadcast(office, kind=ContentKind.ITEM, key=item(office)).broadcast
    assert len(carry(office, limit=1)) == 1
    item(office, unit=EAST)
    assert carry(office) == []
    assert standings(office, sent.id)[Standing.CANCELLED] == sent.size - 1
    for who in (SARI, CITRA):
        opened = office.do(receiving.open_copy, office.world, office.person(who), sent.id)
        assert opened in {None, Flaw.GONE}


def test_a_series_sends_no_item_to_those_who_may_not_see_it(office: Workplace) -> None:
    drafted = draft(office, by=RINA, kind=ContentKind.ITEM, key=item(office))
    shown = office.do(series.preview, office.world, actor(office, RINA), drafted.id, 1)
    assert isinstance(shown, SeriesPreview)
    begun = office.do(series.begin, office.world, actor(office, RINA), drafted.id, 1, check=shown.check)
    assert isinstance(begun, Begun)
    item(office, unit=UNIT)
    refused = draft(office, by=RINA, kind=ContentKind.ITEM, key=item(office, unit=UNIT))
    flawed = office.do(series.preview, office.world, actor(office, RINA), refused.id, 1)
    assert isinstance(flawed, Flawed)
    office.clock.now = at("00:05", day=7)
    assert office.do(recurring.run_due, office.world) == 0
    rests = office.look(lambda records: records.broadcasts.series(begun.series.id))
    assert rests is not None
    assert rests.state is SeriesState.RESTING


def test_items_are_found_by_a_few_words(office: Workplace) -> None:
    item(office)
    budi = actor(office)
    found = office.look(lambda records: broadcast_contents.found_items(records, budi, "kunci arsip"))
    assert [one.title for one in found] == ["Kunci arsip"]
    assert office.look(lambda records: broadcast_contents.found_items(records, budi, "zzzz")) == []


def test_a_unit_outside_the_scope_cannot_be_ticked(office: Workplace) -> None:
    drafted, budi, rina = draft(office), actor(office), actor(office, RINA)
    everywhere = office.look(lambda records: drafting.units(records, rina))
    own = office.look(lambda records: drafting.units(records, budi))
    assert [path for _, path, _ in own] == [UNIT]
    (east,) = [id_ for id_, path, _ in everywhere if path == EAST]
    assert change(office, drafting.select, drafted, unit_id=east) is Flaw.NOT_YOURS


def test_ticks_go_on_and_off_and_everybody_takes_them_all_back(office: Workplace) -> None:
    drafted, budi = draft(office), actor(office)
    (unit,) = office.look(lambda records: drafting.units(records, budi))
    ticked = change(office, drafting.select, drafted, unit_id=unit[0], role=Role.CURATOR, not_done=True)
    assert ticked.selection == Selection(units=(UNIT,), roles=(Role.CURATOR,), not_done=True)
    off = change(office, drafting.select, drafted, unit_id=unit[0], role=Role.CURATOR)
    assert off.selection == Selection(not_done=True)
    assert change(office, drafting.select, drafted, everyone=True).selection == Selection()


def test_a_saved_group_is_its_owners_and_is_used_by_name(office: Workplace) -> None:
    drafted = draft(office)
    change(office, drafting.select, drafted, role=Role.CURATOR)
    assert change(office, audience_groups.save, drafted, " ", now=office.clock.now) is Flaw.NAME_TOO_LONG
    group = change(office, audience_groups.save, drafted, "  Para   kurator ", now=office.clock.now)
    assert group.name == "Para kurator"
    again = draft(office)
    assert change(office, audience_groups.take, again, group.id).selection.roles == (Role.CURATOR,)
    others, budi, rina = draft(office, by=RINA), actor(office), actor(office, RINA)
    assert change(office, audience_groups.take, others, group.id, by=RINA) is Flaw.NOT_YOURS
    assert not office.look(
        lambda records: audience_groups.drop(records, rina, group.id, now=office.clock.now)
    )
    assert office.look(lambda records: audience_groups.drop(records, budi, group.id, now=office.clock.now))
    logged = office.look(lambda records: records.journal.audit_of(office.ids[BUDI]))
    assert [one.action for one in logged][-2:] == ["group_saved", "group_removed"]


def test_groups_have_a_limit(office: Workplace) -> None:
    drafted = draft(office)
    for number in range(MOST_GROUPS):
        change(office, audience_groups.save, drafted, f"Grup {number}", now=office.clock.now)
    more = change(office, audience_groups.save, drafted, "Satu lagi", now=office.clock.now)
    assert more is Flaw.TOO_MANY_GROUPS


def test_a_written_moment_is_on_the_authors_clock_and_must_be_ahead(office: Workplace) -> None:
    drafted, budi = draft(office), actor(office)

    def say(words: str) -> Broadcast | Flaw | MomentFlaw:
        return office.do(broadcast_words.say_when, budi, drafted.id, Timing.AT, words, "WIB")

    said = say("besok 10")
    assert isinstance(said, Broadcast)
    assert (said.timing, said.on, said.at) == (Timing.AT, date(2026, 11, 24), time(10))
    assert say("23 Nov 2026 08.00") is Flaw.PAST
    assert say("1 Des 2027 08.00") is Flaw.TOO_FAR
    assert say("nanti") is MomentFlaw.UNCLEAR


def test_a_moment_that_passed_before_the_tap_is_refused(office: Workplace) -> None:
    drafted = draft(office, timing=Timing.MOMENT, on=at("09:00").date(), at=time(10))
    office.clock.now = at("10:01")
    outcome = office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    assert isinstance(outcome, Flawed)
    assert outcome.flaw is Flaw.PAST


def test_a_course_can_be_asked_for_until_today_or_a_day_ahead(office: Workplace) -> None:
    drafted, budi = draft(office, kind=ContentKind.COURSE, key=COURSE), actor(office)
    flaws = {"20 Nov": Flaw.PAST, "31 Feb": NoDay.NO_SUCH_DAY, "nanti": NoDay.UNCLEAR}
    for words, flaw in flaws.items():
        assert office.do(broadcast_words.say_due, budi, drafted.id, words) is flaw
    for words, due_on in {"31 Desember": date(2026, 12, 31), "23 Nov": date(2026, 11, 23)}.items():
        said = office.do(broadcast_words.say_due, budi, drafted.id, words)
        assert isinstance(said, Broadcast)
        assert said.due_on == due_on
    taken_back = office.do(broadcast_words.take_due, budi, drafted.id, None)
    assert isinstance(taken_back, Broadcast)
    assert taken_back.due_on is None


def test_a_due_date_before_the_broadcast_leaves_is_refused_whichever_is_chosen_last(
    office: Workplace,
) -> None:
    budi = actor(office)
    later: dict[str, Any] = {"timing": Timing.MOMENT, "on": date(2026, 12, 4), "at": time(9)}
    drafted = draft(office, kind=ContentKind.COURSE, key=COURSE, **later)
    assert office.do(broadcast_words.take_due, budi, drafted.id, date(2026, 12, 3)) is Flaw.DUE_BEFORE
    assert isinstance(office.do(broadcast_words.take_due, budi, drafted.id, date(2026, 12, 4)), Broadcast)
    timing, on = Timing.AT, date(2026, 12, 5)
    assert office.do(drafting.time_it, budi, drafted.id, timing, on=on, at=time(9)) is Flaw.DUE_BEFORE


def test_a_due_date_that_passed_before_the_tap_is_refused(office: Workplace) -> None:
    drafted = draft(office, kind=ContentKind.COURSE, key=COURSE)
    office.do(broadcast_words.take_due, actor(office), drafted.id, date(2026, 11, 23))
    office.clock.now = at("09:00", day=1)
    outcome = office.do(broadcasting.preview, office.world, actor(office), drafted.id)
    assert isinstance(outcome, Flawed)
    assert outcome.flaw is Flaw.DUE_BEFORE


def test_quick_times_are_all_ahead(office: Workplace) -> None:
    office.clock.now = at("13:00")
    quick = broadcast_words.quick_times(actor(office), office.clock())
    assert quick[0] == (at("09:00").date(), time(15))
    assert len(quick) == 7


@pytest.mark.parametrize(
    ("kind", "wording", "fits"),
    [
        (ContentKind.TEXT, Wording.CONTENT, True),
        (ContentKind.COURSE, Wording.CONTENT, False),
        (ContentKind.COURSE, Wording.BESIDE, True),
        (ContentKind.TEXT, Wording.BESIDE, False),
        (ContentKind.COURSE, Wording.DUE, True),
        (ContentKind.TEXT, Wording.DUE, False),
        (ContentKind.TEXT, Wording.URGENT, False),
        (ContentKind.TEXT, Wording.CORRECTION, False),
    ],
)
def test_words_are_asked_for_only_where_they_belong(
    office: Workplace, kind: ContentKind, wording: Wording, fits: bool
) -> None:
    drafted, budi = draft(office, kind=kind), actor(office)
    assert (office.do(broadcast_words.ask, budi, drafted.id, wording) is not None) is fits
    begun = office.do(dialogues.current, budi.person)
    assert (begun is not None) is fits
    if begun is not None:
        assert broadcast_words.subject(begun) == (drafted.id, wording)


def test_any_change_is_another_draft_to_the_button_that_sends_it(office: Workplace) -> None:
    drafted = draft(office)
    assert check_of(drafted) == check_of(replace(drafted, size=9, view_message_id=7))
    for other in (
        replace(drafted, digest="lain"),
        replace(drafted, keeps_days=3),
        replace(drafted, content=replace(drafted.content, text="Lain")),
        replace(drafted, selection=Selection(not_done=True)),
    ):
        assert check_of(other) != check_of(drafted)
