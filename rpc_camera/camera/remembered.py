"""Settings that outlive a worker: a new one is told again what libgphoto2, not the body, had kept.

And those that a bulb exposure has turned, which are to be put back though the link or the whole server ends in it.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.camera.line.process import WorkerProcess

_OF_THE_DRIVER: Final = frozenset({"autofocus", "capturetarget", "fastfs", "thumbsize"})
_DEADLINE_S: Final = 60.0
_log = logging.getLogger(__name__)


class Remembered:
    """Those of one camera. In `folder`, a file for each camera has what an exposure in work has turned."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings: dict[str, JsonValue] = {}
        self._turned: dict[str, JsonValue] = {}

    def exposing(self, camera: str, before: Mapping[str, JsonValue]) -> None:
        """Take note of what an exposure has turned, and from what: at Bulb, the next capture would never end."""
        self._turned.update(before)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._file(camera)
            part = file.with_suffix(".part")
            part.write_text(json.dumps(self._turned), encoding="utf-8")
            part.replace(file)
        except OSError as error:
            _log.warning("%s: what its exposure has turned is not kept: %s", camera, error)

    def exposed(self, camera: str) -> None:
        """Take note that it is all put back."""
        self._turned.clear()
        with suppress(OSError):
            self._file(camera).unlink()

    def _file(self, camera: str) -> Path:
        return self._folder / f"{camera}.json"

    def _kept(self, camera: str) -> dict[str, JsonValue]:
        """Return what an earlier server could not put back."""
        try:
            kept = json.loads(self._file(camera).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

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
        self._turned.clear()

    async def tell(self, worker: WorkerProcess, camera: str) -> None:
        """Tell a new worker; what the body does not take any more is forgotten. ServiceError: `worker` is gone."""
        turned = self._turned
        if not turned and (kept := self._kept(camera)) and await _is_at_bulb(worker):
            turned = kept  # else somebody has turned it since
        for name, value in [*self._settings.items(), *turned.items()]:
            try:
                await worker.request("set_config", {"name": name, "value": value}, _DEADLINE_S)
            except ServiceError as error:
                if not worker.alive:
                    raise
                _log.warning("%s: %s", camera, error.message)
                self._settings.pop(name, None)
        self.exposed(camera)


async def _is_at_bulb(worker: WorkerProcess) -> bool:
    for name in ("shutterspeed2", "shutterspeed"):
        try:
            widget: Any = (await worker.request("get_config", {"name": name}, _DEADLINE_S))[0]
        except ServiceError:
            if not worker.alive:
                raise
            continue
        return str(widget["value"]).lower() == "bulb"
    return False
