"""Pages from elsewhere: a browser sends the page's origin, and only those that were allowed get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

ANY = "*"
_NO_ORIGIN = "null"


def is_allowed(origin: str | None, host: str | None, allowed: Collection[str]) -> bool:
    """Say whether a request with these headers may pass: no browser, the page's own host, or an allowed origin."""
    if origin is None or ANY in allowed:
        return True
    own = _normal(origin)
    return own.partition("://")[2] == (host or "-").lower() or own in map(_normal, allowed)


def refusal(origin: str) -> str:
    """Say in one sentence why a page was refused and how to allow it."""
    if _normal(origin) == _NO_ORIGIN:
        return (
            "Pages without an origin, such as those opened from disk, may not use this service; serve the page over "
            "HTTP, as `python3 -m http.server` does, and start the service with --allow-origin and that address."
        )
    shown = origin[:200]
    return f"Pages from {shown} may not use this service; start it with --allow-origin {shown} to allow them."


def _normal(origin: str) -> str:
    return origin.lower().rstrip("/")
