"""What goes to many clients: encoded once, and sent to all in one turn of the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera.edge.encoded_event import EncodedEvent
from rpc_camera.edge.websocket_frame import notification_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera.edge.outbox import Outbox
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import EventLog, LoggedEvent

_HOLD_S: Final = 0.005  # others have their turn after this long
_log = logging.getLogger(__name__)


class FanOut:
    """Passes events to the outboxes that want them, and has them sent.

    To wake a task for each client takes longer than to write what it is sent.
    """

    def __init__(self, events: EventLog) -> None:
        self._outboxes: dict[Outbox, Callable[[Mapping[str, JsonValue]], bool]] = {}
        self._due: OrderedDict[Outbox, None] = OrderedDict()  # while there are any, a flush is to come
        self._dropped_before = 0  # of clients that have left
        events.add_listener(self._pass_on)

    def __len__(self) -> int:
        """Return how many get events, if they want them."""
        return len(self._outboxes)

    def join(self, outbox: Outbox, may_see: Callable[[Mapping[str, JsonValue]], bool]) -> Callable[[], None]:
        """Pass events whose params its client may see to `outbox` from now on. Returns what ends that."""
        self._outboxes[outbox] = may_see
        return partial(self._leave, outbox)

    @property
    def dropped(self) -> int:
        """How many events were not sent to a client so far, each counted for each, since too many waited for it."""
        return self._dropped_before + sum(outbox.dropped for outbox in self._outboxes)

    def _leave(self, outbox: Outbox) -> None:
        del self._outboxes[outbox]
        self._dropped_before += outbox.dropped

    def flush_soon(self, outbox: Outbox) -> None:
        """Have `outbox` send what waits, once whoever runs now has done."""
        if not self._due:
            asyncio.get_running_loop().call_soon(self._flush)
        self._due[outbox] = None

    def _pass_on(self, event: LoggedEvent) -> None:
        name, params = event.name, event.params
        wanting = [outbox for outbox, may_see in self._outboxes.items() if outbox.wants(name) and may_see(params)]
        if wanting:
            encoded = EncodedEvent(event.seq, event.name, notification_frame(event.name, event.params))
            for outbox in wanting:
                outbox.notify(encoded)

    def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        end = now + _HOLD_S
        while self._due:
            outbox, _ = self._due.popitem(last=False)
            try:
                outbox.flush(now)
            except Exception:  # the others get theirs all the same
                _log.exception("something cannot be sent")
            if self._due and loop.time() > end:
                loop.call_soon(self._flush)
                return
