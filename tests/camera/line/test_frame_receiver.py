"""Frames from a worker: whole ones are handed on, however they come, and what was read before is not lost."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.line.forked_process import READ_LIMIT, ForkedStreams
from rpc_camera.camera.line.frame_receiver import FrameReceiver
from rpc_camera.wire.frames import Frame

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_LARGE = bytes(range(256)) * 4096 * 6
_FRAMES = [Frame({"id": 1}), Frame({"id": 2}, b"blob"), Frame({"id": 3}, _LARGE), Frame({"id": 4})]
_SENT = b"".join(frame.encode_head() + bytes(frame.blob) for frame in _FRAMES)


@asynccontextmanager
async def streams() -> AsyncIterator[tuple[ForkedStreams, asyncio.StreamWriter]]:
    """Yield the server's end of a socket pair, and what writes at the other end."""
    ours, theirs = socket.socketpair()
    _, writer = await asyncio.open_connection(sock=theirs)
    ends = ForkedStreams(*await asyncio.open_connection(sock=ours, limit=READ_LIMIT), asyncio.StreamReader())
    try:
        yield ends, writer
    finally:
        ends.close()
        writer.close()


@pytest.mark.parametrize("piece_bytes", [1 << 30, 70_001])
async def test_frames_are_handed_on_whole_and_in_order(piece_bytes: int) -> None:
    got: list[Frame] = []
    async with streams() as (ends, writer), asyncio.timeout(10):
        receiver = FrameReceiver(got.append)
        await receiver.take_over(ends)
        for at in range(0, len(_SENT), piece_bytes):
            writer.write(_SENT[at : at + piece_bytes])
            await asyncio.sleep(0)
        writer.close()
        await receiver.ended

    assert got == _FRAMES


@pytest.mark.parametrize("head", range(0, 40, 3))
async def test_what_the_reader_has_already_comes_first(head: int) -> None:
    got: list[Frame] = []
    async with streams() as (ends, writer), asyncio.timeout(10):
        writer.write(b"a line\n" + _SENT[:head])
        assert await ends.reader.readline() == b"a line\n"
        await asyncio.sleep(0.01)
        receiver = FrameReceiver(got.append)
        await receiver.take_over(ends)
        writer.write(_SENT[head:])
        writer.close()
        await receiver.ended

    assert got == _FRAMES


@pytest.mark.parametrize("sent", [b"", _FRAMES[0].encode_head(), _FRAMES[0].encode_head()[:-1]])
async def test_an_end_that_has_come_already_is_not_waited_for(sent: bytes) -> None:
    got: list[Frame] = []
    async with streams() as (ends, writer), asyncio.timeout(10):
        writer.write(b"a line\n" + sent)
        writer.close()
        await ends.reader.readline()
        await asyncio.sleep(0.01)
        receiver = FrameReceiver(got.append)
        await receiver.take_over(ends)
        await receiver.ended

    assert got == ([_FRAMES[0]] if sent == _FRAMES[0].encode_head() else [])


async def test_what_is_no_frame_ends_it_and_nothing_is_handed_on_after_that() -> None:
    got: list[Frame] = []
    async with streams() as (ends, writer), asyncio.timeout(10):
        receiver = FrameReceiver(got.append)
        await receiver.take_over(ends)
        writer.write(_FRAMES[0].encode_head() + b"\xff" * 8)
        with pytest.raises(ValueError, match="a frame of"):
            await receiver.ended
        writer.write(_SENT)
        await asyncio.sleep(0.01)

    assert got == [_FRAMES[0]]
