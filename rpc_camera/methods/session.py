"""What one client's connection carries from call to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.methods.service import Service


@dataclass
class Session:
    """The state of one client: an HTTP request has one for its own length.

    `peer` is the client's address, by which failed authentications are counted. `can_notify` is false where the
    transport cannot carry notifications (HTTP POST). `selected_camera` is a camera id. `events` are the names of the
    notifications this client subscribed to; whoever owns the connection filters by it.
    """

    service: Service
    peer: str
    can_notify: bool
    authenticated: bool = False
    selected_camera: str | None = None
    events: set[str] = field(default_factory=set)
