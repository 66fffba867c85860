"""Tethered cameras on the network: JSON-RPC 2.0 over WebSocket for everything libgphoto2 drives."""

__version__ = "0.1.0"
