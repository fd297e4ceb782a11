"""Screens of curation: what waits in which list, questions, searches in vain, and other words."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.buttons.curated_item import ShowCurated
from bot.buttons.curation import (
    AskWord,
    RemoveWord,
    SettleUnfound,
    ShowCuration,
    ShowQuestion,
    ShowUnfound,
    ShowWaiting,
    ShowWords,
    WriteFor,
)
from bot.buttons.dialogues import StopDialogue
from bot.buttons.experts import TakeQuestion
from bot.screens import Key, Screen, lines, on_page, paragraphs, rows, turning
from bot.texts import Texts
from learning.curation import Waiting
from learning.notices import ExpertQuestion, QuestionState
from learning.rules.lookup import Synonym
from learning.usecases.waiting import Entry, UnfoundGroup
from learning.usecases.words import WordAdded

PAGE = 7
"""Lines of a list on one screen."""

LABEL_LENGTH = 55
OTHERS_LENGTH = 200
MOST_WORDINGS = 10
QUIET = frozenset({Waiting.RETIRED})
"""Lists that can be opened, and in which nothing waits."""


def home(counts: Mapping[Waiting, int], t: Texts) -> Screen:
    """What waits, with a way into each list that holds something."""
    waiting = [one for one in Waiting if counts.get(one) and one not in QUIET]
    lead = (
        t("This waits for you:")
        if waiting
        else t("Nothing waits for a curator at the moment. Thank you for looking after it.")
    )
    keys = [
        Key(
            t.plain("{what} ({n})", what=names(t)[one], n=t.number(counts[one])),
            ShowWaiting(one, 0),
        )
        for one in [*waiting, *(one for one in QUIET if counts.get(one))]
    ]
    return Screen(
        text=paragraphs(t("<b>Looking after the knowledge base</b>"), lead),
        keys=rows(*keys, Key(t.plain("Other words"), ShowWords(0))),
    )


def names(t: Texts) -> dict[Waiting, str]:
    """What the lists are called."""
    return {
        Waiting.REVIEW: t.plain("Texts to review"),
        Waiting.EXPERTS: t.plain("Questions to experts"),
        Waiting.REPORTED: t.plain("Reported by readers"),
        Waiting.PAUSED: t.plain("Lessons to confirm"),
        Waiting.OVERDUE: t.plain("Review date passed"),
        Waiting.UNFOUND: t.plain("Looked for in vain"),
        Waiting.STALE: t.plain("Read most, soon out of date"),
        Waiting.RETIRED: t.plain("Retired"),
    }


def waiting_list(waiting: Waiting, entries: Sequence[Entry], page: int, t: Texts) -> Screen:
    """A page of a list, as buttons."""
    shown, page, pages = on_page(entries, page, PAGE)
    place = t("Page {n} of {count}", n=page + 1, count=pages) if pages > 1 else None
    hint = t("Tap one to look at it.") if shown else t("This list is empty now.")
    return Screen(
        text=paragraphs(lines(t("<b>{list}</b>", list=names(t)[waiting]), place), hint),
        keys=(
            *rows(*(Key(_label(entry), _press(waiting, entry)) for entry in shown)),
            *turning(page, pages, lambda to: ShowWaiting(waiting, to)),
            (all_lists(t),),
        ),
    )


def question(found: ExpertQuestion, t: Texts) -> Screen:
    """A question to the experts, and who answers it."""
    asked = t("<i>“{question}”</i>", question=found.question)
    who = t("{name}, {unit}", name=found.asker, unit=found.asker_unit)
    taken = t("{name} is answering it.", name=found.expert) if found.state is QuestionState.TAKEN else None
    take = found.state is QuestionState.OPEN
    return Screen(
        text=paragraphs(asked, who, taken),
        keys=rows(
            Key(t.plain("I answer it"), TakeQuestion(found.id)) if take else None,
            Key(t.plain("Back to the list"), ShowWaiting(Waiting.EXPERTS, 0)),
        ),
    )


def unfound(group: UnfoundGroup, t: Texts) -> Screen:
    """Searches that ask for the same, and what to do about them."""
    wordings = [t("– {question}", question=one[:200]) for one in group.wordings[:MOST_WORDINGS]]
    how_often = t.count(
        "Asked {n} time, and nothing was found:",
        "Asked {n} times, and nothing was found:",
        len(group.searches),
    )
    return Screen(
        text=paragraphs(how_often, lines(*wordings)),
        keys=rows(
            Key(t.plain("Write an item"), WriteFor(group.newest.id)),
            Key(t.plain("Nothing to do"), SettleUnfound(group.newest.id)),
            Key(t.plain("Back to the list"), ShowWaiting(Waiting.UNFOUND, 0)),
        ),
    )


def unfound_settled(following: Entry | None, *, was_settled: bool, t: Texts) -> Screen:
    """After searches were taken off the list; the next one follows."""
    text = t("This is off the list already.") if was_settled else t("Taken off the list.")
    return Screen(text=text, keys=next_keys(Waiting.UNFOUND, following, t))


def words(added: Mapping[str, Synonym], page: int, t: Texts) -> Screen:
    """The words that curators explained, each with a way to take it back."""
    shown, page, pages = on_page(list(added.items()), page, PAGE)
    listed = [t("{word} = {others}", word=word, others=_others(one, t)) for word, one in shown]
    remove = [
        Key(t.plain("Remove: {word}", word=word), RemoveWord(word))
        for word, _ in shown
        if len(word.encode()) <= 50
    ]
    return Screen(
        text=paragraphs(
            t("<b>Other words</b>"),
            t("What people call a thing, and what texts call it: a question with the one finds the other."),
            lines(*listed) if listed else t("Nobody has added any words yet."),
        ),
        keys=(
            *rows(*remove, width=2),
            *turning(page, pages, ShowWords),
            (Key(t.plain("Add a word"), AskWord()), all_lists(t)),
        ),
    )


def ask_word(t: Texts, *, was_unclear: bool = False) -> Screen:
    """Asks for a word and what else it is called."""
    unclear = t("I could not read that: one word, an equals sign, and what else it is called.")
    return Screen(
        text=paragraphs(
            unclear if was_unclear else None,
            t(
                "Write it like this, several with commas between:\n"
                "<code>hape = ponsel, telepon genggam</code>\n"
                "<code>BPOM = Badan Pengawas Obat dan Makanan</code>"
            ),
        ),
        keys=rows(stop_key(t)),
    )


def word_added(found: WordAdded, t: Texts) -> Screen:
    """A word has other words now."""
    others = ", ".join(found.others)
    return Screen(
        text=t("Questions with “{word}” now find “{others}”, too.", word=found.word, others=others),
        keys=rows(Key(t.plain("Add a word"), AskWord()), Key(t.plain("Other words"), ShowWords(0)), width=2),
    )


def not_yours(t: Texts) -> Screen:
    """What the button stands for is not (or no longer) this curator's to look after."""
    return Screen(text=t("This is not yours to look after, or not there any more."), keys=((all_lists(t),),))


