"""Things that a camera does a little later."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import PtpError

if TYPE_CHECKING:
    from collections.abc import Callable


def after(delay_s: float, work: Callable[[], object]) -> None:
    """Do `work` after that time; at once where there is none to wait. Only then can a PtpError reach the client."""
    if delay_s <= 0:
        work()
        return

    def late() -> None:
        with suppress(PtpError):  # the client has its answer already
            work()

    asyncio.get_running_loop().call_later(delay_s, late)
