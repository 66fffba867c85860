"""A rig of two services: a gateway, and another host that it asks over that one's real WebSocket."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rpc_camera.contract.types import FilesSetting
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.table import METHODS
from rpc_camera.rig.answered_error import answered_error
from rpc_camera.rig.host_feeds import HostFeeds
from rpc_camera.rig.http_hop import HttpHop
from rpc_camera.rig.over_http import OVER_HTTP
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.distant_grant import DistantUse
    from rpc_camera.methods.several import Handler
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

HOST = "studio-2"
PREFIX = "there-"


@dataclass(frozen=True)
class OtherCamera:
    """A camera of the other host: in the rig its id has a prefix."""

    host: str
    id: str
    local_id: str
    address: str
    client: RpcClient

    def asked_with(self, _alias: str) -> OtherCamera:
        return self

    async def call(self, method: str, params: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        if self.client.socket.closed:
            raise self._away()
        try:
            result: dict[str, Any] = await self.client.call(method, **params)
        except RpcError as error:
            refused = answered_error(str(error).encode(), self)
            assert refused
            raise refused from error
        except ConnectionError as error:
            raise self._away() from error
        return result

    def _away(self) -> ServiceError:
        return ServiceError(ErrorName.HOST_UNREACHABLE, f"{self.host} is away.", details={"host": self.host})


@dataclass
class OtherHost:
    """Knows the cameras of one other host, whose ids are `local_ids`."""

    client: RpcClient
    address: str
    local_ids: list[str]
    files: FilesSetting = FilesSetting.GATEWAY
    cafile: Path | None = None

    def __post_init__(self) -> None:
        self.http = HttpHop(self.cafile)
        self.feeds = HostFeeds(self.http, self.find)

    def camera(self, local_id: str) -> OtherCamera:
        return OtherCamera(HOST, PREFIX + local_id, local_id, self.address, self.client)

    async def body(self, name: str) -> str | None:
        camera = await self.find(name)
        return camera.id if camera else None

    def own_id(self, name: str) -> str:
        return name

    async def is_good(self, use: DistantUse) -> bool:
        raise AssertionError(f"nobody gives out {use}")

    async def find(self, name: str | None) -> OtherCamera | None:
        local_id = (name or "").removeprefix(PREFIX)
        if name is None or not name.startswith(PREFIX) or local_id not in self.local_ids:
            return None
        return self.camera(local_id)


@asynccontextmanager
async def gateway_to(
    client: RpcClient,
    address: str,
    state_dir: Path,
    ports: Sequence[str] = (),
    *,
    files: FilesSetting = FilesSetting.GATEWAY,
    cafile: Path | None = None,
    **options: Any,
) -> AsyncIterator[RunningService]:
    """Run a gateway to the host at `address`, which `client` is connected to; its own cameras are at `ports`."""
    cameras = (await client.call("list_cameras"))["cameras"]
    elsewhere = OtherHost(client, address, [camera["id"] for camera in cameras], files, cafile)
    try:
        async with running_service(
            state_dir, ports, elsewhere=elsewhere, methods=table(elsewhere), **options
        ) as service:
            yield service
    finally:
        await elsewhere.feeds.close()
        await elsewhere.http.close()


def table(elsewhere: OtherHost) -> dict[str, Handler]:
    """Return the methods of a gateway: those for cameras of the other host are passed on, or go by HTTP."""
    return {name: routed(name, local, elsewhere) for name, local in METHODS.items()}


def routed(name: str, local: Handler, elsewhere: OtherHost) -> Handler:
    async def handler(call: Call, params: dict[str, Any]) -> Any:
        camera = await elsewhere.find(params.get("camera"))
        if camera is None:
            return await local(call, params)
        there = {**params, "camera": camera.local_id}
        if over_http := OVER_HTTP.get(name):
            return await over_http(call, there, camera)
        return await camera.call(name, there)

    return handler
