"""The bodies that a virtual camera can be, by the name of their make; the first is the default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon.operations import EosMirrorless, EosReflex
from rpc_camera.virtual.makers.fuji.operations import FujiX
from rpc_camera.virtual.makers.nikon.operations import NikonZ
from rpc_camera.virtual.makers.sony.operations import SteppingAlpha, ValueAlpha

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.camera import VirtualCamera

MAKERS: Final[Mapping[str, type[VirtualCamera]]] = {
    "nikon": NikonZ,
    "sony": SteppingAlpha,
    "sony3": ValueAlpha,
    "canon": EosMirrorless,
    "canon-dslr": EosReflex,
    "fuji": FujiX,
}
