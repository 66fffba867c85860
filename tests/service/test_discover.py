"""The whole contract over the wire, for clients that have yet to authenticate: large, so bounded."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path


def discoveries(count: int) -> list[dict[str, Any]]:
    return [{"jsonrpc": "2.0", "id": f'"{number}', "method": "rpc.discover"} for number in range(count)]


async def test_a_batch_of_them_is_small_before_authentication_and_shares_a_budget_of_its_own(tmp_path: Path) -> None:
    async with running_service(tmp_path) as running, aiohttp.ClientSession() as http:
        service = running.service
        document = json.loads(service.contract.openrpc.text)
        async with http.post(f"{running.url}/rpc", json=discoveries(64)) as answer:
            refused = await answer.read()
        held = service.open_budget.share("someone else")
        await held.reserve(8 << 20)
        asked = asyncio.create_task(http.post(f"{running.url}/rpc", json=discoveries(3)))
        await asyncio.sleep(0.2)
        assert not asked.done()
        held.release()
        async with await asked as answer:
            found = await answer.json()

    assert len(refused) < 1000
    assert b'"too_large"' in refused
    assert service.open_budget.used_bytes == service.budget.used_bytes == 0
    assert [each["id"] for each in found] == ['"0', '"1', '"2']
    for each in found:
        del each["result"]["servers"]
        assert each["result"] == document


@pytest.mark.parametrize(("headers", "secure"), [({}, ""), ({"X-Forwarded-Proto": "https"}, "s")])
async def test_it_has_the_addresses_by_which_the_client_came(
    tmp_path: Path, headers: dict[str, str], secure: str
) -> None:
    async with running_service(tmp_path) as running, aiohttp.ClientSession(headers=headers) as http:
        at = running.url.removeprefix("http://")
        async with http.post(f"{running.url}/rpc", json=discoveries(1)[0]) as answer:
            by_post = (await answer.json())["result"]
        async with http.ws_connect(f"{running.url}/rpc") as socket:
            await socket.send_json(discoveries(1)[0])
            by_socket = json.loads((await socket.receive()).data)["result"]

    assert by_post == by_socket
    assert by_post["servers"] == [
        {"name": "WebSocket", "url": f"ws{secure}://{at}/rpc"},
        {"name": "HTTP POST", "url": f"http{secure}://{at}/rpc"},
    ]
