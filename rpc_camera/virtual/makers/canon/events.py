"""What an EOS reports: records that it queues until the client asks for them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera.virtual.makers.canon.settings import EosProperty
    from rpc_camera.virtual.storage import StoredObject

PROPERTY_CHANGED, CHOICES_CHANGED, STATUS_CHANGED = 0xC189, 0xC18A, 0xC18B
ADDED, REMOVED, TRANSFER_WANTED = 0xC181, 0xC182, 0xC186
WIDE_ADDED, WIDE_TRANSFER_WANTED = 0xC1A7, 0xC1A9  # of bodies that count sizes in 64 bits
CARD_IN, CARD_OUT = 0xC192, 0xC193
FOCUS_ENDED, DISPLAY_CHANGED = 0xC1A3, 0xC1A5
ALL: Final = (
    PROPERTY_CHANGED, CHOICES_CHANGED, STATUS_CHANGED, ADDED, REMOVED, TRANSFER_WANTED, WIDE_ADDED,
    WIDE_TRANSFER_WANTED, CARD_IN, CARD_OUT, FOCUS_ENDED, DISPLAY_CHANGED,
)  # fmt: skip
_CHOICES_TYPE: Final = 3
_NEW: Final = 0x20
_MOST_BYTES: Final = 1 << 20


def record(code: int, body: bytes = b"") -> bytes:
    """Return one event."""
    return struct.pack("<II", 8 + len(body), code) + body


def number_record(code: int, number: int) -> bytes:
    """Return an event that has but a number."""
    return record(code, struct.pack("<I", number))


def property_record(item: EosProperty) -> bytes:
    """Return the event of a setting's value."""
    return record(PROPERTY_CHANGED, struct.pack("<I", item.code) + item.pack_event())


def choices_record(item: EosProperty) -> bytes:
    """Return the event of the values that a setting may have; nothing where the body does not list them."""
    choices = item.pack_choices()
    return b"" if choices is None else record(CHOICES_CHANGED, struct.pack("<II", item.code, _CHOICES_TYPE) + choices)


def added_record(item: StoredObject, *, wide: bool) -> bytes:
    """Return the event of a new file or folder on a card."""
    head = struct.pack("<IIIIII", item.handle, item.storage, item.format, 0, _NEW, item.shown_bytes)
    tail = struct.pack("<III", 0, item.parent, item.handle) if wide else struct.pack("<II", item.parent, item.handle)
    return record(WIDE_ADDED if wide else ADDED, head + tail + _text(item.name))


def transfer_record(item: StoredObject, *, wide: bool) -> bytes:
    """Return the event by which the body asks for a picture in its memory to be fetched."""
    head = struct.pack("<IIIII", item.handle, item.format, 0, item.shown_bytes, 0)
    return record(WIDE_TRANSFER_WANTED if wide else TRANSFER_WANTED, head + _text(item.name))


def _text(name: str) -> bytes:
    data = name.encode() + b"\0"
    return data + bytes(-len(data) % 4)


class EventQueue:
    """The events that wait for a client; there are none as long as none has asked for them to be kept."""

    def __init__(self) -> None:
        self.is_kept = False
        self._waiting = bytearray()

    def put(self, event: bytes) -> None:
        """Queue an event; one that nobody has fetched for very long is lost, with all that wait."""
        if len(self._waiting) > _MOST_BYTES:
            self._waiting.clear()
        if self.is_kept:
            self._waiting += event

    def take(self) -> bytes:
        """Return all that wait, and the empty one that ends a list."""
        taken = bytes(self._waiting) + record(0)
        self._waiting.clear()
        return taken

    def keep(self, *, kept: bool) -> None:
        """Begin or end to keep events, with an empty queue."""
        self.is_kept = kept
        self._waiting.clear()
