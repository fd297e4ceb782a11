"""What somebody was about to write: stopped for good, put aside for a command, and gone on with."""

from bot.buttons.contributing import AskOwn
from bot.buttons.curated_item import AskChange
from bot.buttons.dialogues import ResumeDialogue, StopDialogue
from bot.handlers import contributing, curated_item, experts, notes
from bot.turn import Turn
from bot.views import contributing as contributing_views
from bot.views import dialogues as views
from learning.curation import Change, Waiting
from learning.notices import Dialogue
from learning.usecases import dialogues, unfinished
from learning.usecases.contributing import CONTRIBUTING, Asked, TitleTaken
from learning.usecases.editing import CURATING
from learning.usecases.experts import ANSWERING
from learning.usecases.notes import NOTING


async def stop(turn: Turn, _: StopDialogue | str) -> None:
    """Ends what was being written, and says what that was."""
    left = await turn.store.write(unfinished.leave, turn.actor, now=turn.now)
    await turn.show(views.stopped(left, turn.texts))


async def put_aside(turn: Turn) -> None:
    """Lets a command be answered, and says in one line what waits meanwhile."""
    left = await turn.store.write(unfinished.put_aside, turn.actor, now=turn.now)
    if left is not None:
        await turn.send(views.put_aside(left, turn.texts))


async def resume(turn: Turn, press: ResumeDialogue) -> None:
    """Goes on with what was put aside."""
    dialogue = await turn.store.write(dialogues.resume, turn.person, press.kind, press.subject, now=turn.now)
    if press.kind == ANSWERING:
        await experts.go_on(turn, press.subject)
    elif dialogue is None:
        await turn.show(views.nothing_to_resume(turn.texts))
    else:
        await _ask_again(turn, dialogue)


async def share(turn: Turn, _: str) -> None:
    """Goes on with the contribution that has a title already, else begins one."""
    dialogue = await turn.store.read(dialogues.unfinished, turn.person, now=turn.now)
    if dialogue is not None and dialogue.kind == CONTRIBUTING and dialogue.payload.get("title"):
        await resume(turn, ResumeDialogue(CONTRIBUTING, 0))
    else:
        await contributing.begin(turn, "")


async def _ask_again(turn: Turn, dialogue: Dialogue) -> None:
    payload = dialogue.payload
    if dialogue.kind == CURATING:
        place = (Waiting(str(payload["waiting"])), int(payload["item"]), int(payload["version"]))
        await curated_item.ask_change(turn, AskChange(*place, Change(str(payload["change"]))))
    elif dialogue.kind == NOTING:
        await notes.go_on(turn, dialogue)
    elif dialogue.kind != CONTRIBUTING:
        await turn.show(views.go_on(turn.texts))
    elif "item" in payload:
        await contributing.ask_own(turn, AskOwn(int(payload["item"]), Asked(str(payload["asked"]))))
    else:
        await turn.show(contributing_views.step(TitleTaken(title=str(payload["title"])), turn.texts))
