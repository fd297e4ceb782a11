"""Screens of the knowledge base: what was found, an item card by card, and nothing found."""

from textwrap import shorten

from markupsafe import Markup, escape

from bot.buttons.courses import StartLesson
from bot.buttons.curated_item import ShowCurated
from bot.buttons.experts import AskExpert
from bot.buttons.knowledge import (
    AskReport,
    JudgeSearch,
    LearnItem,
    OpenItem,
    SendDocument,
    ShowHit,
    TellReport,
    TurnItem,
)
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from content.markup import telegram_html
from learning.curation import Waiting
from learning.knowledge import Fit, Hit, Item, Lookup
from learning.rules.excerpt import excerpt, marked
from learning.usecases.knowledge import ItemCard, Reported
from learning.world import World

EXCERPT_LENGTH = 600
LABEL_LENGTH = 60
REPORT_REASONS = ("wrong", "old", "unclear")


def found(lookup: Lookup, rank: int, world: World, t: Texts, *, phrased: str | None = None) -> Screen:
    """What the base says: the hit of this rank with its source, the others and what else to do as buttons.

    `phrased` is what an adapter makes of the passages; it stands above them.
    """
    if lookup.fit is Fit.NOTHING or not lookup.hits:
        return _nothing(lookup, t)
    if lookup.fit is Fit.MAYBE and rank == 0:
        return _maybe(lookup, t)
    rank = min(max(rank, 1), len(lookup.hits))
    hit = lookup.hits[rank - 1]
    return Screen(
        text=paragraphs(
            _repaired(lookup, t),
            t("{words}", words=phrased) if phrased else None,
            lines(t("<b>{title}</b>", title=hit.passage.title), _place(hit, t)),
            _excerpt(hit, lookup),
            _provenance(hit.item, t) if hit.item else t("<i>From a lesson of the course.</i>"),
        ),
        keys=(
            *_open_keys(hit, lookup, world, t),
            *_other_keys(lookup, rank, t),
            *_judge_keys(lookup, rank, t),
        ),
    )


def thanks(lookup: Lookup, *, helpful: bool, t: Texts) -> Screen:
    """After somebody said whether it helped."""
    if helpful:
        return Screen(text=t("Thank you. That helps others find it, too."))
    return Screen(
        text=t("Thank you for saying so. An expert can look at your question, or ask it in other words."),
        keys=((_expert_key(lookup, t),),) if lookup.search_id else (),
    )


def thanked(t: Texts) -> str:
    """A short word to whoever says it a second time."""
    return t.plain("You have told me already. Thank you.")


def item_card(card: ItemCard, t: Texts, *, curates: bool = False) -> Screen:
    """One card of an item, with the way to the next, and for its curators the way to what they decide."""
    item = card.item
    heading = " › ".join(card.passage.path)
    page = t("p. {page}", page=card.passage.page) if card.passage.page else None
    place = t("{number}/{count}", number=card.number, count=card.count) if card.count > 1 else None
    back = Key("◀", TurnItem(item.id, card.number - 1)) if card.number > 1 else None
    ahead = Key("▶", TurnItem(item.id, card.number + 1)) if card.number < card.count else None
    return Screen(
        text=paragraphs(
            lines(t("<b>{title}</b>", title=item.title), _joined(place, page)),
            t("<b>{heading}</b>", heading=shorten(heading, 200, placeholder=" …")) if heading else None,
            telegram_html(card.passage.text),
            _provenance(item, t),
        ),
        keys=(
            *rows(back, ahead, width=2),
            *rows(
                Key(t.plain("📄 The document"), SendDocument(item.id)) if item.document else None,
                Key(t.plain("Report a mistake"), AskReport(item.id)),
                Key(t.plain("Curate"), ShowCurated(Waiting.REVIEW, item.id)) if curates else None,
                width=2,
            ),
        ),
    )


def slow_down(t: Texts) -> Screen:
    """Too many questions in a minute."""
    return Screen(text=t("One moment, please: that was a lot of questions at once. Ask again in a minute."))


def gone(t: Texts) -> Screen:
    """An item that was taken back, or is not for this person."""
    return Screen(text=t("This is not in the knowledge base any more. Ask again, and I will look anew."))


def what_to_ask(t: Texts) -> Screen:
    """What to do with /search alone."""
    return Screen(
        text=t(
            "Just write your question as you would ask a colleague, for instance: "
            "<i>how cold must vaccines be kept?</i>"
        )
    )


def report_question(reported: Reported, t: Texts) -> Screen:
    """Asks what is wrong with an item."""
    labels = (t.plain("Something is wrong"), t.plain("Out of date"), t.plain("Hard to understand"))
    return Screen(
        text=t("What is wrong with it? Its owner will read it.")
        if reported.by_owner
        else t("What is wrong with it? The curators will read it."),
        keys=rows(
            *(
                Key(label, TellReport(reported.item.id, reason))
                for label, reason in zip(labels, REPORT_REASONS, strict=True)
            )
        ),
    )


def report_told(reported: Reported, t: Texts) -> Screen:
    """The report is kept, and for whom."""
    if reported.by_owner:
        return Screen(text=t("Thank you. The owner of this text will hear of it."))
    return Screen(text=t("Thank you. The curators will look at it."))


