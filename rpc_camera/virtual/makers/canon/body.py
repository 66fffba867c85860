"""An EOS: it reports all that changes by a queue, and its shutter button is pressed from afar, half and full."""

from __future__ import annotations

import asyncio
import calendar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final, cast

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.exif import Shot
from rpc_camera.virtual.exposure import meter
from rpc_camera.virtual.habits import SecondCard
from rpc_camera.virtual.makers.canon import display, events, image_format, program, settings
from rpc_camera.virtual.makers.canon.events import EventQueue
from rpc_camera.virtual.makers.canon.memory import PictureMemory
from rpc_camera.virtual.model import Drive
from rpc_camera.virtual.operations import carry_out
from rpc_camera.virtual.ptp import PtpError, ResponseCode
from rpc_camera.virtual.storage import format_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.makers.canon.settings import EosProperty
    from rpc_camera.virtual.operations import Handler
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.quality import FilePlan
    from rpc_camera.virtual.request import Reply, Request
    from rpc_camera.virtual.storage import Card, StoredObject

HALF, FULL = 1, 2
NOT_IN_LIVE_VIEW: Final = 0xA005
_BUSY, _DONE = 1, 0
_FOCUS_FOUND, _NO_FOCUS = 4, 5
_BURST: Final = 3
_TIMERS_S: Final = {settings.TIMER: 10, settings.SHORT_TIMER: 2}
_BURSTS: Final = frozenset({settings.CONTINUOUS, settings.FAST, settings.SLOW})
_LOW_BATTERY_PERCENT: Final = 5
_LENS_STEPS: Final = {1: 10, 2: 80, 3: 600}
_FARTHER_BIT: Final = 0x8000
_METERING: Final = {1: 4, 3: 3, 4: 4, 5: 2}
_WHITE_BALANCE: Final = {0: 2, 1: 4, 2: 0x8010, 3: 6, 4: 5, 5: 7, 8: 0x8011}


