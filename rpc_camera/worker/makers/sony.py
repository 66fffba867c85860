"""Sony Alpha: the shutter button is pressed half to focus, and pictures go to the computer, the card or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.worker.makers.maker import FocusButton, FocusIndication, Maker

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOUND_BY: Final = {
    "Focus Locked": True,
    "Tracking Focused": True,
    "No Focus - Low Contrast": False,
    "Tracking No Focus - Low Contrast": False,
}


class Sony(Maker):
    """Bodies in PC Remote, of protocol 2.00 and 3.00."""

    mark = "sony"
    # Elsewhere, a setting of the name "autofocus" does not focus.
    focus_button = FocusButton("autofocus", ("autofocus", 0), FocusIndication("focusindication", _FOUND_BY))
    coming = "d215"

    def targets_with_card(self, targets: Sequence[str]) -> list[str]:
        """See Maker; at "card" alone, the body reports no picture to anybody; at "card+sdram" it does."""
        return sorted(super().targets_with_card(targets), key=lambda target: "+" not in target)
