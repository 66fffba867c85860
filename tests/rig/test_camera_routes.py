"""A token that is for another camera, or has too small a scope, opens nothing of a camera of the rig either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.camera_routes import asked_for, check_routes
from tests.rigs.rig_hosts import rig_of
from tests.rigs.saving import make_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess


@pytest.mark.parametrize("asked_at", ["left", "right"])
async def test_no_route_of_a_rigs_camera_takes_a_token_that_is_not_good_for_it(
    nats_server: NatsServer,
    left_camera: VirtualCameraProcess,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
    asked_at: str,
) -> None:
    cameras = {"left": [], "right": [left_camera.port_string, right_camera.port_string]}
    saving = {"save_dir": make_pictures(tmp_path)}
    async with rig_of(tmp_path, nats_server, cameras, right=saving) as rig:
        service, camera = rig.services[asked_at], right_camera.id
        await check_routes(service, await asked_for(service, camera), left_camera.id)
        by_another_name = right_camera.port_string if asked_at == "right" else f"{camera}@right"
        await check_routes(service, await asked_for(service, camera, by_another_name), left_camera.id)
        if asked_at == "right":
            await check_routes(service, await asked_for(service, camera, f"{camera}@right"), left_camera.id)
