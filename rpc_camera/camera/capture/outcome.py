"""How a capture ended, for the event log: whoever asked for it may be gone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import EventName
from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Mapping

    from rpc_camera.camera.camera import Camera


@contextmanager
def telling_failure(camera: Camera, begun: Callable[[], object]) -> Iterator[None]:
    """Tell `capture_failed` of what goes wrong within the block once the capture has `begun`."""
    try:
        yield
    except ServiceError as error:
        if begun():
            tell_failure(camera, error)
        raise


def tell_failure(camera: Camera, error: ServiceError) -> None:
    """Tell `capture_failed`."""
    camera.events.emit(EventName.CAPTURE_FAILED, camera.id, error=cast("dict[str, JsonValue]", failure_of(error)))


def tell_late_failure(camera: Camera, capture: asyncio.Task[Any]) -> None:
    """Tell `capture_failed` if a capture that nobody waits for any longer has failed."""
    error = None if capture.cancelled() else capture.exception()
    if isinstance(error, ServiceError):
        tell_failure(camera, error)


def tell_completed(camera: Camera, taken: Mapping[str, JsonValue]) -> None:
    """Tell `capture_completed` of the result of a `capture_image`; its files have been told before."""
    told = {name: value for name, value in taken.items() if name != "camera"}
    camera.events.emit(EventName.CAPTURE_COMPLETED, camera.id, **told)
