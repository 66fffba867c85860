"""`Authorization: Bearer`, at the WebSocket's handshake and on a POST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs

from rpc_camera.edge.visitors import IS_ADMITTED
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.session import Session

if TYPE_CHECKING:
    from aiohttp import web

    from rpc_camera.edge.gateway import Gateway


def open_session(request: web.Request, gateway: Gateway, *, can_notify: bool) -> Session:
    """Return a session, authenticated if the request has the token; a wrong one is a ServiceError."""
    session = _new_session(request, gateway, can_notify=can_notify)
    header = request.headers.get("Authorization")
    if header is not None:
        authenticate(session, _bearer_token(header))
        request[IS_ADMITTED] = True
    return session


def post_session(request: web.Request, gateway: Gateway) -> Session:
    """Return what `open_session` does; one whose token is refused has the reason, for the answer to each call."""
    try:
        return open_session(request, gateway, can_notify=False)
    except ServiceError as error:
        session = _new_session(request, gateway, can_notify=False)
        session.refusal = error
        return session


def _new_session(request: web.Request, gateway: Gateway, *, can_notify: bool) -> Session:
    return Session(gateway.service, request.remote or "unknown", can_notify, address=_address(request))


def _address(request: web.Request) -> str:
    """Return the service's address as the client knows it, behind a proxy too; it is said to this client alone."""
    host = request.headers.get(hdrs.HOST)
    is_secure = request.secure or request.headers.get(hdrs.X_FORWARDED_PROTO) == "https"
    return f"{'https' if is_secure else 'http'}://{host}" if host else ""


def has_token(request: web.Request, gateway: Gateway) -> bool:
    """Return whether the request has the right token in its header."""
    try:
        return open_session(request, gateway, can_notify=False).authenticated
    except ServiceError:
        return False


def authenticate(session: Session, token: str) -> None:
    """Authenticate `session`, or raise ServiceError."""
    session.service.authenticator.verify(token, session.peer)
    session.authenticated = True


def _bearer_token(header: str) -> str:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise ServiceError(ErrorName.UNAUTHORIZED, "The Authorization header must be: Bearer TOKEN.")
    return token.strip()
