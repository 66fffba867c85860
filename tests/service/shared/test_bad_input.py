"""Bad input of any kind gets a clear error and disturbs no other client."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.rigs.sent import check_error
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def request(method: object, params: object = None, number: object = 1) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": {} if params is None else params})


BAD = {
    "not JSON": ("{nope", "parse_error"),
    "nothing": ("", "parse_error"),
    "NaN": ('{"jsonrpc": "2.0", "id": 1, "method": "get_config", "params": {"name": NaN}}', "parse_error"),
    "a number too large": (
        '{"jsonrpc": "2.0", "id": 1, "method": "get_events", "params": {"since": 1e999}}',
        "parse_error",
    ),
    "ten thousand levels": ("[" * 10_000 + "]" * 10_000, "parse_error"),
    "a text": ('"list_cameras"', "invalid_request"),
    "an empty batch": ("[]", "invalid_request"),
    "a wrong version": ('{"jsonrpc": "1.0", "id": 1, "method": "list_cameras"}', "invalid_request"),
    "a method that is a number": (request(1), "invalid_request"),
    "an unknown method": (request("list_camera"), "method_not_found"),
    "a private name": (request("__init__"), "method_not_found"),
    "a wrong type": (request("get_config", {"name": 1}), "invalid_params"),
    "an unknown param": (request("get_config", {"nome": "iso"}), "invalid_params"),
    "a missing param": (request("get_config"), "invalid_params"),
    "too many params": (request("get_config", ["iso", "camera", 3]), "invalid_params"),
    "a huge name": (request("get_config", {"name": "x" * 1_000_000}), "invalid_params"),
    "a batch of 100,000": (f"[{','.join([request('list_cameras')] * 100_000)}]", "too_large"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("transport", ["websocket", "post"])
async def test_bad_input_gets_a_clear_error_and_the_next_request_works(
    service: RunningService, case: str, transport: str
) -> None:
    text, name = BAD[case]
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        send = over_websocket if transport == "websocket" else over_post
        answer, next_answer = await send(session, service.url, text)

    check_error(answer["error"])
    assert answer["error"]["data"]["name"] == name
    assert len(json.dumps(answer)) < 4000
    assert next_answer["result"]["cameras"]


async def over_websocket(session: aiohttp.ClientSession, url: str, text: str) -> tuple[Any, Any]:
    async with session.ws_connect(f"{url}/rpc", max_msg_size=0) as socket:
        await socket.send_str(text)
        answer = await socket.receive_json(timeout=30)
        await socket.send_str(request("list_cameras"))
        return answer, await socket.receive_json(timeout=30)


async def over_post(session: aiohttp.ClientSession, url: str, text: str) -> tuple[Any, Any]:
    answers = []
    for body in (text, request("list_cameras")):
        async with session.post(f"{url}/rpc", data=io.BytesIO(body.encode())) as response:
            answers.append(await response.json())
    return answers[0], answers[1]


async def test_a_message_of_100_mb_is_refused_with_a_reason_and_disturbs_nobody(service: RunningService) -> None:
    message = request("upload_file", {"folder": "/", "filename": "x", "data_base64": "A" * 100_000_000})
    async with aiohttp.ClientSession(headers=HEADERS) as session, service.client() as other:
        async with session.ws_connect(f"{service.url}/rpc") as socket:
            sending = asyncio.create_task(socket.send_str(message))
            meanwhile = await other.call("list_cameras")
            closed = await socket.receive()
            await asyncio.gather(sending, return_exceptions=True)
        async with session.post(f"{service.url}/rpc", data=io.BytesIO(message.encode())) as response:
            status, refused = response.status, await response.json()

    assert meanwhile["cameras"]
    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.MESSAGE_TOO_BIG)
    assert "bytes" in str(closed.extra)
    assert (status, refused["error"]["data"]["name"]) == (413, "too_large")
