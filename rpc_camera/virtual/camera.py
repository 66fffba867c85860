"""The whole virtual camera: body, shutter, focus, live view and the faults it is told to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.virtual.body import Body, Identity
from rpc_camera.virtual.faults import Faults
from rpc_camera.virtual.focus import Focus
from rpc_camera.virtual.live_view import LiveView
from rpc_camera.virtual.ptp import ResponseCode
from rpc_camera.virtual.shutter import Shutter
from rpc_camera.virtual.upload import Upload

if TYPE_CHECKING:
    from rpc_camera.virtual.storage import Card


class VirtualCamera:
    """All parts of one camera; belongs to one event loop.

    `holds_on`: it keeps its shutter open when the client goes away, as bodies on USB do.
    """

    def __init__(self, identity: Identity, card: Card) -> None:
        self.body = Body(identity, card)
        self.shutter = Shutter(self.body)
        self.focus = Focus()
        self.live_view = LiveView(self.body, self.shutter, self.focus)
        self.upload = Upload(card)
        self.faults = Faults()
        self.holds_on = False

    def readiness(self) -> ResponseCode:
        """Return what DeviceReady answers."""
        if self.shutter.bulb:
            return ResponseCode.BULB_RELEASE_BUSY
        if self.shutter.busy or self.focus.moving:
            return ResponseCode.DEVICE_BUSY
        return self.focus.take_outcome()

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
