"""An event as it is sent to all who want it."""

from __future__ import annotations

from typing import NamedTuple


class EncodedEvent(NamedTuple):
    """`frame` is the whole WebSocket message; `seq` is for who is too slow for it, `name` for who unsubscribes."""

    seq: int
    name: str
    frame: bytes
