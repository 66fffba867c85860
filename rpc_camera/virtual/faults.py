"""Faults on demand: operations that hang, are refused, or are slow."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from rpc_camera.virtual.ptp import PtpError

_WAKES_LATE_S: Final = 0.001  # the event loop waits for whole milliseconds, rounded up


@dataclass
class Fault:
    """Befalls an operation `times` times (None: until cleared); it hangs, or is refused with `code`.

    With a `handle`, only where that is the object that the operation is about.
    """

    code: int | None
    times: int | None = None
    handle: int | None = None


@dataclass
class Faults:
    """What is to befall which operation."""

    latency_s: float = 0.0
    bytes_per_s: float = 0.0
    """How fast the content of files is sent; 0: as fast as it goes."""
    _by_operation: dict[int, Fault] = field(default_factory=dict)
    _mended: asyncio.Event = field(default_factory=asyncio.Event)

    def set(self, operation: int, fault: Fault) -> None:
        """Let `fault` befall `operation` from now on."""
        self._by_operation[operation] = fault

    def clear(self) -> None:
        """Mend everything; what hangs goes on."""
        self.latency_s = self.bytes_per_s = 0.0
        self._by_operation.clear()
        self._mended.set()
        self._mended = asyncio.Event()

    async def befall(self, operation: int, handle: int) -> None:
        """Suffer what is set for `operation`, with `handle` as its first parameter; PtpError: it is refused."""
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        fault = self._by_operation.get(operation)
        if fault is None or fault.handle not in {None, handle}:
            return
        if fault.times is not None:
            fault.times -= 1
            if not fault.times:
                del self._by_operation[operation]
        if fault.code is None:
            await self.mended()
        else:
            raise PtpError(fault.code)

    async def travel(self, size_bytes: int, begun_s: float) -> None:
        """Wait until so many bytes can have been sent since `begun_s`, a time of the event loop."""
        if self.bytes_per_s:
            due_s = begun_s + size_bytes / self.bytes_per_s - _WAKES_LATE_S
            await asyncio.sleep(max(0, due_s - asyncio.get_running_loop().time()))

    async def mended(self) -> None:
        """Wait for the next `clear`."""
        await self._mended.wait()
