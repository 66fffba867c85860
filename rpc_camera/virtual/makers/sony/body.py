"""A Sony Alpha in PC Remote: no card to be seen, buttons pressed from afar, pictures that are fetched from memory."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.darkroom import JpegQuality
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.exposure import Dials
from rpc_camera.virtual.habits import UNHURRIED
from rpc_camera.virtual.makers.sony import settings
from rpc_camera.virtual.makers.sony.settings import SonyProperty
from rpc_camera.virtual.model import Drive
from rpc_camera.virtual.ptp import ObjectFormat, PtpError, ResponseCode
from rpc_camera.virtual.quality import FilePlan

if TYPE_CHECKING:
    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.properties import Property, PropertyTable
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.storage import Card, StoredObject

MEMORY: Final = 0xFFFFC001
OBJECT_ADDED, PROPERTY_CHANGED = 0xC201, 0xC203
_RAW_FORMAT: Final = 0xB101
_IN_MEMORY: Final = 0x8000  # and how many
_AUTO_ISO_LIMIT: Final = 6400
_BURST: Final = 3
_MEMORY_AT_MOST: Final = 32  # files
_TIMER_S: Final = 10
_LENS_STEPS: Final = (0, 10, 30, 90, 200, 450, 900, 2000)


class SonyAlpha(VirtualCamera):
    """What both protocols share. `steps`: the exposure is set step by step, as bodies of protocol 2.00 have it."""

    make = "SONY"
    lens = "FE 24-70mm F2.8 GM"
    folder_suffix = "MSDCF"
    file_stem, raw_suffix = "DSC{:05d}", "ARW"
    shutter_scale = settings.SHUTTER
    other_scales = (settings.ISO,)
    live_view_size = (640, 480)
    keeps_one_in_memory = False
    habits = UNHURRIED
    raw_and_jpeg = ("imagequality", settings.RAW_AND_JPEG)
    steps: ClassVar[bool]

    def __init__(self, identity: Identity, card: Card, properties: PropertyTable) -> None:
        self.properties = properties
        self.connection_phase = 0
        self._half = self._full = False
        self._focus_ended = asyncio.Event()
        self._focus_ended.set()
        self._pressing: asyncio.Task[None] | None = None
        card.slots = 0
        super().__init__(identity, card)

    # ---- buttons

    def press_half(self, down: bool) -> None:
        """Begin to focus, or let go; a button that is held down already stays so."""
        was, self._half = self._half, down
        if down and was:
            return
        if not down:
            self._focus_ended.set()
            self._show("focusindication", settings.UNFOCUSED)
        elif self.properties.number("focusmode") != settings.MANUAL_FOCUS:
            self._focus_ended.clear()
            self.focus.autofocus(self._focused)

    def press_full(self, down: bool) -> None:
        """Release the shutter, as soon as it is in focus; let go of it."""
        was, self._full = self._full, down
        if down and not was:
            self._pressing = asyncio.create_task(self._release())
        elif not down:
            self.shutter.let_go()

    def press_shutter(self) -> None:
        """See VirtualCamera; someone at the body has focused. PtpError: the pictures in memory leave no room."""
        if len(self.memory) >= _MEMORY_AT_MOST:
            raise PtpError(ResponseCode.STORE_FULL)
        self.shutter.release(into_ram=bool(self.properties.number("d222") & settings.TO_COMPUTER))

    async def _release(self) -> None:
        await self._focus_ended.wait()
        has_failed = self.properties.number("focusindication") == settings.FOCUS_FAILED
        if not has_failed or self.properties.number("focusmode") != settings.SINGLE_AUTOFOCUS:
            with suppress(PtpError):  # the button's answer was sent long ago
                self.press_shutter()

    def _focused(self, found: bool) -> None:
        if not self._half:
            return
        self._focus_ended.set()
        if self.properties.number("focusmode") == settings.CONTINUOUS_AUTOFOCUS:
            self._show("focusindication", settings.TRACKED if found else settings.TRACKING_FAILED)
        else:
            self._show("focusindication", settings.FOCUSED if found else settings.FOCUS_FAILED)

    def drive_lens(self, step: int) -> None:
        """Move the focus by one of seven widths, nearer where negative; only where it is manual."""
        if step and self.properties.number("focusmode") in {settings.MANUAL_FOCUS, settings.DIRECT_MANUAL_FOCUS}:
            self.focus.drive(1 if step < 0 else 2, _LENS_STEPS[min(7, abs(step))])

    def end_session(self) -> None:
        """See VirtualCamera."""
        if self._pressing:
            self._pressing.cancel()
        self._half = self._full = False
        self.connection_phase = 0
        super().end_session()

    # ---- reports

    def _show(self, name: str, value: int) -> None:
        item = self.properties[name]
        if item.value != value:
            item.value = value
            self.report_setting(item)

    def _emit(self, code: int, parameter: int) -> None:
        if self.send_event:
            self.send_event(code, parameter)

    def report_setting(self, item: Property) -> None:
        """See BodyModel."""
        self._emit(PROPERTY_CHANGED, item.code)

    # ---- memory

    def remember(self, file: StoredObject) -> None:
        """See VirtualCamera."""
        super().remember(file)
        file.format = ObjectFormat.JPEG if file.name.endswith(".JPG") else _RAW_FORMAT
        self._emit(OBJECT_ADDED, MEMORY)
        self._count_memory()

    def _count_memory(self) -> None:
        self._show("objectinmemory", _IN_MEMORY + len(self.memory) if self.memory else 0)

    def find_object(self, handle: int) -> StoredObject:
        """See VirtualCamera; only the oldest picture can be had, and nothing of a card's."""
        if handle == MEMORY and self.memory.oldest:
            return self.memory.oldest
        raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE)

    def fetched(self, item: StoredObject) -> None:
        """Forget a picture that was read."""
        if item.handle in self.memory:
            self.body.note_taken_away(item.name)
            self.memory.forget(item.handle)
            self._count_memory()

    # ---- settings

    def step(self, item: SonyProperty, count: int) -> None:
        """Go `count` values on in a setting that goes by steps, to its end at most. PtpError: it is held."""
        self.check_free(item)
        at = item.steps.index(int(item.value)) if item.value in item.steps else 0
        goal = item.steps[max(0, min(len(item.steps) - 1, at + count))]
        if not self.body.habits.ignores_sets:
            after(self.body.habits.settle_s, lambda: self.turn(item, goal))

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """See BodyModel; older bodies have the exposure set step by step alone."""
        if self.steps and isinstance(item, SonyProperty) and item.steps:
            raise PtpError(ResponseCode.ACCESS_DENIED)
        super().set_property(item, value)

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        self.program.follow(turned)

    # ---- pictures

    def plan_files(self) -> FilePlan:
        """See BodyModel."""
        quality = self.properties.number("imagequality")
        jpeg = None if quality == settings.RAW else JpegQuality.NORMAL if quality == 2 else JpegQuality.FINE
        size = dials.IMAGE_SIZES[self.properties.number("imagesize") - settings.LARGE]
        return FilePlan(jpeg, size, quality in settings.WITH_RAW)

    def drive(self) -> Drive:
        """See BodyModel."""
        mode = self.properties.number("capturemode") & 0xFFFF
        pictures = _BURST if mode == settings.CONTINUOUS else 1
        return Drive(pictures, delay_s=_TIMER_S if mode == settings.TIMER else 0)

    def dials(self) -> Dials:
        """See BodyModel."""
        table, iso = self.properties, self.properties.number("iso")
        mode = table.number("expprogram") & 0xFFFF
        return Dials(
            mode=dials.AUTO if mode == settings.INTELLIGENT_AUTO else mode,
            aperture=table.number("f-number") / 100,
            shutter_s=settings.shutter_s(table.number("shutterspeed")),
            iso=100 if iso == settings.AUTO_ISO else iso,
            compensation_ev=table.number("exposurecompensation") / 1000,
            auto_iso_limit=_AUTO_ISO_LIMIT if iso == settings.AUTO_ISO else None,
        )

    def shot(self, frame: int) -> Shot:
        """See BodyModel."""
        return replace(
            super().shot(frame),
            white_balance=self.properties.number("whitebalance"),
            metering={0x8001: 3, 0x8002: 2}.get(self.properties.number("exposuremetermode"), 4),
        )
