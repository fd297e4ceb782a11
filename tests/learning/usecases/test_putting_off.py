"""Later comes back once, not today does not come today, and neither is ever held against anybody."""

from learning.records import NudgeState
from learning.rules.breaks import WindowKind
from learning.usecases import breaks, enrol, study
from learning.usecases.put_off import LaterOutcome, PutOff, put_off
from tests.learning.usecases.classroom import COURSE, wrong_answer
from tests.learning.usecases.workplace import JAYAPURA, Workplace, at
from tests.people import BAYU, CITRA, SARI


def put(work: Workplace, nudge_id: int, *, later: bool, who: int = SARI) -> PutOff:
    """Puts a nudge off."""
    return work.do(put_off, work.world, work.ids[who], nudge_id, later=later)


def state_of(work: Workplace, nudge_id: int) -> NudgeState:
    """What became of a nudge."""
    nudge = work.look(lambda records: records.nudges.get(nudge_id))
    assert nudge is not None
    return nudge.state


def test_later_comes_back_once_in_the_next_window_and_then_has_no_later(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    outcome = put(sari, first.id, later=True)
    assert outcome == PutOff(outcome=LaterOutcome.LATER, returns_at=at("12:00", day=1))
    assert state_of(sari, first.id) is NudgeState.LATER
    assert sari.bring(at("12:30")) == []
    back = sari.bring_one(at("12:00", day=1))
    assert (back.lesson_key, back.is_return, back.why) == (first.lesson_key, True, first.why)
    assert put(sari, back.id, later=True).outcome is LaterOutcome.SKIPPED
    fresh = sari.bring_one(at("12:00", day=2))
    assert not fresh.is_return
    assert state_of(sari, first.id) is NudgeState.RETURNED


def test_later_comes_back_the_same_day_where_a_window_is_left_and_uses_no_second_nudge(
    sari: Workplace,
) -> None:
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.AFTERNOON, on=True)
    first = sari.bring_one(at("12:00"))
    assert put(sari, first.id, later=True).returns_at == at("15:00")
    back = sari.bring_one(at("15:00"))
    assert back.is_return
    assert sari.attention(SARI).nudges_on_day == 1
    assert sari.attention(SARI).brought_seconds == 240


def test_a_return_is_the_card_of_its_day(sari: Workplace) -> None:
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.AFTERNOON, on=True)
    first = sari.bring_one(at("15:00"))
    put(sari, first.id, later=True)
    assert sari.bring_one(at("12:00", day=1)).is_return
    assert sari.bring(at("15:00", day=1)) == []


def test_a_return_that_is_not_opened_counts_as_unanswered_like_any_other(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    put(sari, first.id, later=True)
    sari.bring_one(at("12:00", day=1))
    assert sari.attention(SARI).unanswered_in_row == 0
    sari.bring_one(at("12:00", day=2))
    assert sari.attention(SARI).unanswered_in_row == 1


def test_what_was_learned_meanwhile_does_not_come_back(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    put(sari, first.id, later=True)
    sari.study(SARI, first.lesson_key)
    fresh = sari.bring_one(at("12:00", day=1))
    assert (fresh.is_return, fresh.lesson_key) == (False, f"{COURSE}/02")
    assert state_of(sari, first.id) is NudgeState.RETURNED


def test_reviews_done_meanwhile_do_not_come_back(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01", give=wrong_answer)
    first = sari.bring_one(at("12:00", day=1))
    put(sari, first.id, later=True)
    sari.finish(SARI, sari.do(study.learn, sari.world, sari.person(SARI)))
    fresh = sari.bring_one(at("12:00", day=2))
    assert (fresh.is_return, fresh.lesson_key) == (False, f"{COURSE}/02")


def test_later_is_kept_when_the_next_window_is_the_same_one_again(work: Workplace) -> None:
    """Who moves from Jayapura to Jakarta over lunch has a second lunch that day; the card waits a day."""
    work.activate(BAYU)
    first = work.bring_one(at("12:00", zone=JAYAPURA))
    put(work, first.id, later=True, who=BAYU)
    work.do(enrol.choose_time_zone, work.world, work.ids[BAYU], "Asia/Jakarta")
    assert work.bring(at("12:00")) == []
    assert work.bring_one(at("12:00", day=1)).is_return


def test_not_today_brings_something_else_tomorrow(sari: Workplace) -> None:
    sari.decide(nudges_per_day=2)
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.AFTERNOON, on=True)
    first = sari.bring_one(at("12:00"))
    assert put(sari, first.id, later=False) == PutOff(outcome=LaterOutcome.SKIPPED)
    assert sari.bring(at("15:00")) == []
    assert not sari.bring_one(at("12:00", day=1)).is_return
    assert sari.attention(SARI).unanswered_in_row == 0


def test_putting_off_is_an_answer(sari: Workplace) -> None:
    sari.bring_one(at("12:00"))
    second = sari.bring_one(at("12:00", day=1))
    assert sari.attention(SARI).unanswered_in_row == 1
    put(sari, second.id, later=False)
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_doubled_tap_says_the_same_again(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    once, twice = put(sari, first.id, later=True), put(sari, first.id, later=True)
    assert once == twice
    assert put(sari, first.id, later=False).outcome is LaterOutcome.TOO_LATE
    assert len(sari.bring(at("12:00", day=1))) == 1


def test_an_expired_card_can_still_be_put_off(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    second = sari.bring_one(at("12:00", day=1))
    assert put(sari, first.id, later=True).outcome is LaterOutcome.LATER
    assert sari.attention(SARI).open_nudge_id == second.id
    back = sari.bring_one(at("12:00", day=2))
    assert back.is_return
    assert state_of(sari, second.id) is NudgeState.EXPIRED


def test_an_opened_card_cannot_be_put_off(sari: Workplace) -> None:
    first = sari.bring_one(at("12:00"))
    sari.do(study.open_nudge, sari.world, sari.person(SARI), first.id)
    assert put(sari, first.id, later=True).outcome is LaterOutcome.TOO_LATE


def test_nobody_puts_off_what_somebody_else_was_brought(sari: Workplace) -> None:
    sari.activate(CITRA)
    cards = {delivery.telegram_id: delivery.nudge for delivery in sari.bring(at("12:00"))}
    assert put(sari, cards[CITRA].id, later=True).outcome is LaterOutcome.TOO_LATE
    assert put(sari, 404, later=False).outcome is LaterOutcome.TOO_LATE
    assert state_of(sari, cards[CITRA].id) is NudgeState.WAITING
