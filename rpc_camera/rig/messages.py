"""What hosts of a rig send one another: beats, requests, answers, events; and the subjects that these go by.

Members that are not known are passed over, so that hosts of two versions of one major version work together.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from rpc_camera.errors import DriverCode, ErrorName, JsonValue, ServiceError
from rpc_camera.rig.host_address import is_address
from rpc_camera.rig.host_name import HOST_NAME
from rpc_camera.rig.received import received

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PREFIX: Final = "rpc-camera.1"
EVERY_HOST: Final = "*"
_ANY_METHOD: Final = "*.*"
EVERY_EVENT: Final = "*"
LARGEST_ANSWER_BYTES: Final = 8 << 20
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_TEXT: Final = 256
_MOST_MESSAGE: Final = 4096
MOST_NUMBER: Final = 2**53
_LENGTH_DIGITS: Final = 8
_SENDING_DIGITS: Final = 8
_PROGRESS: Final = b"P"
_ANSWER: Final = b"A"
_HEAD_BYTES: Final = len(_ANSWER) + _SENDING_DIGITS + _LENGTH_DIGITS
_MOST_SENDINGS: Final = 2

M = TypeVar("M", bound="Beat | Request | HostEvent")


class WrongMessageError(Exception):
    """A message that is none of the rig's."""


def beat_subject(host: str) -> str:
    """Return where a host says that it is there, to those who have use for it."""
    return f"{_PREFIX}.beat.{host}"


def rare_beat_subject(host: str) -> str:
    """Return where a host says from time to time that it is there, to all."""
    return f"{_PREFIX}.rare-beat.{host}"


def event_subject(host: str, name: str) -> str:
    """Return where a host says that something of this name happened at its cameras."""
    return f"{_PREFIX}.event.{host}.{name}"


def host_of_event(subject: str) -> str:
    """Return whose event it is that came at a subject."""
    return subject.split(".")[-2]


def call_subject(host: str, caller: str, asked: str = _ANY_METHOD) -> str:
    """Return where a host takes the requests of another: a server with permissions lets nobody else send them.

    `asked` says what for, so that permissions can tell one method from another: see `asked_by`.
    """
    return f"{_PREFIX}.call.{host}.{caller}.{asked}"


def caller_in(subject: str) -> str:
    """Return who has sent a request, by its subject."""
    return subject.split(".")[-3]


def answer_subject(host: str, instance: str, request_id: str) -> str:
    """Return where a host waits for the answer to a request of its own."""
    return f"{_PREFIX}.answer.{host}.{instance}.{request_id}"


def is_answer_subject(subject: str, caller: str, request_id: str) -> bool:
    """Return whether it is where a host waits for the answer to that request: nobody has answers sent elsewhere."""
    *_, instance, _ = ["", *subject.split(".")]
    return subject == answer_subject(caller, instance, request_id) and bool(_TOKEN.fullmatch(instance))


@dataclass(frozen=True)
class Beat:
    """A host is there. `clock_s` is its own when this was sent: the seconds since its machine's boot.

    `instance` is another with each start of the service. `cameras` counts the changes of its cameras' list. `last_seq`
    is the number of the last event in its log `log_id`. `leaving`: it is the last one, since the service stops.
    """

    host: str
    instance: str
    clock_s: float
    address: str | None
    version: str
    log_id: str
    last_seq: int
    cameras: int
    leaving: bool = False

    @property
    def is_proper(self) -> bool:
        """Whether its host is called as a host can be, and its address is one of a service, and no more than that."""
        return bool(HOST_NAME.fullmatch(self.host)) and (self.address is None or is_address(self.address))


@dataclass(frozen=True)
class Request:
    """A call of a method. It is not begun after `deadline_s` of the clock of the host's `instance` that it is for.

    `id` is the same when it is asked again, `asked_s_ago` after it was asked first: it is answered once. `asker` is the
    same for all that one client of the caller's asks for by one connection: those take turns at a camera. `made_for` is
    the caller's alias of the token that addresses are made with which are asked for; "" where they are for itself.
    """

    id: str
    caller: str
    instance: str
    deadline_s: float
    asked_s_ago: float
    method: str
    params: dict[str, JsonValue]
    asker: str = ""
    made_for: str = ""


@dataclass(frozen=True)
class HostEvent:
    """An event of a host's log."""

    log_id: str
    seq: int
    name: str
    params: dict[str, JsonValue]


_DECLARED: Final[Mapping[type, Sequence[tuple[str, str]]]] = {
    kind: [(field.name, str(field.type)) for field in fields(kind)] for kind in (Beat, Request, HostEvent)
}
"""The members of each message, and of what type they are."""


