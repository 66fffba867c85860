"""Header fields of every answer, whatever route it is from: browsers guess no types, run nothing, and frame nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs

from rpc_camera.edge.camera_access import link_of
from rpc_camera.edge.visitors import SESSION

if TYPE_CHECKING:
    from aiohttp import web

# The control page has a policy of its own; pictures and documents need nothing at all.
_CONTENT_POLICY: Final = (
    "default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FIELDS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # signed addresses are as good as a token while they last
}


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Do what `add_fields` does, as a signal of the application.

    Browsers send a password that they know with each request, also with those for the pictures in a page of another
    site: what is shown by a token is for no such page, which can have a link of its own. That link is all it takes:
    dashboards such as Mainsail read the stream by `fetch`, and browsers send nothing along that they know.
    """
    if SESSION in request:
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
    if link_of(request):
        response.headers.setdefault(hdrs.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
    add_fields(response)


def add_fields(response: web.StreamResponse) -> None:
    """Add the fields that the answer does not have yet."""
    for name, value in _FIELDS.items():
        response.headers.setdefault(name, value)
