"""What `serve` is told of the rig that it is a host of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.rig.nats_access import NatsAccess


@dataclass(frozen=True)
class RigOptions:
    """The name of this host in the rig, and how the bus is reached. `no_cameras`: it is a gateway only."""

    host: str
    access: NatsAccess
    no_cameras: bool = False
