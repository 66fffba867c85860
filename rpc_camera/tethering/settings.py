"""How one camera is tethered: the server's settings, what a client asked for, and whether it is under way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rpc_camera.tethering.names import Template

if TYPE_CHECKING:
    from rpc_camera.tethering.save_folder import SaveFolder


@dataclass(frozen=True)
class SaveSettings:
    """The server's own: where to save, under which names, and whether to delete from the camera afterwards."""

    folder: SaveFolder
    template: Template
    delete_after: bool


@dataclass(frozen=True)
class ClientSettings:
    """What a client asked for at one camera; None: the server's own setting counts."""

    template: str | None = None
    delete_after: bool | None = None


@dataclass(frozen=True)
class TetheringRun:
    """Tethering since it was last started, as the ledger keeps it. `saved` counts its files."""

    started_at: str
    settings: ClientSettings = field(default_factory=ClientSettings)
    active: bool = True
    saved: int = 0


class TetheringState:
    """Whether a camera is tethered and how. It is tethered in two steps, since what is on the card has to be listed.

    `requested`: it is to start with these, once that list is there. `run`: it was started; None before the first time.
    `stops`: how often it was stopped.
    """

    def __init__(self, server: SaveSettings) -> None:
        self.server = server
        self.is_loaded = False
        self.run: TetheringRun | None = None
        self.requested: ClientSettings | None = None
        self.stops = 0

    def load(self, run: TetheringRun | None) -> None:
        """Use what the ledger has; a camera that it does not know is to be tethered from now on."""
        self.is_loaded = True
        self.run = run
        self.requested = None if run else ClientSettings()

    @property
    def is_active(self) -> bool:
        """Whether new pictures are saved, or will be as soon as it is known which are new."""
        return self.requested is not None or self.is_started

    @property
    def is_started(self) -> bool:
        """Whether it is known which pictures are new."""
        return self.run is not None and self.run.active

    @property
    def was_stopped(self) -> bool:
        """Whether `stop_tethering` has ended it, maybe in an earlier run of the server."""
        return self.run is not None and not self.is_active

    @property
    def template(self) -> Template:
        """The template for names."""
        text = self._client.template
        return Template(text) if text else self.server.template

    @property
    def delete_after(self) -> bool:
        """Whether what is saved is deleted from the camera."""
        wanted = self._client.delete_after
        return self.server.delete_after if wanted is None else wanted

    @property
    def _client(self) -> ClientSettings:
        return self.requested or (self.run.settings if self.run else ClientSettings())

    def change(self, settings: ClientSettings) -> None:
        """Go on with other settings."""
        if self.run:
            self.run = replace(self.run, settings=settings)

    def stop(self) -> None:
        """Save no more."""
        self.requested = None
        self.stops += 1
        if self.run:
            self.run = replace(self.run, active=False)

    def count_saved(self) -> None:
        """Count one more file."""
        if self.run:
            self.run = replace(self.run, saved=self.run.saved + 1)
