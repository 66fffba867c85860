"""A token that is for another camera, or has too small a scope, opens nothing below `/cameras/{id}/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import ClientSession

from tests.rigs.camera_routes import OF_ANOTHER, TO_LOOK, asked_for, check_routes, know
from tests.rigs.saving import make_pictures
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path


async def test_no_route_of_a_camera_takes_a_token_that_is_not_good_for_it(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera, VirtualCameraProcess("--serial", "0000002") as other:
        ports, folder = [camera.port_string, other.port_string], make_pictures(tmp_path)
        async with running_service(tmp_path / "state", ports, save_dir=folder) as service:
            await check_routes(service, await asked_for(service, camera.id), other.id)
            await check_routes(service, await asked_for(service, camera.id, camera.port_string), other.id)


async def test_who_may_not_know_the_other_cameras_is_not_told_of_them_by_a_name_that_is_wrong(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, ClientSession() as http:
            know(service, camera.id, "another")
            url = f"{service.url}/cameras/nobody/latest.jpg"
            async with http.get(url, headers={"Authorization": f"Bearer {OF_ANOTHER}"}) as answer:
                assert answer.status == 403
                assert camera.id not in await answer.text()
            camera.stop()
            async with http.get(
                f"{service.url}/cameras/{camera.id}/preview.jpg", headers={"Authorization": f"Bearer {TO_LOOK}"}
            ) as answer:
                assert answer.status not in {401, 403}
