"""Which client a log line belongs to."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from itertools import count

_client: ContextVar[str] = ContextVar("rpc_camera_client", default="-")
_numbers = count(1)


def name_client() -> None:
    """Give the current task, and those it starts, an id of a client of their own."""
    _client.set(f"c{next(_numbers)}")


class ClientIdFilter(logging.Filter):
    """Sets `record.client`, "-" outside of any client's work. Add it to a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        record.client = _client.get()
        return True
