"""From settings to light: what an exposure is, and how automatic modes choose it. Pure arithmetic, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import log2

from rpc_camera.virtual import dials as scales

SCENE_EV = log2(5.6**2 * 125)
"""The scene's brightness at ISO 100: f/5.6 at 1/125 s is right."""

ISO_LIMITS = (400, 800, 1600, 3200, 6400, 12800)
_SLOWEST_HANDHELD_S = Fraction(1, 30)


@dataclass(frozen=True)
class Dials:
    """What the photographer has set; `shutter_s` is None at Bulb and at Time."""

    mode: int
    aperture: float
    shutter_s: Fraction | None
    iso: int
    compensation_ev: float = 0.0
    auto_iso_limit: int | None = None
    program_shift: int = 0

    @property
    def applied_compensation_ev(self) -> float:
        """The compensation where something is chosen that it can change."""
        is_manual = self.mode == scales.MANUAL and self.auto_iso_limit is None
        return 0.0 if is_manual else self.compensation_ev


@dataclass(frozen=True)
class Exposure:
    """What the picture is taken with; `shutter_s` is None as long as a bulb exposure lasts."""

    aperture: float
    shutter_s: Fraction | None
    iso: int

    @property
    def error_ev(self) -> float:
        """Stops above (or below, negative) what the scene needs; zero while the time is unknown."""
        if self.shutter_s is None:
            return 0.0
        return SCENE_EV + log2(self.iso / 100) - log2(self.aperture**2 / self.shutter_s)

    def lasting(self, shutter_s: Fraction) -> Exposure:
        """Return the same with another time."""
        return replace(self, shutter_s=shutter_s)


def meter(dials: Dials) -> Exposure:
    """Return the exposure the camera would make now."""
    aperture, shutter_s = _aperture_and_shutter(dials)
    exposure = Exposure(aperture, shutter_s, dials.iso)
    limit = max(ISO_LIMITS) if dials.mode == scales.AUTO else dials.auto_iso_limit
    if limit is None or shutter_s is None:
        return exposure
    if dials.mode not in {scales.MANUAL, scales.SHUTTER_PRIORITY}:
        exposure = exposure.lasting(min(shutter_s, _SLOWEST_HANDHELD_S))
    return _with_auto_iso(exposure, limit, dials.compensation_ev)


def _aperture_and_shutter(dials: Dials) -> tuple[float, Fraction | None]:
    wanted_ev = SCENE_EV + log2(dials.iso / 100) - dials.compensation_ev
    match dials.mode:
        case scales.MANUAL:
            return dials.aperture, dials.shutter_s
        case scales.SHUTTER_PRIORITY:
            shutter_s = dials.shutter_s or scales.SHUTTER_SPEEDS_S[-1]
            return _nearest_aperture(2 ** ((wanted_ev + log2(shutter_s)) / 2)), shutter_s
        case scales.APERTURE_PRIORITY:
            aperture = dials.aperture
        case _:
            aperture = _nearest_aperture(5.6 * 2 ** (-dials.program_shift / 12))
    return aperture, nearest_speed(aperture**2 / 2**wanted_ev)


def _with_auto_iso(exposure: Exposure, limit: int, compensation_ev: float) -> Exposure:
    shortfall_ev = compensation_ev - exposure.error_ev
    needed = exposure.iso * 2**shortfall_ev
    allowed = (speed for speed in scales.ISO_SPEEDS if speed <= limit)
    return replace(exposure, iso=min(allowed, key=lambda speed: abs(log2(speed / needed))))


def _nearest_aperture(aperture: float) -> float:
    return min(scales.APERTURES, key=lambda stop: abs(log2(stop / aperture)))


def nearest_speed(seconds: float) -> Fraction:
    """Return the speed on the dial that comes closest, in stops."""
    return min(scales.SHUTTER_SPEEDS_S, key=lambda speed: abs(log2(speed / seconds)))


def shutter_text(shutter_s: Fraction) -> str:
    """Return it as on a camera's display, a number of seconds with quotation marks behind it."""
    if shutter_s < Fraction(3, 10) or (shutter_s.numerator == 1 and shutter_s < 1):
        return f"1/{round(1 / shutter_s)}"
    return f'{float(shutter_s):.3g}"'
