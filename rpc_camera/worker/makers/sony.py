"""Sony Alpha: the shutter button is pressed half to focus, and pictures go to the computer, the card or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.worker.makers.maker import FocusButton, Maker

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sony(Maker):
    """Bodies in PC Remote, of protocol 2.00 and 3.00."""

    mark = "sony"
    focus_button = FocusButton("autofocus", end=("autofocus", 0))  # elsewhere, a setting of that name does not focus

    def targets_with_card(self, targets: Sequence[str]) -> list[str]:
        """See Maker; at "card" alone, the body reports no picture to anybody; at "card+sdram" it does."""
        return sorted(super().targets_with_card(targets), key=lambda target: "+" not in target)
