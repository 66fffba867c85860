"""Settings that are changed at the body, behind the driver's back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from tests.rigs.makes import BURST_PICTURES, Need

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

REMEMBERED_S: Final = 2.5
OPENING_S: Final = 0.3


async def turn_dial(
    camera: VirtualCameraProcess, client: RpcClient, name: str, value: str | int, *, force: bool = False
) -> None:
    """Change a setting to another value, and return when the service has seen it.

    libgphoto2 answers from its cache of properties until it has read the body's event, so that a request that is sent
    at once may still work with the old value; of bodies that report none, until it has forgotten that. The client is
    subscribed to `config_changed` from then on.
    """
    await client.call("subscribe", events=["config_changed"])
    if camera.make.reports_all:  # else it may be turned before the service knows how it was
        await asyncio.sleep(OPENING_S)
    camera.control({"set_property": name, "value": value, "force": force})
    if camera.make.reports_dials:
        await client.notification("config_changed", name=name)
    else:
        await asyncio.sleep(REMEMBERED_S)


def begin_with_burst(camera: VirtualCameraProcess, pictures: int) -> int:
    """Do what `turn_to_burst` does, before a service has opened the camera."""
    camera.control({"set_property": camera.make.drive, "value": camera.make.burst_code})
    if Need.BURST_NUMBER not in camera.make.abilities:
        return BURST_PICTURES
    camera.control({"set_property": "burstnumber", "value": pictures})
    return pictures


async def turn_to_burst(camera: VirtualCameraProcess, client: RpcClient, pictures: int) -> int:
    """Have a release take so many pictures, or as many as bodies take that cannot be given a number; how many."""
    await turn_dial(camera, client, camera.make.drive, camera.make.burst_code)
    if Need.BURST_NUMBER not in camera.make.abilities:
        return BURST_PICTURES
    await turn_dial(camera, client, "burstnumber", pictures)
    return pictures
