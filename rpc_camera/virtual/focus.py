"""The lens's focus: driven by autofocus or by steps, within its limits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera.virtual.delay import after
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.virtual.habits import Habits

FARTHEST = 8000
_NEARER, _FARTHER = 1, 2
_STEPS_PER_S = 40000


class Focus:
    """Where the lens stands, whether it moves, and how often it has."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self.position = FARTHEST // 2
        self.area = (0.5, 0.5)
        self.movements = 0
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

    def autofocus(self, ended: Callable[[bool], object] | None = None) -> None:
        """Find the subject, or not, and then call `ended` with whether it was found."""
        self._move(self._habits.focus_s)
        if self._habits.focus_fails:
            self._outcome = ResponseCode.OUT_OF_FOCUS
        else:
            self.position = FARTHEST // 2
        if ended is not None:
            after(self._habits.focus_s, lambda: ended(not self._habits.focus_fails))

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
        self.movements += 1
        self._still_at_s = asyncio.get_running_loop().time() + duration_s
        self._outcome = ResponseCode.OK
