"""Nikon: at Bulb by itself for an exposure that is held open; its lens moves in live view only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rpc_camera.errors import ErrorName
from rpc_camera.worker.faults import NO_FOCUS, Meaning
from rpc_camera.worker.makers.maker import Maker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import ServiceError


class Nikon(Maker):
    """Its DSLR and Z bodies."""

    mark = "nikon"
    uses_all_access = True
    release_is_named = True
    turned_by_bulb = ("shutterspeed2", "shutterspeed", "expprogram")
    refuses_to_close_twice = True
    hides_refused_releases = True
    live_view_sign = "viewfinder"
    changed_by_live_view = ("recordingmedia",)
    meanings: ClassVar[Mapping[str, Meaning]] = {
        "out of focus": NO_FOCUS,
        "focus at limit": Meaning(ErrorName.CAMERA_ERROR, "The lens is at the end of its way: drive it the other way."),
        "stepping too small": Meaning(ErrorName.CAMERA_ERROR, "Drive the focus by more steps at a time."),
        "processing of shooting": Meaning(ErrorName.CAMERA_BUSY),
        "temperature": Meaning(ErrorName.CAMERA_ERROR, "Let the camera cool down.", retryable=True),
        "bulb warning": Meaning(ErrorName.CAMERA_ERROR, "Set another shutter speed than Bulb for live view."),
        "not p/a/s/m": Meaning(ErrorName.CAMERA_ERROR, "Turn the camera's mode dial to P, A, S or M."),
    }

    def drives_only_in_live_view(self, refusal: ServiceError) -> bool:
        """See Maker; ptp2 says so."""
        return bool(refusal.driver and "only in LiveView" in refusal.driver.context)
