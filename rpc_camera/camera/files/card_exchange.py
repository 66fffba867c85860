"""Which files of a card that was exchanged are old: nothing but the camera's clock shows when they were shot.

Nothing that libgphoto2 reports identifies a card: it has a label and a capacity, which many cards share, and no serial
number. Another card is known by its files; but one that was in another camera for years is another one as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.camera.files.file_identity import FileIdentity


@dataclass(frozen=True)
class CardExchange:
    """Cards that were exchanged, by the names of their folders; `newest`: the time of the newest picture before.

    `now`: the time on the camera's clock, where that was set back behind `newest` since, and None otherwise.
    """

    stores: frozenset[str]
    newest: str | None
    now: str | None = None

    def is_old(self, file: FileIdentity) -> bool:
        """Return whether a file on such a card was shot before the exchange, as far as the camera's clock shows it."""
        if self.newest is None or file.stamp is None:
            return True
        if self.now and file.stamp <= self.now:
            return False  # it can have been shot since the clock was set back
        return file.stamp < self.newest
