"""Tokens that another host of a rig knows, and that this one has never seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.contract.types import Scope


@dataclass(frozen=True)
class DistantGrant:
    """A token of `host`, which calls it `alias`: that says nothing of the token. What is made with it ends with it."""

    host: str
    alias: str

    def __str__(self) -> str:
        return f"{self.host}.{self.alias}"


@dataclass(frozen=True)
class DistantUse:
    """What somebody was let in to by an address that was made with `grant`: `scope` at the camera of this id, here."""

    grant: DistantGrant
    camera: str
    scope: Scope


def distant_grant(text: str) -> DistantGrant | None:
    """Return what `str` has made a text of; None: it is none. A host's name has no dot."""
    host, _, alias = text.partition(".")
    return DistantGrant(host, alias) if host and alias else None
