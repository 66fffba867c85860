"""Forty real bodies, made from libgphoto2's dumps of them: each setting is tried, and what is said of it is true."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.usb.dumps.trial import try_body
from tests.usb.emulated_usb import UNLISTED

if TYPE_CHECKING:
    from tests.usb.emulated_usb import EmulatedUsb

BODIES: Final = (
    *("nikon-d3s", "nikon-d4", "nikon-d5500", "nikon-d5600", "nikon-d6", "nikon-d90", "nikon-d500", "nikon-d600"),
    *("nikon-d750", "nikon-d780", "nikon-d800e", "nikon-d850", "nikon-d7100", "nikon-d7200", "nikon-d7500"),
    *("nikon-z5", "nikon-z6", "nikon-z6-2", "nikon-z7", "nikon-z30"),
    *("sony-a7c", "sony-a7r3", "sony-a7r4", "sony-ilce1", "sony-ilce-7rm4a", "sony-rx0m2", "sony-zv1", "sony-zv-e10"),
    *("fuji-gfx-100s", "fuji-xpro3", "fuji-xt2", "fuji-xt3", "fuji-xt4"),
    *("canon-digital-ixus2-cap", "canon-g9", "canon-powershot-a95", "canon-powershot-a400", "canon-powershot-s60"),
    *("canon-powershot-sx100is", "canon-s5"),
)
COUNTED: Final = ("settings", "tried", "taken", "refused", "faults", "untrue")
# libgphoto2's own, which it has anew in each session; and what is set whenever a body is opened (Fujifilm, Sony).
NOT_OF_THE_BODY: Final = frozenset(
    {"autofocus", "capturetarget", "fastfs", "thumbsize", "prioritymode", "d207", "d222"}
)


@pytest.fixture(scope="module")
def dumps() -> Path:
    """The folder camlibs/ptp2/cameras of libgphoto2's repository."""
    folder = os.environ.get("RPC_CAMERA_DUMPS")
    assert folder, "RPC_CAMERA_DUMPS has to be the folder camlibs/ptp2/cameras of libgphoto2's repository"
    return Path(folder)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("body", BODIES)
async def test_what_is_said_of_its_settings_is_true(
    body: str, usb: EmulatedUsb, dumps: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert len(BODIES) >= 40
    usb.plug_dump("1-1", dumps / f"{body}.txt", UNLISTED)

    trial = await try_body(usb, tmp_path)

    untrue = {name: values for name, values in trial.untrue.items() if name not in NOT_OF_THE_BODY}
    counts = (trial.settings, trial.tried, len(trial.taken), len(trial.refused), len(trial.faults), len(untrue))
    request.node.user_properties += [("body", body), *zip(COUNTED, counts, strict=True)]
    assert trial.settings >= len(trial.taken) > len(trial.refused)
    assert trial.faults == {}
    assert untrue == {}
