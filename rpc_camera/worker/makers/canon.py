"""Canon EOS: focusing is started and ended, and bodies without a bulb operation have their button held down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rpc_camera.errors import ErrorName
from rpc_camera.worker.faults import NO_FOCUS, Meaning
from rpc_camera.worker.makers.maker import FocusButton, Maker, ShutterButton, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import ServiceError


_UNFOCUSED: Final = ShutterButton("eosremoterelease", "Press Full MF", "Release")


class Canon(Maker):
    """EOS bodies, with mirror and without; of PowerShots, most do not have these settings."""

    mark = "canon"
    serial_number_settings = ("eosserialnumber",)
    forgets_events = True
    uses_all_access = True
    release_is_named = True
    report_anew = (("eventmode", "0"), ("eventmode", "1"))
    idle_pump_s = 0.5
    named_in_events: ClassVar[Mapping[str, str]] = {
        "syncdatetime": "datetime",
        "syncdatetimeutc": "datetimeutc",
        "d11c": "capturetarget",
    }
    mirror_lock = "mirrorlock"
    shutter_buttons = (*Maker.shutter_buttons, _UNFOCUSED)
    unfocused_release = _UNFOCUSED
    qualities_by_card = ("imageformatcf", "imageformatsd")
    keeps_listings = True
    focus_button = FocusButton("autofocusdrive", end=("cancelautofocus", 1))
    changed_by_live_view = ("output", "evfmode")
    signs: ClassVar[Mapping[str, Sign]] = {
        **Maker.signs,
        "StoreAdded 0x": Sign.CARD_CHANGED,
        "StoreRemoved 0x": Sign.CARD_CHANGED,
        "Focus Info 000000000101": Sign.FOCUS_FOUND,
        "Focus Info 000000000200": Sign.FOCUS_FAILED,
        "EOS event AfResult": Sign.FOCUSING_ENDED,
        "Camera Status 1": Sign.BUSY,
    }
    meanings: ClassVar[Mapping[str, Meaning]] = {
        "auto-focus failed": NO_FOCUS,
        "perhaps no focus": NO_FOCUS,
        "perhaps mirror up": Meaning(
            ErrorName.CAMERA_ERROR, "Release again, or set `mirrorlock` to 0 with set_config."
        ),
    }

    def drives_only_in_live_view(self, refusal: ServiceError) -> bool:
        """See Maker; ptp2 gives no reason, so that any refusal can be this one."""
        return refusal.name is ErrorName.CAMERA_ERROR
