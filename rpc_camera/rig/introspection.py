"""Whether a token is still good, as the host that knows it tells the others (cf. RFC 7662, token introspection).

Addresses at a host are made with the tokens of a gateway, which alone knows when one is taken back. So it is asked
each time that such an address is used: a host that was away, or was started anew, has nothing to catch up with.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.acceptance import acceptance
from rpc_camera.contract.types import Scope
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.rig.calls import ANSWER_S
from rpc_camera.rig.directory import Place
from rpc_camera.work import Work, working_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.authentication import Authenticator
    from rpc_camera.methods.distant_grant import DistantUse
    from rpc_camera.rig.directory import Directory
    from rpc_camera.rig.group_steps import Step
    from rpc_camera.rig.hosts import Hosts

_INTROSPECT: Final = "rig.introspect"
_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 255}
_PARAMS: Final = {"alias": _NAME, "host": _NAME, "camera": _NAME, "scope": {"enum": list(Scope)}}
_are_params: Final = acceptance({"type": "object", "properties": _PARAMS, "required": list(_PARAMS)})


class OwnTokens:
    """The tokens that this host knows, for hosts at which something was made with one."""

    def __init__(self, authenticator: Authenticator, directory: Directory) -> None:
        self._authenticator = authenticator
        self._directory = directory

    def steps(self) -> dict[str, Step]:
        """Return what other hosts can ask for, by its name."""
        return {_INTROSPECT: self._introspect}

    async def _introspect(self, params: Mapping[str, Any]) -> JsonValue:
        """Return whether a token is known, and is for the camera of a host, and for what needs the scope."""
        if not _are_params(params):
            raise invalid_param("", f"These are no params of {_INTROSPECT}.")
        grant, place = self._authenticator.with_alias(params["alias"]), Place(params["host"], params["camera"])
        names = {place.full_name, self._directory.name(place.host, place.id)}
        return grant is not None and grant.reaches(Scope(params["scope"]), names)


class Introspection:
    """Asks other hosts, one question about the same at a time, however many wait for the answer."""

    def __init__(self, hosts: Callable[[], Hosts]) -> None:
        self._hosts = hosts
        self._asking: dict[DistantUse, asyncio.Task[bool]] = {}

    def close(self) -> None:
        """Ask no more."""
        for asking in self._asking.values():
            asking.cancel()

    async def is_good(self, use: DistantUse) -> bool:
        """See `Elsewhere`."""
        if use not in self._asking:
            asking = self._asking[use] = asyncio.create_task(self._ask(use))
            asking.add_done_callback(lambda _asking: self._asking.pop(use))
            asking.add_done_callback(_retrieve)
        return await asyncio.shield(self._asking[use])

    async def _ask(self, use: DistantUse) -> bool:
        hosts, host = self._hosts(), use.grant.host
        params = {"alias": use.grant.alias, "host": hosts.own, "camera": use.camera, "scope": use.scope}
        try:
            with working_on(Work()):  # who asked first may leave before the others
                return await hosts.call(host, _INTROSPECT, params, within_s=ANSWER_S) is True
        except ServiceError as error:
            raise ServiceError(
                ErrorName.HOST_UNREACHABLE,
                f"This address was made with a token of the host {host}, which does not say whether that is still "
                f"good: {error.message}",
                remedy="Try again when that host answers, or get an address from another host of the rig.",
                details={"host": host},
            ) from error


def _retrieve(asking: asyncio.Task[bool]) -> None:
    """Let an error be one that somebody has seen: all who waited may have left."""
    if not asking.cancelled():
        asking.exception()
