"""The bus on NATS: one link after the other, each with all that the bus subscribed to."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from nats.errors import BadSubjectError, Error, MaxPayloadError

from rpc_camera.rig.bus import BusDownError, BusError
from rpc_camera.rig.nats_dialer import RETRY_S, NatsDialer
from rpc_camera.rig.nats_link import Backlog, NatsLink
from rpc_camera.rig.nats_service import NatsEndpoint, NatsSubscription, Wiring
from rpc_camera.rig.nats_trouble import why_lost

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.rig.bus import BusService, Heard, Unsubscribe
    from rpc_camera.rig.nats_access import NatsAccess

_WIRE_S: Final = 2
_log = logging.getLogger(__name__)


class NatsBus:
    """A `Bus`. Nothing that is published outlives the link that it was published on."""

    def __init__(self, dialer: NatsDialer, link: NatsLink) -> None:
        self._dialer = dialer
        self._refusal_listeners: list[Callable[[str], None]] = []
        self._use(link)
        self._wirings: list[Wiring] = []
        self._wire_lock = asyncio.Lock()
        self._listeners: list[Callable[[bool], None]] = []
        self._keeping = asyncio.create_task(self._keep_up(), name="NATS link")

    @classmethod
    async def connect(
        cls,
        access: NatsAccess,
        name: str,
        timeout_s: float,
        backlog: Backlog = Backlog(),  # noqa: B008 - frozen
    ) -> Self:
        """Return a bus that is up, within `timeout_s`; the server's monitoring shows it by `name`.

        BusError: a file of `access` cannot be used, no server can be reached, or it does not let this host in.
        """
        dialer = NatsDialer(access, name, backlog)
        return cls(dialer, await dialer.dial_within(timeout_s))

    @property
    def most_bytes(self) -> int:
        """The most bytes that a message may have, as the server last said."""
        return self._most_bytes

    @property
    def is_up(self) -> bool:
        """Whether there is a link to the server now."""
        return self._link.is_connected

    @property
    def local_address(self) -> str:
        """The address of this machine by which it reaches the server, without a port; "" while there is no link."""
        return self._link.local_address if self.is_up else ""

    def add_listener(self, changed: Callable[[bool], None]) -> None:
        """Have `changed` called when the link is lost (False), and when it is there again (True)."""
        self._listeners.append(changed)

    def add_refusal_listener(self, refused: Callable[[str], None]) -> None:
        """Have `refused` called with the subject, in lower case, of a message that the server does not permit."""
        self._refusal_listeners.append(refused)

    async def publish(self, subject: str, data: bytes, reply_to: str = "") -> None:
        """Send a message now.

        BusDownError: that cannot be done. ValueError: it is too large, or has no proper subject.
        """
        if len(data) > self._most_bytes:
            raise ValueError(f"A message of {len(data)} bytes is too large: {self._most_bytes} are the most.")
        try:
            await self._link.publish(subject, data, reply=reply_to)
        except (BadSubjectError, MaxPayloadError) as error:
            raise ValueError(f"No message for {subject!r}, to be answered at {reply_to!r}: {error}.") from None
        except Error:
            raise BusDownError("There is no link to the NATS server.") from None

    async def subscribe(self, subject: str, heard: Heard) -> Unsubscribe:
        """Have `heard` called with each message of `subject`, now or as soon as there is a link; return what ends that.

        ValueError: it is no subject.
        """
        subscription = NatsSubscription(subject, heard)
        await self._add(subscription)
        return partial(self._remove, subscription)

    async def serve(self, service: BusService, endpoint: str, subject: str, heard: Heard) -> None:
        """Subscribe to `subject`, and have this be found as an endpoint of `service` (NATS micro).

        ValueError: it is no subject, names have other characters than letters, digits, - and _, or the version is no
        semantic one.
        """
        await self._add(NatsEndpoint(service, endpoint, subject, heard))

    async def close(self) -> None:
        """Send what was published, and end."""
        self._keeping.cancel()
        await asyncio.wait({self._keeping})
        with suppress(Error):
            await self._link.flush(_WIRE_S)
        await self._link.close()

    async def _add(self, wiring: Wiring) -> None:
        async with self._wire_lock:
            if self.is_up:
                await self._attach(self._link, [wiring])
            self._wirings.append(wiring)

    async def _remove(self, subscription: NatsSubscription) -> None:
        async with self._wire_lock:
            self._wirings.remove(subscription)
            await subscription.detach()

    async def _attach(self, link: NatsLink, wirings: list[Wiring]) -> None:
        """Have a link get messages; one that is lost meanwhile, or does not answer, is closed."""
        try:
            async with asyncio.timeout(_WIRE_S):
                for wiring in wirings:
                    await wiring.attach(link)
                await link.flush()
        except Exception as error:
            if not isinstance(error, (Error, TimeoutError)):
                _log.exception("the NATS server's link cannot be used")
            await link.close()

    async def _keep_up(self) -> None:
        while True:
            await self._link.ended.wait()
            reason = why_lost(self._link.last_error)
            _log.warning("the link to the NATS server at %s is lost: %s", self._link.address, reason)
            self._notify(is_up=False)
            await self._renew()
            _log.info("there is a link to the NATS server at %s again", self._link.address)
            self._notify(is_up=True)

    async def _renew(self) -> None:
        told = ""
        while True:
            await asyncio.sleep(RETRY_S)
            try:
                link = await self._dialer.dial()
            except BusError as error:
                if str(error) != told:
                    told = str(error)
                    _log.warning("%s", told)
                continue
            if await self._adopt(link):
                return

    async def _adopt(self, link: NatsLink) -> bool:
        """Have a link get all messages from now on; return whether it still is one then."""
        async with self._wire_lock:
            try:
                await self._attach(link, self._wirings)
            except asyncio.CancelledError:
                await link.close()
                raise
            if link.is_connected:
                self._use(link)
            return link.is_connected

    def _use(self, link: NatsLink) -> None:
        """Send by a link from now on, and so let its messages be heard, which may want an answer."""
        self._link = link
        self._most_bytes = link.max_payload
        link.refused = self._refused
        link.in_use.set()

    def _refused(self, subject: str) -> None:
        for refused in self._refusal_listeners:
            refused(subject)

    def _notify(self, *, is_up: bool) -> None:
        for listener in self._listeners:
            try:
                listener(is_up)
            except Exception:
                _log.exception("a listener to the link to the NATS server failed")
