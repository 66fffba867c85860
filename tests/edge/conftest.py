"""A real server on a real socket, over a small table of methods that need no camera."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import aiohttp
import pytest

from rpc_camera.dispatch import Dispatcher
from rpc_camera.edge import Bounds, Gateway, Server
from rpc_camera.event_log import EventLog
from rpc_camera.methods import server as server_methods
from rpc_camera.methods.authentication import Authenticator
from rpc_camera.methods.budget import ByteBudget
from rpc_camera.methods.kept_links import KeptLinks
from rpc_camera.methods.requests import open_call
from rpc_camera.methods.service import ServiceLimits
from rpc_camera.methods.session import Notification
from rpc_camera.methods.tickets import Tickets
from tests.dispatch.tiny import schemas_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from ssl import SSLContext

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.service import Service

    JsonObject = dict[str, JsonValue]
    ClientSocket = aiohttp.ClientWebSocketResponse

TOKEN = "s3cret-token"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
SCHEMAS = {"openrpc.json": b'{"openrpc": "1.3.2"}', "types.json": b"{}", "methods/echo.json": b'{"summary": "x"}'}


@dataclass(frozen=True)
class TinyService:
    """What the handlers and the edge need of a service here."""

    authenticator: Authenticator
    tickets: Tickets
    limits: ServiceLimits
    budget: ByteBudget = field(default_factory=lambda: ByteBudget(1 << 20))
    open_budget: ByteBudget = field(default_factory=lambda: ByteBudget(1 << 20))
    incoming: ByteBudget = field(default_factory=lambda: ByteBudget(4 << 20))
    durable_links: KeptLinks = field(default_factory=lambda: KeptLinks(Path("no-such-folder"), tuple))
    elsewhere: None = None


LIMITS = ServiceLimits(message_bytes=1 << 20)
BOUNDS = Bounds()
Answer = Any  # what json.loads returns


class Started:
    """Lets a test wait until something has happened so many times."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._changed = asyncio.Condition()

    async def add(self, name: str) -> None:
        self.names.append(name)
        async with self._changed:
            self._changed.notify_all()

    async def until(self, count: int) -> list[str]:
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.names) >= count)
        return self.names[:count]


HANG_UP_S = 1.0
BIG_RESERVES = 1000


@dataclass
class Rig:
    """The server, and what its handlers did."""

    server: Server
    http: aiohttp.ClientSession
    events: EventLog
    handlers: Handlers
    budget: ByteBudget
    sockets: list[ClientSocket] = field(default_factory=list)
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def url(self, path: str) -> str:
        return str(self.server.address.with_path(path))

    async def connect(
        self,
        path: str = "/rpc",
        *,
        token: bool = True,
        headers: dict[str, str] | None = None,
        autoping: bool = True,
        ssl: SSLContext | bool = True,
        local: str | None = None,
    ) -> ClientSocket:
        sent = (BEARER if token else {}) | (headers or {})
        http = self.http if local is None else self.from_address(local)
        socket = await http.ws_connect(self.url(path), headers=sent, max_msg_size=0, autoping=autoping, ssl=ssl)
        self.sockets.append(socket)
        return socket

    def from_address(self, local: str) -> aiohttp.ClientSession:
        """Return a client at another address of this machine."""
        session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=(local, 0)))
        self.sessions.append(session)
        return session

    async def hang_up(self) -> None:
        """Close what the test has left open."""
        closing = [asyncio.wait_for(socket.close(), HANG_UP_S) for socket in self.sockets]
        await asyncio.gather(*closing, return_exceptions=True)
        await asyncio.gather(*(session.close() for session in self.sessions))

    async def post(self, request: JsonValue, **headers: str) -> aiohttp.ClientResponse:
        body = request if isinstance(request, str) else json.dumps(request)
        return await self.http.post(self.url("/rpc"), data=body, headers=BEARER | headers)


