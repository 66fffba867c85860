"""Settings that are changed at the body, behind the driver's back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess


async def turn_dial(
    camera: VirtualCameraProcess, client: RpcClient, name: str, value: str | int, *, force: bool = False
) -> None:
    """Change a setting to another value, and return when the service has seen it.

    libgphoto2 answers from its cache of properties until it has read the body's event, so that a request that is sent
    at once may still work with the old value. The client is subscribed to `config_changed` from then on.
    """
    await client.call("subscribe", events=["config_changed"])
    camera.control({"set_property": name, "value": value, "force": force})
    await client.notification("config_changed", name=name)
