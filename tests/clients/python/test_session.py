"""The Python client, against a server that answers as each test says."""

from __future__ import annotations

import asyncio
import gc
import json
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera_client import ConnectionLost, RpcCameraError, attached
from tests.clients.python.rig import NOTHING, connected, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.asyncio.server import ServerConnection

    from rpc_camera_client.events import ProgressParams

BUSY = {"code": 1102, "message": "At work.", "data": {"name": "camera_busy", "retryable": True, "remedy": "Wait."}}


async def test_params_that_are_none_are_left_out() -> None:
    async def echo(socket: ServerConnection, request: dict[str, Any]) -> None:
        await socket.send(reply(request, result=request))

    async with connected(echo) as session:
        sent: Any = await session.set_config("iso", "200")
    assert (sent["method"], sent["params"]) == ("set_config", {"name": "iso", "value": "200"})


async def test_answers_find_their_calls_in_any_order() -> None:
    held: list[dict[str, Any]] = []

    async def answer_backwards(socket: ServerConnection, request: dict[str, Any]) -> None:
        held.append(request)
        if len(held) == 2:
            for one in reversed(held):
                await socket.send(reply(one, result=one["params"]["name"]))

    async with connected(answer_backwards) as session:
        answers: list[object] = [*await asyncio.gather(session.get_config("a"), session.get_config("b"))]
    assert answers == ["a", "b"]


async def test_refusal_has_name_and_remedy() -> None:
    async def refuse(socket: ServerConnection, request: dict[str, Any]) -> None:
        await socket.send(reply(request, error=BUSY))

    async with connected(refuse) as session:
        with pytest.raises(RpcCameraError, match="At work") as caught:
            await session.capture_image()
    error = caught.value
    assert (error.code, error.name, error.remedy, error.retryable) == (1102, "camera_busy", "Wait.", True)


async def test_wrong_token_is_told_by_connect() -> None:
    async def refuse(socket: ServerConnection, request: dict[str, Any]) -> None:
        assert (request["method"], request["params"]) == ("authenticate", {"token": "guess"})
        await socket.send(reply(request, error=BUSY))

    with pytest.raises(RpcCameraError):
        async with connected(refuse, token="guess"):
            pass


async def test_notifications_come_until_the_connection_closes() -> None:
    async def notify(socket: ServerConnection, request: dict[str, Any]) -> None:
        for number in (1, 2):
            note = {"jsonrpc": "2.0", "method": "camera_removed", "params": {"seq": number, "reason": "Unplugged."}}
            await socket.send(json.dumps(note))
        await socket.send(reply(request, result=NOTHING))
        await socket.close()

    async with connected(notify) as session:
        await session.subscribe(["camera_removed"])
        notes = [await anext(session.events()) for _ in range(2)]
        with pytest.raises(ConnectionLost, match="The service closed the connection"):
            await anext(session.events())
    assert [note["params"]["seq"] for note in notes if note["method"] == "camera_removed"] == [1, 2]


async def test_bytes_that_come_beside_the_json_are_attached() -> None:
    async def send_binary(socket: ServerConnection, request: dict[str, Any]) -> None:
        text = reply(request, result={"path": "/é.JPG"}).encode()
        await socket.send(len(text).to_bytes(4, "big") + text + b"\xff\xd8")

    async with connected(send_binary) as session:
        part = await session.read_file("/é.JPG", 0, 2)
    assert (part["path"], attached(part)) == ("/é.JPG", b"\xff\xd8")
    with pytest.raises(ValueError, match="binary"):
        attached({"path": "/A.JPG"})


async def test_call_fails_when_the_connection_closes_before_the_answer() -> None:
    async def hang_up(socket: ServerConnection, _request: dict[str, Any]) -> None:
        await socket.close()

    async with connected(hang_up) as session:
        with pytest.raises(ConnectionError):
            await session.list_cameras()
        with pytest.raises(ConnectionError):
            await session.list_cameras()


# ---- calls that are cancelled


