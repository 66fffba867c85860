"""The bodies that a virtual camera can be, by make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon.operations import EosMirrorless, EosReflex
from rpc_camera.virtual.makers.fuji.operations import FujiX
from rpc_camera.virtual.makers.nikon.operations import NikonZ
from rpc_camera.virtual.makers.sony.operations import SteppingAlpha, ValueAlpha
from rpc_camera.virtual.makes import Make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.camera import VirtualCamera

MAKERS: Final[Mapping[Make, type[VirtualCamera]]] = {
    Make.NIKON: NikonZ,
    Make.SONY: SteppingAlpha,
    Make.SONY3: ValueAlpha,
    Make.CANON: EosMirrorless,
    Make.CANON_DSLR: EosReflex,
    Make.FUJI: FujiX,
}
