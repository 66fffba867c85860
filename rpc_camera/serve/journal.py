"""The log as systemd's journal takes it: the priority before each line, and no time, which the journal has itself."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Final

from rpc_camera.serve.logs import OneLineFormatter

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMAT: Final = "%(client)s %(name)s: %(message)s"
_PRIORITIES: Final = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))  # syslog(3)
_DEBUG: Final = 7


def is_journal(descriptor: int, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether what is written to a descriptor gets into the journal: systemd.exec(5), JOURNAL_STREAM."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return False
    return environment.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


class JournalFormatter(OneLineFormatter):
    """Puts `<N>` before each line, also of a traceback: sd-daemon(3)."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        priority = next((number for least, number in _PRIORITIES if record.levelno >= least), _DEBUG)
        return "\n".join(f"<{priority}>{line}" for line in super().format(record).split("\n"))
