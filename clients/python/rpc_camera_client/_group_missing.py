"""Why a file of a group is missing, in words: the reason, and what to do."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpc_camera_client import errors
from rpc_camera_client._group_manifest import MissingFile
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera_client.types import File, GroupMember

_OF_DISK: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def without_picture(member: GroupMember) -> MissingFile:
    """Return what is missing of a camera that has no picture."""
    failure = member.get("error")
    reason, remedy = (failure["message"], failure["remedy"]) if failure else ("It has no picture.", "")
    return MissingFile(member["camera"], member.get("host"), None, f"{_release_of(member)}{reason}", remedy)


def _release_of(member: GroupMember) -> str:
    """Return what is known of the release of a camera that has no picture, in words; "" where it did not release."""
    if "released_ms" in member:
        return "It released, and its picture did not come (it may be on the card). "
    if member.get("may_have_released"):
        return "It may have released (its picture may be on the card). "
    return ""


def missing_file(member: GroupMember, file: File, error: Exception) -> MissingFile:
    """Return what `error` has kept from coming."""
    if isinstance(error, RpcCameraError):
        reason, remedy = error.message, error.remedy
    elif isinstance(error, OSError) and error.strerror:
        reason, remedy = f"{error.strerror}.", ""
    else:
        reason, remedy = str(error) or type(error).__name__, ""
    return MissingFile(member["camera"], member.get("host"), file["path"], reason, remedy, error)


def with_room(missing: MissingFile, folder: Path, missing_bytes: int) -> MissingFile:
    """Return it with how much room there is, and is needed, if it is the disk of `folder` that has none."""
    if missing.error is None or not is_of_disk(missing.error):
        return missing
    free_bytes = shutil.disk_usage(folder).free
    remedy = (
        f"What is missing of this group takes {_megabytes(missing_bytes)}, and {_megabytes(free_bytes)} are free where "
        f"{folder} is: free room there, or choose another folder."
    )
    return replace(missing, remedy=remedy)


def comes_later(missing: MissingFile) -> bool:
    """Return whether a file is missing only since tethering has yet to save it."""
    return isinstance(missing.error, errors.FileUnavailable) and missing.error.retryable


def is_of_disk(error: Exception) -> bool:
    """Return whether a disk takes nothing more."""
    return isinstance(error, OSError) and error.errno in _OF_DISK


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
