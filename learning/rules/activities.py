"""Which kinds of activity are events, modules and exams in the yearly table."""

from learning.records import CreditKind

EVENTS = frozenset(
    {
        CreditKind.EVENT,
        CreditKind.WEBINAR,
        CreditKind.CLASSROOM,
        CreditKind.WORKSHOP,
        CreditKind.SEMINAR,
        CreditKind.SHARING,
        CreditKind.STUDY_VISIT,
    }
)
"""Dated activities, at which people meet; one event is one title on one day."""

MODULES = frozenset({CreditKind.LESSON, CreditKind.ELEARNING, CreditKind.SELF_STUDY})
"""What people go through at a time of their own; one module is one lesson or title."""

EXAMS = frozenset({CreditKind.EXAM})
"""Evaluation of level 2. Other kinds, such as coaching, count in JP and people, and are no completions."""
