"""Methods about the service itself: who is asking, who answers, what there is to ask."""

from __future__ import annotations

import platform
import time
from typing import TYPE_CHECKING, Final

from rpc_camera import __version__
from rpc_camera.clock import rfc3339
from rpc_camera.contract import API_VERSION, types
from rpc_camera.contract.scopes import NEEDED
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.tickets import LIFETIME_S

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call, Message
    from rpc_camera.methods.grants import Grant

_PYTHON_VERSION: Final = platform.python_version()
_EVENTS: Final = tuple(types.EventName)
OPEN_TO_ALL: Final = frozenset({"authenticate", "get_server_info", "redeem_ticket", "rpc.discover"})


def authorize(call: Call, method: str) -> None:
    """Raise ServiceError where `method` needs another token than this client has shown: UNAUTHORIZED, FORBIDDEN."""
    session, message = call.session, call.message
    try:
        if session.refusal:
            raise session.refusal
        if method not in OPEN_TO_ALL:
            _check(session.grant, method)
    except ServiceError as error:
        message.refusal = error
        raise
    message.has_admitted = True


def _check(grant: Grant | None, method: str) -> None:
    if grant is None:
        raise ServiceError(ErrorName.UNAUTHORIZED, "This client has not authenticated.")
    if needed := NEEDED.get(method):
        grant.check(needed, method)


def batch_items(message: Message) -> int:
    """Return how many requests the client of `message` may send in one batch."""
    limits = message.session.service.limits
    return limits.batch_items if message.session.authenticated else limits.open_batch_items


async def authenticate(call: Call, params: types.AuthenticateParams) -> types.AuthenticateResult:
    """Show the token."""
    call.session.let_in(params["token"])
    return {"authenticated": True}


async def redeem_ticket(call: Call, params: types.RedeemTicketParams) -> types.RedeemTicketResult:
    """Show a ticket in place of the token."""
    token = call.service.tickets.redeem(params["ticket"], call.session.peer)
    call.session.let_in(token)
    return {"token": token}


async def create_ticket(call: Call, _params: types.CreateTicketParams) -> types.CreateTicketResult:
    """Return a new ticket for the token that this client has shown."""
    return {"ticket": call.service.tickets.create(call.session.token), "expires_at": rfc3339(time.time() + LIFETIME_S)}


async def get_server_info(call: Call, _params: types.GetServerInfoParams) -> types.GetServerInfoResult:
    """Return versions, limits and the state of this connection."""
    service = call.service
    limits = service.limits
    info: types.GetServerInfoResult = {
        "name": "rpc-camera",
        "version": __version__,
        "api_version": API_VERSION,
        "gphoto2_version": service.cameras.usb.gphoto2_version,
        "libgphoto2_version": service.cameras.usb.libgphoto2_version,
        "python_version": _PYTHON_VERSION,
        "started_at": service.started_at,
        "authenticated": call.session.authenticated,
        "selected_camera": call.session.selected_camera,
        "limits": {
            "message_bytes": limits.message_bytes,
            "batch_items": limits.batch_items,
            "download_bytes": limits.download_bytes,
            "upload_bytes": limits.upload_bytes,
            "put_bytes": limits.put_bytes,
            "concurrent_requests": limits.concurrent_requests,
        },
        "events": list(_EVENTS),
    }
    if call.session.grant:
        info["grant"] = call.session.grant.describe()
    if service.elsewhere:
        info["files"] = service.elsewhere.files
    return info


async def discover(call: Call, _params: types.RpcDiscoverParams) -> types.RpcDiscoverResult:
    """Return the OpenRPC document, with the addresses by which this client reaches the service."""
    document, address = call.service.contract.openrpc, call.session.address
    if address:
        servers: list[JsonValue] = [
            {"name": "WebSocket", "url": f"{address.replace('http', 'ws', 1)}/rpc"},
            {"name": "HTTP POST", "url": f"{address}/rpc"},
        ]
        document = document.beginning_with({"servers": servers})
    await call.budget.reserve(len(document.text))
    return document
