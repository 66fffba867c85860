"""`Authorization: Bearer`, or `Basic` with the token as the password, on every route."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from aiohttp import hdrs

from rpc_camera.edge.visitors import ADMITTED_BY, SESSION
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.session import Session

if TYPE_CHECKING:
    from aiohttp import web

    from rpc_camera.edge.gateway import Gateway


def open_session(request: web.Request, gateway: Gateway, *, can_notify: bool) -> Session:
    """Return a session, authenticated if the request has the token; a wrong one is a ServiceError."""
    session = _new_session(request, gateway, can_notify=can_notify)
    headers = request.headers.getall(hdrs.AUTHORIZATION, ())
    if len(headers) > 1:  # a proxy may have gone by another of them
        raise ServiceError(ErrorName.UNAUTHORIZED, "The request has the header Authorization twice.")
    for header in headers:
        session.let_in(_token(header))
        request[ADMITTED_BY], request[SESSION] = session.grant, session
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


def _token(header: str) -> str:
    scheme, _, credentials = header.partition(" ")
    match scheme.lower():
        case "bearer":
            return credentials.strip()
        case "basic":
            return _password(credentials)
        case _:
            raise ServiceError(
                ErrorName.UNAUTHORIZED,
                "The Authorization header must be: Bearer TOKEN, or Basic with the token as the password.",
            )


def _password(credentials: str) -> str:
    """Return what is behind the user's name, whatever that is (RFC 7617)."""
    try:
        _, separator, password = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
    except ValueError:
        separator = password = ""
    if not separator:
        raise ServiceError(ErrorName.UNAUTHORIZED, "What follows Basic is not USER:TOKEN in base64.")
    return password
