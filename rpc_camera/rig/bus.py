"""What the rig needs of the engine that carries its messages; which engine that is, the rest of the rig does not know.

A message is one of at most `most_bytes`. It comes once or not at all: nothing is kept for somebody who is not there,
nor while the link to the engine is lost.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class BusMessage:
    """`reply_to` is the subject that its sender waits at; "" where it does not wait. `nobody_there`: see `publish`."""

    subject: str
    data: bytes
    reply_to: str = ""
    nobody_there: bool = False


Heard: TypeAlias = Callable[[BusMessage], None]
"""Takes a message, in the event loop; it must not block."""
Unsubscribe: TypeAlias = Callable[[], Awaitable[None]]


class BusError(Exception):
    """The engine cannot be used; its text is one sentence for the user."""


class BusDownError(BusError):
    """The link to the engine is lost: the message was not sent, and will not be."""


@dataclass(frozen=True)
class BusService:
    """What a host tells those who look for services on the bus. `metadata` has text only."""

    name: str
    version: str
    description: str
    metadata: Mapping[str, str]


class Bus(Protocol):
    """One connection to the engine, which is made again whenever it is lost, until it is closed."""

    @property
    def most_bytes(self) -> int:
        """The most bytes that a message may have."""

    @property
    def is_up(self) -> bool:
        """Whether there is a link to the engine now."""

    @property
    def local_address(self) -> str:
        """The address of this machine by which it reaches the engine, without a port; "" while there is no link."""

    def add_listener(self, changed: Callable[[bool], None]) -> None:
        """Have `changed` called when the link is lost (False), and when it is there again (True)."""

    def add_refusal_listener(self, refused: Callable[[str], None]) -> None:
        """Have `refused` called with the subject, in lower case, of a message that the engine does not permit."""

    async def publish(self, subject: str, data: bytes, reply_to: str = "") -> None:
        """Send a message now. BusDownError: that cannot be done.

        If nobody subscribes to `subject`, a message that has `nobody_there` comes to `reply_to`, if that is given.
        """

    async def subscribe(self, subject: str, heard: Heard) -> Unsubscribe:
        """Have `heard` called with each message of `subject`; `*` stands for a part of it, a final `>` for several.

        Returns what ends that: a message that is on its way then may come still.
        """

    async def serve(self, service: BusService, endpoint: str, subject: str, heard: Heard) -> None:
        """Subscribe to `subject`, and have this be found as an endpoint of `service` by the engine's own means.

        Every instance gets every message: they share none. One message need not wait for the end of the one before.
        """

    async def close(self) -> None:
        """Send what was published, and end."""
