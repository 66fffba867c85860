"""`python -m benchmarks.full_ledger [PICTURES…]`: what a month of pictures in the ledger makes slower, and larger.

The product's own code fills a camera's ledger, and the memory of its card, as saving one picture after the other and
deleting it from the card does; only the camera is left out. Then it is measured how long each takes from there on.
"""

from __future__ import annotations

import hashlib
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.shared import table
from rpc_camera.camera.files import card_store
from rpc_camera.camera.files.card_store import CardStore
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import FileKind, KnownFile
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.settings import ClientSettings, TetheringRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PICTURES: Final = (1, 26_000, 260_000)
_TIMES: Final = 20
_BEGAN: Final = datetime(2026, 11, 1)  # noqa: DTZ001 (a camera's clock has no zone)
_MEMORY: Final = "a card"


@dataclass(frozen=True)
class Files:
    """The files of one camera in the state directory, open."""

    ledger: Ledger
    cards: CardStore

    def take(self, number: int) -> FileIdentity:
        """Do what is recorded of one picture, from its arrival to its end on the card."""
        file, sha256 = picture(number), hashlib.sha256(b"%d" % number).hexdigest()
        self.cards.write([card_store.insert(KnownFile(file, FileKind.REPORTED, settled=False))])
        self.ledger.add([file.path], Cursor(_MEMORY, number))
        entry = self.ledger.next_pending(())
        assert entry
        self.ledger.is_saved(file)
        one = self.ledger.picture_of(entry, file)
        self.ledger.set_part(entry, "2026-11-01", ".0f3a.rpc-camera-part")
        self.ledger.saved_with(file, sha256)
        self.ledger.siblings(entry)
        self.ledger.set_name(entry, one, 0, f"{number:06}.JPG", sha256)
        self.ledger.set_saved(entry, delete=True)
        [due] = self.ledger.to_delete()
        self.ledger.set_deleted(due, deleted=True)
        self.cards.write([card_store.set_gone(file.path)])
        self.ledger.pending_span()
        return file

    def close(self) -> None:
        """Close them."""
        self.ledger.close()
        self.cards.close()


def picture(number: int) -> FileIdentity:
    """Return the file of this number: a body has 9,999 names in a folder, and at most 900 folders."""
    folder, frame = divmod(number - 1, 9999)
    path = f"/store_00010001/DCIM/{100 + folder % 900}VIRTL/DSC_{frame + 1:04}.JPG"
    return FileIdentity(path, 10_000_000 + number, (_BEGAN + timedelta(seconds=10 * number)).isoformat())


def opened(folder: Path) -> Files:
    """Open the files."""
    ledger = Ledger(folder / "ledger.sqlite")
    ledger.open()
    return Files(ledger, CardStore(folder / "card.sqlite"))


def fill(folder: Path, pictures: int) -> Files:
    """Return the files with so many pictures in them."""
    files = opened(folder)
    files.ledger.begin("camera", "saved", TetheringRun("2026-11-01T00:00:00Z", ClientSettings()), None, ())
    for number in range(1, pictures + 1):
        files.take(number)
    return files


def measured(work: Callable[[], object], times: int = _TIMES) -> str:
    """Return how long it takes, the median in ms."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return f"{1000 * statistics.median(found):.3g}"


def column(folder: Path, pictures: int) -> Sequence[str]:
    """Return the figures with so many pictures."""
    files = fill(folder, pictures)
    numbers = iter(range(pictures + 1, pictures + 1 + _TIMES))
    file = picture(1)
    saving = measured(lambda: files.take(next(numbers)))
    finding = measured(lambda: files.ledger.saved_places(file, None))
    latest = measured(lambda: files.cards.newest(64))
    files.close()
    sizes = [f"{(folder / name).stat().st_size / 1e6:.3g}" for name in ("ledger.sqlite", "card.sqlite")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    again = opened(folder)
    again.cards.read()
    again.ledger.interrupted()
    start = f"{1000 * (time.perf_counter() - begun):.3g}"
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    pruned = measured(lambda: again.cards.newest(64))
    again.close()
    return (saving, finding, latest, pruned, start, f"{more:.3g}", *sizes)


_ROWS: Final = (
    "all that is recorded of one picture, ms",
    "where a picture was saved, ms",
    "which is the newest (latest.jpg), ms",
    "the same after a restart, ms",
    "opening both at the start, ms",
    "memory that this takes at most, MiB",
    "ledger, MB",
    "memory of the card, MB",
)


def main() -> None:
    """Print the figures."""
    counts = [int(each) for each in sys.argv[1:]] or _PICTURES
    columns = []
    for pictures in counts:
        with tempfile.TemporaryDirectory() as folder:
            columns.append(column(Path(folder), pictures))
    print(
        table(["", *(f"{pictures:,}" for pictures in counts)], [list(row) for row in zip(_ROWS, *columns, strict=True)])
    )


if __name__ == "__main__":
    main()
