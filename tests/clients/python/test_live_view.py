"""Live view of the Python client: the newest frame each time, also after the link was cut, until the loop is left."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from rpc_camera_client import Session, errors
from tests.clients.python.rig import AT_ONCE, Proxy
from tests.rigs.service import TOKEN, RunningService

if TYPE_CHECKING:
    from rpc_camera_client import Frame


async def test_frames_come_until_the_loop_is_broken_out_of(session: Session) -> None:
    await session.subscribe(["preview_state_changed"])
    frames: list[Frame] = []
    async for frame in session.live_view():
        frames.append(frame)
        if len(frames) == 3:
            break

    assert all(frame.jpeg.startswith(b"\xff\xd8") for frame in frames)
    assert [frame.sequence for frame in frames] == sorted({frame.sequence for frame in frames})
    async with asyncio.timeout(20):
        async for event in session.events():
            if event["method"] == "preview_state_changed" and event["params"]["state"] == "stopped":
                break


async def test_slow_loop_gets_the_newest_frame(session: Session) -> None:
    async with aclosing(session.live_view()) as frames:
        first = await anext(frames)
        await asyncio.sleep(1)  # time for many frames
        second, third = await anext(frames), await anext(frames)
    assert second.sequence - first.sequence > 3
    assert third.sequence > second.sequence


async def test_frames_go_on_after_the_link_was_cut_and_end_with_the_session(service: RunningService) -> None:
    async with (
        Proxy(service.server.port) as proxy,
        await Session.connect(proxy.url, token=TOKEN, reconnect=AT_ONCE) as session,
        asyncio.timeout(30),
        aclosing(session.live_view()) as frames,
    ):
        await anext(frames)
        proxy.cut()
        while session.is_connected:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        first = await anext(frames)
        assert (await anext(frames)).sequence > first.sequence
        await session.close()
        assert [frame async for frame in frames][1:] == []


async def test_camera_that_is_not_there_is_said_at_once(session: Session) -> None:
    with pytest.raises(errors.CameraNotFound):
        await anext(session.live_view(camera="elsewhere"))
