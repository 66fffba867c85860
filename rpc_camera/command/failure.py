"""How commands end: exit statuses, and failures of their own as sentences."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses; docs/command-line.md and `--help` have them too."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NO_SERVICE = 3
    INTERRUPTED = 130
    NO_READER = 141
    TERMINATED = 143


class CommandError(Exception):
    """The command cannot do it; the text is for the user: what is wrong, and what to do."""

    status = Exit.REFUSED


class UsageError(CommandError):
    """What was typed cannot be meant."""

    status = Exit.USAGE


class NoServiceError(CommandError):
    """No service was reached."""

    status = Exit.NO_SERVICE


class NoReaderError(Exception):
    """Whoever read standard output is gone, as after `| head`."""
