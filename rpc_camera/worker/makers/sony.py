"""Sony Alpha: the shutter button is pressed half to focus, and pictures go to the computer, the card or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rpc_camera.worker.makers.maker import FocusButton, FocusIndication, Maker, StandIn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOUND_BY: Final = {
    "Focus Locked": True,
    "Tracking Focused": True,
    "No Focus - Low Contrast": False,
    "Tracking No Focus - Low Contrast": False,
}


class Sony(Maker):
    """Bodies in PC Remote, of protocol 2.00 and 3.00."""

    mark = "sony"
    release_is_named = True
    # Elsewhere, a setting of the name "autofocus" does not focus.
    focus_button = FocusButton("autofocus", ("autofocus", 0), FocusIndication("focusindication", _FOUND_BY))
    passes_over_releases = True
    stepped = ("f-number",)
    drives_in = ("Manual", "DMF")
    coming = "d215"
    burst_is_said_to_be_complete = False

    idle_pump_s = 0.5  # each time, ptp2 asks for all settings of the body
    card_signs: ClassVar[Mapping[str, str]] = {"d248": "1", "d256": "1"}  # slots 1 and 2 of newer bodies
    # ptp2 sends no value for it, since its table has no type for the setting.
    stand_ins: ClassVar[Mapping[str, StandIn]] = {
        "capturetarget": StandIn("d222", {"sdram": "1", "card": "16", "card+sdram": "17"})
    }

    def preferred_targets(self, targets: Sequence[str], *, has_card: bool) -> list[str]:
        """See Maker; at "card" alone, the body reports no picture to anybody; at "card+sdram" it does."""
        both = [target for target in targets if "+" in target]
        return both if has_card else [*both, *(target for target in targets if "card" not in target)]
