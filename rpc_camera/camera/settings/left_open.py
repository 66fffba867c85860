"""A shutter that the last worker may have left open: the next one closes it, as often as that takes.

A body that counts down (self-timer, exposure delay) refuses the command until its shutter is open, and most bodies
refuse it when it is closed: a refusal says nothing by itself. A body that lets its settings be changed has closed it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ServiceError
from rpc_camera.wire.requests import CloseShutter, GetConfig, SetConfig

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.errors import JsonValue
    from rpc_camera.wire.message import WorkerRequest

_SHUTTER_SPEEDS: Final = ("shutterspeed2", "shutterspeed")
_BULB: Final = "bulb"
_AGAIN_S: Final = 0.25
_AGAIN_AT_MOST_S: Final = 2.0
_SLOWER: Final = 1.3
_TAKEN_AT_MOST: Final = 3  # by bodies that take the command whether the shutter is open or not
_PATIENCE_S: Final = 60.0  # longer than any self-timer
_log = logging.getLogger(__name__)


class LeftOpenShutter:
    """`before` has the settings that the exposure has turned, with their values from before.

    `only_at_bulb`: somebody may have set them since, so they are put back only if the body still is at Bulb.
    """

    def __init__(
        self, worker: WorkerProcess, camera: str, before: Mapping[str, JsonValue], *, only_at_bulb: bool
    ) -> None:
        self._worker = worker
        self._camera = camera
        self._before = before
        self._only_at_bulb = only_at_bulb
        self._taken = 0

    async def close(self) -> bool:
        """Try once; return whether it is closed, and all is put back. ServiceError: the worker is gone."""
        takes = await self._does(CloseShutter())
        is_seen_closed = bool(self._taken) and not takes
        self._taken += takes
        if not self._before:
            return is_seen_closed or self._taken >= _TAKEN_AT_MOST
        if self._only_at_bulb and not await self._is_at_bulb():
            return True
        self._only_at_bulb = True  # from now on, others are served meanwhile
        return all([await self._does(SetConfig(name, value)) for name, value in self._before.items()])

    async def close_patiently(self) -> bool:
        """Try again and again; return whether it is closed, or that is not known. ServiceError: the worker is gone."""
        give_up_at, pause_s = time.monotonic() + _PATIENCE_S, _AGAIN_S
        while time.monotonic() < give_up_at:
            await asyncio.wait({self._worker.gone}, timeout=pause_s)
            if await self.close():
                return True
            pause_s = min(pause_s * _SLOWER, _AGAIN_AT_MOST_S)
        _log.warning("%s: whether the shutter that the last worker opened is closed is not known", self._camera)
        return False

    async def _is_at_bulb(self) -> bool:
        """Return whether the body is at Bulb, or does not say."""
        for name in _SHUTTER_SPEEDS:
            try:
                widget = await self._worker.request(GetConfig(name))
            except ServiceError:
                if not self._worker.alive:
                    raise
                continue
            return str(widget["value"]).lower() == _BULB
        return True

    async def _does(self, request: WorkerRequest[Any]) -> bool:
        refusal = await self._worker.refusal(request)
        if refusal:
            _log.info("%s: after an exposure that broke off: %s", self._camera, refusal.message)
        return refusal is None
