"""Clause 5.1: what becomes of errors that handlers raise, expected and unexpected."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, cast

import pytest

from rpc_camera.errors import DriverCode, ErrorName, ServiceError
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue
    from rpc_camera.work import Work
    from tests.dispatch.conftest import Answer, Rig, Table, TinyCall

    MakeRig = Callable[[Table], Rig]


async def call_raising(rig: MakeRig, exception: BaseException) -> Answer:
    async def fail(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        raise exception

    return await rig({"fail": ((), fail)}).call("fail")


async def call_returning(rig: MakeRig, result: object) -> Answer:
    async def give(_call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        return cast("JsonValue", result)

    return await rig({"give": ((), give)}).call("give")


async def test_a_service_error_is_reported_with_its_data(rig: MakeRig) -> None:
    error = ServiceError(
        ErrorName.CAMERA_ERROR,
        "The camera did not focus.",
        camera="nikon-1",
        driver=DriverCode(-1, "GP_ERROR", "no focus"),
        details={"choices": ["a"]},
    )

    answer = await call_raising(rig, error)

    assert answer["id"] == 1
    assert answer["error"]["code"] == 1107
    assert answer["error"]["message"] == "The camera did not focus."
    data = answer["error"]["data"]
    assert data.pop("remedy")
    assert isinstance(data.pop("retryable"), bool)
    assert data == {
        "name": "camera_error",
        "camera": "nikon-1",
        "gphoto2": {"code": -1, "symbol": "GP_ERROR", "context": "no focus"},
        "choices": ["a"],
    }


async def test_an_error_may_bring_its_own_remedy(rig: MakeRig) -> None:
    answer = await call_raising(rig, ServiceError(ErrorName.CAMERA_BUSY, "Busy.", remedy="Wait 5 s.", retryable=False))

    assert answer["error"]["data"] == {"name": "camera_busy", "retryable": False, "remedy": "Wait 5 s."}


@pytest.mark.parametrize(
    "exception",
    [RuntimeError("secret"), TypeError("secret"), KeyError("secret"), SystemExit("secret"), RecursionError("secret")],
)
async def test_an_unexpected_exception_is_an_incident(
    rig: MakeRig, exception: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await call_raising(rig, exception)

    assert answer["error"]["code"] == -32603
    assert "secret" not in str(answer)
    incident = answer["error"]["data"]["incident"]
    assert len(incident) == 8
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert f"incident {incident} in fail" in record.getMessage()
    assert record.exc_info
    assert record.exc_info[1] is exception


async def test_a_type_error_of_a_handler_is_not_the_clients_mistake(rig: MakeRig) -> None:
    async def fail(_call: TinyCall, _params: dict[str, JsonValue], _more: int) -> JsonValue:
        return None

    answer = await rig({"fail": ((), fail)}).call("fail")  # type: ignore[dict-item]

    assert answer["error"]["code"] == -32603


@pytest.mark.parametrize(
    "result",
    [float("nan"), [float("inf")], {"a": object()}, {1, 2}, b"bytes", {("a", "b"): 1}],
    ids=["NaN", "Infinity", "object", "set", "bytes", "tuple as a name"],
)
async def test_a_result_that_json_cannot_write_is_an_internal_error(rig: MakeRig, result: object) -> None:
    answer = await call_returning(rig, result)

    assert (answer["id"], answer["error"]["code"]) == (1, -32603)
    assert "incident" in answer["error"]["data"]


async def test_a_result_that_contains_itself_is_an_internal_error(rig: MakeRig) -> None:
    endless: list[object] = []
    endless.append(endless)

    assert (await call_returning(rig, endless))["error"]["code"] == -32603


async def test_a_lone_surrogate_in_a_result_arrives(rig: MakeRig) -> None:
    assert (await call_returning(rig, "\ud800"))["result"] == "\ud800"


async def test_a_result_of_null_is_a_result(rig: MakeRig) -> None:
    assert await call_returning(rig, None) == {"jsonrpc": "2.0", "result": None, "id": 1}


async def test_something_cancelled_inside_a_handler_is_an_error_of_that_call(rig: MakeRig) -> None:
    answer = await call_raising(rig, asyncio.CancelledError())

    assert answer["error"]["code"] == 1400
    assert answer["error"]["message"] == "The call was cancelled."


async def test_cancelling_the_work_of_a_call_ends_that_call_only(rig: MakeRig) -> None:
    works: list[Work] = []

    async def wait(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        works.append(call.work)
        call.work.camera = "nikon-1"
        assert current_work() is call.work
        await call.client.go.wait()
        return "waited"

    async def cancel_first(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        works[0].cancel()
        await asyncio.sleep(0)
        call.client.go.set()
        return None

    it = rig({"wait": ((), wait), "cancel_first": ((), cancel_first)})
    requests: list[JsonValue] = [
        {"jsonrpc": "2.0", "method": method, "id": number}
        for number, method in enumerate(("wait", "wait", "cancel_first"))
    ]

    first, second, _ = await asyncio.wait_for(it.send(requests), 5)

    assert first["error"]["message"] == "The request was cancelled; it has changed nothing."
    assert first["error"]["data"] == {
        "name": "cancelled",
        "retryable": True,
        "remedy": "Send it again if it is wanted after all.",
        "camera": "nikon-1",
    }
    assert second["result"] == "waited"


async def test_cancelling_the_dispatch_cancels_the_handler(rig: MakeRig) -> None:
    async def wait(call: TinyCall, _params: dict[str, JsonValue]) -> JsonValue:
        try:
            call.client.go.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            call.client.log.append("cancelled")
            raise
        return None

    it = rig({"wait": ((), wait)})
    task = asyncio.create_task(it.call("wait"))
    await it.client.go.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert it.client.log == ["cancelled"]


async def test_call_answers_with_the_response_object(rig: MakeRig) -> None:
    async def give(_call: TinyCall, params: dict[str, JsonValue]) -> JsonValue:
        return params

    it = rig({"give": (("name",), give)})

    assert await it.dispatcher.call("give", {"name": "iso"}, it.client) == {
        "jsonrpc": "2.0",
        "result": {"name": "iso"},
        "id": None,
    }
    refused = await it.dispatcher.call("give", {}, it.client)
    assert isinstance(refused["error"], dict)
    assert refused["error"]["code"] == -32602
