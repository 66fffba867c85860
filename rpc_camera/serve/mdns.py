"""Announces the service by mDNS (RFC 6762, RFC 6763) for as long as it runs, on the addresses that it listens on."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zeroconf import DNSQuestionType, IPVersion
from zeroconf import Error as ZeroconfError
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from rpc_camera import __version__
from rpc_camera.contract import API_VERSION
from rpc_camera.serve.mdns_addresses import announced
from rpc_camera.serve.mdns_id import kept_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.serve.options import ServeOptions

SERVICE_TYPE: Final = "_rpc-camera._tcp.local."
_LOOK_S: Final = 5.0
_GOODBYE_S: Final = 2.0
_HEAR_S: Final = 1.0
_log = logging.getLogger(__name__)


class _NoAddressError(Exception):
    """There is nothing to announce now."""


@dataclass(frozen=True)
class _Announced:
    """What is announced now. `zeroconf` sends and answers it."""

    zeroconf: AsyncZeroconf
    info: AsyncServiceInfo
    addresses: tuple[str, ...]


class Announcement:
    """The service in the words of mDNS, as `name`. What keeps it from being announced is logged, and tried again."""

    def __init__(self, name: str, options: ServeOptions, look_s: float = _LOOK_S) -> None:
        self._name = name
        self._look_s = look_s
        identity = kept_id(options.state_dir)
        self._host = f"rpc-camera-{identity}.local."
        self._txt = {
            "txtvers": "1",
            "id": identity,
            "version": __version__,
            "api": API_VERSION,
            "tls": str(int(options.tls_cert is not None)),
            "path": "/rpc",
            **({"rig": options.rig.host} if options.rig else {}),
        }
        self._now: _Announced | None = None
        self._trouble = ""
        self._following: asyncio.Task[None] | None = None

    def start(self, listened_on: Sequence[str], port: int) -> None:
        """Begin to announce the service at `port` of these addresses."""
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # it logs what is logged here, at each attempt
        self._following = asyncio.create_task(self._follow(listened_on, port), name="mdns")

    async def close(self) -> None:
        """Tell the network that the service is gone."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await self._withdraw()

    async def _follow(self, listened_on: Sequence[str], port: int) -> None:
        """Announce, and look from time to time which addresses the machine has."""
        while True:
            try:
                await self._bring_up_to_date(announced(listened_on), port)
                self._trouble = ""
            # OSError: no multicast, or port 5353 is another's alone; RuntimeError: an interface went in between.
            except (OSError, RuntimeError, ZeroconfError, _NoAddressError) as error:
                self._report(f"{error}" or type(error).__name__)
                await self._withdraw()
            await asyncio.sleep(self._look_s)

    def _report(self, trouble: str) -> None:
        """Log what is wrong, once for as long as it is the same."""
        if trouble != self._trouble:
            _log.warning("the service is not announced by mDNS, and works all the same: %s", trouble)
        self._trouble = trouble

    async def _bring_up_to_date(self, addresses: tuple[str, ...], port: int) -> None:
        if self._now is not None and self._now.addresses == addresses:
            return
        if not addresses:
            raise _NoAddressError("the machine has none of the addresses that it listens on")
        if self._now is None:
            await self._announce(addresses, port)
        else:
            await self._move(self._now, addresses)

    async def _announce(self, addresses: tuple[str, ...], port: int) -> None:
        zeroconf = AsyncZeroconf(list(addresses), ip_version=_ip_version(addresses))
        info = AsyncServiceInfo(
            SERVICE_TYPE,
            f"{self._name}.{SERVICE_TYPE}",
            port,
            properties=self._txt,
            server=self._host,
            parsed_addresses=list(addresses),
        )
        self._now = _Announced(zeroconf, info, addresses)
        await _hear_of_others(zeroconf)
        await (await zeroconf.async_register_service(info, allow_name_change=True))
        self._log_announced(self._now)

    async def _move(self, now: _Announced, addresses: tuple[str, ...]) -> None:
        """Announce the same at other addresses, and on their interfaces."""
        await now.zeroconf.async_update_interfaces(list(addresses), _ip_version(addresses))
        now.info.addresses = [ipaddress.ip_address(address).packed for address in addresses]
        await (await now.zeroconf.async_update_service(now.info))
        self._now = _Announced(now.zeroconf, now.info, addresses)
        self._log_announced(self._now)

    def _log_announced(self, now: _Announced) -> None:
        name = now.info.name.removesuffix(f".{SERVICE_TYPE}")
        alone = all(ipaddress.ip_address(address).is_loopback for address in now.addresses)
        whom = "this machine alone, as it listens nowhere else (see --host)" if alone else "the network"
        _log.info("announced by mDNS as %r to %s: %s", name, whom, ", ".join(now.addresses))

    async def _withdraw(self) -> None:
        now, self._now = self._now, None
        if now is None:
            return
        with suppress(OSError, RuntimeError, TimeoutError, ZeroconfError):
            async with asyncio.timeout(_GOODBYE_S):
                await now.zeroconf.async_close()


async def _hear_of_others(zeroconf: AsyncZeroconf) -> None:
    """Let zeroconf learn which names are taken, by multicast.

    It asks for itself by unicast, and such an answer reaches one process of a machine, which may be another, as Avahi.
    """

    def ignore(**_: object) -> None:
        pass

    asking = AsyncServiceBrowser(zeroconf.zeroconf, SERVICE_TYPE, [ignore], question_type=DNSQuestionType.QM)
    async with asking:
        await asyncio.sleep(_HEAR_S)


def _ip_version(addresses: Sequence[str]) -> IPVersion:
    """Return what the sockets have to be for: a machine may be without IPv6."""
    versions = {ipaddress.ip_address(address).version for address in addresses}
    return IPVersion.All if len(versions) > 1 else IPVersion.V4Only if versions == {4} else IPVersion.V6Only