def _nothing(lookup: Lookup, t: Texts) -> Screen:
    return Screen(
        text=paragraphs(
            t("I found nothing on this in the knowledge base, and I would rather not guess."),
            t("You can ask it in other words, or hand it to an expert: the answer comes to you here."),
        ),
        keys=((_expert_key(lookup, t),),) if lookup.search_id else (),
    )


def _maybe(lookup: Lookup, t: Texts) -> Screen:
    listed = [
        lines(t("<b>{n}. {title}</b>", n=rank, title=hit.passage.title), _summary(hit))
        for rank, hit in enumerate(lookup.hits, 1)
    ]
    search = lookup.search_id or 0
    keys = [Key(_label(rank, hit), ShowHit(search, rank)) for rank, hit in enumerate(lookup.hits, 1)]
    return Screen(
        text=paragraphs(_repaired(lookup, t), t("I am not sure. Did you mean one of these?"), *listed),
        keys=(*rows(*keys), (_expert_key(lookup, t),)),
    )


def _label(rank: int, hit: Hit) -> str:
    return shorten(f"{rank}. {hit.passage.title}", LABEL_LENGTH, placeholder=" …")


def _repaired(lookup: Lookup, t: Texts) -> Markup | None:
    if not lookup.repaired:
        return None
    words = ", ".join(f"{written} → {meant}" for written, meant in lookup.repaired)
    return t("<i>Read as: {words}</i>", words=words)


def _place(hit: Hit, t: Texts) -> Markup | None:
    path = " › ".join(hit.passage.path)
    page = t("p. {page}", page=hit.passage.page) if hit.passage.page else None
    return _joined(Markup("<i>") + escape(path) + Markup("</i>") if path else None, page)


def _joined(*parts: Markup | None) -> Markup | None:
    present = [part for part in parts if part]
    return Markup(" · ").join(present) if present else None


def _summary(hit: Hit) -> str | None:
    return hit.item.summary if hit.item and hit.item.summary else None


def _excerpt(hit: Hit, lookup: Lookup) -> Markup:
    """The best part of the passage as it reads, with the words of the question in bold."""
    plain = excerpt(plain_text(hit.passage.text), lookup.terms, EXCERPT_LENGTH)
    return Markup("").join(
        Markup("<b>{}</b>").format(piece) if is_word else escape(piece)
        for piece, is_word in marked(plain, lookup.terms)
    )


def plain_text(markdown: str) -> str:
    """A passage without its marks: lists keep their bullets, headings stand alone."""
    html = str(telegram_html(markdown)).split("\n")
    return "\n".join(Markup(line).striptags() for line in html)  # noqa: S704 - only to be taken apart


def _provenance(item: Item, t: Texts) -> Markup:
    """Where an item comes from and who answers for it."""
    return lines(
        t("<i>Source: {source}</i>", source=item.source) if item.source else None,
        t("<i>Owner: {owner}</i>", owner=item.owner) if item.owner else None,
        t("<i>Written by {name}</i>", name=item.author) if item.author else None,
        t("<i>To be reviewed by {day}</i>", day=t.short_date(item.review_by)) if item.review_by else None,
        None if item.verified_by else t("<i>Example, not verified yet</i>"),
    )


def _open_keys(hit: Hit, lookup: Lookup, world: World, t: Texts) -> tuple[tuple[Key, ...], ...]:
    if hit.item is None:
        course, _, _ = hit.passage.lesson_key.partition("/")
        keys = world.catalogue.lesson_keys.get(course, ())
        number = keys.index(hit.passage.lesson_key) + 1 if hit.passage.lesson_key in keys else 1
        minutes = world.catalogue.minutes.get(hit.passage.lesson_key, 3)
        return rows(Key(t.plain("Learn this in {n} minutes", n=minutes), StartLesson(course, number)))
    item = hit.item
    teaches = world.catalogue.minutes.get(item.lesson_key)
    return rows(
        Key(t.plain("Read it all"), OpenItem(item.id, lookup.search_id or 0)),
        Key(t.plain("📄 The document"), SendDocument(item.id)) if item.document else None,
        Key(t.plain("Learn this in {n} minutes", n=teaches), LearnItem(item.id)) if teaches else None,
        width=2,
    )


def _other_keys(lookup: Lookup, rank: int, t: Texts) -> tuple[tuple[Key, ...], ...]:
    search = lookup.search_id or 0
    return rows(
        *(
            Key(_label(other, hit), ShowHit(search, other))
            for other, hit in enumerate(lookup.hits, 1)
            if other != rank
        )
    )


def _judge_keys(lookup: Lookup, rank: int, t: Texts) -> tuple[tuple[Key, ...], ...]:
    search = lookup.search_id or 0
    judge = (
        Key(t.plain("👍 Helpful"), JudgeSearch(search, rank, True)),
        Key(t.plain("Not what I meant"), JudgeSearch(search, rank, False)),
    )
    return (*((judge,) if lookup.helpful is None else ()), (_expert_key(lookup, t),))


def _expert_key(lookup: Lookup, t: Texts) -> Key:
    return Key(t.plain("Ask an expert"), AskExpert(lookup.search_id or 0))
