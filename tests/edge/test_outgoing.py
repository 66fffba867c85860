"""Every large answer has its share of the budget until it has been sent, whatever route it is of."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING, cast

import pytest
from aiohttp import web

from rpc_camera.edge.outgoing import SMALL_BYTES, send_in_budget
from rpc_camera.methods.service import ServiceLimits
from tests.edge.conftest import BEARER, Serve, request
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.methods.budget import ByteBudget
    from rpc_camera.methods.service import Service

SOON_S = 20


async def deaf(port: int, said: str) -> socket.socket:
    """Send a request, of whose answer nobody reads anything."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", port))
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_sendall(sock, said.encode())
    return sock


async def until_used(budget: ByteBudget, *, used: bool) -> None:
    async with asyncio.timeout(SOON_S):
        while bool(budget.used_bytes) is not used:  # noqa: ASYNC110 - nobody notifies of it
            await asyncio.sleep(0.01)


async def test_the_document_goes_out_within_the_budget_of_those_who_show_no_token(tmp_path: Path) -> None:
    async with running_service(tmp_path) as service:
        budget = service.service.open_budget
        get = "GET /openrpc.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
        pipelined = get * 40  # more than the system's own buffers hold
        with await deaf(service.server.port, pipelined):
            await until_used(budget, used=True)
            size_bytes = len(service.service.contract.sources.files["openrpc.json"])
            assert budget.used_bytes == size_bytes  # one after the other
        await until_used(budget, used=False)
        assert service.service.budget.used_bytes == 0


@pytest.mark.parametrize("transport", ["websocket", "post"])
async def test_a_large_answer_of_a_method_that_reserves_nothing_counts_all_the_same(
    serve: Serve, transport: str
) -> None:
    rig = await serve(limits=ServiceLimits(message_bytes=16 << 20))
    value = "a" * (12 << 20)  # more than the system's own buffers hold
    if transport == "post":
        body = json.dumps(request("echo", 1, value=value))
        head = f"POST /rpc HTTP/1.1\r\nHost: localhost\r\nAuthorization: {BEARER['Authorization']}\r\n"
        with await deaf(rig.server.port, f"{head}Content-Length: {len(body)}\r\n\r\n{body}"):
            await until_used(rig.budget, used=True)
            assert rig.budget.used_bytes >= len(value)
    else:
        socket = await rig.connect()
        await socket.send_json(request("echo", 1, value=value))
        await until_used(rig.budget, used=True)
        assert rig.budget.used_bytes >= len(value)
        assert (await socket.receive_json())["result"] == value
    await until_used(rig.budget, used=False)


async def test_what_is_small_takes_no_budget() -> None:
    service = cast("Service", None)  # which it must not even look at

    async def handler(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=bytes(SMALL_BYTES))

    response = await send_in_budget(cast("web.Request", None), handler, service)

    assert not response.prepared


async def test_a_batch_with_answers_of_both_kinds_is_answered(serve: Serve) -> None:
    rig = await serve()
    batch = [request("big", 1, size=900 << 10), request("echo", 2, value="a" * (100 << 10))]
    answers = json.loads(await (await rig.post(cast("list[object]", batch), **BEARER)).text())  # type: ignore[arg-type]

    assert [len(answer["result"]) for answer in answers] == [900 << 10, 100 << 10]
