"""The bindings of umockdev, and of GLib's main loop, which come with the system's Python."""

from __future__ import annotations

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402 - the version is chosen first

__all__ = ["GLib", "UMockdev"]
