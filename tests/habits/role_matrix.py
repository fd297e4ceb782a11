"""Who may press, write and command what: one row for each button, command and dialogue.

`python -m tests.habits.role_matrix` writes the same as a page, docs/access.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot import routes
from bot.commands import COMMANDS
from learning.people import Role
from tests.habits.repository import ROOT

PAGE: Path = ROOT / "docs" / "access.md"


class Who(StrEnum):
    """Which roles may; everybody on the roster who has joined is an employee."""

    EVERYBODY = "everybody"
    LEADERS = "leaders"
    CURATORS = "curators"
    ADMINS = "admins"


ROLES: Mapping[Who, frozenset[Role]] = {
    Who.EVERYBODY: frozenset({Role.EMPLOYEE}),
    Who.LEADERS: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Who.CURATORS: frozenset({Role.CURATOR, Role.ADMIN}),
    Who.ADMINS: frozenset({Role.ADMIN}),
}


class Whose(StrEnum):
    """Whose things it may touch."""

    OWN = "only what is one's own"
    SHOWN = "what everybody who may press it may see"
    LED = "people of units one leads; admins everybody"
    AUTHORED = "what one has sent oneself; admins what anybody has sent"
    KEPT = "knowledge of units one curates; admins and curators of everything all of it"


TABLE: Mapping[tuple[Who, Whose], str] = {
    (Who.EVERYBODY, Whose.OWN): """
        /start /progress /breaks /pause /language /privacy /my_data /forget /share /cancel /help
        Acknowledge EnrolLanguage EnrolZone EnrolWindow EnrolDone
        OpenNudge PutOffNudge OpenCard GoOn Draft Give AskMistake TellMistake Rate AskSentence dialogue:rating
        ShowProgress SendHistory ShowBreaks SwitchWindow MoveWindow AskZone ChooseZone
        AskPause Pause Resume ChooseLanguage SendMyData AskForget Forget ShowHelp
        ShowHit JudgeSearch AskExpert CloseQuestion SendAnswerDocument
        Contribute ShowOwn OpenOwn AskOwn SendIn ShowTo TakeBack ThrowAway ShareDocument
        OpenBroadcast AnswerQuiz SnoozeBroadcast
        ReadNotes ShowReplies ReplyTo MuteSender UnmuteSender TakeBackNote StopDialogue ResumeDialogue
        dialogue:contribute dialogue:reply
    """,
    (Who.EVERYBODY, Whose.SHOWN): """
        /learn /courses /search
        Learn AskMinutes ShowCourses ShowCourse ChooseCourse StartLesson
        OpenItem TurnItem SendDocument LearnItem AskReport TellReport
    """,
    (Who.LEADERS, Whose.OWN): """
        /broadcast
        ShowBroadcasts ShowSent ShowSeries AskWeekday AskSeriesClock PreviewSeries BeginSeries ReopenBroadcast
        BeginBroadcast ShowDraft DiscardDraft ChooseContent ChooseLesson TakeTaught TakeItem AskWords
        DropWords DropMedia ShowAudience TickUnit TickRole TickNotDone TickEveryone
        ShowGroups UseGroup DropGroup ShowTimes TakeTiming TakeMoment ShowKeeps KeepFor ShowDue TakeDue
        DropUrgency PreviewBroadcast ExplainPreview ConfirmBroadcast
        EndMondays SwitchMondays dialogue:broadcasting
    """,
    (Who.LEADERS, Whose.AUTHORED): """
        ShowBroadcast PauseBroadcast ResumeBroadcast StopBroadcast WithdrawBroadcast RemindOfBroadcast
        SendAgain ShowRecipients
        ShowOneSeries AskSeriesTime MoveSeries TimeSeries TimeSeriesInBreak EndSeries
    """,
    (Who.LEADERS, Whose.LED): """
        /team /report
        ShowReport ChoosePeriod TypePeriod ShowReportUnits ShowReportPeople ShowReportPerson
        ShowReportCourses SendReportPicture SendReportWorkbook ShowNeverReached ShowBehind dialogue:report
        ShowTeam ChooseTeamUnit ShowMembers ShowMember ShowTeamPicture
        AskTeamLinks MakeTeamLinks AskMemberLink MakeMemberLink
        AskNote WriteNote TakeSentence SendNote
        ChooseAssigned AskUntil TypeUntil AssignUntil TakeBackAssignment TakeOverSeries
        dialogue:note dialogue:assign
    """,
    (Who.CURATORS, Whose.KEPT): """
        /curate
        TakeQuestion GiveBackQuestion SendAnswer OnlyAnswer DraftAnswer
        ShowCuration ShowWaiting ShowQuestion ShowUnfound WriteFor SettleUnfound
        ShowCurated Decide AskRetire ShowChanges AskChange ReviewIn ChooseOwner
        ShowVersions ShowVersion RestoreVersion SendCuratedDocument
        dialogue:answer_question dialogue:curate
    """,
    (Who.CURATORS, Whose.SHOWN): """
        ShowWords AskWord RemoveWord dialogue:words
    """,
    (Who.ADMINS, Whose.SHOWN): """
        /audit
        ShowAudit SendAudit ImportDocument HandBehind ShowUnderWay
        /roster
        ShowRoster ShowPerson AskPerson ShowRoles ShowZones ChangePerson ReadRoster AskMissing TakeRoster
        ShowFlagged ShowFlag AcceptFlag AskCorrection CorrectFlag ShowSentences
        ShowHandOvers MakeHandOver SendHandOver AskHandOverReply dialogue:hand_over
        dialogue:roster dialogue:correct_credit
    """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that can be pressed, written or commanded, and who may."""

    name: str
    who: Who
    whose: Whose


