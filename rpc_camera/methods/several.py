"""Methods that take `cameras`: a call for each of them, at the same time, and an answer for each."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.registry.names import check_each_once
from rpc_camera.contract.failure import failure_of
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.methods.requests import open_call
from rpc_camera.outcome import outcome
from rpc_camera.work import Stop, working_on

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from rpc_camera.methods.call import Call

    Params = Mapping[str, Any]
    Handler = Callable[[Call, Any], Awaitable[Any]]

SEVERAL: Final = frozenset(
    {
        "get_capture_settings",
        "get_config",
        "get_exposure",
        "set_capture_settings",
        "set_configs",
        "set_exposure",
    }
)
"""The methods that take `cameras` in place of `camera`."""

_OF_THE_REQUEST: Final = frozenset({ErrorName.INVALID_PARAMS, ErrorName.CANCELLED})
"""Errors that say nothing of a camera: what ends so at each of them is refused as one."""


@dataclass
class CameraPart:
    """What is done with one camera of several, by a call of its own; `result` or `error` is what came of it."""

    name: str
    call: Call
    result: Any = None
    error: ServiceError | None = None

    @property
    def camera(self) -> str:
        """The camera's id, or where that is not known, what it was called."""
        return self.call.work.camera or self.name

    def describe(self) -> dict[str, object]:
        """Return `{"camera": …}` with the `result` or the `error`, as schemas/types.json has it for each method."""
        answer = {"error": failure_of(self.error)} if self.error else {"result": self.result}
        return {"camera": self.camera, **answer}


def several(name: str, handler: Handler) -> Handler:
    """Return a handler of the method `name` that does with `cameras` what `handler` does for one camera.

    `handler` is called for each with `camera`, and without `cameras`; also where there are no `cameras`, as it came.
    """

    def handle(call: Call, params: Params) -> Awaitable[Any]:
        return _answer(name, handler, call, params) if "cameras" in params else handler(call, params)

    return handle


async def for_each(name: str, handler: Handler, call: Call, params: Params, cameras: Sequence[str]) -> list[CameraPart]:
    """Return what the method `name` comes to at each camera. ServiceError INVALID_PARAMS: one is named twice.

    All are asked at the same time, however many there are: one that hangs must keep no other waiting. Each has a call
    of its own under the id of `call`. So it has its own progress, the last of which comes when it has answered; its
    errors name it; and what cancels that id stops each as it can be stopped.
    """
    await call.service.cameras.started()
    check_each_once([(each, await _body(call, each)) for each in cameras])
    numbers = count(1)
    with ExitStack() as calls:
        parts = [CameraPart(each, calls.enter_context(open_call(call.message, call.request_id))) for each in cameras]

        async def ask(part: CameraPart) -> None:
            work = part.call.work
            with working_on(work):
                try:
                    part.result = await outcome(work, name, handler(part.call, {**params, "camera": part.name}))
                except ServiceError as error:
                    grant = call.session.grant
                    part.error = grant.conceal(error, part.name) if grant else error
            work.progress("answering", next(numbers), len(parts), "cameras")

        with call.work.stopping(Stop.AT_ONCE, by=_leave_it_to_the_parts):
            async with asyncio.TaskGroup() as group:
                for part in parts:
                    group.create_task(ask(part))
                call.work.hold_others()
        return parts


def refuse_as_one(parts: Sequence[CameraPart]) -> None:
    """Raise the ServiceError of all parts, if they have one that says nothing of a camera."""
    errors = [part.error for part in parts if part.error and part.error.name in _OF_THE_REQUEST]
    if len(errors) == len(parts):
        raise errors[0].but(camera=None)


async def _answer(name: str, handler: Handler, call: Call, params: Params) -> dict[str, object]:
    if "camera" in params:
        raise invalid_param("/cameras", "Give `camera` or `cameras`, not both.")
    alike = {key: value for key, value in params.items() if key != "cameras"}
    parts = await for_each(name, handler, call, alike, params["cameras"])
    refuse_as_one(parts)
    return {"cameras": [part.describe() for part in parts], "complete": not any(part.error for part in parts)}


async def _body(call: Call, name: str) -> str:
    """Return what stands for the camera of this name, whatever else it is called; for that of none, the name."""
    cameras, elsewhere = call.service.cameras, call.service.elsewhere
    if elsewhere and (in_rig := await elsewhere.body(name)):
        return in_rig
    camera = cameras.called(name)
    if camera is None:
        return name
    return (elsewhere and await elsewhere.body(camera.id)) or camera.id


def _leave_it_to_the_parts() -> None:
    """Do nothing: the parts are among the requests in work, under the same id."""
