"""The cameras of the rig's other hosts, for what is asked of them over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.host_address import may_lead_to
from rpc_camera.rig.host_feeds import HostFeeds
from rpc_camera.rig.http_hop import HttpHop
from rpc_camera.rig.introspection import Introspection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rpc_camera.contract.types import FilesSetting
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.distant_grant import DistantUse
    from rpc_camera.rig.directory import Directory, Place
    from rpc_camera.rig.hosts import Hosts


@dataclass(frozen=True)
class CameraElsewhere:
    """See `ElsewhereCamera`."""

    host: str
    id: str
    local_id: str
    address: str
    hosts: Hosts
    alias: str = ""

    def asked_with(self, alias: str) -> CameraElsewhere:
        """See `ElsewhereCamera`."""
        return replace(self, alias=alias)

    async def call(self, method: str, params: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Call a method on the host, and return its result."""
        try:
            return cast("dict[str, JsonValue]", await self.hosts.call(self.host, method, params, made_for=self.alias))
        except ServiceError as error:
            if error.camera is None:
                raise
            raise error.but(camera=self.id) from None


class CamerasElsewhere:
    """See `Elsewhere`. `cafile` has the authorities of hosts with TLS; without it, they are the system's.

    `own_address` returns by which address this host reaches the bus.
    """

    def __init__(
        self,
        hosts: Callable[[], Hosts],
        directory: Directory,
        files: FilesSetting,
        cafile: Path | None,
        own_address: Callable[[], str],
    ) -> None:
        self.files = files
        self.http = HttpHop(cafile, lambda ip: may_lead_to(ip, own_address()))
        self.feeds = HostFeeds(self.http, self.find)
        self._hosts = hosts
        self._directory = directory
        self._introspection = Introspection(hosts)

    def own_id(self, name: str) -> str:
        """See `Elsewhere`."""
        return self._directory.own_id(name)

    async def is_good(self, use: DistantUse) -> bool:
        """See `Elsewhere`."""
        return await self._introspection.is_good(use)

    async def find(self, name: str | None) -> CameraElsewhere | None:
        """Return the camera called `name`; None where it is one of this host, or where nobody has such a one.

        An id that a camera of this host has means that one, whoever else has the same: addresses that this host has
        signed have it. ServiceError HOST_UNREACHABLE: it is another host's, which does not answer.
        """
        await self._hosts().settled()
        if name is not None and self._directory.has_own(name):
            return None
        place = self._directory.find(name, None)
        return None if place is None or place.host == self._hosts().own else self.at(place)

    async def body(self, name: str) -> str | None:
        """See `Elsewhere`."""
        await self._hosts().settled()
        try:
            place = self._directory.find(name, None)
        except ServiceError:
            return None
        return place.full_name if place else None

    def at(self, place: Place) -> CameraElsewhere:
        """Return the camera at a place. ServiceError HOST_UNREACHABLE: its host has told no address, or is silent."""
        hosts = self._hosts()
        described = hosts.describe(place.host)
        if not described["reachable"]:
            raise self._unreachable(place, f"The host {place.host} does not answer.")
        if not described["address"]:
            raise self._unreachable(
                place,
                f"The service on the host {place.host} can be reached by nobody else.",
                f"Start it there with --host and an address of {place.host} that this machine can reach.",
            )
        name = self._directory.name(place.host, place.id)
        return CameraElsewhere(place.host, name, place.id, str(described["address"]), hosts)

    async def close(self) -> None:
        """End what is under way."""
        self._introspection.close()
        await self.feeds.close()
        await self.http.close()

    def _unreachable(self, place: Place, message: str, remedy: str | None = None) -> ServiceError:
        name = self._directory.name(place.host, place.id)
        return ServiceError(
            ErrorName.HOST_UNREACHABLE, message, name, remedy, details={"host": place.host}, untouched=True
        )
