"""What the kinds of learning in the ledger are called."""

from collections.abc import Mapping
from functools import cache

from bot.texts import Texts, texts_for
from learning.records import CreditKind


def kind_words(t: Texts) -> Mapping[CreditKind, str]:
    """The name of each kind."""
    return _words(t.language)


@cache
def _words(language: str) -> Mapping[CreditKind, str]:
    t = texts_for(language)
    return {
        CreditKind.LESSON: t.plain("Lesson"),
        CreditKind.REVIEW: t.plain("Review"),
        CreditKind.EVENT: t.plain("Event"),
        CreditKind.WEBINAR: t.plain("Webinar"),
        CreditKind.CLASSROOM: t.plain("Classroom training"),
        CreditKind.WORKSHOP: t.plain("Workshop"),
        CreditKind.SEMINAR: t.plain("Seminar"),
        CreditKind.ELEARNING: t.plain("E-learning elsewhere"),
        CreditKind.EXAM: t.plain("Exam"),
        CreditKind.COACHING: t.plain("Coaching"),
        CreditKind.MENTORING: t.plain("Mentoring"),
        CreditKind.COMMUNITY: t.plain("Community of practice"),
        CreditKind.SELF_STUDY: t.plain("Self-study"),
        CreditKind.SHARING: t.plain("Sharing knowledge"),
        CreditKind.INTERNSHIP: t.plain("Internship"),
        CreditKind.STUDY_VISIT: t.plain("Study visit"),
        CreditKind.CORRECTION: t.plain("Correction"),
    }
