"""Settings that outlive a worker: a new one is told again what libgphoto2, not the body, had kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.process import WorkerProcess

_OF_THE_DRIVER: Final = frozenset({"autofocus", "capturetarget", "fastfs", "thumbsize"})
_DEADLINE_S: Final = 60.0
_log = logging.getLogger(__name__)


class Remembered:
    """Those of one camera. `restore_once` are what an exposure has turned: the next worker has to put it back."""

    def __init__(self) -> None:
        self.restore_once: dict[str, JsonValue] = {}
        self._settings: dict[str, JsonValue] = {}

    def keep(self, widget: Mapping[str, JsonValue]) -> None:
        """Take note of a setting that a client has changed, if it is one of the driver's own."""
        if widget["name"] in _OF_THE_DRIVER:
            self._settings[str(widget["name"])] = widget["value"]

    def take_over(self, other: Remembered) -> None:
        """Go on with what was set before the camera was unplugged."""
        self._settings |= other._settings

    def forget(self) -> None:
        """Forget it all."""
        self._settings.clear()
        self.restore_once.clear()

    async def tell(self, worker: WorkerProcess, camera: str) -> None:
        """Tell a new worker; what the body does not take any more is forgotten. ServiceError: `worker` is gone."""
        for name, value in [*self._settings.items(), *self.restore_once.items()]:
            try:
                await worker.request("set_config", {"name": name, "value": value}, _DEADLINE_S)
            except ServiceError as error:
                if not worker.alive:
                    raise
                _log.warning("%s: %s", camera, error.message)
                self._settings.pop(name, None)
        self.restore_once.clear()
