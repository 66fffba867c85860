"""The requests of a connection that are in work: their progress, and how they are cancelled."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from rpc_camera.contract import types
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.methods.call import Call
from rpc_camera.methods.session import Notification
from rpc_camera.work import Progress, Work, slowest

if TYPE_CHECKING:
    from rpc_camera.methods.call import Message
    from rpc_camera.methods.session import Session

PROGRESS: Final = "progress"
_INTERVAL_S: Final = 0.1


class _ProgressReporter:
    """Sends the progress of one request, not too often, and nothing once it is answered."""

    def __init__(self, session: Session, request_id: JsonValue) -> None:
        self._session = session
        self._request_id = request_id
        self._last_s = 0.0
        self._last: Progress | None = None
        self._over = False

    def __call__(self, progress: Progress) -> None:
        notifications = self._session.notifications
        if self._over or notifications is None or PROGRESS not in self._session.events or not self._is_due(progress):
            return
        self._last, self._last_s = progress, time.monotonic()
        params: dict[str, JsonValue] = {"request_id": self._request_id, **asdict(progress)}
        if not progress.camera:
            del params["camera"]
        notifications.put((PROGRESS, id(self)), lambda _replaced: Notification(PROGRESS, params))

    def end(self) -> None:
        self._over = True
        if self._last and self._session.notifications:
            self._session.notifications.withdraw((PROGRESS, id(self)))

    def _is_due(self, progress: Progress) -> bool:
        if self._last is None or self._last.stage != progress.stage:
            return True
        return progress != self._last and (
            progress.done == progress.total or time.monotonic() - self._last_s >= _INTERVAL_S
        )


class open_call:  # noqa: N801 - read as the block that it begins
    """Have a call that is among the requests in work of its connection within the block.

    One without an id, or with null, has no progress and cannot be cancelled by its client: nothing could be said to be
    about it.
    """

    __slots__ = ("_call", "_reporter")

    def __init__(self, message: Message, request_id: JsonValue) -> None:
        self._reporter = None if request_id is None else _ProgressReporter(message.session, request_id)
        work = Work(self._reporter, message.is_given_up)
        work.client, work.connection = message.session.client, message.connection
        self._call = Call(message, request_id, work)

    def __enter__(self) -> Call:
        call = self._call
        call.session.requests.setdefault(call.request_id, []).append(call.work)
        return call

    def __exit__(self, *_exception: object) -> None:
        if self._reporter:
            self._reporter.end()
        requests, request_id = self._call.session.requests, self._call.request_id
        in_work = requests[request_id]
        in_work.remove(self._call.work)
        if not in_work:
            del requests[request_id]


async def cancel_request(call: Call, params: types.CancelRequestParams) -> types.CancelRequestResult:
    """Stop a request of this connection; where several have that id, all of them."""
    if not call.session.can_notify:
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "Over HTTP, each request is a connection of its own: there is none to cancel here.",
            remedy="Send requests that you may want to cancel over the WebSocket at /rpc.",
        )
    stops = {work.cancel() for work in requests_in_work(call, params["request_id"])}
    return {"request_id": params["request_id"], "stopped": types.Stopped(slowest(stops))}


def requests_in_work(call: Call, request_id: JsonValue) -> list[Work]:
    """Return the other requests of its connection that have this id. ServiceError REQUEST_NOT_FOUND: there is none."""
    found = [work for work in call.session.requests.get(request_id, ()) if work is not call.work]
    if not found:
        raise ServiceError(
            ErrorName.REQUEST_NOT_FOUND, f"This connection has no request {json.dumps(request_id)[:64]} in work."
        )
    return found
