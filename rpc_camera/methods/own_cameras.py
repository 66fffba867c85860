"""Tokens that are for some cameras only: the methods, as clients with such a token have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.contract.types import Scope
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.about import cameras_in, is_about

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from rpc_camera.methods.call import Call
    from rpc_camera.methods.grants import Grant
    from rpc_camera.methods.several import Handler

    Params = Mapping[str, Any]

ABOUT_NONE: Final = frozenset(
    {
        *("authenticate", "cancel_request", "create_ticket", "get_server_info", "redeem_ticket", "rpc.discover"),
        *("list_groups", "revoke_link", "subscribe", "unsubscribe"),
    }
)
"""Methods whose results name no camera; of groups, `list_groups` has the times and how many fired.

`revoke_link` looks by itself whose link it is."""

LISTS: Final = {
    "get_events": "events",
    "list_cameras": "cameras",
    "list_links": "links",
    "list_sequences": "sequences",
    "list_tethering": "tetherings",
}
"""Methods about all cameras, by the member of their result that lists them: what is about others is left out."""

_NAMESAKE: Final = "Another camera has the same name: give one of them another label."

ABOUT_ONE: Final = {"get_group": "get_group", "get_sequence": "get_sequence", "stop_sequence": "get_sequence"}
"""Methods that name something else than a camera, with those that say which cameras it is about."""


def with_own_cameras(methods: Mapping[str, Handler]) -> dict[str, Handler]:
    """Return the methods as all clients have them: one whose token is for some cameras reaches no others."""
    return {name: _handler(name, methods) for name in methods}


def _handler(name: str, methods: Mapping[str, Handler]) -> Handler:
    handler = methods[name]
    if name in ABOUT_NONE:
        return handler
    limited = _limited(name, methods)

    def handle(call: Call, params: Params) -> Awaitable[Any]:
        if params.get("delete_after") and call.session.grant:
            call.session.grant.check(Scope.ADMIN, "`delete_after`")
        if call.session.grant is None or call.session.grant.cameras is None:
            return handler(call, params)
        return limited(call, params, call.session.grant)

    return handle


def _limited(name: str, methods: Mapping[str, Handler]) -> Callable[[Call, Params, Grant], Awaitable[Any]]:
    handler = methods[name]

    async def list_own(call: Call, params: Params, grant: Grant) -> Any:  # noqa: ANN401 - the result of any method
        result = await handler(call, params)
        cameras = grant.cameras or frozenset()
        return {**result, LISTS[name]: [_concealed(each) for each in result[LISTS[name]] if is_about(each, cameras)]}

    async def about_own(call: Call, params: Params, grant: Grant) -> Any:  # noqa: ANN401 - see above
        about = cameras_in(await methods[ABOUT_ONE[name]](call, params))
        for camera in sorted(about):
            grant.check_camera({camera}, camera)
        return await handler(call, params)

    async def with_own(call: Call, params: Params, grant: Grant) -> Any:  # noqa: ANN401 - see above
        own = _Own((await methods["list_cameras"](call, {}))["cameras"], grant)
        if "cameras" in params:
            ids = [own.id_of(each) for each in params["cameras"]]
            wanted, named = ids[0], cast("Params", {"cameras": ids})
        else:
            wanted = own.id_of(params.get("camera") or call.session.selected_camera or own.only())
            named = {"camera": wanted}
        try:
            return await handler(call, {**params, **named})
        except ServiceError as error:
            raise grant.conceal(error, wanted) from None

    if name in LISTS:
        return list_own
    return about_own if name in ABOUT_ONE else with_own


class _Own:
    """The cameras that there are, as the bearer of a token sees them."""

    def __init__(self, cameras: Sequence[Mapping[str, Any]], grant: Grant) -> None:
        self._cameras = cameras
        self._grant = grant

    def id_of(self, wanted: str) -> str:
        """Return the id of the camera that is called so. ServiceError FORBIDDEN: the token is not for it."""
        for names in (_ids, _other_names):
            for camera in self._cameras:
                if wanted in names(camera):
                    self._grant.check_camera({camera["id"]}, wanted)
                    return str(camera["id"])
        self._grant.check_camera({wanted}, wanted)  # of one that is away
        return wanted

    def only(self) -> str:
        """Return the id of the only camera that the token is for. ServiceError: it is for none here, or for several."""
        own = sorted(camera["id"] for camera in self._cameras if camera["id"] in (self._grant.cameras or ()))
        if len(own) == 1:
            return str(own[0])
        if own:
            message = f"The token {self._grant.name!r} is for {len(own)} of the cameras that are here."
            raise ServiceError(ErrorName.NO_CAMERA_SELECTED, message, details={"cameras": list(own)})
        message = f"No camera that the token {self._grant.name!r} is for is here."
        raise ServiceError(ErrorName.CAMERA_NOT_FOUND, message, details={"cameras": []})


def _concealed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a list has of a camera, without the names of others that are called the same."""
    return {**entry, "label_doubt": _NAMESAKE} if "label_doubt" in entry else entry


def _ids(camera: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is no other camera's name, whatever that is called."""
    return camera["id"], f"{camera['id']}@{camera.get('host')}"


def _other_names(camera: Mapping[str, Any]) -> tuple[str | None, ...]:
    return camera["port"], camera.get("label")
