"""Params that a method cannot do anything with are refused, with what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.rigs.service import TOKEN
from tests.service.test_preview_http import JPEG, STREAM, answer

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

FIRST = "z-virtual-0000001"
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("params", [{"max_fps": 0}, {"max_fps": 241}, {"max_fps": "10"}, {"binary": 1}, {"fps": 10}])
async def test_live_view_has_bounds(client: RpcClient, params: dict[str, Any]) -> None:
    assert (await client.error("start_preview", **params)).name == "invalid_params"


@pytest.mark.parametrize("steps", [40000, 1.5, "10", None])
async def test_steps_are_a_whole_number_within_bounds(client: RpcClient, steps: object) -> None:
    assert (await client.error("drive_focus", steps=steps)).name == "invalid_params"


@pytest.mark.parametrize("params", [{"bulb_s": 0}, {"bulb_s": 3601}, {"bulb_s": "1"}])
async def test_an_exposure_of_an_impossible_length_is_refused(client: RpcClient, params: dict[str, object]) -> None:
    assert (await client.error("capture_image", **params)).name == "invalid_params"


@pytest.mark.parametrize("request_id", [None, True, [], {}])
async def test_what_is_no_id_is_refused(client: RpcClient, request_id: object) -> None:
    assert (await client.error("cancel_request", request_id=request_id)).name == "invalid_params"


async def test_over_http_there_is_nothing_to_cancel(service: RunningService) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "cancel_request", "params": {"request_id": 1}}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession() as http, http.post(f"{service.url}/rpc", json=body, headers=headers) as answer:
        error = (await answer.json())["error"]

    assert error["data"]["name"] == "not_supported"
    assert "WebSocket" in error["data"]["remedy"]


async def test_an_unknown_event_is_refused_with_those_there_are(client: RpcClient) -> None:
    error = await client.error("subscribe", events=["file_add"])

    assert error.name == "invalid_params"
    assert "file_added" in error.message


@pytest.mark.parametrize("since", [-1, 1.5, "1", True])
async def test_a_sequence_number_is_a_whole_number(client: RpcClient, since: object) -> None:
    assert (await client.error("get_events", since=since)).name == "invalid_params"


async def test_an_unknown_camera_is_refused_with_the_nearest_one(client: RpcClient) -> None:
    error = await client.error("select_camera", camera="z-virtual-000001")

    assert error.name == "camera_not_found"
    assert FIRST in error.data["remedy"]


@pytest.mark.parametrize("path", [STREAM, JPEG])
async def test_nobody_sees_it_without_token_or_link(service: RunningService, path: str) -> None:
    async with answer(service, path, headers=None) as response:
        assert (response.status, (await response.json())["data"]["name"]) == (401, "unauthorized")
        assert response.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("value", ["0", "1000", "fast", "nan", ""])
@pytest.mark.parametrize("path", [STREAM, JPEG])
async def test_a_wrong_max_fps_is_refused(service: RunningService, path: str, value: str) -> None:
    async with answer(service, f"{path}?max_fps={value}") as response:
        error = await response.json()

    assert (response.status, error["data"]["name"]) == (400, "invalid_params")
    assert "0.1 to 240" in error["message"]
