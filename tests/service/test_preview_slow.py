"""Viewers that read slowly, or not at all: they cost nobody anything, and what they get is new."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.edge import Bounds
from tests.rigs.mjpeg import MixedReplace
from tests.rigs.rpc_client import with_bytes
from tests.rigs.service import TOKEN, running_service
from tests.service.test_preview import has_ended, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

BUFFERED_FRAMES = 30  # at 26 kB: what the kernels and aiohttp's own buffers can hold of old ones


def small_socket(address: Any) -> socket.socket:
    """Return a socket that takes little while nobody reads."""
    family, kind, protocol, _, _ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    return made


def session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(socket_factory=small_socket)
    return aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}, connector=connector)


async def frames_later(client: RpcClient, count: int) -> int:
    """Watch `count` frames as a quick viewer, and return the number of the last."""
    last = 0
    for _ in range(count):
        last = (await client.notification("preview_frame"))["sequence"]
    return last


@pytest.mark.parametrize("binary", [True, False])
async def test_a_viewer_that_was_away_gets_a_new_frame_and_is_told_what_it_missed(
    service: RunningService, client: RpcClient, binary: bool
) -> None:
    await client.call("start_preview", binary=True, max_fps=120)
    async with session() as http, http.ws_connect(f"{service.url}/rpc", max_msg_size=0) as viewer:
        params = {"binary": binary, "max_fps": 120}
        await viewer.send_json({"jsonrpc": "2.0", "id": 1, "method": "start_preview", "params": params})
        now = await frames_later(client, 150)  # which nobody reads here meanwhile

        before = []
        while True:
            message = await viewer.receive(timeout=30)
            told = with_bytes(message.data) if message.type is aiohttp.WSMsgType.BINARY else json.loads(message.data)
            frame = told.get("params", {"skipped": 0})
            if frame["skipped"] > 50:
                break
            before.append(frame)

    assert len(before) < BUFFERED_FRAMES
    assert frame["sequence"] >= now - BUFFERED_FRAMES


async def test_a_stream_that_was_not_read_goes_on_with_a_new_frame(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    await client.call("start_preview", binary=True, max_fps=120)
    async with (
        session() as http,
        http.get(f"{service.url}/cameras/{each_make.id()}/preview.mjpeg?max_fps=120") as response,
    ):
        parts = MixedReplace(response)
        await parts.begin()
        now = await frames_later(client, 150)

        old = 0
        while (part := await parts.next()) and int(part.headers["x-skipped"]) <= 50:
            old += 1

    assert part
    assert old < BUFFERED_FRAMES
    assert int(part.headers["x-sequence"]) >= now - BUFFERED_FRAMES


async def test_viewers_that_never_read_are_disconnected_and_the_mirror_comes_down(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with (
        running_service(tmp_path, [camera.port_string], bounds=Bounds(stall_s=0.3)) as service,
        session() as http,
        http.get(f"{service.url}/cameras/{each_make.id()}/preview.mjpeg") as response,
        http.ws_connect(f"{service.url}/rpc", max_msg_size=0) as viewer,
    ):
        await viewer.send_json({"jsonrpc": "2.0", "id": 1, "method": "start_preview", "params": {"binary": True}})
        preview = service.cameras.cameras[0].preview
        assert response.status == 200
        await until(lambda: preview.state == "running")
        await until(lambda: preview.state == "stopped")

        assert has_ended(camera)
        response.close()


async def test_events_do_not_wait_behind_frames_that_nobody_reads(service: RunningService) -> None:
    async with (
        service.client() as other,
        session() as http,
        http.ws_connect(f"{service.url}/rpc", max_msg_size=0) as viewer,
    ):
        asked: tuple[tuple[str, dict[str, Any]], ...] = (
            ("subscribe", {"events": ["config_changed"]}),
            ("start_preview", {"binary": True, "max_fps": 120}),
        )
        for number, (method, params) in enumerate(asked):
            await viewer.send_json({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        await other.call("start_preview", binary=True, max_fps=120)
        await frames_later(other, 100)
        await other.call("set_config", name="iso", value="400")

        frames, told = 0, ""
        while told != "config_changed":
            message = await viewer.receive(timeout=30)
            is_frame = message.type is aiohttp.WSMsgType.BINARY
            frames += is_frame
            told = "" if is_frame else json.loads(message.data).get("method", "")

    assert frames < BUFFERED_FRAMES
