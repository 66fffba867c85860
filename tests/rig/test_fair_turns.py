"""The clients of a gateway take turns at another host's camera, as they would there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.rigs.rig_hosts import rig_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess

MANY = 60


async def test_who_asks_by_a_gateway_waits_for_two_pictures_of_another_client_at_most(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with (
        rig_of(tmp_path, nats_server, {"left": [], "right": [right_camera.port_string]}) as rig,
        rig.services["left"].client() as asking,
    ):
        busy, there = rig.clients["left"], rig.clients["right"]
        await busy.call("set_config", name="imagequality", value="JPEG Basic")
        pictures: list[asyncio.Future[Any]] = [busy.send("capture_image") for _ in range(MANY)]
        await asyncio.wait(pictures, return_when=asyncio.FIRST_COMPLETED)
        waited_for: list[int] = []
        for client in (asking, there, asking, there):
            before = sum(each.done() for each in pictures)
            await client.call("get_config", name="iso")
            waited_for.append(sum(each.done() for each in pictures) - before)
        assert sum(each.done() for each in pictures) < MANY
        taken = [result["files"][0]["path"] for result in await asyncio.gather(*pictures)]

    assert max(waited_for) <= 3, "two, and one whose answer was on its way"
    assert taken == sorted({*taken}), "in the order in which they were asked for"
