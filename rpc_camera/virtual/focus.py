"""The lens's focus: driven by autofocus or by steps, within its limits."""

from __future__ import annotations

import asyncio

from rpc_camera.virtual.ptp import PtpError, ResponseCode

FARTHEST = 8000
_NEARER, _FARTHER = 1, 2
_AUTOFOCUS_S = 0.2
_STEPS_PER_S = 40000


class Focus:
    """Where the lens stands, and whether it moves."""

    def __init__(self) -> None:
        self.position = FARTHEST // 2
        self.area = (0.5, 0.5)
        self._still_at_s = 0.0
        self._outcome = ResponseCode.OK

    @property
    def moving(self) -> bool:
        """Whether the motor runs."""
        return asyncio.get_running_loop().time() < self._still_at_s

    def take_outcome(self) -> ResponseCode:
        """How the last movement ended; told once."""
        outcome, self._outcome = self._outcome, ResponseCode.OK
        return outcome

    def autofocus(self) -> None:
        """Find the subject."""
        self._move(_AUTOFOCUS_S)
        self.position = FARTHEST // 2

    def drive(self, direction: int, steps: int) -> None:
        """Move by hand; at either end of the way the movement ends with FOCUS_STEP_END."""
        if direction not in {_NEARER, _FARTHER} or not 0 < steps <= 0x7FFF:
            raise PtpError(ResponseCode.INVALID_PARAMETER)
        goal = self.position + (steps if direction == _FARTHER else -steps)
        reached = max(0, min(FARTHEST, goal))
        self._move(abs(reached - self.position) / _STEPS_PER_S)
        self.position = reached
        if reached != goal:
            self._outcome = ResponseCode.FOCUS_STEP_END

    def stop(self) -> None:
        """End a movement."""
        self._still_at_s = 0.0

    def _move(self, duration_s: float) -> None:
        self._still_at_s = asyncio.get_running_loop().time() + duration_s
        self._outcome = ResponseCode.OK
