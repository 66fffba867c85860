"""What `list_cameras` says a body can do: what its own operations and settings say, on every make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ALL: Final = {
    "capture_image",
    "trigger_capture",
    "bulb",
    "preview",
    "config",
    "drive_focus",
    "autofocus",
    "file_preview",
    "memory",
}
ABILITIES: Final[Mapping[str, set[str]]] = {
    "nikon": ALL | {"card", "file_delete", "remove_dir", "upload_file", "make_dir"},
    "sony": ALL | {"card"},
    "sony3": ALL | {"card"},
    "canon": ALL | {"card", "file_delete", "remove_dir", "upload_file", "make_dir"},
    "canon-dslr": ALL | {"card", "file_delete", "remove_dir", "upload_file", "make_dir"},
    "fuji": ALL | {"file_delete", "remove_dir"},
}


@pytest.mark.parametrize("make", list(ABILITIES))
async def test_a_body_says_what_it_can_and_no_more(make: str, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            about = await client.call("get_camera")
            (listed,) = (await client.call("list_cameras"))["cameras"]
    assert set(about["abilities"]) == set(listed["abilities"]) == ABILITIES[make]


@pytest.mark.parametrize("make", ["nikon", "canon", "sony"])
async def test_a_body_without_its_card_can_do_the_same(make: str, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        camera.control({"card": "remove"})
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            about = await client.call("get_camera")
    assert set(about["abilities"]) == ABILITIES[make]


@pytest.mark.parametrize("make", list(ABILITIES))
async def test_a_file_can_be_deleted_where_the_body_says_so(make: str, tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        camera.control({"store": "NOTE.TXT", "text": "hello"})
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            about = await client.call("get_camera")
            (store, *_) = [storage["path"] for storage in about["storage"]] or ["/"]
            path = f"{store.rstrip('/')}/NOTE.TXT"
            if "file_delete" in about["abilities"]:
                await client.call("delete_file", path=path)
                return
            with pytest.raises(RpcError) as refused:
                await client.call("delete_file", path=path)
    assert refused.value.name in {"not_supported", "file_not_found"}
