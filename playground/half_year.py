"""Half a year of one made-up person, written as it would have come about, only faster."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from content.models import Lesson
from learning.people import Person
from learning.ports import Records
from learning.records import (
    Answer,
    CreditEntry,
    CreditKind,
    MessageKind,
    Nudge,
    NudgeState,
    OutboxState,
    Outgoing,
)
from learning.rules.breaks import Opening, openings_on
from learning.rules.credit import RULE_VERSION, ledger_day
from learning.rules.planning import ItemKind, Why
from learning.rules.repetition import REVIEW_SECONDS, Memory, moved_into_window, remembered
from learning.rules.schedules import schedule_of
from learning.world import World

NO_RATING, CONTENT, GLAD, SAYS_MORE = 0.3, 0.42, 0.65, 0.7
SENTENCES = (
    "Singkat dan langsung terpakai di pekerjaan.",
    "Contohnya dekat dengan keseharian kami.",
    "Enak dikerjakan sambil menunggu rapat.",
    "Soal terakhir agak membingungkan, selebihnya jelas.",
    "Mohon ditambah contoh untuk kantor di daerah.",
)


class HalfYear:
    """What somebody did from their joining until a moment: lessons, reviews, events and ratings."""

    def __init__(
        self,
        records: Records,
        world: World,
        person: Person,
        *,
        joined: datetime,
        until: datetime,
        events: Sequence[tuple[str, int]],
    ) -> None:
        self.records, self.world, self.person = records, world, person
        self.joined, self.until, self.events = joined, until, events
        self.schedule = schedule_of(records.people.circumstances(person.id), world.policy.windows)
        self.diligence = 0.85 if person.name == "Sari Dewi" else 0.25 + 0.7 * chance(person.name, "diligence")
        self.lessons = self._lessons()
        self.memories: dict[str, tuple[Memory, Lesson]] = {}

    def write(self) -> None:
        """Writes nudges, sittings, answers, reviews and credits."""
        for opening in self._openings():
            item = self._bring(opening)
            if chance(self.person.name, f"accepts {opening.local_on}") < self.diligence:
                self._take(opening.starts_at + timedelta(minutes=6), item)
        for key, (memory, lesson) in self.memories.items():
            self.records.reviews.put(self.person.id, key, lesson.competency, memory)
        for index, (title, minutes) in enumerate(self.events):
            weeks_before = int(5 * chance(self.person.name, f"{title} came later"))
            held_at = self.until - timedelta(days=150 - 30 * index + 7 * weeks_before)
            if held_at > self.joined and chance(self.person.name, title) < 0.6:
                self._credit_event(title, minutes, held_at)

    def _lessons(self) -> list[Lesson]:
        keys = [key for course in self.world.catalogue.lesson_keys.values() for key in course]
        most = 30 if self.diligence > 0.8 else 24
        found = (self.world.catalogue.lesson(key, self.person.language) for key in keys[:most])
        return [lesson for lesson in found if lesson is not None]

    def _openings(self) -> Iterator[Opening]:
        first = (self.joined + timedelta(days=3)).date()
        for days in range((self.until.date() - first).days + 1):
            yield from openings_on(self.schedule, self.world.calendar, first + timedelta(days=days))[:1]

    def _bring(self, opening: Opening) -> Lesson | None:
        """A lesson every second day while there are new ones, else reviews."""
        is_lesson = bool(self.lessons) and (not self.memories or opening.local_on.toordinal() % 2 == 0)
        lesson = self.lessons[0] if is_lesson else None
        nudge = Nudge(
            person_id=self.person.id,
            kind=ItemKind.LESSON if lesson else ItemKind.REVIEW,
            lesson_key=lesson.key if lesson else "",
            seconds=lesson.planned_seconds if lesson else 4 * REVIEW_SECONDS,
            window=opening.kind,
            local_on=opening.local_on,
            why=Why.EVERYONE if lesson else Why.REVIEW,
            state=NudgeState.EXPIRED,
            created_at=opening.starts_at,
            ends_at=opening.ends_at,
        )
        for added in self.records.nudges.add([nudge]):
            self.records.outbox.put_settled(_sent(added), OutboxState.SENT)
        return lesson

    def _take(self, at: datetime, lesson: Lesson | None) -> None:
        if lesson is not None:
            self.lessons.pop(0)
            self._answer(
                ItemKind.LESSON, [(f"{lesson.key}/{q.id}", lesson) for q in lesson.questions], at, lesson
            )
            return
        longest_due = sorted(self.memories, key=lambda key: self.memories[key][0].due_at)[:4]
        self._answer(ItemKind.REVIEW, [(key, self.memories[key][1]) for key in longest_due], at, None)

    def _answer(
        self, kind: ItemKind, asked: Sequence[tuple[str, Lesson]], at: datetime, lesson: Lesson | None
    ) -> None:
        seconds = lesson.planned_seconds if lesson else len(asked) * REVIEW_SECONDS
        attempt = self.records.study.start(
            person_id=self.person.id,
            kind=kind,
            lesson_key=lesson.key if lesson else "",
            lesson_hash=lesson.content_hash if lesson else "",
            question_keys=[] if lesson else [key for key, _ in asked],
            planned_seconds=seconds,
            seconds_left=None,
            at=at,
        )
        if lesson:
            self.records.study.keep_version(lesson, at)
        right_ones = 0
        for key, source in asked:
            right = chance(self.person.name, f"{key} {at}") < 0.55 + 0.4 * self.diligence
            right_ones += right
            before = self.memories.get(key)
            memory = remembered(before[0] if before else None, right=right, at=at)
            due_at = moved_into_window(memory.due_at, self.schedule, self.world.calendar)
            self.memories[key] = (replace(memory, due_at=due_at), source)
            question = source.question(key.rpartition("/")[2])
            verdict = "right" if right else "wrong"
            hashed = question.content_hash if question else ""
            answer = Answer(question_key=key, question_hash=hashed, given="", verdict=verdict, answered_at=at)
            self.records.study.add_answer(attempt, answer)
        ended = at + timedelta(seconds=seconds * 0.8)
        self.records.study.complete(attempt.id, ended)
        is_lesson = kind is ItemKind.LESSON
        source_key = f"lesson:{attempt.lesson_key}:{ended.year}" if is_lesson else f"review:{attempt.id}"
        competency = asked[0][1].competency if asked else ""
        title = lesson.title if lesson else ""
        told = {"attempt": attempt.id, "questions": len(asked), "right": right_ones}
        self._credit(CreditKind(kind), source_key, title, competency, seconds, ended, told)
        if lesson and lesson.key == self.world.catalogue.lesson_keys[lesson.course][-1]:
            self._rate(lesson.course, ended)

    def _rate(self, course: str, at: datetime) -> None:
        """Stars for the course that ends here, and of some people a sentence."""
        mood = chance(self.person.name, f"rates {course}")
        if mood < NO_RATING:
            return
        on = self.person.local_date(at)
        self.records.ratings.give(
            person_id=self.person.id,
            unit_id=self.person.unit_id,
            course=course,
            on=on,
            at=at,
            stars=5 if mood > GLAD else 4 if mood > CONTENT else 3,
        )
        if mood > SAYS_MORE:
            sentence = SENTENCES[int(chance(course, self.person.name) * len(SENTENCES))]
            self.records.ratings.write(self.person.id, course, on, sentence)

    def _credit_event(self, title: str, minutes: int, at: datetime) -> None:
        self._credit(CreditKind.EVENT, f"event:{title}", title, "", minutes * 60, at, {})

    def _credit(
        self,
        kind: CreditKind,
        source: str,
        title: str,
        competency: str,
        seconds: int,
        at: datetime,
        evidence: Mapping[str, object],
    ) -> None:
        day = ledger_day(at, organisation_zone=self.world.policy.zone, person_zone=self.person.zone)
        self.records.ledger.add(
            CreditEntry(
                person_id=self.person.id,
                unit_id=self.person.unit_id,
                kind=kind,
                source=source,
                title=title,
                competency=competency,
                seconds=seconds,
                minutes_per_jp=self.world.policy.minutes_per_jp,
                credited_at=at,
                year=day.year,
                iso_year=day.iso_year,
                iso_week=day.iso_week,
                local_on=day.local_on,
                rule_version=RULE_VERSION,
                evidence=dict(evidence),
            )
        )


def _sent(nudge: Nudge) -> Outgoing:
    return Outgoing(
        dedupe_key=f"nudge:{nudge.person_id}:{nudge.local_on}:{nudge.window}",
        person_id=nudge.person_id,
        kind=MessageKind.NUDGE,
        priority=2,
        created_at=nudge.created_at,
        not_before=nudge.created_at,
        deadline=nudge.ends_at,
        nudge_id=nudge.id,
    )


def chance(name: str, what: str) -> float:
    """A number from 0 to 1 that is always the same for the same person and thing."""
    return int.from_bytes(hashlib.sha256(f"{name}/{what}".encode()).digest()[:4], "big") / 2**32
