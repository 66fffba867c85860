"""What is done about a refusal of the body that need not be the last word: it is passed over, or tried again."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class IgnoredRefusals(AbstractContextManager[None, bool]):
    """Ends its block at a refusal, which `report` gets. ServiceError CAMERA_LOST: the link is gone."""

    def __init__(self, report: Callable[[ServiceError], object] = lambda _refusal: None) -> None:
        self._report = report

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> bool:
        if not isinstance(error, ServiceError) or error.name is ErrorName.CAMERA_LOST:
            return False
        self._report(error)
        return True


def while_busy(act: Callable[[], T], deadline: float, pause_s: float) -> T:
    """Return what `act` does, tried again while the body is busy, up to `deadline` (as `time.monotonic` counts)."""
    while True:
        try:
            return act()
        except ServiceError as error:
            if error.name is not ErrorName.CAMERA_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(pause_s)
