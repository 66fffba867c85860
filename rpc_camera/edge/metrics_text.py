"""What Prometheus fetches, as the edge sees it."""

from __future__ import annotations

from typing import Protocol


class MetricsText(Protocol):
    """What there is to fetch. `is_open`: without a token."""

    is_open: bool

    def text(self, accept: str) -> tuple[bytes, str]:
        """Return it, and its content type, as who accepts `accept` understands it."""
