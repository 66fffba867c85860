"""Canon EOS: focusing is started and ended, and bodies without a bulb operation have their button held down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rpc_camera.worker.makers.maker import FocusButton, Maker, ShutterButton, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping


class Canon(Maker):
    """EOS bodies, with mirror and without; of PowerShots, most do not have these settings."""

    mark = "canon"
    uses_all_access = True
    release_is_named = True
    shutter_buttons = (*Maker.shutter_buttons, ShutterButton("eosremoterelease", "Immediate", "Release Full"))
    focus_button = FocusButton("autofocusdrive", end=("cancelautofocus", 1))
    changed_by_live_view = ("output", "evfmode")
    signs: ClassVar[Mapping[str, Sign]] = {**Maker.signs, "EOS event AfResult": Sign.FOCUSING_ENDED}
