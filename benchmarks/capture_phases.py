"""The way of one picture from the order to the client's hand, cut into phases by what its camera has noted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.rigs.virtual_camera import VirtualCameraProcess

_READS: Final = frozenset({"1009", "101b"})
_LOOKS: Final = _READS | {"1008"}
PHASES: Final = (
    "before the camera is asked anything",
    "until the release: driver's questions, focus",
    "the camera exposes, develops and writes",
    "until the driver looks at the new file",
    "until the file is read",
    "the file is read from the camera",
    "until it is in hand",
)
_CAMERAS_OWN: Final = 2


@dataclass(frozen=True)
class Way:
    """How long each of `PHASES` took, in seconds, and how many operations the camera was asked for meanwhile."""

    phases_s: Sequence[float]
    operations: int

    @property
    def whole_s(self) -> float:
        """From the order to the picture in hand."""
        return sum(self.phases_s)

    @property
    def added_s(self) -> float:
        """What is not the camera's own exposure and writing, which differs from picture to picture."""
        return self.whole_s - self.phases_s[_CAMERAS_OWN]


def begin(camera: VirtualCameraProcess) -> None:
    """Forget what the camera has noted so far."""
    camera.control({"journal": True})


def way(camera: VirtualCameraProcess, begun: float, ended: float) -> Way:
    """Return the way of the camera's latest picture, which was ordered and in hand then, as `time.monotonic` counts."""
    status, journal = camera.control({"status": True}), camera.control({"journal": True})["journal"]
    within = [(code, came, min(ended, answered or ended)) for code, came, answered in journal if begun <= came <= ended]
    written_at = status["contents"][-1]["written_at"]
    looks = [came for code, came, _ in within if code in _LOOKS and came >= written_at]
    reads = [(came, answered) for code, came, answered in within if code in _READS and came >= written_at]
    asked_at, read_from, read_until = within[0][1], reads[0][0], reads[-1][1]
    marks = (begun, asked_at, status["released_at"], written_at, looks[0], read_from, read_until, ended)
    return Way([after - before for before, after in pairwise(marks)], len(within))
