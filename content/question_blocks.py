"""Reads one question written in Markdown, and knows its kind by its shape."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from content.models import (
    Case,
    Choice,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)

HEADING = re.compile(r"^##\s+(?P<title>.*?)\s*(?:\{#(?P<id>[a-z0-9-]{1,24})\})?\s*$")
RADIO = re.compile(r"^[-*]\s+\((?P<mark>[ xX]?)\)\s+(?P<text>.+)$")
BOX = re.compile(r"^[-*]\s+\[(?P<mark>[ xX]?)\]\s+(?P<text>.+)$")
STEP = re.compile(r"^\d+[.)]\s+(?P<text>.+)$")
PAIR = re.compile(r"^[-*]\s+(?P<left>.+?)\s+=\s+(?P<right>.+)$")
ANSWER = re.compile(r"^(?:jawaban|answer)\s*:\s*(?P<text>.+)$", re.IGNORECASE)
WAY = re.compile(r"^[-*]\s+(?P<text>.+?)\s+->\s+(?P<to>[a-z0-9-]+)\s*$")
NODE = re.compile(r"^###\s+(?P<id>[a-z0-9-]+)\s*(?:\[(?P<mark>[ xX]?)\])?\s*$")
NUMBER = re.compile(
    r"^(?P<right>[-+−]?\d+(?:[.,]\d+)?)(?:\s*(?:±|\+/-)\s*(?P<tolerance>\d+(?:[.,]\d+)?))?\s*(?P<unit>(?!/\d)[^-\d\s|–−+±.,:][^|]{0,15})?$"
)
TRUE_WORDS = {"benar", "true"}
FALSE_WORDS = {"salah", "false"}


@dataclass
class QuestionBroken(Exception):
    """A question cannot be read; `offset` is the line within its block."""

    offset: int
    message: str


@dataclass(slots=True)
class Block:
    """The lines of one question, sorted: what is asked, what answers it, what explains it."""

    id: str
    prompt: str
    explanation: str
    body: list[tuple[int, str]]
    """Answer lines with their offset in the block."""


def read_question(lines: list[str], *, number: int) -> Question:
    """The question that these lines (heading first) describe; raises QuestionBroken."""
    heading = HEADING.match(lines[0])
    if heading is None or not heading["title"]:
        raise QuestionBroken(0, "question heading cannot be read: '## Question text? {#id}'")
    title, question_id = heading["title"], heading["id"] or f"q{number}"
    if title.endswith("}") and "{#" in title:
        raise QuestionBroken(0, "question id cannot be read: lower-case letters, digits, hyphens, at most 24")
    if re.match(r"(kasus|case)\s*:", title, re.IGNORECASE):
        return _case(question_id, title, lines)
    block = _block(question_id, title, lines)
    if not block.body:
        raise QuestionBroken(0, f"question '{title}' has no answer: add options, or a line 'Jawaban: …'")
    _, first = block.body[0]
    read = next(read for shape, read in READERS if shape.match(first))
    return read(block)


def _block(question_id: str, title: str, lines: list[str]) -> Block:
    prompt, body, explanation = [title], [], []
    for offset, line in enumerate(lines[1:], 1):
        text = line.strip()
        if text.startswith(">"):
            explanation.append(text[1:].strip())
        elif not text:
            continue
        elif any(shape.match(text) for shape, _ in READERS):
            body.append((offset, text))
        elif body:
            raise QuestionBroken(
                offset, f"unexpected text after the answers: {text!r} (explanations start with '> ')"
            )
        else:
            prompt.append(text)
    return Block(question_id, "\n\n".join(prompt), "\n".join(explanation), body)


def _marked(block: Block, shape: re.Pattern[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    found = [_expect(shape, offset, text) for offset, text in block.body]
    right = tuple(index for index, match in enumerate(found) if match["mark"].strip())
    return tuple(match["text"].strip() for match in found), right


def _single(block: Block) -> SingleChoice:
    options, right = _marked(block, RADIO)
    if len(right) != 1:
        raise QuestionBroken(block.body[0][0], f"exactly one option is marked (x); here {len(right)} are")
    return SingleChoice(
        id=block.id, prompt=block.prompt, explanation=block.explanation, options=options, right=right[0]
    )


def _multiple(block: Block) -> MultipleChoice:
    options, right = _marked(block, BOX)
    if not right:
        raise QuestionBroken(block.body[0][0], "no option is marked [x]: at least one is right")
    return MultipleChoice(
        id=block.id, prompt=block.prompt, explanation=block.explanation, options=options, right=right
    )


def _answer_line(block: Block) -> Question:
    if len(block.body) > 1:
        raise QuestionBroken(block.body[1][0], "one 'Jawaban:' line only; separate accepted answers with '|'")
    text = _expect(ANSWER, *block.body[0])["text"].strip()
    shared = {"id": block.id, "prompt": block.prompt, "explanation": block.explanation}
    if text.lower() in TRUE_WORDS | FALSE_WORDS:
        return TrueFalse(**shared, right=text.lower() in TRUE_WORDS)
    if number := NUMBER.match(text):
        return Numeric(
            **shared,
            right=_decimal(number["right"]),
            tolerance=_decimal(number["tolerance"] or "0"),
            unit=(number["unit"] or "").strip(),
        )
    accepted = tuple(part.strip().strip('"“”').strip() for part in text.split("|"))
    if not all(accepted):
        raise QuestionBroken(block.body[0][0], "an accepted answer is empty")
    return ShortText(**shared, accepted=accepted)


def _ordering(block: Block) -> Ordering:
    items = tuple(_expect(STEP, offset, text)["text"].strip() for offset, text in block.body)
    return Ordering(id=block.id, prompt=block.prompt, explanation=block.explanation, items=items)


def _matching(block: Block) -> Matching:
    found = [_expect(PAIR, offset, text) for offset, text in block.body]
    pairs = tuple((match["left"].strip(), match["right"].strip()) for match in found)
    if len({right for _, right in pairs}) < len(pairs) or len({left for left, _ in pairs}) < len(pairs):
        raise QuestionBroken(
            block.body[0][0], "two pairs share a side: each left and right side is used once"
        )
    return Matching(id=block.id, prompt=block.prompt, explanation=block.explanation, pairs=pairs)


READERS: tuple[tuple[re.Pattern[str], Callable[[Block], Question]], ...] = (
    (RADIO, _single),
    (BOX, _multiple),
    (ANSWER, _answer_line),
    (STEP, _ordering),
    (PAIR, _matching),
)


def _expect(shape: re.Pattern[str], offset: int, text: str) -> re.Match[str]:
    match = shape.match(text)
    if match is None:
        raise QuestionBroken(offset, f"this line is of another kind than those above it: {text!r}")
    return match


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ".").replace("−", "-"))


@dataclass(slots=True)
class _Node:
    id: str
    offset: int
    ends_well: bool | None
    text: list[str]
    choices: list[Choice]


def _case(question_id: str, title: str, lines: list[str]) -> Case:
    nodes, explanation = _nodes(lines)
    scenes = tuple(
        Scene(id=node.id, text="\n\n".join(node.text), choices=tuple(node.choices), ends_well=node.ends_well)
        for node in nodes
    )
    _check_story(nodes)
    return Case(id=question_id, prompt=title, explanation="\n".join(explanation), scenes=scenes)


def _nodes(lines: list[str]) -> tuple[list[_Node], list[str]]:
    nodes, explanation = [_Node("start", 0, None, [], [])], []
    for offset, line in enumerate(lines[1:], 1):
        text = line.strip()
        if node := NODE.match(text):
            mark = node["mark"]
            ends_well = None if mark is None else bool(mark.strip())
            nodes.append(_Node(node["id"], offset, ends_well, [], []))
        elif way := WAY.match(text):
            nodes[-1].choices.append(Choice(text=way["text"].strip(), to=way["to"]))
        elif text.startswith(">"):
            explanation.append(text[1:].strip())
        elif text:
            nodes[-1].text.append(text)
    return nodes, explanation


def _check_story(nodes: list[_Node]) -> None:
    known = {node.id for node in nodes}
    if len(known) < len(nodes):
        raise QuestionBroken(0, "two scenes of the case have the same name")
    for node in nodes:
        for choice in node.choices:
            if choice.to not in known:
                raise QuestionBroken(
                    node.offset, f"the case leads to '{choice.to}', which is no '### {choice.to}'"
                )
        if node.ends_well is None and not node.choices:
            raise QuestionBroken(node.offset, f"scene '{node.id}' has no choices and no ending [x] or [ ]")
        if node.ends_well is not None and node.choices:
            raise QuestionBroken(node.offset, f"scene '{node.id}' is an ending and has choices")
    if not any(node.ends_well for node in nodes):
        raise QuestionBroken(0, "the case has no good ending [x]")
    _check_reach(nodes)


def _check_reach(nodes: list[_Node]) -> None:
    ways = {node.id: [choice.to for choice in node.choices] for node in nodes}
    reached, ahead = set(), [nodes[0].id]
    while ahead:
        scene = ahead.pop()
        if scene not in reached:
            reached.add(scene)
            ahead += ways[scene]
    for node in nodes:
        if node.id not in reached:
            raise QuestionBroken(node.offset, f"scene '{node.id}' is never reached")
    _check_ends(nodes)


def _check_ends(nodes: list[_Node]) -> None:
    ending = {node.id for node in nodes if node.ends_well is not None}
    for _ in nodes:
        ending |= {node.id for node in nodes if any(choice.to in ending for choice in node.choices)}
    for node in nodes:
        if node.id not in ending:
            raise QuestionBroken(node.offset, f"from scene '{node.id}' no ending can be reached")
