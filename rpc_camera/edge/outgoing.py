"""Large answers that are sent as a whole: each has its share of the budget until the client's system has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.edge.visitors import ADMITTED_BY

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

    from rpc_camera.methods.service import Service

SMALL_BYTES: Final = 1 << 16  # as much as a connection buffers at all


async def send_in_budget(request: web.Request, handler: Handler, service: Service) -> web.StreamResponse:
    """Have a request answered, whatever its route. Once this returns, a large answer has been sent.

    Those that are sent piece by piece wait for their client at each piece, and those that are prepared already have
    been sent.
    """
    response = await handler(request)
    size_bytes = _size_of(response)
    if size_bytes <= SMALL_BYTES or response.prepared or request.method == hdrs.METH_HEAD:
        return response
    budget = service.budget if ADMITTED_BY in request else service.open_budget
    with budget.share(request.remote) as share:
        await share.reserve(size_bytes)
        await response.prepare(request)
        await response.write_eof()
    return response


def _size_of(response: web.StreamResponse) -> int:
    body = response.body if isinstance(response, web.Response) else None
    return len(body) if isinstance(body, bytes | bytearray) else 0