class Silent:
    """Leaves `get_camera` unanswered, refuses `cancel_request`, and answers the rest with nothing."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.when_asked: Callable[[], None] = self.asked.set
        self.seen: list[tuple[str, dict[str, Any]]] = []

    async def __call__(self, socket: ServerConnection, request: dict[str, Any]) -> None:
        self.seen.append((request["method"], request["params"]))
        if request["method"] == "get_camera":
            self.when_asked()
            return
        members: dict[str, Any] = {"error": BUSY} if request["method"] == "cancel_request" else {"result": NOTHING}
        await socket.send(reply(request, **members))


async def test_call_that_is_cancelled_has_the_service_told() -> None:
    server = Silent()
    async with connected(server) as session:
        call = asyncio.create_task(session.get_camera())
        await server.asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await session.list_cameras()
    assert server.seen == [("get_camera", {}), ("cancel_request", {"request_id": 1}), ("list_cameras", {})]


async def test_call_whose_time_is_over_is_cancelled_before_the_connection_closes() -> None:
    server = Silent()

    async def run() -> None:
        async with connected(server) as session, asyncio.timeout(None) as bound:
            server.when_asked = lambda: bound.reschedule(0)
            await session.get_camera()

    with pytest.raises(TimeoutError):
        await run()
    assert server.seen == [("get_camera", {}), ("cancel_request", {"request_id": 1})]


async def test_call_that_was_answered_is_not_cancelled() -> None:
    server = Silent()
    async with connected(server) as session:
        call = asyncio.create_task(session.get_camera())
        await server.asked.wait()
        session._core.inbox.receive('{"id": 1, "result": {}}')  # and before the task can run on:
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await session.list_cameras()
    assert [method for method, _ in server.seen] == ["get_camera", "list_cameras"]


async def test_call_that_is_cancelled_when_the_connection_is_gone_fails_of_nothing_else() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    server = Silent()
    async with connected(server) as session:
        call = asyncio.create_task(session.get_camera())
        await server.asked.wait()
        closing = asyncio.create_task(session.close())
        await asyncio.sleep(0)  # it has sent its close frame, and the answer to that is not there
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await closing
    gc.collect()  # reports exceptions that nobody retrieved
    assert complaints == []
    assert [method for method, _ in server.seen] == ["get_camera"]


async def test_answer_to_a_cancelled_call_is_ignored() -> None:
    asked = asyncio.Event()

    async def answer_twice(socket: ServerConnection, request: dict[str, Any]) -> None:
        if request["method"] == "get_camera":
            asked.set()
            return
        for number in (request["id"] - 1, request["id"]):
            await socket.send(reply({"id": number}, result={"cameras": []}))

    async with connected(answer_twice) as session:
        call = asyncio.create_task(session.get_camera())
        await asked.wait()
        call.cancel()
        assert await session.list_cameras() == {"cameras": []}


# ---- progress


def progress_of(request_id: int, done: float) -> str:
    params = {"request_id": request_id, "stage": "reading", "done": done, "total": 9, "unit": "bytes"}
    return json.dumps({"jsonrpc": "2.0", "method": "progress", "params": params})


class Telling:
    """Reports, for every request but those about events, that 9 of 9 are done."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, socket: ServerConnection, request: dict[str, Any]) -> None:
        self.seen.append(request["method"])
        if request["method"] not in {"subscribe", "unsubscribe"}:
            await socket.send(progress_of(request["id"], 9))
        await socket.send(reply(request, result=NOTHING))
        await socket.send(progress_of(request["id"], 10))  # after the answer: the service sends none


async def test_progress_goes_to_the_callback_of_its_call_and_nowhere_else() -> None:
    server = Telling()
    mine: list[ProgressParams] = []
    others: list[ProgressParams] = []
    async with connected(server) as session:
        watched, other = session.with_progress(mine.append), session.with_progress(others.append)
        await asyncio.gather(watched.get_camera(), session.list_cameras(), other.autofocus())
    assert server.seen == ["subscribe", "get_camera", "list_cameras", "subscribe", "autofocus"]
    assert [[progress["done"] for progress in each] for each in (mine, others)] == [[9], [9]]
    assert mine[0]["request_id"] != others[0]["request_id"]
    assert [note async for note in session.events()] == []


async def test_progress_that_the_user_subscribed_to_comes_as_ever() -> None:
    mine: list[ProgressParams] = []
    async with connected(Telling()) as session:
        await session.subscribe(["progress"])
        await session.with_progress(mine.append).get_camera()
        await session.list_cameras()
        await session.unsubscribe(["progress"])
        await session.with_progress(mine.append).get_camera()
    notes = [note["params"] async for note in session.events() if note["method"] == "progress"]
    assert mine[0] in notes
    assert mine[1] not in notes
    assert len({note["request_id"] for note in notes if note["done"] == 9}) == 2


async def test_callback_that_raises_is_told_by_the_loop_and_harms_no_call() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    async with connected(Telling()) as session:
        await session.with_progress(lambda _: 1 / 0).get_camera()
        await session.list_cameras()
    assert [type(context["exception"]) for context in complaints] == [ZeroDivisionError]
