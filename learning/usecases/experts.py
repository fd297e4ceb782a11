"""A question that nothing answered: asked, taken, answered, and made into knowledge."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.auditing import entry_by
from learning.knowledge import Item, ItemState, StoredDocument
from learning.notices import Dialogue, ExpertQuestion, Notice, NoticeKind, QuestionState
from learning.people import Actor, Person, PersonState
from learning.ports import Records
from learning.rules.access import may_curate
from learning.rules.schedules import schedule_of
from learning.rules.working_hours import working_days_since
from learning.usecases import dialogues
from learning.usecases.notices import admins, curators_for, notify
from learning.world import World

ANSWERING = "answer_question"
"""The dialogue in which the next message is the answer to a question."""

QUESTIONS_A_DAY = 5
WORKING_DAYS_TO_WAIT = 2
LONGEST_ANSWER = 3500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question went to so many people; `is_new` is False where it had gone before."""

    question: ExpertQuestion
    told: int
    is_new: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTooMuch:
    """Enough questions for one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The question is this expert's: the next message they write is the answer."""

    question: ExpertQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenByOther:
    """Somebody else was first, or the asker needs no answer any more."""

    question: ExpertQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """An answer as it would be sent, with a file where one goes with it; nobody has it yet.

    `check` tells this draft from any other: what is sent is what was shown.
    """

    question: ExpertQuestion
    text: str
    file_id: str = ""
    file_name: str = ""

    @property
    def check(self) -> int:
        """A number that another text or file would not have."""
        return zlib.crc32(f"{self.file_id}\n{self.text}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTooLong:
    """The answer would not fit into one message; the dialogue goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer is on its way to the asker."""

    question: ExpertQuestion


def ask_expert(
    records: Records, world: World, person: Person, search_id: int, *, now: datetime
) -> Asked | AskedTooMuch | None:
    """Hands the question of a search to the curators of the person's unit; None where it is not theirs."""
    search = records.searches.get(search_id, person.id)
    if search is None:
        return None
    mine = records.experts.of_asker(person.id)
    waiting = {QuestionState.OPEN, QuestionState.TAKEN}
    same = next((one for one in mine if one.question == search.question and one.state in waiting), None)
    if same is not None:
        return Asked(question=same, told=0, is_new=False)
    if sum(one.asked_at > now - timedelta(days=1) for one in mine) >= QUESTIONS_A_DAY:
        return AskedTooMuch()
    question = records.experts.ask(person.id, search.question, now)
    curators = curators_for(records, person.unit, now=now, world=world)
    others = [curator for curator in curators if curator != person.id] or [
        admin for admin in admins(records, now=now, world=world) if admin != person.id
    ]
    notice = Notice(kind=NoticeKind.EXPERT_ASKED, subject=question.id)
    return Asked(question=question, told=notify(records, world, others, notice, now=now))


def take(
    records: Records, actor: Actor, question_id: int, *, now: datetime
) -> Taken | TakenByOther | Answered | None:
    """Gives the question to this expert, whose next message is the answer; None where they may not."""
    question = records.experts.get(question_id)
    if question is None or not may_curate(actor, question.asker_unit):
        return None
    if question.state is QuestionState.ANSWERED and question.taken_by == actor.person.id:
        return Answered(question=question)
    is_mine = question.state is QuestionState.TAKEN and question.taken_by == actor.person.id
    if not is_mine and not records.experts.take(question_id, actor.person.id, now):
        return TakenByOther(question=question)
    if not is_mine:
        _audit(records, actor, "question_taken", question, now)
    payload: dict[str, str | int] = {"question": question_id}
    records.dialogues.begin(actor.person.id, Dialogue(kind=ANSWERING, payload=payload, begun_at=now))
    return Taken(question=records.experts.get(question_id) or question)


def give_back(records: Records, actor: Actor, question_id: int, *, now: datetime) -> ExpertQuestion | None:
    """Leaves a question that this expert took to the others; None where it is not theirs.

    One that is open to everybody already stays so: a second tap is told the same as the first.
    """
    question = records.experts.get(question_id)
    if question is None or not may_curate(actor, question.asker_unit):
        return None
    if question.state is QuestionState.OPEN:
        return question
    if question.taken_by != actor.person.id or not records.experts.give_back(question_id):
        return None
    records.dialogues.end(actor.person.id)
    _audit(records, actor, "question_given_back", question, now)
    return question


def draft(
    records: Records,
    actor: Actor,
    question_id: int,
    text: str,
    *,
    file_id: str = "",
    file_name: str = "",
    now: datetime,
) -> Drafted | AnswerTooLong | None:
    """Keeps what was written as the answer to be looked at; None where the question is not this expert's."""
    if len(text) > LONGEST_ANSWER:
        return AnswerTooLong()
    question = being_answered(records, actor, question_id)
    if question is None:
        records.dialogues.end(actor.person.id)
        return None
    payload: dict[str, str | int] = {
        "question": question_id,
        "text": text,
        "file": file_id,
        "name": file_name,
    }
    records.dialogues.begin(actor.person.id, Dialogue(kind=ANSWERING, payload=payload, begun_at=now))
    return Drafted(question=question, text=text, file_id=file_id, file_name=file_name)


def drafted(records: Records, actor: Actor, question_id: int, *, now: datetime) -> Drafted | None:
    """The answer that this expert has written and not sent, None where there is none."""
    dialogue = dialogues.unfinished(records, actor.person, now=now)
    if dialogue is None or dialogue.kind != ANSWERING or dialogue.payload.get("question") != question_id:
        return None
    question = being_answered(records, actor, question_id)
    if question is None or "text" not in dialogue.payload:
        return None
    text, file_id, name = (str(dialogue.payload[field]) for field in ("text", "file", "name"))
    return Drafted(question=question, text=text, file_id=file_id, file_name=name)


def send(
    records: Records,
    world: World,
    actor: Actor,
    question_id: int,
    check: int,
    *,
    document: StoredDocument | None = None,
    now: datetime,
) -> Answered | Drafted | Taken | TakenByOther | None:
    """Sends the draft that was shown, once; another draft than that is shown instead of sent.

    Without any draft the question is to be answered anew.
    """
    question = records.experts.get(question_id)
    if question is None:
        return None
    if question.state is QuestionState.ANSWERED and question.taken_by == actor.person.id:
        return Answered(question=question)
    found = drafted(records, actor, question_id, now=now)
    if found is None:
        is_theirs = being_answered(records, actor, question_id) is not None
        return take(records, actor, question_id, now=now) if is_theirs else None
    if found.check != check or bool(found.file_id) != (document is not None):
        return found
    if document is not None:
        records.documents.put(document)
    sha256 = document.sha256 if document is not None else None
    outcome = answer(records, world, actor, question_id, found.text, document=sha256, now=now)
    return outcome if isinstance(outcome, Answered) else None


def answer(
    records: Records,
    world: World,
    actor: Actor,
    question_id: int,
    text: str,
    *,
    document: str | None = None,
    now: datetime,
) -> Answered | AnswerTooLong | None:
    """Keeps the answer and brings it to the asker; None where the question is not this expert's any more."""
    if len(text) > LONGEST_ANSWER:
        return AnswerTooLong()
    question = records.experts.get(question_id)
    records.dialogues.end(actor.person.id)
    if question is None or question.taken_by != actor.person.id or not may_curate(actor, question.asker_unit):
        return None
    if not records.experts.answer(question_id, text, document, now):
        return None
    _audit(records, actor, "question_answered", question, now)
    notice = Notice(kind=NoticeKind.EXPERT_ANSWERED, subject=question_id)
    notify(records, world, [question.asker_id], notice, now=now)
    return Answered(question=records.experts.get(question_id) or question)


def close(records: Records, person: Person, question_id: int) -> ExpertQuestion | None:
    """Ends a question that its asker needs no answer to any more; None where it is not theirs or too late."""
    question = records.experts.get(question_id)
    if question is None or question.asker_id != person.id:
        return None
    is_closed = question.state is QuestionState.CLOSED or records.experts.close(question_id)
    return question if is_closed else None


def draft_of(records: Records, actor: Actor, question_id: int, *, now: datetime) -> Item | None:
    """The item that a question and its answer become, waiting for a curator; None where they may not."""
    question = records.experts.get(question_id)
    if question is None or question.state is not QuestionState.ANSWERED:
        return None
    if not may_curate(actor, question.asker_unit) and question.taken_by != actor.person.id:
        return None
    if question.item_id is not None:
        return records.knowledge.get(question.item_id)
    item = records.knowledge.add(
        Item(
            key=f"chat/question-{question.id}",
            title=question.question[:200],
            text=question.answer or question.question,
            owner=question.expert,
            owner_id=question.taken_by,
            author_id=question.taken_by,
            state=ItemState.IN_REVIEW,
            document=question.answer_document,
            changed_at=now,
        ),
        by=actor.person.id,
    )
    records.experts.became(question.id, item.id)
    _audit(records, actor, "question_drafted", question, now)
    return item


def being_answered(records: Records, actor: Actor, question_id: int) -> ExpertQuestion | None:
    """The question, as long as this expert has taken it and may answer it; else None."""
    question = records.experts.get(question_id)
    if question is None or question.state is not QuestionState.TAKEN:
        return None
    is_theirs = question.taken_by == actor.person.id and may_curate(actor, question.asker_unit)
    return question if is_theirs else None


def escalate(records: Records, world: World, *, now: datetime) -> int:
    """Tells admins and askers of questions that nobody took for two working days; how many there were.

    A question that somebody took and did not answer for as long, or whose expert is gone, opens again.
    """
    for question in records.experts.in_states(QuestionState.TAKEN):
        if _is_forgotten(records, world, question, now):
            records.experts.give_back(question.id)
    late = 0
    for question in records.experts.in_states(QuestionState.OPEN):
        if question.escalated_at is None and _has_waited(records, world, question, question.asked_at, now):
            overdue = Notice(kind=NoticeKind.EXPERT_OVERDUE, subject=question.id)
            notify(records, world, admins(records, now=now, world=world), overdue, now=now)
            delayed = Notice(kind=NoticeKind.EXPERT_DELAYED, subject=question.id)
            notify(records, world, [question.asker_id], delayed, now=now)
            records.experts.escalated(question.id, now)
            late += 1
    return late


def _audit(records: Records, actor: Actor, action: str, question: ExpertQuestion, now: datetime) -> None:
    detail = f"question {question.id}"
    records.journal.audit(entry_by(actor, action, now=now, person_id=question.asker_id, detail=detail))


def _is_forgotten(records: Records, world: World, question: ExpertQuestion, now: datetime) -> bool:
    expert = records.people.get(question.taken_by) if question.taken_by is not None else None
    if expert is None or expert.state is not PersonState.ACTIVE:
        return True
    return _has_waited(records, world, question, question.taken_at or question.asked_at, now)


def _has_waited(
    records: Records, world: World, question: ExpertQuestion, since: datetime, now: datetime
) -> bool:
    """Whether more than two of the asker's working days have passed."""
    circumstances = records.people.circumstances(question.asker_id)
    person = circumstances.person
    schedule = schedule_of(circumstances, world.policy.windows)
    waited = working_days_since(schedule, world.calendar, person.local_date(since), person.local_date(now))
    return waited > WORKING_DAYS_TO_WAIT
