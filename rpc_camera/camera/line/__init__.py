"""The line to one camera: its worker, the link to it, turns at it."""
