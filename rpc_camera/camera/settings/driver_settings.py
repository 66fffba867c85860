"""The settings that libgphoto2, and not the body, keeps: each new worker is given what clients have set."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ServiceError
from rpc_camera.wire.requests import SetConfig

if TYPE_CHECKING:
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.contract.types import Widget
    from rpc_camera.errors import JsonValue

_OF_THE_DRIVER: Final = frozenset({"autofocus", "capturetarget", "fastfs", "thumbsize"})
_log = logging.getLogger(__name__)


class DriverSettings:
    """Those of one camera that clients have changed."""

    def __init__(self) -> None:
        self._values: dict[str, JsonValue] = {}

    def keep(self, widget: Widget) -> None:
        """Keep a setting that a client has changed, if it is one of the driver's own."""
        if widget["name"] in _OF_THE_DRIVER:
            self._values[widget["name"]] = widget["value"]

    async def restore(self, worker: WorkerProcess, camera: str) -> None:
        """Set them in a new worker, and forget what is refused. ServiceError: `worker` is gone."""
        for name, value in tuple(self._values.items()):
            if not await set_again(worker, camera, name, value):
                del self._values[name]


async def set_again(worker: WorkerProcess, camera: str, name: str, value: JsonValue) -> bool:
    """Set one setting; False, and a line in the log, where it is refused. ServiceError: `worker` is gone."""
    try:
        await worker.request(SetConfig(name, value))
    except ServiceError as error:
        if not worker.alive:
            raise
        _log.warning("%s: %s", camera, error.message)
        return False
    return True
