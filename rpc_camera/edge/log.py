"""Which client a log line belongs to, and how much a client can put into the log."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from itertools import count

from aiohttp.http_exceptions import HttpProcessingError

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


class NotHttpFilter(logging.Filter):
    """Makes one line, of the level INFO, of a request that is not HTTP. Add it to a handler of records from `level` on.

    aiohttp logs it as an error with a traceback: whoever scans ports would fill the log.
    """

    def __init__(self, level: str) -> None:
        super().__init__()
        self._lowest = logging.getLevelNamesMapping()[level]

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every other record pass as it is."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name != "aiohttp.server" or not isinstance(error, HttpProcessingError):
            return True
        record.msg, record.args = f"{record.getMessage()}: {' '.join(error.message.split()):.80}", None
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.INFO, "INFO"
        return self._lowest <= logging.INFO
