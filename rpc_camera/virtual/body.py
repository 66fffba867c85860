"""The camera's body: what it is, its settings, its clock, its event queue, its card and memory."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from rpc_camera.virtual import details, stock
from rpc_camera.virtual.exif import Shot
from rpc_camera.virtual.exposure import meter
from rpc_camera.virtual.habits import Habits
from rpc_camera.virtual.metering import check_dial, read_dials, settle
from rpc_camera.virtual.ptp import (
    STORAGE_ID,
    EventCode,
    PropertyValue,
    PtpError,
    ResponseCode,
    pack_time,
)
from rpc_camera.virtual.quality import plan_files
from rpc_camera.virtual.ram import RamBuffer, is_ram_handle
from rpc_camera.virtual.settings import nikon_properties

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.storage import Card, StoredObject

P = ParamSpec("P")
T = TypeVar("T")

_MAX_EVENTS = 4096
_LOW_BATTERY_PERCENT = 5
_BATTERY_EXHAUSTED = 1 << 8
_COUPLED = ("shutterspeed", "shutterspeed2", "f-number", "lightmeter")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Identity:
    """How the camera introduces itself."""

    model: str
    serial: str


class Body:
    """State that every operation shares; belongs to one event loop."""

    def __init__(self, identity: Identity, card: Card) -> None:
        self.identity = identity
        self.card = card
        self.properties = nikon_properties()
        self.habits = Habits()
        self.ram = RamBuffer(self.emit)
        self.session = 0
        self.frame = 0
        self.written: deque[str] = deque(maxlen=9999)  # the names of the files that it has put on its cards
        self._events: deque[tuple[int, int]] = deque(maxlen=_MAX_EVENTS)
        self._clock_offset = timedelta()
        self._workers = ThreadPoolExecutor(3, "darkroom")
        settle(self.properties)
        self._samples = stock.Samples(self)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` in a thread, so that the camera keeps answering."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """End the threads, after the picture they are at."""
        self._workers.shutdown(cancel_futures=True)

    # ---- events

    def emit(self, code: int, parameter: int = 0) -> None:
        """Queue an event for the client; without one there is nobody to tell."""
        if self.session:
            self._events.append((code, parameter))

    def take_events(self) -> list[tuple[int, int]]:
        """All queued events."""
        taken = list(self._events)
        self._events.clear()
        return taken

    def open_session(self, number: int) -> None:
        """Begin with an empty queue."""
        self.session = number
        self._events.clear()

    def forget_ram(self) -> None:
        """Drop pictures in memory that nobody fetched, and what was reported of them."""
        self.ram.clear()
        stale = {EventCode.OBJECT_ADDED_IN_RAM, EventCode.CAPTURE_COMPLETE_IN_RAM}
        kept = [event for event in self._events if event[0] not in stale]
        self._events.clear()
        self._events.extend(kept)

    # ---- objects

    def find_object(self, handle: int) -> StoredObject:
        """Return the object on the card or in memory, or PtpError."""
        return self.ram.get(handle) if is_ram_handle(handle) else self.card.get(handle)

    async def known_object(self, handle: int) -> StoredObject:
        """Return the object with its content there and looked into."""
        item = self.find_object(handle)
        if item.is_folder:
            return item
        if item.path is None:
            await self._samples.have_drawn(item)
        if item.details is None and item.path is not None:
            item.details = await self.run(details.read_details, item.path, item.format)
        return item

    def insert_card(self, present: bool) -> None:
        """Put the card in or take it out."""
        if present != self.card.present:
            self.card.present = present
            self.emit(EventCode.STORE_ADDED if present else EventCode.STORE_REMOVED, STORAGE_ID)

    # ---- settings

    def now(self) -> datetime:
        """Return the camera's clock: local time, without a zone, as cameras have it."""
        return datetime.now() + self._clock_offset  # noqa: DTZ005 (see above)

    def read_property(self, code: int) -> Property:
        """Return the property with a current value, or PtpError."""
        item = self.properties.by_code(code)
        match item.name:
            case "datetime":
                item.value = pack_time(self.now())
            case "availableshots":
                item.value = self.card.free_bytes // plan_files(self.properties).largest_bytes
            case "activefolder":
                item.value = next(reversed(self.card.shot_folders()), (100, None))[0]
            case "liveviewprohibit":
                exhausted = self.properties.number("batterylevel") < _LOW_BATTERY_PERCENT
                item.value = _BATTERY_EXHAUSTED if exhausted else 0
        return item

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """Set it for a client; raises PtpError when the camera does not let it."""
        item.check(value)
        check_dial(self.properties, item, value)
        if not item.writable:
            raise PtpError(ResponseCode.ACCESS_DENIED)
        self.turn(item, value)

    def turn(self, item: Property, value: PropertyValue, *, force: bool = False) -> None:
        """Set it as someone at the body can, where more can be turned than from afar; `force`: to any that PTP can say.

        PtpError: the camera has no such value, or cannot reckon with it, and everything is as it was.
        """
        if force:
            item.check_format(value)
        else:
            item.check(value)
        if item.name == "datetime":
            self._set_clock(str(value))
        coupled = [self.properties[name] for name in _COUPLED]
        before = [(other.value, other.writable) for other in coupled]
        self._settle_with(item, value)
        self.emit(EventCode.PROPERTY_CHANGED, item.code)
        for other, old in zip(coupled, before, strict=True):
            if (other.value, other.writable) != old and other is not item:
                self.emit(EventCode.PROPERTY_CHANGED, other.code)

    def _settle_with(self, item: Property, value: PropertyValue) -> None:
        """Set `item` and what hangs together with it, or leave all of it as it is (PtpError)."""
        before = [(other, other.value, other.writable) for other in self.properties]
        item.value = value
        try:
            settle(self.properties, item.name)
            self.properties.check_formats()
        except (ArithmeticError, LookupError, StopIteration, ValueError, PtpError):
            for other, old, writable in before:
                other.value, other.writable = old, writable
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE) from None

    def _set_clock(self, text: str) -> None:
        try:
            moment = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (see now)
        except ValueError:
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE) from None
        self._clock_offset = moment - datetime.now()  # noqa: DTZ005

    # ---- pictures

    def next_frame(self) -> int:
        """Return the number of the next picture; 1 comes after 9999."""
        self.frame = self.frame % 9999 + 1
        return self.frame

    def shot(self, frame: int) -> Shot:
        """Return a picture taken now, as everything is set."""
        table = self.properties
        comment = table.text("imagecomment") if table.number("imagecommentenable") else ""
        dials = read_dials(table)
        return Shot(
            frame=frame,
            taken_at=self.now(),
            exposure=meter(dials),
            mode=dials.mode,
            model=self.identity.model,
            serial=self.identity.serial,
            compensation_ev=dials.compensation_ev,
            white_balance=table.number("whitebalance"),
            metering=table.number("exposuremetermode"),
            focal_length_mm=table.number("focallength") / 100,
            orientation=(1, 8, 6, 3)[table.number("orientation")],
            artist=table.text("artist"),
            copyright=table.text("copyright"),
            comment=comment,
        )
