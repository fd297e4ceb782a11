"""How each question kind is answered with buttons, and how an answer reads."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from markupsafe import Markup

from bot.buttons.study import Draft, Give
from bot.screens import Key, lines, paragraphs, rows
from bot.texts import Texts
from content.markup import telegram_html
from content.models import (
    Case,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from learning.rules.grading import NotAnAnswer, number, scene_after, shuffled

LONGEST_LABEL = 28
"""Options up to this many characters stand on their buttons; longer ones stand in the text."""

MOST_DIGITS = 9
MOST_BYTES_SPELLED = 24
"""Bytes of a spelled answer: a button carries 64 in all."""

FILLER = "aeinrstku"

Rows = tuple[tuple[Key, ...], ...]
GiveTo = Callable[[str], Give]
DraftTo = Callable[[str], Draft]


def answer_text(question: Question, given: str, seed: str, t: Texts) -> Markup | None:
    """What stands between the question and its buttons: long options, or the answer so far."""
    match question:
        case SingleChoice(options=options) if _is_long(options):
            return _lettered(options)
        case MultipleChoice(options=options):
            hint = t("<i>Choose everything that is right, then tap Send.</i>")
            return paragraphs(_lettered(options) if _is_long(options) else None, hint)
        case Ordering(items=items):
            return _so_far(items, given, seed, t)
        case Matching():
            return _matched(question, given, seed, t)
        case Numeric(unit=unit):
            shown = given.replace(".", ",") if t.language == "id" else given
            return t("Your number: <b>{number}</b> {unit}", number=shown or "…", unit=unit)
        case ShortText():
            shown = given or "…"
            return lines(
                t("Your answer: <b>{given}</b>", given=shown),
                t("<i>Tap the letters, or simply type your answer.</i>"),
            )
        case Case():
            return telegram_html(scene_after(question, given).text)
        case _:
            return None


def answer_keys(question: Question, given: str, seed: str, t: Texts, *, give: GiveTo, draft: DraftTo) -> Rows:
    """The buttons that answer a question."""
    match question:
        case SingleChoice(options=options):
            labels = _letters(len(options)) if _is_long(options) else options
            keys = [Key(label, give(str(index))) for index, label in enumerate(labels)]
            return rows(*keys, width=len(options) if _is_long(options) else 1)
        case TrueFalse():
            return ((Key(t.plain("True"), give("1")), Key(t.plain("False"), give("0"))),)
        case MultipleChoice():
            return _boxes(question, given, t, give, draft)
        case Ordering(items=items):
            return _remaining(items, given, seed, t, give, draft)
        case Matching(pairs=pairs):
            rights = [right for _, right in pairs]
            return _remaining(rights, given, seed, t, give, draft)
        case Numeric():
            return _keypad(given, t, give, draft)
        case ShortText():
            return _letter_tiles(question, given, seed, t, give, draft)
        case Case():
            scene = scene_after(question, given)
            keys = [
                Key(choice.text, give(f"{given},{index}".strip(",")))
                for index, choice in enumerate(scene.choices)
            ]
            return rows(*keys)


def given_text(question: Question, given: str, t: Texts) -> str:
    """An answer in words."""
    try:
        return _in_words(question, given, t)
    except (IndexError, ValueError, NotAnAnswer):
        return given


def right_text(question: Question, t: Texts) -> Markup | None:
    """The right answer in words; None where the explanation says it better."""
    match question:
        case SingleChoice():
            right = question.options[question.right]
        case MultipleChoice():
            right = "; ".join(question.options[index] for index in question.right)
        case TrueFalse():
            right = t.plain("True") if question.right else t.plain("False")
        case Numeric():
            right = _number_text(question.right, question.unit, t)
        case ShortText():
            right = question.accepted[0]
        case Ordering():
            right = " → ".join(question.items)
        case Matching():
            right = "; ".join(f"{left} = {pair}" for left, pair in question.pairs)
        case Case():
            return None
    return t("The right answer: {right}", right=right)


def _in_words(question: Question, given: str, t: Texts) -> str:
    match question:
        case SingleChoice(options=options):
            return options[int(given)]
        case MultipleChoice(options=options):
            return "; ".join(options[index] for index in _indices(given))
        case TrueFalse():
            return t.plain("True") if given == "1" else t.plain("False")
        case Numeric(unit=unit):
            return _number_text(number(given), unit, t)
        case Ordering(items=items):
            return " → ".join(items[index] for index in _indices(given))
        case Matching(pairs=pairs):
            chosen = zip(pairs, _indices(given), strict=True)
            return "; ".join(f"{left} = {pairs[index][1]}" for (left, _), index in chosen)
        case Case():
            scene, words = question.scenes[0], []
            for index in _indices(given):
                words.append(scene.choices[index].text)
                scene = question.scene(scene.choices[index].to)
            return " → ".join(words)
        case _:
            return given


def _number_text(value: Decimal, unit: str, t: Texts) -> str:
    return f"{t.number(value)} {unit}".strip()


def _indices(given: str) -> list[int]:
    return [int(part) for part in given.split(",") if part]


def _is_long(options: Sequence[str]) -> bool:
    return any(len(option) > LONGEST_LABEL for option in options)


def _letters(count: int) -> list[str]:
    return [chr(ord("A") + index) for index in range(count)]


def _lettered(options: Sequence[str]) -> Markup:
    pairs = zip(_letters(len(options)), options, strict=True)
    return lines(*(Markup("<b>{}.</b> {}").format(letter, option) for letter, option in pairs))


def _boxes(question: MultipleChoice, given: str, t: Texts, give: GiveTo, draft: DraftTo) -> Rows:
    """Each button carries the selection as it would be after the tap, so that a doubled tap is harmless."""
    chosen = set(_indices(given))
    labels = _letters(len(question.options)) if _is_long(question.options) else question.options
    keys = []
    for index, label in enumerate(labels):
        after = sorted(chosen ^ {index})
        mark = "☑ " if index in chosen else "☐ "
        keys.append(Key(mark + label, draft(",".join(map(str, after)))))
    width = 3 if _is_long(question.options) else 1
    send = Key(t.plain("Send"), give(",".join(map(str, sorted(chosen))))) if chosen else None
    return (*rows(*keys, width=width), *rows(send))


def _remaining(items: Sequence[str], given: str, seed: str, t: Texts, give: GiveTo, draft: DraftTo) -> Rows:
    """The parts not placed yet, in a fixed shuffled order; then send or start again."""
    placed = _indices(given)
    keys = []
    for index in shuffled(len(items), seed):
        if index not in placed:
            keys.append(Key(items[index], draft(",".join(map(str, [*placed, index])))))
    send = Key(t.plain("Send"), give(given)) if not keys else None
    again = Key(t.plain("Start again"), draft("")) if placed else None
    return (*rows(*keys), *rows(again, send, width=2))


def _so_far(items: Sequence[str], given: str, seed: str, t: Texts) -> Markup:
    placed = _indices(given)
    if not placed:
        return t("<i>Tap the steps in the right order.</i>")
    return lines(*(Markup("{}. {}").format(place, items[index]) for place, index in enumerate(placed, 1)))


def _matched(question: Matching, given: str, seed: str, t: Texts) -> Markup:
    placed = _indices(given)
    rights = [right for _, right in question.pairs]
    found = []
    for place, (left, _) in enumerate(question.pairs):
        if place < len(placed):
            found.append(Markup("{} = <b>{}</b>").format(left, rights[placed[place]]))
        elif place == len(placed):
            found.append(Markup("👉 <b>{}</b> = ?").format(left))
        else:
            found.append(Markup("{} = …").format(left))
    return lines(*found)


def _keypad(given: str, t: Texts, give: GiveTo, draft: DraftTo) -> Rows:
    def tap(sign: str) -> Key:
        return Key(sign, draft((given + sign)[: MOST_DIGITS + given.startswith("-")]))

    comma = Key("," if t.language == "id" else ".", draft(given if "." in given else f"{given or 0}."))
    minus = Key("−", draft(given[1:] if given.startswith("-") else f"-{given}"))
    digits = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"))
    send = Key(t.plain("Send"), give(given)) if given.strip("-.") else None
    delete = Key("⌫", draft(given[:-1])) if given else None
    return (
        *(tuple(tap(sign) for sign in row) for row in digits),
        (minus, tap("0"), comma),
        *rows(delete, send, width=2),
    )


def _letter_tiles(question: ShortText, given: str, seed: str, t: Texts, give: GiveTo, draft: DraftTo) -> Rows:
    """Tiles with the letters of the answer and a few more, each usable as often as it is needed."""
    letters = sorted(set(question.accepted[0].casefold().replace(":", "")) | set(FILLER[:4]))
    order = [letters[index] for index in shuffled(len(letters), seed)]
    tiles = [Key("␣" if letter == " " else letter, draft(_spelled(given, letter))) for letter in order]
    send = Key(t.plain("Send"), give(given)) if given.strip() else None
    delete = Key("⌫", draft(given[:-1])) if given else None
    return (*rows(*tiles, width=6), *rows(delete, send, width=2))


def _spelled(given: str, letter: str) -> str:
    """The answer with one letter more, where it still fits on a button."""
    longer = given + letter
    return longer if len(longer.encode()) <= MOST_BYTES_SPELLED else given
