"""Groups that were fired are known later, over a restart too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.group.kept_groups import GROUPS_FILE
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

ONE = "z-virtual-0000001"


async def test_a_group_is_known_at_once_and_after_a_restart(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("label_camera", label="left")
            first = await client.call("capture_group", cameras=["left"])
            at_once = await client.call("get_group", group_id=first["group_id"])
            second = await client.call("capture_group", cameras=[ONE])
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            later = await client.call("get_group", group_id=first["group_id"])
            listed = (await client.call("list_groups"))["groups"]
            since = (await client.call("list_groups", since=second["captured_at"]))["groups"]
            file = await client.call("get_file_info", path=first["cameras"][0]["files"][0]["path"])

    (member,) = first["cameras"]
    assert at_once == first == later
    assert (member["camera"], member["label"]) == (ONE, "left")
    assert [each["group_id"] for each in listed] == [first["group_id"], second["group_id"]]
    assert [each["group_id"] for each in since] == [second["group_id"]]
    assert member["files"][0]["modified_at"] == file["modified_at"]


async def test_what_is_no_time_and_no_group_is_refused(tmp_path: Path) -> None:
    async with running_service(tmp_path) as service, service.client() as client:
        no_time = await client.error("list_groups", since="yesterday")
        far_off = await client.error("list_groups", since="0001-01-01T00:00:00")
        no_group = await client.error("get_group", group_id="none")

    assert {no_time.name, far_off.name} == {"invalid_params"}
    assert no_group.name == "job_not_found"


async def test_groups_are_fired_though_they_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / GROUPS_FILE).mkdir()
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            fired = await client.call("capture_group", cameras=[ONE])
            refused = await client.error("get_group", group_id=fired["group_id"])

    assert fired["complete"]
    assert refused.name == "disk_error"
