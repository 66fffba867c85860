"""The file of further tokens: who has one, for what, and its SHA-256. The tokens themselves are in no file.

JSON: `{"tokens": [{"name": …, "scope": "view", "sha256": …, "cameras": [id, …]}]}`; without `cameras`, for all.
"""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCOPES: Final = ("view", "operate", "admin")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MEMBERS: Final = frozenset({"name", "scope", "sha256", "cameras"})
_MOST_BYTES: Final = 1 << 20
_FOR_OTHERS_TO_WRITE: Final = 0o022


class TokenFileError(Exception):
    """The file cannot be used; its text is one sentence for the user, with what to do."""


@dataclass(frozen=True)
class KnownToken:
    """One token: `sha256` in lower-case hexadecimal; `cameras` are ids, None for all."""

    name: str
    scope: str
    sha256: str
    cameras: tuple[str, ...] | None = None


def name_is_usable(name: str) -> bool:
    """Return whether a token can be called so."""
    return _NAME.fullmatch(name) is not None


def read_tokens(path: Path) -> list[KnownToken]:
    """Return the tokens of a file. TokenFileError: it cannot be read, is no such file, or others can write to it."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & _FOR_OTHERS_TO_WRITE:
                raise TokenFileError(
                    f"Others can write to {path}, and so give themselves a token: `chmod go-w {path}` ends that."
                )
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise TokenFileError(f"There is no file {path}: `rpc-camera token add` makes it.") from None
    except OSError as error:
        raise TokenFileError(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(content) > _MOST_BYTES:
        raise TokenFileError(f"{path} has more than {_MOST_BYTES} bytes: it is no file of tokens.")
    try:
        entries = json.loads(content)["tokens"]
        tokens = [_token(entry) for entry in entries]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TokenFileError(
            f"{path} is no file of tokens ({type(error).__name__}: {error}): `rpc-camera token add` writes one."
        ) from None
    for member in ("name", "sha256"):
        values = [getattr(token, member) for token in tokens]
        if len(set(values)) < len(values):
            raise TokenFileError(f"{path} has two tokens of the same {member}: take one out.")
    return tokens


def write_tokens(path: Path, tokens: Iterable[KnownToken]) -> None:
    """Replace the file, whole or not at all, for its owner to read and write alone. OSError: it cannot be written."""
    entries = [
        {"name": token.name, "scope": token.scope, "sha256": token.sha256}
        | ({} if token.cameras is None else {"cameras": list(token.cameras)})
        for token in tokens
    ]
    owner = _owner(path)
    if owner == (os.geteuid(), os.getegid()):
        owner = None  # else root adds a token for a service that runs as another user
    content = json.dumps({"tokens": entries}, indent=2).encode() + b"\n"
    replace_file(path, content, stat.S_IRUSR | stat.S_IWUSR, owner)


def _owner(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_uid, status.st_gid


def _token(entry: Any) -> KnownToken:  # noqa: ANN401 - whatever the file has
    """Return the token of an entry. ValueError, TypeError, KeyError: it is none."""
    if not isinstance(entry, dict):
        raise TypeError("a token is an object")
    if unknown := entry.keys() - _MEMBERS:
        raise ValueError(f"there is no member {min(unknown)!r}")
    name, scope, sha256, cameras = entry["name"], entry["scope"], entry["sha256"], entry.get("cameras")
    if not name_is_usable(name):
        raise ValueError(f"{name!r} is no name: letters, digits, `.`, `_` and `-`, 32 at most")
    if scope not in SCOPES:
        raise ValueError(f"{scope!r} is none of {', '.join(SCOPES)}")
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"the sha256 of {name!r} is not 64 hexadecimal digits")
    if cameras is not None and not (isinstance(cameras, list) and all(isinstance(each, str) for each in cameras)):
        raise ValueError(f"the cameras of {name!r} are no list of ids")
    return KnownToken(name, scope, sha256, None if cameras is None else tuple(cameras))
