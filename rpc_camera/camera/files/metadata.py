"""What a picture says about itself, from as few of its bytes as need be read from the camera."""

from __future__ import annotations

import asyncio
import logging
from typing import IO, TYPE_CHECKING, Final, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.containers import NoPictureError
from rpc_camera.exif.partial_file import BLOCK_BYTES, MissingBlockError, RangeFile, TooMuchError

if TYPE_CHECKING:
    from rpc_camera.camera.files.downloads import Downloads
    from rpc_camera.camera.files.version import Versions
    from rpc_camera.errors import JsonValue

_BLOCKS_AT_MOST: Final = 32  # 4 MiB; EXIF is within the first block of most files
_log = logging.getLogger(__name__)


async def metadata(versions: Versions, downloads: Downloads, path: str) -> dict[str, JsonValue]:
    """Return the result of `get_metadata`.

    The parser runs in a thread, over the blocks that are there; it begins anew when one was missing.
    """
    version = await versions.current(path)
    blocks: dict[int, bytes] = {}
    while len(blocks) <= _BLOCKS_AT_MOST:
        found = await asyncio.to_thread(_parse, RangeFile(version.size_bytes, blocks), path)
        if isinstance(found, dict):
            return {"path": path, "mime_type": version.mime_type, **found}
        start, stop = found * BLOCK_BYTES, min((found + 1) * BLOCK_BYTES, version.size_bytes)
        blocks[found] = b"".join([chunk async for chunk in downloads.read(version, start, stop)])
    raise _damaged(path, "it lies scattered over too much of the file")


def _parse(file: RangeFile, path: str) -> dict[str, JsonValue] | int:
    """Return the metadata, or the number of the block that is missing. ServiceError: there is none to be had."""
    from rpc_camera.exif.tags import read_exif  # noqa: PLC0415 - the start should not wait for Pillow, nor its memory

    try:
        return read_exif(cast("IO[bytes]", file))
    except MissingBlockError as missing:
        return missing.number
    except TooMuchError:
        raise _damaged(path, "it has no end") from None
    except NoPictureError:
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            f"{path} is of no kind whose EXIF can be read.",
            remedy="Ask for that of a JPEG, TIFF or HEIF, or of a RAW such as DNG, NEF, CR2, CR3, ARW, ORF, RW2, RAF.",
        ) from None
    except DamagedError as error:
        raise _damaged(path, str(error)) from None
    except Exception as error:  # a parser of hostile files can fail in any way
        _log.info("the EXIF of %s cannot be read", path, exc_info=error)
        raise _damaged(path, f"{type(error).__name__}") from None


def _damaged(path: str, reason: str) -> ServiceError:
    return ServiceError(
        ErrorName.FILE_UNAVAILABLE,
        f"The EXIF of {path} is damaged: {reason}.",
        remedy="Fetch the file itself; the picture in it may be whole.",
    )
