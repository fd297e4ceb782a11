"""Which handler answers which command, button and written message, for whom: one readable table."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.buttons import audit as audit_press
from bot.buttons import breaks as breaks_press
from bot.buttons import broadcast as sent_press
from bot.buttons import broadcast_draft as draft_press
from bot.buttons import contributing as share_press
from bot.buttons import courses as course_press
from bot.buttons import curated_item as item_press
from bot.buttons import curation as curate_press
from bot.buttons import dialogues as dialogue_press
from bot.buttons import enrol as enrol_press
from bot.buttons import experts as expert_press
from bot.buttons import flagged as flag_press
from bot.buttons import general as general_press
from bot.buttons import handover as hand_over_press
from bot.buttons import knowledge as lookup_press
from bot.buttons import notes as note_press
from bot.buttons import privacy as privacy_press
from bot.buttons import progress as progress_press
from bot.buttons import rating as rating_press
from bot.buttons import reports as report_press
from bot.buttons import roster as roster_press
from bot.buttons import study as study_press
from bot.buttons import team as team_press
from bot.callbacks import Button
from bot.handlers import (
    assigning,
    audit,
    breaks,
    broadcast,
    broadcast_asking,
    broadcast_choices,
    broadcast_draft,
    broadcast_preview,
    broadcast_received,
    broadcast_running,
    broadcast_words,
    contributing,
    courses,
    curated_item,
    curation,
    dialogues,
    enrol,
    experts,
    flagged,
    general,
    handover,
    knowledge,
    mondays,
    notes,
    privacy,
    progress,
    rating,
    reports,
    roster,
    roster_file,
    series,
    study,
    team,
)
from bot.turn import Turn
from learning.notices import Dialogue
from learning.rules.access import Action
from learning.usecases.assigning import DATING
from learning.usecases.broadcast_words import BROADCASTING
from learning.usecases.contributing import CONTRIBUTING
from learning.usecases.editing import CURATING
from learning.usecases.experts import ANSWERING
from learning.usecases.flagged import CORRECTING
from learning.usecases.handing_over_in_chat import HANDING_OVER
from learning.usecases.notes import NOTING
from learning.usecases.rating import RATING
from learning.usecases.replying import REPLYING
from learning.usecases.reports_in_chat import REPORTING
from learning.usecases.roster_in_chat import ROSTER
from learning.usecases.words import ADDING_WORDS

OnCommand = Callable[[Turn, str], Awaitable[None]]
OnPress = Callable[[Turn, Any], Awaitable[None]]
OnDialogue = Callable[[Turn, Dialogue], Awaitable[None]]

COMMANDS: dict[str, tuple[Action, OnCommand]] = {
    "start": (Action.SET_OWN_PREFERENCES, enrol.start),
    "learn": (Action.LEARN, study.learn),
    "courses": (Action.LEARN, courses.show_all),
    "progress": (Action.SEE_OWN_RECORD, progress.show),
    "breaks": (Action.SET_OWN_PREFERENCES, breaks.show),
    "pause": (Action.SET_OWN_PREFERENCES, breaks.ask_pause),
    "language": (Action.SET_OWN_PREFERENCES, breaks.ask_language),
    "privacy": (Action.SEE_OWN_RECORD, privacy.show),
    "my_data": (Action.SEE_OWN_RECORD, privacy.send_my_data),
    "forget": (Action.SEE_OWN_RECORD, privacy.ask_forget),
    "search": (Action.LOOK_UP, knowledge.search),
    "share": (Action.CONTRIBUTE, dialogues.share),
    "curate": (Action.CURATE, curation.show),
    "roster": (Action.MANAGE_ROSTER, roster.show),
    "audit": (Action.AUDIT, audit.show),
    "broadcast": (Action.BROADCAST, broadcast.show),
    "team": (Action.SEE_TEAM, team.show),
    "report": (Action.REPORT, reports.show),
    "cancel": (Action.SET_OWN_PREFERENCES, dialogues.stop),
    "help": (Action.SET_OWN_PREFERENCES, general.help_),
}

PRESSES: dict[type[Button], tuple[Action, OnPress]] = {
    enrol_press.Acknowledge: (Action.SET_OWN_PREFERENCES, enrol.acknowledge),
    enrol_press.EnrolLanguage: (Action.SET_OWN_PREFERENCES, enrol.choose_language),
    enrol_press.EnrolZone: (Action.SET_OWN_PREFERENCES, enrol.choose_zone),
    enrol_press.EnrolWindow: (Action.SET_OWN_PREFERENCES, enrol.switch_window),
    enrol_press.EnrolDone: (Action.SET_OWN_PREFERENCES, enrol.done),
    study_press.Learn: (Action.LEARN, study.learn_by_button),
    study_press.AskMinutes: (Action.LEARN, study.ask_minutes),
    study_press.OpenNudge: (Action.LEARN, study.open_nudge),
    study_press.PutOffNudge: (Action.LEARN, study.put_off_nudge),
    study_press.OpenCard: (Action.LEARN, study.open_card),
    study_press.GoOn: (Action.LEARN, study.go_on),
    study_press.Draft: (Action.LEARN, study.draft),
    study_press.Give: (Action.LEARN, study.give),
    study_press.AskMistake: (Action.LEARN, study.ask_mistake),
    study_press.TellMistake: (Action.LEARN, study.tell_mistake),
    course_press.ShowCourses: (Action.LEARN, courses.show_all),
    course_press.ShowCourse: (Action.LEARN, courses.show_one),
    course_press.ChooseCourse: (Action.LEARN, courses.choose),
    course_press.StartLesson: (Action.LEARN, courses.start_lesson),
    progress_press.ShowProgress: (Action.SEE_OWN_RECORD, progress.show),
    progress_press.SendHistory: (Action.SEE_OWN_RECORD, progress.send_history),
    breaks_press.ShowBreaks: (Action.SET_OWN_PREFERENCES, breaks.show),
    breaks_press.SwitchWindow: (Action.SET_OWN_PREFERENCES, breaks.switch),
    breaks_press.MoveWindow: (Action.SET_OWN_PREFERENCES, breaks.move),
    breaks_press.AskZone: (Action.SET_OWN_PREFERENCES, breaks.ask_zone),
    breaks_press.ChooseZone: (Action.SET_OWN_PREFERENCES, breaks.choose_zone),
    breaks_press.AskPause: (Action.SET_OWN_PREFERENCES, breaks.ask_pause),
    breaks_press.Pause: (Action.SET_OWN_PREFERENCES, breaks.pause),
    breaks_press.Resume: (Action.SET_OWN_PREFERENCES, breaks.resume),
    breaks_press.ChooseLanguage: (Action.SET_OWN_PREFERENCES, breaks.choose_language),
    privacy_press.SendMyData: (Action.SEE_OWN_RECORD, privacy.send_my_data),
    privacy_press.AskForget: (Action.SEE_OWN_RECORD, privacy.ask_forget),
    privacy_press.Forget: (Action.SEE_OWN_RECORD, privacy.forget),
    general_press.ShowHelp: (Action.SET_OWN_PREFERENCES, general.help_),
    lookup_press.ShowHit: (Action.LOOK_UP, knowledge.show_hit),
    lookup_press.OpenItem: (Action.LOOK_UP, knowledge.open_item),
    lookup_press.TurnItem: (Action.LOOK_UP, knowledge.turn_item),
    lookup_press.SendDocument: (Action.LOOK_UP, knowledge.send_document),
    lookup_press.JudgeSearch: (Action.LOOK_UP, knowledge.judge),
    lookup_press.LearnItem: (Action.LEARN, knowledge.learn_item),
    lookup_press.AskReport: (Action.LOOK_UP, knowledge.ask_report),
    lookup_press.TellReport: (Action.LOOK_UP, knowledge.tell_report),
    expert_press.AskExpert: (Action.LOOK_UP, experts.ask_expert),
    expert_press.CloseQuestion: (Action.LOOK_UP, experts.close),
    expert_press.TakeQuestion: (Action.CURATE, experts.take),
    expert_press.GiveBackQuestion: (Action.CURATE, experts.give_back),
    expert_press.SendAnswer: (Action.CURATE, experts.send),
    expert_press.OnlyAnswer: (Action.CURATE, experts.only_answer),
    expert_press.DraftAnswer: (Action.CURATE, experts.draft_item),
    expert_press.SendAnswerDocument: (Action.LOOK_UP, experts.send_answer_document),
    curate_press.ShowCuration: (Action.CURATE, curation.show),
    curate_press.ShowWaiting: (Action.CURATE, curation.show_list),
    curate_press.ShowQuestion: (Action.CURATE, curation.show_question),
    curate_press.ShowUnfound: (Action.CURATE, curation.show_unfound),
    curate_press.WriteFor: (Action.CURATE, curation.write_for),
    curate_press.SettleUnfound: (Action.CURATE, curation.settle_unfound),
    curate_press.ShowWords: (Action.CURATE, curation.show_words),
    curate_press.AskWord: (Action.CURATE, curation.ask_word),
    curate_press.RemoveWord: (Action.CURATE, curation.remove_word),
    item_press.ShowCurated: (Action.CURATE, curated_item.show),
    item_press.Decide: (Action.CURATE, curated_item.decide),
    item_press.AskRetire: (Action.CURATE, curated_item.ask_retire),
    item_press.ShowChanges: (Action.CURATE, curated_item.show_changes),
    item_press.AskChange: (Action.CURATE, curated_item.ask_change),
    item_press.ReviewIn: (Action.CURATE, curated_item.review_in),
    item_press.ChooseOwner: (Action.CURATE, curated_item.choose_owner),
    item_press.ShowVersions: (Action.CURATE, curated_item.show_versions),
    item_press.ShowVersion: (Action.CURATE, curated_item.show_version),
    item_press.RestoreVersion: (Action.CURATE, curated_item.restore_version),
    item_press.SendCuratedDocument: (Action.CURATE, curated_item.send_document),
    share_press.Contribute: (Action.CONTRIBUTE, contributing.begin),
    share_press.ShowOwn: (Action.CONTRIBUTE, contributing.show_own),
    share_press.OpenOwn: (Action.CONTRIBUTE, contributing.open_own),
    share_press.AskOwn: (Action.CONTRIBUTE, contributing.ask_own),
    share_press.SendIn: (Action.CONTRIBUTE, contributing.send_in),
    share_press.ShowTo: (Action.CONTRIBUTE, contributing.show_to),
    share_press.TakeBack: (Action.CONTRIBUTE, contributing.take_back),
    share_press.ThrowAway: (Action.CONTRIBUTE, contributing.throw_away),
    share_press.ShareDocument: (Action.CONTRIBUTE, contributing.share_document),
    share_press.ImportDocument: (Action.IMPORT, contributing.import_document),
    audit_press.ShowAudit: (Action.AUDIT, audit.show),
    audit_press.SendAudit: (Action.AUDIT, audit.send),
    sent_press.OpenBroadcast: (Action.LEARN, broadcast_received.open_copy),
    sent_press.AnswerQuiz: (Action.LEARN, broadcast_received.answer_quiz),
    sent_press.SnoozeBroadcast: (Action.LEARN, broadcast_received.snooze),
    sent_press.ShowBroadcasts: (Action.BROADCAST, broadcast.show),
    sent_press.ShowSent: (Action.BROADCAST, broadcast.show_sent),
    sent_press.ShowUnderWay: (Action.STEER_BROADCASTS, broadcast.show_under_way),
    sent_press.ShowBroadcast: (Action.BROADCAST, broadcast_running.show),
    sent_press.PauseBroadcast: (Action.BROADCAST, broadcast_running.pause),
    sent_press.ResumeBroadcast: (Action.BROADCAST, broadcast_running.resume),
    sent_press.StopBroadcast: (Action.BROADCAST, broadcast_running.stop),
    sent_press.WithdrawBroadcast: (Action.BROADCAST, broadcast_running.withdraw),
    sent_press.RemindOfBroadcast: (Action.BROADCAST, broadcast_running.remind),
    sent_press.ReopenBroadcast: (Action.BROADCAST, broadcast_running.reopen),
    sent_press.SendAgain: (Action.BROADCAST, broadcast_running.send_again),
    sent_press.ShowRecipients: (Action.BROADCAST, broadcast_running.show_recipients),
    sent_press.ShowSeries: (Action.BROADCAST, series.show_all),
    sent_press.ShowOneSeries: (Action.BROADCAST, series.show),
    sent_press.AskWeekday: (Action.BROADCAST, series.ask_weekday),
    sent_press.AskSeriesClock: (Action.BROADCAST, series.ask_clock),
    sent_press.PreviewSeries: (Action.BROADCAST, series.preview),
    sent_press.BeginSeries: (Action.BROADCAST, series.begin),
    sent_press.AskSeriesTime: (Action.BROADCAST, series.ask_time),
    sent_press.MoveSeries: (Action.BROADCAST, series.move),
    sent_press.TimeSeries: (Action.BROADCAST, series.at_time),
    sent_press.TimeSeriesInBreak: (Action.BROADCAST, series.in_break),
    sent_press.EndSeries: (Action.BROADCAST, series.end),
    sent_press.TakeOverSeries: (Action.BROADCAST, series.take_over),
    draft_press.BeginBroadcast: (Action.BROADCAST, broadcast_draft.begin),
    draft_press.ShowDraft: (Action.BROADCAST, broadcast_draft.show),
    draft_press.DiscardDraft: (Action.BROADCAST, broadcast_draft.discard),
    draft_press.ChooseContent: (Action.BROADCAST, broadcast_draft.choose),
    draft_press.ChooseLesson: (Action.BROADCAST, broadcast_draft.choose_lesson),
    draft_press.TakeTaught: (Action.BROADCAST, broadcast_draft.take_taught),
    draft_press.TakeItem: (Action.BROADCAST, broadcast_draft.take_item),
    draft_press.AskWords: (Action.BROADCAST, broadcast_asking.ask_words),
    draft_press.DropWords: (Action.BROADCAST, broadcast_draft.drop_words),
    draft_press.DropMedia: (Action.BROADCAST, broadcast_draft.drop_media),
    draft_press.ShowAudience: (Action.BROADCAST, broadcast_choices.show_audience),
    draft_press.TickUnit: (Action.BROADCAST, broadcast_choices.tick_unit),
    draft_press.TickRole: (Action.BROADCAST, broadcast_choices.tick_role),
    draft_press.TickNotDone: (Action.BROADCAST, broadcast_choices.tick_not_done),
    draft_press.TickEveryone: (Action.BROADCAST, broadcast_choices.tick_everyone),
    draft_press.ShowGroups: (Action.BROADCAST, broadcast_choices.show_groups),
    draft_press.UseGroup: (Action.BROADCAST, broadcast_choices.use_group),
    draft_press.DropGroup: (Action.BROADCAST, broadcast_choices.drop_group),
    draft_press.ShowTimes: (Action.BROADCAST, broadcast_choices.show_times),
    draft_press.TakeTiming: (Action.BROADCAST, broadcast_choices.take_timing),
    draft_press.TakeMoment: (Action.BROADCAST, broadcast_choices.take_moment),
    draft_press.ShowKeeps: (Action.BROADCAST, broadcast_choices.show_keeps),
    draft_press.KeepFor: (Action.BROADCAST, broadcast_choices.keep_for),
    draft_press.ShowDue: (Action.BROADCAST, broadcast_choices.show_due),
    draft_press.TakeDue: (Action.BROADCAST, broadcast_choices.take_due),
    draft_press.DropUrgency: (Action.BROADCAST, broadcast_choices.drop_urgency),
    draft_press.PreviewBroadcast: (Action.BROADCAST, broadcast_preview.show),
    draft_press.ExplainPreview: (Action.BROADCAST, broadcast_preview.explain),
    draft_press.ConfirmBroadcast: (Action.BROADCAST, broadcast_preview.confirm),
    team_press.ShowTeam: (Action.SEE_TEAM, team.show),
    team_press.ChooseTeamUnit: (Action.SEE_TEAM, team.choose_unit),
    team_press.ShowMembers: (Action.SEE_TEAM, team.show_members),
    team_press.ShowMember: (Action.SEE_TEAM, team.show_member),
    team_press.ShowTeamPicture: (Action.SEE_TEAM, team.show_picture),
    team_press.AskTeamLinks: (Action.SEE_TEAM, team.ask_links),
    team_press.MakeTeamLinks: (Action.SEE_TEAM, team.make_links),
    team_press.AskMemberLink: (Action.SEE_TEAM, team.ask_link),
    team_press.MakeMemberLink: (Action.SEE_TEAM, team.make_link),
    report_press.ShowReport: (Action.REPORT, reports.show),
    report_press.ChoosePeriod: (Action.REPORT, reports.choose_period),
    report_press.TypePeriod: (Action.REPORT, reports.type_period),
    report_press.ShowReportUnits: (Action.REPORT, reports.show_units),
    report_press.ShowReportPeople: (Action.REPORT, reports.show_people),
    report_press.ShowReportPerson: (Action.REPORT, reports.show_person),
    report_press.ShowReportCourses: (Action.REPORT, reports.show_courses),
    report_press.SendReportPicture: (Action.REPORT, reports.send_picture),
    report_press.SendReportWorkbook: (Action.REPORT, reports.send_workbook),
    report_press.ShowNeverReached: (Action.REPORT, reports.show_never_reached),
    report_press.ShowBehind: (Action.REPORT, reports.show_behind),
    report_press.HandBehind: (Action.TELL_SUPERVISORS, reports.hand_behind),
    note_press.AskNote: (Action.SEE_TEAM, notes.ask),
    note_press.WriteNote: (Action.SEE_TEAM, notes.write),
    note_press.TakeSentence: (Action.SEE_TEAM, notes.take_sentence),
    note_press.SendNote: (Action.SEE_TEAM, notes.send),
    note_press.TakeBackNote: (Action.SET_OWN_PREFERENCES, notes.take_back),
    note_press.ReadNotes: (Action.SET_OWN_PREFERENCES, notes.read_on),
    note_press.ShowReplies: (Action.SET_OWN_PREFERENCES, notes.show_replies),
    note_press.ReplyTo: (Action.SET_OWN_PREFERENCES, notes.ask_reply),
    note_press.MuteSender: (Action.SET_OWN_PREFERENCES, notes.mute),
    note_press.UnmuteSender: (Action.SET_OWN_PREFERENCES, notes.unmute),
    note_press.ChooseAssigned: (Action.SEE_TEAM, assigning.choose),
    note_press.AskUntil: (Action.SEE_TEAM, assigning.ask_until),
    note_press.TypeUntil: (Action.SEE_TEAM, assigning.type_until),
    note_press.AssignUntil: (Action.SEE_TEAM, assigning.assign),
    note_press.TakeBackAssignment: (Action.SEE_TEAM, assigning.take_back),
    note_press.EndMondays: (Action.SEE_TEAM, mondays.end),
    note_press.SwitchMondays: (Action.SEE_TEAM, mondays.switch),
    roster_press.ShowRoster: (Action.MANAGE_ROSTER, roster.show),
    roster_press.ShowPerson: (Action.MANAGE_ROSTER, roster.show_person),
    roster_press.AskPerson: (Action.MANAGE_ROSTER, roster.ask),
    roster_press.ShowRoles: (Action.MANAGE_ROSTER, roster.show_roles),
    roster_press.ShowZones: (Action.MANAGE_ROSTER, roster.show_zones),
    roster_press.ChangePerson: (Action.MANAGE_ROSTER, roster.change),
    roster_press.ReadRoster: (Action.MANAGE_ROSTER, roster_file.read),
    roster_press.AskMissing: (Action.MANAGE_ROSTER, roster_file.ask_missing),
    roster_press.TakeRoster: (Action.MANAGE_ROSTER, roster_file.take),
    hand_over_press.ShowHandOvers: (Action.MANAGE_ROSTER, handover.show),
    hand_over_press.MakeHandOver: (Action.MANAGE_ROSTER, handover.make),
    hand_over_press.SendHandOver: (Action.MANAGE_ROSTER, handover.send),
    hand_over_press.AskHandOverReply: (Action.MANAGE_ROSTER, handover.ask_reply),
    flag_press.ShowFlagged: (Action.MANAGE_ROSTER, flagged.show),
    flag_press.ShowFlag: (Action.MANAGE_ROSTER, flagged.show_one),
    flag_press.AcceptFlag: (Action.MANAGE_ROSTER, flagged.accept),
    flag_press.AskCorrection: (Action.MANAGE_ROSTER, flagged.ask_correction),
    flag_press.CorrectFlag: (Action.MANAGE_ROSTER, flagged.correct),
    rating_press.Rate: (Action.LEARN, rating.rate),
    rating_press.AskSentence: (Action.LEARN, rating.ask_sentence),
    rating_press.ShowSentences: (Action.MANAGE_ROSTER, rating.show_sentences),
    dialogue_press.StopDialogue: (Action.SET_OWN_PREFERENCES, dialogues.stop),
    dialogue_press.ResumeDialogue: (Action.CONTRIBUTE, dialogues.resume),
}

DIALOGUES: dict[str, tuple[Action, OnDialogue]] = {
    ANSWERING: (Action.CURATE, experts.answer),
    CURATING: (Action.CURATE, curated_item.take_words),
    ADDING_WORDS: (Action.CURATE, curation.take_word),
    CONTRIBUTING: (Action.CONTRIBUTE, contributing.take),
    NOTING: (Action.SEE_TEAM, notes.take_words),
    REPLYING: (Action.SET_OWN_PREFERENCES, notes.take_reply),
    DATING: (Action.SEE_TEAM, assigning.take_date),
    REPORTING: (Action.REPORT, reports.take_period),
    BROADCASTING: (Action.BROADCAST, broadcast_words.take),
    ROSTER: (Action.MANAGE_ROSTER, roster.take),
    CORRECTING: (Action.MANAGE_ROSTER, flagged.take_reason),
    HANDING_OVER: (Action.MANAGE_ROSTER, handover.take),
    RATING: (Action.LEARN, rating.take_sentence),
}
"""Who takes a written message that somebody was asked for.

Any command puts such a dialogue aside, so that what is written later changes nothing by mistake.
"""

GOES_ON: frozenset[tuple[str, str]] = frozenset(
    {("share", CONTRIBUTING), *(("cancel", kind) for kind in DIALOGUES)}
)
"""Commands that see to a dialogue themselves."""

BEFORE_THE_NOTICE: frozenset[OnPress] = frozenset({enrol.acknowledge, enrol.start})
"""What somebody may do who has not read the privacy notice."""
