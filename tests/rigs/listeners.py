"""Whether anybody on the bus hears what is said at a subject."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from tests.rigs.nats_buses import Heard, access_to, bus_on

if TYPE_CHECKING:
    from tests.rigs.nats_server import NatsServer

SOON_S = 20
_ANSWERED_S = 0.1


async def has_listeners(nats: NatsServer, subject: str) -> bool:
    """Ask the server, which says so to whoever publishes what nobody hears."""
    answered = Heard()
    async with bus_on(access_to(nats)) as bus:
        inbox = f"inbox.{secrets.token_hex(8)}"
        await bus.subscribe(inbox, answered)
        await bus.publish(subject, b"", inbox)
        await bus.publish(inbox, b"the end")
        await answered.wait_for(b"the end")
        await asyncio.sleep(_ANSWERED_S)
    return not any(message.nobody_there for message in answered.messages)


async def until_unheard(nats: NatsServer, subject: str) -> None:
    """Wait until nobody hears it."""
    async with asyncio.timeout(SOON_S):
        while await has_listeners(nats, subject):  # noqa: ASYNC110 - the server knows
            await asyncio.sleep(0.1)
