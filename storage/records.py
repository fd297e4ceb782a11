"""All the records inside one transaction."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.engine import Connection

from storage.assignments import SqlAssignments
from storage.audiences import SqlAudiences
from storage.bookings import SqlBookings
from storage.broadcasts import SqlBroadcasts
from storage.courses import SqlCourses
from storage.curation import SqlCuration
from storage.dialogues import SqlDialogues
from storage.documents import SqlDocuments
from storage.experts import SqlExperts
from storage.flags import SqlFlags
from storage.handover import SqlHandOvers
from storage.inbox import SqlInbox
from storage.journal import SqlJournal
from storage.knowledge import SqlKnowledge
from storage.ledger import SqlLedger
from storage.links import SqlLinks
from storage.notes import SqlNotes
from storage.notices import SqlNotices
from storage.nudges import SqlNudges
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.ratings import SqlRatings
from storage.reception import SqlReception
from storage.reports import SqlReports
from storage.reviews import SqlReviews
from storage.roster import SqlRoster
from storage.search_index import SqlSearchIndex
from storage.searches import SqlSearches
from storage.study import SqlStudy
from storage.team import SqlTeam
from storage.vectors import SqlVectors


@dataclass(frozen=True)
class SqlRecords:
    """The records over one connection that has begun its transaction."""

    connection: Connection

    @cached_property
    def people(self) -> SqlPeople:
        """The roster and what people set for themselves."""
        return SqlPeople(self.connection)

    @cached_property
    def roster(self) -> SqlRoster:
        """Units and people as the roster file writes them."""
        return SqlRoster(self.connection)

    @cached_property
    def links(self) -> SqlLinks:
        """Activation links."""
        return SqlLinks(self.connection)

    @cached_property
    def courses(self) -> SqlCourses:
        """Assignments, choices and mistake reports."""
        return SqlCourses(self.connection)

    @cached_property
    def assignments(self) -> SqlAssignments:
        """Courses given to single people."""
        return SqlAssignments(self.connection)

    @cached_property
    def notes(self) -> SqlNotes:
        """What people write to each other."""
        return SqlNotes(self.connection)

    @cached_property
    def notices(self) -> SqlNotices:
        """Notices that leave together."""
        return SqlNotices(self.connection)

    @cached_property
    def study(self) -> SqlStudy:
        """Attempts and answers."""
        return SqlStudy(self.connection)

    @cached_property
    def reviews(self) -> SqlReviews:
        """What people remember."""
        return SqlReviews(self.connection)

    @cached_property
    def ledger(self) -> SqlLedger:
        """The ledger of learning seconds."""
        return SqlLedger(self.connection)

    @cached_property
    def bookings(self) -> SqlBookings:
        """Ledger rows that come from outside or correct others."""
        return SqlBookings(self.connection)

    @cached_property
    def reports(self) -> SqlReports:
        """What everybody learned in a period."""
        return SqlReports(self.connection)

    @cached_property
    def flags(self) -> SqlFlags:
        """Ledger rows that a person should look at."""
        return SqlFlags(self.connection)

    @cached_property
    def ratings(self) -> SqlRatings:
        """How people rated courses."""
        return SqlRatings(self.connection)

    @cached_property
    def hand_overs(self) -> SqlHandOvers:
        """What went to the personnel system."""
        return SqlHandOvers(self.connection)

    @cached_property
    def nudges(self) -> SqlNudges:
        """Attention, and what Sela brought."""
        return SqlNudges(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Messages that Sela starts by itself."""
        return SqlOutbox(self.connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        """Updates not handled yet."""
        return SqlInbox(self.connection)

    @cached_property
    def broadcasts(self) -> SqlBroadcasts:
        """Broadcasts and series."""
        return SqlBroadcasts(self.connection)

    @cached_property
    def audiences(self) -> SqlAudiences:
        """Who may be addressed."""
        return SqlAudiences(self.connection)

    @cached_property
    def reception(self) -> SqlReception:
        """What became of each copy of a broadcast."""
        return SqlReception(self.connection)

    @cached_property
    def team(self) -> SqlTeam:
        """What a supervisor may see of people."""
        return SqlTeam(self.connection)

    @cached_property
    def knowledge(self) -> SqlKnowledge:
        """Knowledge items."""
        return SqlKnowledge(self.connection)

    @cached_property
    def curation(self) -> SqlCuration:
        """What waits for a curator."""
        return SqlCuration(self.connection)

    @cached_property
    def experts(self) -> SqlExperts:
        """Questions to experts."""
        return SqlExperts(self.connection)

    @cached_property
    def dialogues(self) -> SqlDialogues:
        """What the next written message of a person is for."""
        return SqlDialogues(self.connection)

    @cached_property
    def searches(self) -> SqlSearches:
        """What people looked up."""
        return SqlSearches(self.connection)

    @cached_property
    def documents(self) -> SqlDocuments:
        """The files that items came from."""
        return SqlDocuments(self.connection)

    @cached_property
    def search_index(self) -> SqlSearchIndex:
        """The passages that lookup finds."""
        return SqlSearchIndex(self.connection)

    @cached_property
    def vectors(self) -> SqlVectors:
        """What passages mean."""
        return SqlVectors(self.connection)

    @cached_property
    def journal(self) -> SqlJournal:
        """The audit log and facts about the system."""
        return SqlJournal(self.connection)
