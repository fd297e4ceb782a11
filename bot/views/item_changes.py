"""Screens on which a curator changes an item: what can be changed, what is asked for, and who is meant."""

from markupsafe import Markup

from bot.buttons.curated_item import AskChange, ChooseOwner, Decide, ReviewIn, ShowCurated
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views.curated_item import facts
from bot.views.curation import stop_key
from learning.curation import Change, Decision, Waiting
from learning.knowledge import Item
from learning.usecases.curation import Curated
from learning.usecases.editing import NotUnderstood, OwnersFound


def changes(curated: Curated, waiting: Waiting, t: Texts) -> Screen:
    """What can be changed of an item."""
    found = curated.item
    place = (waiting, found.id, found.version)
    share = Decision.UNSHARE if found.shareable else Decision.SHARE
    sharing = (
        t.plain("Not to be shared in other chats")
        if found.shareable
        else t.plain("May be shared in other chats")
    )
    return Screen(
        text=paragraphs(t("<b>{title}</b>", title=found.title), facts(found, t), t("What shall change?")),
        keys=(
            *rows(
                Key(t.plain("Title"), AskChange(*place, Change.TITLE)),
                Key(t.plain("Text"), AskChange(*place, Change.TEXT)),
                Key(t.plain("Tags"), AskChange(*place, Change.TAGS)),
                Key(t.plain("Source"), AskChange(*place, Change.SOURCE)),
                Key(t.plain("Owner"), AskChange(*place, Change.OWNER)),
                Key(t.plain("Review date"), AskChange(*place, Change.REVIEW_BY)),
                width=3,
            ),
            *rows(
                Key(sharing, Decide(*place, share)),
                Key(t.plain("Back"), ShowCurated(waiting, found.id)),
            ),
        ),
    )


def ask_change(found: Item, change: Change, waiting: Waiting, t: Texts) -> Screen:
    """Asks for what is to be written."""
    return Screen(
        text=paragraphs(t("<b>{title}</b>", title=found.title), _prompt(change, t)),
        keys=_change_keys(found, change, waiting, t),
    )


def not_understood(outcome: NotUnderstood, waiting: Waiting, t: Texts) -> Screen:
    """What was written cannot be used; it may be written again."""
    unusable = (
        t("{day} does not lie ahead. Once more, please:", day=t.short_date(outcome.past))
        if outcome.past
        else t("I cannot use that. Once more, please:")
    )
    return Screen(
        text=paragraphs(unusable, _prompt(outcome.change, t)),
        keys=_change_keys(outcome.item, outcome.change, waiting, t),
    )


def owners_found(outcome: OwnersFound, waiting: Waiting, t: Texts) -> Screen:
    """Who may be meant; what was written may also be the name of a team."""
    place = (waiting, outcome.item.id, outcome.item.version)
    people = [
        Key(
            f"{person.name} · {person.unit.rpartition('/')[2]} {person.masked_number}",
            ChooseOwner(*place, person.id),
        )
        for person in outcome.people
    ]
    team = Key(t.plain("No, a team: “{words}”", words=outcome.words[:30]), ChooseOwner(*place, 0))
    return Screen(text=t("Who is meant?"), keys=rows(*people, team, stop_key(t)))


def _change_keys(found: Item, change: Change, waiting: Waiting, t: Texts) -> tuple[tuple[Key, ...], ...]:
    """What can be tapped instead of written."""
    if change is not Change.REVIEW_BY:
        return ((stop_key(t),),)
    choices = ((t.plain("In 6 months"), 6), (t.plain("In 1 year"), 12), (t.plain("In 2 years"), 24))
    place = (waiting, found.id, found.version)
    months = [Key(label, ReviewIn(*place, count)) for label, count in choices]
    return (*rows(*months, width=3), (stop_key(t),))


def _prompt(change: Change, t: Texts) -> Markup:
    return {
        Change.NOTE: t("What should the author change? Write it as your next message."),
        Change.TITLE: t("Write the new title as your next message, at most 200 characters."),
        Change.TEXT: t("Write the whole new text as your next message. It takes the place of the old one."),
        Change.TAGS: t("Write the tags with commas between, or a single “-” for none."),
        Change.SOURCE: t(
            "Write where this comes from (a rule, a page, a link), or a single “-” for nothing."
        ),
        Change.OWNER: t("Who answers for it? Write a name, an employee number or a team, or a single “-”."),
        Change.REVIEW_BY: t("When is it to be looked at again? Tap, or write a day such as 30/6/2027."),
    }[change]
