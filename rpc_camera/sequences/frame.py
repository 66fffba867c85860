"""One frame of a sequence: settings, focus and release of each of its pictures, in turns of the camera."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import DriveFocus, SetConfigs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rpc_camera.camera.camera import Camera
    from rpc_camera.contract.types import SequenceStep
    from rpc_camera.errors import JsonValue

_ARM_DEADLINE_S: Final = 30.0
# Nothing has been released: the camera is away, or has no place for one more in its line, and will have.
_AWAY: Final = frozenset(
    {
        ErrorName.CAMERA_LOST,
        ErrorName.CAMERA_BUSY,
        ErrorName.CAMERA_CLAIMED,
        ErrorName.CAMERA_TIMEOUT,
        ErrorName.CAMERA_NOT_FOUND,
        ErrorName.DRIVER_CRASHED,
    }
)


class AwayError(Exception):
    """The camera cannot be had now; nothing has been released."""


@dataclass
class Frame:
    """The pictures of one frame, as far as they have been taken; `error` is why there are no more."""

    files: list[JsonValue] = field(default_factory=list)
    released_at: float | None = None
    error: ServiceError | None = None


def needs_preparation(shot: SequenceStep) -> bool:
    """Whether anything has to be done before the picture."""
    return bool(shot.get("settings") or shot.get("focus_steps"))


async def prepare(camera: Camera, shot: SequenceStep) -> None:
    """Set what a picture needs, with a camera that is armed."""
    if settings := shot.get("settings"):
        await camera.line.ask_within(SetConfigs(dict(settings)))
    if steps := shot.get("focus_steps"):
        await camera.line.ask_within(DriveFocus(steps))


async def arm(camera: Camera) -> None:
    """Have the camera ready, in a turn that the caller holds. AwayError: it cannot be had now."""
    try:
        await camera.captures.arm(_ARM_DEADLINE_S)
    except ServiceError as error:
        if error.name in _AWAY:
            raise AwayError(error.message) from error
        raise


async def take(
    camera: Camera, shots: Sequence[SequenceStep], *, at: float, prepared: bool, stopped: Callable[[], bool]
) -> Frame:
    """Take the pictures of a frame with an armed camera: the first at `at`, the others right after it.

    `prepared`: the first has what it needs. `stopped` is asked before each further one.
    """
    frame = Frame()
    try:
        with camera.line.occupancy.shooting() as begin:
            begin()
            for index, shot in enumerate(shots):
                if index and stopped():
                    break
                if index or not prepared:
                    await prepare(camera, shot)
                taken = await camera.captures.shoot(bulb_s=shot.get("bulb_s"), at=None if index else at)
                frame.released_at = frame.released_at or taken.released_at
                frame.files += cast("list[JsonValue]", taken.files)
    except ServiceError as error:
        frame.error = error
    return frame
