"""A large answer is copied several times on its way to the client, and others have their turn between two copies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from rpc_camera.dispatch.pieces import PIECE_CHARACTERS, encode_in_pieces
from rpc_camera.edge import Bounds
from rpc_camera.edge.client_socket import ClientSocket
from rpc_camera.edge.outbox import Outbox

if TYPE_CHECKING:
    from rpc_camera.edge.flow import Flow

LARGE, SMALL = "a" * (40 << 20), "a"


def waiting_then(flow: Flow) -> asyncio.Future[int]:
    """Return how many bytes wait to be sent when others have their turn next."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[int] = loop.create_future()
    loop.call_soon(lambda: found.set_result(flow.waiting_bytes()))
    return found


async def test_others_have_their_turn_before_a_large_message_is_written() -> None:
    waiting: list[int] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        socket = ClientSocket(request, 1 << 20, Bounds())
        await socket.prepare(request)
        outbox = Outbox(socket, (), Bounds(), lambda outbox: outbox.flush(0))
        for message in (LARGE, SMALL):
            meanwhile = waiting_then(socket.flow)
            await outbox.send(message)
            waiting.append(await meanwhile)
        return socket

    app = web.Application()
    app.router.add_get("/", handle)
    async with (
        TestServer(app) as server,
        ClientSession() as session,
        session.ws_connect(server.make_url("/"), max_msg_size=0) as client,
    ):
        received = [await client.receive_str() for _ in range(2)]

    assert received == [LARGE, SMALL]
    assert waiting[0] < len(LARGE) // 1000, "nothing but the handshake"


async def test_others_have_their_turn_before_a_large_text_goes_on() -> None:
    turns: list[bool] = []
    asyncio.get_running_loop().call_soon(turns.append, True)
    await encode_in_pieces({"a": "a" * (PIECE_CHARACTERS + 1)})

    assert turns