class EosBody(VirtualCamera):
    """What all of them share. `wide`: its events count sizes in 64 bits; `olc_version`: that of its display."""

    wide: ClassVar[bool]
    olc_version: ClassVar[int]
    raw_formats: ClassVar[tuple[int, ...]]
    raw_suffix: ClassVar[str]
    operations: ClassVar[Mapping[int, Handler[EosBody]]]

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = settings.eos_properties(self.olc_version, self.raw_formats)
        self.standard = settings.standard_properties(identity.model)
        self.events = EventQueue()
        self.memory = PictureMemory()
        self.room_on_computer = 0  # pictures
        self.remote_mode = 0
        self._pictures_left = 0  # of a release into memory
        self._is_focused = True
        super().__init__(identity, card)
        habits = self.body.habits
        habits.settle_s, habits.focus_s, habits.develop_s, habits.raw_later_s = 0.1, 0.15, 0.2, 0.2

    def begin_with_raw_and_jpeg(self) -> None:
        """See VirtualCamera."""
        for name in settings.FORMATS:
            self.properties[name].value = image_format.RAW_AND_LARGE

    def end_session(self) -> None:
        """See VirtualCamera; what was for the computer is lost."""
        super().end_session()
        self.events.keep(kept=False)
        self.memory.clear()
        self.properties["output"].value = 0
        self.room_on_computer = self.remote_mode = 0

    async def answer(self, request: Request) -> Reply:
        """See VirtualCamera."""
        return await carry_out(self, self.operations, request)

    # ---- the shutter button

    async def press(self, buttons: int, *, autofocus: bool) -> None:
        """Press it half, which focuses, or full, or both. PtpError: busy, no focus, or no room."""
        if self.shutter.exposing:
            raise PtpError(ResponseCode.DEVICE_BUSY)
        if buttons & HALF:
            await self._find_focus(autofocus=autofocus)
        if buttons & FULL:
            if not self._is_focused:
                raise PtpError(ResponseCode.GENERAL_ERROR)
            self.press_shutter()

    def let_go(self, buttons: int) -> None:
        """Release it."""
        if buttons & FULL:
            self.shutter.let_go()
        if buttons & HALF:
            self._is_focused = True
            self._show_focus(display.IDLE)

    def press_shutter(self) -> None:
        """See VirtualCamera; someone at the body has focused."""
        to_computer = self.properties.number("capturetarget") == settings.TO_COMPUTER
        if to_computer:
            self.memory.check_room()
            if not self.room_on_computer:
                raise PtpError(ResponseCode.STORE_FULL)
        self.shutter.release(into_ram=to_computer)
        self._pictures_left = self.drive().pictures
        self.events.put(events.number_record(events.STATUS_CHANGED, _BUSY))

    async def _find_focus(self, *, autofocus: bool) -> None:
        self._is_focused = True
        if not autofocus or self.properties.number("focusmode") == settings.MANUAL_FOCUS:
            return
        self._show_focus(display.SEARCHING)
        self.focus.autofocus()
        await asyncio.sleep(self.body.habits.focus_s)
        self._is_focused = not self.body.habits.focus_fails
        self._show_focus(display.FOCUSED if self._is_focused else display.FOCUS_FAILED)

    def _show_focus(self, state: bytes) -> None:
        self.events.put(display.display_record(self.properties, display.FOCUS_GROUP, state))

    # ---- the lens

    def autofocus(self) -> None:
        """Focus once, and report how it went."""
        self.focus.autofocus()
        after(self.body.habits.focus_s, self._report_focus)

    def _report_focus(self) -> None:
        failed = self.body.habits.focus_fails
        self._show_focus(display.FOCUS_FAILED if failed else display.FOCUSED)
        self.events.put(events.number_record(events.FOCUS_ENDED, _NO_FOCUS if failed else _FOCUS_FOUND))

    def drive_lens(self, step: int) -> None:
        """Move the focus by one of three widths. PtpError: there is no such, or live view is off."""
        if not self.live_view.on:
            raise PtpError(NOT_IN_LIVE_VIEW)
        width = _LENS_STEPS.get(step & ~_FARTHER_BIT)
        if width is None:
            raise PtpError(ResponseCode.INVALID_PARAMETER)
        self.focus.drive(2 if step & _FARTHER_BIT else 1, width)

    # ---- reports

    def keep_events(self, *, kept: bool) -> None:
        """Begin to report, at first all that is set, or end to."""
        if kept and self.events.is_kept:
            return
        self.events.keep(kept=kept)
        self._count_shots()
        items = [cast("EosProperty", item) for item in self.properties]
        for item in items:
            self.report_property(item)
        for item in items:
            self.events.put(events.choices_record(item))

    def report_property(self, item: Property) -> None:
        """Report a setting's value."""
        self.events.put(events.property_record(cast("EosProperty", self.read_property(item.code))))

    def report_added(self, item: StoredObject) -> None:
        """See BodyModel."""
        self.events.put(events.added_record(item, wide=self.wide))

    def report_card(self, storage: int, *, present: bool) -> None:
        """See BodyModel."""
        self.events.put(events.number_record(events.CARD_IN if present else events.CARD_OUT, storage))
        self._count_shots()

    def report_complete(self) -> None:
        """See BodyModel."""
        self._count_shots()
        self.events.put(events.number_record(events.STATUS_CHANGED, _DONE))

    def report_full(self) -> None:
        """See BodyModel; that no picture comes is all that the body says."""

    def _count_shots(self) -> None:
        item, card = self.properties["availableshots"], self.body.card
        if self.properties.number("capturetarget") == settings.TO_COMPUTER:
            item.value = self.room_on_computer
        else:
            item.value = card.free_bytes // self.plan_files().largest_bytes if card.present else 0
        self.report_property(item)

    def note_room(self, pictures: int) -> None:
        """Know from now on that the computer has room for so many pictures."""
        self.room_on_computer = pictures
        self._count_shots()

    # ---- memory

    def offer_from_memory(self, files: Sequence[StoredObject]) -> None:
        """Ask for the JPEG to be fetched, and for the RAW a little later."""
        self._pictures_left -= 1
        is_last = self._pictures_left <= 0
        self._offer(files[:1])
        later_s = self.body.habits.raw_later_s if len(files) > 1 else 0
        after(later_s, lambda: self._offer(files[1:], is_last=is_last))

    def _offer(self, files: Sequence[StoredObject], *, is_last: bool = False) -> None:
        for file in files:
            self.memory.add(file, format_of(file.name))
            self.body.written.append(file.name)
            self.events.put(events.transfer_record(file, wide=self.wide))
        if is_last:
            self.report_complete()

    def forget_memory(self) -> None:
        """Keep them: only the client says that it has a picture."""

    def find_object(self, handle: int) -> StoredObject:
        """See VirtualCamera."""
        return self.memory.get(handle) if handle in self.memory else super().find_object(handle)

    def delete(self, handle: int) -> None:
        """See VirtualCamera; what is gone is reported."""
        if handle in self.memory:
            self.memory.forget(handle)
            return
        before = list(self.body.card.objects)
        try:
            super().delete(handle)
        finally:
            for gone in before:
                if gone not in self.body.card.objects:
                    self.events.put(events.number_record(events.REMOVED, gone))

    # ---- settings

    def read_property(self, code: int) -> Property:
        """See BodyModel; a few go by PTP's own operations."""
        if any(code == item.code for item in self.standard):
            return self.standard.by_code(code)
        item = self.properties.by_code(code)
        match item.name:
            case "datetime":
                item.value = calendar.timegm(self.body.now().timetuple())
            case "datetimeutc":
                item.value = int(self.body.now().timestamp())
            case "shuttercounter":
                item.value = int(item.default) + self.body.frame
        return item

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """See BodyModel; the exposure program holds some dials."""
        program.check_dial(self.properties, item)
        super().set_property(item, value)

    def turn(self, item: Property, value: PropertyValue, *, force: bool = False) -> None:
        """See BodyModel."""
        if force:
            item.check_format(value)
        else:
            item.check(value)
        before = [(other, other.value) for other in self.properties]
        self.settle_with(item, value)
        self._follow(item)
        for other, old in before:
            if other.value != old or other is item:
                self.report_property(other)

    def _follow(self, item: Property) -> None:
        """Do what a setting that was turned asks for."""
        match item.name:
            case "datetime":
                self.body.set_time(datetime.fromtimestamp(int(item.value), UTC).replace(tzinfo=None))
            case "datetimeutc":
                self.body.set_time(datetime.fromtimestamp(int(item.value)))  # noqa: DTZ006 (a camera's clock has none)
            case "capturetarget":
                self._count_shots()
            case "batterylevel":
                self.standard["5001"].value = item.value
            case "output" | "evfmode":
                self._show_live_view()

    def turn_output(self, *, on: bool) -> None:
        """Show live view on the computer, or there no longer."""
        item = self.properties["output"]
        before = int(item.value)
        self.turn(item, before | settings.ON_COMPUTER if on else before & ~settings.ON_COMPUTER)

    def _show_live_view(self) -> None:
        wanted = self.properties.number("output") & settings.ON_COMPUTER and self.properties.number("evfmode")
        if wanted and not self.is_live_view_prohibited:
            self.live_view.start()
        else:
            self.live_view.stop()

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        program.settle(self.properties, turned)

    def raw_value(self, item: Property, value: PropertyValue) -> PropertyValue:
        """See BodyModel."""
        return settings.raw_value(item, value)

    @property
    def live_view_size(self) -> tuple[int, int]:
        """See BodyModel."""
        return (960, 640)

    @property
    def is_live_view_prohibited(self) -> bool:
        """See BodyModel."""
        return self.properties.number("batterylevel") < _LOW_BATTERY_PERCENT

    # ---- pictures

    def plan_files(self) -> FilePlan:
        """See BodyModel; with a card for the JPEGs, each card has its own image format."""
        is_split = self.body.habits.second_card is SecondCard.JPEG
        names = settings.FORMATS[1:] if is_split else settings.FORMATS[:1]
        return image_format.plan_files(map(self.properties.number, names))

    def drive(self) -> Drive:
        """See BodyModel."""
        mode = self.properties.number("drivemode")
        return Drive(_BURST if mode in _BURSTS else 1, delay_s=_TIMERS_S.get(mode, 0))

    def file_names(self, frame: int) -> tuple[str, str]:
        """See BodyModel."""
        return f"IMG_{frame:04d}.JPG", f"IMG_{frame:04d}.{self.raw_suffix}"

    def shot(self, frame: int) -> Shot:
        """See BodyModel."""
        read, table = program.read_dials(self.properties), self.properties
        return Shot(
            frame=frame,
            taken_at=self.body.now(),
            exposure=meter(read),
            mode=read.mode,
            make="Canon",
            model=self.body.identity.model,
            serial=self.body.identity.serial,
            lens=table.text("lensname"),
            compensation_ev=read.compensation_ev,
            white_balance=_WHITE_BALANCE.get(table.number("whitebalance"), 2),
            metering=_METERING.get(table.number("meteringmode"), 3),
            artist=table.text("artist"),
            copyright=table.text("copyright"),
        )
