"""A network that splits, and heals: each half goes on by itself, and nothing that was given up is fired."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.serve.rig_options import RigOptions
from tests.rigs.cut_cable import CutCable
from tests.rigs.rig_hosts import LATE_S, TOLD_S, pictures_told, rig_of, until_known
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"


@pytest.fixture
async def cable(nats_server: NatsServer) -> AsyncIterator[CutCable]:
    async with CutCable(nats_server.port) as cable:
        yield cable


@pytest.fixture
async def halves(
    nats_server: NatsServer,
    cable: CutCable,
    left_camera: VirtualCameraProcess,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
) -> AsyncIterator[tuple[RpcClient, RpcClient]]:
    """Clients of two hosts; between the right one and the bus is the cable."""
    access = NatsAccess((NatsAddress("127.0.0.1", cable.port),))
    right = RigOptions(host="right", access=access, has_cameras=True)
    (tmp_path / "right").mkdir()
    async with (
        rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}) as rig,
        running_service(tmp_path / "right", [right_camera.port_string], rig=right) as service,
        service.client() as client,
    ):
        for each in (rig.clients["left"], client):
            await until_known(each, {"left", "right"}, 2)
        yield rig.clients["left"], client


async def test_each_half_serves_its_own_and_names_the_other_within_two_seconds(
    halves: tuple[RpcClient, RpcClient], cable: CutCable
) -> None:
    took_s = []
    cable.cut()
    for client, there in zip(halves, (RIGHT, LEFT), strict=True):
        begun = time.monotonic()
        refused = await client.error("get_config", name="iso", camera=there)
        took_s.append(time.monotonic() - begun)
        assert refused.name == "host_unreachable"
    own = [
        await client.call("capture_image", camera=camera) for client, camera in zip(halves, (LEFT, RIGHT), strict=True)
    ]
    cable.mend()
    for client in halves:
        await until_known(client, {"left", "right"}, 2)
    both = await halves[0].call("capture_group", cameras=[LEFT, RIGHT])
    told = [await pictures_told(client, 4) for client in halves]

    assert max(took_s) < TOLD_S + LATE_S
    assert [each["camera"] for each in own] == [LEFT, RIGHT]
    assert both["complete"]
    assert told == [[LEFT, LEFT, RIGHT, RIGHT]] * 2


async def test_a_capture_that_comes_after_the_split_is_not_fired(
    halves: tuple[RpcClient, RpcClient], cable: CutCable, right_camera: VirtualCameraProcess
) -> None:
    left, _ = halves
    files = right_camera.files()
    cable.cut()
    with pytest.raises(RpcError) as raised:
        await left.call("capture_image", camera=RIGHT)
    cable.mend()  # and what was sent into the cut comes now
    await until_known(left, {"left", "right"}, 2)
    await asyncio.sleep(1)
    after_it = right_camera.files()
    await left.call("capture_image", camera=RIGHT)

    assert raised.value.name == "host_unreachable"
    assert (after_it, right_camera.files()) == (files, files + 1)