async def read_whole(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Read each answer to its end: a connection with an unread one is never given back."""
    response = await handler(request)
    if response.status != 101:
        await response.read()
    return response


@dataclass
class Handlers:
    """Methods that say what they did, and that a test can hold."""

    started: Started = field(default_factory=Started)
    ended: Started = field(default_factory=Started)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def echo(self, _call: Call, params: JsonObject) -> JsonValue:
        return params["value"]

    async def big(self, call: Call, params: JsonObject) -> JsonValue:
        await call.budget.reserve(BIG_RESERVES)
        await self.started.add("big")
        return "A" * cast("int", params["size"])

    async def select_camera(self, call: Call, params: JsonObject) -> JsonValue:
        call.session.selected_camera = str(params["camera"])
        return {"camera": {"id": call.session.selected_camera}}

    async def capture_image(self, call: Call, _params: JsonObject) -> JsonValue:
        return {"camera": call.session.selected_camera, "files": [{"path": "/A.JPG", "mime_type": "image/jpeg"}]}

    async def wait(self, _call: Call, params: JsonObject) -> JsonValue:
        name = str(params["name"])
        await self.started.add(name)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            await self.ended.add(f"{name} cancelled")
            raise
        await self.ended.add(name)
        return name

    async def subscribe(self, call: Call, params: JsonObject) -> JsonValue:
        call.session.events |= set(cast("list[str]", params["events"]))
        return None

    async def watch(self, call: Call, params: JsonObject) -> JsonValue:
        notifications, data = call.session.notifications, bytes(cast("int", params["size"]))
        assert notifications is not None
        for number in range(cast("int", params["count"])):
            notifications.put("frame", partial(_frame, number, data))
        notifications.put("progress", lambda _replaced: Notification("progress", {"done": 1}))
        notifications.withdraw("progress")
        return None

    async def list_cameras(self, _call: Call, _params: JsonObject) -> JsonValue:
        return {"cameras": [{"name": "Nikon D850", "port": "usb:001,003", "index": 0, "id": "d850"}]}

    async def get_config(self, _call: Call, _params: JsonObject) -> JsonValue:
        return {"name": "iso"}  # not what the contract promises


class Serve(Protocol):
    async def __call__(
        self,
        *,
        limits: ServiceLimits = LIMITS,
        bounds: Bounds = BOUNDS,
        allowed_origins: frozenset[str] = frozenset(),
        tls: SSLContext | None = None,
    ) -> Rig: ...


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Return a function that starts a server; all are stopped in the end."""
    async with AsyncExitStack() as stack:

        async def start(
            *,
            limits: ServiceLimits = LIMITS,
            bounds: Bounds = BOUNDS,
            allowed_origins: frozenset[str] = frozenset(),
            tls: SSLContext | None = None,
        ) -> Rig:
            handlers, events = Handlers(), EventLog()
            authenticator = Authenticator(TOKEN)
            service = cast("Service", TinyService(authenticator, Tickets(TOKEN, authenticator), limits))
            dispatcher = Dispatcher(
                schemas_of(PARAMS), table(handlers), server_methods.authorize, open_call, server_methods.batch_items
            )
            gateway = Gateway(service, dispatcher, events, SCHEMAS, allowed_origins, bounds)
            server = Server(gateway, ["127.0.0.1"], 0, tls)
            await server.start()
            stack.push_async_callback(server.stop)
            http = await stack.enter_async_context(aiohttp.ClientSession(middlewares=(read_whole,)))
            rig = Rig(server, http, events, handlers, service.budget)
            stack.push_async_callback(rig.hang_up)
            return rig

        yield start


def _frame(number: int, data: bytes, replaced: int) -> Notification:
    return Notification("frame", {"number": number, "skipped": replaced}, data)


PARAMS: dict[str, tuple[str, ...]] = {
    "authenticate": ("token",),
    "create_ticket": (),
    "redeem_ticket": ("ticket",),
    "echo": ("value",),
    "big": ("size",),
    "select_camera": ("camera",),
    "capture_image": (),
    "wait": ("name",),
    "subscribe": ("events",),
    "watch": ("size", "count"),
    "list_cameras": (),
    "get_config": ("name",),
    "get_server_info": (),
}


def table(handlers: Handlers) -> dict[str, Callable[[Call, Any], Awaitable[Any]]]:
    async def get_server_info(call: Call, _params: JsonObject) -> JsonValue:
        return {"authenticated": call.session.authenticated}

    own = {name: getattr(handlers, name) for name in PARAMS if hasattr(handlers, name)}
    methods = (server_methods.authenticate, server_methods.create_ticket, server_methods.redeem_ticket)
    return own | {method.__name__: method for method in methods} | {"get_server_info": get_server_info}


def request(method: str, request_id: JsonValue = None, /, **params: JsonValue) -> JsonObject:
    """Return a request, or a notification if there is no id."""
    message: JsonObject = {"jsonrpc": "2.0", "method": method, "params": params}
    return message if request_id is None else message | {"id": request_id}


async def call(socket: ClientSocket, method: str, /, **params: JsonValue) -> Answer:
    """Send a request and return the next message, which is its response on a connection with nothing else."""
    await socket.send_json(request(method, 1, **params))
    return await socket.receive_json()


async def closing(socket: ClientSocket) -> tuple[int, str]:
    """Return the code and reason with which the server closes, without another message before."""
    message = await socket.receive()
    assert message.type is aiohttp.WSMsgType.CLOSE, message
    return message.data, message.extra or ""
