"""libgphoto2's cache of folders, where python-gphoto2 has no call for what has to be done with it.

Source: libgphoto2/gphoto2-filesys.c and gphoto2-camera.h, of which `struct _Camera` begins with the port and the cache.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import gphoto2 as gp

from rpc_camera.worker.widgets import library

if TYPE_CHECKING:
    from rpc_camera.worker.driver import Driver

GpObject: TypeAlias = Any  # gphoto2 ships no types
_CACHE: Final = 1  # its place among the pointers of `struct _Camera`


def list_files(driver: Driver, folder: str) -> list[str]:
    """Return the names of all files of `folder`, as the body lists them: of two with one name, each.

    At the second one libgphoto2 gives up with "file exists", has got the names all the same, and from then on calls
    what it knows so far the whole folder. ServiceError: it cannot be listed.
    """
    listed = gp.CameraList()
    arguments = _pointer(driver.camera), folder.encode(), _pointer(listed), _pointer(driver.context)
    with driver.working_on_files(f"list {folder}"):
        code = library().gp_camera_folder_list_files(*arguments)
        if code not in {gp.GP_OK, gp.GP_ERROR_FILE_EXISTS}:
            raise gp.GPhoto2Error(code)
    names = names_in(listed)
    if code != gp.GP_OK:
        for name in names:
            _append(driver, folder, name)
    return names


def names_in(listed: GpObject) -> list[str]:
    """Return the names in a CameraList; what is no UTF-8, which python-gphoto2 fails at, has halves of UTF-16 pairs."""
    names: list[str] = []
    for index in range(listed.count()):
        name = ctypes.c_char_p()
        library().gp_list_get_name(_pointer(listed), index, ctypes.byref(name))
        names.append((name.value or b"").decode(errors="surrogateescape"))
    return names


def forget_content(driver: Driver, folder: str, name: str) -> None:
    """Let go of what libgphoto2 keeps of a file's content, and of the descriptor that it keeps that by."""
    arguments = _cache(driver), folder.encode(), name.encode(), _pointer(driver.context)
    library().gp_filesystem_delete_file_noop(*arguments)
    _append(driver, folder, name)


def _append(driver: Driver, folder: str, name: str) -> None:
    name_bytes = name.encode(errors="surrogateescape")
    library().gp_filesystem_append(_cache(driver), folder.encode(), name_bytes, _pointer(driver.context))


def _cache(driver: Driver) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.cast(_pointer(driver.camera), ctypes.POINTER(ctypes.c_void_p))[_CACHE])


def _pointer(wrapped: GpObject) -> ctypes.c_void_p:
    return ctypes.c_void_p(int(wrapped.this))
