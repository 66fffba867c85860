"""Exposures as long as the shutter is held open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rigs.makes import Need

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient


async def turn_to_bulb(client: RpcClient, make: Make) -> None:
    """Set the shutter to Bulb, on bodies that the driver itself does not turn there."""
    if Need.BULB_FROM_ANY_TIME not in make.abilities:
        await client.call("set_exposure", shutter_s="bulb")
