"""Questions to experts in chat."""

from bot.callbacks import (
    AskExpert,
    CloseQuestion,
    DraftAnswer,
    GiveBackQuestion,
    SendAnswerDocument,
    StopDialogue,
    TakeQuestion,
)
from bot.turn import Turn
from bot.views import experts as views
from bot.views import knowledge as knowledge_views
from learning.notices import Dialogue
from learning.usecases import dialogues, documents, experts


async def ask_expert(turn: Turn, press: AskExpert) -> None:
    """Hands the question of a search to the experts."""
    outcome = await turn.store.write(experts.ask_expert, turn.world, turn.person, press.search, now=turn.now)
    await turn.send(views.asked(outcome, turn.texts))


async def close(turn: Turn, press: CloseQuestion) -> None:
    """Takes a question back."""
    question = await turn.store.write(experts.close, turn.person, press.question)
    await turn.show(views.closed(question, turn.texts))


async def take(turn: Turn, press: TakeQuestion) -> None:
    """Takes a question to answer it with the next message."""
    outcome = await turn.store.write(experts.take, turn.actor, press.question, now=turn.now)
    await turn.show(views.taken(outcome, turn.texts))


async def give_back(turn: Turn, press: GiveBackQuestion) -> None:
    """Leaves a question to the others."""
    question = await turn.store.write(experts.give_back, turn.actor, press.question)
    await turn.show(views.given_back(question, turn.texts))


async def answer(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written message, or a document with its caption, as the answer to a question."""
    document = await turn.take_document()
    if document is None and (turn.document is not None or not turn.text):
        await turn.show(views.answer_wanted(turn.texts))
        return
    outcome = await turn.store.write(
        experts.answer,
        turn.world,
        turn.actor,
        int(dialogue.payload["question"]),
        turn.text,
        document=document.sha256 if document else None,
        now=turn.now,
    )
    await turn.show(views.answered(outcome, turn.texts))


async def draft(turn: Turn, press: DraftAnswer) -> None:
    """Makes an item of a question and its answer."""
    item = await turn.store.write(experts.draft_of, turn.actor, press.question, now=turn.now)
    await turn.show(views.drafted(item, turn.texts))


async def send_answer_document(turn: Turn, press: SendAnswerDocument) -> None:
    """The file that an expert answered with, to whom it was for."""
    found = await turn.store.read(documents.of_answer, turn.person, press.question)
    if found is None:
        await turn.show(knowledge_views.gone(turn.texts))
    else:
        await turn.send_document(found)


async def stop_dialogue(turn: Turn, _: StopDialogue | str) -> None:
    """The next written message is for nothing special."""
    await turn.store.write(dialogues.end, turn.person)
    await turn.show(views.dialogue_over(turn.texts))
