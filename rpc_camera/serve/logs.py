"""The log on standard error: a line for each record, whatever text clients and cameras have put into it."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from rpc_camera.edge.log import ClientIdFilter, NotHttpFilter
from rpc_camera.serve.log_flood import FloodFilter

if TYPE_CHECKING:
    from types import TracebackType

    ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_MARGIN: Final = "    | "
_FORMAT: Final = "%(asctime)s %(levelname)s %(client)s %(name)s: %(message)s"


def set_up_log(level: str, formatter: logging.Formatter | None = None) -> None:
    """Log to standard error from `level` on; by `formatter`, or for people and files."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(ClientIdFilter())
    handler.addFilter(NotHttpFilter(level))
    handler.addFilter(FloodFilter())
    handler.setFormatter(formatter or OneLineFormatter(_FORMAT))
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("asyncio").setLevel(logging.WARNING)  # its debug lines are about every process and socket


class OneLineFormatter(logging.Formatter):
    """Keeps what clients and cameras send from forging lines of the log, or moving a terminal's cursor.

    Control characters are written out. A traceback has lines, each behind a margin that no record begins with.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name in logging
        """Return the line."""
        return _printable(super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name in logging
        """Return the traceback, and the exception's text, which may have come from anywhere."""
        return _behind_margin(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name in logging
        """Return a stack that was logged."""
        return _behind_margin(super().formatStack(stack_info))


def _behind_margin(text: str) -> str:
    return "\n".join(_MARGIN + _printable(line) for line in text.split("\n"))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
