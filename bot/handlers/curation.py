"""Curation in chat: what waits, questions to experts, searches in vain, and other words."""

from bot.buttons.curation import (
    AskWord,
    RemoveWord,
    SettleUnfound,
    ShowCuration,
    ShowQuestion,
    ShowUnfound,
    ShowWaiting,
    ShowWords,
    WriteFor,
)
from bot.turn import Turn
from bot.views import contributing as contributing_views
from bot.views import curation as views
from learning.curation import Waiting
from learning.notices import Dialogue, ExpertQuestion
from learning.people import Actor
from learning.ports import Records
from learning.rules.access import may_curate
from learning.usecases import contributing, dialogues, waiting, words


async def show(turn: Turn, _: ShowCuration | str) -> None:
    """What waits, list by list; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    counts = await turn.store.read(waiting.counts, turn.actor, now=turn.now)
    await turn.show(views.home(counts, turn.texts))


async def show_list(turn: Turn, press: ShowWaiting) -> None:
    """A page of a list; nothing is being written any more."""
    await turn.store.write(dialogues.end, turn.person)
    entries = await turn.store.read(waiting.entries, turn.actor, press.waiting, now=turn.now)
    await turn.show(views.waiting_list(press.waiting, entries, press.page, turn.texts))


async def show_question(turn: Turn, press: ShowQuestion) -> None:
    """A question to the experts."""
    found = await turn.store.read(_question, turn.actor, press.question)
    await turn.show(views.question(found, turn.texts) if found else views.not_yours(turn.texts))


async def show_unfound(turn: Turn, press: ShowUnfound) -> None:
    """Searches that ask for the same."""
    group = await turn.store.read(waiting.unfound_group, turn.actor, press.search)
    if group is None:
        await _show_next_unfound(turn, press.search, was_settled=True)
    else:
        await turn.show(views.unfound(group, turn.texts))


async def settle_unfound(turn: Turn, press: SettleUnfound) -> None:
    """Takes searches off the list."""
    group = await turn.store.write(waiting.settle_unfound, turn.actor, press.search, now=turn.now)
    await _show_next_unfound(turn, press.search, was_settled=group is None)


async def write_for(turn: Turn, press: WriteFor) -> None:
    """Begins a contribution that answers searches; they leave the list once its text is there."""
    group = await turn.store.read(waiting.unfound_group, turn.actor, press.search)
    if group is None:
        await _show_next_unfound(turn, press.search, was_settled=True)
        return
    newest = group.newest
    step = await turn.store.write(
        contributing.begin, turn.person, now=turn.now, title=newest.question, search=newest.id
    )
    await turn.show(contributing_views.step(step, turn.texts))


async def show_words(turn: Turn, press: ShowWords) -> None:
    """The words that curators explained."""
    added = await turn.store.read(words.added)
    await turn.show(views.words(added, press.page, turn.texts))


async def ask_word(turn: Turn, _: AskWord) -> None:
    """Takes the next message as a word and what else it is called."""
    await turn.store.write(words.begin, turn.actor, now=turn.now)
    await turn.show(views.ask_word(turn.texts))


async def take_word(turn: Turn, _: Dialogue) -> None:
    """Keeps a word and what else it is called."""
    found = await turn.store.write(words.add, turn.actor, turn.text, now=turn.now)
    if found is None:
        await turn.show(views.ask_word(turn.texts, was_unclear=True))
    else:
        await turn.show(views.word_added(found, turn.texts))


async def remove_word(turn: Turn, press: RemoveWord) -> None:
    """Takes back what curators said of a word."""
    await turn.store.write(words.remove, turn.actor, press.word, now=turn.now)
    await show_words(turn, ShowWords(0))


async def _show_next_unfound(turn: Turn, search: int, *, was_settled: bool) -> None:
    following = await turn.store.read(
        waiting.following, turn.actor, Waiting.UNFOUND, after=search, now=turn.now
    )
    screen = views.unfound_settled(following, was_settled=was_settled, t=turn.texts)
    await turn.show(screen)


def _question(records: Records, actor: Actor, question_id: int) -> ExpertQuestion | None:
    found = records.experts.get(question_id)
    return found if found is not None and may_curate(actor, found.asker_unit) else None
