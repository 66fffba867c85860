"""The whole virtual camera: body, shutter, focus, live view and the faults it is told to have."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, ClassVar

from rpc_camera.virtual import details, stock
from rpc_camera.virtual.body import Body
from rpc_camera.virtual.delay import after
from rpc_camera.virtual.faults import Faults
from rpc_camera.virtual.focus import Focus
from rpc_camera.virtual.live_view import LiveView
from rpc_camera.virtual.memory import PictureMemory
from rpc_camera.virtual.model import BodyModel
from rpc_camera.virtual.program import ExposureProgram
from rpc_camera.virtual.ptp import FIRST_RAM_HANDLE, STORAGE_ID, PtpError, ResponseCode
from rpc_camera.virtual.request import Reply
from rpc_camera.virtual.shutter import Shutter
from rpc_camera.virtual.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.request import Request
    from rpc_camera.virtual.storage import Card, StoredObject


class VirtualCamera(BodyModel):
    """All parts of one camera; belongs to one event loop.

    A subclass for each kind of body has a table of the `operations` that it answers, by their codes, and its
    `properties` before it is initialized as this.

    `holds_on`: it keeps its shutter open when the client goes away, as bodies on USB do.
    """

    default_model: ClassVar[str]
    first_memory_handle: ClassVar[int] = FIRST_RAM_HANDLE
    raw_and_jpeg: ClassVar[tuple[str, int]]
    """The setting of the image quality, and its value for a RAW and a JPEG."""
    operations: ClassVar[Mapping[int, Callable[[Any, Request], Awaitable[Reply | None] | Reply | None]]]

    def __init__(self, identity: Identity, card: Card) -> None:
        self.body = Body(identity, card, self.habits)
        self.shutter = Shutter(self)
        self.focus = Focus(self.body.habits)
        self.live_view = LiveView(self, self.shutter, self.focus)
        self.upload = Upload(card)
        self.faults = Faults()
        self.memory = PictureMemory(self.first_memory_handle)
        self.program = ExposureProgram(self)
        self.holds_on = False
        self.send_event: Callable[[int, int], None] | None = None  # on the event channel, while there is one
        card.folder_suffix = self.folder_suffix
        self._samples = stock.Samples(self)

    def begin_with_raw_and_jpeg(self) -> None:
        """Set the image quality to RAW and JPEG, before the camera is switched on."""
        name, value = self.raw_and_jpeg
        self.properties[name].value = value
        self.settle(name)

    async def answer(self, request: Request) -> Reply:
        """Carry out an operation; PtpError: it is refused, or not known."""
        handler = self.operations.get(request.operation)
        if handler is None:
            raise PtpError(ResponseCode.OPERATION_NOT_SUPPORTED)
        answer = handler(self, request)
        return (await answer if isinstance(answer, Awaitable) else answer) or Reply()

    def press_shutter(self) -> None:
        """Take a picture as someone at the body does; PtpError: it cannot."""
        self.shutter.release(into_ram=False)

    @property
    def shot_folder(self) -> int:
        """The folder on the card that pictures go to; 0: the top."""
        return self.body.card.shot_folders()[-1][1].handle

    def find_object(self, handle: int) -> StoredObject:
        """Return the object on the card or in memory, or PtpError."""
        return self.memory.get(handle) if handle in self.memory else self.body.card.get(handle)

    def fetched(self, item: StoredObject) -> None:
        """Its last byte was sent."""

    def delete(self, handle: int) -> None:
        """Delete a file, or a folder with all that is in it; PtpError."""
        if handle in self.memory:
            self.memory.forget(handle)
        else:
            self.body.card.remove(handle)

    async def known_object(self, handle: int) -> StoredObject:
        """Return the object with its content there and looked into."""
        item = self.find_object(handle)
        if item.is_folder:
            return item
        if item.path is None:
            await self._samples.have_drawn(item)
        if item.details is None and item.path is not None:
            item.details = await self.body.run(details.read_details, item.path, item.format)
        return item

    # ---- memory

    def offer_from_memory(self, files: Sequence[StoredObject], *, last: bool) -> None:
        """See BodyModel; the JPEG comes when it is written, and the RAW a little later."""
        habits = self.body.habits
        wait_s = habits.begin_to_write()
        after(wait_s, lambda: self._remember(files[:1], last=False))
        after(wait_s + habits.raw_later_s * (len(files) > 1), lambda: self._remember(files[1:], last=last))

    def _remember(self, files: Sequence[StoredObject], *, last: bool) -> None:
        for file in files:
            self.body.note_written(file.name, file.sha256)
            self.remember(file)
        if last:
            self.report_complete()

    def remember(self, file: StoredObject) -> None:
        """Have a file in memory from now on, and report it."""
        self.memory.add(file)

    # ---- what a body that says nothing of its card, and keeps what is in its memory, does not do

    def report_added(self, item: StoredObject) -> None:
        """See BodyModel."""

    def report_card(self, storage: int, *, present: bool) -> None:
        """See BodyModel."""

    def report_complete(self) -> None:
        """See BodyModel."""

    def report_full(self) -> None:
        """See BodyModel."""

    def forget_memory(self) -> None:
        """See BodyModel."""

    # ---- the card and the client

    def insert_card(self, present: bool) -> None:
        """Put the card in or take it out."""
        if present != self.body.card.present:
            self.body.card.present = present
            self.report_card(STORAGE_ID, present=present)

    def open_session(self, number: int) -> None:
        """Begin with an empty queue of reports."""
        self.body.session = number

    def end_session(self) -> None:
        """Act as befits when the client is gone: nobody looks through live view or holds the shutter open."""
        self.body.session = 0
        self.live_view.stop()
        if not self.holds_on:
            self.shutter.let_go()
        self.upload.give_up()

    async def close(self) -> None:
        """Stop everything, with what is under way."""
        await self.shutter.close()
        self.body.close()
