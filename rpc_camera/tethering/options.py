"""How pictures are to be saved: as the server was started, and as a client wants it for one camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.tethering.names import Template
    from rpc_camera.tethering.save_folder import SaveFolder


@dataclass(frozen=True)
class Options:
    """What a client wants of a tethering; None: what the server's own options say."""

    template: str | None = None
    delete_after: bool | None = None


@dataclass(frozen=True)
class SaveOptions:
    """The server's own options: where to save, under which names, and whether to delete from the camera afterwards."""

    folder: SaveFolder
    template: Template
    delete_after: bool
