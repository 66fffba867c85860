"""How late the event loop is: while one piece of work holds it, everybody waits, and the log says for how long."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LOGGED_FROM_S: Final = 0.25
_LOOK_EVERY_S: Final = 0.1
_log = logging.getLogger(__name__)


async def log_lag(note: Callable[[float], None] | None = None) -> None:
    """Log each time that the loop came back more than LOGGED_FROM_S late; until cancelled.

    `note` is called with how late it was, each time.
    """
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _LOOK_EVERY_S
        await asyncio.sleep(_LOOK_EVERY_S)
        late_s = loop.time() - due
        if note:
            note(late_s)
        if late_s > LOGGED_FROM_S:
            _log.warning(
                "everything waited for %d ms: the event loop was held up, or the machine is busy", late_s * 1000
            )
