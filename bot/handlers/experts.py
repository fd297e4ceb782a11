"""Questions to experts in chat."""

from bot.buttons.experts import (
    AskExpert,
    CloseQuestion,
    DraftAnswer,
    GiveBackQuestion,
    OnlyAnswer,
    SendAnswer,
    SendAnswerDocument,
    TakeQuestion,
)
from bot.turn import Turn
from bot.views import experts as views
from bot.views import knowledge as knowledge_views
from learning.notices import Dialogue
from learning.usecases import documents, experts


async def ask_expert(turn: Turn, press: AskExpert) -> None:
    """Hands the question of a search to the experts."""
    outcome = await turn.store.write(experts.ask_expert, turn.world, turn.person, press.search, now=turn.now)
    await turn.send(views.asked(outcome, turn.texts))
    if isinstance(outcome, experts.Asked):
        await turn.drop_keys(AskExpert)


async def close(turn: Turn, press: CloseQuestion) -> None:
    """Takes a question back."""
    question = await turn.store.write(experts.close, turn.person, press.question)
    await turn.show(views.closed(question, turn.texts))


async def take(turn: Turn, press: TakeQuestion) -> None:
    """Takes a question to answer it with the next message."""
    await _show(turn, await turn.store.write(experts.take, turn.actor, press.question, now=turn.now))


async def give_back(turn: Turn, press: GiveBackQuestion) -> None:
    """Leaves a question to the others."""
    question = await turn.store.write(experts.give_back, turn.actor, press.question, now=turn.now)
    await turn.show(views.given_back(question, turn.texts))


async def answer(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written message, or a document with its caption, as an answer to be shown before it goes."""
    sent = turn.document or {}
    if turn.is_too_large or not (sent or turn.text):
        await turn.show(views.answer_wanted(turn.texts))
        return
    outcome = await turn.store.write(
        experts.draft,
        turn.actor,
        int(dialogue.payload["question"]),
        turn.text,
        file_id=str(sent.get("file_id") or ""),
        file_name=turn.document_name if sent else "",
        now=turn.now,
    )
    await turn.show(views.drafted(outcome, turn.texts))


async def send(turn: Turn, press: SendAnswer) -> None:
    """Sends the answer that was shown, with the file that goes with it."""
    draft = await turn.store.read(experts.drafted, turn.actor, press.question, now=turn.now)
    document = None
    if draft is not None and draft.file_id and draft.check == press.check:
        content = await turn.courier.download(draft.file_id)
        document = documents.as_stored(draft.file_name, content, draft.file_id, now=turn.now)
    outcome = await turn.store.write(
        experts.send,
        turn.world,
        turn.actor,
        press.question,
        press.check,
        document=document,
        now=turn.now,
    )
    await _show(turn, outcome)


async def go_on(turn: Turn, question: int) -> None:
    """The answer as it was left, else the question to be answered."""
    draft = await turn.store.read(experts.drafted, turn.actor, question, now=turn.now)
    await _show(turn, draft or await turn.store.write(experts.take, turn.actor, question, now=turn.now))


async def only_answer(turn: Turn, _: OnlyAnswer) -> None:
    """Leaves an answer an answer."""
    await turn.show(views.only_answer(turn.texts))


async def draft_item(turn: Turn, press: DraftAnswer) -> None:
    """Makes an item of a question and its answer."""
    item = await turn.store.write(experts.draft_of, turn.actor, press.question, now=turn.now)
    await turn.show(views.item_drafted(item, turn.texts))


async def send_answer_document(turn: Turn, press: SendAnswerDocument) -> None:
    """The file that an expert answered with, to whom it was for."""
    found = await turn.store.read(documents.of_answer, turn.person, press.question)
    if found is None:
        await turn.show(knowledge_views.gone(turn.texts))
    else:
        await turn.send_document(found)


async def _show(
    turn: Turn,
    outcome: experts.Answered | experts.Drafted | experts.Taken | experts.TakenByOther | None,
) -> None:
    if isinstance(outcome, experts.Drafted):
        await turn.show(views.drafted(outcome, turn.texts))
    elif isinstance(outcome, experts.Answered):
        await turn.show(views.answered(outcome, turn.texts))
    else:
        await turn.show(views.taken(outcome, turn.texts))
