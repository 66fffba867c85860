"""Sequences: on their schedule, with their settings, beside other clients."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.bulb import turn_to_bulb
from tests.rigs.dial import turn_dial
from tests.rigs.makes import Need

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

EVENTS = ["sequence_progress", "sequence_ended"]


@pytest.fixture(autouse=True)
async def small_pictures(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.jpeg)
    await client.call("set_exposure", shutter_s=0.008, aperture=5.6)
    await client.call("subscribe", events=EVENTS)


async def progress(client: RpcClient, count: int) -> list[dict[str, Any]]:
    return [await client.notification("sequence_progress") for _ in range(count)]


def seconds(timestamp: str) -> float:
    return datetime.fromisoformat(timestamp).timestamp()


async def test_frames_are_due_at_whole_intervals_and_told_one_by_one(client: RpcClient, each_make: Make) -> None:
    sequence = (await client.call("start_sequence", frames=4, interval_s=1.5, name="clouds"))["sequence"]
    frames = await progress(client, 4)
    ended = await client.notification("sequence_ended")
    got = (await client.call("get_sequence", sequence_id=sequence["sequence_id"]))["sequence"]

    start = seconds(sequence["started_at"])
    assert [round(seconds(frame["due_at"]) - start, 2) for frame in frames] == [
        1.5 * frame["frame"] for frame in frames
    ]
    assert [frame["late_s"] >= 0 for frame in frames] == [True] * 4
    assert [frame["files"][0]["filename"] for frame in frames] == [each_make.jpeg_of(n) for n in range(6, 10)]
    assert (ended["state"], ended["sequence_id"]) == ("completed", sequence["sequence_id"])
    assert got["frames_taken"] + got["slots_missed"] == got["next_frame"] == 4
    assert got["drift_max_s"] == max(frame["late_s"] for frame in frames)
    assert (got["name"], got["failures"]) == ("clouds", [])


async def test_a_disk_that_is_slow_to_keep_its_start_costs_no_picture(
    client: RpcClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_at: list[datetime] = []

    def slow(descriptor: int, sync: Callable[[int], None] = os.fsync) -> None:
        time.sleep(1)
        sync(descriptor)
        kept_at.append(datetime.now(UTC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", slow)
        sequence = (await client.call("start_sequence", frames=1, interval_s=0.5))["sequence"]

    assert datetime.fromisoformat(sequence["started_at"]) > kept_at[0]


async def test_its_start_is_told_to_other_clients_once_before_its_frames(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    async with service.client() as other:
        await other.call("subscribe", events=["sequence_started"])
        sequence = (await client.call("start_sequence", frames=1, name="clouds"))["sequence"]
        refused = await client.error("start_sequence", frames=1)
        started = await other.notification("sequence_started")
    await client.notification("sequence_ended")
    events = (await client.call("get_events", since=0))["events"]
    told = [event["event"] for event in events if event["event"].startswith("sequence_")]

    members = ("camera", "sequence_id", "name", "resumed", "frames", "frames_taken")
    assert [started[name] for name in members] == [camera.id, sequence["sequence_id"], "clouds", False, 1, 0]
    assert refused.name == "camera_busy"
    assert told == ["sequence_started", "sequence_progress", "sequence_ended"]
    assert "sequence_started" in (await client.call("get_server_info"))["events"]


async def test_without_an_interval_no_frame_waits_and_none_is_missed(client: RpcClient) -> None:
    await client.call("start_sequence", frames=3)
    frames = await progress(client, 3)
    ended = await client.notification("sequence_ended")

    assert [frame["frame"] for frame in frames] == [0, 1, 2]
    assert all("late_s" not in frame for frame in frames)
    assert (ended["frames_taken"], ended["slots_missed"], ended["drift_max_s"]) == (3, 0, None)


async def test_without_a_number_it_runs_until_it_is_stopped(client: RpcClient) -> None:
    sequence = (await client.call("start_sequence", frames=None))["sequence"]
    await progress(client, 2)
    stopped = (await client.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]
    ended = await client.notification("sequence_ended")

    assert sequence["frames"] is None
    assert ended["state"] == "stopped"
    assert stopped["frames_taken"] >= 2
    assert (await client.call("stop_sequence", sequence_id=sequence["sequence_id"]))["sequence"]["state"] == "stopped"


async def test_a_slot_that_is_too_short_for_the_exposure_is_missed_and_nothing_shifts(
    client: RpcClient, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    sequence = (await client.call("start_sequence", frames=6, interval_s=0.4))["sequence"]
    ended = await client.notification("sequence_ended")
    events = (await client.call("get_events", since=0))["events"]
    frames = [event["params"] for event in events if event["event"] == "sequence_progress"]

    start = seconds(sequence["started_at"])
    assert ended["slots_missed"] >= 2
    assert ended["frames_taken"] + ended["slots_missed"] == 6
    for frame in frames:
        assert abs(seconds(frame["due_at"]) - start - 0.4 * frame["frame"]) < 0.01
        assert frame["late_s"] < 0.4 + 30  # what it begins with is its own slot


async def test_each_frame_has_the_next_step_and_the_settings_go_back(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name="iso", value="200")
    await client.call("subscribe", events=["config_changed"])
    steps = [{"settings": {"iso": "400"}}, {"settings": {"iso": "1600", each_make.aperture: each_make.stop(8)}}]
    await client.call("start_sequence", frames=3, steps=steps)
    await client.notification("sequence_ended")
    events = (await client.call("get_events", since=0))["events"]

    told = [event["params"] for event in events if event["event"] == "config_changed"]
    iso = [each["value"] for each in told if each["name"] == "iso"]
    assert iso[iso.index("200") :] == ["200", "400", "1600", "400", "200"]
    assert (await client.call("get_config", name=each_make.aperture))["value"] == each_make.stop(5.6)


async def test_a_bracket_has_a_picture_for_each_step_in_each_frame(client: RpcClient, each_make: Make) -> None:
    steps = [{"settings": {each_make.shutter: speed}} for speed in ("1/250", "1/60", "1/15")]
    await client.call("start_sequence", frames=2, interval_s=4, steps=steps, bracket=True)
    frames = await progress(client, 2)
    await client.notification("sequence_ended", state="completed")

    assert [len(frame["files"]) for frame in frames] == [3, 3]
    assert (await client.call("get_config", name=each_make.shutter))["value"] == "1/125"


@pytest.mark.needs(Need.NIKON_LENS)
async def test_the_lens_is_driven_before_each_frame(client: RpcClient, camera: VirtualCameraProcess) -> None:
    before = camera.control({"status": True})["focus_position"]
    await client.call("start_sequence", frames=2, focus_steps=-300)
    ended = await client.notification("sequence_ended")

    status = camera.control({"status": True})
    operations = [each for each in status["operations"] if each in {"9204", "9207"}]
    assert (ended["state"], ended["frames_taken"]) == ("completed", 2)
    assert [each for each, _ in groupby(operations)] == ["9204", "9207", "9204", "9207"]  # without live view: twice
    assert status["focus_position"] == before - 600


async def test_other_clients_take_their_turns_between_the_frames(service: RunningService, client: RpcClient) -> None:
    await client.call("start_sequence", frames=3, interval_s=3)
    await progress(client, 1)
    async with service.client() as other:
        taken = await other.call("capture_image")
    ended = await client.notification("sequence_ended")

    assert taken["files"]
    assert ended["frames_taken"] + ended["slots_missed"] == 3


async def test_what_cannot_work_is_refused_before_anything_is_shot(client: RpcClient) -> None:
    unknown = await client.error("start_sequence", frames=1, steps=[{"settings": {"isoo": "400"}}])
    no_choice = await client.error("start_sequence", frames=1, steps=[{"settings": {"iso": "401"}}])
    no_steps = await client.error("start_sequence", frames=1, bracket=True)
    too_many = await client.error("start_sequence", frames=100_001)

    assert [error.name for error in (unknown, no_choice)] == ["config_not_found", "config_invalid_value"]
    assert [error.name for error in (no_steps, too_many)] == ["invalid_params"] * 2
    assert (await client.call("list_sequences"))["sequences"] == []


async def test_a_sequence_survives_its_client(service: RunningService, client: RpcClient) -> None:
    async with service.client() as starter:
        await starter.call("start_sequence", frames=2, interval_s=1)
    await client.notification("sequence_ended", state="completed")


async def test_each_frame_can_be_a_bulb_exposure_that_begins_on_the_schedule(
    client: RpcClient, each_make: Make
) -> None:
    await turn_to_bulb(client, each_make)
    await client.call("start_sequence", frames=2, interval_s=4, bulb_s=1.5)
    frames = await progress(client, 2)
    ended = await client.notification("sequence_ended")

    assert (ended["state"], ended["frames_taken"]) == ("completed", 2)
    assert all(len(frame["files"]) == 1 and frame["late_s"] >= 0 for frame in frames)
    if Need.BULB_FROM_ANY_TIME in each_make.abilities:
        assert (await client.call("get_config", name=each_make.shutter))["value"] == "1/125"


@pytest.mark.needs(Need.ARTIST)
async def test_a_text_with_line_ends_and_odd_spaces_is_put_back(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    before = "Jean\u00a0Dupont\nStudio"
    await turn_dial(camera, client, "artist", before)
    await client.call("subscribe", events=["sequence_ended"])
    await client.call("start_sequence", frames=1, steps=[{"settings": {"artist": "clouds"}}])

    ended = await client.notification("sequence_ended")

    assert "not_restored" not in ended
    assert (await client.call("get_config", name="artist"))["value"] == before


@pytest.mark.needs(Need.MODE)
async def test_a_step_is_judged_in_its_own_mode(client: RpcClient, each_make: Make) -> None:
    """At program, the body chooses the aperture itself."""
    await client.call("set_exposure", mode="program")
    await client.call("subscribe", events=["sequence_ended", "config_changed"])
    steps = [{"exposure": {"mode": "manual", "aperture": 8}}]

    refused = await client.error("start_sequence", frames=1, steps=[{"exposure": {"mode": "manual", "aperture": 999}}])
    sequence = (await client.call("start_sequence", frames=1, steps=steps))["sequence"]
    ended = await client.notification("sequence_ended")

    assert refused.name == "config_invalid_value"
    assert sequence["steps"][0]["settings"][each_make.aperture] == each_make.stop(8)
    assert (ended["state"], ended["frames_taken"]) == ("completed", 1)
    assert "not_restored" not in ended
    assert (await client.call("get_exposure"))["settings"]["mode"]["value"] == "program"
    apertures = [each["value"] for each in await changes(client, each_make.aperture)]
    assert each_make.stop(8) in apertures


async def changes(client: RpcClient, name: str) -> list[dict[str, Any]]:
    """Return the logged changes of a setting."""
    events = (await client.call("get_events", since=0))["events"]
    return [
        event["params"] for event in events if event["event"] == "config_changed" and event["params"]["name"] == name
    ]
