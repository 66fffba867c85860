"""What the methods work on, shared by all clients."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now
from rpc_camera.methods.archives import ArchiveLists
from rpc_camera.methods.budget import ByteBudget
from rpc_camera.methods.links import LinkSigner

if TYPE_CHECKING:
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.contract.contract import Contract
    from rpc_camera.event_log import EventLog
    from rpc_camera.group.kept_groups import KeptGroups
    from rpc_camera.methods.authentication import Authenticator
    from rpc_camera.methods.elsewhere import Elsewhere
    from rpc_camera.methods.kept_links import KeptLinks
    from rpc_camera.methods.tickets import Tickets
    from rpc_camera.sequences.sequences import Sequences
    from rpc_camera.tethering.tetherings import Tetherings

_MIB: Final = 1 << 20
_LARGE_ANSWERS_BYTES: Final = 64 * _MIB  # in base64 and as JSON text, about six times as much memory
_OPEN_ANSWERS_BYTES: Final = 8 * _MIB
_MESSAGES_BYTES: Final = 96 * _MIB  # what clients send at once; each may send a message of 44 MiB


@dataclass(frozen=True)
class ServiceLimits:
    """The bounds a client can run into, as `get_server_info` returns them. Base64 makes a third more of a file."""

    message_bytes: int = 44 * _MIB
    batch_items: int = 100
    open_batch_items: int = 8
    """That of a client that has yet to authenticate."""
    download_bytes: int = 32 * _MIB
    upload_bytes: int = 32 * _MIB
    put_bytes: int = 2048 * _MIB
    concurrent_requests: int = 64
    """The most messages of one connection in work; it reads no further until one is answered."""


@dataclass(frozen=True)
class Service:
    """The cameras, the contract, tokens, tickets and links, what is saved and shot without a client, groups, limits.

    `events` are those that clients are told: of the cameras here, and in a rig of all hosts' cameras.
    """

    cameras: CameraRegistry
    events: EventLog
    contract: Contract
    authenticator: Authenticator
    tickets: Tickets
    tethering: Tetherings
    sequences: Sequences
    groups: KeptGroups
    durable_links: KeptLinks
    limits: ServiceLimits = field(default_factory=ServiceLimits)
    budget: ByteBudget = field(default_factory=lambda: ByteBudget(_LARGE_ANSWERS_BYTES))
    open_budget: ByteBudget = field(default_factory=lambda: ByteBudget(_OPEN_ANSWERS_BYTES))
    """The answers to clients that have yet to authenticate: they have no part in what the others need."""
    incoming: ByteBudget = field(default_factory=lambda: ByteBudget(_MESSAGES_BYTES))
    links: LinkSigner = field(default_factory=LinkSigner)
    archives: ArchiveLists = field(default_factory=ArchiveLists)
    started_at: str = field(default_factory=utc_now)
    elsewhere: Elsewhere | None = None
    """The other hosts of the rig; None where there is none."""
