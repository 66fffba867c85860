"""Listing, naming and selecting cameras."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

SECOND = "0000002"
CARD = "/store_00010001"
BODIES = {
    "nikon": ("Nikon Corporation", "Z Virtual", "V1.00"),
    "canon": ("Canon.Inc", "Canon EOS R5", "3-1.8.1"),
    "canon-dslr": ("Canon.Inc", "Canon EOS 5D Mark IV", "3-1.8.1"),
    "sony": ("Sony Corporation", "ILCE-7RM3", "3.10"),
    "sony3": ("Sony Corporation", "ILCE-7RM5", "3.10"),
    "fuji": ("FUJIFILM", "X-T4", "2.01"),
}
BATTERIES = {"nikon": ("87%", 87), "fuji": (None, None)}  # a Fujifilm's is a text of several numbers
MEMORIES = {"fuji": dict.fromkeys(("/store_10000001", "/store_10000002"), "read_only_with_delete")}


async def test_a_camera_is_listed_with_both_its_names_and_what_it_can(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    first = each_make.id()
    (listed,) = (await client.call("list_cameras"))["cameras"]

    assert (listed["id"], listed["port"], listed["serial_number"]) == (first, camera.port_string, "0000001")
    assert (listed["state"], listed["index"]) == ("ready", 0)
    assert {"capture_image", "config", "preview"} <= set(listed["abilities"])


async def test_bodies_with_a_blank_serial_number_are_distinguished_by_their_ports(
    tmp_path: Path, each_make: Make
) -> None:
    blank = ("--make", each_make.name, "--serial", "   ")
    with VirtualCameraProcess(*blank) as one, VirtualCameraProcess(*blank) as other:
        for ports in ([one.port_string, other.port_string], [other.port_string, one.port_string]):
            async with running_service(tmp_path, ports) as service, service.client() as client:
                listed = (await client.call("list_cameras"))["cameras"]

            assert [camera["serial_number"] for camera in listed] == [None, None]
            assert [camera["id"] for camera in listed] == [
                f"{each_make.model_id}-{re.sub('[^0-9a-z]+', '-', port)}" for port in ports
            ]


async def test_the_only_camera_needs_no_name(client: RpcClient, each_make: Make) -> None:
    first = each_make.id()
    assert (await client.call("get_camera"))["id"] == first


async def test_among_several_cameras_one_has_to_be_named(two: RunningService, each_make: Make) -> None:
    first, second = each_make.id(), each_make.id(SECOND)
    async with two.client() as client:
        error = await client.error("get_config", name="iso")

        assert (error.name, error.data["cameras"]) == ("no_camera_selected", [first, second])
        assert (await client.call("get_camera", camera=second))["id"] == second


async def test_a_port_names_a_camera_as_well_as_its_id(
    two: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    first = each_make.id()
    async with two.client() as client:
        assert (await client.call("get_camera", camera=camera.port_string))["id"] == first


async def test_a_selection_holds_for_its_connection_only(two: RunningService, each_make: Make) -> None:
    first, second = each_make.id(), each_make.id(SECOND)
    async with two.client() as one, two.client() as other:
        assert (await one.call("select_camera", camera=second))["camera"]["id"] == second

        assert (await one.call("get_camera"))["id"] == second
        assert (await one.call("get_camera", camera=first))["id"] == first
        assert (await other.error("get_camera")).name == "no_camera_selected"


async def test_requests_sent_without_waiting_act_in_their_order(two: RunningService, each_make: Make) -> None:
    first, second = each_make.id(), each_make.id(SECOND)
    async with two.client(token=None) as client:
        sent = [
            client.send("authenticate", token="correct horse battery staple"),
            client.send("select_camera", camera=second),
            client.send("get_camera"),
            client.send("select_camera", camera=first),
            client.send("get_camera"),
        ]

        answers = [await answer for answer in sent]

    assert (answers[2]["id"], answers[4]["id"]) == (second, first)


async def test_a_body_tells_about_itself(client: RpcClient, each_make: Make) -> None:
    told = await client.call("get_camera")

    assert (told["manufacturer"], told["model"], told["firmware"]) == BODIES[each_make.name]
    assert (told.get("battery"), told.get("battery_percent")) == BATTERIES.get(each_make.name, ("90%", 90))
    assert "24-70mm" in told.get("lens", "") or each_make.name.startswith("sony")  # which does not report its lens
    assert "Serial Number: 0000001" in told["summary"]
    access = {card["path"]: card["access"] for card in told["storage"]}
    assert access == ({CARD: "read_write"} if Need.CARD in each_make.abilities else MEMORIES.get(each_make.name, {}))
    for card in told["storage"]:
        assert 0 < card["free_bytes"] <= card["capacity_bytes"] if CARD in access else "capacity_bytes" not in card


async def test_without_a_camera_the_service_runs_and_says_what_to_do(tmp_path: Path) -> None:
    async with running_service(tmp_path) as service, service.client() as client:
        assert (await client.call("list_cameras"))["cameras"] == []
        error = await client.error("capture_image")

    assert error.name == "camera_not_found"
    assert "--virtual" in error.data["remedy"]


async def test_a_camera_that_cannot_be_reached_is_listed_with_the_reason(tmp_path: Path) -> None:
    async with running_service(tmp_path, ["ptpip:127.0.0.1:9:9"]) as service, service.client() as client:
        (listed,) = (await client.call("list_cameras"))["cameras"]
        error = await client.error("get_config", name="iso")

    assert (listed["state"], listed["serial_number"]) == ("lost", None)
    assert "127.0.0.1:9:9" in listed["state_reason"]
    assert (error.name, error.data["retryable"]) == ("camera_lost", True)
    assert error.data["gphoto2"]["symbol"] == "GP_ERROR_IO"


async def listed_when_open(client: RpcClient) -> dict[str, dict[str, Any]]:
    """Return the cameras by their ports, when each was opened."""
    while True:
        listed = (await client.call("list_cameras"))["cameras"]
        if all(each["state"] == "ready" for each in listed):
            return {each["port"]: each for each in listed}
        await asyncio.sleep(0.02)


async def test_two_bodies_with_the_same_serial_number_keep_apart_and_keep_their_ids_from_start_to_start(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    first = each_make.id()
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as twin:
        ports, ids, doubts = [camera.port_string, twin.port_string], [], []
        for quick, slow in ((camera, twin), (twin, camera)):
            quick.control({"latency_s": 0})
            slow.control({"latency_s": 0.05})
            async with running_service(tmp_path, ports) as service, service.client() as client:
                listed = await listed_when_open(client)
                details = await client.call("get_camera", camera=camera.port_string)
            ids.append([listed[port]["id"] for port in ports])
            doubts.append(details["id_doubt"])

    assert ids == [[first, f"{first}-2"]] * 2
    assert all(doubt.startswith("Other bodies have the same serial number") for doubt in doubts)
