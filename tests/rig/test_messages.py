"""What hosts send one another: of two versions, wrong, in parts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.dispatch.errors import error_object
from rpc_camera.errors import DriverCode, ErrorName, ServiceError
from rpc_camera.rig.messages import (
    LARGEST_ANSWER_BYTES,
    AnswerParts,
    Beat,
    HostEvent,
    Request,
    WrongMessageError,
    answer_messages,
    pack,
    progress_in,
    progress_message,
    service_error,
    unpack,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue

BEAT = Beat("left", "1a", 12.5, "http://192.0.2.7:8765", "1.0", "b2", 7, 3)
REQUEST = Request("77", "left", "1a", 12.5, 0.0, "get_config", {"name": "iso"}, "a1")
EVENT = HostEvent("b2", 7, "file_added", {"camera": "c"})


@pytest.mark.parametrize("message", [BEAT, REQUEST, EVENT])
def test_a_message_comes_as_it_was_sent(message: Beat | Request | HostEvent) -> None:
    assert unpack(type(message), pack(message)) == message


def test_what_a_later_version_says_more_is_passed_over_and_what_it_may_leave_out_is_as_usual() -> None:
    members = json.loads(pack(BEAT)) | {"colour": "red"}
    del members["leaving"]

    assert unpack(Beat, json.dumps(members).encode()) == BEAT
    asked = json.loads(pack(REQUEST))
    del asked["asker"]
    assert unpack(Request, json.dumps(asked).encode()) == replace(REQUEST, asker="")


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.pop("host"),
        lambda members: members.update(host=7),
        lambda members: members.update(last_seq="7"),
        lambda members: members.update(last_seq=True),
        lambda members: members.update(clock_s=float("nan")),
        lambda members: members.update(address=["x"]),
        lambda members: members.update(leaving=None),
    ],
)
def test_a_message_that_is_none_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    members = json.loads(pack(BEAT))
    change(members)
    with pytest.raises(WrongMessageError):
        unpack(Beat, json.dumps(members).encode())


@pytest.mark.parametrize("data", [b"", b"7", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(WrongMessageError):
        unpack(Request, data)


@pytest.mark.parametrize("size", [1, 82, 83, 84, 1000])
def test_an_answer_comes_whole_in_parts(size: int) -> None:
    answer = bytes(index % 251 for index in range(size))
    messages = list(answer_messages(answer, 100))
    parts = AnswerParts()
    taken = [parts.take(message) for message in messages]

    assert all(len(message) <= 100 for message in messages)
    assert taken == [None] * (len(messages) - 1) + [answer]


@pytest.mark.parametrize("again", [b"a" * 300, b"b" * 300, b"b" * 200], ids=["the same", "of that size", "shorter"])
def test_an_answer_that_is_asked_for_again_while_it_is_sent_comes_whole(again: bytes) -> None:
    first, second = list(answer_messages(b"a" * 300, 100)), list(answer_messages(again, 100))
    mixed = [first[0], second[0], first[1], second[1], *second[2:]]
    parts, whole = AnswerParts(), AnswerParts()

    assert [parts.take(message) for message in mixed] == [None] * (len(mixed) - 1) + [again]
    assert [whole.take(message) for message in [*mixed[:-1], *first[2:]]][-1] == b"a" * 300


def test_a_part_that_is_lost_takes_no_later_sending_with_it() -> None:
    answer = b"a" * 300
    parts = AnswerParts()
    for lost in range(4):
        messages = list(answer_messages(answer, 100))
        assert {parts.take(message) for message in messages[:lost] + messages[lost + 1 :]} == {None}

    assert [parts.take(message) for message in answer_messages(answer, 100)][-1] == answer


def test_sendings_that_are_never_whole_are_not_all_kept() -> None:
    parts = AnswerParts()
    first, *rest = answer_messages(b"a" * 100, 100)
    for message in (first, *(next(answer_messages(b"b" * 100, 100)) for _ in range(2))):
        parts.take(message)

    assert [parts.take(message) for message in rest] == [None]


@pytest.mark.parametrize(
    "message",
    [
        b"A",
        b"A01234567xyzxyzxy1",
        b"A0123456700000001ab",
        b"A0123456700000000",
        b"A0123456700000001",
        b"A0000001ab",
        b"A01234567%08x" % (LARGEST_ANSWER_BYTES + 1) + b"a",
    ],
)
def test_what_is_no_part_of_an_answer_is_refused(message: bytes) -> None:
    with pytest.raises(WrongMessageError):
        AnswerParts().take(message)


def test_progress_is_told_from_answers() -> None:
    progress: dict[str, JsonValue] = {"stage": "exposing", "done": 1, "total": None, "unit": "s"}
    (answer,) = answer_messages(b"{}", 100)

    assert progress_in(progress_message(progress)) == progress
    assert progress_in(answer) is None
    with pytest.raises(WrongMessageError):
        progress_in(b"P{")


def test_an_error_comes_as_it_was_raised() -> None:
    error = ServiceError(
        ErrorName.CONFIG_INVALID_VALUE,
        "No.",
        "c",
        remedy="Choose another.",
        retryable=True,
        driver=DriverCode(-2, "GP_ERROR_BAD_PARAMETERS", "bad"),
        details={"choices": ["a"]},
    )

    assert service_error(error_object(error)) == error


def test_an_error_of_a_later_version_is_one_of_the_camera() -> None:
    error = service_error({"code": 9, "message": "New.", "data": {"name": "brand_new", "remedy": "r"}})

    assert (error.name, error.message, error.remedy) == (ErrorName.CAMERA_ERROR, "New.", "r")
