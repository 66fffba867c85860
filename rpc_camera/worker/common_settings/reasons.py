"""Why a body refuses to have a common setting changed, and what would free it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera.worker.common_settings.quantity import Value

# The modes in which a body chooses it, of whatever make.
_CHOSEN_IN: Final = {
    "shutter_s": frozenset({"program", "aperture_priority", "auto", "bulb"}),
    "aperture": frozenset({"program", "shutter_priority", "auto"}),
}
_FREED_BY: Final = {
    "shutter_s": "manual or shutter_priority",
    "aperture": "manual or aperture_priority",
    "exposure_compensation": "program, aperture_priority or shutter_priority",
    "iso": "manual, program, aperture_priority or shutter_priority",
}
_ELSEWHERE: Final = {
    "mode": "The mode dial on the body sets it: turn that.",
    "aperture": "A ring on the lens may set it: turn it to A.",
    "focus_mode": "A switch on the body or lens sets it: move that.",
    "size": "The body has it fixed at the present quality: set a quality with JPEG.",
    "compression": "The body has it fixed at the present quality: set a quality with JPEG.",
    "kelvin": "The body takes it only at white balance kelvin: set that too.",
    "target": "The body has no choice of where pictures go: see whether a card is in it.",
}
_ANYTHING: Final = "A dial or switch on the body, or its menu, sets it."


def is_chosen_by_body(key: str, mode: Value | None) -> bool:
    """Return whether a body in `mode` chooses a common setting, whether its driver says so or not."""
    return mode in _CHOSEN_IN.get(key, frozenset())


def why_read_only(key: str, mode: Value | None) -> str:
    """Return a sentence or two for a common setting that is read-only while the body is in `mode`."""
    modes = _FREED_BY.get(key)
    if modes and str(mode) not in modes:
        present = f"mode {mode}" if mode else "its present mode"
        return f"The body chooses it in {present}: set mode to {modes}, with set_exposure or on its dial."
    return _ELSEWHERE.get(key, _ANYTHING)
