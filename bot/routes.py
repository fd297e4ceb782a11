"""Which handler answers which command, button and written message, for whom: one readable table."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import callbacks as press
from bot.callbacks import Button
from bot.handlers import (
    breaks,
    contributing,
    courses,
    curated_item,
    curation,
    enrol,
    experts,
    general,
    knowledge,
    privacy,
    progress,
    study,
)
from bot.turn import Turn
from learning.notices import Dialogue
from learning.rules.access import Action
from learning.usecases.contributing import CONTRIBUTING
from learning.usecases.editing import CURATING
from learning.usecases.experts import ANSWERING
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
    "share": (Action.CONTRIBUTE, contributing.begin),
    "curate": (Action.CURATE, curation.show),
    "cancel": (Action.SET_OWN_PREFERENCES, experts.stop_dialogue),
    "help": (Action.SET_OWN_PREFERENCES, general.help_),
}

PRESSES: dict[type[Button], tuple[Action, OnPress]] = {
    press.Acknowledge: (Action.SET_OWN_PREFERENCES, enrol.acknowledge),
    press.EnrolLanguage: (Action.SET_OWN_PREFERENCES, enrol.choose_language),
    press.EnrolZone: (Action.SET_OWN_PREFERENCES, enrol.choose_zone),
    press.EnrolWindow: (Action.SET_OWN_PREFERENCES, enrol.switch_window),
    press.EnrolDone: (Action.SET_OWN_PREFERENCES, enrol.done),
    press.Learn: (Action.LEARN, study.learn_by_button),
    press.AskMinutes: (Action.LEARN, study.ask_minutes),
    press.OpenNudge: (Action.LEARN, study.open_nudge),
    press.PutOffNudge: (Action.LEARN, study.put_off_nudge),
    press.OpenCard: (Action.LEARN, study.open_card),
    press.GoOn: (Action.LEARN, study.go_on),
    press.Draft: (Action.LEARN, study.draft),
    press.Give: (Action.LEARN, study.give),
    press.AskMistake: (Action.LEARN, study.ask_mistake),
    press.TellMistake: (Action.LEARN, study.tell_mistake),
    press.ShowCourses: (Action.LEARN, courses.show_all),
    press.ShowCourse: (Action.LEARN, courses.show_one),
    press.ChooseCourse: (Action.LEARN, courses.choose),
    press.StartLesson: (Action.LEARN, courses.start_lesson),
    press.ShowProgress: (Action.SEE_OWN_RECORD, progress.show),
    press.SendHistory: (Action.SEE_OWN_RECORD, progress.send_history),
    press.ShowBreaks: (Action.SET_OWN_PREFERENCES, breaks.show),
    press.SwitchWindow: (Action.SET_OWN_PREFERENCES, breaks.switch),
    press.MoveWindow: (Action.SET_OWN_PREFERENCES, breaks.move),
    press.AskZone: (Action.SET_OWN_PREFERENCES, breaks.ask_zone),
    press.ChooseZone: (Action.SET_OWN_PREFERENCES, breaks.choose_zone),
    press.AskPause: (Action.SET_OWN_PREFERENCES, breaks.ask_pause),
    press.Pause: (Action.SET_OWN_PREFERENCES, breaks.pause),
    press.Resume: (Action.SET_OWN_PREFERENCES, breaks.resume),
    press.ChooseLanguage: (Action.SET_OWN_PREFERENCES, breaks.choose_language),
    press.SendMyData: (Action.SEE_OWN_RECORD, privacy.send_my_data),
    press.AskForget: (Action.SEE_OWN_RECORD, privacy.ask_forget),
    press.Forget: (Action.SEE_OWN_RECORD, privacy.forget),
    press.ShowHelp: (Action.SET_OWN_PREFERENCES, general.help_),
    press.ShowHit: (Action.LOOK_UP, knowledge.show_hit),
    press.OpenItem: (Action.LOOK_UP, knowledge.open_item),
    press.TurnItem: (Action.LOOK_UP, knowledge.turn_item),
    press.SendDocument: (Action.LOOK_UP, knowledge.send_document),
    press.JudgeSearch: (Action.LOOK_UP, knowledge.judge),
    press.LearnItem: (Action.LEARN, knowledge.learn_item),
    press.AskReport: (Action.LOOK_UP, knowledge.ask_report),
    press.TellReport: (Action.LOOK_UP, knowledge.tell_report),
    press.AskExpert: (Action.LOOK_UP, experts.ask_expert),
    press.CloseQuestion: (Action.LOOK_UP, experts.close),
    press.TakeQuestion: (Action.CURATE, experts.take),
    press.GiveBackQuestion: (Action.CURATE, experts.give_back),
    press.DraftAnswer: (Action.CURATE, experts.draft),
    press.SendAnswerDocument: (Action.LOOK_UP, experts.send_answer_document),
    press.ShowCuration: (Action.CURATE, curation.show),
    press.ShowWaiting: (Action.CURATE, curation.show_list),
    press.ShowQuestion: (Action.CURATE, curation.show_question),
    press.ShowUnfound: (Action.CURATE, curation.show_unfound),
    press.WriteFor: (Action.CURATE, curation.write_for),
    press.SettleUnfound: (Action.CURATE, curation.settle_unfound),
    press.ShowWords: (Action.CURATE, curation.show_words),
    press.AskWord: (Action.CURATE, curation.ask_word),
    press.RemoveWord: (Action.CURATE, curation.remove_word),
    press.ShowCurated: (Action.CURATE, curated_item.show),
    press.Decide: (Action.CURATE, curated_item.decide),
    press.AskRetire: (Action.CURATE, curated_item.ask_retire),
    press.ShowChanges: (Action.CURATE, curated_item.show_changes),
    press.AskChange: (Action.CURATE, curated_item.ask_change),
    press.ReviewIn: (Action.CURATE, curated_item.review_in),
    press.ChooseOwner: (Action.CURATE, curated_item.choose_owner),
    press.ShowVersions: (Action.CURATE, curated_item.show_versions),
    press.ShowVersion: (Action.CURATE, curated_item.show_version),
    press.RestoreVersion: (Action.CURATE, curated_item.restore_version),
    press.SendCuratedDocument: (Action.CURATE, curated_item.send_document),
    press.Contribute: (Action.CONTRIBUTE, contributing.begin),
    press.ShowOwn: (Action.CONTRIBUTE, contributing.show_own),
    press.OpenOwn: (Action.CONTRIBUTE, contributing.open_own),
    press.AskOwn: (Action.CONTRIBUTE, contributing.ask_own),
    press.SendIn: (Action.CONTRIBUTE, contributing.send_in),
    press.ShowTo: (Action.CONTRIBUTE, contributing.show_to),
    press.TakeBack: (Action.CONTRIBUTE, contributing.take_back),
    press.ThrowAway: (Action.CONTRIBUTE, contributing.throw_away),
    press.ShareDocument: (Action.CONTRIBUTE, contributing.share_document),
    press.ImportDocument: (Action.IMPORT, contributing.import_document),
    press.StopDialogue: (Action.SET_OWN_PREFERENCES, experts.stop_dialogue),
}

DIALOGUES: dict[str, tuple[Action, OnDialogue]] = {
    ANSWERING: (Action.CURATE, experts.answer),
    CURATING: (Action.CURATE, curated_item.take_words),
    ADDING_WORDS: (Action.CURATE, curation.take_word),
    CONTRIBUTING: (Action.CONTRIBUTE, contributing.take),
}
"""Who takes a written message that somebody was asked for."""

LEFT_BY_COMMANDS = frozenset({ANSWERING, CURATING, ADDING_WORDS, CONTRIBUTING})
"""Dialogues that end with any command, so that what is written later changes nothing by mistake."""

BEFORE_THE_NOTICE: frozenset[OnPress] = frozenset({enrol.acknowledge, enrol.start})
"""What somebody may do who has not read the privacy notice."""
