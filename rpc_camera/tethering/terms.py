"""How one camera is tethered: what its ledger says, what a client has just asked for, the server's own options."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rpc_camera.tethering.names import Template
from rpc_camera.tethering.options import Options

if TYPE_CHECKING:
    from rpc_camera.tethering.ledger import Settings
    from rpc_camera.tethering.options import SaveOptions


class Terms:
    """`settings` are those of the ledger, None before the first beginning; `begin_with`, set until it has begun."""

    def __init__(self, server: SaveOptions) -> None:
        self.server = server
        self.settings: Settings | None = None
        self.begin_with: Options | None = None

    def take(self, settings: Settings | None) -> None:
        """Take what the ledger says; a camera that has none is to be tethered from now on."""
        self.settings = settings
        self.begin_with = None if settings else Options()

    @property
    def active(self) -> bool:
        """Whether new pictures are saved, or will be as soon as it is known which are new."""
        return self.begin_with is not None or self.begun

    @property
    def begun(self) -> bool:
        """Whether it is known which pictures are new."""
        return self.settings is not None and self.settings.active

    @property
    def stopped(self) -> bool:
        """Whether `stop_tethering` has ended it, maybe in an earlier run of the server."""
        return self.settings is not None and not self.active

    @property
    def template(self) -> Template:
        """The template for names."""
        own = self.begin_with or self.settings
        return Template(own.template) if own and own.template else self.server.template

    @property
    def delete_after(self) -> bool:
        """Whether what is saved is deleted from the camera."""
        own = self.begin_with or self.settings
        return self.server.delete_after if own is None or own.delete_after is None else own.delete_after

    def change(self, options: Options) -> None:
        """Go on with other options."""
        if self.settings:
            self.settings = replace(self.settings, template=options.template, delete_after=options.delete_after)

    def stop(self) -> None:
        """Be tethered no more."""
        self.begin_with = None
        if self.settings:
            self.settings = replace(self.settings, active=False)

    def one_more_saved(self) -> None:
        """Count a file."""
        if self.settings:
            self.settings = replace(self.settings, saved=self.settings.saved + 1)
