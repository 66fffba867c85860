"""A JSON-RPC client over a real WebSocket that checks everything it receives against the published schemas."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from rpc_camera.attached import WithBytes
from tests.rigs.sent import check_error, check_notification

if TYPE_CHECKING:
    from types import TracebackType

    from rpc_camera.contract.contract import Contract

ANSWER_S = 30.0


class RpcError(Exception):
    """The server's error object."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(json.dumps(error))
        self.code: int = error["code"]
        self.message: str = error["message"]
        self.data: dict[str, Any] = error["data"]
        self.name: str = error["data"]["name"]


class RpcClient:
    """One connection. `call` returns results or raises RpcError; `notifications` has the rest, in order.

    A result, or a notification's params, that came with bytes attached is a `WithBytes`.
    """

    def __init__(self, url: str, contract: Contract, token: str | None) -> None:
        self._url = url
        self._contract = contract
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._ids = itertools.count(1)
        self._waiting: dict[object, tuple[str, asyncio.Future[Any]]] = {}
        self.notifications: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession()
        try:
            self.socket = await self._http.ws_connect(self._url, headers=self._headers, max_msg_size=0)
        except BaseException:
            await self._http.close()
            raise
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.socket.close()
        await self._http.close()
        await self._reading

    def send(self, method: str, **params: Any) -> asyncio.Future[Any]:
        """Send a request without waiting; the future has the result, or RpcError."""
        number = next(self._ids)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = (method, future)
        request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        sending = asyncio.ensure_future(self.socket.send_str(json.dumps(request)))
        sending.add_done_callback(lambda task: task.exception())
        return future

    async def call(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        async with asyncio.timeout(ANSWER_S):
            return await self.send(method, **params)

    async def error(self, method: str, **params: Any) -> RpcError:
        """Send a request that has to be refused, and return the error."""
        try:
            result = await self.call(method, **params)
        except RpcError as error:
            return error
        raise AssertionError(f"{method} was not refused: {result}")

    async def notification(self, method: str, **members: Any) -> dict[str, Any]:
        """Return the params of the next notification `method` that has these members; others are passed over."""
        async with asyncio.timeout(ANSWER_S):
            while True:
                name, params = await self.notifications.get()
                if name == method and members.items() <= params.items():
                    return params

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take(json.loads(message.data))
            elif message.type is aiohttp.WSMsgType.BINARY:
                self._take(with_bytes(message.data))
        gone = ConnectionError(f"closed with {self.socket.close_code}")
        for _, future in self._waiting.values():
            if not future.done():
                future.set_exception(gone)
                future.exception()

    def _take(self, message: dict[str, Any]) -> None:
        assert message["jsonrpc"] == "2.0"
        if "id" not in message:
            check_notification(message["method"], message["params"])
            self.notifications.put_nowait((message["method"], message["params"]))
            return
        method, future = self._waiting.pop(message["id"])
        try:
            if "error" in message:
                check_error(message["error"])
                raise RpcError(message["error"])  # noqa: TRY301 - the future takes either
            self._contract.methods[method].check_result(message["result"])
            future.set_result(message["result"])
        except Exception as error:
            future.set_exception(error)


def with_bytes(frame: bytes) -> dict[str, Any]:
    """Return the message of a binary frame, its bytes attached to the result or the params."""
    length = int.from_bytes(frame[:4], "big")
    message: dict[str, Any] = json.loads(frame[4 : 4 + length])
    member = "params" if "params" in message else "result"
    return message | {member: WithBytes(message[member], frame[4 + length :])}