def rows() -> list[Row]:
    """Every row of the table, in its order."""
    return [
        Row(name=name, who=who, whose=whose)
        for (who, whose), names in TABLE.items()
        for name in names.split()
    ]


def rows_by_name() -> dict[str, Row]:
    """Every row by the name of its button, command or dialogue."""
    return {row.name: row for row in rows()}


COLUMNS: Mapping[str, Role | None] = {
    "stranger": None,
    "employee": Role.EMPLOYEE,
    "supervisor": Role.SUPERVISOR,
    "curator": Role.CURATOR,
    "admin": Role.ADMIN,
}


def cell(row: Row, role: Role | None) -> str:
    """What the page says of this row and this role."""
    if role is None:
        return "no"
    if not {Role.EMPLOYEE, role} & ROLES[row.who]:
        return "no"
    if row.whose is Whose.OWN:
        return "own"
    if role is Role.ADMIN or row.whose is Whose.SHOWN:
        return "yes"
    return {Whose.LED: "led", Whose.AUTHORED: "own", Whose.KEPT: "kept"}[row.whose]


def page() -> str:
    """The matrix as a page of the documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield (
        "Sela asks at every tap and every message who the sender is at that moment; nothing that a button "
        "carries is believed. This page is written by `python -m tests.habits.role_matrix`; a test fails "
        "when it differs from the table there, when that table and `learning/rules/access.py` differ, or "
        "when a handler has no row. Another test presses every button as every role, with ids that belong to "
        "somebody else, and looks whether the records changed."
    )
    yield ""
    yield "| in the table | means |"
    yield "| --- | --- |"
    yield "| yes | may, for whatever is shown to them |"
    yield "| own | may, for what is their own only |"
    yield "| led | may, for people of the units they lead |"
    yield "| kept | may, for the knowledge of the units they curate |"
    yield "| no | is refused, and nothing changes |"
    yield ""
    yield "Somebody who holds several roles may what any of them may. Somebody who left is a stranger."
    yield ""
    for title, kind in (("Commands", "/"), ("Written answers", "dialogue:"), ("Buttons", "")):
        yield f"## {title}"
        yield ""
        yield "| what | " + " | ".join(COLUMNS) + " |"
        yield "| --- |" + " --- |" * len(COLUMNS)
        for row in rows():
            if _kind(row.name) == kind:
                cells = (cell(row, role) for role in COLUMNS.values())
                yield f"| {_described(row.name)} | " + " | ".join(cells) + " |"
        yield ""


def _kind(name: str) -> str:
    return next((kind for kind in ("/", "dialogue:") if name.startswith(kind)), "")


def _described(name: str) -> str:
    if name.startswith("/"):
        command = next(one for one in COMMANDS if one.key == name[1:])
        return ", ".join(f"`/{one}`" for one in dict.fromkeys(command.names))
    if name.startswith("dialogue:"):
        return name.removeprefix("dialogue:")
    button = next(one for one in routes.PRESSES if one.__name__ == name)
    words = " ".join((button.__doc__ or "").split())
    return f"`{name}`: {words}".replace("|", "\\|")


def every_name() -> set[str]:
    """Everything that has a handler, as the rows name it."""
    return {
        *(f"/{key}" for key in routes.COMMANDS),
        *(f"dialogue:{kind}" for kind in routes.DIALOGUES),
        *(button.__name__ for button in routes.PRESSES),
    }


if __name__ == "__main__":
    PAGE.write_text(page().rstrip("\n") + "\n", encoding="utf-8")
