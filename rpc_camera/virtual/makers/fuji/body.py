"""A Fujifilm X, tethered: it does what was set before it is released, keeps its pictures in memory, and is polled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.darkroom import JpegQuality
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.event_queue import EventQueue
from rpc_camera.virtual.exposure import Dials
from rpc_camera.virtual.habits import UNHURRIED
from rpc_camera.virtual.makers.fuji import settings
from rpc_camera.virtual.model import LOW_BATTERY_PERCENT, Drive
from rpc_camera.virtual.ptp import ObjectFormat, PtpError, ResponseCode
from rpc_camera.virtual.quality import FilePlan, pixels

if TYPE_CHECKING:
    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.storage import Card, StoredObject

STILL, LIVE = 0x10000001, 0x10000002
RAW_FORMAT: Final = 0xB103
_MEMORY_AT_MOST: Final = 32  # files
_BURST: Final = 3
_SHORTEST_BULB_S: Final = 0.02
_AT_ONCE: Final = frozenset({"prioritymode", "cameraaction", "pcmode"})


class FujiBody(VirtualCamera):
    """A Fujifilm as libgphoto2 knows it over USB, but for its operations."""

    make = "FUJIFILM"
    lens = "XF24-70mmF2.8 R"
    folder_suffix = "_FUJI"
    file_stem, raw_suffix = "DSCF{:04d}", "RAF"
    habits = UNHURRIED
    shutter_scale = settings.SHUTTER
    raw_and_jpeg = ("imageformat", settings.RAW_AND_FINE)
    default_model = "X-T4"

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = settings.fuji_properties()
        self.changes: EventQueue[tuple[int, int]] = EventQueue()
        card.slots, card.storage_ids = 2, (STILL, LIVE)
        super().__init__(identity, card)
        card.objects.clear()  # its memory is empty at first, and of the card in it nothing can be seen

    def end_session(self) -> None:
        """See VirtualCamera; the body is its own master again."""
        super().end_session()
        self.properties["prioritymode"].value = settings.IN_CONTROL
        self.properties["pcmode"].value = 0

    def insert_card(self, present: bool) -> None:
        """See VirtualCamera; its memory stays in, and of the card nothing can be seen."""

    # ---- actions

    def act(self) -> None:
        """Do what `cameraaction` is set to; the lens and the shutter then take their time. PtpError: it cannot."""
        match self.properties.number("cameraaction"):
            case settings.FOCUS | settings.FOCUS_ONLY:
                self._find_focus(self.properties.number("focusmode") != settings.MANUAL_FOCUS)
            case settings.FOCUS_BY_BUTTON:
                self._find_focus(True)
            case settings.RELEASE:
                self._release()
            case settings.BULB_START:
                self._open()
            case settings.BULB_END:
                self.shutter.let_go()

    def _find_focus(self, moves: bool) -> None:
        status = self.properties["afstatus"]
        if not moves:
            status.value = settings.FOCUSED
            return
        status.value = settings.FOCUSING
        self.focus.autofocus(self._focused)

    def _focused(self, found: bool) -> None:
        self.properties["afstatus"].value = settings.FOCUSED if found else settings.FOCUS_FAILED

    def _release(self) -> None:
        focuses = self.properties.number("focusmode") == settings.SINGLE_AUTOFOCUS
        if focuses and self.properties.number("afstatus") != settings.FOCUSED:
            raise PtpError(ResponseCode.DEVICE_BUSY)
        self.press_shutter()
        if self.properties.number("shutterspeed") == settings.BULB:
            after(_SHORTEST_BULB_S, self.shutter.let_go)  # the button is let go again, by itself

    def _open(self) -> None:
        if self.properties.number("shutterspeed") != settings.BULB:
            raise PtpError(ResponseCode.GENERAL_ERROR)
        self.press_shutter()

    def press_shutter(self) -> None:
        """See VirtualCamera. PtpError: the pictures in memory leave no room; if it is strict, live view is on."""
        if self.live_view.on and self.body.habits.strict:
            raise PtpError(ResponseCode.DEVICE_BUSY)
        if not self._room:
            raise PtpError(ResponseCode.STORE_FULL)
        self.shutter.release(into_ram=True)

    # ---- reports

    def report_setting(self, item: Property) -> None:
        """See BodyModel."""
        if isinstance(item.value, int) and item.name not in _AT_ONCE:
            self.changes.put((item.code, item.value & 0xFFFFFFFF))

    def report_full(self) -> None:
        """See BodyModel; the picture just does not come."""
        self._report_room()

    # ---- memory

    @property
    def _room(self) -> int:
        return max(0, _MEMORY_AT_MOST - len(self.body.card.objects))

    @property
    def shot_folder(self) -> int:
        """See VirtualCamera."""
        return 0

    def remember(self, file: StoredObject) -> None:
        """See VirtualCamera; it lies among the objects that a client can list."""
        kind = ObjectFormat.JPEG if file.name.endswith(".JPG") else RAW_FORMAT
        item = self.body.card.add(0, file.name, kind, file.taken_at)
        item.path, item.details, item.size_bytes = file.path, file.details, file.size_bytes
        self._report_room()

    def delete(self, handle: int) -> None:
        """See VirtualCamera."""
        super().delete(handle)
        self._report_room()

    def _report_room(self) -> None:
        self.report_setting(self.read_property(self.properties["availableshots"].code))

    # ---- settings

    def read_property(self, code: int) -> Property:
        """See BodyModel."""
        item = super().read_property(code)
        match item.name:
            case "availableshots":
                item.value = self._room
            case "manualfocusdrive":
                item.value = self.focus.position
        return item

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """See BodyModel; while the shutter is open, and while the body is its own master, settings may be refused."""
        if item.name in _AT_ONCE:
            self.turn(item, value)
            return
        in_control = self.properties.number("prioritymode") == settings.IN_CONTROL
        if self.shutter.exposing or (self.body.habits.strict and in_control):
            raise PtpError(ResponseCode.DEVICE_BUSY)
        super().set_property(item, value)

    def turn(self, item: Property, value: PropertyValue, *, force: bool = False) -> None:
        """See BodyModel."""
        if item.name == "batterylevel":
            value = f"{value},0,0"
        if item.name == "manualfocusdrive":
            item.check(value, force=force)
            self._move_lens(int(value))
        else:
            super().turn(item, value, force=force)

    def _move_lens(self, position: int) -> None:
        """Move the focus there, if it is manual: else the lens stays where it is."""
        way = position - self.focus.position
        if way and self.properties.number("focusmode") == settings.MANUAL_FOCUS:
            self.focus.drive(1 if way < 0 else 2, abs(way))

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        self.program.follow(turned)
        settings.list_choices(self.properties, self.held_dials())

    @property
    def live_view_size(self) -> tuple[int, int]:
        """See BodyModel."""
        return settings.LIVE_VIEW_SIZES[self.properties.number("liveviewsize")]

    @property
    def is_live_view_prohibited(self) -> bool:
        """See BodyModel."""
        return int(self.properties.text("batterylevel").partition(",")[0]) < LOW_BATTERY_PERCENT

    # ---- pictures

    def plan_files(self) -> FilePlan:
        """See BodyModel."""
        quality = self.properties.number("imageformat")
        jpeg = JpegQuality.NORMAL if quality in settings.WITH_NORMAL else JpegQuality.FINE
        size = pixels(self.properties.text("imagesize"))
        return FilePlan(None if quality == settings.RAW else jpeg, size, quality in settings.WITH_RAW)

    def drive(self) -> Drive:
        """See BodyModel."""
        is_single = self.properties.number("capturemode") == settings.SINGLE
        return Drive(1 if is_single else _BURST, delay_s=self.properties.number("capturedelay") / 1000)

    def dials(self) -> Dials:
        """See BodyModel. KeyError: there is no such time."""
        table = self.properties
        iso, mode = table.number("iso"), table.number("expprogram")
        return Dials(
            mode=dials.PROGRAM if mode == settings.PROGRAM else mode,
            aperture=table.number("f-number") / 100,
            shutter_s=settings.shutter_s(table.number("shutterspeed")),
            iso=max(iso, 100),
            compensation_ev=table.number("exposurecompensation") / 1000,
            auto_iso_limit=settings.AUTO_ISO.get(iso),
        )

    def shot(self, frame: int) -> Shot:
        """See BodyModel."""
        return replace(
            super().shot(frame),
            white_balance=self.properties.number("whitebalance"),
            metering={1: 4, 2: 2, 4: 4}.get(self.properties.number("exposuremetermode"), 3),
        )
