"""Sequences when something goes wrong in the middle."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

EVENTS = ["sequence_progress", "sequence_ended", "camera_state_changed"]
RELEASE, ACCESS_DENIED, SET = "9207", "0x200f", "1016"


@pytest.fixture
async def watching(client: RpcClient, each_make: Make) -> RpcClient:
    await client.call("set_config", name=each_make.quality, value=each_make.jpeg)
    await client.call("subscribe", events=EVENTS)
    return client


async def state_of(client: RpcClient, sequence: dict[str, Any]) -> dict[str, Any]:
    got = await client.call("get_sequence", sequence_id=sequence["sequence_id"])
    found: dict[str, Any] = got["sequence"]
    return found


async def until_state(client: RpcClient, sequence: dict[str, Any], *states: str) -> dict[str, Any]:
    """Wait for a state that no event tells of."""
    async with asyncio.timeout(30):
        while (now := await state_of(client, sequence))["state"] not in states:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return now


async def test_it_waits_for_a_camera_that_is_gone_and_goes_on_when_it_is_back(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    sequence = (await watching.call("start_sequence", interval_s=0.5))["sequence"]
    await watching.notification("sequence_progress")
    camera.control({"offline": True})
    await until_state(watching, sequence, "waiting")
    await asyncio.sleep(1.5)  # some slots, so that there are some to miss
    camera.control({"offline": False})
    await until_state(watching, sequence, "running")
    before = (await state_of(watching, sequence))["frames_taken"]
    async with asyncio.timeout(30):
        while (await watching.notification("sequence_progress"))["frames_taken"] <= before:
            pass
    ended = (await watching.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]

    assert ended["slots_missed"] >= 2
    assert ended["frames_taken"] + ended["frames_failed"] + ended["slots_missed"] == ended["next_frame"]


async def test_a_cable_pulled_between_frames_costs_nothing_but_time(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    await watching.call("start_sequence", frames=2, interval_s=4)
    await watching.notification("sequence_progress", frame=0)
    camera.control({"drop": True})
    ended = await watching.notification("sequence_ended")

    assert (ended["frames_taken"], ended["frames_failed"], ended["slots_missed"]) == (2, 0, 0)


async def test_a_worker_killed_in_a_frame_costs_that_frame(
    service: RunningService, watching: RpcClient, each_make: Make
) -> None:
    await watching.call("set_config", name=each_make.shutter, value=each_make.time(2))
    sequence = (await watching.call("start_sequence", frames=2))["sequence"]
    await watching.notification("camera_state_changed", state="busy")
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    failed = await watching.notification("sequence_progress", frame=0)
    ended = await watching.notification("sequence_ended")

    assert failed["error"]["name"] == "driver_crashed"
    assert (ended["state"], ended["frames_taken"], ended["frames_failed"]) == ("completed", 1, 1)
    assert [each["frame"] for each in (await state_of(watching, sequence))["failures"]] == [0]


@pytest.mark.needs(Need.CARD)
async def test_a_full_card_ends_it_with_the_reason_and_the_settings_go_back(tmp_path: Path, each_make: Make) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--card-size-mb", "25") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("subscribe", events=EVENTS)
            await client.call("start_sequence", steps=[{"settings": {"iso": "800"}}])
            ended = await client.notification("sequence_ended")

            assert (ended["state"], ended["reason"]["name"]) == ("failed", "storage_full")
            assert ended["frames_failed"] == 1
            assert (await client.call("get_config", name="iso"))["value"] == "100"


async def test_what_can_succeed_later_counts_as_failed_and_it_goes_on(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    camera.fail_to_focus(0.5)
    sequence = (await watching.call("start_sequence", frames=2))["sequence"]
    await watching.notification("sequence_progress", frame=0)
    camera.find_focus()
    ended = await watching.notification("sequence_ended")
    (failure,) = (await state_of(watching, sequence))["failures"]

    assert (ended["state"], ended["frames_taken"], ended["frames_failed"]) == ("completed", 1, 1)
    assert (failure["frame"], failure["error"]["name"]) == (0, "camera_error")
    assert "focus" in failure["error"]["message"].lower()
    assert "focus_mode" in failure["error"]["remedy"]


async def test_what_fails_ten_times_in_a_row_for_good_ends_it(
    watching: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"refuse": each_make.release, "code": ACCESS_DENIED})
    sequence = (await watching.call("start_sequence"))["sequence"]
    ended = await watching.notification("sequence_ended")

    assert (ended["state"], ended["frames_failed"]) == ("failed", 10)
    assert len((await state_of(watching, sequence))["failures"]) == 10


async def test_one_of_which_no_frame_was_taken_has_failed(
    watching: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"refuse": each_make.release, "code": ACCESS_DENIED})
    sequence = (await watching.call("start_sequence", frames=2))["sequence"]
    ended = await watching.notification("sequence_ended")

    assert (ended["state"], ended["frames_taken"], ended["frames_failed"]) == ("failed", 0, 2)
    assert ended["reason"]["name"] == "camera_error"
    assert (await state_of(watching, sequence))["state"] == "failed"


async def test_a_stop_in_an_exposure_keeps_its_picture(watching: RpcClient, each_make: Make) -> None:
    await watching.call("set_config", name=each_make.shutter, value=each_make.time(4))
    sequence = (await watching.call("start_sequence", frames=50, steps=[{"settings": {"iso": "800"}}]))["sequence"]
    await watching.notification("camera_state_changed", state="busy")
    stopping = (await watching.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]
    ended = await watching.notification("sequence_ended")

    assert stopping["state"] == "stopping"
    assert (ended["state"], ended["frames_taken"]) == ("stopped", 1)
    assert (await watching.call("get_config", name="iso"))["value"] == "100"


async def test_a_stop_between_frames_ends_it_at_once(watching: RpcClient) -> None:
    sequence = (await watching.call("start_sequence", interval_s=3600))["sequence"]
    await watching.notification("sequence_progress")
    stopped = (await watching.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]

    assert (stopped["state"], stopped["frames_taken"]) == ("stopped", 1)


async def stopped_while_away(watching: RpcClient, camera: VirtualCameraProcess) -> dict[str, Any]:
    """Return a sequence that was stopped while its camera is switched off, with settings to be put back."""
    steps = [{"settings": {"iso": "800", camera.make.aperture: camera.make.stop(8)}}]
    sequence: dict[str, Any] = (await watching.call("start_sequence", interval_s=0.5, steps=steps))["sequence"]
    await watching.notification("sequence_progress")
    camera.control({"offline": True})
    await until_state(watching, sequence, "waiting")
    stopped = await watching.call("stop_sequence", sequence_id=sequence["sequence_id"])
    assert stopped["sequence"]["state"] == "stopping"
    return sequence


async def test_a_stop_while_the_camera_is_away_puts_settings_back_when_it_is_back(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    before = (await watching.call("get_config", name=camera.make.aperture))["value"]
    await stopped_while_away(watching, camera)
    camera.control({"offline": False})
    ended = await watching.notification("sequence_ended")

    assert (ended["state"], ended.get("not_restored")) == ("stopped", None)
    assert (await watching.call("get_config", name="iso"))["value"] == "100"
    assert (await watching.call("get_config", name=camera.make.aperture))["value"] == before != camera.make.stop(8)


async def test_another_stop_leaves_settings_as_they_are_and_says_which(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    sequence = await stopped_while_away(watching, camera)
    stopped = (await watching.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]

    assert (stopped["state"], stopped["not_restored"]) == ("stopped", sorted([camera.make.aperture, "iso"]))


async def test_a_schedule_that_ends_while_the_camera_is_away_ends_with_all_slots_accounted_for(
    watching: RpcClient, camera: VirtualCameraProcess
) -> None:
    await watching.call("start_sequence", frames=4, interval_s=1)
    await watching.notification("sequence_progress")
    camera.control({"offline": True})
    ended = await watching.notification("sequence_ended")

    assert ended["state"] == "completed"
    assert ended["frames_taken"] + ended["frames_failed"] + ended["slots_missed"] == 4
    assert ended["slots_missed"] >= 1
