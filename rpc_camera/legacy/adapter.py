"""One command of the original format, from message to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.legacy.answers import failure, refusal, success
from rpc_camera.legacy.commands import RefusedCommandError, to_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.legacy.messages import Command, JsonObject


async def serve(
    command: Command, call_method: Callable[[str, JsonObject], Awaitable[JsonObject]], *, camera_selected: bool
) -> JsonObject:
    """Return the answer to `command`; `call_method(method, params)` returns a JSON-RPC Response object."""
    try:
        call = to_call(command, camera_selected=camera_selected)
    except RefusedCommandError as refused:
        return refusal(command, str(refused))
    response = await call_method(call.method, call.params)
    if "error" in response:
        return failure(command, call, cast("JsonObject", response["error"]))
    return success(command, call, cast("JsonObject", response["result"]))
