"""What a folder of this computer's has of cameras: a line for each file, so that nothing is fetched twice."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from hashlib import _Hash as Hash
    from typing import BinaryIO

    from rpc_camera_client.types import File

RECORD: Final = ".rpc-camera.jsonl"
_PIECE_BYTES: Final = 1 << 20
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\:]")


@dataclass(frozen=True)
class Saved:
    """A file of a camera's, and what it is called below the folder here."""

    camera: str
    path: str
    size_bytes: int
    modified_at: str | None
    name: str
    sha256: str


class FolderRecord:
    """The record of the folder `root`, which is made where there is none. Its methods read and write the disk.

    No file of a camera gets a name that is one of `reserved`.
    """

    def __init__(self, root: Path, reserved: Iterable[str] = ()) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._file = self.root / RECORD
        self._reserved = {self._file, *(self.root / name for name in reserved)}
        self._saved: dict[tuple[str, str], Saved] = {}
        self._before = ""  # what goes before the next line
        if self._file.exists():
            text = self._file.read_text("utf-8", errors="replace")
            self._before = "" if text.endswith("\n") or not text else "\n"  # the last line was cut
            for line in text.splitlines():
                if (saved := _parse(line)) is not None:
                    self._saved[saved.camera, saved.path] = saved

    def find(self, camera: str, file: File) -> Path | None:
        """Return where the camera's file is already, if it is the same on the camera still, and here: by its digest."""
        saved = self._saved.get((camera, file["path"]))
        if saved is None or (saved.size_bytes, saved.modified_at) != (file["size_bytes"], file.get("modified_at")):
            return None
        here = self.root / saved.name
        return here if digest_of(here, saved.size_bytes) == saved.sha256 else None

    def sha256(self, camera: str, file: File) -> str | None:
        """Return the digest of a camera's file that came; None where none of that path has."""
        saved = self._saved.get((camera, file["path"]))
        return saved.sha256 if saved else None

    def add(self, camera: str, file: File, here: Path, sha256: str) -> None:
        """Note that the camera's file is whole at `here`.

        A disk that takes no line leaves it out: the file is here all the same, and its digest finds it the next time.
        """
        name = here.relative_to(self.root).as_posix()
        saved = Saved(camera, file["path"], file["size_bytes"], file.get("modified_at"), name, sha256)
        self._saved[camera, saved.path] = saved
        line = f"{self._before}{json.dumps(asdict(saved))}\n"
        self._before = "\n"  # where the disk gets full in the middle of the line
        with suppress(OSError):
            with self._file.open("a", encoding="utf-8") as record:
                record.write(line)
            self._before = ""

    def folder_of(self, relative: PurePosixPath) -> Path:
        """Return the folder that a file of that name goes to, which is there. OSError: it is not in this one."""
        folder = (self.root / relative).parent
        if not folder.resolve().is_relative_to(self.root):
            raise NotADirectoryError(f"{folder} leads out of {self.root}.")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def places(self, relative: PurePosixPath) -> Iterator[Path]:
        """Yield where a file can go: under its own name, then with a number. OSError: that is not in this folder."""
        wanted = self.folder_of(relative) / relative.name
        numbered = (wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}") for number in count(1))
        own = [] if wanted in self._reserved else [wanted]
        return chain(own, numbered)


def relative_name(folder: str, path: str, *, flatten: bool) -> PurePosixPath:
    """Return what `path` is called below `folder`; whatever the camera says, it leads nowhere else."""
    whole = PurePosixPath(path)
    below = whole.relative_to(folder) if whole.is_relative_to(folder) else PurePosixPath(whole.name)
    parts = [plain(part) for part in below.parts] or ["_"]
    return PurePosixPath(parts[-1] if flatten else PurePosixPath(*parts))


def digest_of(file: Path, size_bytes: int) -> str | None:
    """Return the SHA-256 of a file of that size, in hexadecimal; None when there is none."""
    if not file.is_file() or file.stat().st_size != size_bytes:
        return None
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def part_key(camera: str, file: File) -> str:
    """Return what names the part of a camera's file: another one that gets its path has another key."""
    words = json.dumps([camera, file["path"], file["size_bytes"], file.get("modified_at")])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def hash_of(file: BinaryIO) -> Hash:
    """Return the SHA-256 of an open file, to be gone on with; the file is read to its end then."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest


def plain(part: str) -> str:
    """Return a name as one part of a path, which leads nowhere else."""
    safe = _UNSAFE.sub("_", part)
    return safe if safe.strip(". ") else "_"


def _parse(line: str) -> Saved | None:
    """Read a line; None when it is none of ours, or was cut."""
    try:
        members: dict[str, Any] = json.loads(line)
        return Saved(**members)
    except (ValueError, TypeError):
        return None
