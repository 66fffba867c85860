"""Names that people give to bodies: kept, unique, and as good as an id wherever a camera is named."""

from __future__ import annotations

import asyncio
import hashlib
import json
import resource
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import aiohttp
import pytest
from yarl import URL

from rpc_camera.camera.labels import DAMAGED_SUFFIX, LABELS_FILE
from rpc_camera.contract.types import Scope
from rpc_camera.methods.grants import Grant
from tests.rigs.saving import saved_files, saving_service
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_legacy import old_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

LABEL = "Links, außen"
OF_ONE = "a token for the first"


@pytest.fixture
def first(camera: VirtualCameraProcess) -> str:
    return camera.id


@pytest.fixture
def second(second_camera: VirtualCameraProcess) -> str:
    return second_camera.id


@pytest.fixture
async def rig(two: RunningService, first: str) -> AsyncIterator[RpcClient]:
    """A client of two cameras, of which the first is labelled."""
    async with two.client() as client:
        await client.call("label_camera", camera=first, label=LABEL, place="row 3, left")
        yield client


async def labels(client: RpcClient) -> list[tuple[str | None, str | None]]:
    """Return label and place of each camera in the list."""
    listed = (await client.call("list_cameras"))["cameras"]
    return [(camera.get("label"), camera.get("place")) for camera in listed]


async def test_a_label_is_answered_listed_and_reported(client: RpcClient, first: str) -> None:
    await client.call("subscribe", events=["camera_labelled"])
    labelled = (await client.call("label_camera", label="  left\t", place="row 3, left"))["camera"]

    assert (labelled["id"], labelled["label"], labelled["place"]) == (first, "left", "row 3, left")
    assert await labels(client) == [("left", "row 3, left")]
    assert (await client.call("get_camera"))["label"] == "left"
    told = await client.notification("camera_labelled")
    assert (told["camera"], told["label"], told["place"]) == (first, "left", "row 3, left")


async def test_what_is_not_named_stays_and_null_or_nothing_takes_away(client: RpcClient) -> None:
    await client.call("label_camera", label="left", place="row 3")
    await client.call("label_camera", label="right")
    assert await labels(client) == [("right", "row 3")]

    await client.call("label_camera", label=None)
    assert await labels(client) == [(None, "row 3")]

    gone = (await client.call("label_camera", place="  "))["camera"]
    assert not {"label", "place"} & gone.keys()
    assert (await client.error("label_camera")).name == "invalid_params"


async def test_what_is_so_already_is_no_event(client: RpcClient) -> None:
    await client.call("subscribe", events=["camera_labelled"])
    for label in (None, "left", "left ", "right"):
        await client.call("label_camera", label=label)

    told = [await client.notification("camera_labelled") for _ in range(2)]
    assert [each["label"] for each in told] == ["left", "right"]


@pytest.mark.parametrize(
    ("label", "wrong"),
    [
        ("row/3", "/ or @"),
        ("left@studio", "/ or @"),
        ("usb:001,005", "port"),
        ("ptpip:192.0.2.7", "port"),
        ("disk:", "port"),
        ("..", "address"),
        ("a\nb", "printed"),
        ("a\x1b[31m", "printed"),
        ("a\u202eb", "printed"),
        ("\ud800", "Unicode"),
    ],
)
async def test_what_cannot_be_a_label_is_refused_with_why(client: RpcClient, label: str, wrong: str) -> None:
    error = await client.error("label_camera", label=label)

    assert error.name == "invalid_params"
    assert error.data["errors"][0]["path"] == "/label"
    assert wrong in error.message
    assert await labels(client) == [(None, None)]


ODD_LABELS = ("x", "x" * 64, "links außen", "左", "🎥 2", "row:3", "-1", "null", "%2e?#&\\", "a..")


@pytest.mark.parametrize("label", ODD_LABELS)
async def test_odd_labels_are_names_like_others(
    service: RunningService, client: RpcClient, label: str, first: str
) -> None:
    await client.call("label_camera", label=label)

    assert (await client.call("get_camera", camera=label))["id"] == first
    assert await status_of(service, label) == 200


async def test_a_label_is_as_long_as_the_contract_has_it(client: RpcClient) -> None:
    assert (await client.error("label_camera", label="x" * 65)).name == "invalid_params"


