"""A client that has yet to authenticate: how much time it has, and how much it may send meanwhile."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiohttp.http import WSCloseCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.edge.client_socket import ClientSocket
    from rpc_camera.edge.gateway import Bounds
    from rpc_camera.methods.session import Session

TOO_MUCH: Final = "authenticate before sending so much"
_LOOK_EVERY_S: Final = 0.05
_log = logging.getLogger(__name__)


async def supervise(
    socket: ClientSocket, session: Session, bounds: Bounds, close: Callable[[int, str], object]
) -> None:
    """Return when the client has authenticated or is gone; `close` on one that is slow, cut off one that sends much.

    aiohttp gathers a message up to the bound of authenticated clients before it hands it over: what has come is
    counted where it arrives.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + bounds.authentication_s
    with suppress(OSError):  # the client is gone
        while not session.authenticated:
            if socket.flow.received_bytes() > bounds.unauthenticated_total_bytes:
                _log.warning("disconnecting: it sends a lot, and has not authenticated")
                await socket.cut_off(WSCloseCode.MESSAGE_TOO_BIG, TOO_MUCH)
                return
            if loop.time() >= end:
                close(WSCloseCode.POLICY_VIOLATION, "no authentication in time")
                return
            await asyncio.sleep(_LOOK_EVERY_S)
