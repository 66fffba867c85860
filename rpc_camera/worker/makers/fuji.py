"""Fujifilm X."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rpc_camera.worker.faults import NO_FOCUS, Meaning
from rpc_camera.worker.makers.maker import Maker

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fuji(Maker):
    """X and GFX bodies; focusing ends by itself, and says when it has failed."""

    mark = "fuji"
    reports_changes = False
    control = ("prioritymode", "USB")
    lens_has_positions = True
    live_view_switch = "movie"  # of any make, this begins and ends what PTP calls open capture
    refuses_to_end_live_view_twice = True
    releases_in_live_view = False
    meanings: ClassVar[Mapping[str, Meaning]] = {"perhaps no auto-focus": NO_FOCUS}
