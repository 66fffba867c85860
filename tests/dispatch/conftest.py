"""A dispatcher over a small table of methods, with the real error catalogue."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.dispatch import Dispatcher
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from tests.dispatch.tiny import Limits, contract_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    JsonObject = dict[str, JsonValue]


@dataclass
class Client:
    """What the handlers of these tests are told of the client."""

    authenticated: bool = True
    log: list[str] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)


def authorize(client: Client, method: str) -> None:
    if not client.authenticated and method != "authenticate":
        raise ServiceError(ErrorName.UNAUTHORIZED, "Authenticate first.")


Answer = Any  # what json.loads returns


@dataclass(frozen=True)
class Rig:
    """Sends requests to a dispatcher on behalf of one client."""

    dispatcher: Dispatcher[Client]
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


Table = dict[str, tuple[tuple[str, ...], "Callable[[Client, JsonObject], Awaitable[JsonValue]]"]]


@pytest.fixture
def rig() -> Callable[[Table], Rig]:
    """Return a function that makes a rig of `{name: (param names, handler)}`."""

    def make(table: Table) -> Rig:
        contract = contract_of({name: names for name, (names, _) in table.items()})
        handlers = {name: handler for name, (_, handler) in table.items()}
        return Rig(Dispatcher(contract, handlers, authorize, Limits()), Client())

    return make
