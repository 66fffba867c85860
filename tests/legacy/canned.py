"""A service that gives one response, and the way to ask it in the original format."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.legacy import Command, serve

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue
    from rpc_camera.legacy.messages import JsonObject


class Service:
    """Gives one response to whatever is called, and keeps the call."""

    def __init__(self, response: JsonObject) -> None:
        self.response = response
        self.called: list[tuple[str, JsonObject]] = []

    async def __call__(self, method: str, params: JsonObject) -> JsonObject:
        self.called.append((method, params))
        return self.response


def result(value: object) -> Service:
    return Service({"jsonrpc": "2.0", "result": cast("JsonValue", value), "id": None})


def error(name: str, message: str) -> Service:
    return Service({"jsonrpc": "2.0", "error": {"code": 1, "message": message, "data": {"name": name}}, "id": None})


async def ask(service: Service, name: JsonValue, payload: JsonValue = None) -> JsonObject:
    return await serve(Command(name, payload), service, camera_selected=True)
