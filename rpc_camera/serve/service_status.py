"""The service manager's line about the service: how many cameras there are, as they come and go."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import EventName

if TYPE_CHECKING:
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.serve.service_manager import ServiceManager

_CHANGES: Final = frozenset({EventName.CAMERA_ADDED, EventName.CAMERA_REMOVED})


def report_cameras(cameras: CameraRegistry, manager: ServiceManager) -> None:
    """Send the manager how many cameras there are, now and whenever that changes."""
    loop = asyncio.get_running_loop()

    def report() -> None:
        count = len(cameras.cameras)
        manager.status(f"Serving {count or 'no'} camera{'' if count == 1 else 's'}.")

    def after(event: LoggedEvent) -> None:
        if event.name in _CHANGES:
            loop.call_soon(report)

    cameras.events.add_listener(after)
    report()
