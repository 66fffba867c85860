"""The token: where it may come from, what goes without it, and how often it may be guessed."""

from __future__ import annotations

import asyncio
import logging
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest

from rpc_camera.contract.types import Scope
from rpc_camera.edge import Bounds
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.authentication import MAX_GUESSES, MAX_PEERS, Authenticator, network_of, token_digest
from rpc_camera.methods.grants import Grant
from tests.edge.conftest import TOKEN, call, closing, request
from tests.rigs.raw_http import RawHttp

if TYPE_CHECKING:
    from tests.edge.conftest import Serve

HANDSHAKE = (
    b"GET /rpc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


async def test_a_bearer_token_at_the_handshake_authenticates(serve: Serve) -> None:
    socket = await (await serve()).connect()

    assert (await call(socket, "echo", value=7))["result"] == 7


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic czNjcmV0", TOKEN, "bearer \udcff"])
async def test_a_wrong_bearer_token_is_refused_at_the_handshake(serve: Serve, header: str) -> None:
    rig = await serve()

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await rig.connect(token=False, headers={"Authorization": header})

    assert refused.value.status == 401
    assert refused.value.headers is not None
    assert refused.value.headers["WWW-Authenticate"] == "Bearer"


async def test_the_scheme_is_read_in_either_case(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False, headers={"Authorization": f"bearer  {TOKEN}"})

    assert (await call(socket, "echo", value=7))["result"] == 7


async def test_the_method_authenticates(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    assert (await call(socket, "echo", value=7))["error"]["code"] == 1000
    assert (await call(socket, "authenticate", token=TOKEN))["result"] == {"authenticated": True}
    assert (await call(socket, "echo", value=7))["result"] == 7


async def test_what_is_sent_right_after_the_token_is_authenticated(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    await socket.send_json(request("authenticate", 1, token=TOKEN))
    await socket.send_json(request("echo", 2, value="A" * 100_000))

    assert "result" in await socket.receive_json()
    assert "result" in await socket.receive_json()


async def test_a_wrong_token_may_be_mended(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    assert (await call(socket, "authenticate", token="wrong"))["error"]["data"]["name"] == "unauthorized"
    assert "result" in await call(socket, "authenticate", token=TOKEN)


async def test_before_it_only_the_open_methods_answer(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    assert (await call(socket, "get_server_info"))["result"] == {"authenticated": False}
    for method in ("echo", "subscribe", "nonsense"):
        assert (await call(socket, method))["error"]["code"] == 1000


async def test_who_does_not_authenticate_in_time_is_disconnected(serve: Serve) -> None:
    socket = await (await serve(bounds=Bounds(authentication_s=0.2))).connect(token=False)

    assert await closing(socket) == (aiohttp.WSCloseCode.POLICY_VIOLATION, "no authentication in time")


async def test_who_authenticated_in_time_stays(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(authentication_s=0.2))
    early, late = await rig.connect(), await rig.connect(token=False)

    await closing(late)

    assert (await call(early, "echo", value=7))["result"] == 7


async def test_before_it_a_large_message_is_refused(serve: Serve) -> None:
    socket = await (await serve()).connect(token=False)

    await socket.send_json(request("authenticate", 1, token="A" * 100_000))

    assert await closing(socket) == (aiohttp.WSCloseCode.MESSAGE_TOO_BIG, "authenticate before sending so much")


async def test_before_it_what_comes_of_an_unfinished_message_is_bounded(serve: Serve) -> None:
    server = (await serve(bounds=Bounds(unauthenticated_total_bytes=50_000))).server
    reader, writer = await asyncio.open_connection(server.address.host, server.port)
    writer.write(HANDSHAKE + frame_head(500_000) + bytes(100_000))
    await reader.readuntil(b"\r\n\r\n")
    closing_frame = await reader.readexactly(2)
    code, reason = struct.unpack(f"!H{closing_frame[1] - 2}s", await reader.readexactly(closing_frame[1]))

    assert (closing_frame[0], code) == (0x88, aiohttp.WSCloseCode.MESSAGE_TOO_BIG)
    assert reason == b"authenticate before sending so much"
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()


def frame_head(size_bytes: int) -> bytes:
    """Return the head of a client's binary frame, masked with zeros (RFC 6455, 5.2)."""
    return struct.pack("!BBQ4x", 0x82, 0xFF, size_bytes)


async def test_only_so_many_clients_may_wait_to_authenticate(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(unauthenticated_clients=2, admission_s=0.1))
    waiting = [await rig.connect(token=False) for _ in range(2)]

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await rig.connect(token=False)

    assert refused.value.status == 503
    assert (await call(await rig.connect(), "echo", value=7))["result"] == 7
    await call(waiting[0], "authenticate", token=TOKEN)
    await rig.connect(token=False)


async def test_many_clients_of_one_address_that_come_at_once_all_get_in(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(unauthenticated_clients_of_a_network=2, admission_s=30))

    async def enter() -> object:
        socket = await rig.connect(token=False)
        return (await call(socket, "authenticate", token=TOKEN))["result"]

    assert await asyncio.gather(*(enter() for _ in range(20))) == [{"authenticated": True}] * 20


async def test_what_the_refusal_of_one_client_too_many_says_helps(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(authentication_s=0.5, unauthenticated_clients_of_a_network=1, admission_s=0.05))
    await rig.connect(token=False)
    async with RawHttp(str(rig.server.address)) as client:
        await client.send(HANDSHAKE)
        refusal = await client.answer()
    assert "Authorization: Bearer, which lets any number in, or try again in 1 s." in refusal.body.decode()

    assert (await call(await rig.connect(), "echo", value=7))["result"] == 7
    await asyncio.sleep(int(refusal.headers["retry-after"]))
    assert (await call(await rig.connect(token=False), "authenticate", token=TOKEN))["result"]


async def test_silent_clients_of_one_network_do_not_lock_out_another(serve: Serve) -> None:
    rig = await serve(bounds=Bounds(unauthenticated_clients=4, unauthenticated_clients_of_a_network=3, admission_s=0.1))
    crowd = [await rig.connect(token=False, local="127.0.0.2") for _ in range(3)]
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await rig.connect(token=False, local="127.0.0.2")

    others = [await rig.connect(token=False, local="127.0.0.3") for _ in range(2)]

    for socket in others:
        assert (await call(socket, "authenticate", token=TOKEN))["result"] == {"authenticated": True}
    assert (await crowd[0].receive()).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
    assert (await call(crowd[1], "authenticate", token=TOKEN))["result"] == {"authenticated": True}


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_who_counts_as_one_client(peer: str, network: str) -> None:
    assert network_of(peer) == network


async def test_before_it_batches_are_small(serve: Serve) -> None:
    rig = await serve()
    batch = [request("get_server_info", number) for number in range(9)]

    posted = await rig.http.post(rig.url("/rpc"), json=batch)
    allowed = await rig.post(batch)

    assert (await posted.json())["error"]["data"]["name"] == "too_large"
    assert len(await allowed.json()) == 9
    assert len(await (await rig.http.post(rig.url("/rpc"), json=batch[1:])).json()) == 8


async def test_guesses_are_limited_over_the_socket_too(serve: Serve) -> None:
    rig = await serve()
    socket = await rig.connect(token=False)

    names = [
        (await call(socket, "authenticate", token=f"guess {n}"))["error"]["data"]["name"]
        for n in range(MAX_GUESSES + 1)
    ]

    assert names == ["unauthorized"] * MAX_GUESSES + ["rate_limited"]
    wrong = await rig.post(request("echo", 1, value=7), Authorization="Bearer one more guess")
    right = await rig.post(request("echo", 1, value=7))
    assert (wrong.status, right.status) == (429, 200)
    assert 0 < int(wrong.headers["Retry-After"]) <= 60


async def test_no_token_is_ever_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rig = await serve()
    first, second = await rig.connect("/", token=False), await rig.connect(token=False)

    await first.send_json({"token": TOKEN})
    await call(first, "echo", value=1)
    await call(second, "authenticate", token="wr0ng-token")
    await rig.post(request("authenticate", 1, token=TOKEN))
    await first.send_json({"token": "wr0ng-token"})
    await first.receive()

    assert TOKEN not in caplog.text
    assert "wr0ng-token" not in caplog.text


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def refusal(authenticator: Authenticator, token: str, peer: str = "192.0.2.1") -> ServiceError | None:
    try:
        authenticator.verify(token, peer)
    except ServiceError as error:
        return error
    return None


def exhaust(authenticator: Authenticator, peer: str = "192.0.2.1") -> None:
    for n in range(MAX_GUESSES):
        error = refusal(authenticator, f"guess {n}", peer)
        assert error is not None
        assert error.name is ErrorName.UNAUTHORIZED


def test_after_too_many_guesses_further_ones_have_to_wait() -> None:
    clock = Clock()
    authenticator = Authenticator("right", clock)
    exhaust(authenticator)

    error = refusal(authenticator, "one more guess")
    assert error is not None
    assert error.name is ErrorName.RATE_LIMITED
    assert error.details == {"retry_after_s": 60}

    clock.now_s += 61
    error = refusal(authenticator, "one more guess")
    assert error is not None
    assert error.name is ErrorName.UNAUTHORIZED


def test_nobody_can_lock_out_who_has_the_right_token() -> None:
    authenticator = Authenticator("right", Clock())
    exhaust(authenticator)

    assert refusal(authenticator, "right") is None


def test_another_address_may_guess_as_before() -> None:
    authenticator = Authenticator("right", Clock())
    exhaust(authenticator)

    error = refusal(authenticator, "guess", "192.0.2.2")
    assert error is not None
    assert error.name is ErrorName.UNAUTHORIZED


def test_an_old_token_tried_forever_does_not_lock_its_neighbours_out() -> None:
    authenticator = Authenticator("right", Clock())

    for _ in range(1000):
        error = refusal(authenticator, "old")
        assert error is not None
        assert error.name is ErrorName.UNAUTHORIZED

    assert refusal(authenticator, "right") is None


def test_the_right_token_does_not_reset_the_guesses() -> None:
    authenticator = Authenticator("right", Clock())
    for n in range(MAX_GUESSES):
        refusal(authenticator, f"guess {n}")
        assert refusal(authenticator, "right") is None

    error = refusal(authenticator, "one more guess")
    assert error is not None
    assert error.name is ErrorName.RATE_LIMITED


def test_the_table_of_addresses_is_bounded() -> None:
    authenticator = Authenticator("right", Clock())

    for n in range(MAX_PEERS + 100):
        refusal(authenticator, "wrong", f"2001:db8:0:{n:x}::1")

    assert len(authenticator._guesses) == MAX_PEERS


@pytest.mark.parametrize("token", ["", "\ud800", "ri\u0000ght", "Right", "right ", "r\u0131ght"])
def test_other_tokens_are_wrong(token: str) -> None:
    assert refusal(Authenticator("right", Clock()), token) is not None


def test_a_token_may_be_any_text() -> None:
    assert refusal(Authenticator("geheim ☃", Clock()), "geheim ☃") is None


def test_another_host_that_asks_often_for_a_token_has_not_all_of_them_hashed() -> None:
    authenticator = Authenticator(TOKEN)
    grants = [Grant(f"{number}", Scope.VIEW, None, token_digest(f"{number}")) for number in range(1000)]
    authenticator.know(grants)
    aliases = [authenticator.alias(grant.digest) for grant in grants]
    began = time.process_time()
    known = [authenticator.with_alias(alias) for alias in (*aliases, "x" * 32)]

    assert time.process_time() - began < 0.2
    assert known == [*grants, None]
    authenticator.know(grants[1:])
    assert authenticator.with_alias(aliases[0]) is None
