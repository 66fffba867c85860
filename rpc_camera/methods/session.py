"""What one client's connection carries from call to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from rpc_camera.camera.work import Work
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.service import Service


@dataclass(frozen=True)
class Notice:
    """A notification for one connection; with `data`, it is sent as a binary frame, as `binary_frame` makes it."""

    method: str
    params: Mapping[str, JsonValue]
    data: bytes | None = None


class Notices(Protocol):
    """What takes notifications for one connection: of those with the same key only the newest waits to be sent."""

    def put(self, key: Hashable, make: Callable[[int], Notice]) -> None:
        """Send what `make` returns as soon as the client takes it; `make` is told how many it has replaced."""

    def withdraw(self, key: Hashable) -> None:
        """Send no more of `key` that waits."""


@dataclass
class Session:
    """The state of one client: an HTTP request has one for its own length.

    `peer` is the client's address, by which failed authentications are counted. `can_notify` is false where the
    transport cannot carry notifications (HTTP POST). `selected_camera` is a camera id. `events` are the names of the
    notifications this client subscribed to; whoever owns the connection filters by it. `notices` takes notifications
    that are for this client alone; None where `can_notify` is false. `requests` are those in work, by id: numbers of
    the same value are the same id, a string is never that of a number.
    """

    service: Service
    peer: str
    can_notify: bool
    authenticated: bool = False
    selected_camera: str | None = None
    events: set[str] = field(default_factory=set)
    notices: Notices | None = None
    requests: dict[JsonValue, list[Work]] = field(default_factory=dict)
