"""A client for rpc-camera: a session that survives its connections, with a typed method for everything.

    async with await Session.connect("ws://localhost:8765/rpc", token="…") as session:
        picture = await session.capture_image()

`rpc_camera_client.sync` has the same without asyncio; `rpc_camera_client.types`, `.events` and `.errors` have what the
contract has.
"""

from __future__ import annotations

from rpc_camera_client import errors, events, types
from rpc_camera_client._announced import DiscoveredService
from rpc_camera_client._backoff import Backoff
from rpc_camera_client._discovery import discover
from rpc_camera_client._failures import CallTimedOut, ConnectFailed, ConnectionLost, HandshakeRefused, SessionClosed
from rpc_camera_client._feed import EventStream, SessionEvent
from rpc_camera_client._folder import FolderCopy, FolderIncomplete
from rpc_camera_client._gap import EventsMissedNotification, EventsMissedParams
from rpc_camera_client._group import GroupCopy, GroupIncomplete
from rpc_camera_client._group_manifest import MissingFile
from rpc_camera_client._live_view import Frame
from rpc_camera_client._messages import attached
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client._session import Session
from rpc_camera_client._version import VERSION

__version__ = VERSION
__all__ = [
    "Backoff",
    "CallTimedOut",
    "ConnectFailed",
    "ConnectionLost",
    "DiscoveredService",
    "EventStream",
    "EventsMissedNotification",
    "EventsMissedParams",
    "FolderCopy",
    "FolderIncomplete",
    "Frame",
    "GroupCopy",
    "GroupIncomplete",
    "HandshakeRefused",
    "MissingFile",
    "RpcCameraError",
    "Session",
    "SessionClosed",
    "SessionEvent",
    "attached",
    "discover",
    "errors",
    "events",
    "types",
]
