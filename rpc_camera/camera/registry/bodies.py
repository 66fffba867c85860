"""Which id is whose: remembered from start to start, for bodies that do not say it themselves.

A serial number may be missing, made up by the driver, or that of several bodies. An id whose serial number two bodies
have had at one time belongs to the place where its body is: that is the only evidence there is.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.registry.place import is_lasting
from rpc_camera.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

BODIES_FILE: Final = ".bodies.json"
_VERSION: Final = 1
_CLAIMS_AT_MOST: Final = 1000
_UNREADABLE: Final = (
    "%s cannot be read (%s). In it the service keeps which camera was at which port, to distinguish those that have one"
    " serial number; it begins a new one, and such cameras may get each other's ids, and go on with each other's lists"
    " of saved pictures. Cameras with a serial number of their own are not concerned. If you have several of one number"
    ", compare their ids in list_cameras with those of before, or stop the service and put a copy of the file back."
)
_UNWRITTEN: Final = (
    "%s cannot be written (%s). In it the service keeps which camera was at which port, to distinguish those that have"
    " one serial number after a restart: until then nothing changes, but after it they may have each other's ids. Make"
    " room on the disk of --state-dir, or have it writable; it is tried again when a camera comes."
)
_log = logging.getLogger(__name__)


class KnownBodies:
    """The places of all bodies, by the id that they claim, and by the id that each has for that.

    A claim is what `wire.identity.camera_id` makes of a model and serial number. One claim with several ids: twins.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / BODIES_FILE
        self._claims: dict[str, dict[str, str | None]] = {}
        self._doubts: dict[str, str] = {}
        self._written = ""
        self._saving = asyncio.Lock()
        self._writing = threading.Lock()  # a write that was given up by the event loop can still be under way
        self._load()

    @property
    def ids(self) -> set[str]:
        """The ids of all bodies."""
        return {camera_id for known in self._claims.values() for camera_id in known}

    def are_twins(self, claim: str) -> bool:
        """Return whether several bodies have made this claim."""
        return len(self._claims.get(claim, {})) > 1

    def places(self, claim: str) -> set[str]:
        """Return where the bodies of this claim were last."""
        return {place for place in self._claims.get(claim, {}).values() if place}

    def identify(self, claim: str, place: str, taken: Collection[str]) -> str:
        """Return the id of the body at `place`; `taken` are those that other bodies have now."""
        known = self._claims.pop(claim, {})
        self._claims[claim] = known  # the last one that is forgotten
        camera_id, doubt = _decide(claim, place, known, taken)
        if doubt:
            self._doubts[camera_id] = doubt
        known[camera_id] = place
        while len(self._claims) > _CLAIMS_AT_MOST:
            del self._claims[next(iter(self._claims))]
        return camera_id

    def doubt(self, claim: str, camera_id: str) -> str | None:
        """Return in one sentence why an id may not stay with its body; None where nothing speaks against it."""
        if not self.are_twins(claim):
            return None
        by_place = "Other bodies have the same serial number: this id goes with the port or address where it is now."
        return self._doubts.get(camera_id, by_place)

    async def save(self) -> None:
        """Write what has changed, durably; a failure is logged, since it is of use at the next start only."""
        async with self._saving:
            text = json.dumps({"version": _VERSION, "bodies": self._lasting()}, indent=1)
            if text == self._written:
                return
            try:
                await asyncio.to_thread(self._write, text)
                self._written = text
            except OSError as error:
                _log.warning(_UNWRITTEN, self._file, error)

    def _write(self, text: str) -> None:
        with self._writing:
            replace_file(self._file, text.encode())

    def _lasting(self) -> dict[str, dict[str, str | None]]:
        return {
            claim: {each: place if _is_evidence(place) else None for each, place in known.items()}
            for claim, known in self._claims.items()
        }

    def _load(self) -> None:
        try:
            self._written = self._file.read_text(encoding="utf-8")
            self._claims = _parsed(self._written)
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            _log.warning(_UNREADABLE, self._file, error)


def _decide(claim: str, place: str, known: dict[str, str | None], taken: Collection[str]) -> tuple[str, str | None]:
    """Return the id of the body that makes `claim` at `place`, and why that is in doubt, if it is."""
    free = [each for each in known if each not in taken]
    for camera_id in free:
        if known[camera_id] == place:
            return camera_id, None
    if len(known) <= 1 and claim not in taken:
        return next(iter(known), claim), None  # the only one, wherever it is
    names = (claim if number == 1 else f"{claim}-{number}" for number in count(1))
    unplaced = [each for each in free if not _is_evidence(known[each])]
    camera_id = next(iter(unplaced), None) or next(each for each in names if each not in {*known, *taken})
    if not free:
        return camera_id, None
    return camera_id, (
        f"Other bodies have the same serial number, and none of them was at {place} so far: this may be the one that "
        f"was {' or '.join(free[:3])}."
    )


def _is_evidence(place: str | None) -> bool:
    return place is not None and is_lasting(place)


def _parsed(text: str) -> dict[str, dict[str, str | None]]:
    """Return what `KnownBodies.save` wrote. ValueError: it is something else."""
    try:
        kept: Any = json.loads(text)
        if kept["version"] != _VERSION:
            raise ValueError(f"it is of version {kept['version']!r:.20}")
        return {
            str(claim): {str(each): place if place is None else str(place) for each, place in known.items()}
            for claim, known in kept["bodies"].items()
        }
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
