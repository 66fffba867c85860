"""The wire: one client at a time, and nothing that arrives can disturb the camera."""

from __future__ import annotations

import io
import random
import struct
import time
from typing import TYPE_CHECKING

import pytest

from tests.virtual.raw_client import (
    DATA,
    END_DATA,
    INIT_EVENT,
    PING,
    PONG,
    REQUEST,
    START_DATA,
    Connection,
    RawClient,
)

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess

OK, SESSION_NOT_OPEN, UNKNOWN_OPERATION, ALREADY_OPEN, NO_OBJECT_INFO = 0x2001, 0x2003, 0x2005, 0x201E, 0x2015


def test_the_latest_client_takes_over(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as old, RawClient(shared.port) as new:
        assert old.is_closed_by_peer()
        assert new.ask(0x1004).code == OK


def test_the_event_connection_answers_pings_and_belongs_to_one_client(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client, Connection(shared.port) as events, Connection(shared.port) as stranger:
        events.send(INIT_EVENT, struct.pack("<I", client.connection_number))
        assert events.receive() == (4, b"")
        events.send(PING)
        assert events.receive() == (PONG, b"")
        stranger.send(INIT_EVENT, struct.pack("<I", client.connection_number + 1))
        assert stranger.receive()[0] == 5
        client.socket.close()
        assert events.is_closed_by_peer()


def test_a_session_is_needed_and_there_is_only_one(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port, session=False) as client:
        assert client.ask(0x1001).code == OK
        assert client.ask(0x1004).code == SESSION_NOT_OPEN
        assert client.ask(0x1002, 1).code == OK
        assert client.ask(0x1002, 2).code == ALREADY_OPEN
        assert client.ask(0x1003).code == OK
        assert client.ask(0x1004).code == SESSION_NOT_OPEN


def test_an_unknown_operation_is_refused_and_the_session_goes_on(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client:
        assert client.ask(0x9999).code == UNKNOWN_OPERATION
        assert client.ask(0x1004).code == OK


@pytest.mark.parametrize("handle", [0, 0xFFFF0001, 0xFFFFFFFE])
def test_an_unknown_object_is_refused(shared: VirtualCameraProcess, handle: int) -> None:
    with RawClient(shared.port) as client:
        for operation in (0x1008, 0x1009, 0x100A, 0x101B, 0x100B):
            assert client.ask(operation, handle).code == 0x2009


@pytest.mark.parametrize(
    "junk",
    [
        b"GET / HTTP/1.1\r\nHost: camera\r\n\r\n",
        struct.pack("<II", 0xFFFFFFFF, 1),
        struct.pack("<II", 7, 1),
        struct.pack("<II", 0, 0),
        struct.pack("<II", 8, 99),
        struct.pack("<II", 8, REQUEST),
        random.Random(64).randbytes(64),
    ],
)
def test_junk_closes_its_connection_and_no_other(shared: VirtualCameraProcess, junk: bytes) -> None:
    with RawClient(shared.port) as client:
        with Connection(shared.port) as stranger:
            stranger.socket.sendall(junk)
            stranger.socket.shutdown(1)
            assert stranger.is_closed_by_peer()
        assert client.ask(0x1004).code == OK


@pytest.mark.parametrize("payload", [b"", bytes(9), bytes(11), bytes(34)])
def test_a_malformed_operation_closes_the_connection(shared: VirtualCameraProcess, payload: bytes) -> None:
    with RawClient(shared.port) as client:
        client.send(REQUEST, payload)
        assert client.is_closed_by_peer()


def test_random_operations_never_end_the_camera(shared: VirtualCameraProcess) -> None:
    chance = random.Random(4711)
    for _ in range(30):
        with RawClient(shared.port) as client:
            for _ in range(20):
                operation = chance.choice([0x1007, 0x1008, 0x1009, 0x100C, 0x1014, 0x1016, 0x101B, 0x9204, 0x90C3])
                parameters = [chance.getrandbits(chance.choice([4, 32])) for _ in range(chance.randrange(6))]
                if operation in {0x100C, 0x1016}:
                    answer = client.tell(operation, *parameters, data=chance.randbytes(chance.randrange(100)))
                else:
                    answer = client.ask(operation, *parameters)
                assert answer.code >= 0x2001
    assert shared.process.poll() is None


def test_data_for_a_setting_is_bounded_and_read_to_its_end(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client:
        assert client.tell(0x1016, 0x500F, data=bytes(1_000_000)).code == NO_OBJECT_INFO
        assert client.ask(0x1004).code == OK


def test_a_file_that_was_not_announced_is_refused(shared: VirtualCameraProcess) -> None:
    files = shared.control({"status": True})["files"]
    with RawClient(shared.port) as client:
        assert client.tell(0x100D, data=b"surprise").code == NO_OBJECT_INFO
    assert shared.control({"status": True})["files"] == files


def test_an_upload_that_breaks_off_leaves_nothing(shared: VirtualCameraProcess) -> None:
    status = shared.control({"status": True})
    with RawClient(shared.port) as client:
        name = b"\x06" + "A.JPG\0".encode("utf-16-le")
        info = struct.pack("<IHHI40x", 0x00010001, 0x3801, 0, 1000) + name
        assert client.tell(0x100C, 0x00010001, 0xFFFFFFFF, data=info).code == OK
        client.request(0x100D, phase=2)
        client.send(START_DATA, struct.pack("<IQ", 3, 1000))
        client.send(DATA, struct.pack("<I", 3) + bytes(500))
    with RawClient(shared.port) as client:
        assert client.tell(0x100D, data=bytes(1000)).code == NO_OBJECT_INFO
    after = shared.control({"status": True})
    assert (after["files"], after["free_bytes"]) == (status["files"], status["free_bytes"])


def test_a_stray_piece_of_data_is_ignored(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client:
        client.send(END_DATA, bytes(4))
        assert client.ask(0x1004).code == OK


def test_parts_of_a_file_are_what_is_there(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client:
        handles = client.ask(0x1007, 0xFFFFFFFF, 0x3801, 0).data
        (handle,) = struct.unpack_from("<I", handles, 4)
        whole = io.BytesIO(client.ask(0x1009, handle).data).getvalue()
        tail = client.ask(0x101B, handle, len(whole) - 10, 1000)
        assert (tail.data, tail.parameters) == (whole[-10:], (10,))
        assert client.ask(0x101B, handle, len(whole) + 1, 10).code == 0x201D


def test_files_come_no_faster_than_the_link(shared: VirtualCameraProcess) -> None:
    with RawClient(shared.port) as client:
        handles = client.ask(0x1007, 0xFFFFFFFF, 0x3801, 0).data
        (handle,) = struct.unpack_from("<I", handles, 4)
        whole = client.ask(0x1009, handle).data
        shared.control({"bytes_per_s": len(whole) / 0.2})
        try:
            begun = time.monotonic()
            assert client.ask(0x1009, handle).data == whole
            assert 0.19 <= time.monotonic() - begun < 2
        finally:
            shared.control({"bytes_per_s": 0})
