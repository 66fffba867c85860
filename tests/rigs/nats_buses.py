"""Buses on NATS for tests: made, listened to, and closed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_bus import NatsBus
from rpc_camera.rig.nats_link import Backlog
from rpc_camera.rig.nats_url import NatsAddress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.rig.bus import BusMessage
    from tests.rigs.nats_server import NatsServer

WAIT_S = 20.0


def access_to(server: NatsServer, host: str = "127.0.0.1", **how: object) -> NatsAccess:
    """Return how a server is reached; `how` are fields of NatsAccess."""
    return NatsAccess((NatsAddress(host, server.port),), **how)  # type: ignore[arg-type]  # each test's own


@asynccontextmanager
async def bus_on(access: NatsAccess, name: str = "test", backlog: Backlog | None = None) -> AsyncIterator[NatsBus]:
    """Connect, and close at the end."""
    bus = await NatsBus.connect(access, name, WAIT_S, backlog or Backlog())
    try:
        yield bus
    finally:
        await bus.close()


@dataclass
class Heard:
    """Keeps what comes, for a test to wait for."""

    messages: list[BusMessage] = field(default_factory=list)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, message: BusMessage) -> None:
        """Take a message."""
        self.messages.append(message)
        self._came.set()

    @property
    def data(self) -> list[bytes]:
        """What came, in its order."""
        return [message.data for message in self.messages]

    async def wait(self, count: int = 1) -> list[BusMessage]:
        """Return the messages once there are so many."""
        while len(self.messages) < count:
            await self._next()
        return self.messages

    async def wait_for(self, data: bytes) -> None:
        """Wait until a message with this has come."""
        while data not in self.data:
            await self._next()

    async def _next(self) -> None:
        self._came.clear()
        async with asyncio.timeout(WAIT_S):
            await self._came.wait()


class Changes:
    """What a bus says of its link, each with the time of the loop."""

    def __init__(self, bus: NatsBus) -> None:
        self.seen: list[bool] = []
        self._came = asyncio.Event()
        bus.add_listener(self._take)

    def _take(self, is_up: bool) -> None:
        self.seen.append(is_up)
        self._came.set()

    async def wait(self, *expected: bool, within_s: float = WAIT_S) -> None:
        """Wait until it has said this, and see that it said nothing else."""
        async with asyncio.timeout(within_s):
            while len(self.seen) < len(expected):
                self._came.clear()
                await self._came.wait()
        assert self.seen == list(expected)
