"""What happens at this host's cameras, as the other hosts are told of it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.messages import HostEvent, event_subject, pack

if TYPE_CHECKING:
    from rpc_camera.event_log import EventLog, LoggedEvent
    from rpc_camera.rig.bus import Bus

_WAITING_AT_MOST: Final = 10_000
_log = logging.getLogger(__name__)


class OwnEvents:
    """Publishes the events of this host's own log, in their order."""

    def __init__(self, bus: Bus, own: str, log: EventLog) -> None:
        self._bus = bus
        self._own = own
        self._log = log
        self._waiting: asyncio.Queue[LoggedEvent] = asyncio.Queue(_WAITING_AT_MOST)
        self._sending: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Publish what happens from now on."""
        self._log.add_listener(self._heard)
        self._sending = asyncio.create_task(self._send())

    def close(self) -> None:
        """Publish no more."""
        if self._sending:
            self._sending.cancel()

    def _heard(self, event: LoggedEvent) -> None:
        if not self._waiting.full():  # else the others ask for it
            self._waiting.put_nowait(event)

    async def _send(self) -> None:
        while True:
            event = await self._waiting.get()
            message = HostEvent(self._log.log_id, event.seq, event.name, dict(event.params))
            try:
                await self._bus.publish(event_subject(self._own, event.name), pack(message))
            except (BusDownError, ValueError):  # too large a one is asked for as well
                _log.debug("event %d was not published; the others ask for it", event.seq)