def next_keys(waiting: Waiting, following: Entry | None, t: Texts) -> tuple[tuple[Key, ...], ...]:
    """The way to the next line of a list, and to all lists."""
    ahead = None
    if following is not None:
        label = t.plain("Next: {title}", title=following.label)[:LABEL_LENGTH]
        ahead = Key(label, _press(waiting, following))
    return rows(ahead, all_lists(t))


def all_lists(t: Texts) -> Key:
    """The way home."""
    return Key(t.plain("All lists"), ShowCuration())


def stop_key(t: Texts) -> Key:
    """Leaves what was about to be written."""
    return Key(t.plain("Never mind"), StopDialogue())


def _others(synonym: Synonym, t: Texts) -> Markup | str:
    return ", ".join(synonym.others)[:OTHERS_LENGTH] or t("(itself alone)")


def _label(entry: Entry) -> str:
    label = f"{entry.often} × {entry.label}" if entry.often else entry.label
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"


def _press(waiting: Waiting, entry: Entry) -> ShowQuestion | ShowUnfound | ShowCurated:
    if waiting is Waiting.EXPERTS:
        return ShowQuestion(entry.id)
    if waiting is Waiting.UNFOUND:
        return ShowUnfound(entry.id)
    return ShowCurated(waiting, entry.id)
