"""How many clients may send a large message at once: aiohttp gathers each, so those of the others wait outside."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.edge.client_socket import ClientSocket

_LARGE_BYTES: Final = 1 << 20
_LOOK_EVERY_S: Final = 0.05
_IDLE_EVERY_S: Final = (
    0.25  # while nobody sends more than little: a server that does nothing is to cost next to nothing
)
_LITTLE_BYTES: Final = 1 << 16
_PATIENCE_LOOKS: Final = 100
_FRAME_BYTES: Final = 6  # at least: two of a head, and the mask
_ASK_EVERY_BYTES: Final = 4096


class Sender:
    """A client's WebSocket, and how far the message is that it sends."""

    def __init__(self, socket: ClientSocket) -> None:
        self._socket = socket
        self._begun = self._received = self._unasked = 0
        self.idle_looks = 0
        self.is_held = False

    def message_came(self, size_bytes: int) -> None:
        """Count from here: the next message begins.

        The system is not asked at each message, which would cost each call; what frames add to small ones is not much.
        """
        self._unasked += size_bytes + _FRAME_BYTES
        if self._unasked < _ASK_EVERY_BYTES:
            self._begun += size_bytes + _FRAME_BYTES
            return
        self._unasked = 0
        with contextlib.suppress(OSError):  # it is gone
            self._begun = self._socket.flow.received_bytes()

    def come_bytes(self) -> int:
        """Return how much has come of the message that is not whole yet."""
        try:
            before, self._received = self._received, self._socket.flow.received_bytes()
        except OSError:
            return 0
        self.idle_looks = self.idle_looks + 1 if before == self._received else 0
        return self._received - self._begun

    def hold(self, held: bool) -> None:
        """Read no more of it for now, or read on."""
        if held or self.is_held:
            with contextlib.suppress(OSError):  # it is gone
                flow = self._socket.flow
                flow.read_no_more() if held else flow.read_on()
        self.is_held = held


class MessageIntake:
    """Has `at_once` clients send large messages, in the order in which those began.

    One that sends nothing for some seconds lets the others go first.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._senders: dict[Sender, None] = {}
        self._has_senders = asyncio.Event()
        self._large: list[Sender] = []

    @contextmanager
    def watching(self, socket: ClientSocket) -> Iterator[Sender]:
        """Watch a client's socket meanwhile."""
        sender = Sender(socket)
        self._senders[sender] = None
        self._has_senders.set()
        try:
            yield sender
        finally:
            del self._senders[sender]
            if not self._senders:
                self._has_senders.clear()

    async def run(self) -> None:
        """Look until cancelled."""
        is_idle = True
        while True:
            await self._has_senders.wait()
            await asyncio.sleep(_IDLE_EVERY_S if is_idle else _LOOK_EVERY_S)
            is_idle = self._look() <= _LITTLE_BYTES

    def _look(self) -> int:
        """Hold those that are too many; return how much has come of the largest message."""
        come = {sender: sender.come_bytes() for sender in self._senders}
        large = {sender for sender, come_bytes in come.items() if come_bytes > _LARGE_BYTES}
        for sender in self._large:
            if sender not in large and sender in self._senders:
                sender.hold(False)
        known = [sender for sender in self._large if sender in large]
        self._large = known + [sender for sender in self._senders if sender in large and sender not in known]
        self._large.sort(key=lambda sender: not sender.is_held and sender.idle_looks > _PATIENCE_LOOKS)
        for place, sender in enumerate(self._large):
            sender.hold(place >= self._at_once)
        return max(come.values(), default=0)
