"""Each host of a rig serves the cameras of all."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.rigs.rig_hosts import SOON_S, rig_of, until_known
from tests.rigs.saving import make_pictures
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"


async def test_cameras_are_listed_with_their_hosts(rig: RigHosts) -> None:
    for name, client in rig.clients.items():
        listed = await client.call("list_cameras")
        assert {camera["id"]: camera["host"] for camera in listed["cameras"]} == {LEFT: "left", RIGHT: "right"}
        assert [camera["index"] for camera in listed["cameras"]] == [0, 1]
        assert {host["host"]: host["address"] for host in listed["hosts"]} == {
            each: service.url for each, service in rig.services.items()
        }
        assert listed["hosts"][0]["host"] == name


async def test_a_picture_is_taken_at_another_host_and_all_are_told(rig: RigHosts) -> None:
    for client in rig.clients.values():
        await client.call("subscribe", events=["file_added"])
    taken = await rig.clients["left"].call("capture_image", camera=RIGHT)
    told = [await client.notification("file_added") for client in rig.clients.values()]

    assert taken["camera"] == RIGHT
    assert [each["file"]["path"] for each in told] == [taken["files"][0]["path"]] * 2
    assert [(each["camera"], each["host"]) for each in told] == [(RIGHT, "right")] * 2
    (mine,) = [
        event["params"]
        for event in (await rig.clients["left"].call("get_events", since=0))["events"]
        if event["event"] == "file_added"
    ]
    assert mine == told[0]


async def test_a_refusal_comes_as_it_was_made(rig: RigHosts) -> None:
    there = await rig.clients["right"].error("get_config", name="isoo", camera=RIGHT)
    here = await rig.clients["left"].error("get_config", name="isoo", camera=RIGHT)

    assert (here.code, str(here), here.data) == (there.code, str(there), there.data)
    assert here.data["camera"] == RIGHT


async def test_what_is_selected_stays_selected_wherever_it_is(rig: RigHosts) -> None:
    client = rig.clients["left"]
    refused = await client.error("get_camera")
    selected = await client.call("select_camera", camera=RIGHT)
    described = await client.call("get_camera")

    assert refused.data["name"] == "no_camera_selected"
    assert set(refused.data["cameras"]) == {LEFT, RIGHT}
    assert (selected["camera"]["id"], selected["camera"]["host"]) == (RIGHT, "right")
    assert (described["id"], described["host"]) == (RIGHT, "right")
    assert (await client.call("get_server_info"))["selected_camera"] == RIGHT


async def test_a_name_that_no_camera_has_is_refused_with_all_there_are(rig: RigHosts) -> None:
    refused = await rig.clients["left"].error("get_camera", camera="z-virtual-0000003")

    assert refused.data["name"] == "camera_not_found"
    assert set(refused.data["cameras"]) == {LEFT, RIGHT}


async def test_a_sequence_is_found_wherever_it_runs(rig: RigHosts) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    started = await left.call("start_sequence", camera=RIGHT, frames=2, interval_s=0.2)
    number = started["sequence"]["sequence_id"]

    assert (await left.call("get_sequence", sequence_id=number))["sequence"]["camera"] == RIGHT
    assert [each["sequence_id"] for each in (await left.call("list_sequences"))["sequences"]] == [number]
    assert (await left.call("stop_sequence", sequence_id=number))["sequence"]["state"] in {"stopped", "completed"}
    assert (await left.error("get_sequence", sequence_id="ffffffffffff")).data["name"] == "job_not_found"
    assert [each["sequence_id"] for each in (await right.call("list_sequences"))["sequences"]] == [number]


async def test_progress_comes_and_cancelling_goes_to_the_other_host(
    rig: RigHosts, right_camera: VirtualCameraProcess
) -> None:
    client = rig.clients["left"]
    await client.call("subscribe", events=["progress"])
    answer = client.send("capture_image", camera=RIGHT, bulb_s=20)
    progress = await client.notification("progress", stage="exposing")
    cancelled = await client.call("cancel_request", request_id=progress["request_id"])
    ended: object = (await asyncio.gather(answer, return_exceptions=True))[0]  # with the picture, or without

    assert progress["camera"] == RIGHT
    assert cancelled["stopped"] == "at_once"  # the shutter of a bulb exposure is closed
    assert isinstance(ended, dict) or "cancelled" in str(ended)
    assert not (await client.call("get_camera", camera=RIGHT)).get("shutter_open")
    assert right_camera.control({"status": True})["operations"]


async def test_two_bodies_of_one_id_are_told_apart(nats_server: NatsServer, tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as one, VirtualCameraProcess("--serial", "0000001") as other:
        async with rig_of(tmp_path, nats_server, {"left": [one.port_string], "right": [other.port_string]}) as rig:
            client = rig.clients["left"]
            listed = (await client.call("list_cameras"))["cameras"]
            refused = await client.error("capture_image", camera=LEFT)
            taken = await client.call("capture_image", camera=f"{LEFT}@right")

    assert [camera["id"] for camera in listed] == [f"{LEFT}@left", f"{LEFT}@right"]
    assert ["same id" in camera["id_doubt"] for camera in listed] == [True, True]
    assert refused.data["cameras"] == [f"{LEFT}@left", f"{LEFT}@right"]
    assert taken["camera"] == f"{LEFT}@right"


async def test_a_gateway_without_cameras_serves_those_of_the_others(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with rig_of(tmp_path, nats_server, {"gateway": [], "right": [right_camera.port_string]}) as rig:
        taken = await rig.clients["gateway"].call("capture_image")

    assert taken["camera"] == RIGHT


async def until_listed(client: RpcClient, camera: str, host: str) -> None:
    """Wait until a camera is listed at a host."""
    async with asyncio.timeout(SOON_S):
        while True:
            listed = await client.call("list_cameras")
            if (camera, host) in {(each["id"], each["host"]) for each in listed["cameras"]}:
                return
            await asyncio.sleep(0.05)


async def test_a_body_that_moves_to_another_host_is_the_same_body(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    saving = {"save_dir": make_pictures(tmp_path / "right")}
    hosts: dict[str, list[str]] = {"left": [], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, right=saving) as rig:
        client = rig.clients["left"]
        await client.call("subscribe", events=["camera_added", "camera_removed"])
        await client.call("select_camera", camera=RIGHT)
        started = await client.call("start_sequence", frames=1000, interval_s=0.3)
        rig.services["right"].cameras.unplug(right_camera.port_string, "It was unplugged.")
        removed = await client.notification("camera_removed")
        await until_known(client, {"left", "right"}, 0)
        rig.services["left"].cameras.add([right_camera.port_string])
        await client.notification("camera_added", host="left")
        await until_listed(client, RIGHT, "left")  # it is not known at once which body it is
        described = await client.call("get_camera")
        number = started["sequence"]["sequence_id"]
        async with asyncio.timeout(20):
            while "left" not in (sequence := await _sequence(client, number)).get("waiting_reason", ""):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

            (tethering,) = (await client.call("list_tethering"))["tetherings"]

    assert (tethering["host"], tethering["waiting_reason"]) == ("right", f"{RIGHT} is at the host left now.")
    assert (sequence["state"], sequence["camera"]) == ("waiting", RIGHT)
    assert sequence["waiting_reason"] == f"{RIGHT} is at the host left now."
    assert (removed["camera"], removed["host"]) == (RIGHT, "right")
    assert (described["id"], described["host"]) == (RIGHT, "left")


async def _sequence(client: RpcClient, number: str) -> dict[str, Any]:
    sequence: dict[str, Any] = (await client.call("get_sequence", sequence_id=number))["sequence"]
    return sequence


async def test_settings_of_cameras_of_several_hosts_are_set_at_once_and_compared(rig: RigHosts) -> None:
    client = rig.clients["left"]
    answer = await client.call("set_configs", values={"iso": "400"}, cameras=[LEFT, RIGHT, "nobody"])
    await client.call("set_config", name="iso", value="800", camera=RIGHT)
    compared = await client.call("compare_config", cameras=[LEFT, RIGHT], names=["iso", "f-number"])

    assert [each["camera"] for each in answer["cameras"]] == [LEFT, RIGHT, "nobody"]
    assert [each.get("error", {}).get("name") for each in answer["cameras"]] == [None, None, "camera_not_found"]
    assert not answer["complete"]
    assert [each["name"] for each in compared["differing"]] == ["iso"]


async def test_a_label_that_is_given_from_another_host_names_the_camera_everywhere(rig: RigHosts) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    await left.call("subscribe", events=["camera_labelled"])
    labelled = await left.call("label_camera", camera=RIGHT, label="row 3", place="left")
    await left.notification("camera_labelled", host="right")
    async with asyncio.timeout(20):
        while "row 3" not in {each.get("label") for each in (await left.call("list_cameras"))["cameras"]}:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    taken = [await client.call("capture_image", camera="row 3") for client in (left, right)]

    assert tuple(labelled["camera"][name] for name in ("id", "label", "host")) == (RIGHT, "row 3", "right")
    assert [each["camera"] for each in taken] == [RIGHT, RIGHT]


async def test_pictures_and_live_view_come_by_the_gateway(rig: RigHosts) -> None:
    left = rig.clients["left"]
    path = (await left.call("capture_image", camera=RIGHT))["files"][0]["path"]
    link = await left.call("get_file_url", camera=RIGHT, path=path)
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{rig.services['left'].url}{link['url']}") as answer,
    ):
        by_link = await answer.read()
    part = await left.call("read_file", camera=RIGHT, path=path, offset=0, length=1000, binary=True)
    downloaded = await left.call("download_image", camera=RIGHT, path=path)
    thumbnail = await left.call("get_thumbnail", camera=RIGHT, path=path)
    await left.call("start_preview", camera=RIGHT, max_fps=10, binary=True)
    frame = await left.notification("preview_frame")

    assert link["via"] == "gateway"
    assert len(by_link) == link["file"]["size_bytes"]
    assert part.data == by_link[:1000]
    assert base64.b64decode(downloaded["image_base64"]) == by_link
    assert base64.b64decode(thumbnail["image_base64"]).startswith(b"\xff\xd8")
    assert frame["camera"] == RIGHT
    assert (await left.call("get_server_info"))["files"] == "gateway"
