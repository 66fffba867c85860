"""What libgphoto2's result codes and error texts mean for a client.

Sources: gphoto2-result.h and gphoto2-port-result.h for the codes; ptp.c's list of PTP response texts for the words
that reach the context's error callback, the only place where a generic -1 or -2 gives its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.errors import DriverCode, ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

SYMBOLS: Final[dict[int, str]] = {
    getattr(gp, name): name for name in dir(gp) if name.startswith("GP_ERROR") and isinstance(getattr(gp, name), int)
}


@dataclass(frozen=True)
class Meaning:
    """The name a client gets for a driver error, and a remedy where a better one than the catalogue's is known."""

    name: ErrorName
    remedy: str | None = None
    retryable: bool | None = None


NO_FOCUS: Final = Meaning(
    ErrorName.CAMERA_ERROR,
    "Point the camera at something with contrast, or set focus_mode to `manual`, and try again.",
    retryable=True,
)
_BY_CODE: Final[dict[int, Meaning]] = {
    gp.GP_ERROR_IO: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_TIMEOUT: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_INIT: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_READ: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_WRITE: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_USB_FIND: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_USB_CLEAR_HALT: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_UNKNOWN_PORT: Meaning(
        ErrorName.CAMERA_NOT_FOUND,
        "Give a port that libgphoto2 knows, such as usb:001,004 or ptpip:192.0.2.7.",
    ),
    gp.GP_ERROR_MODEL_NOT_FOUND: Meaning(ErrorName.CAMERA_LOST),
    gp.GP_ERROR_IO_USB_CLAIM: Meaning(ErrorName.CAMERA_CLAIMED),
    gp.GP_ERROR_IO_LOCK: Meaning(ErrorName.CAMERA_CLAIMED),
    gp.GP_ERROR_CAMERA_BUSY: Meaning(ErrorName.CAMERA_BUSY),
    gp.GP_ERROR_NOT_SUPPORTED: Meaning(ErrorName.NOT_SUPPORTED),
    gp.GP_ERROR_FILE_NOT_FOUND: Meaning(ErrorName.FILE_NOT_FOUND),
    gp.GP_ERROR_DIRECTORY_NOT_FOUND: Meaning(ErrorName.FILE_NOT_FOUND),
    gp.GP_ERROR_PATH_NOT_ABSOLUTE: Meaning(ErrorName.FILE_NOT_FOUND, "Paths on the camera begin with a slash."),
    gp.GP_ERROR_FILE_EXISTS: Meaning(ErrorName.FILE_EXISTS),
    gp.GP_ERROR_DIRECTORY_EXISTS: Meaning(ErrorName.FILE_EXISTS),
    gp.GP_ERROR_CORRUPTED_DATA: Meaning(ErrorName.FILE_UNAVAILABLE),
    gp.GP_ERROR_NO_SPACE: Meaning(ErrorName.STORAGE_FULL),
    gp.GP_ERROR_CANCEL: Meaning(ErrorName.CANCELLED),
}

# The first text that occurs in the context's words decides; -1 and -2 say nothing by themselves.
_BY_TEXT: Final[Mapping[str, Meaning]] = {
    "store full": Meaning(ErrorName.STORAGE_FULL),
    "busy": Meaning(ErrorName.CAMERA_BUSY),
    "battery": Meaning(ErrorName.CAMERA_ERROR, "Charge or change the camera's battery."),
    "store not available": Meaning(ErrorName.CAMERA_ERROR, "Put a memory card into the camera."),
    "store read only": Meaning(ErrorName.FILE_UNAVAILABLE, "Unlock the memory card."),
    "write protected": Meaning(ErrorName.FILE_UNAVAILABLE, "Remove the protection of this picture on the camera."),
    "no thumbnail": Meaning(
        ErrorName.FILE_UNAVAILABLE, "Download the picture itself: the camera has no thumbnail of it."
    ),
    "access denied": Meaning(ErrorName.CAMERA_ERROR, "The camera allows this only in another mode: look at its dial."),
}


def meaning_of(code: int, context: str, own: Mapping[str, Meaning]) -> Meaning:
    """Return what `code` and the words of the error callback mean; CAMERA_ERROR where nothing better is known.

    `own` has the words that only bodies of this make have.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    words = context.lower()
    for text, meaning in (*own.items(), *_BY_TEXT.items()):
        if text in words:
            return meaning
    return Meaning(ErrorName.CAMERA_ERROR)


def service_error(code: int, context: str, doing: str, own: Mapping[str, Meaning]) -> ServiceError:
    """Return the error for a driver call that failed; `doing` completes "The camera … could not …".

    `own` is as for `meaning_of`.
    """
    meaning = meaning_of(code, context, own)
    reason = context or gp.gp_result_as_string(code)
    return ServiceError(
        meaning.name,
        f"Could not {doing}: {reason.rstrip('.')}.",
        remedy=meaning.remedy,
        retryable=meaning.retryable,
        driver=DriverCode(code, SYMBOLS.get(code, "GP_ERROR"), context),
    )


def no_focus(message: str) -> ServiceError:
    """Return the error for a focus that was not found, on a body whose driver reports no failure of it."""
    return ServiceError(NO_FOCUS.name, message, remedy=NO_FOCUS.remedy, retryable=NO_FOCUS.retryable)
