"""Shooting: with the pictures awaited, or the shutter released only."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.capture import bulb
from rpc_camera.camera.capture.outcome import tell_completed, tell_late_failure, telling_failure
from rpc_camera.camera.capture.stages import CaptureStages
from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.turns import Turn

DEFAULT_TIMEOUT_S: Final = 120.0  # more than the longest exposure of a body's own clock, and its noise reduction
# libgphoto2 holds some bodies until the exposure is over, whatever the client's timeout: only a driver that hangs
# should be killed, never one that waits for a picture.
_GRACE_S: Final = 120.0
_RELEASE_DEADLINE_S: Final = 1000.0 + _GRACE_S
_CONFIRM_S: Final = 0.3


@dataclass(frozen=True)
class Shot:
    """The `File`s of a picture, and when its worker told the driver to release, as `time.monotonic` counts."""

    files: list[JsonValue]
    released_at: float


async def capture_image(
    camera: Camera, timeout_s: float = DEFAULT_TIMEOUT_S, bulb_s: float | None = None, at: float | None = None
) -> dict[str, JsonValue]:
    """Take a picture and return the result of `capture_image`; with `bulb_s`, the shutter is held open for so long.

    `at` is when to release, as `time.monotonic` counts, if not at once; the camera's turn is held until then.
    It is finished even if whoever asked is gone. ServiceError CAMERA_TIMEOUT: it is not done `timeout_s` after its turn
    has come, or after the shutter has closed; it is finished all the same, and its files are told as `file_added`.
    """
    if bulb_s is not None:
        return await bulb.expose(camera, bulb_s, timeout_s, at)
    turn, stages = camera.reserve(), CaptureStages()
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(None) as patience:
            patient_s = timeout_s + _until(at)

            def begun() -> None:
                camera.capturing = stages
                patience.reschedule(loop.time() + patient_s)

            capture = _capture(camera, turn, timeout_s, at, begun)
            async with current_work().ticking(stages):
                return await asyncio.shield(camera.keep(capture, turn))
    except TimeoutError:
        raise ServiceError(
            ErrorName.CAMERA_TIMEOUT, f"The picture was not there after {timeout_s:g} s.", camera.id
        ) from None


async def arm(camera: Camera, deadline_s: float) -> None:
    """Have a camera, whose turn the caller holds, ready to release: its link proven, its earlier events taken."""
    await camera.within("arm", {}, deadline_s)


async def shoot(
    camera: Camera, timeout_s: float = DEFAULT_TIMEOUT_S, *, bulb_s: float | None = None, at: float | None = None
) -> Shot:
    """Take a picture with a camera that is armed, in the same turn; see `capture_image` for `bulb_s` and `at`.

    ServiceError: why there is none, or not all of it; it is not tried a second time.
    """
    if bulb_s is not None:
        return _shot(await bulb.expose_armed(camera, bulb_s, timeout_s, at))
    args: dict[str, JsonValue] = {"timeout_s": timeout_s, "at": at, "armed": True}
    told, _ = await camera.within("capture", args, timeout_s + _until(at) + _GRACE_S, repeatable=False)
    return _shot(told)


def _until(at: float | None) -> float:
    """Return how long it is until `at`, in seconds."""
    return 0.0 if at is None else max(0.0, at - time.monotonic())


def _shot(told: Any) -> Shot:  # noqa: ANN401 - the worker's own words
    return Shot(told["files"], told["released_at"])


async def _capture(
    camera: Camera, turn: Turn, timeout_s: float, at: float | None, begun: Callable[[], None]
) -> dict[str, JsonValue]:
    captured_at: list[str] = []
    with telling_failure(camera, lambda: captured_at), camera.shooting() as busy:

        def started() -> None:
            captured_at.append(utc_now())
            begun()
            busy()

        args: dict[str, JsonValue] = {"timeout_s": timeout_s, "at": at}
        deadline_s = timeout_s + _until(at) + _GRACE_S
        told, _ = await camera.fetch("capture", args, deadline_s, repeatable=False, turn=turn, started=started)
        taken: dict[str, JsonValue] = {
            "camera": camera.id,
            "files": _shot(told).files,
            "captured_at": captured_at[0],
        }
        tell_completed(camera, taken)
        return taken


async def trigger_capture(camera: Camera) -> dict[str, JsonValue]:
    """Release the shutter and return the result of `trigger_capture`; the pictures follow as `file_added`.

    libgphoto2 holds a Nikon until the exposure is over. When it has not refused within 0.3 s the shutter is taken for
    released, `confirmed` is false, and `capture_failed` tells should it refuse after all (no focus, say).
    """
    begun = asyncio.get_running_loop().create_future()
    turn = camera.reserve()
    release = camera.keep(_release(camera, turn, begun), turn)
    await asyncio.wait({release, begun}, return_when=asyncio.FIRST_COMPLETED)
    done, _ = await asyncio.wait({release}, timeout=_CONFIRM_S)
    if done:
        release.result()
    else:
        release.add_done_callback(lambda task: tell_late_failure(camera, task))
    return {"camera": camera.id, "triggered_at": begun.result(), "confirmed": bool(done)}


async def _release(camera: Camera, turn: Turn, begun: asyncio.Future[str]) -> None:
    with camera.shooting() as busy:

        def started() -> None:
            begun.set_result(utc_now())
            busy()

        await camera.fetch("trigger", {}, _RELEASE_DEADLINE_S, repeatable=False, turn=turn, started=started)
