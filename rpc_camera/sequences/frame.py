"""One frame of a sequence: settings, focus and release of each of its pictures, in turns of the camera."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.errors import ServiceError
from rpc_camera.wire.requests import DriveFocus, SetConfigs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.contract.types import SequenceStep
    from rpc_camera.errors import JsonValue

_ARM_DEADLINE_S: Final = 30.0


class CameraAwayError(Exception):
    """The camera cannot be used now, and may be later; nothing has been released."""


@dataclass
class FrameResult:
    """The pictures of one frame, as many as there are; `error` is why there are no more."""

    files: list[JsonValue] = field(default_factory=list)
    released_at: float | None = None
    error: ServiceError | None = None


def needs_preparation(shot: SequenceStep) -> bool:
    """Whether anything has to be done before the picture."""
    return bool(shot.get("settings") or shot.get("focus_steps"))


async def prepare(camera: TetheredCamera, shot: SequenceStep) -> None:
    """Set what a picture needs, with a camera that is armed."""
    if settings := shot.get("settings"):
        # What a body takes can depend on a mode that is among them.
        await camera.line.ask_within(SetConfigs(dict(settings), check_first=False))
    if steps := shot.get("focus_steps"):
        await camera.line.ask_within(DriveFocus(steps))


async def arm(camera: TetheredCamera) -> None:
    """Have the camera ready, in a turn that the caller holds. CameraAwayError."""
    try:
        await camera.captures.arm(_ARM_DEADLINE_S)
    except ServiceError as error:
        if error.is_passing:
            raise CameraAwayError(error.message) from error
        raise


async def shoot_frame(
    camera: TetheredCamera, shots: Sequence[SequenceStep], *, at: float, prepared: bool, stopped: Callable[[], bool]
) -> FrameResult:
    """Shoot the pictures of a frame with an armed camera: the first at `at`, the others right after it.

    `prepared`: the first has what it needs. `stopped` is asked before each further one.
    """
    result = FrameResult()
    try:
        with camera.line.occupancy.shooting() as begin:
            begin()
            for index, shot in enumerate(shots):
                if index and stopped():
                    break
                if index or not prepared:
                    await prepare(camera, shot)
                picture = await camera.captures.shoot(bulb_s=shot.get("bulb_s"), at=None if index else at)
                result.released_at = result.released_at or picture.released_at
                result.files += cast("list[JsonValue]", picture.files)
    except ServiceError as error:
        result.error = error
    return result
