"""Each method of the document, once, by its name in the Python client, against the service with virtual cameras."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pytest

from rpc_camera_client import Session, attached, errors
from tests.clients.python.rig import rpc_url
from tests.rigs.saving import make_pictures, pictures
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import CancelRequestResult

FOLDER = "/store_00010001/DCIM/100VIRTL"
PICTURE = f"{FOLDER}/DSC_0001.JPG"


class NotingSession(Session):
    """Notes the methods that have answered."""

    answered: ClassVar[set[str]] = set()

    async def call(self, method: str, params: Mapping[str, object]) -> object:
        result = await super().call(method, params)
        self.answered.add(method)
        return result


async def connection_and_events(session: Session, first: str) -> None:
    assert (await session.authenticate(TOKEN))["authenticated"]
    assert (await session.redeem_ticket((await session.create_ticket())["ticket"]))["token"] == TOKEN
    assert (await session.get_server_info())["authenticated"]
    assert first in {camera["id"] for camera in (await session.list_cameras())["cameras"]}
    assert (await session.select_camera(first))["camera"]["id"] == first
    assert (await session.get_camera())["id"] == first
    assert "file_added" in (await session.subscribe(["file_added"]))["events"]
    assert "file_added" not in (await session.unsubscribe(["file_added"]))["events"]
    assert (await session.get_events(0))["events"]


async def labels(session: Session, camera: str) -> None:
    assert (await session.identify_camera(duration_s=0.1))["by"] == "live_view"
    assert (await session.label_camera(label="left", place="row 3", camera=camera))["camera"]["label"] == "left"
    assert (await session.get_camera(camera="left"))["id"] == camera
    assert "label" not in (await session.label_camera(label="", camera=camera))["camera"]


async def settings(session: Session) -> None:
    assert (await session.list_config(section="imgsettings"))["widgets"]
    assert (await session.set_config("iso", "400"))["value"] == "400"
    assert (await session.get_config("iso"))["value"] == "400"
    await session.set_configs({"iso": "800"})
    assert (await session.get_exposure())["settings"]["iso"]["value"] == 800
    await session.set_exposure(iso=200)
    quality = (await session.get_capture_settings())["settings"]["quality"]["value"]
    await session.set_capture_settings(quality=cast("Any", quality))


async def settings_of_cameras(session: Session, ids: list[str]) -> None:
    assert (await session.set_configs_of_cameras(ids, {"iso": "800"}))["complete"]
    widgets = [part["result"]["value"] for part in (await session.get_config_of_cameras(ids, "iso"))["cameras"]]
    assert widgets == ["800"] * len(ids)
    assert (await session.set_exposure_of_cameras([*ids, "usb:9"], iso=200))["cameras"][-1]["error"]["name"]
    exposures = (await session.get_exposure_of_cameras(ids))["cameras"]
    assert [part["result"]["settings"]["iso"]["value"] for part in exposures] == [200] * len(ids)
    await session.set_exposure(iso=400)
    (difference,) = (await session.compare_config(ids, names=["iso"]))["differing"]
    assert [each["value"] for each in difference["values"]] == [400, 200]
    assert (await session.set_capture_settings_of_cameras(ids, quality="jpeg"))["complete"]
    settings = (await session.get_capture_settings_of_cameras(ids))["cameras"]
    assert [part["result"]["settings"]["quality"]["value"] for part in settings] == ["jpeg"] * len(ids)


async def files(session: Session) -> None:
    listed = (await session.list_files(folder=FOLDER))["files"]
    assert PICTURE in {file["path"] for file in listed}
    size_bytes = (await session.get_file_info(PICTURE))["size_bytes"]
    assert (await session.download_image(PICTURE))["size_bytes"] == size_bytes
    assert attached(await session.read_file(PICTURE, 0, 2, binary=True)) == b"\xff\xd8"
    assert (await session.get_thumbnail(PICTURE))["image_base64"]
    assert (await session.get_metadata(PICTURE))["tags"]["image"]
    assert (await session.get_file_url(PICTURE))["url"].startswith("/cameras/")
    assert (await session.get_archive_url([PICTURE], name="all"))["filename"] == "all.zip"
    assert (await session.get_upload_url(f"{FOLDER}/NEW.JPG"))["path"] == f"{FOLDER}/NEW.JPG"
    stored = await session.upload_file(FOLDER, "NOTE.JPG", base64.b64encode(b"\xff\xd8\xff\xd9").decode())
    assert (await session.delete_file(stored["path"]))["path"] == stored["path"]


async def captures(session: Session, ids: list[str]) -> None:
    assert (await session.capture_image())["files"]
    assert (await session.trigger_capture())["camera"] == ids[0]
    group = await session.capture_group(ids)
    assert group["complete"]
    assert group["group_id"] in {each["group_id"] for each in (await session.list_groups())["groups"]}
    assert await session.get_group(group["group_id"]) == group
    assert (await session.autofocus())["camera"] == ids[0]
    assert (await session.drive_focus(5))["camera"] == ids[0]
    await session.start_bulb(max_s=10)
    assert (await session.stop_bulb())["files"]
    assert (await given_up(session))["stopped"]


async def given_up(session: Session) -> CancelRequestResult:
    """Cancel an exposure by the number that its progress has."""
    begun: asyncio.Queue[ProgressParams] = asyncio.Queue()
    exposing = asyncio.create_task(session.with_progress(begun.put).capture_image(bulb_s=20))
    stopped = await session.cancel_request((await begun.get())["request_id"])
    with pytest.raises(errors.Cancelled):
        await exposing
    return stopped


async def live_view(session: Session) -> None:
    assert (await session.start_preview(max_fps=5))["camera"]
    assert (await session.stop_preview())["stopped"]
    assert (await session.get_preview_url())["latest_url"]
    made = await session.create_link("preview", name="wall", max_fps=5)
    assert made["mjpeg_url"].startswith("/links/")
    assert (await session.list_links())["links"] == [made["link"]]
    link_id = made["link"]["link_id"]
    assert (await session.revoke_link(link_id))["link_id"] == link_id


async def sequences_and_tethering(session: Session) -> None:
    started = (await session.start_sequence(frames=2, interval_s=60))["sequence"]
    number = started["sequence_id"]
    assert (await session.get_sequence(number))["sequence"]["state"] == "running"
    assert number in {each["sequence_id"] for each in (await session.list_sequences())["sequences"]}
    await session.stop_sequence(number)
    saved = await one_that_was_saved(session)
    link = await session.get_saved_file_url(sha256=saved["sha256"], camera=saved["camera"])
    assert link["file"]["path"] == saved["path"]
    await session.stop_tethering()
    await session.start_tethering()
    assert (await session.get_tethering())["active"]
    assert (await session.list_tethering())["save_dir"]


async def one_that_was_saved(session: Session) -> Any:
    """Return the event of a picture that tethering has saved."""
    async with asyncio.timeout(30):
        while True:
            for event in (await session.get_events(0))["events"]:
                if event["event"] == "file_saved":
                    return event["params"]
            await asyncio.sleep(0.1)


async def test_every_method_of_the_document_answers(tmp_path: Path) -> None:
    make_pictures(tmp_path)
    with (
        VirtualCameraProcess("--serial", "0000001") as first,
        VirtualCameraProcess("--serial", "0000002") as second,
    ):
        ports, ids = [first.port_string, second.port_string], [first.id, second.id]
        async with (
            running_service(tmp_path / "state", ports, save_dir=pictures(tmp_path), save_name="{original}") as service,
            await NotingSession.connect(rpc_url(service.url), token=TOKEN) as session,
        ):
            document = cast("dict[str, Any]", await session.rpc_discover())
            await connection_and_events(session, ids[0])
            await labels(session, ids[0])
            await settings(session)
            await settings_of_cameras(session, ids)
            await files(session)
            await captures(session, ids)
            await live_view(session)
            await sequences_and_tethering(session)
    assert {method["name"] for method in document["methods"]} | {"rpc.discover"} == session.answered
