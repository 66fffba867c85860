"""What an EOS shows on its displays ("OLC"), which it reports in groups: exposure, and whether it is in focus.

How long each group is depends on the version; libgphoto2 has them in a table.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon.events import EosEvent, record

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import PropertyTable

ALL_GROUPS, FOCUS_GROUP = 0x1FFF, 0x100
SEARCHING, FOCUSED, FOCUS_FAILED, IDLE = (
    bytes.fromhex(text) for text in ("000000000001", "000000000101", "000000000200", "000000000000")
)
_SIZES: Final = {
    0x0F: (2, 7, 6, 4, 4, 6, 8, 4, 6, 5, 5, 9, 1),
    0x13: (2, 7, 9, 7, 4, 6, 8, 5, 7, 5, 5, 9, 8),
}
_LONG_APERTURE: Final = 0x12  # the first version whose group of the aperture is that long
_SHUTTER, _APERTURE, _ISO, _FOCUS = 1, 2, 3, 8


def display_record(settings: PropertyTable, mask: int, focus: bytes = IDLE) -> bytes:
    """Return the event of the groups in `mask`."""
    version = settings.number("olcversion")
    groups = [bytearray(size) for size in _SIZES[version]]
    groups[_SHUTTER][5] = settings.number("shutterspeed")
    groups[_APERTURE][7 if version >= _LONG_APERTURE else 4] = settings.number("aperture")
    groups[_ISO][3] = settings.number("iso")
    groups[_FOCUS][: len(focus)] = focus
    shown = b"".join(group for number, group in enumerate(groups) if mask >> number & 1)
    return record(EosEvent.DISPLAY_CHANGED, struct.pack("<IHH", len(shown) + 8, mask, 0) + shown)
