"""Frames: what goes over the socket, byte by byte."""

from __future__ import annotations

import struct

import pytest

from rpc_camera.wire.frames import MAX_BLOB_BYTES, MAX_HEADER_BYTES, PREFIX, Frame, decode_prefix


def test_a_frame_is_two_lengths_and_a_header_before_its_blob() -> None:
    head = Frame({"id": 1}, b"bytes").encode_head()

    assert head == b"\x00\x00\x00\x08\x00\x00\x00\x05" + b'{"id":1}'
    assert decode_prefix(head[: PREFIX.size]) == (8, 5)
    assert Frame.decode(head[PREFIX.size :], b"bytes") == Frame({"id": 1}, b"bytes")


def test_text_that_is_none_is_replaced() -> None:
    head = Frame({"text": "caf\udce9"}).encode_head()

    assert Frame.decode(head[PREFIX.size :], b"").header == {"text": "caf?"}


def test_text_that_is_none_is_refused_on_request() -> None:
    with pytest.raises(UnicodeEncodeError):
        Frame({"text": "caf\udce9"}).encode_head("strict")


def test_a_frame_too_large_to_be_read_is_not_sent() -> None:
    with pytest.raises(ValueError, match="a frame of"):
        Frame({"text": "x" * MAX_HEADER_BYTES}).encode_head()
    with pytest.raises(ValueError, match="a frame of"):
        Frame({}, memoryview(bytes(MAX_BLOB_BYTES + 1))).encode_head()


@pytest.mark.parametrize("lengths", [(MAX_HEADER_BYTES + 1, 0), (0, MAX_BLOB_BYTES + 1), (0x47455420, 0x2F204854)])
def test_what_is_no_frame_is_refused_by_its_lengths(lengths: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a frame of"):
        decode_prefix(struct.pack("!II", *lengths))
