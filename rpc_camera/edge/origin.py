"""Pages from elsewhere: a browser sends the page's origin, and only those that were allowed get in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.edge.authority import split_authority

if TYPE_CHECKING:
    from collections.abc import Collection

ANY = "*"
_NO_ORIGIN = "null"
_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}


def is_allowed(origin: str | None, host: str | None, allowed: Collection[str]) -> bool:
    """Say whether a request with these headers may pass: no browser, the page's own host, or an allowed origin.

    A port that is the default of the origin's scheme may be left out of each of them (RFC 6454, 4).
    """
    if origin is None or ANY in allowed:
        return True
    page = _normal(origin)
    scheme, separator, _ = page.partition("://")
    own = _normal(f"{scheme}://{host}") if separator and host else None
    return page in {own, *map(_normal, allowed)}


def hosts_of(origins: Collection[str]) -> frozenset[str]:
    """Return the names of the hosts in `origins`."""
    authorities = (split_authority(origin.partition("://")[2].rstrip("/")) for origin in origins)
    return frozenset(parts[0] for parts in authorities if parts)


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
    """Return the one spelling of an origin, with the port that is its scheme's default; other text in lower case."""
    text = origin.lower().rstrip("/")
    scheme, separator, authority = text.partition("://")
    parts = split_authority(authority)
    if not separator or parts is None:
        return text
    host, port = parts
    return f"{scheme}://{host}:{port or _DEFAULT_PORTS.get(scheme, '')}"
