"""Fujifilm X: it lends its control, reports nothing by itself, and knows where its lens stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rpc_camera.worker.faults import NO_FOCUS, Meaning
from rpc_camera.worker.makers.maker import Maker

if TYPE_CHECKING:
    from collections.abc import Mapping

# What bodies call superfine, and RAW and superfine, since the X-T4, for which libgphoto2 has no words.
_FINEST: Final = "Unknown value 0006"
_RAW_AND_FINEST: Final = "Unknown value 0007"


class Fuji(Maker):
    """X and GFX bodies; focusing ends by itself, and says when it has failed."""

    mark = "fuji"
    release_is_named = True
    last_file_completes = True
    reports_changes = False
    means: ClassVar[Mapping[tuple[str, str], str]] = {
        ("expprogram", "Action"): "P",
        ("expprogram", "Unknown value 0006"): "P",
    }
    control = ("prioritymode", "USB")
    idle_pump_s = 0.5  # each time, the body is put in control, and lists all its objects
    lens_has_positions = True
    drives_in = ("Manual",)
    live_view_sign = live_view_switch = "movie"  # of any make, this begins and ends what PTP calls open capture
    refuses_to_end_live_view_twice = True
    releases_in_live_view = False
    meanings: ClassVar[Mapping[str, Meaning]] = {"perhaps no auto-focus": NO_FOCUS}

    def files_of(self, quality: str) -> int:
        """See Maker."""
        return 2 if quality == _RAW_AND_FINEST else super().files_of(quality)

    def names_files(self, quality: str) -> bool:
        """See Maker."""
        return quality in {_FINEST, _RAW_AND_FINEST} or super().names_files(quality)
