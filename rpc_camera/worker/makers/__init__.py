"""What is known of each make of cameras: how its bulb, focus, live view, capture target, pictures and errors work."""

from __future__ import annotations

from typing import Final

from rpc_camera.worker.makers.canon import Canon
from rpc_camera.worker.makers.fuji import Fuji
from rpc_camera.worker.makers.maker import Maker
from rpc_camera.worker.makers.nikon import Nikon
from rpc_camera.worker.makers.sony import Sony

_MAKERS: Final = (Nikon(), Canon(), Sony(), Fuji())


def maker_of(manufacturer: str | None) -> Maker:
    """Return the maker that a body names as its manufacturer; a Maker as such where that is none of these, or None."""
    name = (manufacturer or "").lower()
    return next((maker for maker in _MAKERS if maker.mark in name), Maker())
