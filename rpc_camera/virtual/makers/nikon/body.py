"""A Nikon Z: its settings hang together, and it reports by a queue that the client asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.event_queue import EventQueue
from rpc_camera.virtual.makers.nikon import metering, settings
from rpc_camera.virtual.makers.nikon.quality import RAW_AND_FINE, plan_files
from rpc_camera.virtual.makers.nikon.ram import RamAnnouncer
from rpc_camera.virtual.model import Drive
from rpc_camera.virtual.ptp import FIRST_RAM_HANDLE, STORAGE_ID, EventCode, ResponseCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.exposure import Dials
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.quality import FilePlan
    from rpc_camera.virtual.storage import Card, StoredObject

_BATTERY_EXHAUSTED: Final = 1 << 8
_OF_MEMORY: Final = frozenset({EventCode.OBJECT_ADDED_IN_RAM, EventCode.CAPTURE_COMPLETE_IN_RAM})


class NikonBody(VirtualCamera):
    """A Nikon as libgphoto2 knows it over PTP/IP, but for its operations."""

    make = "Nikon Corporation"
    lens = "AF-S Nikkor 24-70mm 1:2.8G ED"
    folder_suffix = "VIRTL"
    file_stem, raw_suffix = "DSC_{:04d}", "NEF"
    reports_unchanged = True
    shutter_scale = settings.SHUTTER
    other_scales = (settings.PTP_SHUTTER,)
    raw_and_jpeg = ("imagequality", RAW_AND_FINE)
    default_model = "Z Virtual"

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = settings.nikon_properties()
        self.events: EventQueue[tuple[int, int]] = EventQueue()
        self._announcer = RamAnnouncer(self.emit)
        super().__init__(identity, card)

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
            self.events.put((code, parameter))

    def open_session(self, number: int) -> None:
        """See VirtualCamera."""
        super().open_session(number)
        self.events.take()

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

    def offer_from_memory(self, files: Sequence[StoredObject], *, last: bool) -> None:  # noqa: ARG002 (all are)
        """See BodyModel; all files of a picture are there at once, and announced one by one."""
        for file in files:
            self.memory.add(file)
        self._announcer.offer(file.handle for file in files)

    def forget_memory(self) -> None:
        """Drop them, and what was reported of them."""
        self.memory.clear()
        self._announcer.clear()
        for event in self.events.take():
            if event[0] not in _OF_MEMORY:
                self.events.put(event)

    def find_object(self, handle: int) -> StoredObject:
        """See VirtualCamera; the first handle also stands for the oldest picture that is left, as in a burst."""
        if handle == FIRST_RAM_HANDLE and handle not in self.memory and self.memory.oldest:
            return self.memory.oldest
        return super().find_object(handle)

    def fetched(self, item: StoredObject) -> None:
        """See VirtualCamera."""
        self._announcer.is_gone(item.handle)

    def delete(self, handle: int) -> None:
        """See VirtualCamera."""
        item = self.find_object(handle)
        super().delete(item.handle)
        self._announcer.is_gone(item.handle)

    # ---- settings

    def read_property(self, code: int) -> Property:
        """See BodyModel."""
        item = super().read_property(code)
        card = self.body.card
        match item.name:
            case "availableshots":
                item.value = self.shots_left
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
        metering.check_dial(self.properties, item, value)
        super().set_property(item, value)

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        if turned == settings.PTP_SHUTTER.name:
            metering.read_ptp_time(self.properties)
        exposure = self.program.follow(turned)
        metering.show(self.properties, exposure, self.held_dials())

    @property
    def live_view_size(self) -> tuple[int, int]:
        """See BodyModel."""
        return settings.LIVE_VIEW_SIZES[self.properties.number("liveviewsize")]

    # ---- pictures

    def plan_files(self) -> FilePlan:
        """See BodyModel."""
        return plan_files(self.properties)

    def drive(self) -> Drive:
        """See BodyModel."""
        table = self.properties
        mode = table.number("capturemode")
        timer_s = settings.SELF_TIMER_S[table.number("selftimerdelay")] if mode == settings.TIMER else 0
        return Drive(
            pictures=table.number("burstnumber") if mode == settings.BURST else 1,
            delay_s=timer_s + table.number("exposuredelaymode"),
            raises_mirror=mode == settings.MIRROR_UP,
            ends_next=table.number("shutterspeed2") == settings.TIME,
        )

    def dials(self) -> Dials:
        """See BodyModel."""
        return metering.read_dials(self.properties)

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
