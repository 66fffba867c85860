"""What a crash left half saved: temporary files to remove, finished ones to count."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import is_from_memory
from rpc_camera.tethering import save_folder
from rpc_camera.tethering.disk import concerns_one_folder
from rpc_camera.tethering.extent import Extent, extent_of
from rpc_camera.tethering.saving import SavedFile

if TYPE_CHECKING:
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.ledger_entry import FileEntry
    from rpc_camera.tethering.save_folder import SaveFolder

_log = logging.getLogger(__name__)


def finish(ledger: Ledger, folder: SaveFolder, entry: FileEntry, *, delete: bool) -> SavedFile | None:
    """Remove the temporary file of `entry`; return the saved one, where it had its final name already.

    MissingDiskError, OSError: nobody knows, since the disk cannot be looked at.
    """
    saved = _in_place(folder, entry)
    if saved:
        ledger.set_saved(entry, delete=delete and saved.end_is_shown)
    else:
        ledger.clear_part(entry)
    return saved


def _in_place(folder: SaveFolder, entry: FileEntry) -> SavedFile | None:
    folders = entry.folder.split("/") if entry.folder else []
    try:
        with folder.entered(folders, make=False) as descriptor:
            if entry.part:
                save_folder.remove(descriptor, entry.part)
            if not entry.name or not entry.sha256:
                return None
            if not save_folder.is_file_with(descriptor, entry.name, entry.size_bytes, entry.sha256):
                return None
            with save_folder.opened(descriptor, entry.name) as file:
                end_is_shown = is_from_memory(entry.path) or extent_of(file) is Extent.WHOLE
    except FileNotFoundError:
        return None
    except OSError as error:  # the folder has become something else; the file is saved again
        if not concerns_one_folder(error):
            raise
        _log.warning("%s: what a crash left in %s was not found: %s", entry.path, entry.folder, error)
        return None
    return SavedFile("/".join((*folders, entry.name)), entry.size_bytes or 0, entry.sha256, end_is_shown)
