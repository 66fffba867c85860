"""What an EOS reports: its settings, its cards, and the pictures that it has for the computer."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, ClassVar, cast

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.makers.canon import events, settings
from rpc_camera.virtual.makers.canon.events import EventQueue
from rpc_camera.virtual.makers.canon.memory import PictureMemory
from rpc_camera.virtual.storage import format_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.makers.canon.settings import EosProperty
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.storage import Card, StoredObject

_BUSY, _DONE = 1, 0


class ReportingEos(VirtualCamera):
    """The side of it that reports. `wide`: events count sizes in 64 bits; `olc_version`: that of its display.

    `raws`: the kinds of RAW that it has, as image formats.
    """

    reports_unchanged = True
    wide: ClassVar[bool]
    olc_version: ClassVar[int]
    raws: ClassVar[tuple[int, ...]]

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = settings.eos_properties(self.olc_version, self.raws)
        self.properties["eosserialnumber"].value = identity.serial
        self.standard = settings.standard_properties(identity.model)
        self.events = EventQueue()
        self.memory = PictureMemory()
        self.room_on_computer = 0  # pictures
        self._pictures_left = 0  # of a release into memory
        super().__init__(identity, card)

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

    # ---- reports

    def keep_events(self, *, kept: bool) -> None:
        """Begin to report, at first all that is set, or end to."""
        if kept and self.events.is_kept:
            return
        self.events.keep(kept=kept)
        self._count_shots()
        items = [cast("EosProperty", item) for item in self.properties]
        for item in items:
            self.report_setting(item)
        for item in items:
            self.events.put(events.choices_record(item))

    def report_setting(self, item: Property) -> None:
        """See BodyModel."""
        self.events.put(events.property_record(cast("EosProperty", self.read_property(item.code))))

    def report_added(self, item: StoredObject) -> None:
        """See BodyModel."""
        self.events.put(events.added_record(item, wide=self.wide))

    def report_card(self, storage: int, *, present: bool) -> None:
        """See BodyModel."""
        self.events.put(events.number_record(events.CARD_IN if present else events.CARD_OUT, storage))
        self._count_shots()

    def report_release(self, pictures: int) -> None:
        """Report that the body is busy with so many pictures."""
        self._pictures_left = pictures
        self.events.put(events.number_record(events.STATUS_CHANGED, _BUSY))

    def report_complete(self) -> None:
        """See BodyModel."""
        self._count_shots()
        self.events.put(events.number_record(events.STATUS_CHANGED, _DONE))

    def _count_shots(self) -> None:
        item, card = self.properties["availableshots"], self.body.card
        if self.properties.number("capturetarget") == settings.TO_COMPUTER:
            item.value = self.room_on_computer
        else:
            item.value = card.free_bytes // self.plan_files().largest_bytes if card.present else 0
        self.report_setting(item)

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
            self.body.note_written(file.name, file.sha256)
            self.events.put(events.transfer_record(file, wide=self.wide))
        if is_last:
            self.report_complete()

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
