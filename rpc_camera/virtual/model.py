"""What a model of body does in its own way: its settings, its names for files, and how it reports what happens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rpc_camera.virtual.delay import after
from rpc_camera.virtual.dials import FREE_APERTURE, FREE_SHUTTER
from rpc_camera.virtual.exif import Shot
from rpc_camera.virtual.exposure import meter
from rpc_camera.virtual.habits import Habits
from rpc_camera.virtual.ptp import DATE_TIME, DataType, PtpError, ResponseCode, pack_time
from rpc_camera.virtual.scale import F_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.virtual.body import Body
    from rpc_camera.virtual.exposure import Dials
    from rpc_camera.virtual.properties import Property, PropertyTable
    from rpc_camera.virtual.ptp import PropertyValue
    from rpc_camera.virtual.quality import FilePlan
    from rpc_camera.virtual.scale import Scale
    from rpc_camera.virtual.storage import StoredObject

LOW_BATTERY_PERCENT: Final = 5


@dataclass(frozen=True)
class Drive:
    """What one release does: so many pictures, after a delay. At Time, `ends_next`, another release ends it.

    `raises_mirror`: every other one does that alone.
    """

    pictures: int = 1
    delay_s: float = 0.0
    ends_next: bool = False
    raises_mirror: bool = False


class BodyModel(ABC):
    """A model of body, as the parts that all models share need it.

    `properties` are its settings, by PTP code and by the name of libgphoto2's widget; "batterylevel" is one of them.
    """

    make: ClassVar[str]
    """As EXIF has it."""
    lens: ClassVar[str]
    folder_suffix: ClassVar[str]
    file_stem: ClassVar[str]
    """With the number of the frame in place of {}."""
    raw_suffix: ClassVar[str]
    sizes_listed_undrawn: ClassVar[bool] = False
    """Whether its listings have sizes of files that nobody has asked for yet, which these keep then."""
    keeps_one_in_memory: ClassVar[bool] = True  # and takes the next picture when that is there
    reports_unchanged: ClassVar[bool] = False
    """Whether a setting is reported that was set to what it was."""
    habits: ClassVar[Habits] = Habits()  # at first
    aperture_scale: ClassVar[Scale] = F_NUMBER
    shutter_scale: ClassVar[Scale]  # with the word "bulb"
    other_scales: ClassVar[Sequence[Scale]] = ()
    """Of the other settings that libgphoto2 shows as more than a number."""
    body: Body
    properties: PropertyTable

    # ---- settings

    @abstractmethod
    def dials(self) -> Dials:
        """Return the exposure settings."""

    def held_dials(self) -> frozenset[str]:
        """Return the names of the dials that the exposure program chooses by itself."""
        mode = self.dials().mode
        free = ((self.aperture_scale, FREE_APERTURE), (self.shutter_scale, FREE_SHUTTER))
        return frozenset(scale.name for scale, modes in free if mode not in modes)

    def check_free(self, item: Property) -> None:
        """Raise PtpError where the exposure program holds this dial."""
        if item.name in self.held_dials():
            raise PtpError(ResponseCode.ACCESS_DENIED)

    def shot(self, frame: int) -> Shot:
        """Return a picture taken now, as everything is set."""
        read, identity = self.dials(), self.body.identity
        return Shot(
            frame=frame,
            taken_at=self.body.now(),
            exposure=meter(read),
            mode=read.mode,
            make=self.make,
            model=identity.model,
            serial=identity.serial,
            lens=self.lens,
            compensation_ev=read.applied_compensation_ev,
        )

    @abstractmethod
    def plan_files(self) -> FilePlan:
        """Return which files the next release makes."""

    @abstractmethod
    def drive(self) -> Drive:
        """Return what the next release does."""

    @property
    def shots_left(self) -> int:
        """How many more releases the card has room for."""
        return self.body.card.free_bytes // self.plan_files().largest_bytes

    def file_names(self, frame: int) -> tuple[str, str]:
        """Return the names of a picture's JPEG and RAW."""
        stem = self.file_stem.format(frame)
        return f"{stem}.JPG", f"{stem}.{self.raw_suffix}"

    def read_property(self, code: int) -> Property:
        """Return the property with a current value; PtpError: there is none."""
        item = self.properties.by_code(code)
        if code == DATE_TIME:
            item.value = pack_time(self.body.now())
        return item

    def set_property(self, item: Property, value: PropertyValue) -> None:
        """Set it for a client. PtpError: it cannot be set, or not to this value."""
        item.check(value)
        if not item.writable:
            raise PtpError(ResponseCode.ACCESS_DENIED)
        self.check_free(item)
        if not self.body.habits.ignores_sets:
            after(self.body.habits.settle_s, lambda: self.turn(item, value))

    def turn(self, item: Property, value: PropertyValue, *, force: bool = False) -> None:
        """Set it and what hangs together with it, as someone at the body can, or leave all of it as it is (PtpError).

        `force`: to any value that PTP can say.
        """
        item.check(value, force=force)
        before = [(other, other.value, other.writable) for other in self.properties]
        item.value = value
        try:
            if item.code == DATE_TIME:
                self.body.set_clock(str(value))
            self.settle(item.name)
            self.properties.check_formats()
        except (ArithmeticError, LookupError, StopIteration, ValueError, PtpError):
            for other, old, writable in before:
                other.value, other.writable = old, writable
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE) from None
        for other, old, writable in before:
            is_changed = (other.value, other.writable) != (old, writable)
            if is_changed or (other is item and self.reports_unchanged):
                self.report_setting(other)

    @abstractmethod
    def settle(self, turned: str) -> None:
        """Bring all in line after `turned` was set, or raise where nothing can be reckoned with its value."""

    def raw_value(self, item: Property, value: PropertyValue) -> PropertyValue:
        """Return what `value`, as libgphoto2 shows it, is in PTP. ValueError: it is not understood."""
        if isinstance(value, int) or item.kind is DataType.STRING:
            return value
        scales = (self.aperture_scale, self.shutter_scale, *self.other_scales)
        scale = next((scale for scale in scales if scale.name == item.name), None)
        return int(value, 0) if scale is None else scale.read(value)

    @property
    @abstractmethod
    def live_view_size(self) -> tuple[int, int]:
        """The size of live view's frames."""

    @property
    def is_live_view_prohibited(self) -> bool:
        """Whether live view cannot be switched on now."""
        return self.properties.number("batterylevel") < LOW_BATTERY_PERCENT

    # ---- reports

    @abstractmethod
    def report_setting(self, item: Property) -> None:
        """Report that a setting was turned, or has changed with one that was."""

    @abstractmethod
    def report_added(self, item: StoredObject) -> None:
        """Report a new file or folder on a card."""

    @abstractmethod
    def report_card(self, storage: int, *, present: bool) -> None:
        """Report that a card was put in, or taken out."""

    @abstractmethod
    def report_complete(self) -> None:
        """Report that the last file of a release is written."""

    @abstractmethod
    def report_full(self) -> None:
        """Report that a picture was lost for want of room."""

    # ---- memory

    @abstractmethod
    def offer_from_memory(self, files: Sequence[StoredObject], *, last: bool) -> None:
        """Offer the files of a picture that goes to the client, and to no card; `last`: it is that of its release."""

    @abstractmethod
    def forget_memory(self) -> None:
        """Drop the pictures in memory that nobody fetched, at the next release into memory."""
