"""Groups over hosts that are processes with monotonic clocks of their own, and die when they are killed."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, ExitStack
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.group_capture import RigGroups, RigMember
from tests.rigs.clock_process import unsharing
from tests.rigs.group_host_process import ProcessHost, process_host
from tests.rigs.makes import MAKES
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from rpc_camera.contract.types import GroupManifest

pytestmark = pytest.mark.skipif(not unsharing(), reason="there are no time namespaces here")

TIMEOUT_S = 30.0
LOADED_MS = 500.0  # from the driver to the body, where other tests run: a clock taken wrongly is 15 s off, or more
CLOCKS_S = {"left": 1000, "right": -15}


@pytest.fixture
def bodies() -> Iterator[list[VirtualCameraProcess]]:
    with ExitStack() as running:
        yield [running.enter_context(VirtualCameraProcess("--serial", str(number))) for number in (1, 2)]


@pytest.fixture
async def hosts(bodies: list[VirtualCameraProcess], tmp_path: Path) -> AsyncIterator[list[ProcessHost]]:
    async with AsyncExitStack() as running:
        yield [
            await running.enter_async_context(process_host(name, ahead_s, tmp_path / name, [body.port_string]))
            for (name, ahead_s), body in zip(CLOCKS_S.items(), bodies, strict=True)
        ]


async def capture(
    bodies: list[VirtualCameraProcess], hosts: list[ProcessHost], timeout_s: float = TIMEOUT_S
) -> GroupManifest:
    members = [RigMember(body.id, host) for body, host in zip(bodies, hosts, strict=True)]
    return await RigGroups(lambda _camera, _manifest: None).capture(members, timeout_s, partial=False)


async def test_bodies_release_together_though_their_hosts_clocks_differ(
    bodies: list[VirtualCameraProcess], hosts: list[ProcessHost]
) -> None:
    readings = [await host.ping() for host in hosts]
    manifest = await capture(bodies, hosts)
    released = [float(body.control({"status": True})["released_at"]) for body in bodies]
    seen_ms = (max(released) - min(released)) * 1000

    assert readings[0].monotonic - readings[1].monotonic == pytest.approx(1015, abs=5)
    assert manifest["complete"]
    assert manifest["skew_ms"] == pytest.approx(seen_ms, abs=manifest["uncertainty_ms"] + LOADED_MS)
    assert 0 < manifest["uncertainty_ms"] < LOADED_MS


async def test_of_a_host_that_is_killed_in_the_exposure_nobody_knows_and_the_other_has_its_picture(
    bodies: list[VirtualCameraProcess], hosts: list[ProcessHost]
) -> None:
    nikon = MAKES["nikon"]
    bodies[1].control({"set_property": nikon.shutter, "value": nikon.time(4)})
    firing = asyncio.create_task(capture(bodies, hosts, 6.0))
    while bodies[1].control({"status": True})["released_at"] is None:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.05)
    hosts[1].process.send_signal(signal.SIGKILL)
    manifest = await firing

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["name"] == "outcome_unknown"
    assert manifest["cameras"][1]["may_have_released"]
    assert manifest["cameras"][1]["host"] == "right"
