"""Services that announce themselves on the network by mDNS (RFC 6762, RFC 6763)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from rpc_camera_client._announced import DiscoveredService, service_of

if TYPE_CHECKING:
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncZeroconf

_TYPE: Final = "_rpc-camera._tcp.local."
_MOST_SERVICES: Final = 256
_RESOLVE_MS: Final = 1500
FOR_S: Final = 3.0


async def discover(for_s: float = FOR_S) -> list[DiscoveredService]:
    """Return the services that announce themselves within so many seconds, by name; it takes that long.

    Anybody on the network can announce anything: a service that is found has not shown that it is the one of its name.
    ModuleNotFoundError: zeroconf is missing, which `rpc-camera-client[mdns]` brings. OSError: there is no multicast.
    """
    try:
        from zeroconf.asyncio import AsyncServiceBrowser  # noqa: PLC0415 - it may be missing
    except ModuleNotFoundError as error:
        needed = "discover() needs zeroconf: install rpc-camera-client[mdns]."
        raise ModuleNotFoundError(needed, name=error.name) from None
    names: set[str] = set()

    def note(*, name: str, state_change: ServiceStateChange, **_: object) -> None:
        if state_change.name == "Removed":
            names.discard(name)
        elif len(names) < _MOST_SERVICES:
            names.add(name)

    network = _open()
    try:
        async with AsyncServiceBrowser(network.zeroconf, _TYPE, handlers=[note]):
            await asyncio.sleep(for_s)
            found = await asyncio.gather(*(_resolved(network, name) for name in sorted(names)))
    finally:
        await network.async_close()
    return sorted((service for service in found if service), key=lambda service: (service.name, service.url))


def _open() -> AsyncZeroconf:
    """Listen on every interface, by IPv6 too where the machine has it."""
    from zeroconf import InterfaceChoice, IPVersion  # noqa: PLC0415 - as before
    from zeroconf.asyncio import AsyncZeroconf  # noqa: PLC0415 - as before

    try:
        return AsyncZeroconf(InterfaceChoice.All, ip_version=IPVersion.All)
    except OSError:
        return AsyncZeroconf(InterfaceChoice.All, ip_version=IPVersion.V4Only)


async def _resolved(network: AsyncZeroconf, name: str) -> DiscoveredService | None:
    """Return what is announced under that name; None where it does not say in time, or says what cannot be."""
    from zeroconf import BadTypeInNameException  # noqa: PLC0415 - as before
    from zeroconf.asyncio import AsyncServiceInfo  # noqa: PLC0415 - as before

    try:
        info = AsyncServiceInfo(_TYPE, name)
    except BadTypeInNameException:  # with control characters, say: the network says what it likes
        return None
    if not await info.async_request(network.zeroconf, _RESOLVE_MS):
        return None
    text: dict[bytes, Any] = dict(info.properties)
    return service_of(name.removesuffix(f".{_TYPE}"), info.server or "", info.port or 0, info.parsed_addresses(), text)
