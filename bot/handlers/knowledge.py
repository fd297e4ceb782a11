"""The knowledge base in chat: questions in free words, opening, judging, reporting."""

from collections.abc import Mapping

from bot.buttons.knowledge import (
    AskReport,
    JudgeSearch,
    LearnItem,
    OpenItem,
    SendDocument,
    ShowHit,
    TellReport,
    TurnItem,
)
from bot.screens import Screen
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import knowledge as views
from bot.views import study as study_views
from learning.knowledge import Fit, Lookup
from learning.rules.small_talk import is_small_talk
from learning.usecases import documents, knowledge, study
from learning.usecases.curation import may_look_after
from learning.usecases.knowledge import ItemCard
from learning.usecases.own_language import in_language


async def search(turn: Turn, words: str) -> None:
    """What the base says to the words of `/search`, or how to ask."""
    if words.strip():
        await answer(turn, words)
    else:
        await turn.show(views.what_to_ask(turn.texts))


async def answer(turn: Turn, question: str) -> None:
    """What the base says to a question; a greeting gets one back."""
    if is_small_talk(question):
        await turn.show(general_views.small_talk(turn.texts))
        return
    meaning = await turn.nearest(question)
    found = await turn.store.read(knowledge.ask, turn.person, question, now=turn.now, meaning=meaning)
    if not isinstance(found, Lookup):
        await turn.show(views.slow_down(turn.texts))
        return
    if not found.terms:
        await turn.show(general_views.free_text(turn.texts))
        return
    kept = _in_own_language(turn, await turn.store.write(knowledge.keep, turn.person, found, now=turn.now))
    await turn.show(views.found(kept, 0, turn.world, turn.texts, phrased=await _phrased(turn, kept)))


async def show_hit(turn: Turn, press: ShowHit) -> None:
    """Another hit of the same search, as it is now."""
    meaning = await _meaning_of(turn, press.search)
    found = await turn.store.read(knowledge.again, turn.person, press.search, meaning=meaning)
    if found is None:
        await turn.show(views.gone(turn.texts))
    else:
        await turn.show(views.found(_in_own_language(turn, found), press.rank, turn.world, turn.texts))


async def open_item(turn: Turn, press: OpenItem) -> None:
    """The first card of an item; the message that led to it stays as it is."""
    card = await turn.store.write(knowledge.open_item, turn.person, press.item, 1, press.search)
    await turn.send(_card(turn, card))


async def turn_item(turn: Turn, press: TurnItem) -> None:
    """Another card of the item, in place of this one."""
    card = await turn.store.write(knowledge.open_item, turn.person, press.item, press.card, 0)
    await turn.show(_card(turn, card))


async def send_document(turn: Turn, press: SendDocument) -> None:
    """The file an item came from, by Telegram's own id after the first time."""
    found = await turn.store.read(documents.of_item, turn.person, press.item)
    if found is None:
        await turn.show(views.gone(turn.texts))
    else:
        await turn.send_document(found)


async def judge(turn: Turn, press: JudgeSearch) -> None:
    """Whether a hit helped; it is asked once."""
    meaning = await _meaning_of(turn, press.search)
    found = await turn.store.write(
        knowledge.judge, turn.person, press.search, press.rank, helpful=press.helpful, meaning=meaning
    )
    if found is None:
        await turn.show(views.gone(turn.texts))
        return
    if found.helpful is None:
        await turn.send(views.thanks(found, helpful=press.helpful, t=turn.texts))
    else:
        await turn.acknowledge(views.thanked(turn.texts))
    await turn.drop_keys(JudgeSearch)


async def learn_item(turn: Turn, press: LearnItem) -> None:
    """Begins the lesson that teaches an item."""
    item = await turn.store.read(knowledge.visible_item, turn.person, press.item)
    if item is None:
        await turn.show(views.gone(turn.texts))
        return
    outcome = await turn.store.write(
        study.begin_lesson, turn.world, turn.person, item.lesson_key, now=turn.now
    )
    await turn.send(study_views.step(outcome, turn.texts))


async def ask_report(turn: Turn, press: AskReport) -> None:
    """Asks what is wrong with an item."""
    reported = await turn.store.read(knowledge.who_reads_reports, turn.person, press.item)
    await turn.send(views.report_question(reported, turn.texts) if reported else views.gone(turn.texts))


async def tell_report(turn: Turn, press: TellReport) -> None:
    """Keeps a report on an item."""
    told = None
    if press.reason in views.REPORT_REASONS:
        told = await turn.store.write(
            knowledge.report_item, turn.world, turn.person, press.item, press.reason, now=turn.now
        )
    await turn.show(views.report_told(told, turn.texts) if told else views.gone(turn.texts))


def _card(turn: Turn, card: ItemCard | None) -> Screen:
    if card is None:
        return views.gone(turn.texts)
    return views.item_card(card, turn.texts, curates=may_look_after(turn.actor, card.item))


def _in_own_language(turn: Turn, found: Lookup) -> Lookup:
    return in_language(found, turn.world.catalogue, turn.person.language)


async def _meaning_of(turn: Turn, search_id: int) -> Mapping[int, float] | None:
    """The passages nearest to the question of an earlier search."""
    return await turn.nearest(await turn.store.read(knowledge.question_of, turn.person, search_id))


async def _phrased(turn: Turn, found: Lookup) -> str | None:
    """What an adapter says the passages answer; only where they do, and never in their place."""
    if turn.phrasing is None or found.fit is not Fit.FOUND:
        return None
    passages = [hit.passage for hit in found.hits]
    return await turn.phrasing.phrase(found.question, passages, turn.person.language)
