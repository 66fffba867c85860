"""How far the clocks of hosts are ahead, measured for one group after the other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.offset import TRIPS, measure

if TYPE_CHECKING:
    from rpc_camera.rig.group_host import GroupHost
    from rpc_camera.rig.offset import Offset

_AT_ONCE: Final = 8
_MOST_KEPT: Final = 256
_FORGETTING: Final = 0.5


class HostClocks:
    """Measures the clocks of other hosts, of so many at a time that they make each other's round trips no longer.

    Each is measured anew for each group, since two clocks run apart. What is kept is how short a round trip to a host
    can be: one that is as short is enough, where a first measurement has to make many to find it.
    """

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._last: dict[str, Offset] = {}

    async def measure(self, host: GroupHost) -> Offset:
        """Return how far the clock of a host is ahead. ServiceError: it does not answer.

        A trip that took long before counts for the longest, though less with each measurement: there may be another.
        """
        async with self._room:
            last = self._last.pop(host.name, None)
            found = await measure(host.ping, TRIPS, shortest_s=last.shortest_trip_s if last else 0.0)
        if last:
            longest_s = max(found.longest_trip_s, last.longest_trip_s * _FORGETTING)
            found = replace(found, longest_trip_s=longest_s)
        self._last[host.name] = found
        if len(self._last) > _MOST_KEPT:
            del self._last[next(iter(self._last))]
        return found
