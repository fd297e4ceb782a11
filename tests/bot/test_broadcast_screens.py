"""Screens of broadcasts fit into a message and its buttons, and say the figures as they are."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks import MOST_BYTES, unpack
from bot.screens import Screen
from bot.texts import LANGUAGES, Texts, texts_for
from bot.views import (
    broadcast,
    broadcast_asking,
    broadcast_audience,
    broadcast_draft,
    broadcast_people,
    broadcast_preview,
    broadcast_running,
    broadcast_times,
    broadcast_words,
    series,
)
from content.markup import visible_length
from learning.broadcasts import (
    AudienceGroup,
    Broadcast,
    BroadcastState,
    Content,
    ContentKind,
    Held,
    Media,
    MediaKind,
    Preview,
    Quiz,
    Recipient,
    Results,
    Selection,
    Series,
    SeriesState,
    SlotGroup,
    Standing,
    Timing,
)
from learning.knowledge import Item
from learning.people import Role
from learning.rules.quick_quiz import FlawedQuiz, QuizFlaw
from learning.rules.written_moments import MomentFlaw
from learning.usecases.audience_groups import MOST_GROUPS
from learning.usecases.broadcast_contents import DraftShown, Listed
from learning.usecases.broadcast_words import Wording
from learning.usecases.broadcasting import Flawed, Nobody
from learning.usecases.carrying import Shown
from learning.usecases.drafting import LONGEST_TEXT, Flaw
from learning.usecases.following_up import Reach
from learning.usecases.series import SeriesPreview
from learning.usecases.steering import Steered
from tests.clock import MONDAY_MORNING
from tests.learning.usecases.classroom import COURSE, classroom

LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
MOST_ID = 10**9
LONG = "Kata & <tanda> {x} " * 40
MONDAY = date(2026, 11, 23)
QUIZ = Quiz(
    question=LONG[:300], options=tuple(f"{n} {LONG}"[:60] for n in range(6)), right=1, explanation="x"
)
CONTENTS = {
    ContentKind.LESSON: Content(kind=ContentKind.LESSON, key="a/b", text=LONG[:500]),
    ContentKind.COURSE: Content(kind=ContentKind.COURSE, key="a", text=LONG[:500]),
    ContentKind.ITEM: Content(kind=ContentKind.ITEM, key="7", text=LONG[:500]),
    ContentKind.QUIZ: Content(kind=ContentKind.QUIZ, quiz=QUIZ),
    ContentKind.TEXT: Content(kind=ContentKind.TEXT, text=(LONG * 9)[:LONGEST_TEXT]),
}
PICTURE = Media(kind=MediaKind.PICTURE, file_id="gambar")
DOCUMENT = Media(kind=MediaKind.DOCUMENT, file_id="berkas", name=LONG[:120])
UNITS = tuple(f"Unit {number}/{LONG}"[:200] for number in range(40))


def a_broadcast(kind: ContentKind = ContentKind.TEXT, **more: object) -> Broadcast:
    """A broadcast with everything in it as long as chat lets it be."""
    values: dict[str, object] = {
        "id": MOST_ID,
        "author_id": 4,
        "author": "Budi Santoso",
        "author_unit": "Sekretariat Utama/Biro Umum",
        "author_zone": "Asia/Jakarta",
        "content": CONTENTS[kind],
        "selection": Selection(units=UNITS, roles=(Role.CURATOR, Role.SUPERVISOR), not_done=True),
        "urgent_reason": LONG[:200],
        "due_on": MONDAY,
        "size": 87,
        "created_at": MONDAY_MORNING,
        "confirmed_at": MONDAY_MORNING,
    }
    return Broadcast(**{**values, **more})  # type: ignore[arg-type]


def plain(**more: object) -> Broadcast:
    """A short text that goes to everybody in their next break."""
    content = Content(kind=ContentKind.TEXT, text="Rapat pindah.")
    given: dict[str, object] = {"content": content, "selection": Selection(), "urgent_reason": "", **more}
    return a_broadcast(ContentKind.TEXT, **given)


def fits(screen: Screen) -> bool:
    """Whether Telegram takes the screen, and every button comes back as it went."""
    keys = [key for row in screen.keys for key in row]
    return (
        0 < visible_length(screen.text) <= 4096
        and len(keys) <= 100
        and all(len(key.press.pack().encode()) <= MOST_BYTES for key in keys)
        and all(unpack(key.press.pack()) == key.press for key in keys)
        and all(0 < len(key.label) <= 64 for key in keys)
    )


def labels(screen: Screen) -> list[str]:
    """The labels of all buttons."""
    return [key.label for row in screen.keys for key in row]


def english() -> Texts:
    """The phrases as they are in the code."""
    return texts_for("en")


@LANGUAGE
@pytest.mark.parametrize("kind", list(ContentKind))
@pytest.mark.parametrize("flaw", [None, Flaw.GONE, Flaw.NOTHING])
@pytest.mark.parametrize("media", [None, PICTURE, DOCUMENT])
def test_a_draft_fits_whatever_it_holds(
    language: str, kind: ContentKind, flaw: Flaw | None, media: Media | None
) -> None:
    drafted = a_broadcast(kind, content=replace(CONTENTS[kind], media=media))
    shown = DraftShown(broadcast=drafted, shown=Shown(title=LONG[:200]), flaw=flaw)
    t = texts_for(language)
    for is_admin in (True, False):
        screen = broadcast_draft.draft(shown, t, is_admin=is_admin)
        assert fits(screen)
        assert (t.plain("👁 Preview") in labels(screen)) is (flaw is None)


@LANGUAGE
@pytest.mark.parametrize("kind", list(ContentKind))
@pytest.mark.parametrize("wording", list(Wording))
def test_every_question_fits_with_every_flaw(language: str, kind: ContentKind, wording: Wording) -> None:
    t, drafted = texts_for(language), a_broadcast(kind)
    flaws = [
        *(broadcast_words.flaw(one, drafted.content, LONG * 9, t) for one in Flaw),
        *(broadcast_words.moment_flaw(one, t) for one in MomentFlaw),
        *(broadcast_words.quiz_flaw(FlawedQuiz(flaw=one, line=2), LONG + "\n" + LONG, t) for one in QuizFlaw),
        broadcast_asking.file_too_large(t),
        broadcast_asking.unsupported(t),
        broadcast_asking.no_file_here(t),
        None,
    ]
    for flaw in flaws:
        assert fits(broadcast_asking.ask(drafted, wording, t, flaw))
    for is_correction in (True, False):
        assert fits(broadcast_asking.stopped(MOST_ID, t, is_correction=is_correction))


@LANGUAGE
def test_lists_to_choose_from_fit_on_every_page(language: str) -> None:
    t, drafted, catalogue = texts_for(language), a_broadcast(), classroom()
    courses = list(catalogue.courses.values()) * 9
    numbered = [
        (number, lesson)
        for number, key in enumerate(catalogue.lesson_keys[COURSE], 1)
        if (lesson := catalogue.lesson(key, "id"))
    ]
    units = [(number, path, 4948) for number, path in enumerate(UNITS)]
    for page in (0, 1, 99):
        for kind in (ContentKind.LESSON, ContentKind.COURSE):
            assert fits(broadcast_draft.courses(a_broadcast(kind), courses, page, t))
        assert fits(broadcast_draft.lessons(drafted, courses[0], numbered, page, t))
        assert fits(broadcast_audience.audience(drafted, units, page, t))
    items = [
        Item(id=MOST_ID + number, key="a", title=LONG[:200], text="", changed_at=MONDAY_MORNING)
        for number in range(5)
    ]
    for found in ([], items):
        assert fits(broadcast_draft.items(drafted, found, t))
    groups = [
        AudienceGroup(id=MOST_ID + n, owner_id=1, name=LONG[:40], selection=drafted.selection)
        for n in range(MOST_GROUPS)
    ]
    assert fits(broadcast_audience.groups(drafted, groups, t))
    assert fits(broadcast_audience.drop_group_question(drafted, groups[0], t))


@LANGUAGE
def test_times_fit(language: str) -> None:
    t, drafted = texts_for(language), plain(timing=Timing.AT, on=MONDAY, at=time(9))
    quick = [(MONDAY + timedelta(days=day), time(9)) for day in range(9)]
    assert fits(broadcast_times.timings(drafted, 2, t))
    for timing in (Timing.AT, Timing.MOMENT):
        assert fits(broadcast_times.moments(drafted, timing, quick, MONDAY, t))
    assert fits(broadcast_times.keeps(drafted, t))
    assert fits(broadcast_times.due(drafted, MONDAY, t))


def a_group(people: int, at: time, *zones: str, day: int = 0, held: Held | None = None) -> SlotGroup:
    """So many people at a time on their own clocks."""
    return SlotGroup(
        local_on=MONDAY + timedelta(days=day),
        local_at=at,
        time_zones=zones or ("Asia/Jakarta",),
        people=people,
        held=held,
    )


ZONES = ("Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar")


def test_the_count_says_who_gets_it_when_and_who_does_not_yet() -> None:
    preview = Preview(
        broadcast=plain(),
        size=87,
        groups=(
            a_group(77, time(12), *ZONES),
            a_group(2, time(12), day=2, held=Held.AWAY),
            a_group(3, time(12), day=1, held=Held.BUDGET),
        ),
        not_activated=4,
        blocked=1,
    )
    screen = broadcast_preview.counted(preview, MONDAY_MORNING, english())
    assert "It goes to <b>87 people</b>" in screen.text
    assert "77: today 12:00 WIB/WITA/WIT" in screen.text
    assert "2: away (held), Wed, 25 Nov 12:00 WIB" in screen.text
    assert "3: held by the day's budget, tomorrow 12:00 WIB" in screen.text
    assert "4: not activated yet (they get it when they join, until Mon, 7 Dec)" in screen.text
    assert "1: blocked Sela" in screen.text
    assert labels(screen)[0] == "✉️ Send to 87 people"


def test_more_than_six_times_are_merged_and_nobody_is_lost() -> None:
    groups = tuple(a_group(10, time(8 + number)) for number in range(10))
    preview = Preview(broadcast=plain(), size=100, groups=groups)
    text = broadcast_preview.counted(preview, MONDAY_MORNING, english()).text
    assert text.count("• 10: today") == 5
    assert "• 50: later, the last of them today" in text


def test_now_is_one_line_on_all_clocks() -> None:
    groups = (a_group(5, time(8)), a_group(6, time(10), "Asia/Jayapura"))
    preview = Preview(broadcast=plain(timing=Timing.NOW), size=11, groups=groups)
    assert "• 11: at once" in broadcast_preview.counted(preview, MONDAY_MORNING, english()).text


def test_a_changed_audience_says_both_numbers() -> None:
    preview = Preview(broadcast=plain(), size=86, groups=(a_group(86, time(12)),), has_changed=True)
    screen = broadcast_preview.counted(preview, MONDAY_MORNING, english(), before=87)
    assert "now 86, before 87" in screen.text


@LANGUAGE
@pytest.mark.parametrize("timing", list(Timing))
def test_every_preview_fits(language: str, timing: Timing) -> None:
    t = texts_for(language)
    drafted = a_broadcast(timing=timing, on=MONDAY, at=time(9))
    groups = tuple(
        a_group(100, time(number), *ZONES, day=number, held=held)
        for held in (None, Held.AWAY, Held.BUDGET, Held.OFF_HOURS)
        for number in range(9)
    )
    preview = Preview(broadcast=drafted, size=3600, groups=groups, not_activated=9, blocked=9, never=9)
    assert fits(broadcast_preview.counted(preview, MONDAY_MORNING, t))
    assert fits(broadcast_preview.nobody(Nobody(broadcast=drafted), t))
    for flaw in Flaw:
        assert fits(broadcast_preview.flawed(Flawed(broadcast=drafted, flaw=flaw), t))
    for kind in ContentKind:
        message = broadcast_preview.message(a_broadcast(kind), Shown(title=LONG[:200], minutes=4), t)
        assert fits(message)


EVERYBODY = dict.fromkeys(Standing, 10)


@LANGUAGE
@pytest.mark.parametrize("state", list(BroadcastState))
@pytest.mark.parametrize("kind", list(ContentKind))
def test_every_result_fits(language: str, state: BroadcastState, kind: ContentKind) -> None:
    t = texts_for(language)
    sent = a_broadcast(kind, state=state, reason="failures", size=110)
    results = Results(
        broadcast=sent,
        people=EVERYBODY,
        leaving_now=4000,
        next_at=MONDAY_MORNING,
        choices=(9, 8, 7, 6, 5, 4) if kind is ContentKind.QUIZ else (),
        maybe_twice=2,
        to_change=3,
        unchanged=4,
        replies=5,
        reminded=6,
    )
    assert fits(broadcast_running.running(results, t, MONDAY_MORNING, title=LONG[:200]))
    assert fits(broadcast_people.stop_question(results, MONDAY_MORNING, t))
    assert fits(broadcast_people.withdraw_question(sent, t))
    assert fits(broadcast_people.remind_question(sent.id, Reach(people=4000, left_out=900), t))
    listed = Listed(broadcast=sent, title=LONG[:200])
    sent_list = [(listed, results)] * broadcast.PAGE
    zone = ZoneInfo("Asia/Jakarta")
    assert fits(broadcast.sent_list(sent_list, 1, MONDAY_MORNING, zone, t, has_more=True))
    assert fits(broadcast.home(listed, t, is_admin=True))
    steered = [Steered(about=results, title=LONG[:200])] * broadcast.PAGE
    assert fits(broadcast.under_way(steered, 1, MONDAY_MORNING, t, has_more=True))


def running(**more: object) -> Screen:
    """A running broadcast to 100 people."""
    sent = plain(size=100, state=more.pop("state", BroadcastState.RUNNING), **more.pop("sent", {}))  # type: ignore[arg-type]
    return broadcast_running.running(Results(broadcast=sent, **more), english(), MONDAY_MORNING)  # type: ignore[arg-type]


def test_the_bar_shows_how_far_it_has_come_and_how_long_it_takes() -> None:
    screen = running(people={Standing.DELIVERED: 25, Standing.WAITING: 75}, leaving_now=75)
    assert "▓▓▓░░░░░░░░░ 25 %" in screen.text
    assert "Sent 25" in screen.text
    assert "Waiting 75" in screen.text
    assert "Less than a minute left" in screen.text
    assert {"⏸ Pause", "⏹ Stop", "🔄 Refresh"} <= set(labels(screen))


def test_many_messages_take_minutes_and_what_waits_for_a_break_says_when() -> None:
    waiting = {Standing.WAITING: 100}
    assert "± 3 min left" in running(people=waiting, leaving_now=4948).text
    later = running(people=waiting, next_at=MONDAY_MORNING + timedelta(hours=28))
    assert "Next: tomorrow 12:00 WIB" in later.text


def test_a_paused_one_can_go_on_and_a_stopped_one_cannot() -> None:
    waiting = {Standing.WAITING: 100}
    assert "▶️ Go on" in labels(running(people=waiting, state=BroadcastState.PAUSED))
    stopped = labels(running(people={Standing.CANCELLED: 100}, state=BroadcastState.STOPPED))
    assert not {"▶️ Go on", "⏸ Pause", "⏹ Stop"} & set(stopped)


def test_everybody_in_each_state_is_a_button() -> None:
    shown = labels(running(people=EVERYBODY))
    names = broadcast_people.standings(english())
    assert {f"{names[standing]}: 10" for standing in Standing} <= set(shown)


def test_a_reminder_is_offered_once_and_only_for_those_who_have_it() -> None:
    people = {Standing.DELIVERED: 30, Standing.UNCERTAIN: 2, Standing.OPENED: 68}
    assert "Remind the 32 who did not open" in labels(running(people=people))
    again = labels(running(people=people, sent={"reminded_at": MONDAY_MORNING}))
    assert not any("Remind" in label for label in again)


@pytest.mark.parametrize(("choices", "is_shown"), [((2, 2), False), ((3, 2), True)])
def test_answers_to_a_quiz_are_drawn_from_five_on(choices: tuple[int, int], is_shown: bool) -> None:
    quiz = Quiz(question="Kapan?", options=("Pagi", "Siang"), right=0)
    content = Content(kind=ContentKind.QUIZ, quiz=quiz)
    screen = running(people={Standing.COMPLETED: sum(choices)}, choices=choices, sent={"content": content})
    assert f"{sum(choices)} answers" in screen.text
    assert ("Pagi ✓" in screen.text) is is_shown
    assert ("from 5 answers on" in screen.text) is not is_shown
    if is_shown:
        assert "▓▓▓▓▓░░░ 60 % Pagi ✓" in screen.text


AT_THREE = {"timing": Timing.MOMENT, "on": MONDAY, "at": time(15)}
AHEAD = MONDAY_MORNING + timedelta(hours=7)


def test_what_is_scheduled_says_for_when_and_can_be_changed_or_cancelled() -> None:
    screen = running(people={Standing.WAITING: 100}, next_at=AHEAD, sent=AT_THREE)
    assert "Scheduled: <b>today 15:00 WIB</b>, for 100 people." in screen.text
    assert "everybody you lead" in screen.text
    assert "On its way" not in screen.text
    assert {"Change the time", "Cancel it"} <= set(labels(screen))
    assert not {"⏸ Pause", "⏹ Stop"} & set(labels(screen))
    every_week = running(people={Standing.WAITING: 100}, next_at=AHEAD, sent={**AT_THREE, "series_id": 1})
    assert "Change the time" not in labels(every_week)


def test_an_admin_sees_whose_it_is_and_cannot_take_it_into_a_draft_of_theirs() -> None:
    sent = plain(size=9, state=BroadcastState.RUNNING, **AT_THREE)
    results = Results(broadcast=sent, people={}, next_at=AHEAD)
    screen = broadcast_running.running(results, english(), MONDAY_MORNING, is_own=False)
    assert "by Budi Santoso" in screen.text
    assert "Cancel it" in labels(screen)
    assert "Change the time" not in labels(screen)


def test_what_was_cancelled_before_its_moment_says_that_nobody_got_it() -> None:
    people = {Standing.CANCELLED: 100}
    screen = running(people=people, state=BroadcastState.STOPPED, sent=AT_THREE)
    assert "Cancelled: nobody got it." in screen.text
    results = Results(broadcast=plain(size=100, state=BroadcastState.STOPPED, **AT_THREE), people=people)
    assert broadcast.state_line(results, MONDAY_MORNING, english()) == "cancelled, nobody got it"


def test_the_list_says_for_when_it_is_scheduled() -> None:
    sent = plain(size=8, state=BroadcastState.RUNNING, **{**AT_THREE, "timing": Timing.AT})
    results = Results(broadcast=sent, people={Standing.WAITING: 8}, next_at=AHEAD)
    line = broadcast.state_line(results, MONDAY_MORNING, english())
    assert line == "scheduled: today, 15:00 on each person's clock · 8 people"


@pytest.mark.parametrize("standing", [Standing.NOT_ACTIVATED, Standing.BLOCKED])
def test_while_somebody_may_still_get_it_it_can_be_stopped(standing: Standing) -> None:
    assert "⏹ Stop" in labels(running(people={Standing.DELIVERED: 97, standing: 3}))
    assert "⏹ Stop" not in labels(running(people={Standing.DELIVERED: 97, Standing.EXPIRED: 3}))


def test_who_has_done_a_quiz_has_answered_it() -> None:
    content = Content(kind=ContentKind.QUIZ, quiz=QUIZ)
    shown = labels(running(people={Standing.COMPLETED: 4}, choices=(4,) * 6, sent={"content": content}))
    assert "Answered: 4" in shown


def test_zero_copies_are_not_spoken_of() -> None:
    screen = running(people={Standing.CANCELLED: 100}, state=BroadcastState.WITHDRAWN)
    assert "still being" not in screen.text
    assert "Taken back. 0 of 100 people had it." in screen.text


@LANGUAGE
@pytest.mark.parametrize("standing", list(Standing))
def test_people_of_a_state_fit_with_reason_and_time(language: str, standing: Standing) -> None:
    t = texts_for(language)
    people = [
        Recipient(
            person_id=number,
            name=LONG[:80],
            unit=UNITS[0],
            standing=standing,
            reason=LONG,
            at=MONDAY_MORNING,
            time_zone="Asia/Jayapura",
            maybe_twice=True,
        )
        for number in range(10)
    ]
    for page in (0, 3):
        for found in ([], people):
            assert fits(
                broadcast_people.recipients(plain(), standing, found, page, 99, t, now=MONDAY_MORNING)
            )


def test_the_time_of_each_person_is_on_their_own_clock() -> None:
    one = Recipient(
        person_id=1,
        name="Bayu",
        unit="Balai Jayapura",
        standing=Standing.HELD,
        reason="budget",
        at=MONDAY_MORNING,
        time_zone="Asia/Jayapura",
    )
    screen = broadcast_people.recipients(plain(), Standing.HELD, [one], 0, 1, english(), now=MONDAY_MORNING)
    assert "had enough for the day · today 10:00 WIT" in screen.text


@LANGUAGE
@pytest.mark.parametrize("state", list(SeriesState))
@pytest.mark.parametrize("kind", list(ContentKind))
def test_series_fit(language: str, state: SeriesState, kind: ContentKind) -> None:
    t = texts_for(language)
    for at in (None, time(9)):
        one = Series(
            id=MOST_ID,
            author_id=4,
            author="Budi Santoso",
            author_unit=UNITS[0],
            content=CONTENTS[kind],
            selection=a_broadcast().selection,
            at=at,
            weekday=7,
            state=state,
            reason="gone" if at else "author",
            created_at=MONDAY_MORNING,
        )
        for own_id in (4, 5):
            assert fits(series.one(one, LONG[:200], own_id, t, series.begun(t), next_on=MONDAY))
        assert fits(series.listed([(one, LONG[:200])] * 9, 5, t))
        assert fits(series.times(one, t))
        assert fits(series.end_question(one, t))
        steered = [Steered(about=one, title=LONG[:200])] * broadcast.PAGE
        assert fits(broadcast.under_way(steered, 0, MONDAY_MORNING, t, has_more=True))
        groups = (a_group(7, time(12), *ZONES), a_group(2, time(12), day=2, held=Held.AWAY))
        preview = Preview(broadcast=a_broadcast(kind), size=9, groups=groups, has_changed=True)
        shown = SeriesPreview(series=one, first_on=MONDAY, preview=preview, check=2**32 - 1, size_before=8)
        assert fits(series.counted(shown, MONDAY_MORNING, t))
    assert fits(series.listed([], 4, t))
    assert fits(series.weekdays(a_broadcast(kind), t))
    assert fits(series.clocks(a_broadcast(kind, timing=Timing.AT, on=MONDAY, at=time(9, 45)), 7, t))
    assert fits(broadcast.under_way([], 0, MONDAY_MORNING, t, has_more=False))


def test_text_too_long_says_by_how_much() -> None:
    content = Content(kind=ContentKind.TEXT)
    said = broadcast_words.flaw(Flaw.TEXT_TOO_LONG, content, "a" * 4097, english())
    assert "597 characters too long" in said
    assert "3,500 are possible" in said


def test_what_is_sent_is_shown_as_it_was_written() -> None:
    drafted = plain(content=Content(kind=ContentKind.TEXT, text="Rapat {jam} di <b>lantai</b> 2"))
    screen = broadcast_preview.message(drafted, Shown(), english())
    assert "Rapat {jam} di &lt;b&gt;lantai&lt;/b&gt; 2" in screen.text


def test_a_weekly_one_names_its_first_date_and_how_many_get_it() -> None:
    one = Series(
        id=0,
        author_id=4,
        author="Budi Santoso",
        author_unit=UNITS[0],
        content=Content(kind=ContentKind.TEXT, text="Rapat."),
        selection=Selection(),
        at=time(9),
        weekday=3,
        created_at=MONDAY_MORNING,
    )
    day = MONDAY + timedelta(days=16)
    preview = Preview(broadcast=plain(), size=8, groups=(a_group(8, time(9), day=16),))
    screen = series.counted(
        SeriesPreview(series=one, first_on=day, preview=preview, check=1), MONDAY_MORNING, english()
    )
    assert "every Wednesday, 09:00 on each" in screen.text
    assert "The first time: <b>Wed, 9 Dec</b>, to <b>8 people</b>" in screen.text
    assert "8: Wed, 9 Dec 09:00 WIB" in screen.text
    assert labels(screen)[0] == "▶️ Begin"
    assert "Next: Wed, 9 Dec" in series.one(one, "", 4, english(), next_on=day).text


def test_a_resting_series_is_let_go_on_only_by_who_leads_its_people() -> None:
    one = Series(
        id=7,
        author_id=4,
        author="Budi Santoso",
        author_unit=UNITS[0],
        content=Content(kind=ContentKind.TEXT, text="Rapat."),
        selection=Selection(),
        weekday=3,
        state=SeriesState.RESTING,
        reason="author",
        created_at=MONDAY_MORNING,
    )
    screen = series.one(one, "", 4, english(), next_on=MONDAY, leads=False)
    assert labels(screen)[:2] == ["Day and time", "End it"]
    assert "You do not lead these people any more. End it, or let somebody" in screen.text
    assert labels(series.one(one, "", 4, english(), next_on=MONDAY))[0] == "Let it go on"
    assert labels(series.one(one, "", 5, english(), next_on=MONDAY))[0] == "Take it over"


def test_who_gets_it_too_late_does_not_get_it_and_reads_when_it_ends() -> None:
    one = Recipient(
        person_id=1,
        name="Surya",
        unit="Biro Umum",
        standing=Standing.HELD,
        reason="away",
        at=MONDAY_MORNING + timedelta(days=14),
        time_zone="Asia/Jakarta",
        is_too_late=True,
    )
    screen = broadcast_people.recipients(plain(), Standing.HELD, [one], 0, 1, english(), now=MONDAY_MORNING)
    assert "does not get it: it ends Mon, 7 Dec" in screen.text
