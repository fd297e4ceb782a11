"""The methods of polls and quizzes, and what a vote does."""

from collections.abc import Sequence
from typing import Any

from playground.telegram.chats import Chat
from playground.telegram.errors import bad_request
from playground.telegram.formatting import FormattedText, formatted
from playground.telegram.keyboard import inline_keyboard
from playground.telegram.messaging import photo_content, publish
from playground.telegram.polls import Poll
from playground.telegram.world import Handler, Json, Request, World

LONGEST_OPEN_SECONDS = 2_628_000


def send_poll(world: World, request: Request) -> Json:
    """sendPoll: a regular poll or a quiz."""
    chat = world.chats.reachable(request.chat_id)
    base = _base(world, request)
    options = _options(request)
    base |= _quiz_fields(request, len(options)) if base["type"] == "quiz" else {}
    period = _open_period(request, world.unix_time())
    poll = Poll(
        base=base | period,
        option_texts=options,
        chat_id=chat.id,
        message_id=0,
        close_date=period.get("close_date"),
        closed=request.flag("is_closed"),
        in_message=_description(world, request),
    )
    message = publish(world, chat, request, {"poll": poll.as_content()})
    poll.message_id = message["message_id"]
    world.polls.add(poll)
    return message


def stop_poll(world: World, request: Request) -> Json:
    """stopPoll: no more votes; answers with the poll."""
    chat = world.chats.reachable(request.chat_id)
    message_id = request.required_integer("message_id", "message identifier is not specified")
    poll = world.polls.in_message(chat.id, message_id)
    if poll is None or message_id not in chat.messages:
        raise bad_request("message with poll to stop not found")
    if not poll.is_open(world.unix_time()):
        raise bad_request("poll has already been closed")
    poll.closed = True
    keyboard = inline_keyboard(request.params.get("reply_markup"))
    message = {key: value for key, value in chat.messages[message_id].items() if key != "reply_markup"}
    world.replace(
        chat, message | {"poll": poll.as_content()} | ({"reply_markup": keyboard} if keyboard else {})
    )
    return poll.as_update()


def cast_vote(world: World, chat: Chat, user_id: int, message_id: int, chosen: Sequence[int]) -> None:
    """A person votes (or retracts with no option); ValueError where the phone would not offer it."""
    poll = world.polls.in_message(chat.id, message_id)
    if poll is None:
        raise ValueError(f"message {message_id} holds no poll")
    _check_vote(poll, user_id, chosen, world.unix_time())
    if chosen:
        poll.votes[user_id] = tuple(chosen)
    else:
        poll.votes.pop(user_id, None)
    world.replace(chat, {**chat.messages[message_id], "poll": poll.as_content()})
    world.updates.add("poll", poll.as_update())
    if not poll.base["is_anonymous"]:
        world.updates.add("poll_answer", _answer(world, poll, user_id, chosen))


def _check_vote(poll: Poll, user_id: int, chosen: Sequence[int], now: int) -> None:
    if not poll.is_open(now):
        raise ValueError("the poll is closed")
    if user_id in poll.votes and not poll.base["allows_revoting"]:
        raise ValueError("this poll takes one answer only")
    if len(chosen) > 1 and not poll.base["allows_multiple_answers"]:
        raise ValueError("this poll takes one option only")
    if any(not 0 <= place < len(poll.option_texts) for place in chosen):
        raise ValueError(f"the poll has {len(poll.option_texts)} options")


def _answer(world: World, poll: Poll, user_id: int, chosen: Sequence[int]) -> Json:
    return {
        "poll_id": poll.id,
        "user": world.chats.user(user_id).as_sender(),
        "option_ids": list(chosen),
        "option_persistent_ids": poll.option_ids(chosen),
    }


def _base(world: World, request: Request) -> Json:
    question = _measured(request, "question", 300)
    if not question.text:
        raise bad_request("poll question must be non-empty")
    kind = request.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    return {
        "id": world.polls.next_id(),
        "question": question.text,
        "is_anonymous": request.params.get("is_anonymous", True) is not False,
        "type": kind,
        "allows_multiple_answers": request.flag("allows_multiple_answers"),
        "allows_revoting": request.params.get("allows_revoting", kind == "regular") is True,
        "members_only": request.flag("members_only"),
    }


def _options(request: Request) -> list[Json]:
    given = request.params.get("options")
    if not isinstance(given, list) or not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > 12:
        raise bad_request("poll can't have more than 12 options")
    return [_option(place, option) for place, option in enumerate(given)]


def _option(place: int, option: Any) -> Json:
    fields = option if isinstance(option, dict) else {"text": option}
    text = formatted(str(fields.get("text", "")), fields.get("text_parse_mode"))
    if not text.text:
        raise bad_request("poll options must be non-empty")
    if text.units > 100:
        raise bad_request("poll options length must not exceed 100")
    return {"persistent_id": str(place), "text": text.text}


def _quiz_fields(request: Request, options: int) -> Json:
    correct = request.params.get("correct_option_ids")
    if correct is None and "correct_option_id" in request.params:
        correct = [request.params["correct_option_id"]]
    if not correct or any(not isinstance(place, int) or not 0 <= place < options for place in correct):
        raise bad_request("wrong correct option ID specified")
    if sorted(set(correct)) != correct:
        raise bad_request("correct option identifiers must be monotonically increasing")
    explanation = _measured(request, "explanation", 200)
    if explanation.text.count("\n") > 2:
        raise bad_request("poll explanation must not have more than 2 line feeds")
    return {"correct_option_ids": correct, **_formatted_fields("explanation", explanation)}


def _description(world: World, request: Request) -> Json:
    fields = _formatted_fields("description", _measured(request, "description", 1024))
    media = request.params.get("media")
    if isinstance(media, dict) and media.get("type") == "photo":
        fields["media"] = photo_content(world, request, media.get("media"))
    return fields


def _measured(request: Request, name: str, limit: int) -> FormattedText:
    params = request.params
    text = formatted(request.text(name), params.get(f"{name}_parse_mode"), params.get(f"{name}_entities"))
    if text.units > limit:
        raise bad_request(f"poll {name} length must not exceed {limit}")
    return text


def _formatted_fields(name: str, text: FormattedText) -> Json:
    if not text.text:
        return {}
    return {name: text.text, **({f"{name}_entities": list(text.entities)} if text.entities else {})}


def _open_period(request: Request, now: int) -> Json:
    seconds, date = request.params.get("open_period"), request.params.get("close_date")
    if seconds:
        if not 5 <= seconds <= LONGEST_OPEN_SECONDS:
            raise bad_request("poll can't be open for this long")
        return {"open_period": seconds, "close_date": now + seconds}
    return {"close_date": date} if date else {}


METHODS: dict[str, Handler] = {"sendPoll": send_poll, "stopPoll": stop_poll}
