"""What comes on a session's connections: answers go to their calls, and events to handlers and readers, each once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera_client._calls import Calls
from rpc_camera_client._feed import MOST_KEPT, EventFeed, SessionEvent
from rpc_camera_client._gap import reader_too_slow
from rpc_camera_client._handlers import Handler
from rpc_camera_client._messages import parse
from rpc_camera_client._positions import Positions

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAME: Final = "preview_frame"
_MISSED: Final = "events_missed"
_MOST_FRAMES: Final = 2  # that wait for a slow handler: live view is for the newest
_log = logging.getLogger(__name__)


class Inbox:
    """Sorts messages. Between `hold` and `release`, events wait, while older ones are fetched."""

    def __init__(self, on_dropped: Callable[[], None]) -> None:
        self.calls = Calls()
        self.feed = EventFeed()
        self.positions = Positions()
        self.wants_progress = False
        self._on_dropped = on_dropped
        self._handlers: dict[str, list[Handler]] = {}
        self._held: list[dict[str, Any]] | None = None

    def receive(self, data: str | bytes) -> None:
        """Sort a message; one that makes no sense is logged, and ends nothing."""
        try:
            message = parse(data)
            if "method" in message:
                self._notify(message)
            else:
                self.calls.settle(message)
        except (ValueError, TypeError, LookupError, AttributeError):
            _log.warning("ignored a message that makes no sense: %.200r", data, exc_info=True)

    def hold(self) -> None:
        """Have events wait from now on."""
        self._held = [] if self._held is None else self._held

    def release(self) -> None:
        """Pass on the events that waited, as far as they did not come otherwise."""
        held, self._held = self._held or [], None
        for notification in held:
            self.deliver(notification)

    def drop_held(self) -> None:
        """Forget the events that wait: their connection is gone, and they will be fetched."""
        self._held = None

    def deliver(self, notification: dict[str, Any]) -> None:
        """Pass on a notification, unless it is an event that has come already."""
        seq = notification["params"].get("seq")
        if seq is None or self.positions.accept(notification["method"], seq):
            self.publish(cast("SessionEvent", notification))

    def publish(self, event: SessionEvent) -> None:
        """Pass on an event to all handlers and readers."""
        if event["method"] != _FRAME:
            self.feed.append(event)
        for handler in tuple(self._handlers.get(event["method"], ())):
            handler.put(event["params"])

    def add_handler(self, name: str, function: Callable[[Any], object]) -> Callable[[], None]:
        """Have `function` called with the params of each event `name`; return what ends that."""
        handler = Handler(
            function,
            _MOST_FRAMES if name == _FRAME else MOST_KEPT,
            None if name in {_FRAME, _MISSED} else self._too_slow,
        )
        handlers = self._handlers.setdefault(name, [])
        handlers.append(handler)

        def remove() -> None:
            handler.stop()
            if handler in handlers:
                handlers.remove(handler)

        return remove

    def stop_handlers(self) -> None:
        """Cancel what handlers are at."""
        for handlers in self._handlers.values():
            for handler in handlers:
                handler.stop()

    def _too_slow(self) -> None:
        self.publish(reader_too_slow())

    def _notify(self, message: dict[str, Any]) -> None:
        match message["method"]:
            case "progress":
                self.calls.report(message["params"])
                if self.wants_progress:
                    self.publish(cast("SessionEvent", message))
            case "events_dropped":
                self.hold()
                self._on_dropped()
            case _ if self._held is not None and "seq" in message["params"]:
                self._held.append(message)
            case _:
                self.deliver(message)
