"""How a capture ended, for the event log: whoever asked for it may be gone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName
from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from rpc_camera.camera.line.line import Line
    from rpc_camera.event_log import EventLog
    from rpc_camera.wire.requests import Captured


@dataclass(frozen=True)
class CaptureOutcomes:
    """Publishes `capture_completed` and `capture_failed` of one camera."""

    line: Line
    events: EventLog

    @contextmanager
    def failing(self, begun: Callable[[], object]) -> Iterator[None]:
        """Publish what goes wrong within the block once the capture has `begun`."""
        try:
            yield
        except ServiceError as error:
            if begun():
                self.failed(error)
            raise

    def failed(self, error: ServiceError) -> None:
        """Publish `capture_failed`."""
        failure = cast("dict[str, JsonValue]", failure_of(error))
        self.events.emit(EventName.CAPTURE_FAILED, self.line.camera, error=failure)

    def failed_late(self, capture: asyncio.Task[Any]) -> None:
        """Publish `capture_failed` if a capture that nobody waits for any longer has failed."""
        error = None if capture.cancelled() else capture.exception()
        if isinstance(error, ServiceError):
            self.failed(error)

    def completed(self, captured: Captured, captured_at: str) -> dict[str, JsonValue]:
        """Publish `capture_completed`, and return the result of `capture_image`; its files were published before."""
        params: dict[str, JsonValue] = {"files": cast("JsonValue", captured.files), "captured_at": captured_at}
        if captured.exposure_s is not None:
            params["exposure_s"] = captured.exposure_s
        self.events.emit(EventName.CAPTURE_COMPLETED, self.line.camera, **params)
        return {"camera": self.line.camera, **params}
