"""What an EOS reports: its settings, its cards, and the pictures that it has for the computer."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, ClassVar

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.event_queue import EventQueue
from rpc_camera.virtual.makers.canon import events, settings
from rpc_camera.virtual.makers.canon.events import EosEvent

if TYPE_CHECKING:
    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.storage import Card, StoredObject

_BUSY, _DONE = 1, 0


class ReportingEos(VirtualCamera):
    """The side of it that reports. `wide`: events count sizes in 64 bits; `olc_version`: that of its display.

    `raws`: the kinds of RAW that it has, as image formats.
    """

    reports_unchanged = True
    first_memory_handle = 0xC0000001
    wide: ClassVar[bool]
    olc_version: ClassVar[int]
    raws: ClassVar[tuple[int, ...]]

    def __init__(self, identity: Identity, card: Card) -> None:
        self.properties = settings.eos_properties(identity, self.olc_version, self.raws)
        self.events: EventQueue[bytes] = EventQueue()
        self.room_on_computer = 0  # pictures
        self._keeps_events = False  # which a client asks for
        super().__init__(identity, card)

    def read_property(self, code: int) -> Property:
        """See BodyModel."""
        item = super().read_property(code)
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
        if kept == self._keeps_events:
            return
        self._keeps_events = kept
        self.events.take()
        self._count_shots()
        for item in self.properties:
            self.report_setting(item)
        for item in self.properties:
            if item.code not in settings.STANDARD:
                self.report(events.choices_record(item))

    def report(self, event: bytes) -> None:
        """Queue an event for a client that wants them."""
        if self._keeps_events:
            self.events.put(event)

    def report_setting(self, item: Property) -> None:
        """See BodyModel."""
        if item.code not in settings.STANDARD:
            self.report(events.property_record(self.read_property(item.code)))

    def report_added(self, item: StoredObject) -> None:
        """See BodyModel."""
        self.report(events.added_record(item, wide=self.wide))

    def report_card(self, storage: int, *, present: bool) -> None:
        """See BodyModel."""
        self.report(events.number_record(EosEvent.CARD_IN if present else EosEvent.CARD_OUT, storage))
        self._count_shots()

    def report_release(self) -> None:
        """Report that the body is busy with pictures."""
        self.report(events.number_record(EosEvent.STATUS_CHANGED, _BUSY))

    def report_complete(self) -> None:
        """See BodyModel."""
        self._count_shots()
        self.report(events.number_record(EosEvent.STATUS_CHANGED, _DONE))

    def _count_shots(self) -> None:
        item = self.properties["availableshots"]
        if self.properties.number("capturetarget") == settings.TO_COMPUTER:
            item.value = self.room_on_computer
        else:
            item.value = self.shots_left if self.body.card.present else 0
        self.report_setting(item)

    def note_room(self, pictures: int) -> None:
        """Know from now on that the computer has room for so many pictures."""
        self.room_on_computer = pictures
        self._count_shots()

    # ---- objects

    def remember(self, file: StoredObject) -> None:
        """See VirtualCamera; the computer is asked to fetch it."""
        super().remember(file)
        file.storage = 0
        self.report(events.transfer_record(file, wide=self.wide))

    def delete(self, handle: int) -> None:
        """See VirtualCamera; what is gone from a card is reported."""
        before = list(self.body.card.objects)
        try:
            super().delete(handle)
        finally:
            for gone in before:
                if gone not in self.body.card.objects:
                    self.report(events.number_record(EosEvent.REMOVED, gone))
