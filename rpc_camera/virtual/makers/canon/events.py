"""What an EOS reports: records that wait until the client asks for them."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon.settings import UNLISTED
from rpc_camera.virtual.makers.canon.values import pack_current, pack_text, pack_value
from rpc_camera.virtual.properties import Choices

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.storage import StoredObject

_CHOICES_TYPE: Final = 3
_NEW: Final = 0x20


class EosEvent(IntEnum):
    """The kinds of record. The wide ones are of bodies that count sizes in 64 bits."""

    ADDED = 0xC181
    REMOVED = 0xC182
    TRANSFER_WANTED = 0xC186
    PROPERTY_CHANGED = 0xC189
    CHOICES_CHANGED = 0xC18A
    STATUS_CHANGED = 0xC18B
    CARD_IN = 0xC192
    CARD_OUT = 0xC193
    FOCUS_ENDED = 0xC1A3
    DISPLAY_CHANGED = 0xC1A5
    WIDE_ADDED = 0xC1A7
    WIDE_TRANSFER_WANTED = 0xC1A9


def record(code: int, body: bytes = b"") -> bytes:
    """Return one event."""
    return struct.pack("<II", 8 + len(body), code) + body


def number_record(code: EosEvent, number: int) -> bytes:
    """Return an event that has but a number."""
    return record(code, struct.pack("<I", number))


def property_record(item: Property) -> bytes:
    """Return the event of a setting's value."""
    return record(EosEvent.PROPERTY_CHANGED, struct.pack("<I", item.code) + pack_current(item))


def choices_record(item: Property) -> bytes:
    """Return the event of the values that a setting may have; nothing where the body does not list them."""
    if not isinstance(item.form, Choices) or item.name == UNLISTED:
        return b""
    head = struct.pack("<III", item.code, _CHOICES_TYPE, len(item.form.values))
    return record(EosEvent.CHOICES_CHANGED, head + b"".join(pack_value(item, value) for value in item.form.values))


def added_record(item: StoredObject, *, wide: bool) -> bytes:
    """Return the event of a new file or folder on a card."""
    head = struct.pack("<IIIIII", item.handle, item.storage, item.format, 0, _NEW, item.shown_bytes)
    place = struct.pack("<II", item.parent, item.handle)
    if wide:
        return record(EosEvent.WIDE_ADDED, head + bytes(4) + place + pack_text(item.name))
    return record(EosEvent.ADDED, head + place + pack_text(item.name))


def transfer_record(item: StoredObject, *, wide: bool) -> bytes:
    """Return the event by which the body asks for a picture in its memory to be fetched."""
    head = struct.pack("<IIIII", item.handle, item.format, 0, item.shown_bytes, 0)
    return record(EosEvent.WIDE_TRANSFER_WANTED if wide else EosEvent.TRANSFER_WANTED, head + pack_text(item.name))
