"""Why the service cannot start."""

from __future__ import annotations


class CannotServeError(Exception):
    """The service cannot start; its text is one sentence for the user."""
