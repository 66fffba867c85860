"""Paths on a camera: absolute, with slashes, as libgphoto2 splits them into folder and name."""

from __future__ import annotations

import unicodedata
from typing import Final

from rpc_camera.errors import ErrorName, ServiceError, invalid_param

_NEVER_IN_A_NAME: Final = frozenset({"Cc", "Cs"})  # control characters, and halves of UTF-16 pairs
_LONGEST_NAME: Final = 255
_NEVER_ON_A_CARD: Final = frozenset('*?"<>|:\\')
_NAME_BYTES: Final = 254  # what libgphoto2 has room for; it sends an empty name for a longer one


def split(path: str) -> tuple[str, str]:
    """Return (folder, filename) of an absolute path to a file. ServiceError: it cannot be one."""
    folder, slash, filename = path.rpartition("/")
    if not slash or not filename:
        raise _no_path(path)
    return check_folder(folder or "/"), check_name(filename)


def join(folder: str, name: str) -> str:
    """Return the path of `name` in `folder`."""
    return f"{folder.rstrip('/')}/{name}"


def check_folder(folder: str) -> str:
    """Return an absolute folder without a trailing slash. ServiceError: relative, or with "." or ".." in it."""
    parts = folder.strip("/").split("/") if folder.strip("/") else []
    if not folder.startswith("/") or any(part in {"", ".", ".."} or "\0" in part for part in parts):
        raise _no_path(folder)
    return "/" + "/".join(parts)


def check_name(name: str) -> str:
    """Return a bare file name. ServiceError: empty, hidden traversal, a separator or a control character in it."""
    if not is_name(name):
        raise ServiceError(
            ErrorName.FILE_NOT_FOUND,
            f"{name[:80]!r} is no file name.",
            remedy="Give a bare file name such as DSC_0001.JPG.",
        )
    return name


def is_name(name: str) -> bool:
    """Return whether this can be the name of a file: of any characters but separators and control characters."""
    if name in {"", ".", ".."} or len(name) > _LONGEST_NAME:
        return False
    return not any(char in "/\\" or unicodedata.category(char) in _NEVER_IN_A_NAME for char in name)


def check_new_name(name: str) -> None:
    """Raise ServiceError INVALID_PARAMS for a name that cards (exFAT) or PTP do not allow for a new file."""
    wrong = None
    if bad := _NEVER_ON_A_CARD & set(name):
        wrong = f"cards do not take {' '.join(sorted(bad))} in a name"
    elif name.endswith((".", " ")):
        wrong = "cards drop a dot or a space at the end of a name"
    elif any(ord(char) > 0xFFFF or 0xD800 <= ord(char) <= 0xDFFF for char in name):
        wrong = "PTP has no characters beyond U+FFFF"
    elif len(name.encode()) > _NAME_BYTES:
        wrong = f"it has more than {_NAME_BYTES} bytes in UTF-8"
    if wrong:
        refusal = invalid_param("/filename", wrong, f"{name[:80]!a} cannot be the name of a new file: {wrong}.")
        raise refusal.but(remedy="Choose a plain name, such as DSC_0001.JPG.")


def _no_path(path: str) -> ServiceError:
    return ServiceError(
        ErrorName.FILE_NOT_FOUND,
        f"{path[:200]!r} is no path on a camera.",
        remedy="Give it as list_files returns it, absolute and without dots: /store_00010001/DCIM/100/DSC_0001.JPG.",
    )
