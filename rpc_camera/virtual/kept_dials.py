"""What a body keeps of the dials that an automatic program holds: what was set by hand is there again after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rpc_camera.virtual.properties import PropertyTable
    from rpc_camera.virtual.ptp import PropertyValue

FREE: Final = {
    "f-number": frozenset({dials.MANUAL, dials.APERTURE_PRIORITY}),
    "shutterspeed": frozenset({dials.MANUAL, dials.SHUTTER_PRIORITY}),
}
"""In which programs which dial can be turned, by the names that PTP's own properties have."""


class KeptDials:
    """The values that the dials of one body had when a program began to hold them, by name."""

    def __init__(self) -> None:
        self._values: dict[str, PropertyValue] = {}

    def hold(self, table: PropertyTable, held: AbstractSet[str], turned: str) -> None:
        """Keep what `held` has newly, before the program chooses it, and give back what it has no longer.

        `turned`: the dial that was set just now, which has its value.
        """
        for name in held - self._values.keys():
            self._values[name] = table[name].value
        for name in self._values.keys() - held:
            kept = self._values.pop(name)
            if name != turned:
                table[name].value = kept