def pack(message: Beat | Request | HostEvent) -> bytes:
    """Return what is sent of a message."""
    return json.dumps(vars(message), separators=(",", ":")).encode()


def unpack(kind: type[M], data: bytes) -> M:
    """Return the message that was sent. WrongMessageError: it is no such; its text can be logged."""
    try:
        members = received(data)
        known = {name: members[name] for name, _ in _DECLARED[kind] if name in members}
        message = kind(**known)
    except (ValueError, TypeError, KeyError) as error:
        raise WrongMessageError(f"{error!s:.80}") from None
    for name, declared in _DECLARED[kind]:
        if not _fits(declared, getattr(message, name)):
            raise WrongMessageError(f"{name} is {getattr(message, name)!a:.80}")
    return message


def _fits(declared: str, value: object) -> bool:
    """Return whether a member is what it has to be: text that can be printed, a number that fits any language's."""
    match declared:
        case "str":
            return isinstance(value, str) and len(value) <= _MOST_TEXT and value.isprintable()
        case "str | None":
            return value is None or _fits("str", value)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_NUMBER
        case "float":
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return is_number and -MOST_NUMBER <= cast("float", value) <= MOST_NUMBER  # NaN does not
        case "bool":
            return isinstance(value, bool)
        case _:
            return isinstance(value, dict)


# ---- answers


def encoded_answer(response: Mapping[str, Any]) -> bytes:
    """Return what is sent of a Response object."""
    members = {name: response[name] for name in ("result", "error") if name in response}
    return json.dumps(members, separators=(",", ":")).encode()


def progress_message(params: Mapping[str, JsonValue]) -> bytes:
    """Return what a caller is sent of the progress of its request."""
    return _PROGRESS + json.dumps(params, separators=(",", ":")).encode()


def answer_messages(answer: bytes, most_bytes: int) -> Iterator[bytes]:
    """Yield what a caller is sent of an answer, in messages of at most `most_bytes`.

    They have an id of this sending in common: an answer that is asked for again while it is sent comes between.
    """
    sending = secrets.token_hex(_SENDING_DIGITS // 2).encode()
    head = _ANSWER + sending + f"{len(answer):0{_LENGTH_DIGITS}x}".encode()
    room = most_bytes - len(head)
    for start in range(0, max(1, len(answer)), room):
        yield head + answer[start : start + room]


class AnswerParts:
    """Puts an answer together from its messages, whichever sending comes whole first.

    Messages of one sending come in their order, or not at all. Of sendings that are not whole, the last two are kept.
    """

    def __init__(self) -> None:
        self._sendings: dict[bytes, bytearray] = {}  # by their heads, in the order in which they began

    def take(self, data: bytes) -> bytes | None:
        """Return the answer when this was the last message of it. WrongMessageError: it is none, or too large."""
        head, part = data[:_HEAD_BYTES], data[_HEAD_BYTES:]
        try:
            length = int(head[-_LENGTH_DIGITS:], 16)
        except ValueError:
            raise WrongMessageError("no answer") from None
        if len(head) < _HEAD_BYTES or not 0 < length <= LARGEST_ANSWER_BYTES:
            raise WrongMessageError("too large an answer, or none")
        answer = self._sendings.setdefault(head, bytearray())
        answer += part
        if len(answer) > length or not part:
            raise WrongMessageError("more than there is of an answer, or nothing")
        if len(self._sendings) > _MOST_SENDINGS:
            del self._sendings[next(iter(self._sendings))]
        return bytes(answer) if len(answer) == length else None


def progress_in(data: bytes) -> dict[str, Any] | None:
    """Return the progress that a message tells of; None where it is a part of an answer."""
    if not data.startswith(_PROGRESS):
        return None
    try:
        return cast("dict[str, Any]", received(data[1:]))
    except ValueError:
        raise WrongMessageError("no progress") from None


def service_error(error: Mapping[str, Any]) -> ServiceError:
    """Return the error that an error object of JSON-RPC stands for, as `dispatch.errors.error_object` makes it.

    TypeError, ValueError, KeyError, AttributeError: it is no such.
    """
    data = dict(error.get("data") or {})
    name = data.pop("name", None)
    driver = data.pop("gphoto2", None)
    retryable = data.pop("retryable", None)
    return ServiceError(
        ErrorName(name) if name in set(ErrorName) else ErrorName.CAMERA_ERROR,  # that of a later version, perhaps
        str(error.get("message", ""))[:_MOST_MESSAGE],
        _text_or_none(data.pop("camera", None)),
        remedy=_text_or_none(data.pop("remedy", None)),
        retryable=None if retryable is None else bool(retryable),
        driver=DriverCode(int(driver["code"]), str(driver["symbol"]), str(driver["context"])) if driver else None,
        details=data,
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
