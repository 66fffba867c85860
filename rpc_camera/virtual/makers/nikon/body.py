"""A Nikon Z: its settings hang together, and it reports by a queue that the client asks for."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.makers.nikon.metering import check_dial, held_dials, read_dials, settle
from rpc_camera.virtual.makers.nikon.quality import plan_files
from rpc_camera.virtual.makers.nikon.ram import RamBuffer, is_ram_handle
from rpc_camera.virtual.makers.nikon.settings import (
    BURST,
    LIVE_VIEW_SIZES,
    MIRROR_UP,
    READERS,
    SELF_TIMER_S,
    TIME,
    TIMER,
    nikon_properties,
)
from rpc_camera.virtual.model import Drive
from rpc_camera.virtual.ptp import STORAGE_ID, EventCode, ResponseCode, pack_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.exposure import Dials
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.quality import FilePlan
    from rpc_camera.virtual.storage import Card, StoredObject

_MAX_EVENTS: Final = 4096
_BATTERY_EXHAUSTED: Final = 1 << 8
_RAW_PLUS_JPEG: Final = 7


class NikonBody(VirtualCamera):
    """A Nikon as libgphoto2 knows it over PTP/IP, but for its operations."""

    make = "Nikon Corporation"
    lens = "AF-S Nikkor 24-70mm 1:2.8G ED"
    folder_suffix = "VIRTL"
    reports_unchanged = True
    readers = READERS
    default_model = "Z Virtual"

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = nikon_properties()
        settle(self.properties)
        self.ram = RamBuffer(self.emit)
        self._events: deque[tuple[int, int]] = deque(maxlen=_MAX_EVENTS)
        super().__init__(identity, card)

    def begin_with_raw_and_jpeg(self) -> None:
        """See VirtualCamera."""
        self.properties["imagequality"].value = _RAW_PLUS_JPEG

    def readiness(self) -> ResponseCode:
        """Return what DeviceReady answers."""
        if self.shutter.bulb:
            return ResponseCode.BULB_RELEASE_BUSY
        if self.shutter.busy or self.focus.moving:
            return ResponseCode.DEVICE_BUSY
        return self.focus.take_outcome()

    # ---- events

    def emit(self, code: int, parameter: int = 0) -> None:
        """Queue an event for the client; without one there is nobody to tell."""
        if self.body.session:
            self._events.append((code, parameter))

    def take_events(self) -> list[tuple[int, int]]:
        """All queued events."""
        taken = list(self._events)
        self._events.clear()
        return taken

    def open_session(self, number: int) -> None:
        """See VirtualCamera."""
        super().open_session(number)
        self._events.clear()

    def report_setting(self, item: Property) -> None:
        """See BodyModel."""
        self.emit(EventCode.PROPERTY_CHANGED, item.code)

    def report_added(self, item: StoredObject) -> None:
        """See BodyModel."""
        self.emit(EventCode.OBJECT_ADDED, item.handle)

    def report_card(self, storage: int, *, present: bool) -> None:
        """See BodyModel."""
        self.emit(EventCode.STORE_ADDED if present else EventCode.STORE_REMOVED, storage)

    def report_complete(self) -> None:
        """See BodyModel."""
        self.emit(EventCode.CAPTURE_COMPLETE)

    def report_full(self) -> None:
        """See BodyModel."""
        self.emit(EventCode.STORE_FULL, STORAGE_ID)

    # ---- memory

    def offer_from_memory(self, files: Sequence[StoredObject]) -> None:
        """See BodyModel."""
        self.ram.offer(files)

    def forget_memory(self) -> None:
        """Drop them, and what was reported of them."""
        self.ram.clear()
        stale = {EventCode.OBJECT_ADDED_IN_RAM, EventCode.CAPTURE_COMPLETE_IN_RAM}
        kept = [event for event in self._events if event[0] not in stale]
        self._events.clear()
        self._events.extend(kept)

    def find_object(self, handle: int) -> StoredObject:
        """See VirtualCamera."""
        return self.ram.get(handle) if is_ram_handle(handle) else super().find_object(handle)

    def fetched(self, item: StoredObject) -> None:
        """See VirtualCamera."""
        if is_ram_handle(item.handle):
            self.ram.fetched(item)

    def delete(self, handle: int) -> None:
        """See VirtualCamera."""
        if is_ram_handle(handle):
            self.ram.remove(handle)
        else:
            super().delete(handle)

    # ---- settings

    def read_property(self, code: int) -> Property:
        """See BodyModel."""
        item = self.properties.by_code(code)
        card = self.body.card
        match item.name:
            case "datetime":
                item.value = pack_time(self.body.now())
            case "availableshots":
                item.value = card.free_bytes // self.plan_files().largest_bytes
            case "activefolder":
                item.value = next(reversed(card.shot_folders()), (100, None))[0]
            case "liveviewstatus":
                item.value = int(self.live_view.on)
            case "liveviewprohibit":
                item.value = _BATTERY_EXHAUSTED if self.is_live_view_prohibited else 0
        return item

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """See BodyModel; the exposure program holds some dials."""
        item.check(value)
        check_dial(self.properties, item, value)
        super().set_property(item, value)

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        if turned == "datetime":
            self.body.set_clock(self.properties.text(turned))
        self.kept.hold(self.properties, held_dials(self.properties), turned)
        settle(self.properties, turned)

    @property
    def live_view_size(self) -> tuple[int, int]:
        """See BodyModel."""
        return LIVE_VIEW_SIZES[self.properties.number("liveviewsize")]

    # ---- pictures

    def plan_files(self) -> FilePlan:
        """See BodyModel."""
        return plan_files(self.properties)

    def drive(self) -> Drive:
        """See BodyModel."""
        table = self.properties
        mode = table.number("capturemode")
        timer_s = SELF_TIMER_S[table.number("selftimerdelay")] if mode == TIMER else 0
        return Drive(
            pictures=table.number("burstnumber") if mode == BURST else 1,
            delay_s=timer_s + table.number("exposuredelaymode"),
            raises_mirror=mode == MIRROR_UP,
            ends_next=table.number("shutterspeed2") == TIME,
        )

    def file_names(self, frame: int) -> tuple[str, str]:
        """See BodyModel."""
        return f"DSC_{frame:04d}.JPG", f"DSC_{frame:04d}.NEF"

    def dials(self) -> Dials:
        """See BodyModel."""
        return read_dials(self.properties)

    def shot(self, frame: int) -> Shot:
        """See BodyModel."""
        table = self.properties
        comment = table.text("imagecomment") if table.number("imagecommentenable") else ""
        return replace(
            super().shot(frame),
            white_balance=table.number("whitebalance"),
            metering=table.number("exposuremetermode"),
            focal_length_mm=table.number("focallength") / 100,
            orientation=(1, 8, 6, 3)[table.number("orientation")],
            artist=table.text("artist"),
            copyright=table.text("copyright"),
            comment=comment,
        )
