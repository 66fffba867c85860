"""Hosts of a rig in the test's own process, on a real NATS server, each with virtual cameras of its own."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.serve.rig_options import RigOptions
from tests.rigs.service import TOKEN, running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_keys import RigKeys
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

SOON_S = 20
TOLD_S = 2.0  # after which the rig promises to say that a host cannot be reached
LATE_S = 1.0  # by how much a busy machine may be late, before it counts as a broken promise


@dataclass(frozen=True, repr=False)
class RigHosts:
    """The hosts, and a client of each, by name."""

    services: Mapping[str, RunningService]
    clients: Mapping[str, RpcClient]


def rig_options(name: str, nats: NatsServer, keys: RigKeys | None = None) -> RigOptions:
    """Return the options of a host, which has its key of `keys`."""
    access = keys.access(nats, name) if keys else NatsAccess((NatsAddress("127.0.0.1", nats.port),))
    return RigOptions(host=name, access=access, has_cameras=True)


@asynccontextmanager
async def rig_of(
    folder: Path, nats: NatsServer, hosts: Mapping[str, Sequence[str]], keys: RigKeys | None = None, **options: Any
) -> AsyncIterator[RigHosts]:
    """Run hosts with the cameras at these ports, and yield them when each knows the cameras of all.

    `options` are those of all; by a host's name, in a dict, of that one alone.
    """
    own = {name: options.pop(name, {}) for name in hosts}
    async with AsyncExitStack() as stack:
        services: dict[str, RunningService] = {}
        clients: dict[str, RpcClient] = {}
        for name, ports in hosts.items():
            (folder / name).mkdir(exist_ok=True)
            settings = {"rig": rig_options(name, nats, keys), **options, **own[name]}
            services[name] = await stack.enter_async_context(running_service(folder / name, ports, **settings))
            clients[name] = await stack.enter_async_context(services[name].client(options.get("token", TOKEN)))
        count = sum(map(len, hosts.values()))
        await asyncio.gather(*(until_known(client, set(hosts), count) for client in clients.values()))
        yield RigHosts(services, clients)


async def until_known(client: RpcClient, hosts: set[str], cameras: int) -> None:
    """Wait until a host knows these, all of them reachable, perhaps others, and so many cameras."""
    async with asyncio.timeout(SOON_S):
        while True:
            listed = await client.call("list_cameras")
            reachable = {host["host"] for host in listed["hosts"] if host["reachable"]}
            if reachable >= hosts and len(listed["cameras"]) == cameras:
                return
            await asyncio.sleep(0.05)


async def pictures_told(client: RpcClient, count: int) -> list[str]:
    """Return the cameras whose pictures a host has told of, sorted, once there are so many: they come by themselves."""
    told: list[str] = []
    async with asyncio.timeout(SOON_S):
        while len(told) < count:
            events = (await client.call("get_events", since=0))["events"]
            told = sorted(event["params"]["camera"] for event in events if event["event"] == "file_added")
            await asyncio.sleep(0.05)
    return told
