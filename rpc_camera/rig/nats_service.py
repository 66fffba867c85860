"""What a bus has on each of its links: subscriptions, and services that others find (NATS micro)."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Protocol

from nats.errors import Error
from nats.micro import add_service
from nats.micro.service import EndpointConfig, ServiceConfig

from rpc_camera.rig.bus import BusMessage

if TYPE_CHECKING:
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription
    from nats.micro.request import Request

    from rpc_camera.rig.bus import BusService, Heard
    from rpc_camera.rig.nats_link import NatsLink

_STATUS: Final = "Status"
_NOBODY_THERE: Final = "503"
_SUBJECT: Final = re.compile(r"(?:(?:\*|[^\s.*>]+)\.)*(?:\*|>|[^\s.*>]+)")
_log = logging.getLogger(__name__)


class Wiring(Protocol):
    """Something that a link is to have."""

    async def attach(self, link: NatsLink) -> None:
        """Set it up."""


class NatsSubscription:
    """A subject, and who hears its messages. ValueError: it is no subject."""

    def __init__(self, subject: str, heard: Heard) -> None:
        self._subject = _checked(subject)
        self._heard = heard
        self._subscription: Subscription | None = None

    async def attach(self, link: NatsLink) -> None:
        """Subscribe."""

        async def hear(message: Msg) -> None:
            await link.in_use.wait()
            _pass_on(message, self._heard)

        self._subscription = await link.subscribe(self._subject, cb=hear)

    async def detach(self) -> None:
        """Unsubscribe, unless the link is lost, and all that it had with it."""
        if self._subscription:
            with suppress(Error):
                await self._subscription.unsubscribe()


class NatsEndpoint:
    """A subject that is an endpoint of a service: it has an id and statistics of its own on each link.

    ValueError: it is no subject, a name has other characters than letters, digits, - and _, or the version is none.
    """

    def __init__(self, service: BusService, name: str, subject: str, heard: Heard) -> None:
        self._service = ServiceConfig(
            service.name, service.version, service.description, metadata=dict(service.metadata)
        )
        self._endpoint = EndpointConfig(name, _refuse, subject=_checked(subject))
        self._heard = heard

    async def attach(self, link: NatsLink) -> None:
        """Announce it. Its queue group is its own: another instance, or an old link's remains, would share requests."""

        async def handle(request: Request) -> None:
            await link.in_use.wait()
            _pass_on(request._msg, self._heard)  # noqa: SLF001 - a request says nowhere else where its answer goes

        running = await add_service(link, self._service)
        await running.add_endpoint(replace(self._endpoint, handler=handle, queue_group=token_hex(8)))


async def _refuse(_: Request) -> None:
    """Stand for the handler until there is a link."""


def _checked(subject: str) -> str:
    if not _SUBJECT.fullmatch(subject):
        raise ValueError(f"{subject!r} is no subject to subscribe to.")
    return subject


def _pass_on(message: Msg, heard: Heard) -> None:
    nobody_there = not message.data and (message.headers or {}).get(_STATUS) == _NOBODY_THERE
    try:
        heard(BusMessage(message.subject, message.data, message.reply, nobody_there=nobody_there))
    except Exception:
        _log.exception("a message of %s was not dealt with", message.subject)
