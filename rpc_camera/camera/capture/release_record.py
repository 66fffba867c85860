"""What is known of one release of a shutter, also where there is no picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.errors import ServiceError


@dataclass
class ReleaseRecord:
    """One release, as its worker reports it.

    `released_at` is when the driver was asked for it, in seconds of CLOCK_MONOTONIC, once it has come back from that.
    """

    released_at: float | None = None
    _may_be_released: bool = False

    def releasing(self) -> None:
        """Note that the shutter may be released from now on, or that it is in doubt whether it was."""
        self.released_at, self._may_be_released = None, True

    def released(self, released_at: float) -> None:
        """Note that it was released."""
        self.released_at, self._may_be_released = released_at, True

    def is_in_doubt(self, error: ServiceError) -> bool:
        """Return whether nobody knows if it was released, as the capture ended in `error`: no refusal of the body."""
        return self._may_be_released and self.released_at is None and error.link_lost