async def test_no_two_cameras_have_one_name(
    rig: RpcClient, second_camera: VirtualCameraProcess, first: str, second: str
) -> None:
    taken = await rig.error("label_camera", camera=second, label=f" {LABEL} ")
    ids = await rig.error("label_camera", camera=second, label=first)

    assert (taken.name, taken.data["taken_by"], ids.name, ids.data["taken_by"]) == (*("label_taken", first) * 2,)
    assert "label_camera" in taken.data["remedy"]
    assert await labels(rig) == [(LABEL, "row 3, left"), (None, None)]
    # Compared exactly, and free once it is taken away; a place is no name, and may be that of several.
    await rig.call("label_camera", camera=second, label=LABEL.lower(), place="row 3, left")
    await rig.call("label_camera", camera=first, label=None)
    await rig.call("label_camera", camera=second, label=LABEL)
    assert (await rig.call("get_camera", camera=LABEL))["port"] == second_camera.port_string


async def test_of_two_who_want_one_label_at_once_one_gets_it(two: RunningService, first: str, second: str) -> None:
    async with two.client() as client:
        asked = [client.send("label_camera", camera=camera, label="left") for camera in (first, second)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        listed = await labels(client)

    assert [isinstance(answer, Exception) for answer in answers] == [False, True]
    assert listed == [("left", None), (None, None)]


async def test_a_camera_may_have_its_own_id_for_a_label(client: RpcClient, first: str) -> None:
    assert (await client.call("label_camera", label=first))["camera"]["label"] == first


async def test_an_id_names_its_own_camera_though_another_was_called_so_before_that_came(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path, first: str, second: str
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        assert (await client.call("label_camera", label=second))["camera"]["label"] == second
        assert (await client.call("get_camera", camera=second))["id"] == first
    async with running_service(tmp_path, [camera.port_string, second_camera.port_string]) as service:
        service.service.authenticator.know(
            [Grant("one", Scope.VIEW, frozenset({first}), hashlib.sha256(OF_ONE.encode()).digest())]
        )
        async with service.client() as client, service.client(OF_ONE) as of_one:
            assert (await client.call("get_camera", camera=second))["id"] == second
            assert (await of_one.error("get_camera", camera=second)).name == "forbidden"
            await client.call("label_camera", camera=second, place="row 1")
    async with running_service(tmp_path) as service, service.client() as client:
        away = await client.error("get_camera", camera=second)
        freed = (await client.call("label_camera", camera=second, place=None))["camera"]
        taken = await client.error("label_camera", camera=first, label=second)

    assert away.data["camera"] == freed["id"] == second
    assert (taken.name, taken.data["taken_by"]) == ("label_taken", second)


async def test_every_method_takes_a_label(
    rig: RpcClient, camera: VirtualCameraProcess, first: str, second: str
) -> None:
    taken = await rig.call("capture_image", camera=LABEL)
    manifest = await rig.call("capture_group", cameras=[second, LABEL])
    twice = await rig.error("capture_group", cameras=[first, LABEL])
    begun = (await rig.call("start_sequence", camera=LABEL, frames=1, interval_s=0))["sequence"]
    await rig.call("start_preview", camera=LABEL)
    stopped = await rig.call("stop_preview", camera=LABEL)
    selected = (await rig.call("select_camera", camera=LABEL))["camera"]

    assert taken["camera"] == begun["camera"] == stopped["camera"] == selected["id"] == first
    assert [member["camera"] for member in manifest["cameras"]] == [second, first]
    assert twice.name == "invalid_params"
    assert (await rig.call("get_camera"))["label"] == LABEL
    assert "Did you mean" in (await rig.error("get_camera", camera=LABEL[:-1])).data["remedy"]
    assert camera.control({"status": True})["released_at"]


async def status_of(service: RunningService, label: str) -> int:
    """Return the status of the address of a folder of pictures, by a camera's label."""
    url = f"{service.url}/cameras/{quote(label, safe='')}/preview.jpg"
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session,
        session.get(URL(url, encoded=True)) as answer,
    ):
        return answer.status


@pytest.mark.usefixtures("rig")
async def test_addresses_and_the_old_format_take_a_label(two: RunningService) -> None:
    assert await status_of(two, LABEL) == 200
    assert await status_of(two, LABEL + "?") == 404
    async with old_client(two) as old:
        selected = await old.command("select_camera", {"port": LABEL})
    assert "error" not in selected, selected


async def test_labels_are_kept_over_a_restart_and_wherever_the_body_comes_back(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path, first: str
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await client.call("label_camera", label=LABEL, place="row 3")
    with VirtualCameraProcess("--make", camera.make.name, "--serial", "0000001") as elsewhere:
        ports = [second_camera.port_string, elsewhere.port_string]
        async with running_service(tmp_path, ports) as service, service.client() as client:
            found = await client.call("get_camera", camera=LABEL)

    assert (found["id"], found["port"], found["place"]) == (first, elsewhere.port_string, "row 3")


async def test_a_body_that_is_not_there_keeps_its_label_until_it_is_taken_away(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path, first: str, second: str
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await client.call("label_camera", label=LABEL)
    async with running_service(tmp_path, [second_camera.port_string]) as service, service.client() as client:
        away = await client.error("get_camera", camera=LABEL)
        taken = await client.error("label_camera", camera=second, label=LABEL)
        freed = (await client.call("label_camera", camera=LABEL, label=None))["camera"]
        await client.call("label_camera", camera=second, label=LABEL)
        listed = await labels(client)

    assert (away.name, away.data["retryable"], away.data["camera"]) == ("camera_not_found", True, first)
    assert away.data["cameras"] == [second]
    assert (taken.name, taken.data["taken_by"]) == ("label_taken", first)
    assert (freed["id"], freed["state"], freed["port"]) == (first, "lost", camera.port_string)
    assert listed == [(LABEL, None)]


async def test_pictures_are_saved_by_the_label_that_the_camera_has_then(
    camera: VirtualCameraProcess, tmp_path: Path, first: str
) -> None:
    async with saving_service(tmp_path, camera, name="{label}/{counter}") as (_, client):
        for label in (None, "left?", "right"):
            await client.call("label_camera", label=label)
            await client.call("capture_image")
            await client.notification("file_saved")
        await client.call("start_tethering", name_template="x-{label}-{counter}")
        await client.call("capture_image")
        await client.notification("file_saved")

    assert saved_files(tmp_path) == sorted([f"{first}/1.JPG", "left_/2.JPG", "right/3.JPG", "x-right-4.JPG"])


async def test_pictures_are_saved_by_the_place_too_and_what_a_camera_lacks_is_stood_in_for(
    camera: VirtualCameraProcess, tmp_path: Path, first: str
) -> None:
    async with saving_service(tmp_path, camera, name="{place}/{label}-{counter}") as (_, client):
        for called in ({}, {"place": "row 3/left"}, {"label": "top"}, {"place": None}):
            if called:
                await client.call("label_camera", **called)
            await client.call("capture_image")
            await client.notification("file_saved")

    assert saved_files(tmp_path) == sorted(
        [f"{first}/{first}-1.JPG", f"row 3_left/{first}-2.JPG", "row 3_left/top-3.JPG", "top/top-4.JPG"]
    )


async def test_a_full_disk_leaves_the_label_as_it_was(client: RpcClient, tmp_path: Path, first: str) -> None:
    await client.call("label_camera", label="left")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        full = await client.error("label_camera", label="right")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    part = tmp_path / f"{LABELS_FILE}.part"
    part.mkdir()
    broken = await client.error("label_camera", label="right")
    part.rmdir()

    assert (full.name, broken.name) == ("storage_full", "disk_error")
    assert all("--state-dir" in error.data["remedy"] for error in (full, broken))
    assert await labels(client) == [("left", None)]
    assert (await client.call("get_camera", camera="left"))["id"] == first
    assert (await client.call("label_camera", label="right"))["camera"]["label"] == "right"


DAMAGED = (
    "",
    "{",
    "[]",
    '{"version": 2, "cameras": {}}',
    '{"version": 1, "cameras": {"a": {}}}',
    '{"version": 1, "cameras": {"a": {"label": 5, "place": null, "name": "Z", "serial_number": null, "port": "usb:"}}}',
)


@pytest.mark.parametrize("text", DAMAGED)
async def test_a_damaged_file_is_kept_aside(
    camera: VirtualCameraProcess, tmp_path: Path, text: str, first: str
) -> None:
    (tmp_path / LABELS_FILE).write_text(text)
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        assert await labels(client) == [(None, None)]
        await client.call("label_camera", label="left")

    assert (tmp_path / f"{LABELS_FILE}{DAMAGED_SUFFIX}").read_text() == text
    assert json.loads((tmp_path / LABELS_FILE).read_text())["cameras"][first]["label"] == "left"


async def test_a_file_that_cannot_be_read_now_is_not_written_over(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await client.call("label_camera", label="left")
    kept = (tmp_path / LABELS_FILE).rename(tmp_path / "kept")
    (tmp_path / LABELS_FILE).symlink_to(LABELS_FILE)  # ELOOP, for root as well
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        refused = await client.error("label_camera", place="row 3")
        kept.replace(tmp_path / LABELS_FILE)
        back: dict[str, Any] = (await client.call("label_camera", place="row 3"))["camera"]

    assert refused.name == "disk_error"
    assert (back["label"], back["place"]) == ("left", "row 3")


async def test_a_camera_that_was_never_open_has_no_id_to_keep_a_label_by(tmp_path: Path) -> None:
    async with running_service(tmp_path, ["ptpip:127.0.0.1:1:1"]) as service, service.client() as client:
        assert (await client.error("label_camera", label="left")).name == "camera_lost"
    assert not (tmp_path / LABELS_FILE).exists()
