"""The examples of the contract are true: those that change something are run against a fresh service each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.saving import make_pictures
from tests.rigs.sent import check_error
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.mark import ParameterSet

    from tests.rigs.service import RunningService

pytestmark = pytest.mark.full_size
TOKEN = "example-token"
CONTRACT = Contract.load()
CHANGES_NOTHING = re.compile(
    r"(get|list|read|download|select)_|authenticate|cancel_request|rpc\.discover|(un)?subscribe"
)


def examples(*, change: bool) -> list[ParameterSet]:
    """Return method and example of those that change something or are of another make, or of the others."""
    return [
        pytest.param(method.name, example, id=f"{method.name}-{example['name']}")
        for method in CONTRACT.methods.values()
        for example in method.source["examples"]
        if bool(CHANGES_NOTHING.match(method.name) and "make" not in example) is not change
    ]


def test_every_method_has_an_example() -> None:
    assert {method.name for method in CONTRACT.methods.values() if not method.source["examples"]} == set()


@pytest.mark.parametrize(("method", "example"), examples(change=True))
async def test_an_example_is_true(method: str, example: dict[str, Any], tmp_path: Path) -> None:
    options: dict[str, Any] = {"token": TOKEN, "save_dir": make_pictures(tmp_path)}
    with VirtualCameraProcess("--make", example.get("make", "nikon"), "--serial", "0000001") as camera:
        async with running_service(tmp_path / "state", [camera.port_string], **options) as service:
            await check_example(service, method, example)


async def check_example(service: RunningService, method: str, example: dict[str, Any]) -> None:
    answer = await answer_over_websocket(service.url, method, example["params"])

    kind = "result" if "result" in example else "error"
    assert kind in answer, answer
    if kind == "result":
        CONTRACT.methods[method].check_result(answer["result"])
    else:
        check_error(answer["error"])
    varies = example.get("varies", [])
    assert masked(answer[kind], varies) == masked(example[kind], varies)


async def answer_over_websocket(url: str, method: str, params: object) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}/rpc", headers=headers, max_msg_size=0) as socket,
    ):
        await socket.send_json({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        answer: dict[str, Any] = await socket.receive_json(timeout=30)
    return answer


def masked(value: object, pointers: list[str]) -> object:
    """Return a copy in which what differs from run to run is replaced by its type's name; it has to be there."""
    copy = json.loads(json.dumps(value))
    for pointer in pointers:
        *parents, last = pointer.removeprefix("/").split("/")
        target = copy
        for part in parents:
            target = target[int(part)] if isinstance(target, list) else target[part]
        key: Any = int(last) if isinstance(target, list) else last
        target[key] = type(target[key]).__name__
    return copy
