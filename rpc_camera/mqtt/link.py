"""The connection to the broker, made again whenever it is gone."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiomqtt import Client, MqttCodeError, MqttError, ProtocolVersion, Will

from rpc_camera.mqtt.incoming import BoundedIncoming, announced, is_of_other_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aiomqtt import Message as MqttMessage

    from rpc_camera.mqtt.access import MqttAccess
    from rpc_camera.mqtt.outbox import Outbox

OFFLINE: Final = b"offline"
_KEEPALIVE_S: Final = 20
_PATIENCE_S: Final = 10.0
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 60.0
_MOST_INCOMING: Final = 256
_LAST_WORDS_S: Final = 2.0
_NUMBER: Final = re.compile(r"^\[(?:Errno|code:) ?-?\d+\] ")
_NOT_LET_IN: Final = frozenset(
    {4, 5, 134, 135}
)  # MQTT 3.1.1, 3.2.2.3; MQTT 5, 3.2.2.2: the user, the password, or rights
_log = logging.getLogger(__name__)
# aiomqtt and paho write each packet's topic at DEBUG; what matters is logged here.
_quiet = logging.getLogger(f"{__name__}.client")
_quiet.setLevel(logging.ERROR)


class MqttLink:
    """Sends what is in the outbox, and passes on what comes at `subscriptions`.

    `identifier` is the same after a restart, so that the broker gives up the connection before: its last will would
    come late otherwise, and say `offline` of a service that is there. `will` is where the broker says that.
    """

    def __init__(
        self,
        access: MqttAccess,
        identifier: str,
        will: str,
        subscriptions: Sequence[str],
        outbox: Outbox,
        *,
        receive: Callable[[MqttMessage], None],
    ) -> None:
        self._access = access
        self._identifier = identifier
        self._will = will
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._receive = receive
        self._trouble = ""
        self._is_up = False
        self._is_leaving = False
        self._version = ProtocolVersion.V5
        self._wait_s = _FIRST_WAIT_S

    async def run(self) -> None:
        """Be connected, as far as the broker lets, until cancelled: the broker is told then that this is the end."""
        while not self._is_leaving:
            try:
                await self._connection()
            except* Exception as group:  # whatever the broker sends, the next connection may be better
                self._is_up = False
                self._log_trouble(_innermost(group))
            await asyncio.sleep(self._wait_s * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
            self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)

    async def last_words(self) -> None:
        """Wait, not long, until the broker has what is in the outbox; after that, connect no more."""
        self._is_leaving = True
        if self._is_up:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS_S):
                    await self._outbox.settled()

    async def _connection(self) -> None:
        client = Client(
            self._access.host,
            self._access.port,
            username=self._access.user or None,
            password=self._access.password or None,
            identifier=self._identifier,
            will=Will(self._will, OFFLINE, qos=1, retain=True),
            keepalive=_KEEPALIVE_S,
            timeout=_PATIENCE_S,
            max_queued_incoming_messages=_MOST_INCOMING,
            tls_context=self._access.tls_context(),
            logger=_quiet,
            protocol=self._version,
            properties=announced() if self._version is ProtocolVersion.V5 else None,
        )
        incoming = BoundedIncoming(client)
        try:
            await self._exchange_within(client)
        except* MqttError as group:
            if is_of_other_version(_innermost(group)):
                self._version = ProtocolVersion.V311
            if incoming.reason:
                raise MqttError(incoming.reason) from None
            raise
        finally:
            incoming.close()

    async def _exchange_within(self, client: Client) -> None:
        async with client:
            self._log_connected()
            try:
                await self._exchange(client)
            except asyncio.CancelledError:
                # What follows is a disconnection in good order, with which the will is void. A broker that is silent
                # answers nothing, but reads this when it goes on: so nothing is waited for.
                with suppress(MqttError):
                    await client.publish(self._will, OFFLINE, qos=0, retain=True, timeout=_LAST_WORDS_S)
                raise

    async def _exchange(self, client: Client) -> None:
        self._outbox.again()
        await client.subscribe([(topic, 0) for topic in self._subscriptions])  # a command comes once, or not at all
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send(client))
            tasks.create_task(self._read(client))

    async def _send(self, client: Client) -> None:
        while True:
            message = await self._outbox.next()
            await client.publish(message.topic, message.payload, qos=1, retain=message.retain)
            self._outbox.sent(message)

    async def _read(self, client: Client) -> None:
        async for message in client.messages:
            self._receive(message)

    def _log_connected(self) -> None:
        self._is_up = True
        self._wait_s = _FIRST_WAIT_S
        self._trouble = ""
        _log.info("connected to the MQTT broker at %s", self._access)

    def _log_trouble(self, error: BaseException) -> None:
        """Log why there is no connection, once until there is another reason."""
        if (trouble := _in_words(error)) != self._trouble:
            self._trouble = trouble
            _log.warning("the MQTT broker at %s %s; it is tried again", self._access, trouble)


def _in_words(error: BaseException) -> str:
    reason = _NUMBER.sub("", str(error)) or type(error).__name__
    if isinstance(error, MqttCodeError) and getattr(error.rc, "value", error.rc) in _NOT_LET_IN:
        return f"does not let the service in ({reason}): see that MQTT_USER and MQTT_PASSWORD are right"
    return f"is out of reach: {reason}"


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
