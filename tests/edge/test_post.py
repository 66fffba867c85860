"""JSON-RPC over HTTP POST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rpc_camera.methods.service import ServiceLimits
from tests.edge.conftest import BEARER, TOKEN, request
from tests.rigs.raw_http import RawHttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.edge.conftest import Serve


async def test_a_request_is_answered_with_200_and_its_response(serve: Serve) -> None:
    answer = await (await serve()).post(request("echo", 1, value=7))

    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert await answer.json() == {"jsonrpc": "2.0", "result": 7, "id": 1}


async def test_curls_default_content_type_is_fine(serve: Serve) -> None:
    answer = await (await serve()).post(
        request("echo", 1, value=7), **{"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert (await answer.json())["result"] == 7


@pytest.mark.parametrize("message", [request("echo", value=1), [request("echo", value=1), request("nope")]])
async def test_notifications_are_answered_with_204(serve: Serve, message: dict[str, object]) -> None:
    answer = await (await serve()).post(json.dumps(message))

    assert answer.status == 204
    assert await answer.read() == b""


async def test_an_error_of_json_rpc_is_no_error_of_http(serve: Serve) -> None:
    rig = await serve()

    for body, code in (("nonsense", -32700), ("[]", -32600), (json.dumps(request("nope", 1)), -32601)):
        answer = await rig.post(body)
        assert answer.status == 200
        assert (await answer.json())["error"]["code"] == code


async def test_a_wrong_token_is_401_with_an_error_object(serve: Serve) -> None:
    answer = await (await serve()).post(request("echo", 1, value=7), Authorization="Bearer wrong")

    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    body = await answer.json()
    assert (body["id"], body["error"]["code"]) == (1, 1000)
    assert body["error"]["data"]["name"] == "unauthorized"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eA=="}])
async def test_without_the_right_token_each_call_is_refused_with_its_id_and_the_status_says_so(
    serve: Serve, headers: dict[str, str]
) -> None:
    rig = await serve()
    batch = [request("echo", 1, value=7), request("echo", "two", value=7)]

    for message, ids in ((batch, [1, "two"]), ([*batch, {"jsonrpc": "2.0", "method": "echo"}], [1, "two"])):
        answer = await rig.http.post(rig.url("/rpc"), data=json.dumps(message), headers=headers)
        assert answer.status == 401
        assert [(member["id"], member["error"]["code"]) for member in await answer.json()] == [
            (number, 1000) for number in ids
        ]
    answer = await rig.http.post(rig.url("/rpc"), data='{"jsonrpc": "2.0", "method": "echo"}', headers=headers)
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == 1000


async def test_a_batch_of_which_a_part_is_let_in_is_200(serve: Serve) -> None:
    rig = await serve()
    batch = [request("get_server_info", 1), request("echo", 2, value=7)]

    answer = await rig.http.post(rig.url("/rpc"), data=json.dumps(batch))

    assert answer.status == 200
    assert ["error" in member for member in await answer.json()] == [False, True]


async def test_a_wrong_token_gets_into_no_open_method_either(serve: Serve) -> None:
    answer = await (await serve()).post(request("get_server_info", 1), Authorization="Bearer wrong")

    assert answer.status == 401
    assert (await answer.json())["id"] == 1


async def test_without_a_token_the_open_methods_answer(serve: Serve) -> None:
    rig = await serve()

    async def post(message: object) -> dict[str, object]:
        answer = await rig.http.post(rig.url("/rpc"), data=json.dumps(message))
        body: dict[str, object] = await answer.json()
        return body

    assert (await post(request("get_server_info", 1)))["result"] == {"authenticated": False}
    assert "error" in await post(request("echo", 1, value=7))


async def test_a_batch_may_begin_with_authenticate(serve: Serve) -> None:
    rig = await serve()
    batch = [request("authenticate", 1, token=TOKEN), request("echo", 2, value=7)]

    answer = await rig.http.post(rig.url("/rpc"), data=json.dumps(batch))

    assert [member["result"] for member in await answer.json()] == [{"authenticated": True}, 7]


async def test_each_post_has_its_own_state(serve: Serve) -> None:
    rig = await serve()

    await rig.post(request("select_camera", 1, camera="d850"))

    assert (await (await rig.post(request("capture_image", 2))).json())["result"]["camera"] is None


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_too_large_is_413_and_says_the_limit(serve: Serve, *, chunked: bool) -> None:
    rig = await serve(limits=ServiceLimits(message_bytes=100_000))

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b" " * 1000

    answer = await rig.http.post(rig.url("/rpc"), data=chunks() if chunked else b" " * 200_000, headers=BEARER)

    assert answer.status == 413
    error = (await answer.json())["error"]
    assert error["code"] == 1003
    assert error["data"]["limit_bytes"] == 100_000


async def test_a_body_too_large_without_a_token_is_413(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.post(rig.url("/rpc"), data=b" " * 100_000)

    assert answer.status == 413


async def test_a_client_that_leaves_before_its_answer_is_no_error_in_the_log(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    rig = await serve()
    body = json.dumps(request("wait", 1, name="long")).encode()
    async with RawHttp(str(rig.server.address.origin())) as http:
        await http.begin("POST", "/rpc", Authorization=f"Bearer {TOKEN}", Content_Length=len(body))
        await http.send(body)
        await rig.handlers.started.until(1)
        http.cut()
    assert (await rig.post(request("echo", 1, value=7))).status == 200  # by now the server knows that it has gone
    rig.handlers.go.set()
    await rig.handlers.ended.until(1)
    assert (await rig.post(request("echo", 1, value=7))).status == 200

    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_other_methods_of_http_are_not_allowed(serve: Serve) -> None:
    rig = await serve()

    answer = await rig.http.put(rig.url("/rpc"), data="{}")

    assert answer.status == 405


async def test_a_compressed_body_is_refused(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    rig = await serve()
    response = await rig.post(request("echo", 1, value=7), **{"Content-Encoding": "gzip"})

    assert (response.status, (await response.json())["error"]["data"]["remedy"]) == (
        415,
        "Send it without Content-Encoding.",
    )
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
