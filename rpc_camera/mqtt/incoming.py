"""How much a broker can send: whoever may publish there, or speaks in its place, has a say in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiomqtt import MqttCodeError
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

if TYPE_CHECKING:
    from aiomqtt import Client

MOST_PACKET_BYTES: Final = 1 << 17  # a topic, which may have 64 KiB, and a command
_PIECE_BYTES: Final = 1 << 16
_UNSUPPORTED_VERSION: Final = 132


def announced() -> Properties:
    """Return what a broker of MQTT 5 is told, so that it passes on no more to this client (3.1.2.11.4)."""
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.MaximumPacketSize = MOST_PACKET_BYTES
    return properties


def is_of_other_version(refusal: BaseException) -> bool:
    """Return whether a broker has refused a client since it does not know MQTT 5."""
    return isinstance(refusal, MqttCodeError) and refusal.rc == _UNSUPPORTED_VERSION


class BoundedIncoming:
    """Ends a client's connection where more comes, or what was not asked for; `reason` says so then.

    paho reads a packet of 256 MB into memory, and keeps what was sent with a QoS of 2 until it is released. Neither
    has a bound that could be set: so this looks at what it reads.
    """

    def __init__(self, client: Client) -> None:
        self.reason = ""
        self._paho = client._client  # noqa: SLF001 - there is no other way to it
        self._receive = self._paho._sock_recv  # noqa: SLF001 - as above
        self._paho._sock_recv = self._received  # type: ignore[method-assign, assignment]  # noqa: SLF001 - as above

    def close(self) -> None:
        """Close the socket, which aiomqtt leaves open, and reads on, where a packet cannot be understood."""
        self._paho._sock_close()  # noqa: SLF001 - as above

    def _received(self, size: int) -> bytes:
        if (told := self._paho._in_packet["remaining_length"]) > MOST_PACKET_BYTES:  # noqa: SLF001 - as above
            self.reason = f"it sends a packet of {told} bytes, and {MOST_PACKET_BYTES} are read at most"
        elif self._paho._in_messages:  # noqa: SLF001 - as above
            self.reason = "it sends with a QoS of 2, and 0 was asked for"
        if self.reason:
            raise ConnectionAbortedError(self.reason)
        return self._receive(min(size, _PIECE_BYTES))
