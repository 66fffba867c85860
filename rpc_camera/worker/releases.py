"""Which release of the shutter a new file is of, by what the body says of it rather than by when it comes.

The files of one picture have one stem, whichever card they are on, and a body counts its pictures up; it writes them in
the order in which they were shot, and says when a release is complete.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import FileOrigin
from rpc_camera.worker import shutter
from rpc_camera.worker.files import is_numbered_by_driver

if TYPE_CHECKING:
    from collections.abc import Callable

_REMEMBERED: Final = 64
_LATE_S: Final = 60.0  # at most so long after one file of a picture comes the next
_NUMBER: Final = re.compile(r"(.*?)(\d{4})")
_FRAMES: Final = re.compile(r"(\d+)\s*(?:img|pict|frame|shot)")  # "Continuous Self Timer 3 Img. 5 Sec."
_MANY_FRAMES: Final = ("burst", "continuous")
_SINGLE: Final = "single"
_NUMBERS: Final = 9999  # then comes 1 again (DCF 2.0)


@dataclass(frozen=True)
class Expected:
    """What one release makes: `frames` pictures, or more where that is not `exact`, of `files` files each.

    `named`: the body has said its drive mode and its quality in words that are known, so that this is no assumption.
    """

    frames: int
    files: int
    exact: bool = True
    named: bool = False


def expected_frames(setting: Callable[..., str | None], files: int, *, named: bool = False) -> Expected:
    """Return what a release makes of pictures of so many `files`, whether the body has `named` their quality or not.

    `setting` is as for `shutter.release_delay_s`.
    """
    drive = (setting(*shutter.DRIVES) or "").lower()
    if match := _FRAMES.search(drive):
        return Expected(int(match[1]), files)
    if not any(word in drive for word in _MANY_FRAMES):
        return Expected(1, files, named=named and _SINGLE in drive)
    number = setting("burstnumber") or ""
    return Expected(max(1, int(number)), files) if number.isdecimal() else Expected(1, files, exact=False)


@dataclass
class Release:
    """One release of the shutter, here or on the body itself. `pictures` has the paths of its files, by their stems.

    `until` is when it is taken for over at the latest, and `last_file` when its latest file came, as the clock counts.
    """

    origin: FileOrigin
    expected: Expected
    until: float
    last_file: float
    pictures: dict[str, list[str]] = field(default_factory=dict)
    complete: bool = False

    @property
    def has_frames(self) -> bool:
        """Whether as many pictures as expected have come, at least in part."""
        return len(self.pictures) >= self.expected.frames

    @property
    def lacks_siblings(self) -> bool:
        """Whether a picture that has come has fewer files than its quality says."""
        return any(len(files) < self.expected.files for files in self.pictures.values())

    @property
    def lacks_only_siblings(self) -> bool:
        """Whether all its pictures have come, in part."""
        return self.has_frames and self.expected.exact and self.lacks_siblings

    @property
    def is_whole(self) -> bool:
        """Whether every file that was expected has come."""
        return self.has_frames and not self.lacks_siblings

    @property
    def paths(self) -> list[str]:
        """All files of all its pictures, in the order of the pictures."""
        return [path for files in self.pictures.values() for path in files]

    def is_after(self, stem: str) -> bool:
        """Return whether the picture `stem` is older than this release's first one, of the same folder and name."""
        first = next(iter(self.pictures), None)
        one, other = _NUMBER.fullmatch(stem), _NUMBER.fullmatch(first or "")
        if not one or not other or one[1] != other[1]:
            return False
        return 0 < (int(other[2]) - int(one[2])) % _NUMBERS < _NUMBERS // 2

    def wants(self, path: str, *, body_says_complete: bool) -> bool:
        """Return whether a picture that begins with this file can be one of this release, not of a later one."""
        if is_numbered_by_driver(path):
            return not self.is_whole
        if not self.has_frames:
            return True
        return not self.expected.exact and body_says_complete and not self.complete

    def add(self, path: str, now: float) -> None:
        """Add a file. libgphoto2 numbers those in internal memory one by one, whatever picture they are of."""
        stem = _stem(path)
        if is_numbered_by_driver(path):
            stem = next((each for each in self.pictures if len(self.pictures[each]) < self.expected.files), path)
        self.pictures.setdefault(stem, []).append(path)
        self.last_file = now


class Releases:
    """The last releases of one camera, oldest first. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: deque[Release] = deque(maxlen=_REMEMBERED)
        self._awaited: Release | None = None
        self.body_says_complete = False

    def begin(self, origin: FileOrigin, expected: Expected, within_s: float = 0.0) -> Release:
        """Enter a release; its first file comes `within_s`. One of CAPTURE_IMAGE is awaited until `end`, instead."""
        now = self._clock()
        release = Release(origin, expected, now + within_s, now)
        self._known.append(release)
        if origin is FileOrigin.CAPTURE_IMAGE:
            self._awaited = release
        return release

    def end(self) -> None:
        """Await no other picture of a CAPTURE_IMAGE; files that its pictures lack are recognized all the same."""
        self._awaited = None

    def discard(self, release: Release) -> None:
        """Forget a release that the body refused."""
        self._known.remove(release)
        if release is self._awaited:
            self._awaited = None

    def complete(self) -> bool:
        """Note that the body says that a release is complete; return whether that is the one that is awaited.

        Bodies complete releases in their order.
        """
        self.body_says_complete = True
        release = next((each for each in self._known if not each.complete and self._is_open(each)), None)
        if release:
            release.complete = True
        return release is not None and release is self._awaited

    def add(self, path: str) -> FileOrigin:
        """Enter a new file of a picture, and return what has made it."""
        release = self._of_known_picture(path) or self._of_new_picture(path)
        if release is None:
            release = Release(FileOrigin.CAMERA, Expected(1, 1), 0.0, 0.0)
            self._known.append(release)
        release.add(path, self._clock())
        return release.origin

    @property
    def are_under_way(self) -> bool:
        """Whether files of a release may come."""
        return any(self._is_open(each) and not (each.complete and each.is_whole) for each in self._known)

    def is_awaited(self, path: str) -> bool:
        """Return whether this file is of the release that is awaited."""
        return self._awaited is not None and path in self._awaited.paths

    def forget_pictures(self) -> None:
        """Forget the pictures of a card that was changed: their names can come again."""
        self._known = deque((each for each in self._known if self._is_open(each)), _REMEMBERED)

    def _is_open(self, release: Release) -> bool:
        return release is self._awaited or self._clock() < release.until

    def _of_known_picture(self, path: str) -> Release | None:
        """Return the release of the picture that this is another file of; a path that came before is a new picture."""
        if is_numbered_by_driver(path):
            return None
        latest = next((each for each in reversed(self._known) if _stem(path) in each.pictures), None)
        if latest is None or path in latest.paths or self._clock() - latest.last_file > _LATE_S:
            return None
        return latest

    def _of_new_picture(self, path: str) -> Release | None:
        for release in self._known:
            if release is self._awaited:
                return None if release.is_after(_stem(path)) else release
            if self._is_open(release) and release.wants(path, body_says_complete=self.body_says_complete):
                return release
        return None


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
