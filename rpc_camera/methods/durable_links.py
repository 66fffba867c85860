"""Methods about durable links: addresses for software that keeps one, and can show no token."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import rfc3339
from rpc_camera.contract.types import LinkKind
from rpc_camera.disk_errors import disk_error
from rpc_camera.errors import invalid_param
from rpc_camera.methods.cameras import camera_of
from rpc_camera.methods.kept_links import KeptLink

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.errors import ServiceError
    from rpc_camera.methods.call import Call

_REMEDY: Final = "On the server, check that the disk of --state-dir is there, writable and sound."


async def create_link(call: Call, params: types.CreateLinkParams) -> types.CreateLinkResult:
    """Make a lasting address of a camera of this host."""
    return await make_link(call, params, (await camera_of(call, params)).id)


async def make_link(call: Call, params: types.CreateLinkParams, camera: str) -> types.CreateLinkResult:
    """Make a lasting address of `camera`, an id."""
    kind, max_fps = LinkKind(params["kind"]), params.get("max_fps")
    if max_fps is not None and kind is not LinkKind.PREVIEW:
        raise invalid_param("/max_fps", "It is for `preview` only.", "`max_fps` is for links of the kind `preview`.")
    service, grant = call.service, call.session.grant
    expires = _expires(params.get("expires_at"), service.durable_links.now())
    made_by, maker = grant.name if grant else "", call.session.digest.hex()

    def make(link_id: str, sha256: str) -> KeptLink:
        now = rfc3339(service.durable_links.now())
        return KeptLink(link_id, sha256, camera, kind, now, made_by, params.get("name"), max_fps, expires, maker)

    try:
        link, key = await service.durable_links.add(make)
    except OSError as error:
        raise _unwritten(error) from None
    result: types.CreateLinkResult = {"link": _described(link), "jpeg_url": f"/links/{key}/latest.jpg"}
    if kind is LinkKind.PREVIEW:
        result["jpeg_url"], result["mjpeg_url"] = (f"/links/{key}/preview.{each}" for each in ("jpg", "mjpeg"))
    return result


async def list_links(call: Call, _params: types.ListLinksParams) -> types.ListLinksResult:
    """Return the links that there are."""
    return {"links": [_described(link) for link in call.service.durable_links.all()]}


async def revoke_link(call: Call, params: types.RevokeLinkParams) -> types.RevokeLinkResult:
    """End a link. ServiceError FORBIDDEN: it is for a camera that the client's token is not for."""
    grant = call.session.grant

    def check(link: KeptLink) -> None:
        if grant:
            grant.check_camera({link.camera}, link.camera)

    try:
        await call.service.durable_links.revoke(params["link_id"], check)
    except OSError as error:
        raise _unwritten(error) from None
    return {"link_id": params["link_id"]}


def _unwritten(error: OSError) -> ServiceError:
    return disk_error(error).but(remedy=_REMEDY)


def _expires(text: str | None, now: float) -> float | None:
    """Return the Unix seconds of a time in RFC 3339. ServiceError INVALID_PARAMS: it is none, or is over."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        expires = moment.timestamp() if moment.tzinfo else math.nan
        rfc3339(expires)  # as it is told to clients: with some zones it is in the year 10000, which is none
    except (ValueError, OverflowError):
        expires = math.nan
    if math.isnan(expires):
        wrong = "It is no time as RFC 3339 with its zone, such as 2027-01-31T12:00:00Z."
        raise invalid_param("/expires_at", wrong)
    if expires <= now:
        raise invalid_param("/expires_at", "It is over already.")
    return expires


def _described(link: KeptLink) -> types.DurableLink:
    described: types.DurableLink = {
        "link_id": link.id,
        "camera": link.camera,
        "kind": link.kind,
        "created_at": link.created_at,
        "created_by": link.created_by,
    }
    if link.name is not None:
        described["name"] = link.name
    if link.max_fps is not None:
        described["max_fps"] = link.max_fps
    if link.expires is not None:
        described["expires_at"] = rfc3339(link.expires)
    return described
