"""Live view pauses for captures and while the camera is away, says why, and goes on by itself."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from rpc_camera.camera.identity import Source
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_preview import has_ended, status, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

NETWORK_CAMERA = "PTP/IP Camera"


def frames_asked(camera: VirtualCameraProcess) -> int | None:
    """Return how often the driver has asked for a frame, also for one that was refused."""
    counts: dict[str, int] = status(camera)["counts"]
    return counts.get(camera.make.frame)


async def test_it_pauses_for_a_capture_and_goes_on(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    await client.call("start_preview", binary=True)
    await client.notification("preview_state_changed", state="running")

    written = len(status(camera)["written"])
    taking = client.send("capture_image")
    await until(lambda: bool(status(camera)["exposing"]))
    asked = frames_asked(camera)
    while len((now := status(camera))["written"]) == written:
        assert now["counts"].get(each_make.frame) == asked
    paused = await client.notification("preview_state_changed")
    await client.notification("preview_state_changed", state="running")
    await client.notification("preview_frame")

    assert asked
    assert (await taking)["files"]
    assert (paused["state"], paused["reason"]) == ("paused", "A picture is being taken.")


async def test_it_pauses_for_a_trigger_too(client: RpcClient, camera: VirtualCameraProcess, each_make: Make) -> None:
    await client.call("subscribe", events=["preview_state_changed", "file_added"])
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    await client.call("start_preview", binary=True)
    await client.notification("preview_frame")

    await client.call("trigger_capture")
    await client.notification("preview_state_changed", state="paused")
    await until(lambda: status(camera)["exposing"])
    asked, shown = frames_asked(camera), status(camera)["live_view_frames"]
    while (now := status(camera))["exposing"]:
        assert now["live_view_frames"] == shown
        assert now["counts"].get(each_make.frame) == asked or not each_make.holds_triggers
    await client.notification("preview_state_changed", state="running")


async def test_live_view_that_is_wanted_during_a_capture_comes_after_it(client: RpcClient, each_make: Make) -> None:
    await client.call("subscribe", events=["camera_state_changed"])
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))
    capture = client.send("capture_image")
    await client.notification("camera_state_changed", state="busy")

    started = await client.call("start_preview")

    assert started["state"] == "paused"
    await capture
    await client.notification("preview_frame")


async def test_live_view_survives_a_cable_that_is_pulled(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview", binary=True)
    await client.notification("preview_state_changed", state="running")

    camera.control({"offline": True})
    paused = await client.notification("preview_state_changed")
    assert (paused["state"], bool(paused["reason"])) == ("paused", True)
    camera.control({"offline": False})

    await client.notification("preview_state_changed", state="running")
    await client.notification("preview_frame")


async def test_live_view_survives_a_worker_that_is_killed(service: RunningService, client: RpcClient) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview", binary=True)
    await client.notification("preview_state_changed", state="running")

    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)

    assert "SIGKILL" in (await client.notification("preview_state_changed", state="paused"))["reason"]
    await client.notification("preview_state_changed", state="running")
    await client.notification("preview_frame")


async def test_viewers_who_leave_while_the_camera_is_away_leave_no_mirror_up(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["preview_state_changed", "camera_state_changed"])
    await client.call("start_preview")
    camera.control({"offline": True})
    await client.notification("preview_state_changed", state="paused")
    await client.call("stop_preview", camera=each_make.id())
    await client.notification("preview_state_changed", state="stopped")
    camera.control({"offline": False})
    await client.notification("camera_state_changed", state="ready")

    preview = service.cameras.cameras[0].preview
    await until(lambda: not preview._maybe_up)
    assert has_ended(camera)
    assert preview.state == "stopped"


async def test_a_frame_that_the_driver_hangs_at_costs_its_worker_and_no_command(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview", binary=True)
    await client.notification("preview_state_changed", state="running")
    camera.control({"hang": each_make.frame, "times": 1})

    assert (await client.notification("preview_state_changed", state="paused"))["reason"]
    assert (await client.call("get_config", name="iso"))["value"] == "100"
    await client.notification("preview_state_changed", state="running")


async def test_a_camera_that_comes_back_on_another_port_is_shown_to_those_who_watched_it(
    tmp_path: Path, each_make: Make
) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as here:
        async with running_service(tmp_path) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added"])
            service.cameras.plug(Source(here.port_string, NETWORK_CAMERA, removable=True))
            await client.notification("camera_added")
            await client.call("start_preview", binary=True)
            before = await client.notification("preview_frame")

            here.stop()
            service.cameras.unplug(service.cameras.cameras[0].source.port, "It was unplugged.")
            with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as there:
                service.cameras.plug(Source(there.port_string, NETWORK_CAMERA, removable=True))
                await client.notification("camera_added")
                after = await client.notification("preview_frame")

                assert before["camera"] == after["camera"] == each_make.id()
                assert (await client.call("stop_preview"))["stopped"]
                await until(lambda: has_ended(there))


async def test_a_camera_that_was_unplugged_can_be_watched_no_longer(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    await client.call("start_preview")
    service.cameras.unplug(service.cameras.cameras[0].source.port, "It was unplugged.")

    assert await client.call("stop_preview", camera=each_make.id()) == {"camera": each_make.id(), "stopped": True}
    assert (await client.error("start_preview", camera=each_make.id())).name == "camera_lost"
