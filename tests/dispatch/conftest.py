"""A dispatcher over a small table of methods, with the real error catalogue."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.dispatch import Dispatcher
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import Work
from tests.dispatch.tiny import schemas_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    JsonObject = dict[str, JsonValue]


@dataclass
class Client:
    """Who sends the messages of these tests."""

    authenticated: bool = True
    log: list[str] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class TinyCall:
    """What the handlers of these tests get."""

    client: Client
    request_id: JsonValue
    work: Work


@contextmanager
def open_call(client: Client, request_id: JsonValue) -> Iterator[TinyCall]:
    yield TinyCall(client, request_id, Work())


def authorize(call: TinyCall, method: str) -> None:
    if not call.client.authenticated and method != "authenticate":
        raise ServiceError(ErrorName.UNAUTHORIZED, "Authenticate first.")


Answer = Any  # what json.loads returns


@dataclass(frozen=True)
class Rig:
    """Sends requests to a dispatcher on behalf of one client."""

    dispatcher: Dispatcher[Client, TinyCall]
    client: Client

    async def send(self, request: JsonValue | bytes) -> Answer:
        """Dispatch `request` (text as it is, other values as JSON); None when it was not answered."""
        text = request if isinstance(request, str | bytes) else json.dumps(request)
        answer = await self.dispatcher.dispatch(text, self.client)
        return None if answer is None else json.loads(answer)

    async def call(self, method: str, params: JsonValue = None) -> Answer:
        """Call `method` with id 1 and return the whole response."""
        request: JsonObject = {"jsonrpc": "2.0", "method": method, "id": 1}
        return await self.send(request if params is None else request | {"params": params})


Table = dict[str, tuple[tuple[str, ...], "Callable[[TinyCall, JsonObject], Awaitable[JsonValue]]"]]


@pytest.fixture
def rig() -> Callable[[Table], Rig]:
    """Return a function that makes a rig of `{name: (param names, handler)}`."""

    def make(table: Table) -> Rig:
        schemas = schemas_of({name: names for name, (names, _) in table.items()})
        handlers = {name: handler for name, (_, handler) in table.items()}
        return Rig(Dispatcher(schemas, handlers, authorize, open_call, lambda _message: 100), Client())

    return make
