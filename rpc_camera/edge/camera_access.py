"""What everything below `/cameras/{id}/` has in common: who may have it, and how a refusal looks over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from urllib.parse import unquote_to_bytes

from aiohttp import hdrs

from rpc_camera.contract.types import Scope
from rpc_camera.dispatch import error_object
from rpc_camera.edge.cors import Cors
from rpc_camera.edge.credentials import open_session
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.edge.statuses import headers_of, status_of
from rpc_camera.edge.visitors import ADMITTED_BY
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.methods.distant_grant import DistantUse
from rpc_camera.methods.grants import Grant
from rpc_camera.methods.kept_links import KeptLink

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.edge.gateway import Gateway
    from rpc_camera.methods.distant_grant import DistantGrant
    from rpc_camera.methods.links import Verb

# Line ends and braces as well: what cannot be a name is refused with what can.
CAMERA: Final = "/cameras/{camera:[^/]+}"
FILE: Final = CAMERA + "/files/{path:(?s:.*)}"
_BASIC: Final = 'Basic realm="rpc-camera", charset="UTF-8"'
"""Players and browsers ask for a password where they are told to; `/rpc`, which pages call, does not have them ask.

It has a field of its own, the first one: Chromium reads one challenge in a field, and FFmpeg what it begins with.
"""
_NEEDED: Final[dict[Verb, Scope]] = {"GET": Scope.VIEW, "PUT": Scope.OPERATE}
NEW_LINK: Final[dict[Verb, str]] = {"GET": "get_file_url", "PUT": "get_upload_url"}
_REQUEST_HEADERS: Final = (
    "Authorization, Content-Type, Range, If-Range, If-Match, If-None-Match, Want-Repr-Digest, Repr-Digest, "
    "Content-Digest"
)
_ANSWER_HEADERS: Final = (
    "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Location, Repr-Digest"
)


class HasId(Protocol):
    """A camera, as far as it is known whose it is."""

    @property
    def id(self) -> str:
        """What tokens name it by."""


T = TypeVar("T", bound=HasId | None)


class CameraAccess:
    """Opens cameras to whoever shows the token or a signed link, or has come by a durable link."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.cors = Cors(gateway.allowed_origins, "GET, HEAD, PUT", _REQUEST_HEADERS, _ANSWER_HEADERS)

    async def preflight(self, request: web.Request) -> web.Response:
        """Answer OPTIONS."""
        return self.cors.preflight(request)

    async def file(self, request: web.Request, verb: Verb) -> tuple[TetheredCamera, str]:
        """Return the camera and the path on it that the request is for; see `camera` for the errors."""
        path = path_of(request)
        return await self.camera(request, path, NEW_LINK[verb], verb), path

    async def camera(self, request: web.Request, signed: str, new_link: str, verb: Verb = "GET") -> TetheredCamera:
        """Return the camera in the address, one of this host; see `admit` for who gets it."""
        cameras = self.gateway.service.cameras

        async def find(name: str) -> TetheredCamera:
            await cameras.started()
            return cameras.resolve(self.own_id(name))

        return await self.admit(request, find, signed, new_link, verb)

    def own_id(self, name: str) -> str:
        """Return what a camera of this host is called at this host; other names stay as they are."""
        elsewhere = self.gateway.service.elsewhere
        return elsewhere.own_id(name) if elsewhere else name

    async def admit(
        self, request: web.Request, find: Callable[[str], Awaitable[T]], signed: str, new_link: str, verb: Verb = "GET"
    ) -> T:
        """Return what `find` finds for the name in the address, to whoever may have it; None is nobody's camera.

        That is who shows a token for this camera whose scope has `verb`, or a link that was signed for `signed`.
        ServiceError: neither, with a remedy that names the method `new_link`; or what `find` raises, to those who may
        know it: it can name other cameras.
        """
        grant, name = await self._grant(request, signed, new_link, verb), request.match_info["camera"]
        try:
            found = await find(name)
        except ServiceError as error:
            if grant is None:
                raise
            grant.check_camera({name, error.camera or name}, name)
            raise grant.conceal(error, name) from None
        if grant is not None and found is not None:
            grant.check_camera({found.id}, name)
        return found

    async def _grant(self, request: web.Request, signed: str, new_link: str, verb: Verb) -> Grant | None:
        """Return what the token in a request is good for, or that its link was made with, which is enough for `verb`.

        None: it came by a durable link.
        """
        if link_of(request):
            return None
        name, service = request.match_info["camera"], self.gateway.service
        maker = service.links.maker(service.authenticator.grants, name, signed, request.query, verb)
        if maker is not None:
            maker.check(_NEEDED[verb], f"{verb} of this address")
            request[ADMITTED_BY] = maker
            return maker
        distant = service.links.distant_maker(name, signed, request.query, verb)
        if distant is not None and (grant := await self._of_another_host(request, distant, _NEEDED[verb])):
            return grant
        session = open_session(request, self.gateway, can_notify=False)
        if session.grant is None and "signature" in request.query:
            wrong = f"This link is not for {verb} of this address, or its token was revoked."
            raise ServiceError(
                ErrorName.FORBIDDEN,
                "This link has expired." if service.links.has_expired(request.query) else wrong,
                remedy=f"Get a new one with {new_link}.",
            )
        if session.grant is None:
            raise ServiceError(ErrorName.UNAUTHORIZED, "This request has neither the token nor a signed link.")
        session.grant.check(_NEEDED[verb], f"{verb} of this address")
        return session.grant

    async def _of_another_host(self, request: web.Request, maker: DistantGrant, needed: Scope) -> Grant | None:
        """Return what a link of another host's client is good for: for its camera, as long as the token is.

        ServiceError HOST_UNREACHABLE: that host does not say whether the token is.
        """
        elsewhere, camera = self.gateway.service.elsewhere, request.match_info["camera"]
        use = DistantUse(maker, camera, needed)
        if elsewhere is None or not await elsewhere.is_good(use):
            return None
        request[ADMITTED_BY] = use
        return Grant(maker.host, needed, frozenset({camera}))

    def refused(self, error: ServiceError, status: int | None = None) -> web.Response:
        """Return the answer that has `error` as JSON; its status is the error's own, unless one is given."""
        headers = headers_of(error)
        bearer = headers.pop(hdrs.WWW_AUTHENTICATE, None)
        answer = json_answer(json.dumps(error_object(error)), status or status_of(error), headers)
        for challenge in (_BASIC, bearer) if bearer else ():
            answer.headers.add(hdrs.WWW_AUTHENTICATE, challenge)
        return answer


def link_of(request: web.Request) -> KeptLink | None:
    """Return the durable link that let the request in, if it was one."""
    admitted_by = request.get(ADMITTED_BY)
    return admitted_by if isinstance(admitted_by, KeptLink) else None


def name_of(request: web.Request) -> str:
    """Return what the log calls the address: that of a durable link has its key."""
    link = link_of(request)
    return f"{link.camera} by link {link.id}" if link else request.path


def path_of(request: web.Request) -> str:
    """Return the path on the camera. ServiceError: it has percent-encoded bytes that are no text, and would stay so."""
    try:
        unquote_to_bytes(request.rel_url.raw_path).decode()
    except UnicodeDecodeError:
        refusal = invalid_param("/path", "The address has bytes that are no UTF-8.")
        raise refusal.but(remedy="Encode the path as UTF-8, and that in percent-encoding.") from None
    return "/" + request.match_info["path"]
