"""Shooting: with the pictures awaited, or the shutter released only."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.events import EventName, utc_now
from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera

DEFAULT_TIMEOUT_S: Final = 120.0  # more than the longest exposure of a body's own clock, and its noise reduction
_GRACE_S: Final = 5.0
_LONGEST_EXPOSURE_S: Final = 1000.0
_CONFIRM_S: Final = 0.3


async def capture_image(camera: Camera, timeout_s: float = DEFAULT_TIMEOUT_S) -> dict[str, JsonValue]:
    """Take a picture and return the result of `capture_image`; it is finished even if whoever asked is gone."""
    return await asyncio.shield(camera.keep(_capture(camera, timeout_s)))


async def _capture(camera: Camera, timeout_s: float) -> dict[str, JsonValue]:
    with camera.shooting() as busy:
        captured_at: list[str] = []

        def started() -> None:
            captured_at.append(utc_now())
            busy()

        files, _ = await camera.fetch(
            "capture", {"timeout_s": timeout_s}, timeout_s + _GRACE_S, repeatable=False, started=started
        )
        return {"camera": camera.id, "files": files, "captured_at": captured_at[0]}


async def trigger_capture(camera: Camera) -> dict[str, JsonValue]:
    """Release the shutter and return the result of `trigger_capture`; the pictures follow as `file_added`.

    libgphoto2 holds a Nikon until the exposure is over. When it has not refused within 0.3 s the shutter is taken for
    released, `confirmed` is false, and `capture_failed` tells should it refuse after all (no focus, say).
    """
    begun = asyncio.get_running_loop().create_future()
    release = camera.keep(_release(camera, begun))
    await asyncio.wait({release, begun}, return_when=asyncio.FIRST_COMPLETED)
    done, _ = await asyncio.wait({release}, timeout=_CONFIRM_S)
    if done:
        release.result()
    else:
        release.add_done_callback(lambda task: _report_failure(camera, task))
    return {"camera": camera.id, "triggered_at": begun.result(), "confirmed": bool(done)}


async def _release(camera: Camera, begun: asyncio.Future[str]) -> None:
    with camera.shooting() as busy:

        def started() -> None:
            begun.set_result(utc_now())
            busy()

        await camera.fetch("trigger", {}, _LONGEST_EXPOSURE_S + _GRACE_S, repeatable=False, started=started)


def _report_failure(camera: Camera, release: asyncio.Task[None]) -> None:
    error = None if release.cancelled() else release.exception()
    if isinstance(error, ServiceError):
        told: dict[str, JsonValue] = {"name": error.name, "message": error.message}
        camera.events.emit(EventName.CAPTURE_FAILED, camera.id, error=told)
