"""Getting a link to one of several NATS servers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.bus import BusError
from rpc_camera.rig.nats_link import Backlog, NatsLink
from rpc_camera.rig.nats_trouble import RefusedError, why_not

if TYPE_CHECKING:
    from rpc_camera.rig.nats_access import NatsAccess

RETRY_S: Final = 0.2


class NatsDialer:
    """Connects as `name` to the first server that lets this host in. BusError: files of `access` cannot be used."""

    def __init__(self, access: NatsAccess, name: str, backlog: Backlog) -> None:
        access.check()
        self._access = access
        self._name = name
        self._backlog = backlog
        self._context = access.tls_context() if access.tls else None

    async def dial(self) -> NatsLink:
        """Return a link. BusError: no server can be reached; RefusedError: each of them refuses."""
        errors: list[BusError] = []
        for address in self._access.addresses:
            link = NatsLink(address, tls=self._access.tls, backlog=self._backlog)
            try:
                await link.open(self._access, self._name, self._context)
            except Exception as error:
                errors.append(why_not(address, error))
            else:
                return link
        raise next((error for error in errors if not isinstance(error, RefusedError)), errors[0])

    async def dial_within(self, timeout_s: float) -> NatsLink:
        """Try again and again for a time. BusError: there is no link then; RefusedError: a try more will not help."""
        trouble = BusError(f"The NATS server at {self._access.addresses[0]} does not answer.")
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    try:
                        return await self.dial()
                    except RefusedError:
                        raise
                    except BusError as error:
                        trouble = error
                    await asyncio.sleep(RETRY_S)
        except TimeoutError:
            raise trouble from None
