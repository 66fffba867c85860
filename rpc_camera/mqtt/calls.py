"""Calls of methods for the broker, as any client's are, with what the broker may do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.attached import EncodedResult
from rpc_camera.contract.types import Scope
from rpc_camera.methods.call import Message
from rpc_camera.methods.grants import Grant
from rpc_camera.methods.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.service import Service

NAME: Final = "mqtt"
"""What the grant is called, in the words of an error, and in the log."""


class CallError(Exception):
    """A method refused; `error` is the error object of JSON-RPC."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        super().__init__(str(error.get("message")))
        self.error = error

    @property
    def name(self) -> str:
        """The error's name in the catalogue; "" for one of JSON-RPC."""
        data = self.error.get("data")
        return str(data.get("name", "")) if isinstance(data, dict) else ""


class Calls:
    """Calls the methods of the dispatcher, as a client that has subscribed, and reads the event log for it.

    `may_operate`: whether it may do more than look.
    """

    def __init__(self, dispatcher: Dispatcher[Message, Call], service: Service, scope: Scope) -> None:
        self._dispatcher = dispatcher
        self._session = Session(service, NAME, can_notify=True, grant=Grant(NAME, scope))
        self.may_operate = scope is not Scope.VIEW

    async def call(self, method: str, **params: JsonValue) -> dict[str, Any]:
        """Return a method's result. CallError: there is none."""
        with Message(self._session, NAME) as message:
            response = await self._dispatcher.call(method, params, message)
        if "error" in response:
            raise CallError(_object(response["error"]))
        return _object(response["result"])


def _object(value: object) -> dict[str, Any]:
    """Return a result of any method, or an error object: all are objects."""
    if isinstance(value, EncodedResult):
        value = json.loads(value.text)
    if not isinstance(value, dict):
        raise TypeError(f"A method's result is a {type(value).__name__}.")
    return value
