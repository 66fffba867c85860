"""The exposure program: which dials it holds, what it chooses for them, and what they had before it."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from rpc_camera.virtual.exposure import meter

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rpc_camera.virtual.exposure import Exposure
    from rpc_camera.virtual.model import BodyModel
    from rpc_camera.virtual.ptp import PropertyValue


class ExposureProgram:
    """The program of one body; what was set by hand is there again when a dial is let go of."""

    def __init__(self, model: BodyModel) -> None:
        self._model = model
        self._kept: dict[str, PropertyValue] = {}

    def follow(self, turned: str) -> Exposure:
        """Show what an automatic program chooses after `turned` was set, and return the exposure that it comes to.

        ArithmeticError, LookupError, ValueError: nothing can be reckoned with what is set.
        """
        model, table = self._model, self._model.properties
        held = model.held_dials()
        self._keep(held, turned)
        exposure = meter(model.dials())
        if not isfinite(exposure.error_ev):
            raise ValueError(exposure)
        aperture, shutter = model.aperture_scale, model.shutter_scale
        if aperture.name in held:
            table[aperture.name].value = aperture.code(Fraction(exposure.aperture))
        if shutter.name in held:
            speed_s = exposure.shutter_s
            table[shutter.name].value = shutter.words["bulb"] if speed_s is None else shutter.code(speed_s)
        return exposure

    def _keep(self, held: AbstractSet[str], turned: str) -> None:
        """Keep what `held` has newly, before the program chooses it, and give back what it has no longer.

        `turned`: the dial that was set just now, which has its value.
        """
        table = self._model.properties
        for name in held - self._kept.keys():
            self._kept[name] = table[name].value
        for name in self._kept.keys() - held:
            kept = self._kept.pop(name)
            if name != turned:
                table[name].value = kept
