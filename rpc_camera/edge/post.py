"""JSON-RPC over HTTP POST, one message each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from rpc_camera.edge.credentials import post_session
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.edge.statuses import headers_of, status_of
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.call import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.edge.gateway import Gateway
    from rpc_camera.edge.hub import Hub
    from rpc_camera.methods.budget import BudgetShare


async def answer_post(
    request: web.Request, gateway: Gateway, hub: Hub, headers: Mapping[str, str]
) -> web.StreamResponse:
    """Answer POST /rpc: 200 with the response, 204 where JSON-RPC has none, else an error object all the same.

    Where no call of it was let in, for the token, the status says so: 401, or 429.

    The answer has been sent when this returns: until then it counts towards the byte budget. `headers` are added to it.
    """
    service = gateway.service
    try:
        session = post_session(request, gateway)
        limit = service.limits.message_bytes if session.authenticated else gateway.bounds.unauthenticated_bytes
        with service.incoming.share(session.peer) as incoming, Message(session, client=session.peer) as message:
            async with asyncio.timeout(gateway.bounds.body_s):
                body = await _read_body(request, limit, incoming)
            response = await _response(body, message, gateway, hub)
            del body
            incoming.release()
            return await _sent(request, response, headers)
    except ServiceError as error:
        return await _sent(request, refused(gateway, error), headers)
    except TimeoutError:
        return await _sent(request, web.Response(status=408, text="The body did not arrive in time.\n"), headers)


async def _response(body: bytes, message: Message, gateway: Gateway, hub: Hub) -> web.Response:
    try:
        with hub.working():
            answer = await gateway.dispatcher.dispatch(body, message)
    except asyncio.CancelledError:
        return refused(gateway, ServiceError(ErrorName.CANCELLED, "The server is going away."))
    refusal = None if message.has_admitted else message.refusal
    if refusal and answer is None:
        return refused(gateway, refusal)
    if answer is not None:
        await message.answered_with(answer)
    if refusal and isinstance(answer, str):
        return json_answer(answer, status_of(refusal), headers_of(refusal))
    if isinstance(answer, bytes):
        return web.Response(body=answer)
    return web.Response(status=204) if answer is None else json_answer(answer)


async def _sent(request: web.Request, response: web.Response, headers: Mapping[str, str]) -> web.Response:
    """Send `response` with `headers`, and return it when the system has it."""
    response.headers.update(headers)
    await response.prepare(request)
    await response.write_eof()
    return response


def refused(gateway: Gateway, error: ServiceError) -> web.Response:
    """Return the answer to a request that is not dispatched."""
    body = gateway.dispatcher.refusal(error)
    return json_answer(body, status_of(error), headers_of(error))


async def _read_body(request: web.Request, limit: int, incoming: BudgetShare) -> bytes:
    """Return the body, once the budget of all that clients send has room for it. ServiceError: it is too large."""
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").lower() != "identity":
        raise ServiceError(
            ErrorName.INVALID_REQUEST, "The body is compressed.", remedy="Send it without Content-Encoding."
        )
    size = request.content_length
    if size is not None and size > limit:
        raise _too_large(limit)
    await incoming.reserve(limit if size is None else size)
    body = bytearray()
    while len(body) <= limit:
        if request.content.is_eof():  # nearly always at once: what is small comes with its head
            body += request.content.read_nowait()
            break
        body += await request.content.readany()
    if len(body) > limit:
        raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> ServiceError:
    return ServiceError(
        ErrorName.TOO_LARGE,
        f"The message has more than {limit} bytes.",
        remedy="Send less at a time, and the token as Authorization: Bearer, without which the bound is small.",
        details={"limit_bytes": limit},
    )
