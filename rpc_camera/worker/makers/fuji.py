"""Fujifilm X."""

from __future__ import annotations

from rpc_camera.worker.makers.maker import Maker


class Fuji(Maker):
    """X and GFX bodies; focusing ends by itself, and says when it has failed."""

    mark = "fuji"
    reports_changes = False
    control = ("prioritymode", "USB")
