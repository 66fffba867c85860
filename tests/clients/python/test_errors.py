"""Errors of the service, and of what lies between, as the Python client raises them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera_client import ConnectFailed, ConnectionLost, HandshakeRefused, RpcCameraError, Session, errors
from rpc_camera_client._messages import refusal_of
from tests.clients.python.rig import AT_ONCE, NOTHING, answering, connected, reply, rpc_url
from tests.rigs.ports import hold_port
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

    from tests.rigs.service import RunningService


def test_each_error_of_the_catalogue_has_a_class_with_its_code_and_remedy() -> None:
    assert {name: (kind.CODE, kind.RETRYABLE, kind.REMEDY) for name, kind in errors.ERRORS.items()} == {
        str(name): (entry.code, entry.retryable, entry.remedy) for name, entry in CATALOGUE.items()
    }
    assert errors.ERRORS["camera_busy"] is errors.CameraBusy


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        ({"code": 1102, "message": "At work."}, errors.CameraBusy, "At work."),
        ({"code": 1102, "message": "At work.", "data": "none of ours"}, errors.CameraBusy, "At work."),
        ({"code": -32601, "message": "Not here"}, errors.MethodNotFound, "Not here"),
        ({"code": 502, "message": "Bad gateway"}, RpcCameraError, "Bad gateway"),
        ({"code": 1, "message": "New.", "data": {"name": "of_tomorrow", "remedy": "Wait."}}, RpcCameraError, "New."),
        ("Bad gateway", RpcCameraError, "Bad gateway"),
        (None, RpcCameraError, "None"),
    ],
)
def test_error_of_any_shape_becomes_one_with_all_members(
    error: object, kind: type[RpcCameraError], message: str
) -> None:
    raised = refusal_of(error)
    assert type(raised) is kind
    assert raised.message == message
    assert (raised.retryable, isinstance(raised.remedy, str)) == (kind.RETRYABLE, True)
    assert str(raised).startswith(message)


async def test_the_service_refuses_with_the_class_of_the_error(session: Session) -> None:
    with pytest.raises(errors.CameraNotFound) as caught:
        await session.get_camera(camera="elsewhere")
    assert caught.value.data["cameras"] == [(await session.list_cameras())["cameras"][0]["id"]]
    assert caught.value.remedy in str(caught.value)


async def test_the_reader_lives_on_after_errors_without_data_and_messages_that_make_no_sense() -> None:
    async def answer(socket: ServerConnection, request: dict[str, Any]) -> None:
        if request["method"] == "get_camera":
            for text in ("<html>", "[1]", "{}", '{"method": "file_added"}', '{"method": 7, "params": []}', b"\0"):
                await socket.send(text)
            await socket.send(reply(request, error={"code": -32000, "message": "No backend"}))
        else:
            await socket.send(reply(request, result=NOTHING))

    async with connected(answer) as session:
        with pytest.raises(RpcCameraError, match="No backend"):
            await session.get_camera()
        assert await session.list_cameras() == NOTHING


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800", {"\udfff": 1}])
async def test_what_json_cannot_carry_is_refused_before_it_is_sent(value: object) -> None:
    seen: list[str] = []

    async def answer(socket: ServerConnection, request: dict[str, Any]) -> None:
        seen.append(request["method"])
        await socket.send(reply(request, result=NOTHING))

    async with connected(answer) as session:
        with pytest.raises(ValueError, match="set_config is not sent"):
            await session.call("set_config", {"name": "iso", "value": value})
        await session.list_cameras()
    assert seen == ["list_cameras"]


@pytest.mark.parametrize("code", [1001, 1008, 4000])
async def test_close_code_and_reason_reach_the_call_and_the_readers(code: int) -> None:
    async def hang_up(socket: ServerConnection, _request: dict[str, Any]) -> None:
        await socket.close(code, "out of film")

    async with connected(hang_up) as session:
        events = session.events()
        with pytest.raises(ConnectionLost, match=rf"out of film \({code}\)") as caught:
            await session.list_cameras()
        assert (caught.value.code, caught.value.reason) == (code, "out of film")
        with pytest.raises(ConnectionLost, match="out of film"):
            await anext(events)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "wants another token or login"),
        (403, "--allow-host"),
        (404, "ends in /rpc"),
        (418, "I'm a Teapot"),
        (503, "no room .* try again in 7 s"),
    ],
)
async def test_http_status_at_the_handshake_is_said_in_words(status: int, words: str) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Retry-After": "7"} if status == 503 else {})

    app = web.Application()
    app.router.add_get("/rpc", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        with pytest.raises(HandshakeRefused, match=words) as caught:
            await Session.connect(f"ws://127.0.0.1:{runner.addresses[0][1]}/rpc", reconnect=AT_ONCE)
    finally:
        await runner.cleanup()
    assert (caught.value.status, caught.value.retry_after_s) == (status, 7 if status == 503 else None)


async def test_wrong_path_and_wrong_token_of_the_service_are_a_sentence(service: RunningService) -> None:
    with pytest.raises(HandshakeRefused, match="ends in /rpc"):
        await Session.connect(rpc_url(service.url).replace("/rpc", "/rcp"), token=TOKEN)
    with pytest.raises(errors.Unauthorized, match="The token is wrong"):
        await Session.connect(rpc_url(service.url), token="guess")


async def test_nobody_at_the_address_is_a_sentence() -> None:
    with (
        hold_port(0) as held,
        pytest.raises(ConnectFailed, match=r"`rpc-camera serve` runs there \(Connection refused\)\."),
    ):
        await Session.connect(f"ws://127.0.0.1:{held.getsockname()[1]}/rpc")


async def test_server_that_accepts_and_says_nothing_is_given_up() -> None:
    async def silent(_socket: ServerConnection, _request: dict[str, Any]) -> None:
        pass

    async with answering(silent) as url:
        with pytest.raises(ConnectFailed, match="lets in, but has not answered"):
            await Session.connect(url, token="any", connect_s=0.2)


def test_the_types_of_the_package_come_from_the_document_alone() -> None:
    from tools.contract.build import CHECKOUT
    from tools.contract.emit_python_package import python_package

    document = json.loads((CHECKOUT / "schemas" / "openrpc.json").read_text(encoding="utf-8"))
    for name, text in python_package(document).items():
        assert (CHECKOUT / "clients" / "python" / "rpc_camera_client" / name).read_text(encoding="utf-8") == text
