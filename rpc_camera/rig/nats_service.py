"""What a bus has on each of its links: subscriptions, and services that others find (NATS micro)."""

from __future__ import annotations

import logging
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Protocol

from nats.micro import add_service
from nats.micro.service import EndpointConfig, ServiceConfig

from rpc_camera.rig.bus import BusMessage

if TYPE_CHECKING:
    from nats.aio.msg import Msg
    from nats.micro.request import Request

    from rpc_camera.rig.bus import BusService, Heard
    from rpc_camera.rig.nats_link import NatsLink

_STATUS: Final = "Status"
_NOBODY_THERE: Final = "503"
_log = logging.getLogger(__name__)


class Wiring(Protocol):
    """Something that a link is to have."""

    async def attach(self, link: NatsLink) -> None:
        """Set it up."""


class NatsSubscription:
    """A subject, and who hears its messages."""

    def __init__(self, subject: str, heard: Heard) -> None:
        self._subject = subject
        self._heard = heard

    async def attach(self, link: NatsLink) -> None:
        """Subscribe."""
        await link.subscribe(self._subject, cb=self._hear)

    async def _hear(self, message: Msg) -> None:
        _pass_on(message, self._heard)


class NatsEndpoint:
    """A subject that is an endpoint of a service: it has an id and statistics of its own on each link."""

    def __init__(self, service: BusService, name: str, subject: str, heard: Heard) -> None:
        self._service = service
        self._name = name
        self._subject = subject
        self._heard = heard

    async def attach(self, link: NatsLink) -> None:
        """Announce it. Its queue group is its own: another instance, or an old link's remains, would share requests."""
        told = self._service
        running = await add_service(
            link, ServiceConfig(told.name, told.version, told.description, metadata=dict(told.metadata))
        )
        await running.add_endpoint(
            EndpointConfig(self._name, self._handle, queue_group=token_hex(8), subject=self._subject)
        )

    async def _handle(self, request: Request) -> None:
        _pass_on(request._msg, self._heard)  # noqa: SLF001 - a request says nowhere else where its answer goes


def _pass_on(message: Msg, heard: Heard) -> None:
    nobody_there = not message.data and (message.headers or {}).get(_STATUS) == _NOBODY_THERE
    try:
        heard(BusMessage(message.subject, message.data, message.reply, nobody_there=nobody_there))
    except Exception:
        _log.exception("a message of %s was not dealt with", message.subject)
