"""What the edge is given to serve, and its own bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.edge.metrics_text import MetricsText
    from rpc_camera.event_log import EventLog
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.service import Service


@dataclass(frozen=True)
class Bounds:
    """How long the edge waits for a client, and how much it keeps for one."""

    idle_s: float = 75.0
    """A connection without a request, or with an unfinished head of one, is closed after this long."""
    authentication_s: float = 5.0
    unauthenticated_bytes: int = 4096
    unauthenticated_total_bytes: int = 1 << 20
    unauthenticated_clients: int = 64
    unauthenticated_clients_of_a_network: int = 16
    admission_s: float = 1.0
    """How long a client that has yet to authenticate waits for others to have done so, where they are too many."""
    large_messages: int = 2
    """The most messages over 1 MiB that WebSockets send at the same time; the others' wait in the network."""
    stall_s: float = 30.0
    """A client that reads no byte of what is sent to it for this long, twice at most, is disconnected."""
    ping_interval_s: float = 25.0
    """Keeps proxies from closing an idle connection; the system notices when nobody acknowledges it."""
    body_s: float = 120.0
    """The time for the body of a POST."""
    linger_s: float = 5.0
    """How long the rest of a message too large is read, so that its sender comes to read why."""
    queued_events: int = 4096
    """A group of 512 cameras makes eight events for each: busy, ready, and two files that are added and saved. Those
    of its release come all at once, before any can be sent. Clients share an event's bytes; each has a reference."""
    close_s: float = 0.8
    """The time for a closing handshake."""


@dataclass(frozen=True)
class Gateway:
    """What the edge serves.

    `schemas` has the contract's files by their path below `/schemas/`, `openrpc.json` among them. `allowed_origins`
    are those of pages from elsewhere, such as `https://studio.example`; `*` allows all. `allowed_hosts` are names by
    which clients may call the service, besides its addresses and the machine's own name.
    """

    service: Service
    dispatcher: Dispatcher[Message, Call]
    events: EventLog
    schemas: Mapping[str, bytes]
    allowed_origins: frozenset[str] = frozenset()
    bounds: Bounds = field(default_factory=Bounds)
    allowed_hosts: frozenset[str] = frozenset()
    metrics: MetricsText | None = None
