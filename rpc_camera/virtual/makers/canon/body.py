"""An EOS: its shutter button is pressed from afar, half and full, its settings hang together, and it takes pictures."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.exposure import Dials
from rpc_camera.virtual.habits import UNHURRIED, SecondCard
from rpc_camera.virtual.makers.canon import display, events, image_format, scales, settings
from rpc_camera.virtual.makers.canon.reports import ReportingEos
from rpc_camera.virtual.model import Drive
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.exif import Shot
    from rpc_camera.virtual.quality import FilePlan
    from rpc_camera.virtual.storage import Card

HALF, FULL = 1, 2
_NOT_IN_LIVE_VIEW: Final = 0xA005
_FOCUS_FOUND, _NO_FOCUS = 4, 5
_MEMORY_AT_MOST: Final = 12  # files
_BURST: Final = 3
_TIMERS_S: Final = {settings.TIMER: 10, settings.SHORT_TIMER: 2}
_BURSTS: Final = frozenset({settings.CONTINUOUS, settings.FAST, settings.SLOW})
_LENS_STEPS: Final = {1: 10, 2: 80, 3: 600}
_FARTHER_BIT: Final = 0x8000
_AUTO_ISO_LIMIT: Final = 6400
_MODES: Final = {
    settings.PROGRAM: dials.PROGRAM,
    settings.SHUTTER_PRIORITY: dials.SHUTTER_PRIORITY,
    settings.APERTURE_PRIORITY: dials.APERTURE_PRIORITY,
    settings.MANUAL: dials.MANUAL,
    settings.BULB_MODE: dials.MANUAL,
}
_METERING: Final = {1: 4, 3: 3, 4: 4, 5: 2}
_WHITE_BALANCE: Final = {0: 2, 1: 4, 2: 0x8010, 3: 6, 4: 5, 5: 7, 8: 0x8011}


class EosBody(ReportingEos):
    """What all of them share, but for what each answers."""

    make = "Canon"
    lens = settings.LENS
    file_stem = "IMG_{:04d}"
    sizes_listed_undrawn = True
    habits = UNHURRIED
    aperture_scale = scales.APERTURE
    shutter_scale = scales.SHUTTER
    other_scales = (scales.ISO,)
    raw_and_jpeg = (settings.FORMATS[0], image_format.RAW_AND_LARGE)
    live_view_size = (960, 640)

    def __init__(self, identity: Identity, card: Card) -> None:
        self._is_focused = True
        super().__init__(identity, card)

    def end_session(self) -> None:
        """See VirtualCamera; what was for the computer is lost."""
        super().end_session()
        self.keep_events(kept=False)
        self.memory.clear()
        self.properties["output"].value = 0
        self.room_on_computer = 0

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
        has_room = self.room_on_computer and len(self.memory) < _MEMORY_AT_MOST
        if to_computer and not has_room:
            raise PtpError(ResponseCode.STORE_FULL)
        self.shutter.release(into_ram=to_computer)
        self.report_release()

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
        self.report(display.display_record(self.properties, display.FOCUS_GROUP, state))

    # ---- the lens

    def autofocus(self) -> None:
        """Focus once, and report how it went."""
        self.focus.autofocus(self._report_focus)

    def _report_focus(self, found: bool) -> None:
        self._show_focus(display.FOCUSED if found else display.FOCUS_FAILED)
        self.report(events.number_record(events.EosEvent.FOCUS_ENDED, _FOCUS_FOUND if found else _NO_FOCUS))

    def drive_lens(self, step: int) -> None:
        """Move the focus by one of three widths. PtpError: there is no such, or live view is off."""
        self.live_view.check(_NOT_IN_LIVE_VIEW)
        width = _LENS_STEPS.get(step & ~_FARTHER_BIT, 0)  # which no lens can be driven by
        self.focus.drive(2 if step & _FARTHER_BIT else 1, width)

    # ---- settings

    def settle(self, turned: str) -> None:
        """See BodyModel."""
        table = self.properties
        self.program.follow(turned)
        match turned:
            case "datetime":
                self.body.set_time(datetime.fromtimestamp(table.number(turned), UTC).replace(tzinfo=None))
            case "datetimeutc":
                self.body.set_time(datetime.fromtimestamp(table.number(turned)))  # noqa: DTZ006 (as cameras have it)
            case "capturetarget":
                self._count_shots()
            case "batterylevel":
                table["5001"].value = table["batterylevel"].value
            case "imageformat":
                for name in settings.FORMATS:
                    table[name].value = table[turned].value
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

    @property
    def _is_at_b(self) -> bool:
        return self.properties.number("autoexposuremode") == settings.BULB_MODE

    def held_dials(self) -> frozenset[str]:
        """See BodyModel; at B on the mode dial there is no other time."""
        held = super().held_dials()
        return held | {scales.SHUTTER.name} if self._is_at_b else held

    def dials(self) -> Dials:
        """See BodyModel."""
        table = self.properties
        iso, speed = table.number("iso"), table.number("shutterspeed")
        is_held_open = self._is_at_b or speed == scales.BULB
        return Dials(
            mode=_MODES.get(table.number("autoexposuremode"), dials.AUTO),
            aperture=scales.value_of(scales.F_NUMBERS, table.number("aperture")),
            shutter_s=None if is_held_open else scales.value_of(scales.TIMES_S, speed),
            iso=scales.value_of(scales.ISO_SPEEDS, iso),
            compensation_ev=scales.value_of(scales.BIASES_EV, table.number("exposurecompensation")),
            auto_iso_limit=_AUTO_ISO_LIMIT if iso == scales.AUTO_ISO else None,
        )

    def shot(self, frame: int) -> Shot:
        """See BodyModel."""
        table = self.properties
        return replace(
            super().shot(frame),
            white_balance=_WHITE_BALANCE.get(table.number("whitebalance"), 2),
            metering=_METERING.get(table.number("meteringmode"), 3),
            artist=table.text("artist"),
            copyright=table.text("copyright"),
        )
