"""Which settings of libgphoto2 carry a common setting, and what their values mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.wire.requests import SettingGroup
from rpc_camera.worker.common_settings import picture_quality, quantity, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rpc_camera.worker.common_settings.quantity import Value

Meaning: TypeAlias = "Callable[[str], Mapping[str, Value]]"
AUTO_ISO: Final = "auto_iso"
"""Not for clients: the switch that some bodies have beside their ISO, "on" or "off"."""


@dataclass(frozen=True)
class Carrier:
    """A setting of libgphoto2, of which a body has one of the `names`; `meaning` takes the choices it has there.

    `of_mode`: the common setting that it is, if some modes choose it: it can be without value and choices then.
    """

    names: tuple[str, ...]
    meaning: Callable[[Sequence[str]], Meaning]
    of_mode: str = ""


def _one(key: str, read: Callable[[str], Value | None]) -> Callable[[Sequence[str]], Meaning]:
    """Return the meaning of a setting that carries one common setting alone."""

    def meaning(text: str) -> Mapping[str, Value]:
        value = read(text)
        return {} if value is None else {key: value}

    return lambda _choices: meaning


def _switch(text: str) -> str | None:
    word = text.strip().lower()
    return word if word in {"on", "off"} else None


# In the order in which they are set: what a body lets be changed depends on its mode first.
CARRIERS: Final[Mapping[SettingGroup, tuple[Carrier, ...]]] = {
    SettingGroup.EXPOSURE: (
        Carrier(("expprogram", "autoexposuremode"), _one("mode", words.exposure_mode)),
        Carrier(("isoauto", "autoiso"), _one(AUTO_ISO, _switch)),
        Carrier(("iso",), _one("iso", quantity.iso_speed)),
        Carrier(("f-number", "aperture"), _one("aperture", quantity.f_number), "aperture"),
        Carrier(("shutterspeed2", "shutterspeed"), _one("shutter_s", quantity.shutter_time), "shutter_s"),
        Carrier(("exposurecompensation",), _one("exposure_compensation", quantity.compensation)),
    ),
    SettingGroup.CAPTURE: (
        Carrier(("imageformat", "imagequality"), lambda _choices: picture_quality.quality),
        Carrier(("jpegquality",), lambda _choices: picture_quality.compression),
        Carrier(("imagesize",), picture_quality.sizes),
        Carrier(("whitebalance",), _one("white_balance", words.white_balance)),
        Carrier(("colortemperature",), _one("kelvin", quantity.color_temperature)),
        Carrier(("capturemode", "drivemode", "stillcapturemode"), _one("drive", words.drive)),
        Carrier(("focusmode2", "focusmode"), _one("focus_mode", words.focus_mode)),
        Carrier(("capturetarget",), _one("target", words.capture_target)),
    ),
}
