"""Clients that were let in by an address that was made with another host's token: they are cut when that ends."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ServiceError
from rpc_camera.methods.distant_grant import DistantUse

if TYPE_CHECKING:
    from rpc_camera.edge.visitors import Visitors
    from rpc_camera.methods.elsewhere import Elsewhere

_ASK_EVERY_S: Final = 0.5
_SILENT_S: Final = 60.0
"""For so long they go on while the host that knows the token does not answer: it, or the bus, may be started anew."""
_log = logging.getLogger(__name__)


class DistantUses:
    """Asks, as long as a client is there, whether its token is still good."""

    def __init__(self, elsewhere: Elsewhere, visitors: Visitors) -> None:
        self._elsewhere = elsewhere
        self._visitors = visitors
        self._good_at: dict[DistantUse, float] = {}  # when each was good that is under way
        self._asking: dict[DistantUse, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        try:
            while True:
                await asyncio.sleep(_ASK_EVERY_S)
                self._look(time.monotonic())
        finally:
            for asking in self._asking.values():
                asking.cancel()

    def _look(self, now: float) -> None:
        under_way = {use for use in self._visitors.admitted_by() if isinstance(use, DistantUse)}
        self._good_at = {use: self._good_at.get(use, now) for use in under_way}
        for use in under_way - self._asking.keys():
            self._asking[use] = asyncio.create_task(self._ask(use))

    async def _ask(self, use: DistantUse) -> None:
        try:
            if await self._is_good(use):
                return
            self._visitors.end_those(lambda admitted_by: admitted_by == use)
        finally:
            del self._asking[use]

    async def _is_good(self, use: DistantUse) -> bool:
        try:
            is_good = await self._elsewhere.is_good(use)
        except ServiceError as error:
            if time.monotonic() - self._good_at.get(use, 0.0) < _SILENT_S:
                return True
            _log.warning("cutting off who came by an address of %s: %s", use.grant.host, error.message)
            return False
        self._good_at[use] = time.monotonic()
        return is_good
