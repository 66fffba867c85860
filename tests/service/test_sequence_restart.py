"""Sequences and the end of the service: in good order, and by kill -9."""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.rpc_client import RpcClient
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.virtual_camera import VirtualCameraProcess

TOKEN = "restart"
EVENTS = ["sequence_progress", "sequence_ended"]
FOLDER = ".sequences"


@asynccontextmanager
async def serving(state_dir: Path, camera: VirtualCameraProcess) -> AsyncIterator[tuple[ServeProcess, RpcClient]]:
    rig = ServeProcess(f"--camera={camera.port_string}", "--port=0", state_dir=state_dir, API_TOKEN=TOKEN)
    async with rig as serve, RpcClient(f"{serve.url}/rpc", Contract.load(), TOKEN) as client:
        await client.call("subscribe", events=EVENTS)
        yield serve, client


async def begun(client: RpcClient, **params: Any) -> dict[str, Any]:
    for camera in (await client.call("list_cameras"))["cameras"]:
        await client.call("set_capture_settings", quality="jpeg", camera=camera["id"])
    sequence: dict[str, Any] = (await client.call("start_sequence", **params))["sequence"]
    await client.notification("sequence_progress", frames_taken=2)
    return sequence


async def starts(client: RpcClient) -> list[dict[str, Any]]:
    """Return the params of each `sequence_started` of this run of the service."""
    events = (await client.call("get_events", since=0))["events"]
    return [event["params"] for event in events if event["event"] == "sequence_started"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_one_that_is_to_be_resumed_goes_on_with_the_same_schedule(
    number: signal.Signals, tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    steps = [{"settings": {"iso": "800"}}]
    async with serving(tmp_path, camera) as (serve, client):
        sequence = await begun(client, interval_s=1, steps=steps, resume=True)
        await serve.stop(number)
    kept = json.loads((tmp_path / FOLDER / f"{sequence['sequence_id']}.json").read_text())
    await asyncio.sleep(1.5)  # more than a slot
    async with serving(tmp_path, camera) as (_, client):
        async with asyncio.timeout(30):
            while (frame := await client.notification("sequence_progress"))["frames_taken"] <= 2:
                pass
        await client.call("stop_sequence", sequence_id=sequence["sequence_id"])
        ended = await client.notification("sequence_ended")
        iso = (await client.call("get_config", name="iso"))["value"]
        resumed = await starts(client)

    start = datetime.fromisoformat(sequence["started_at"])
    due = (datetime.fromisoformat(frame["due_at"]) - start).total_seconds()
    assert kept["sequence"]["frames_taken"] >= 1
    assert due == pytest.approx(frame["frame"], abs=0.1)  # the system's clock may have been set a little meanwhile
    assert ended["slots_missed"] >= 1
    assert (ended["state"], iso) == ("stopped", "100")
    assert [(told["sequence_id"], told["resumed"]) for told in resumed] == [(sequence["sequence_id"], True)]
    assert resumed[0]["frames_taken"] >= 1


@pytest.mark.parametrize("other_boot", [False, True])
async def test_one_is_resumed_at_once_though_the_system_clock_is_an_hour_behind(
    other_boot: bool, tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with serving(tmp_path, camera) as (serve, client):
        sequence = await begun(client, interval_s=1, resume=True)
        await serve.stop(signal.SIGKILL)
    file = tmp_path / FOLDER / f"{sequence['sequence_id']}.json"
    kept = json.loads(file.read_text())
    kept["start"] += 3600  # the time that it was, by a clock that shows an hour less now
    if other_boot:
        kept["boot"] = {"id": "that of another boot", "start": 1e9}
    file.write_text(json.dumps(kept))
    async with serving(tmp_path, camera) as (serve, client):
        frame = await client.notification("sequence_progress")
        await serve.stop()

    assert frame["frame"] >= kept["sequence"]["next_frame"]
    assert ("the system's clock is not what it was" in serve.log) is other_boot


async def test_one_that_waits_for_a_camera_which_has_not_come_keeps_no_other_camera_from_starting(
    tmp_path: Path, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess
) -> None:
    async with serving(tmp_path, camera) as (serve, client):
        await begun(client, interval_s=1, resume=True)
        await serve.stop(signal.SIGTERM)
    async with serving(tmp_path, second_camera) as (_, client):
        started = await client.call("start_sequence", frames=1)
        ended = await client.notification("sequence_ended")
        states = [sequence["state"] for sequence in (await client.call("list_sequences"))["sequences"]]

    assert (ended["sequence_id"], ended["state"]) == (started["sequence"]["sequence_id"], "completed")
    assert sorted(states) == ["completed", "waiting"]


async def test_one_that_is_not_to_be_resumed_is_interrupted_and_has_put_its_settings_back(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with serving(tmp_path, camera) as (serve, client):
        sequence = await begun(client, interval_s=2, steps=[{"settings": {"iso": "800"}}])
        await serve.stop()
    async with serving(tmp_path, camera) as (_, client):
        (listed,) = (await client.call("list_sequences"))["sequences"]
        iso = (await client.call("get_config", name="iso"))["value"]
        again = (await client.call("start_sequence", frames=1))["sequence"]
        started = await starts(client)

    assert (listed["sequence_id"], listed["state"], iso) == (sequence["sequence_id"], "interrupted", "100")
    assert "not_restored" not in listed
    assert again["state"] == "running"
    assert [(told["sequence_id"], told["resumed"]) for told in started] == [(again["sequence_id"], False)]


async def test_one_whose_server_was_killed_is_interrupted_and_says_what_it_left_changed(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with serving(tmp_path, camera) as (serve, client):
        await begun(client, steps=[{"settings": {"iso": "800"}}])
        await serve.stop(signal.SIGKILL)
    async with serving(tmp_path, camera) as (_, client):
        (listed,) = (await client.call("list_sequences"))["sequences"]

    assert (listed["state"], listed["not_restored"]) == ("interrupted", ["iso"])


async def test_being_killed_at_any_time_leaves_a_file_that_can_be_read(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    for _ in range(3):
        async with serving(tmp_path, camera) as (serve, client):
            listed = await client.call("list_sequences")
            if not listed["sequences"]:
                await begun(client, interval_s=0, resume=True)
            else:
                await client.notification("sequence_progress")
            await serve.stop(signal.SIGKILL)
        assert listed["unreadable"] == []
    kept = [json.loads(file.read_text()) for file in (tmp_path / FOLDER).glob("*.json")]

    assert [each["sequence"]["state"] in {"running", "waiting"} for each in kept] == [True]
    assert kept[0]["sequence"]["next_frame"] >= 4  # what was told has been kept


async def test_files_that_are_no_sequences_are_reported_and_left_alone(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    contents = {
        "broken.json": b'{"version": 1, "seq',
        "binary.json": b"\xff\x00\xfe",
        "newer.json": b'{"version": 99, "sequence": {}, "start": 0, "originals": {}}',
        "list.json": b"[]",
        "endless.json": f'{{"version": 1, "sequence": {{}}, "start": {10**400}, "originals": {{}}}}'.encode(),
        "deep.json": b"[" * 100_000,
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    async with serving(tmp_path, camera) as (serve, client):
        listed = await client.call("list_sequences")
        assert (await client.call("start_sequence", frames=1))["sequence"]["state"] == "running"

    assert listed == {"sequences": [], "unreadable": sorted(contents)}
    assert {name: (folder / name).read_bytes() for name in contents} == contents
    assert "broken.json is no sequence that can be read" in serve.log
    assert "Traceback" not in serve.log
