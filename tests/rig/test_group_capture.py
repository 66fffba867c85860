"""Groups over several hosts: all fire or none, whatever fails at which step, and none waits for another for ever."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.group_capture import RigGroups, RigMember
from rpc_camera.work import Stop, Work, working_on
from tests.rigs.group_hosts import LocalHost, SilentHost
from tests.rigs.makes import MAKES
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from rpc_camera.contract.types import GroupManifest

NIKON = MAKES["nikon"]
TIMEOUT_S = 30.0
DRIVER_IS_BACK_S = 2.0  # after the exposure of 1/125 s
LATE_MS = 10_000


class Rig:
    """Two services with two cameras each, and what came of the groups."""

    def __init__(self, bodies: Sequence[VirtualCameraProcess], services: Sequence[RunningService]) -> None:
        self.bodies = bodies
        self.services = services
        self.captured: list[tuple[str, GroupManifest]] = []
        self.groups = RigGroups(lambda camera, manifest: self.captured.append((camera, manifest)))

    def hosts(self, ahead_s: float = 0.0) -> tuple[LocalHost, LocalHost]:
        """Return the hosts; the clock of the second is ahead."""
        return LocalHost("left", self.services[0].cameras), LocalHost("right", self.services[1].cameras, ahead_s)

    def members(self, *hosts: LocalHost) -> list[RigMember]:
        """Return the cameras, in turn one of each host."""
        return [RigMember(self.bodies[place + 2 * at].id, host) for place in (0, 1) for at, host in enumerate(hosts)]

    def releases(self) -> list[bool]:
        """Return for each body whether it has ever released."""
        return [body.control({"status": True})["released_at"] is not None for body in self.bodies]

    async def has_free_cameras(self) -> bool:
        """Return whether each camera can be fired: nobody holds its turn."""
        async with asyncio.timeout(10):
            for service in self.services:
                for camera in service.cameras.cameras:
                    assert (await camera.captures.image(TIMEOUT_S))["files"]
        return True


@pytest.fixture
def bodies() -> Iterator[list[VirtualCameraProcess]]:
    running = [VirtualCameraProcess("--serial", str(number)) for number in range(1, 5)]
    with running[0], running[1], running[2], running[3]:
        yield running


@pytest.fixture
async def rig(bodies: list[VirtualCameraProcess], tmp_path: Path) -> AsyncIterator[Rig]:
    ports = [body.port_string for body in bodies]
    folders = [tmp_path / name for name in ("left", "right")]
    for folder in folders:
        folder.mkdir()
    async with AsyncExitStack() as stack:
        services = [
            await stack.enter_async_context(running_service(folder, ports[first : first + 2]))
            for folder, first in zip(folders, (0, 2), strict=True)
        ]
        rig = Rig(bodies, services)
        yield rig
        await rig.groups.close()


def names(members: Sequence[Any]) -> list[str | None]:
    return [member.get("error", {}).get("name") for member in members]


@pytest.mark.parametrize("ahead_s", [0.0, -200.0, 355.0])
async def test_all_hosts_fire_at_one_instant_whatever_their_clocks_show(rig: Rig, ahead_s: float) -> None:
    members = rig.members(*rig.hosts(ahead_s))
    manifest = await rig.groups.capture(members, TIMEOUT_S, partial=False)

    released = [body.control({"status": True})["released_at"] for body in rig.bodies]
    seen_ms = (max(released) - min(released)) * 1000
    assert manifest["complete"]
    assert [member["camera"] for member in manifest["cameras"]] == [member.camera for member in members]
    assert [member["host"] for member in manifest["cameras"]] == ["left", "right", "left", "right"]
    assert all(len(member["files"]) == 1 and member["released_ms"] >= 0 for member in manifest["cameras"])
    assert manifest["skew_ms"] is not None
    assert manifest["skew_ms"] == pytest.approx(seen_ms, abs=500), "the way from the driver to the body is in it"
    assert 0 < manifest["uncertainty_ms"] < 500
    assert (manifest["fired"], manifest["failed"], manifest["files_per_camera"]) == (4, 0, 1)
    assert rig.captured == [(members[0].camera, manifest)]


async def test_a_host_that_is_far_away_is_told_in_time(rig: Rig) -> None:
    near, _ = rig.hosts()
    far = LocalHost("right", rig.services[1].cameras, ahead_s=-40.0, delay_s=0.15)
    manifest = await rig.groups.capture(rig.members(near, far), TIMEOUT_S, partial=False)

    assert manifest["complete"]
    assert far.told_ahead_s > 0
    assert near.told_ahead_s > 0.15
    assert manifest["uncertainty_ms"] >= 75, "half of its round trip"


async def test_one_host_alone_has_one_clock(rig: Rig) -> None:
    left, _ = rig.hosts()
    manifest = await rig.groups.capture(rig.members(left), TIMEOUT_S, partial=False)

    assert (manifest["complete"], manifest["fired"], manifest["uncertainty_ms"]) == (True, 2, 0)


@pytest.mark.parametrize("step", ["ping", "reserve", "arm"])
@pytest.mark.parametrize("failing", [0, 1])
async def test_a_host_that_fails_before_the_release_keeps_all_from_firing(rig: Rig, step: str, failing: int) -> None:
    hosts = rig.hosts()
    hosts[failing].refusals[step] = hosts[failing].unreachable()
    with pytest.raises(ServiceError, match="Nothing was fired") as refused:
        await rig.groups.capture(rig.members(*hosts), TIMEOUT_S, partial=False)

    assert refused.value.name is ErrorName.HOST_UNREACHABLE
    assert refused.value.details["host"] == hosts[failing].name
    failures: Any = refused.value.details["failures"]
    assert [each["camera"] for each in failures] == [body.id for body in rig.bodies[2 * failing : 2 * failing + 2]]
    assert rig.releases() == [False] * 4
    await rig.groups.close()
    assert await rig.has_free_cameras()
    assert rig.captured == []


@pytest.mark.parametrize("step", ["ping", "reserve", "arm"])
async def test_with_partial_the_hosts_that_can_fire(rig: Rig, step: str) -> None:
    left, right = rig.hosts()
    left.refusals[step] = left.unreachable()
    members = [RigMember("usb:9,9", error=ServiceError(ErrorName.CAMERA_NOT_FOUND, "No such camera."))]
    manifest = await rig.groups.capture([*members, *rig.members(left, right)], TIMEOUT_S, partial=True)

    assert names(manifest["cameras"]) == ["camera_not_found", "host_unreachable", None, "host_unreachable", None]
    assert (manifest["fired"], manifest["failed"], manifest["complete"]) == (2, 3, False)
    assert rig.releases() == [False, False, True, True]
    assert rig.captured[0][0] == rig.bodies[2].id
    assert await rig.has_free_cameras()


async def test_with_partial_and_no_host_that_can_it_is_an_error(rig: Rig) -> None:
    hosts = rig.hosts()
    for host in hosts:
        host.refusals["reserve"] = host.unreachable()
    with pytest.raises(ServiceError, match="left does not answer") as refused:
        await rig.groups.capture(rig.members(*hosts), TIMEOUT_S, partial=True)

    failures: Any = refused.value.details["failures"]
    assert names(failures) == ["host_unreachable"] * 4


async def test_a_camera_that_is_lost_is_named_with_its_host_and_its_own_error(rig: Rig) -> None:
    camera = rig.services[1].cameras.resolve(rig.bodies[3].id)
    rig.services[1].cameras.unplug(camera.source.port, "It was unplugged.")
    with pytest.raises(ServiceError, match="Nothing was fired") as refused:
        await rig.groups.capture(rig.members(*rig.hosts()), TIMEOUT_S, partial=False)

    assert (refused.value.name, refused.value.camera) == (ErrorName.CAMERA_LOST, rig.bodies[3].id)
    failures: Any = refused.value.details["failures"]
    assert [(each["camera"], each["host"]) for each in failures] == [(rig.bodies[3].id, "right")]
    assert rig.releases() == [False] * 4


async def test_a_release_that_does_not_get_there_is_known_not_to_have_fired(rig: Rig) -> None:
    left, right = rig.hosts()
    right.refusals["release"] = right.unreachable(untouched=True)
    manifest = await rig.groups.capture(rig.members(left, right), TIMEOUT_S, partial=False)

    assert names(manifest["cameras"]) == [None, "host_unreachable", None, "host_unreachable"]
    assert rig.releases() == [True, True, False, False]
    assert "result" not in right.calls


async def test_a_host_that_is_back_in_time_says_what_it_did(rig: Rig) -> None:
    left, right = rig.hosts()
    silent = SilentHost("right", rig.services[1].cameras, hears=True)
    firing = asyncio.create_task(rig.groups.capture(rig.members(left, silent), TIMEOUT_S, partial=False))
    await silent.has_called("result", 2)
    silent.back.set()
    manifest = await firing

    assert manifest["complete"]
    assert [len(member["files"]) for member in manifest["cameras"]] == [1] * 4
    assert right.calls == []


async def test_a_host_that_never_heard_of_the_release_says_so_when_it_is_back(rig: Rig) -> None:
    left, _ = rig.hosts()
    silent = SilentHost("right", rig.services[1].cameras, hears=False)
    silent.back.set()
    manifest = await rig.groups.capture(rig.members(left, silent), TIMEOUT_S, partial=False)

    assert names(manifest["cameras"]) == [None, "camera_timeout", None, "camera_timeout"]
    assert "was not released" in manifest["cameras"][1]["error"]["message"]
    assert rig.releases() == [True, True, False, False]
    assert await rig.has_free_cameras()


async def test_of_a_host_that_stays_silent_nobody_knows(rig: Rig) -> None:
    left, _ = rig.hosts()
    silent = SilentHost("right", rig.services[1].cameras, hears=True)
    begun = time.monotonic()
    manifest = await rig.groups.capture(rig.members(left, silent), 3.0, partial=False)

    assert time.monotonic() - begun < 15
    assert names(manifest["cameras"]) == [None, "outcome_unknown", None, "outcome_unknown"]
    assert "right" in manifest["cameras"][1]["error"]["message"]
    assert (manifest["fired"], manifest["failed"]) == (2, 2)


async def test_of_a_host_that_was_started_anew_nobody_knows(rig: Rig) -> None:
    left, right = rig.hosts()
    right.refusals["release"] = right.unreachable(untouched=False)
    right.refusals["result"] = ServiceError(ErrorName.JOB_NOT_FOUND, "There is no such group.")
    manifest = await rig.groups.capture(rig.members(left, right), TIMEOUT_S, partial=False)

    assert names(manifest["cameras"]) == [None, "outcome_unknown", None, "outcome_unknown"]
    assert right.calls.count("result") == 1


async def test_a_coordinator_that_dies_blocks_nobody(rig: Rig) -> None:
    left, right = rig.hosts()
    await left.reserve("gone", [rig.bodies[0].id], TIMEOUT_S, partial=False)  # and nobody renews it
    begun = time.monotonic()
    manifest = await rig.groups.capture(rig.members(left, right), TIMEOUT_S, partial=False)

    assert manifest["complete"]
    assert 1 < time.monotonic() - begun < 15


async def test_turns_are_held_for_as_long_as_another_host_is_waited_for(rig: Rig) -> None:
    left, right = rig.hosts()
    slow = rig.services[1].cameras.resolve(rig.bodies[3].id)
    held = slow.line.reserve()
    firing = asyncio.create_task(rig.groups.capture(rig.members(left, right), TIMEOUT_S, partial=False))
    await asyncio.sleep(6)  # longer than a lease
    assert "arm" not in left.calls
    held.leave()

    assert (await firing)["complete"]
    assert left.calls.count("renew") >= 3


async def test_a_camera_that_stays_busy_is_named_when_the_time_is_over(rig: Rig) -> None:
    hosts = rig.hosts()
    held = rig.services[1].cameras.resolve(rig.bodies[3].id).line.reserve()
    with pytest.raises(ServiceError, match="was not ready") as refused:
        await rig.groups.capture(rig.members(*hosts), 2.0, partial=False)  # the others are ready by then
    held.leave()

    assert (refused.value.camera, refused.value.is_retryable) == (rig.bodies[3].id, True)
    await rig.groups.close()
    assert await rig.has_free_cameras()


async def test_groups_of_two_gateways_over_the_same_hosts_all_complete(rig: Rig) -> None:
    first, second = rig.members(*rig.hosts()), rig.members(*rig.hosts())
    # Two ends of a link know the same host: the parts are the host's own.
    for mine, other in zip(first, second, strict=True):
        assert isinstance(mine.host, LocalHost)
        assert isinstance(other.host, LocalHost)
        other.host.parts = mine.host.parts
    groups = RigGroups(lambda _camera, _manifest: None)
    both = [
        each.capture(members, 60, partial=False)
        for _ in range(3)
        for each, members in ((rig.groups, first), (groups, second[::-1]), (groups, second[1:3]))
    ]
    manifests = await asyncio.wait_for(asyncio.gather(*both), 60)

    assert [manifest["complete"] for manifest in manifests] == [True] * 9
    paths = [(each["camera"], file["path"]) for it in manifests for each in it["cameras"] for file in each["files"]]
    assert len(set(paths)) == len(paths) == 3 * (4 + 4 + 2)


async def test_a_group_can_be_cancelled_until_it_is_fired(rig: Rig) -> None:
    hosts = rig.hosts()
    held = rig.services[1].cameras.resolve(rig.bodies[3].id).line.reserve()
    work = Work()
    with working_on(work):
        firing = asyncio.create_task(rig.groups.capture(rig.members(*hosts), TIMEOUT_S, partial=False))
        work.includes(firing)
    await hosts[1].has_called("reserve")
    assert work.cancel() is Stop.AT_ONCE
    with pytest.raises(asyncio.CancelledError):
        await firing
    held.leave()
    await rig.groups.close()

    assert rig.releases() == [False] * 4
    assert await rig.has_free_cameras()


async def test_one_that_is_fired_is_finished_though_whoever_asked_is_gone(rig: Rig) -> None:
    hosts = rig.hosts()
    work = Work()
    with working_on(work):
        firing = asyncio.create_task(rig.groups.capture(rig.members(*hosts), TIMEOUT_S, partial=False))
    await hosts[1].has_called("release")
    assert work.cancel() is Stop.CANNOT
    firing.cancel()
    await rig.groups.close()

    assert rig.captured[0][1]["complete"]


async def test_a_camera_that_loses_its_link_right_after_its_release_is_said_to_have_released_by_its_hosts_clock(
    rig: Rig,
) -> None:
    hosts = rig.hosts(ahead_s=200.0)
    rig.bodies[2].control({"develop_s": 60})
    rig.bodies[3].control({"hang": NIKON.release})
    firing = asyncio.create_task(rig.groups.capture(rig.members(*hosts), TIMEOUT_S, partial=False))
    async with asyncio.timeout(20):
        while rig.releases() != [True, True, True, False]:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.05)
    await asyncio.sleep(DRIVER_IS_BACK_S)
    rig.bodies[2].control({"drop": True})
    rig.bodies[3].control({"drop": True})
    manifest = await asyncio.wait_for(firing, 60)

    by_camera = {each["camera"]: each for each in manifest["cameras"]}
    released, in_doubt = by_camera[rig.bodies[2].id], by_camera[rig.bodies[3].id]
    assert names([released, in_doubt]) == ["camera_lost", "camera_lost"]
    assert 0 <= released["released_ms"] < LATE_MS, "by the clock of its host"
    assert "may_have_released" not in released
    assert ("released_ms" in in_doubt, in_doubt["may_have_released"]) == (False, True)
    assert (manifest["fired"], manifest["failed"], manifest["complete"]) == (2, 2, False)
